// The SPARQL page: all data in the browser, no server asked. The query is in the address, so that a link shares it.
(async function () {
  "use strict";
  const box = document.getElementById("ask"), nl = document.body.dataset.lang === "nl", t = (en, dutch) => (nl ? dutch : en);
  const $ = (id) => document.getElementById(id);
  const absolute = (path) => new URL(path, location.href).href;
  const BASE = "https://w3id.org/article90/", root = document.body.dataset.root;
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
    text = { get: () => cm.getValue(), set: (value) => cm.setValue(value) };
  }

  // The store. A stopped query ends the worker; the next one begins with the same bytes.
  const bytes = {};
  const fetched = (name) => (bytes[name] = bytes[name] || fetch(absolute(box.dataset.data + name)).then((r) => { if (!r.ok) throw new Error(name + ": " + r.status); return r.arrayBuffer(); }));
  let worker, waiting, derived = false;
  const answer = (message) => new Promise((done, failed) => { waiting = { done, failed }; worker.postMessage(message); });
  async function start(more) {
    if (location.protocol === "file:") throw new Error(t("open it over http, for example by 'article90 site --serve'.", "open de pagina via http, bijvoorbeeld met 'article90 site --serve'."));
    worker = new Worker(absolute(root + "assets/worker.js"), { type: "module" });
    worker.onmessage = ({ data }) => (data.error ? waiting.failed(new Error(data.error)) : waiting.done(data));
    worker.onerror = (e) => { if (waiting) waiting.failed(new Error(e.message || "worker")); };
    const first = await fetched("article90.ttl.gz");
    let told = await answer({ engine: absolute(box.dataset.engine), load: first });
    if (more) told = await answer({ load: await fetched("derived.ttl.gz") });
    derived = more;
    return told.loaded;
  }
  const began = performance.now();
  let ready = null;
  function begin(more) {
    say(t("Loading all data …", "Alle data laden …"));
    ready = start(more).then((n) => { say(t(`Ready: ${n.toLocaleString("en")} triples in this page.`, `Gereed: ${n.toLocaleString("nl")} triples in deze pagina.`)); box.dataset.ready = Math.round(performance.now() - began); });
    ready.catch((e) => say(t("The data cannot be loaded: ", "De data kunnen niet worden geladen: ") + e.message, true));
    return ready;
  }
  async function deriving() {
    if ($("derived").checked && !derived) { say(t("Loading what is derived …", "Het afgeleide laden …")); await ready; const told = await answer({ load: await fetched("derived.ttl.gz") }); derived = true; say(t(`Ready: ${told.loaded.toLocaleString("en")} triples.`, `Gereed: ${told.loaded.toLocaleString("nl")} triples.`)); }
    else if (!$("derived").checked && derived) { worker.terminate(); await begin(false); }
  }
  $("derived").addEventListener("change", () => deriving().catch((e) => say(e.message, true)));

  let running = 0;
  async function run() {
    const mine = ++running;
    $("run").disabled = true; $("stop").disabled = false; $("csv").hidden = true; $("answer").replaceChildren();
    try {
      if (/[<{\s]SERVICE\b/i.test(text.get().replace(/#[^\n]*/g, ""))) throw new Error(t("SERVICE would ask another host, which this page never does.", "SERVICE zou een andere host vragen, wat deze pagina nooit doet."));
      await ready;
      say(t("Running …", "Bezig …"));
      const got = await answer({ query: text.get() });
      if (mine === running) show(got);
    } catch (e) { if (mine === running) say(e.message, true); }
    if (mine === running) { $("run").disabled = false; $("stop").disabled = true; }
  }
  $("run").addEventListener("click", run);
  $("stop").addEventListener("click", () => {
    running++; worker.terminate(); $("run").disabled = false; $("stop").disabled = true;
    begin(derived).then(() => say(t("Stopped; ready again.", "Gestopt; weer gereed.")));
  });

  const short = (iri) => (iri.startsWith(BASE) ? iri.slice(BASE.length) : iri);
  const page = (iri) => { const [path, part] = iri.slice(BASE.length).split("#"); return root + (nl ? "nl/" : "") + (path || "index") + ".html" + (part ? "#" + part : ""); };
  function cell(term) {
    const td = document.createElement("td");
    if (!term) return td;
    if (term.type === "uri") { const a = document.createElement("a"); a.textContent = short(term.value); a.href = term.value.startsWith(BASE) ? page(term.value) : term.value; td.append(a); }
    else { td.textContent = term.value; if (term["xml:lang"]) td.lang = term["xml:lang"]; }
    return td;
  }
  const quoted = (value) => (/[",\r\n]/.test(value) ? '"' + value.replace(/"/g, '""') + '"' : value);
  function show({ text: told, graph, took }) {
    const time = took < 1000 ? Math.round(took) + " ms" : (took / 1000).toFixed(1) + " s";
    box.dataset.took = took;
    if (graph) { const pre = document.createElement("pre"); pre.textContent = told; $("answer").append(pre); say(time); return; }
    const found = JSON.parse(told);
    if ("boolean" in found) { say((found.boolean ? t("yes", "ja") : t("no", "nee")) + ", " + time); return; }
    const names = found.head.vars, rows = found.results.bindings;
    say(`${rows.length.toLocaleString()} ${rows.length === 1 ? t("row", "rij") : t("rows", "rijen")}, ${time}`);
    box.dataset.rows = rows.length;
    if (!rows.length) return;
    const table = document.createElement("table"), head = table.createTHead().insertRow(), body = table.createTBody();
    for (const name of names) { const th = document.createElement("th"); th.scope = "col"; th.textContent = name; head.append(th); }
    // No more rows than are looked at: the next come when the last is seen.
    let at = 0;
    const more = () => { for (const end = Math.min(at + 200, rows.length); at < end; at++) { const tr = document.createElement("tr"); tr.append(...names.map((n) => cell(rows[at][n]))); body.append(tr); } if (at < rows.length) seen.observe(body.lastElementChild); };
    const seen = new IntersectionObserver((found) => { if (found.some((f) => f.isIntersecting)) { seen.disconnect(); more(); } });
    $("answer").append(table); more();
    const csv = [names, ...rows.map((r) => names.map((n) => (r[n] ? r[n].value : "")))].map((r) => r.map(quoted).join(",")).join("\r\n") + "\r\n";
    if ($("csv").href) URL.revokeObjectURL($("csv").href);
    $("csv").href = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    $("csv").hidden = false;
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
  await editor().catch(() => {});
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.get("query")) text.set(given.get("query"));
  else if (/^cq-\d+$/.test(given.get("q") || "")) await shown("question/" + given.get("q"));
  else if (/^[a-z0-9-]+$/.test(given.get("recipe") || "")) await shown("cookbook/" + given.get("recipe"));
})();
