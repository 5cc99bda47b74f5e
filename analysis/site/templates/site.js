"use strict";
// What the pages hold already is sorted, filtered and compared. The search alone loads a file: the index of the site.
(() => {
  const doc = document, each = (where, what, then) => where.querySelectorAll(what).forEach(then);
  const value = (row, i) => { const c = row.cells[i]; return c.dataset.v || c.textContent.trim(); };
  // Letters without marks; those of Cyrillic in Latin ones, so that a name is found in both.
  const latin = "а a б b в v г g ґ g д d е e ё yo є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ў u ф f х kh ц ts ч ch ш sh щ shch ъ  ы y ь  э e ю yu я ya".split(" ");
  const letters = new Map(latin.flatMap((one, i) => i % 2 ? [] : [[one, latin[i + 1]]]));
  const plain = (s) => s.toLowerCase().replace(/[\u0400-\u04ff]/g, (one) => letters.get(one) ?? one).normalize("NFKD").replace(/[\u0300-\u036f’']/g, "").replace(/ı/g, "i");
  const put = (tag, text, to, kind = "") => {
    const made = doc.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    to.append(made);
    return made;
  };
  const held = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search.replace("?q=", "?find="));
  const keep = (key, what) => {
    const all = held();
    if (what) all.set(key, what); else all.delete(key);
    history.replaceState(null, "", String(all) ? "#" + all : location.href.split("#")[0]);
  };
  const views = [];
  const sort = (table, i, down) => {
    table.closest("details")?.setAttribute("open", "");
    const heads = table.tHead.rows[0].cells;
    each(table, "th[aria-sort]", (h) => h.setAttribute("aria-sort", "none"));
    heads[i].setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows].sort((a, b) => {
      const x = value(a, i), y = value(b, i), m = parseFloat(x.replace(/,/g, "")), n = parseFloat(y.replace(/,/g, ""));
      if (isNaN(m) !== isNaN(n)) return isNaN(m) ? 1 : -1;
      return isNaN(m) ? (down ? y.localeCompare(x) : x.localeCompare(y)) : down ? n - m : m - n;
    });
    table.tBodies[0].append(...rows);
  };
  each(doc, "table.sortable", (table) => {
    each(table, "thead th[aria-sort]", (head) => {
      const button = doc.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const known = [...table.tBodies[0].rows].map((row) => value(row, head.cellIndex)).find((held) => held !== "–");
        const numbers = !isNaN(parseFloat(known));
        const was = head.getAttribute("aria-sort"), down = was === "none" ? numbers : was === "ascending";
        sort(table, head.cellIndex, down);
        keep("sort", [table.id, head.cellIndex, down ? "down" : "up"].join("."));
        look();
      });
    });
    views.push(() => {
      const [id, i, way] = (held().get("sort") || "").split(".");
      const head = id === table.id && table.tHead.rows[0].cells[i];
      if (head && head.hasAttribute("aria-sort")) sort(table, +i, way === "down");
    });
  });
  // lists.js
  const header = doc.querySelector("header.top");
  if (header) {
    const menu = header.querySelector(".menu"), box = header.querySelector(".search"), hits = box.querySelector(".hits");
    const input = box.querySelector("input"), list = hits.querySelector("ul"), count = hits.querySelector("p");
    const root = header.querySelector(".brand").getAttribute("href").replace("index.html", ""), all = hits.querySelector(":scope>a");
    const here = doc.querySelector(".searcher"), field = here && here.querySelector("input");
    menu.hidden = false;
    box.hidden = !!here;
    header.querySelector(".find").hidden = true;
    menu.addEventListener("click", () => menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true")));
    const split = (s) => plain(s).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    let index = null, named, refresh = () => {};
    const load = () => {
      if (index) return;
      index = [];
      const file = doc.createElement("script");
      file.src = root + "search.js";
      file.addEventListener("load", () => {
        const { statuses, ...kinds } = searchIndex;
        // Whatever names a country is found by the other names of that country too.
        const states = kinds.countries.map(([name, , , names]) => [` ${split(name).join(" ")} `, split(names)]);
        named = new Set(states.flat().flatMap((one) => one.trim ? split(one) : one));
        index = Object.entries(kinds).flatMap(([kind, rows]) => rows.map(([title, page, detail, names, code, by]) => {
          const status = statuses[code] || "", words = split([title, detail, status, names].join(" ")), said = ` ${words.join(" ")} `;
          states.forEach(([name, others]) => { if (said.includes(name)) words.push(...others); });
          names = names ? names.split("|") : [];
          return { kind, title, page, detail, names, known: [title, ...names].map(plain), code, status, by, words };
        }));
        find();
        refresh();
      });
      doc.head.append(file);
    };
    // The number of letters by which two words differ; two letters in the wrong order count once.
    const apart = (a, b) => {
      let last = [], row = [...Array(b.length + 1).keys()];
      for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
          next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
        }
        [last, row] = [row, next];
      }
      return row[b.length];
    };
    const alike = (a, b) => {
      const most = a.length < 4 ? 0 : a.length < 8 ? 1 : 2;
      return Math.abs(a.length - b.length) <= most && apart(a, b) <= most;
    };
    const search = (typed) => {
      const query = plain(typed).trim(), words = split(query);
      let said = "";
      let tests = words.map((word) => {
        const is = (one) => one.startsWith(word) || one === word.replace(/ies$/, "y").replace(/s$/, "");
        if (index.some((entry) => entry.words.some(is))) return is;
        said = "like";
        // Of a long word, the beginning is enough; short beginnings are alike by chance.
        return (one) => alike(word, one) || word.length > 6 && alike(word, one.slice(0, word.length));
      });
      const holds = (entry) => tests.filter((test) => entry.words.some(test)).length;
      const rank = (entry) => {
        const first = entry.known.findIndex((name) => name.startsWith(query));
        return entry.known.includes(query) ? 0 : first >= 0 ? first ? 2 : 1 : holds(entry) < words.length ? 9 : 3;
      };
      let found = words.length ? index.map((entry) => [rank(entry), entry]).filter(([place]) => place < 9) : [];
      if (words.length > 1 && !found.length) {
        said = "some";
        // Where no result has every word, short words do not count, and names of countries only as whole words.
        tests = tests.map((test, i) => named.has(words[i]) || words[i].length < 4 ? (one) => one === words[i] && named.has(one) : test);
        found = index.map((entry) => [-holds(entry), entry]).filter(([place]) => place);
      }
      return { words, tests, said, found: found.sort((a, b) => a[0] - b[0]) };
    };
    const tell = (to, { words, said, found }) => {
      to.textContent = !words.length ? "" : (said && found.length ? to.dataset[said] + " " : "") + to.dataset[found.length === 1 ? "one" : found.length ? "other" : "none"].replace("#", found.length);
    };
    const find = () => {
      hits.hidden = !input.value.trim();
      if (hits.hidden || !index.length) return;
      const result = search(input.value), { words, said, found } = result;
      list.replaceChildren(...found.slice(0, 8).map(([place, entry]) => {
        const item = doc.createElement("li"), link = put("a", entry.title + " ", item);
        if (!said && (place < 2 || found.length === 1)) link.className = "sure";
        link.href = root + entry.page;
        put("small", [entry.detail, entry.status, ...entry.status ? entry.names : []].filter(Boolean).join(" · "), link);
        return item;
      }));
      tell(count, result);
      hits.hidden = !words.length;
      all.href = root + "search.html#find=" + encodeURIComponent(input.value);
    };
    // found.js
    input.addEventListener("focus", () => { load(); find(); });
    input.addEventListener("input", find);
    box.addEventListener("focusout", (e) => { if (!box.contains(e.relatedTarget)) hits.hidden = true; });
    box.addEventListener("keydown", (e) => {
      const stops = [input, ...hits.querySelectorAll("a")], way = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (way) { e.preventDefault(); (stops[stops.indexOf(e.target) + way] || input).focus(); }
      if (e.key === "Escape") { input.focus(); hits.hidden = true; }
      if (e.key === "Enter" && e.target === input) (list.querySelector("a.sure") || all).click();
    });
    addEventListener("keydown", (e) => {
      if (e.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(e.target.tagName)) { e.preventDefault(); (field || input).focus(); }
    });
  }
  const look = () => views.forEach((view) => view());
  look();
  if (views.length) addEventListener("hashchange", look);
  const stored = () => { try { return (localStorage.getItem("seen") || "").split(",").filter(Boolean); } catch { return []; } };
  const seen = location.pathname.match(/\/([A-Z]{3})\/index\.html$/);
  if (seen) try { localStorage.setItem("seen", [...new Set([seen[1], ...stored()])].slice(0, 2)); } catch { /* no store */ }
  // compare.js
  // Values of charts on hover, focus and tap; arrows lead to the next. A list finds a country.
  const tip = doc.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.ariaHidden = true;
  const show = (mark) => {
    tip.hidden = !mark;
    if (!mark) return;
    doc.body.append(tip);
    tip.textContent = mark.ariaLabel;
    const at = mark.getBoundingClientRect(), room = doc.documentElement.clientWidth - tip.offsetWidth - 4;
    tip.style.left = scrollX + Math.max(4, Math.min(room, at.left + (at.width - tip.offsetWidth) / 2)) + "px";
    tip.style.top = scrollY + at.top - tip.offsetHeight - 4 + "px";
  };
  each(doc, "figure svg", (svg) => {
    const marks = [...svg.querySelectorAll(".v")];
    if (!marks.length) return;
    svg.role = "group";
    marks.forEach((mark, i) => {
      const title = mark.querySelector("title");
      mark.role = "img";
      mark.ariaLabel = title.textContent;
      mark.tabIndex = i ? -1 : 0;
      title.remove();
    });
    svg.addEventListener("keydown", (e) => {
      const next = marks[marks.indexOf(e.target) + { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key]];
      if (next) { e.preventDefault(); next.focus(); }
    });
  });
  for (const kind of ["pointerover", "focusin", "click"]) addEventListener(kind, (e) => { if (e.target.closest) show(e.target.closest(".v")); });
  addEventListener("focusout", () => show());
  addEventListener("keydown", (e) => { if (e.key === "Escape") show(); });
  each(doc, ".embed button", (b) => {
    b.hidden = !navigator.clipboard;
    b.onclick = () => navigator.clipboard.writeText(b.previousElementSibling.textContent).then(() => { b.textContent = b.dataset.done; });
  });
})();
