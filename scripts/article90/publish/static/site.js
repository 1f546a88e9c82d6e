// What pages do beyond being read: theme, language kept, copy, the day on a map, search. Without it everything can still be read.
(function () {
  "use strict";
  const root = document.body.dataset.root, lang = document.body.dataset.lang, nl = lang === "nl";
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch (e) { /* a browser that keeps nothing */ } };
  const kept = (name) => { try { return localStorage.getItem(name); } catch (e) { return null; } };

  // The language that was chosen stays: who comes by an identifier is led to it. A link within the site has its language already.
  const tongue = document.querySelector(".tongue");
  if (tongue) {
    const from = document.referrer && new URL(document.referrer).host === location.host;
    if (!from && kept("tongue") === tongue.dataset.tongue && !/[?&]stay/.test(location.search)) location.replace(tongue.href + location.search + location.hash);
    tongue.addEventListener("click", () => { keep("tongue", tongue.dataset.tongue); tongue.href = tongue.href.split(/[?#]/)[0] + location.search + location.hash; });
  }

  const theme = document.querySelector(".theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const now = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
    keep("theme", document.documentElement.dataset.theme);
  });

  const copied = (button, text) => navigator.clipboard.writeText(text).then(() => {
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1500);
  }).catch(() => {});
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copied(button, button.dataset.copy || document.getElementById(button.dataset.copyOf).textContent.trim()));
  }

  // Every fact can be pointed at: the sign beside it is its address, and with it what is cited and reported is that fact.
  const iri = document.querySelector("[data-iri]"), whole = iri && iri.textContent, report = document.querySelector("[data-report]");
  if (iri) {
    const facts = [...document.querySelectorAll(".body :is(tr, li, .row)[id]")];
    for (const fact of facts) {
      const sign = document.createElement("a");
      sign.className = "point"; sign.href = "#" + fact.id; sign.textContent = "§";
      sign.setAttribute("aria-label", (nl ? "Dit feit: " : "This fact: ") + fact.id);
      const place = fact.tagName === "TR" ? fact.cells[0] : fact.querySelector(".who") || fact, after = place.querySelector(":scope > .c") || place.querySelector(":scope > a");
      if (after) after.after(" ", sign); else place.append(" ", sign);
    }
    document.querySelector("[data-facts]").hidden = !facts.length;
    // What is cited of a fact: what it is called, and the sources that its own numbers lead to.
    const called = (part) => {
      const name = part.querySelector("h3, h4, .who, b, a:not(.point)"), copy = name && name.cloneNode(true);
      for (const sign of copy ? copy.querySelectorAll(".c, .point, .n, .kind") : []) sign.remove();
      return copy ? copy.textContent.replace(/\s+/g, " ").trim() : "";
    };
    const listed = [...document.querySelectorAll("ol.sources > li")];
    const read = (part) => [...(part.querySelector(".c") || part).querySelectorAll(".c > a")].map((a) => listed[a.textContent - 1]).filter(Boolean)
      .map((li) => [...li.querySelectorAll(":scope > a:not(.out), :scope > .kind")].slice(0, 2).map((x) => x.textContent).reverse().join(": "));
    const point = () => {
      const hit = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1))), part = hit && !hit.id.startsWith("s-") && hit.closest("article") ? hit : null;
      const now = part ? whole + "#" + part.id : whole, name = part ? called(part) : "", sources = part ? read(part) : [];
      iri.textContent = now;
      iri.closest(".cite").classList.toggle("pointed", Boolean(part));
      document.querySelector("[data-fact]").textContent = name && ": " + name;
      document.querySelector("[data-read]").textContent = sources.length ? (nl ? ". Gelezen in: " : ". Read in: ") + sources.join("; ") : "";
      if (report) report.href = report.href.replace(/&iri=.*/, "&iri=" + encodeURIComponent(now));
    };
    addEventListener("hashchange", point);
    point();
  }

  // A part that an address names is shown, also inside what is folded.
  function unfold() {
    const part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let up = part && part.parentElement; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (part) part.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();

  // The day on a map: ISO days compare as text; both ends are included.
  const holds = (periods, day) => periods.split(" ").some((p) => { const [since, until] = p.split("/"); return since && since <= day && (!until || day <= until); });
  for (const figure of document.querySelectorAll("figure[data-slide]")) {
    const [first, last] = figure.dataset.slide.split("/"), box = figure.querySelector(".slider");
    const date = box.querySelector("[type=date]"), range = box.querySelector("[type=range]"), out = box.querySelector("output");
    const table = figure.parentElement.querySelector("table.sift");
    const begin = Date.parse(first), span = Math.max(Date.parse(last) - begin, 1);
    box.hidden = false;
    function show(day) {
      for (const shape of figure.querySelectorAll("[data-p]")) shape.classList.toggle("on", holds(shape.dataset.p, day));
      let count = 0;
      for (const row of table ? table.tBodies[0].rows : []) {
        const on = holds(row.dataset.p, day);
        row.classList.toggle("past", !on);
        count += on && !("other" in row.dataset);
      }
      out.textContent = count;
    }
    range.addEventListener("input", () => { date.value = new Date(begin + span * range.value / 1000).toISOString().slice(0, 10); show(date.value); });
    date.addEventListener("change", () => { if (date.value) { range.value = (Date.parse(date.value) - begin) / span * 1000; show(date.value); } });
    show(last);
  }

  // Search: the list of names is loaded when somebody begins to type.
  const load = (src) => new Promise((done, failed) => { const s = document.createElement("script"); s.src = root + "assets/" + src; s.onload = done; s.onerror = failed; document.head.append(s); });
  // What people look for most; what has ended comes after what goes on.
  const WEIGHT = { Source: 0.3, State: 2.5, IntergovernmentalOrganisation: 2.5, Organ: 2.5, Forum: 2, Treaty: 2.5, Territory: 1.6, Mission: 1.3, Measure: 0.8, Recipe: 0.6, Question: 0.8, Concept: 0.7, Shape: 0.5 };
  const plain = (word) => word.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  let ready;
  function index() {
    ready = ready || Promise.all([load("minisearch.js"), load("names.js")]).then(() => {
      const { rows, kinds } = window.article90;
      const search = new window.MiniSearch({ fields: ["label", "names", "codes"], processTerm: plain, tokenize: (text) => text.split(/[\s\-/'’.,:;()|#]+/).filter(Boolean),
        searchOptions: { boost: { label: 3, codes: 3 }, prefix: (term) => term.length > 1, fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false), combineWith: "AND",
          boostDocument: (id) => (WEIGHT[rows[id][5]] || 1) * (rows[id][6] ? 0.6 : 1) } });
      search.addAll(rows.map((r, id) => ({ id, label: r[1] + " " + (r[2] || ""), names: r[3], codes: r[4] })));
      // What is called so, and nothing more, comes first; then what has such a name or code among others.
      const called = (name) => plain(name).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      const exact = (id, words) => { const r = rows[id]; return [r[1], r[2] || ""].some((name) => called(name) === words) ? 2 : [...r[3].split(" | "), ...r[4].split(" ")].some((name) => called(name) === words) ? 1 : 0; };
      const ranked = (words) => { const asked = called(words); return search.search(words).slice(0, 400).map(({ id }) => [id, exact(id, asked)]).sort((a, b) => b[1] - a[1]); };
      return (words, most) => ranked(words).slice(0, most).map(([id]) => {
        const r = rows[id];
        return { href: root + (nl ? "nl/" : "") + r[0], label: (nl && r[2]) || r[1], kind: (kinds[r[5]] || [r[5], r[5]])[nl ? 1 : 0] };
      });
    });
    return ready;
  }
  const entry = (hit) => {
    const a = document.createElement("a"), kind = document.createElement("span");
    a.href = hit.href; a.textContent = hit.label + " ";
    kind.className = "kind"; kind.textContent = hit.kind;
    a.append(kind);
    return a;
  };
  const none = nl ? "Niets gevonden." : "Nothing found.", off = nl ? "Deze kopie van de site heeft geen zoekfunctie." : "This copy of the site has no search.";
  const input = document.getElementById("q"), list = document.getElementById("found");
  let at = -1, asked = 0;
  function choose(n) {
    const hits = [...list.querySelectorAll("a")];
    hits.forEach((hit, i) => hit.setAttribute("aria-selected", String(i === n)));
    at = n;
    if (hits[n]) { input.setAttribute("aria-activedescendant", hits[n].id); hits[n].scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  }
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); choose(-1); };
  input.addEventListener("focus", () => { index().catch(() => {}); });
  input.addEventListener("input", () => {
    const words = input.value.trim(), mine = ++asked;
    if (!words) return close();
    index().then((search) => {
      if (mine !== asked) return;
      const hits = search(words, 12).map(entry);
      hits.forEach((a, i) => { a.setAttribute("role", "option"); a.id = "hit-" + i; a.tabIndex = -1; });
      if (hits.length) list.replaceChildren(...hits); else { const p = document.createElement("p"); p.setAttribute("role", "option"); p.textContent = none; list.replaceChildren(p); }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(-1);
    }).catch(() => { const p = document.createElement("p"); p.setAttribute("role", "option"); p.textContent = off; list.replaceChildren(p); list.hidden = false; });
  });
  input.addEventListener("keydown", (event) => {
    const hits = list.querySelectorAll("a");
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); choose((at + 1) % hits.length); }
    else if (event.key === "ArrowUp" && hits.length) { event.preventDefault(); choose((at - 1 + hits.length) % hits.length); }
    else if (event.key === "Enter" && hits.length && !list.hidden && at >= 0) { event.preventDefault(); location.href = hits[at].href; }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".find")) close(); });

  const results = document.getElementById("results"), words = new URLSearchParams(location.search).get("q");
  if (results && words) {
    input.value = words;
    index().then((search) => {
      const hits = search(words, 200), ul = document.createElement("ul");
      ul.className = "list";
      for (const hit of hits) { const li = document.createElement("li"); li.append(entry(hit)); ul.append(li); }
      results.replaceChildren(hits.length ? ul : none);
    }).catch(() => { results.textContent = off; });
  }
  const suggest = document.getElementById("suggest");
  if (suggest) {
    const tried = decodeURIComponent(location.pathname).replace(/\.\w+$/, "").split("/").filter(Boolean).pop() || "";
    index().then((search) => {
      const hits = search(tried.replace(/[-_]/g, " "), 6), ul = document.createElement("ul");
      ul.className = "list";
      for (const hit of hits) { const li = document.createElement("li"); li.append(entry(hit)); ul.append(li); }
      if (hits.length) suggest.replaceChildren(nl ? "Misschien:" : "Perhaps:", ul);
    }).catch(() => {});
  }
})();
