"use strict";
// What the pages hold already is sorted, found and set side by side; nothing is fetched.
(() => {
  const value = (row, i) => { const c = row.cells[i]; return c.dataset.v || c.textContent.trim(); };
  const plain = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f’']/g, "").toLowerCase();
  document.querySelectorAll("table.sortable").forEach((table) => {
    const body = table.tBodies[0];
    table.querySelectorAll("thead th[aria-sort]").forEach((head) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") === "descending", i = head.cellIndex;
        table.querySelectorAll("th[aria-sort]").forEach((h) => h.setAttribute("aria-sort", "none"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].sort((a, b) => {
          const x = value(a, i), y = value(b, i), m = parseFloat(x.replace(/,/g, "")), n = parseFloat(y.replace(/,/g, ""));
          return (up ? 1 : -1) * (isNaN(m) || isNaN(n) ? y.localeCompare(x) * -1 : m - n);
        });
        body.append(...rows);
      });
    });
  });
  document.querySelectorAll("[data-for]").forEach((tools) => {
    const body = document.getElementById(tools.dataset.for).tBodies[0];
    const find = tools.querySelector("input[type=search]"), only = tools.querySelector("input[type=checkbox]");
    const count = tools.querySelector("[aria-live]");
    tools.hidden = false;
    const show = () => {
      const words = plain(find.value).split(/\s+/).filter(Boolean);
      let n = 0;
      for (const row of body.rows) {
        const text = plain((row.dataset.find || "") + " " + row.textContent);
        row.hidden = words.some((w) => !text.includes(w)) || (only && only.checked && row.dataset.none === "1");
        n += row.hidden ? 0 : 1;
      }
      if (count) count.textContent = (n === 1 ? count.dataset.one : count.dataset.other).replace("#", n);
    };
    find.addEventListener("input", show);
    if (only) only.addEventListener("change", show);
    show();
  });
  const go = document.getElementById("compare-go");
  if (go) {
    const boxes = [...document.querySelectorAll("td input[data-code]")];
    const set = () => {
      const codes = boxes.filter((b) => b.checked).map((b) => b.dataset.code);
      boxes.forEach((b) => { b.disabled = codes.length >= 4 && !b.checked; });
      go.href = "compare.html#" + codes.join(",");
    };
    boxes.forEach((b) => b.addEventListener("change", set));
    set();
  }
  const all = document.getElementById("compare-all"), side = document.getElementById("side");
  if (all && side) {
    const tools = document.getElementById("compare-tools"), pick = tools.querySelector("select"), said = tools.querySelector("[aria-live]");
    const rows = new Map([...all.tBodies[0].rows].map((row) => [row.dataset.code, row]));
    const chosen = () => location.hash.slice(1).split(",").filter((code, i, list) => rows.has(code) && list.indexOf(code) === i).slice(0, 4);
    const lay = () => {
      const codes = chosen();
      side.replaceChildren();
      side.hidden = codes.length === 0;
      document.getElementById("compare-whole").hidden = codes.length > 0;
      said.textContent = codes.length === 0 ? said.dataset.none : codes.length === 4 ? said.dataset.most : "";
      const heads = [...all.tHead.rows[0].cells];
      heads.forEach((head, i) => {
        const row = (i === 0 ? side.createTHead() : side.tBodies[0] || side.createTBody()).insertRow();
        const th = document.createElement("th");
        th.scope = i === 0 ? "col" : "row";
        th.textContent = head.textContent;
        row.append(th);
        codes.forEach((code) => {
          const from = rows.get(code).cells[i], to = document.createElement(i === 0 ? "th" : "td");
          if (i === 0) to.scope = "col";
          to.append(...[...from.childNodes].map((node) => node.cloneNode(true)));
          row.append(to);
        });
      });
    };
    tools.hidden = false;
    tools.querySelector("#compare-add").addEventListener("click", () => {
      const codes = chosen();
      if (codes.length < 4 && !codes.includes(pick.value)) location.hash = [...codes, pick.value].join(",");
    });
    tools.querySelector("#compare-clear").addEventListener("click", () => { location.hash = ""; });
    addEventListener("hashchange", lay);
    lay();
  }
})();
