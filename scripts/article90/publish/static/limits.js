// A question's query with the values that it is asked with, and what its answer cannot say. The rules are those of limits.py and persons.py;
// the build hands over all that stands fast (site/fields.py): queries, sentences, and what each list means for which question. What has
// to be worked out from an answer is worked out here a second time, and tests/test_site_limits.py holds the two against each other.
globalThis.limits = (function () {
  "use strict";
  const BASE = "https://w3id.org/article90/";
  const cut = (parts, terms) => parts.map((part) => (typeof part === "string" ? part : part.f && !(part.f in terms) ? part.else : terms[part.p])).join("");
  const filled = (pieces, terms) => pieces.map(([needs, ...parts]) => (!needs.length || needs.some((name) => name in terms) ? cut(parts, terms) : "")).join("").trim() + "\n";
  const value = (row, name) => (row[name] ? row[name].value : "");
  const told = (sentence, values) => sentence.replace(/%\((\w+)\)[sd]/g, (_, name) => values[name]);

  // How far a list goes on a day (limits.reach), and which sentence is due for a state on it (persons._which).
  const reach = (before, day, since, to, began, ended, first) =>
    began > day && !before ? "covered" : to < first && !(ended && ended <= to) ? "open" : !to || since > [first || day, began].sort()[1] ? "open" : to >= (ended && ended < day ? ended : day) ? "covered" : "read";
  const which = (day, since, until, next, from, to) =>
    until && until < day ? (next ? "continued" : "ended") : from && from <= day && day <= to ? "named" : since > day && !from ? "not begun" : "";

  // The lists that the question closes over, each once a closure (limits.read).
  async function lists(ask, terms, found, first, day, rows) {
    const listed = [];
    for (const c of ask.closures) {
      const name = c.named.find((n) => n in terms), about = c.about in terms;
      if (c.single && !(c.single in terms)) continue;
      let among = name ? `{ ${terms[name]} } ` : "";
      if (!name && c.columns.length) {
        if (!found.length) continue;
        const cells = new Set(found.map((r) => c.columns.map((n) => (r[n] ? `<${r[n].value}>` : "UNDEF")).join(" ")));
        among = `VALUES (${c.columns.map((n) => "?" + n).join(" ")}) { ${[...cells].map((one) => `(${one})`).join(" ")} } `;
      }
      const query = cut(c.queries[c.turning.filter((n) => n in terms).join(" ")][name ? 1 : 0], terms).replace("%VALUES% ", () => among);
      const best = new Map(), ofOne = about && !(among || c.single || c.draws);
      for (const row of await rows(query)) {
        const [iri, began, ended, from, to] = ["list", "began", "ended", "from", "to"].map((n) => value(row, n)), recorded = Boolean(row.recorded);
        const claimed = value(row, "claimed"), settled = value(row, "settled");
        const claim = !settled || (claimed <= day && day <= settled && (claimed || day < settled)) ? value(row, "claim") : "";
        const ceased = value(row, "ceased") >= day && !recorded, far = reach(c.before, day, from, to, began, ended, first), state = ceased || claim ? "open" : far;
        if (!best.has(iri) || best.get(iri).state === "open") best.set(iri, { iri, c, state, to: state !== "open" || (far === "open" && to < first) ? to : "", recorded: !ofOne || recorded, holds: ofOne && recorded, ceased, claim });
      }
      listed.push(...best.values());
    }
    return listed;
  }

  // The sentences on open lists (limits._open).
  function opened(open, left, some, words, name, listWords) {
    const groups = new Map(), sentences = [];
    for (const one of [...open].sort((a, b) => (a.c.draws !== "rows") - (b.c.draws !== "rows"))) {
      if (some && one.c.numbers.length && !(left && one.c.draws)) continue; // said by the numbers themselves
      const key = one.c.kind + " " + (one.c.draws === "rows") + " " + Boolean(one.claim);
      if (!groups.has(key)) groups.set(key, { drawing: one.c.draws === "rows", several: new Map() });
      groups.get(key).several.set(one.iri, one);
    }
    for (const { drawing, several } of groups.values()) {
      const of = [...several.values()], [list, lists, , whose] = listWords(of[0]);
      if (of.every((one) => one.ceased)) { sentences.push(words.ceased); continue; }
      if (of[0].claim) {
        const key = (one) => one.claim.includes("#coverage-") ? "silent" : one.c.kind === "Membership" ? "contested" : "latest";
        sentences.push(...of.map((one) => told(words[key(one)], { name: name(one), claim: one.claim.replace(BASE, "") })));
        continue;
      }
      let sentence = of.length > 1 ? told(words.opens, { n: of.length, lists, whose }) : told(words[of[0].to ? "ends" : "open"], { list, name: name(of[0]), day: of[0].to });
      if (drawing && left) { sentence += told(words[left === 1 ? "left out" : "lefts out"], { n: left }); left = 0; }
      sentences.push(sentence + ".");
    }
    return sentences;
  }

  // The sentences on what is asked for: states that are others or none on the day, bodies whose members are listed elsewhere (persons.said).
  async function persons(ask, terms, day, wording, rows, lang) {
    const said = [], words = wording.persons[lang], asked = (names) => [...new Set(names.filter((n) => n in terms).map((n) => terms[n]))].join(" ");
    const states = asked(ask.states), bodies = asked(ask.bodies);
    for (const row of states ? await rows(wording.states.replace("%s", () => states)) : []) {
      const [since, until, next, from, to] = ["since", "until", "next", "from", "to"].map((n) => value(row, n)), key = which(day, since, until, next, from, to);
      if (value(row, "lang") === lang && key) said.push(told(words[key], { day, since, until, next, name: value(row, "name"), then: value(row, "then") }));
    }
    for (const row of bodies ? await rows(wording.bodies.replace("%s", () => bodies)) : []) {
      const list = value(row, "list").replace(BASE, "");
      if (value(row, "lang") === lang) said.push(told(words[list.startsWith("treaty/") ? "parties" : "members"], { name: value(row, "name"), listed: value(row, "listed"), list }));
    }
    return said;
  }

  // All sentences, in order (limits.of): `ask` is what the build says of the question, `wording` of all, `terms` what it was asked with,
  // `found` its rows as in SPARQL 1.1 Query Results JSON, and `rows` gives those of another query.
  async function said({ ask, wording, terms, first, day, found, rows, lang }) {
    const words = wording.limits[lang], left = ask.silent ? await rows(filled(ask.silent, terms)) : [];
    const listed = await lists(ask, terms, [...found, ...left], first, day, rows), some = found.length > 0;
    const gave = new Set(found.flatMap((row) => Object.values(row).map((cell) => (cell && cell.type === "uri" ? cell.value.split("#")[0] : ""))));
    const drawn = listed.filter((r) => !some || (r.recorded && (r.c.opens || r.holds || gave.has(r.iri))));
    const open = listed.filter((r) => r.state === "open" && (!some || r.c.opens === "always" || (r.c.opens === "left" && left.length)));
    const earlier = drawn.filter((r) => r.state === "read").sort((a, b) => (a.to + " " + a.iri < b.to + " " + b.iri ? -1 : 1));
    const named = new Map(), wanted = [...new Set([...open, ...earlier.slice(0, 1)].map((r) => r.iri))].sort();
    if (wanted.length)
      for (const row of await rows(wording.labels.replace("%s", () => wanted.map((iri) => `<${iri}>`).join(", "))))
        named.set(value(row, "list") + (row.label["xml:lang"] || "en"), row.label.value);
    const name = (r) => named.get(r.iri + lang) || named.get(r.iri + "en") || r.iri, listWords = (r) => wording.lists[r.c.kind][lang];
    const sentences = await persons(ask, terms, day, wording, rows, lang);
    if (!some) {
      const sure = listed.length && !left.length && !ask.narrowing.some((n) => n in terms) && listed.every((r) => r.state !== "open");
      sentences.push(words[!sure ? "not recorded" : earlier.length ? "no, as read" : "no"]);
    }
    sentences.push(...opened(open, left.length, some, words, name, listWords));
    const numbers = [...new Set(ask.closures.flatMap((c) => c.numbers))], marked = found.filter((r) => value(r, "atLeast") === "true");
    const minimums = marked.reduce((n, r) => n + numbers.filter((name) => r[name]).length, 0);
    if (minimums) sentences.push(told(words[minimums === 1 ? "minimum" : "minimums"], { n: minimums }));
    if (earlier.length) {
      const days = new Set(earlier.map((r) => r.to)).size > 1, several = new Set(earlier.map((r) => r.iri)).size > 1, [first] = earlier;
      sentences.push(told(words[days ? "earliest" : several ? "together" : "read"], { name: name(first), list: listWords(first)[0], day: first.to }));
    }
    return sentences;
  }
  // The first and the last day asked about (limits.period), from the values of the parameters.
  function period(values, today) {
    const asked = (name) => (values[name] === "any" ? "" : values[name] || ""), year = asked("year"), day = asked("date");
    return year ? [`${year}-01-01`, `${year}-12-31`] : [asked("from") || (day > today ? day : ""), day || asked("to") || today];
  }
  return { filled, period, said };
})();
