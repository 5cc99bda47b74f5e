  const all = document.getElementById("compare-all"), side = document.getElementById("side");
  if (all && side) {
    const get = (id) => document.getElementById(id), tools = get("compare-tools"), pick = get("pick"), said = tools.querySelector("[aria-live]");
    const rows = new Map([...all.tBodies[0].rows].map((row) => [row.dataset.code, row]));
    const known = (codes) => codes.filter((code, i) => rows.has(code) && codes.indexOf(code) === i).slice(0, 4);
    const chosen = () => { const codes = known(location.hash.slice(1).split(",")); return codes.length ? codes : known([...stored(), "TUR", "RUS"]).slice(0, 2); };
    const heads = all.tHead.rows[0].cells, chart = get("side-chart"), strips = get("side-rows"), why = get("why");
    const bars = get("side-bars"), kinds = bars.dataset.columns.split(" "), name = (code) => rows.get(code).cells[0].textContent;
    const number = (code, i) => parseFloat(value(rows.get(code), i).replace(/,/g, "")) || 0;
    const draw = (code) => {
      const cell = rows.get(code).cells[chart.dataset.column], strip = cell.querySelector("svg"), line = put("li", "", strips, "one-state");
      put("span", name(code), line);
      line.append(strip ? strip.cloneNode(true) : document.createElement("i"));
      put("span", strip ? cell.textContent : chart.dataset.without, line);
    };
    // Bars of the chosen countries, a group for each kind of case, all on one scale.
    const drawBars = (codes) => {
      const most = Math.max(1, ...kinds.flatMap((i) => codes.map((code) => number(code, i))));
      bars.replaceChildren();
      kinds.forEach((i) => {
        const group = put("div", "", bars);
        put("h3", heads[i].textContent, group);
        const list = put("ul", "", group);
        codes.forEach((code) => {
          const line = put("li", "", list, "one-state");
          put("span", name(code), line);
          const drawn = put("span", "", line);
          put("i", "", drawn, "bar").style.width = 85 * number(code, i) / most + "%";
          drawn.append(value(rows.get(code), i));
        });
      });
    };
    // What was found, whether chance may explain the difference, and why the ratings are the same or differ.
    const explain = (codes) => {
      const levels = get("side-levels"), words = codes.map((code) => value(rows.get(code), 1)), found = get("found").dataset, chance = get("chance");
      levels.replaceChildren();
      codes.forEach((code) => {
        const card = put("li", "", levels, "kpi"), row = rows.get(code);
        card.append(row.cells[0].firstChild.cloneNode(true));
        put("small", levels.dataset.of, card);
        put("b", "", card).append(row.cells[1].firstChild.cloneNode(true));
        put("button", why.dataset.remove, card, "btn").onclick = () => { location.hash = codes.filter((one) => one !== code).join(","); };
      });
      const [cases, sources] = why.dataset.columns.split(" "), same = words.every((word) => word === words[0]);
      const join = (parts) => (parts.length > 1 ? parts.slice(0, -1).join(", ") + found.and : "") + parts[parts.length - 1];
      get("found").textContent = join(codes.map((code, i) => {
        const n = number(code, cases), said = i ? n ? found.next : found.zero : n === 1 ? found.one : found.other;
        return said.replace("{count}", n || found.no).replace("{name}", name(code));
      }));
      const spans = codes.map((code) => [code, ...(value(rows.get(code), chart.dataset.column).match(/[\d.]+/g) || []).map(Number)]).filter((one) => one.length === 4);
      const pairs = spans.flatMap((a, i) => spans.slice(i + 1).map((b) => a[2] <= b[3] && b[2] <= a[3]));
      const some = pairs.some(Boolean) && (pairs.length > 1 ? "some" : "all") || "none";
      chance.hidden = !pairs.length;
      chance.textContent = pairs.length ? chance.dataset[some].replace("{names}", join(spans.map(([code]) => name(code)))) : "";
      const each = why.dataset.each.replace("{list}", codes.map((code) => `${name(code)} ${value(rows.get(code), sources)}`).join(", "));
      why.textContent = (codes.length > 1 ? (same ? why.dataset.same.replace("{level}", words[0]) : why.dataset.differ) + " " : "") + each;
    };
    const lay = () => {
      const codes = chosen();
      strips.replaceChildren();
      codes.forEach(draw);
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
    each(document, "main [data-script]", (part) => { part.hidden = false; });
    get("compare-whole").open = false;
    get("compare-add").addEventListener("click", () => {
      const codes = chosen();
      if (pick.value && codes.length < 4 && !codes.includes(pick.value)) location.hash = [...codes, pick.value].join(",");
    });
    addEventListener("hashchange", lay);
    lay();
  }
