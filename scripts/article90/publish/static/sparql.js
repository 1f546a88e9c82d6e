// The SPARQL page: all data in the browser, no server asked. The query is in the address, so that a link shares it.
(async function () {
  "use strict";
  const { t, number, BASE } = window.results, root = document.body.dataset.root, began = performance.now();
  const $ = (id) => document.getElementById(id), box = $("ask");
  const say = (text, wrong) => { $("state").textContent = text; $("state").className = wrong ? "warn" : "kind"; };
  const load = (src) => new Promise((done, failed) => { const s = document.createElement("script"); s.src = root + "assets/codemirror/" + src; s.onload = done; s.onerror = failed; document.head.append(s); });

  // The editor; without it the plain field does.
  const field = $("query");
  let text = { get: () => field.value, set: (value) => { field.value = value; } };
  async function editor() {
    for (const name of ["codemirror.css", "show-hint.css"]) { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = root + "assets/codemirror/" + name; document.head.append(l); }
    await load("codemirror.js");
    await Promise.all([load("sparql.js"), load("matchbrackets.js"), load("show-hint.js")]);
    const CodeMirror = window.CodeMirror;
    // Completion: the words of SPARQL, the variables of the query, and the terms of the ontology after a90:
    let terms;
    const words = "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GROUP BY ORDER LIMIT OFFSET HAVING PREFIX CONSTRUCT ASK DESCRIBE NOT EXISTS COUNT GROUP_CONCAT LANG STR COALESCE IF".split(" ");
    async function hint(cm) {
      const at = cm.getCursor(), line = cm.getLine(at.line).slice(0, at.ch), word = (line.match(/[?$]?[\w-]*(?::[\w-]*)?$/) || [""])[0];
      if (!terms) { const page = await fetch(root + "ontology.nt").then((r) => r.text(), () => ""); terms = [...new Set(page.match(/<https:\/\/w3id\.org\/article90\/ontology#\w+>/g) || [])].map((x) => "a90:" + x.slice(BASE.length + 10, -1)); }
      const all = word.startsWith("?") ? [...new Set(cm.getValue().match(/\?\w+/g))] : word.includes(":") ? terms : words;
      return { list: all.filter((x) => x.toLowerCase().startsWith(word.toLowerCase()) && x !== word).sort(), from: CodeMirror.Pos(at.line, at.ch - word.length), to: at };
    }
    const cm = CodeMirror.fromTextArea(field, { mode: "application/sparql-query", lineNumbers: true, matchBrackets: true, lineWrapping: true, viewportMargin: Infinity, indentUnit: 2, tabSize: 2,
      extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": (c) => c.showHint({ hint, completeSingle: false }), Tab: false, "Shift-Tab": false } });
    cm.getInputField().setAttribute("aria-label", "SPARQL");
    // Like every other part that scrolls it is reached by keyboard, so that a query can be read without going through it.
    const scrolls = cm.getScrollerElement();
    scrolls.tabIndex = 0; scrolls.setAttribute("role", "group"); scrolls.setAttribute("aria-label", t("The query", "De zoekvraag"));
    text = { get: () => cm.getValue(), set: (value) => cm.setValue(value) };
  }

  // The store: it begins while the editor is fetched.
  const store = window.results.store();
  let derived = false, ready = null;
  const loaded = (n) => say(t(`Ready: ${number(n)} triples in this page.`, `Gereed: ${number(n)} triples in deze pagina.`));
  function begin(more) {
    say(t("Loading all data …", "Alle data laden …"));
    derived = more;
    ready = store.start(more).then((n) => { loaded(n); box.dataset.ready = Math.round(performance.now() - began); });
    ready.catch((e) => say(t("The data cannot be loaded: ", "De data kunnen niet worden geladen: ") + e.message, true));
    return ready;
  }
  async function deriving() {
    if ($("derived").checked && !derived) { await ready; say(t("Loading what is derived …", "Het afgeleide laden …")); const n = await store.more(); derived = true; say(t(`Ready: ${number(n)} triples.`, `Gereed: ${number(n)} triples.`)); }
    else if (!$("derived").checked && derived) { store.stop(); await begin(false); }
  }
  $("derived").addEventListener("change", () => deriving().catch((e) => say(e.message, true)));

  let running = 0;
  async function run() {
    const mine = ++running;
    $("run").disabled = true; $("stop").disabled = false; $("csv").hidden = true; $("answer").replaceChildren(); $("drawn").replaceChildren();
    try {
      if (/[<{\s]SERVICE\b/i.test(text.get().replace(/#[^\n]*/g, ""))) throw new Error(t("SERVICE would ask another host, which this page never does.", "SERVICE zou een andere host vragen, wat deze pagina nooit doet."));
      await ready;
      say(t("Running …", "Bezig …"));
      const got = await store.query(text.get());
      if (mine === running) await show(got, mine);
    } catch (e) { if (mine === running) say(e.message, true); }
    if (mine === running) { $("run").disabled = false; $("stop").disabled = true; }
  }
  $("run").addEventListener("click", run);
  $("stop").addEventListener("click", () => {
    running++; store.stop(); $("run").disabled = false; $("stop").disabled = true;
    begin(derived).then(() => say(t("Stopped; ready again.", "Gestopt; weer gereed.")));
  });

  async function show({ text: told, graph, took }, mine) {
    const time = took < 1000 ? Math.round(took) + " ms" : (took / 1000).toFixed(1) + " s";
    box.dataset.took = took;
    if (graph) { const pre = document.createElement("pre"); pre.textContent = told; $("answer").append(pre); say(time); return; }
    const found = JSON.parse(told);
    if ("boolean" in found) { say((found.boolean ? t("yes", "ja") : t("no", "nee")) + ", " + time); return; }
    const names = found.head.vars, rows = found.results.bindings;
    say(`${number(rows.length)} ${rows.length === 1 ? t("row", "rij") : t("rows", "rijen")}, ${time}`);
    box.dataset.rows = rows.length;
    if (!rows.length) return;
    $("answer").append(window.results.table(names, rows));
    window.results.offer($("csv"), window.results.csv(names, rows), "text/csv");
    const drawn = await window.results.drawings(names, rows);
    if (mine === running) $("drawn").replaceChildren(...drawn);
  }

  $("share").addEventListener("click", async () => {
    history.replaceState(null, "", "#query=" + encodeURIComponent(text.get()));
    try { await navigator.clipboard.writeText(location.href); say(t("The address of this page is copied.", "Het adres van deze pagina is gekopieerd.")); } catch (e) { say(t("The address of this page now holds the query.", "Het adres van deze pagina bevat nu de zoekvraag.")); }
  });
  // An example is a question or a recipe; one that asks for what is derived has it loaded first.
  async function example(path) {
    $("example").value = path;
    const got = await fetch(root + path + ".rq");
    if (!got.ok) return;
    text.set(await got.text());
    if ("derived" in $("example").selectedOptions[0].dataset && !$("derived").checked) { $("derived").checked = true; await deriving(); }
    await run();
  }
  const shown = (path) => example(path).catch((e) => say(e.message, true));
  $("example").addEventListener("change", () => { if ($("example").value) shown($("example").value); });

  begin(false);
  // An engine that reads a chain from the wrong end says so, until one that does not is shipped.
  ready.then(() => store.query("ASK { FILTER(10 - 3 - 2 = 5 && 100 / 5 / 2 = 10) }")).then(({ text }) => { $("chains").hidden = JSON.parse(text).boolean; }).catch(() => {});
  await editor().catch(() => {});
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.get("query")) { text.set(given.get("query")); if (given.has("run")) await run(); }
  else if (/^cq-\d+$/.test(given.get("q") || "")) await shown("question/" + given.get("q"));
  else if (/^[a-z0-9-]+$/.test(given.get("recipe") || "")) await shown("cookbook/" + given.get("recipe"));
})();
