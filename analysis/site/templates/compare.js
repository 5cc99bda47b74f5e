  {
    const get = (id) => doc.getElementById(id), all = get("compare-all"), side = get("side"), pick = get("pick"), said = get("compare-tools").querySelector("[aria-live]");
    const rows = new Map([...all.tBodies[0].rows].map((row) => [row.dataset.code, row]));
    const known = (codes) => codes.filter((code, i) => rows.has(code) && codes.indexOf(code) === i).slice(0, 4);
    const chosen = () => { const codes = known(location.hash.slice(1).split(",")); return codes.length ? codes : known([...stored(), "TUR", "RUS"]).slice(0, 2); };
    const heads = all.tHead.rows[0].cells, chart = get("side-chart"), strips = get("side-rows"), why = get("why");
    const bars = get("side-bars"), kinds = bars.dataset.columns.split(" "), name = (code) => rows.get(code).cells[0].textContent;
    const told = (code, i) => value(rows.get(code), i), number = (code, i) => parseFloat(told(code, i).replace(/,/g, "")) || 0;
    const begin = (code, list) => { const line = put("li", "", list, "one-state"); put("span", name(code), line); return line; };
    const draw = (code) => {
      const cell = rows.get(code).cells[chart.dataset.column], strip = cell.querySelector("svg"), line = begin(code, strips);
      if (strip) line.append(strip.cloneNode(true)); else put("i", "", line);
      put("span", strip ? cell.textContent : chart.dataset.without, line);
    };
    // The axis is as long as the ratios of the chosen countries need.
    const fit = () => {
      const at = [...strips.querySelectorAll("line")].flatMap((line) => [line.x1, line.x2]).map((end) => end.baseVal.value);
      const low = Math.max(4, Math.min(...at) - 8), wide = Math.min(196, Math.max(...at) + 8) - low;
      chart.hidden = !at.length;
      if (at.length) ["x1", "x2", "cx", "x"].forEach((key) => each(chart, `svg>[${key}]`, (part) => {
        const to = 4 + 192 * ((part.dataset[key] ||= part.getAttribute(key)) - low) / wide;
        part.setAttribute(key, to);
        part.style.visibility = to < 0 || to > 200 ? "hidden" : "";
      }));
    };
    // Bars of the chosen countries, a group for each kind of case, all on one scale.
    const drawBars = (codes) => {
      const cell = (code, i) => rows.get(code).cells[i].dataset;
      const most = Math.max(1, ...kinds.flatMap((i) => codes.map((code) => cell(code, i).bar || 0)));
      bars.replaceChildren();
      kinds.forEach((i) => {
        const group = put("div", "", bars);
        put("h3", heads[i].textContent, group);
        const list = put("ul", "", group);
        codes.forEach((code) => {
          const drawn = put("span", "", begin(code, list)), { bar = 0, part, says = "" } = cell(code, i);
          put("i", "", drawn, "bar").style = `width:${58 * bar / most}%;--p:${100 * part / bar}%`;
          put("b", told(code, i), drawn);
          put("small", says, drawn);
        });
      });
    };
    // What was found, whether chance may explain the difference, and why the ratings are the same or differ.
    const explain = (codes) => {
      const levels = get("side-levels"), words = codes.map((code) => told(code, 1)), found = get("found").dataset, chance = get("chance");
      levels.replaceChildren();
      codes.forEach((code) => {
        const card = put("li", "", levels, "kpi"), copy = (i, to) => to.append(rows.get(code).cells[i].firstChild.cloneNode(true));
        copy(1, put("b", "", card));
        copy(0, card);
        const remove = put("button", "×", card, "btn");
        remove.ariaLabel = remove.title = why.dataset.remove.replace("{name}", name(code));
        remove.onclick = () => { location.hash = codes.filter((one) => one !== code).join(","); };
      });
      const [cases, sources] = why.dataset.columns.split(" "), same = words.every((word) => word === words[0]);
      const join = (parts) => (parts.length > 1 ? parts.slice(0, -1).join(", ") + found.and : "") + parts[parts.length - 1];
      const sought = codes.filter((code) => told(code, cases) !== told(code, 1)), rest = codes.filter((code) => !sought.includes(code));
      const sentences = [sought.map((code, i) => {
        const n = number(code, cases), said = i ? n ? found.next : found.zero : n === 1 ? found.one : found.other;
        return said.replace("{count}", n || found.no).replace("{name}", name(code));
      }), rest.map((code, i) => i ? name(code) : found.without + name(code))];
      get("found").textContent = sentences.filter((one) => one.length).map(join).join(". ");
      const spans = codes.map((code) => [code, ...(told(code, chart.dataset.column).match(/[\d.]+/g) || []).map(Number)]).filter((one) => one.length === 4);
      const pairs = spans.flatMap((a, i) => spans.slice(i + 1).map((b) => a[2] <= b[3] && b[2] <= a[3]));
      const some = pairs.some(Boolean) && (pairs.length > 1 ? "some" : "all") || "none";
      chance.hidden = !pairs.length;
      chance.textContent = chance.dataset[some].replace("{names}", join(spans.map(([code]) => name(code))));
      const each = why.dataset.each.replace("{list}", codes.map((code) => `${name(code)} ${told(code, sources)}`).join(", "));
      why.textContent = (codes.length > 1 ? (same ? why.dataset.same.replace("{level}", words[0]) : why.dataset.differ) + " " : "") + each;
    };
    const lay = () => {
      const codes = chosen(), dots = get("side-kinds");
      strips.replaceChildren();
      dots.replaceChildren();
      codes.forEach((code) => {
        const line = put("span", "", begin(code, dots)), on = rows.get(code).cells[why.dataset.columns.split(" ")[1]].dataset.kinds;
        dots.dataset.kinds.split("|").forEach((kind, i) => put("span", (on[i] > 0 ? "● " : "○ ") + kind, line, on[i] > 0 ? "kind on" : "kind"));
      });
      codes.forEach(draw);
      fit();
      drawBars(codes);
      explain(codes);
      side.replaceChildren();
      said.textContent = codes.length === 4 ? said.dataset.most : "";
      [...heads].forEach((head, i) => {
        const row = (i ? side.tBodies[0] || side.createTBody() : side.createTHead()).insertRow();
        put("th", head.textContent, row).scope = i ? "row" : "col";
        codes.forEach((code) => {
          const to = put(i ? "td" : "th", "", row);
          if (!i) to.scope = "col";
          rows.get(code).cells[i].childNodes.forEach((node) => to.append(node.cloneNode(true)));
        });
      });
    };
    each(doc, "main [data-script]", (part) => { part.hidden = false; });
    get("compare-whole").open = false;
    get("compare-add").addEventListener("click", () => {
      const codes = chosen();
      if (pick.value && codes.length < 4 && !codes.includes(pick.value)) location.hash = [...codes, pick.value].join(",");
    });
    addEventListener("hashchange", lay);
    lay();
  }
