// What the SPARQL page and the pages of questions share: a store in a worker, and answers as table, CSV, chart and map.
window.results = (function () {
  "use strict";
  const root = document.body.dataset.root, nl = document.body.dataset.lang === "nl", t = (en, dutch) => (nl ? dutch : en);
  const BASE = "https://w3id.org/article90/", XSD = "http://www.w3.org/2001/XMLSchema#";
  const absolute = (path) => new URL(path, location.href).href;
  const number = (n) => n.toLocaleString(nl ? "nl" : "en");
  const element = (name, attributes = {}, ...inner) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...inner);
    return made;
  };
  const drawn = (name, attributes = {}, title = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (title) { const said = document.createElementNS("http://www.w3.org/2000/svg", "title"); said.textContent = title; made.append(said); }
    return made;
  };

  // The store. Everything it needs is fetched side by side; a stopped query ends the worker, and the next one begins with what is here.
  const kept = {};
  const bytes = (name) => (kept[name] = kept[name] || fetch(absolute(root + "data/" + name)).then((r) => { if (!r.ok) throw new Error(name + ": " + r.status); return r.arrayBuffer(); }));
  const compiled = () => (kept.engine = kept.engine || fetch(absolute(root + "assets/oxigraph/web_bg.wasm")).then((r) => (r.headers.get("Content-Type") === "application/wasm" ? WebAssembly.compileStreaming(r) : r.arrayBuffer().then((b) => WebAssembly.compile(b)))));
  function store() {
    let worker, waiting, last = Promise.resolve(); // one after another: an answer carries no name
    const send = (message) => (last = last.catch(() => {}).then(() => new Promise((done, failed) => { waiting = { done, failed }; worker.postMessage(message); })));
    const more = async () => (await send({ load: await bytes("derived.ttl.gz") })).loaded;
    return {
      more,
      query: (text) => send({ query: text }),
      stop: () => worker.terminate(),
      async start(derived) {
        if (location.protocol === "file:") throw new Error(t("open it over http, for example by 'article90 site --serve'.", "open de pagina via http, bijvoorbeeld met 'article90 site --serve'."));
        const data = bytes("article90.ttl.gz"), engine = compiled();
        last = Promise.resolve();
        worker = new Worker(absolute(root + "assets/worker.js"), { type: "module" });
        worker.onmessage = ({ data }) => (data.error ? waiting.failed(new Error(data.error)) : waiting.done(data));
        worker.onerror = (e) => { if (waiting) waiting.failed(new Error(e.message || "worker")); };
        const { loaded } = await send({ engine: await engine, load: await data });
        return derived ? more() : loaded;
      },
    };
  }

  // An identifier of ours leads to its page here.
  const short = (iri) => (iri.startsWith(BASE) ? iri.slice(BASE.length) : iri);
  function page(iri) {
    const [path, part] = iri.slice(BASE.length).split("#"), file = path || "index";
    return root + (nl ? "nl/" : "") + file + ".html" + (part ? "#" + part : "");
  }
  function cell(term) {
    const td = element("td");
    if (!term) return td;
    if (term.type === "uri") td.append(element("a", { href: term.value.startsWith(BASE) ? page(term.value) : term.value }, short(term.value)));
    else if (/#date$/.test(term.datatype)) td.append(element("time", { datetime: term.value }, term.value));
    else { td.textContent = term.value; if (term["xml:lang"]) td.lang = term["xml:lang"]; }
    return td;
  }
  // No more rows than are looked at: the next come when the last is seen.
  function table(names, rows, headings = names) {
    const made = element("table", { class: "wide" }), body = made.createTBody();
    made.createTHead().insertRow().append(...headings.map((name) => element("th", { scope: "col" }, name)));
    let at = 0;
    const more = () => { for (const end = Math.min(at + 200, rows.length); at < end; at++) body.append(element("tr", {}, ...names.map((n) => cell(rows[at][n])))); if (at < rows.length) seen.observe(body.lastElementChild); };
    const seen = new IntersectionObserver((found) => { if (found.some((f) => f.isIntersecting)) { seen.disconnect(); more(); } });
    more();
    return made;
  }
  const quoted = (value) => (/[",\r\n]/.test(value) ? '"' + value.replace(/"/g, '""') + '"' : value);
  const csv = (names, rows) => [names, ...rows.map((r) => names.map((n) => (r[n] ? r[n].value : "")))].map((r) => r.map(quoted).join(",")).join("\r\n") + "\r\n";
  function offer(link, text, type) {
    if (link.href.startsWith("blob:")) URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.hidden = false;
  }

  // What a column holds.
  const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"].map((n) => XSD + n));
  const values = (rows, name) => rows.map((r) => r[name]).filter(Boolean);
  const all = (rows, name, of) => { const found = values(rows, name); return found.length > 0 && found.every(of); };
  const numeric = (term) => NUMBERS.has(term.datatype);
  const dated = (term) => term.datatype === XSD + "date" || term.datatype === XSD + "dateTime" || term.datatype === XSD + "gYear";
  const yearly = (term) => numeric(term) && /^(1[5-9]|20|21)\d\d$/.test(term.value);
  const LATITUDE = /^lat(itude)?$/i, LONGITUDE = /^(lon|long|lng|longitude)$/i;
  const measured = (names, rows, not) => names.filter((n) => n !== not && !LATITUDE.test(n) && !LONGITUDE.test(n) && !/year|jaar/i.test(n) && all(rows, n, numeric));

  // A chart: numbers by day or year. A column that tells the rows of a year apart makes a line of each of its values, up to eight.
  const years = (term) => { const [y, m = 1, d = 1] = term.value.split("T")[0].split("-").map(Number); return y + (m - 1) / 12 + (d - 1) / 365; };
  const LEFT = 48, RIGHT = 708, TOP = 12, BOTTOM = 232;
  function steps(from, to, most) {
    const raw = (to - from || 1) / most, size = 10 ** Math.floor(Math.log10(raw)), step = [1, 2, 5, 10].map((n) => n * size).find((n) => n >= raw);
    const found = [];
    for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) found.push(Number((n * step).toPrecision(12)));
    return found;
  }
  function chart(names, rows) {
    const x = names.find((n) => /year|jaar/i.test(n) && all(rows, n, yearly)) || names.find((n) => all(rows, n, dated)) || names.find((n) => all(rows, n, yearly));
    const y = x && measured(names, rows, x)[0];
    if (!y) return null;
    const held = rows.filter((r) => r[x] && r[y]);
    if (new Set(held.map((r) => r[x].value)).size < 3) return null;
    const apart = (n) => new Set(held.map((r) => r[x].value + " " + (n && r[n] ? r[n].value : ""))).size === held.length;
    const by = apart(null) ? null : names.find((n) => n !== x && n !== y && apart(n) && new Set(values(held, n).map((v) => v.value)).size <= 8);
    const lines = new Map();
    for (const r of held) { const key = by && r[by] ? short(r[by].value) : ""; lines.set(key, [...(lines.get(key) || []), r]); }
    const joined = by || apart(null), at = held.map((r) => years(r[x])), high = held.map((r) => Number(r[y].value));
    const [first, last, low, top] = [Math.min(...at), Math.max(...at), Math.min(0, ...high), Math.max(0, ...high)];
    const grid = steps(low, top, 5), most = Math.max(top, ...grid) || 1;
    const px = (v) => Number((LEFT + 10 + ((v - first) / (last - first || 1)) * (RIGHT - LEFT - 20)).toFixed(1)), py = (v) => Number((BOTTOM - ((v - low) / (most - low || 1)) * (BOTTOM - TOP)).toFixed(1));
    const title = `${y} ${t("by", "naar")} ${x}`, svg = drawn("svg", { viewBox: "0 0 720 260", role: "img", "aria-label": title });
    for (const n of grid) { svg.append(drawn("path", { class: "grid", d: `M${LEFT} ${py(n)}H${RIGHT}` })); const said = drawn("text", { x: LEFT - 6, y: py(n) + 4, "text-anchor": "end" }); said.textContent = number(n); svg.append(said); }
    for (const n of steps(first, last, 8).filter(Number.isInteger)) { const said = drawn("text", { x: px(n), y: 252, "text-anchor": "middle" }); said.textContent = n; svg.append(said); }
    const legend = element("p", { class: "keys" });
    let turn = 0;
    for (const [key, points] of lines) {
      points.sort((a, b) => years(a[x]) - years(b[x]));
      const colour = "line-" + (turn++ % 8);
      if (joined) svg.append(drawn("path", { class: "line " + colour, d: "M" + points.map((r) => `${px(years(r[x]))} ${py(Number(r[y].value))}`).join("L") }));
      for (const r of points.length <= 400 ? points : []) svg.append(drawn("circle", { class: colour, cx: px(years(r[x])), cy: py(Number(r[y].value)), r: 3 }, `${key ? key + ", " : ""}${r[x].value}: ${r[y].value}`));
      if (by) legend.append(element("span", { class: colour }, key || "–"), " ");
    }
    return element("figure", { class: "steps drawn-chart" }, element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": title }, svg), ...(by ? [legend] : []), element("figcaption", {}, title + "."));
  }

  // A map: places by their degrees, or states and territories by their identifier, else by the code at the end of a part's.
  const world = () => (kept.world = kept.world || fetch(absolute(root + "assets/world.json")).then((r) => (r.ok ? r.json() : null), () => null));
  const area = (iri, keys) => {
    if (!iri.startsWith(BASE)) return "";
    const path = iri.slice(BASE.length);
    if (/^(state|territory)\/[^#]+$/.test(path)) return keys[path] ? path : "";
    const code = (path.match(/#([A-Z]{3})(?:-\d+)?$/) || [])[1];
    return code ? ["state/" + code, "territory/" + code].find((p) => keys[p]) || "" : "";
  };
  // Equal Earth (Šavrič, Patterson and Jenny 2018), as the build draws it.
  function placed(lon, lat, { width, height }) {
    const [a, b, c, d] = [1.340264, -0.081106, 0.000893, 0.003796], m = Math.sqrt(3) / 2, p = Math.asin(m * Math.sin((lat * Math.PI) / 180)), q = p * p, s = q * q * q, scale = ((width / 2) * m * a) / Math.PI;
    return [width / 2 + ((scale * ((lon * Math.PI) / 180) * Math.cos(p)) / (m * (a + 3 * b * q + s * (7 * c + 9 * d * q)))), height / 2 - scale * p * (a + b * q + s * (c + d * q))].map((v) => Number(v.toFixed(1)));
  }
  async function map(names, rows) {
    const lat = names.find((n) => LATITUDE.test(n) && all(rows, n, numeric)), lon = names.find((n) => LONGITUDE.test(n) && all(rows, n, numeric));
    const links = names.filter((n) => values(rows, n).some((v) => v.type === "uri" && v.value.startsWith(BASE)));
    if (!(lat && lon) && !links.length) return null;
    const told = await world();
    if (!told) return null;
    const where = (n) => rows.map((r) => (r[n] && r[n].type === "uri" ? area(r[n].value, told.keys) : ""));
    const best = links.map((n) => ({ n, at: where(n) })).map((c) => ({ ...c, size: new Set(c.at.filter(Boolean)).size })).sort((a, b) => b.size - a.size)[0];
    const points = lat && lon ? rows.filter((r) => r[lat] && r[lon]) : [];
    if (!points.length && !(best && best.size > 1)) return null;
    const named = (r) => { const n = names.find((c) => r[c] && r[c].type === "literal" && !numeric(r[c]) && !dated(r[c])); return n ? r[n].value : ""; };
    const svg = drawn("svg", { viewBox: `0 0 ${told.width} ${told.height}`, role: "img", "aria-label": t("Map of the answer", "Kaart van het antwoord") });
    const on = new Map();
    if (!points.length) rows.forEach((r, n) => { const key = best.at[n]; if (key) on.set(told.keys[key], [...(on.get(told.keys[key]) || []), { r, key }]); });
    const alone = on.size && [...on.values()].every((several) => several.length === 1), y = alone ? measured(names, rows, null)[0] : null;
    const amounts = y ? [...on.values()].map(([one]) => Number(one.r[y] ? one.r[y].value : NaN)).filter((v) => !Number.isNaN(v)) : [], [low, high] = [Math.min(...amounts), Math.max(...amounts)];
    const dots = [];
    for (const [key, [path, dot]] of Object.entries(told.outlines)) {
      const here = on.get(key), title = here ? `${named(here[0].r) || here[0].key}${y && here[0].r[y] ? ": " + here[0].r[y].value : here.length > 1 ? ": " + here.length + " " + t("rows", "rijen") : ""}` : "";
      const share = y && here && here[0].r[y] && high > low ? 0.25 + 0.75 * ((Number(here[0].r[y].value) - low) / (high - low)) : 1;
      const look = { class: here ? "on" : "", ...(here && share < 1 ? { style: `fill-opacity:${share.toFixed(2)}` } : {}) };
      if (path) svg.append(drawn("path", { ...look, d: path }, title));
      if (dot && here) dots.push(drawn("circle", { ...look, cx: dot[0], cy: dot[1], r: 4 }, title));
    }
    for (const r of points) { const [cx, cy] = placed(Number(r[lon].value), Number(r[lat].value), told); dots.push(drawn("circle", { class: "pin", cx, cy, r: 5 }, named(r))); }
    svg.append(...dots);
    const without = best && !points.length ? best.at.filter((a) => !a).length : rows.length - points.length;
    const said = points.length ? `${number(points.length)} ${t("places", "plaatsen")}` : `${number(on.size)} ${t("states and territories", "staten en gebieden")}${y ? ", " + y + (amounts.length ? ` (${low}–${high})` : "") : ""}`;
    return element("figure", { class: "map drawn-map" }, svg, element("figcaption", {}, `${said}. ${without ? number(without) + " " + t("rows are not on it.", "rijen staan er niet op.") + " " : ""}${t("Outlines of today; a line on the map says nothing about recognition.", "Omtrekken van nu; een lijn op de kaart zegt niets over erkenning.")}`));
  }
  // The drawings that an answer allows, most helpful first; none for what is short or long beyond looking at.
  async function drawings(names, rows) {
    if (rows.length < 2 || rows.length > 20000) return [];
    return [chart(names, rows), await map(names, rows)].filter(Boolean);
  }
  return { t, element, number, store, table, csv, offer, drawings, short, page, BASE, XSD };
})();
