  // Items of a table or list are chosen by words, by what an item is, and by boxes; of a long table, the first are shown.
  each(doc, "[data-for]", (tools) => {
    const list = doc.getElementById(tools.dataset.for), body = list.tBodies ? list.tBodies[0] : list;
    const items = () => [...(body.rows || body.querySelectorAll("li"))], count = tools.querySelector("[aria-live]");
    const fields = [...tools.querySelectorAll("input,select")], first = (+list.dataset.first || Infinity) / (innerWidth < 640 && list.dataset.first > 10 ? 2 : 1);
    const more = doc.querySelector(`[data-more=${list.id}]`), bars = doc.querySelector(`.hist[data-of=${list.id}]`);
    const fold = list.closest("details");
    const known = (item, f) => f.dataset.column ? [item.cells[f.dataset.column].textContent.trim()] : (item.dataset[f.name] || "").split("|");
    const also = JSON.parse(list.dataset.also || "{}");
    let most = first, texts = null;
    tools.hidden = false;
    each(tools, "select", (select) => {
      const counts = new Map();
      items().forEach((item) => known(item, select).forEach((word) => counts.set(word, (counts.get(word) || 0) + 1)));
      const words = [...counts.keys()].filter((word) => word && word !== "–").sort((a, b) => a.localeCompare(b));
      (select.dataset.down === undefined ? words : words.reverse()).forEach((word) => select.add(new Option(`${word} (${counts.get(word)})`, word)));
    });
    const show = () => {
      texts = texts || new Map(items().map((item) => [item, plain([item.dataset.find, also[item.dataset.asked], also[item.dataset.host], item.textContent].join(" "))]));
      const words = fields.filter((f) => f.type === "search").flatMap((f) => plain(f.value).split(/\s+/)).filter(Boolean);
      const fits = (item, f) => f.type === "checkbox" ? !f.checked || (f.name === "only" ? !("none" in item.dataset) : f.name in item.dataset) : !f.options || !f.value || known(item, f).includes(f.value);
      const fitting = (but) => items().filter((item) => words.every((w) => texts.get(item).includes(w)) && fields.every((f) => f.name === but || fits(item, f)));
      const year = fields.find((f) => f.name === "year"), found = fitting("year"), chosen = fitting();
      each(tools, "[data-of]", (part) => { part.textContent = fitting(part.dataset.of).filter((item) => part.dataset.of in item.dataset).length; });
      items().forEach((item) => { item.hidden = true; });
      chosen.slice(0, most).forEach((item) => { item.hidden = false; });
      if (more) { more.hidden = chosen.length <= most; more.textContent = more.dataset.say.replace(/\d+/, first); }
      const filtered = fields.some((f) => f.type === "checkbox" ? f.checked : f.value);
      if (fold && filtered) fold.open = true;
      if (count) count.textContent = fold && !filtered ? "" : count.dataset[chosen.length === 1 ? "one" : chosen.length > most && "part" in count.dataset ? "part" : "other"].replace("#", chosen.length).replace("@", most);
      each(list, "details", (part, i) => {
        const n = part.querySelectorAll("li:not([hidden])").length;
        part.hidden = !n;
        part.open = filtered || !i;
        part.querySelector("b").textContent = n;
        part.querySelector("i")?.style.setProperty("--n", n);
      });
      if (!bars) return;
      const head = bars.parentNode.querySelector("h2");
      head.dataset.all ||= head.textContent;
      head.textContent = filtered ? head.dataset.chosen : head.dataset.all;
      bars.parentNode.querySelector("[data-whole]").hidden = filtered;
      const split = (all) => { const well = all.filter((item) => "well" in item.dataset).length; return [well, all.length - well]; };
      const years = [...bars.children].map((bar) => [bar, split(found.filter((item) => item.dataset.year === bar.dataset.year))]);
      const top = Math.max(1, ...years.map(([, [well, rest]]) => well + rest));
      bars.style.setProperty("--most", top);
      years.forEach(([bar, [well, rest]]) => {
        bar.style.setProperty("--a", well);
        bar.style.setProperty("--b", rest);
        bar.querySelector("b").textContent = well + rest;
        bar.querySelector("span>span").textContent = well;
        bar.classList.toggle("top", well + rest === top);
        bar.classList.toggle("chosen", year.value === bar.dataset.year);
      });
      const sums = split(chosen);
      ["well", "other"].forEach((kind, i) => { bars.parentNode.querySelector(`[data-count=${kind}]`).textContent = sums[i]; });
    };
    const set = (f) => { keep(f.name, f.type === "checkbox" ? f.checked && "1" : f.value); most = first; show(); };
    fields.forEach((f) => f.addEventListener("input", () => set(f)));
    if (more) more.addEventListener("click", () => { most += first; show(); });
    if (bars) bars.addEventListener("click", (e) => {
      const bar = e.target.closest("li"), year = fields.find((f) => f.name === "year");
      if (bar) { year.value = year.value === bar.dataset.year ? "" : bar.dataset.year; set(year); }
    });
    views.push(() => {
      const all = held(), part = tools.querySelector("details");
      fields.forEach((f) => { if (f.type === "checkbox") f.checked = all.has(f.name); else f.value = all.get(f.name) || ""; });
      if (part && fields.some((f) => f.checked || f.options && f.value)) part.open = true;
      show();
    });
  });
  const go = doc.getElementById("compare-go");
  if (go) {
    const boxes = [...doc.querySelectorAll("td input[data-code]")];
    const set = () => {
      const codes = boxes.filter((b) => b.checked).map((b) => b.dataset.code);
      boxes.forEach((b) => { b.disabled = codes.length >= 4 && !b.checked; });
      go.href = "compare.html#" + codes.join(",");
      go.hidden = !codes.length;
    };
    boxes.forEach((b) => b.addEventListener("change", set));
    set();
  }
  // What a map knows of a country is shown below it; on a touch screen the second tap follows the link.
  each(doc, ".map", (map) => {
    const line = map.parentNode.querySelector(".tip");
    let first = false;
    const show = (e) => {
      const title = e.target.closest("a")?.querySelector("title"), text = title ? title.textContent : "";
      if (e.type === "pointerdown") first = e.pointerType === "touch" && line.textContent !== text;
      if (e.pointerType !== "touch" || e.type === "pointerdown") { line.textContent = text || "\u00a0"; line.hidden = false; }
    };
    ["pointerover", "pointerdown", "focusin"].forEach((kind) => map.addEventListener(kind, show));
    map.addEventListener("click", (e) => { if (first) e.preventDefault(); first = false; });
  });
  each(doc, ".views>input", (radio) => {
    radio.addEventListener("change", () => keep("view", radio.defaultChecked ? "" : radio.id));
    views.push(() => { if (held().get("view") === radio.id) radio.checked = true; });
  });
