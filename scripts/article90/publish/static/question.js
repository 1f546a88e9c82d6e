// A question asked anew: its fields, its query with their values, the answer worked out in the page, and what it cannot say.
// The query comes in pieces from the build (site/fields.py); limits.js fills them, and tells the limits of the answer.
(function () {
  "use strict";
  const { t, element, number, BASE, XSD } = window.results, root = document.body.dataset.root, nl = document.body.dataset.lang === "nl";
  const $ = (id) => document.getElementById(id), form = $("asking"), id = form.dataset.id;
  // Concepts are chosen from a list, several of them if one likes: a field like any other, its value their names with commas between.
  for (const list of form.querySelectorAll(".several")) {
    const boxes = () => [...list.querySelectorAll("input")], chosen = () => boxes().filter((box) => box.checked);
    const called = () => chosen().map((box) => box.parentElement.textContent.trim()).join(", ");
    const show = () => { list.querySelector(".chosen").textContent = called() || t("any", "alle"); };
    list.name = list.dataset.name; list.required = "needed" in list.dataset;
    Object.defineProperties(list, {
      said: { get: called },
      value: {
        get: () => chosen().map((box) => box.value).join(","),
        set: (value) => {
          const wanted = value.split(",").map((one) => one.trim()).filter(Boolean);
          for (const box of boxes()) box.checked = wanted.includes(box.value);
          show();
          list.unknown = wanted.filter((one) => !boxes().some((box) => box.value === one))[0];
        },
      },
    });
    list.addEventListener("change", () => { list.unknown = ""; show(); });
    const close = (event) => { if (!list.contains(event.target)) list.open = false; };
    document.addEventListener("focusin", close); document.addEventListener("pointerdown", close);
    list.addEventListener("keydown", (event) => { if (event.key === "Escape") { list.open = false; list.querySelector("summary").focus(); } });
    show();
  }
  const inputs = [...form.querySelectorAll("[name], .several")];
  const say = (text, wrong) => { $("asked-state").textContent = text; $("asked-state").className = wrong ? "warn" : "kind"; };
  const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
  const json = (path) => fetch(root + path).then((r) => { if (!r.ok) throw new Error(path + ": " + r.status); return r.json(); });

  // Names: loaded when a field that takes one is used.
  const plain = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  let names;
  function known() {
    names = names || new Promise((done, failed) => {
      if (window.article90) return done(window.article90.rows);
      const script = element("script", { src: root + "assets/names.js" });
      script.onload = () => done(window.article90.rows); script.onerror = () => failed(new Error("names.js"));
      document.head.append(script);
    });
    return names;
  }
  const path = (row) => row[0].replace(".html", "");
  const label = (row) => (nl && row[2]) || row[1];
  const among = (rows, field) => rows.filter((r) => field.dataset.kinds.split(" ").includes(r[0].split("/")[0]) && !r[0].includes("#"));
  async function complete(field) {
    const list = $(field.getAttribute("list"));
    if (list.childElementCount) return;
    list.append(...among(await known(), field).map((r) => element("option", { value: label(r) }, path(r).split("/")[1])));
  }
  const unnamed = (field, said, near = []) =>
    new Error(t(`${field}: nothing here is called “${said}”.`, `${field}: niets heet hier “${said}”.`) + (near.length ? t(" Perhaps: ", " Misschien: ") + near.join(", ") + "." : ""));
  // The one thing that is meant: by identifier, by label, by code, by another name; what is not clear is told with the choices.
  async function thing(field) {
    const said = field.value.trim(), named = field.dataset.label;
    if (said === field.dataset.shown) return field.dataset.value;
    if (said.startsWith(BASE)) return said.slice(BASE.length);
    if (/^[a-z-]+\/[A-Za-z0-9-]+(#[A-Za-z0-9.-]+)?$/.test(said)) return said;
    const rows = among(await known(), field), key = plain(said);
    const tiers = [(r) => [r[1], r[2] || ""], (r) => [...r[4].split(" "), path(r).split("/")[1]], (r) => r[3].split(" | ")];
    for (const tier of tiers) {
      const found = rows.filter((r) => tier(r).some((name) => plain(name) === key));
      if (found.length > 1) throw new Error(t(`“${said}” is the name of more than one thing: ${found.map((r) => `${label(r)} (${path(r)})`).join(", ")}.`, `“${said}” is de naam van meer dan één ding: ${found.map((r) => `${label(r)} (${path(r)})`).join(", ")}.`));
      if (found.length) { field.value = label(found[0]); return path(found[0]); }
    }
    const near = rows.filter((r) => plain(`${r[1]} ${r[2] || ""} ${r[3]}`).includes(key)).slice(0, 4).map(label);
    throw unnamed(named, said, near);
  }
  // Every form of a name that is the same after folding, as `article90 ask` looks for it.
  async function forms(field) {
    const key = plain(field.value), found = new Set();
    for (const r of among(await known(), field)) for (const name of [r[1], r[2], ...r[3].split(" | "), ...r[4].split(" ")]) if (name && plain(name) === key) found.add(name);
    return found.size ? [...found].sort() : [field.value];
  }

  // The terms that the fields give, and the values as the address and the command have them.
  const literal = (value, type) => `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"${type ? `^^<${XSD}${type}>` : ""}`;
  async function given() {
    const terms = { lang: literal(nl ? "nl" : "en") }, values = {}, shown = {};
    for (const field of inputs) {
      const { kind, label: named } = field.dataset, value = field.value.trim();
      if (field.unknown) throw unnamed(named, field.unknown);
      if (!value) {
        if (field.required) throw new Error(t(`${named}: give a value.`, `${named}: geef een waarde.`));
        if (field.dataset.default) values[field.name] = "any";
        continue;
      }
      values[field.name] = value;
      if (kind === "iri") { const found = (values[field.name] = await thing(field)); field.dataset.value = found; field.dataset.shown = field.value; terms[field.name] = `<${BASE}${found}>`; }
      else if (kind === "concept") terms[field.name] = value.split(",").map((one) => `<${BASE}concept/${field.dataset.among}#${one}>`).join(" ");
      else if (field.name === "name") terms.name = (await forms(field)).map((one) => literal(one)).join(" ");
      else terms[field.name] = literal(value, { date: "date", integer: "integer" }[kind]);
      shown[named] = field.said || field.value;
    }
    if (values.from && values.to && values.to < values.from && values.to !== "any") throw new Error(t(`The period ends on ${values.to}, before it begins on ${values.from}.`, `De periode eindigt op ${values.to}, voordat zij begint op ${values.from}.`));
    return { terms, values, shown };
  }
  // The store, once a question is asked.
  let store, ready;
  async function rows(query) {
    ready = ready || (store = window.results.store()).start(false);
    await ready;
    const found = JSON.parse((await store.query(query)).text);
    return { names: found.head.vars, rows: found.results.bindings };
  }
  // --- Asked
  const ask = () => (ask.told = ask.told || Promise.all([json(form.dataset.ask), json("assets/ask/limits.json")]));
  const quoted = (text) => (/^[\w./:#,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`);
  let running = 0;
  async function answer(remember) {
    const mine = ++running, began = performance.now();
    try {
      say(t("Asking …", "Bezig met vragen …"));
      const { terms, values, shown } = await given();
      const [told, wording] = await ask(), query = window.limits.filled(told.query, terms);
      const options = inputs.filter((f) => f.name in values).map((f) => f.dataset.option + (f.dataset.option.endsWith("=") ? "" : " ") + quoted(values[f.name])).join(" ");
      $("asked-query").textContent = query;
      $("asked-command").textContent = `article90 ask ${id}${options ? " " + options : ""}${nl ? " --lang nl" : ""}`;
      $("asked-open").href = $("asked-open").href.split("#")[0] + "#run&query=" + encodeURIComponent(query);
      window.results.offer($("asked-file"), query, "application/sparql-query");
      $("asked-file").download = id + ".rq";
      if (remember) history.pushState(null, "", "?" + new URLSearchParams(values));
      $("asked-stop").hidden = false;
      if (!ready) say(t("Loading all data …", "Alle data laden …"));
      const { names: columns, rows: found } = await rows(query);
      if (mine !== running) return;
      const headings = JSON.parse($("asked").dataset.headings);
      $("asked-count").textContent = number(found.length);
      $("asked-with").replaceChildren(...Object.entries(shown).flatMap(([name, v], n) => [n ? ", " : "", `${name}: `, element("b", {}, v)]));
      $("asked").replaceChildren(...(found.length ? [window.results.table(columns, found, columns.map((c) => headings[c] || c))] : []));
      form.answer = window.results.csv(columns, found);
      say(`${number(found.length)} ${found.length === 1 ? t("row", "rij") : t("rows", "rijen")}. ${t("What the answer cannot say …", "Wat het antwoord niet kan zeggen …")}`);
      const [first, day] = window.limits.period(values, today()), lang = nl ? "nl" : "en";
      const said = await window.limits.said({ ask: told, wording, terms, first, day, found, lang, rows: async (text) => (await rows(text)).rows });
      if (mine !== running) return;
      $("asked-limits").replaceChildren(...said.map((one) => element("p", { class: "limit earlier" }, one)));
      const drawn = await window.results.drawings(columns, found);
      if (mine !== running) return;
      $("asked-drawn").replaceChildren(...drawn);
      say(`${number(found.length)} ${found.length === 1 ? t("row", "rij") : t("rows", "rijen")}, ${number(Math.round((performance.now() - began) / 100) / 10)} s.`);
      form.dataset.done = mine;
      if (remember) $("s-answer").scrollIntoView(); // who asked by the fields sees what came, and how to take it along
    } catch (e) { if (mine === running) { say(e.message, true); form.dataset.done = mine; } }
    if (mine === running) $("asked-stop").hidden = true;
  }
  function stop() { running++; if (store) store.stop(); ready = null; $("asked-stop").hidden = true; say(t("Stopped.", "Gestopt.")); }

  // An address that carries values is asked at once; one that carries none shows what the page was built with.
  async function read() {
    const values = new URLSearchParams(location.search);
    if (!inputs.some((f) => values.has(f.name))) return;
    for (const field of inputs) {
      const v = values.get(field.name), wanted = v === null ? field.dataset.default : v, set = wanted === "any" ? "" : wanted === "today" && field.dataset.kind === "date" ? today() : wanted;
      field.value = set;
      if (field.dataset.kind === "iri") {
        const row = set && (await known()).find((r) => path(r) === set);
        if (row) field.value = label(row);
        field.dataset.value = set; field.dataset.shown = field.value;
      }
    }
    await answer(false);
  }
  form.hidden = false;
  for (const field of inputs) if (field.dataset.kinds) field.addEventListener("focus", () => complete(field).catch(() => {}));
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(true); });
  // The answer as a file; the one that the page was built with is asked for first, since a page shows no more than its beginning.
  $("asked-csv").hidden = false;
  $("asked-csv").addEventListener("click", async () => {
    if (!form.answer) await answer(false);
    if (!form.answer) return;
    const link = element("a", { download: id + ".csv" });
    window.results.offer(link, form.answer, "text/csv");
    link.click();
  });
  $("asked-stop").addEventListener("click", stop);
  addEventListener("popstate", () => { if (location.search) read(); else location.reload(); });
  read().catch((e) => say(e.message, true));
})();
