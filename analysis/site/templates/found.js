    // The page of the search shows what it finds by kind: of each kind the first, and all on demand.
    if (here) {
      const groups = Object.fromEntries([...here.querySelectorAll("[data-kind]")].map((group) => [group.dataset.kind, group]));
      const start = doc.getElementById("what"), FEW = 5;
      refresh = () => {
        if (!index.length) return;
        const result = search(field.value), { words, tests, said, found } = result, typed = ` ${words.join(" ")} `;
        // Countries that are found, or that the words name; where another name was typed, the name of the country fits too.
        const states = index.filter(({ kind, known }) => kind === "countries" && known.some((name) => (name.length > 3 || !words[1]) && typed.includes(` ${split(name).join(" ")} `)));
        const fitting = new Set(states.flatMap(({ title }) => split(title)));
        if (said !== "some") found.forEach(([, entry]) => { if (entry.kind === "countries") states.push(entry); });
        const codes = new Map(states.map(({ page, title }) => [page.split("/")[0], title]));
        const mark = (text, to) => text.split(/([\p{L}\p{M}\p{N}’']+)/u).forEach((part, i) => {
          const one = i % 2 && plain(part);
          if (one && (fitting.has(one) || tests.some((test) => test(one)))) put("mark", part, to); else to.append(part);
        });
        const line = (entry) => {
          const item = doc.createElement("li"), link = put("a", "", item);
          link.href = root + entry.page;
          mark(entry.title, link);
          // Of the names of a country, the one that was typed; of a case, every name.
          const other = !split(entry.title).some((one) => tests.some((test) => test(one))) && entry.names.find((name) => split(name).some((one) => tests.some((test) => test(one))));
          const names = entry.code ? entry.names.join(", ") : entry.kind === "countries" && other;
          if (names) mark(names, put("b", "", item));
          if (entry.kind !== "methods") mark(entry.detail, put("small", "", item));
          if (entry.code) item.prepend(put("span", entry.status, item, "badge " + entry.code));
          return item;
        };
        const kinds = { charts: "pages", cases: "cases" }, of = {};
        found.forEach(([place, entry]) => {
          const kind = codes.has(entry.by) ? "asked" : kinds[entry.kind] || entry.kind;
          (of[kind] ||= { place: said === "some" ? place : place && 1, all: [] }).all.push(entry);
        });
        Object.values(groups).forEach((group) => { group.hidden = true; group.querySelector("ul").replaceChildren(); });
        const order = Object.keys(groups).filter((kind) => of[kind]).sort((a, b) => of[a].place - of[b].place);
        order.forEach((kind) => {
          const group = groups[kind], all = of[kind].all, head = group.querySelector("h2"), list = group.querySelector("ul"), more = group.querySelector("button");
          const words = head.dataset, several = kind === "asked" ? new Set(all.map(({ by }) => by)).size > 1 : of.asked;
          head.textContent = (several && words.several || words.word).replace("#", codes.get(all[0].by)) + " ";
          put("small", `(${all.length})`, head);
          list.replaceChildren(...all.slice(0, FEW).map(line));
          more.hidden = all.length <= FEW;
          more.textContent = more.dataset.say.replace("#", all.length);
          more.onclick = () => {
            list.append(...all.slice(FEW).map(line));
            more.hidden = true;
            list.children[FEW].querySelector("a").focus();
          };
          group.hidden = false;
          group.parentNode.append(group);
        });
        tell(here.querySelector("[aria-live]"), result);
        if (start) start.hidden = words.length > 0;
        here.querySelector("[data-nothing]").hidden = !words.length || found.length > 0;
      };
      here.hidden = false;
      field.addEventListener("input", () => { keep("find", field.value); load(); refresh(); });
      views.push(() => { field.value = held().get("find") || ""; load(); refresh(); });
    }
