// Searches the cases by words and facets. What each file of the table holds is told in pages/search_table.py; they are
// scripts, so that this works from disk too. The address says what was asked, so that it can be kept, sent, and left.
(() => {
  "use strict";
  const [form, said, found, all, filters] = ["", "__said", "__found", "__all", "__more"].map(one => document.querySelector(`.v-search${one}`));
  const [list, more] = ["tbody", "button"].map(one => found.querySelector(one));
  const { folder, rows: size, shown, total, ...say } = form.dataset;
  const step = +shown;
  const { lang } = document.documentElement;
  const fill = (text, numbers) =>
    text.replace(/\{(\w+)\}/g, (_, name) => (+numbers[name]).toLocaleString(lang === "es" ? "es-MX" : lang));

  // The same rule as list_words in pages/search_table.py.
  const listWords = text => text.replace(/['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u2032\ua78b\ua78c]/g, "").toLowerCase().normalize("NFC")
    .replace(/[^ñ]/gu, one => one.normalize("NFD")).replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];

  const parts = {}, give = {};
  const load = name => parts[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    give[name] = resolve;
    script.src = new URL(`${name}.js`, new URL(folder, document.baseURI));
    script.onerror = () => { delete parts[name]; reject(new Error(name)); };
    document.head.append(script);
  });
  window.visibles = Object.assign((name, part) => give[name](part), { listWords });

  const decode = steps => { let row = 0; return steps.split(",").map(one => row += parseInt(one, 36)); };

  const findWord = async start => {
    const starts = (await load("words")).split(" ").filter(Boolean);
    const near = [...starts.keys()].filter(at => starts[at] <= `${start}\uffff` && !(starts[at + 1] <= start));
    const files = await Promise.all(near.map(at => load(`words-${at}`)));
    return new Set(files.flatMap(([known, lists]) => {
      const rows = lists.split(";");
      return known.split(" ").flatMap((word, at) => word.startsWith(start) ? decode(rows[at]) : []);
    }));
  };

  const findValue = async (facet, value) => {
    const values = await load(`facet-${facet}`);
    return new Set(Object.hasOwn(values, value) ? decode(values[value]) : []);
  };

  const addRow = ([slug, title, defends, ...cells]) => {
    const [line, head, link, note] = ["tr", "th", "a", "div"].map(one => document.createElement(one));
    link.href = all.getAttribute("href").replace(/(index\.html)?$/, `${slug}/$1`);
    link.textContent = title;
    note.className = "v-note";
    note.textContent = defends;
    head.scope = "row";
    head.append(link, note);
    line.append(head);
    for (const text of cells) line.insertCell().textContent = text;
    list.append(line);
  };

  let turn = 0, hits = [], count = 0, address;

  // Shows hits up to a number, each as soon as its file is there.
  const show = async (from, mine) => {
    more.hidden = count >= hits.length;
    said.textContent = hits.length ? fill(say.found, { n: hits.length, total }) + (more.hidden ? "" : ` ${fill(say.showing, { n: count })}`)
      : fill(say.none, { total });
    found.hidden = !hits.length;
    const wanted = hits.slice(from, count);
    const files = wanted.map(row => load(`rows-${Math.floor(row / size)}`));
    for (const [at, row] of wanted.entries()) {
      const columns = await files[at];
      if (mine !== turn) return;
      if (from + at === 0) list.replaceChildren();
      addRow(columns.map(column => column[row % size]));
    }
  };

  const read = () => [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);

  const run = async wanted => {
    const mine = ++turn;
    const asked = read().flatMap(([name, value]) => name !== "q" ? [() => findValue(name, value)]
      : listWords(value).filter(word => word.length > 1).map(word => () => findWord(word)));
    if (!asked.length) { found.hidden = true; said.textContent = ""; return; }
    const slow = setTimeout(() => { if (mine === turn) said.textContent = say.loading; }, 400);
    try {
      const [first, ...others] = await Promise.all(asked.map(ask => ask()));
      clearTimeout(slow);
      if (mine !== turn) return;
      hits = [...first].filter(row => others.every(rows => rows.has(row))).sort((a, b) => a - b);
      count = wanted;
      await show(0, mine);
    } catch {
      clearTimeout(slow);
      if (mine === turn) { found.hidden = true; said.textContent = say.failed; }
    }
  };

  const keep = (method, state) => {
    const query = String(new URLSearchParams(read()));
    address = query && `?${query}`;
    history[method](state, "", address || location.pathname);
    for (const link of document.querySelectorAll(".v-languages a")) link.search = address;
  };

  const restore = () => {
    if (address === location.search) return;
    const asked = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = asked.get(field.name) ?? "";
    const { state } = history;
    if ([...asked.keys()].some(name => name !== "q")) filters.open = true;
    keep("replaceState", state);
    run(state?.count ?? step);
  };

  let timer;
  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    // A choice can be taken back with the browser's way back; letters cannot, one by one.
    const go = () => { keep(target.name === "q" ? "replaceState" : "pushState", null); run(step); };
    if (target.name === "q") timer = setTimeout(go, 150); else go();
  });
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { keep("pushState", null); run(step); form.q.focus(); }));
  more.addEventListener("click", async () => {
    const from = count;
    count += step;
    keep("replaceState", { count });
    await show(from, turn);
    if (more.hidden) list.rows[from].querySelector("a").focus();
  });
  addEventListener("popstate", restore);
  // What every question needs is here before one is asked; a question asks again for what did not come.
  load("words").catch(() => {});
  form.hidden = false;
  filters.open = matchMedia("(min-width: 60em)").matches;
  restore();
})();
