"""What an answer cannot say: how far the lists were read that it closes over, and what was left out because they are open.

The theory is that of completeness statements (Darari, Nutt, Pirrò, Razniewski, ISWC 2013): a query with negation is sound exactly
where the parts that it negates are stated complete. On the day asked a list is *covered* (its Coverage reaches that day, or the end of
whose list it is), *read to an earlier day*, or *open*. Everything is read from the engine that gave the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from . import persons
from .engines import Answer, Engine, Row, Table, rows, text
from .fragments import written
from .questions.catalogue import Parameter, Question
from .questions.lists import AT_LEAST, HERE, Closure
from .sentences import MINIMUM
from .sentences import WORDS as WORDS
from .sparql import Term, bind, variables
from .vocabulary import BASE, PREFIXES, date

_LISTS = """SELECT ?list ?began ?ended ?from ?to ?recorded ?ceased ?claim ?claimed ?settled WHERE {
  { SELECT DISTINCT ?list WHERE { %(values)s%(pattern)s } }
  OPTIONAL { ?list a90:since ?began }
  OPTIONAL { ?list a90:until ?ended }
  OPTIONAL {
    ?coverage a90:coverageOf ?list ; a90:ofClass %(term)s .
    OPTIONAL { ?coverage a90:completeSince ?from }
    OPTIONAL { ?coverage a90:completeUntil ?to }
  }%(recorded)s
} ORDER BY ?list
"""
_RECORDED = """
  OPTIONAL { SELECT DISTINCT ?list (1 AS ?recorded) WHERE { ?record %s ?list ; %s ?whose . %s } }"""
# A list of parties tells of the states of today: a depositary drops one that ended and is continued by none, or names it in a note.
_CEASED = """
  OPTIONAL { %(about)s a90:until ?ceased . FILTER NOT EXISTS { ?heir a90:continues %(about)s } }"""
# A place that a state claims and others deny is neither a yes nor a no, for that state and for the one whose place it was.
_CLAIMED = """
  OPTIONAL {
    ?claim org:role membership-status:contested ; %s ?list ; org:member ?claiming ; a90:since ?claimed ; a90:until ?settled .
    ?claiming (a90:continues?|^a90:continues|^a90:successor/a90:predecessor) %s .
  }"""
# Nor is a no drawn of what the source of a list leaves open, as its coverage says.
_SILENT = """
  OPTIONAL {
    ?claim a90:coverageOf ?list ; a90:ofClass %(term)s ; a90:silentOn ?claiming .
    ?claiming (a90:continues?|^a90:continues) %(about)s .
  }"""
# Nor is a no drawn where a party is listed from the latest possible day: it may have been one before.
_LATEST = """
  OPTIONAL {
    ?claim a90:instrument ?list ; a90:party ?claiming ; a90:sincePrecision "unknown" ; a90:since ?settled .
    ?claiming (a90:continues?|^a90:continues) %s .
  }"""
LABELS = f"""PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?list ?label WHERE {{ ?list skos:prefLabel ?label . FILTER(?list IN (%s)) }}"""

NAMED = "VALUES ?list"

# What a treaty's list of parties holds may be older than the treaty: it is signed before it enters into force.
BEFORE = ("Participation", "Act")
# The sentence on a record for which a list of a kind is open.
CLAIMS = {"Membership": "contested", "Participation": "latest"}
COVERAGE = "#coverage-"


@dataclass(frozen=True)
class Read:
    """One list: whose it is, and how far it was read for the day asked."""

    iri: str
    closure: Closure
    state: str  # "covered", "read" or "open"
    to: str = ""  # the last day that it covers, where it is not open, or ends before the period asked about
    recorded: bool = True  # whether it may have given a row: it has a record of what was asked about, or nothing was
    holds: bool = False  # whether it has a record of what was asked about
    ceased: bool = False  # whether it is open because it need not tell of a state that was there on the day and has ended since
    claim: str = ""  # the record for which it is open: of a contested place, of a party, or of what the list leaves open


@dataclass(frozen=True)
class Limits:
    """What an answer cannot say; `said` are its sentences by language, in order, for whoever reads the answer."""

    covered: int = 0
    read_to: str = ""  # the earliest day to which one of the lists was read, where that is before the day asked
    open: tuple[str, ...] = ()  # whose lists are open
    left_out: int = 0  # rows that would have been drawn from open lists
    at_least: tuple[str, ...] = ()  # the columns whose numbers are minimums in the rows marked atLeast
    empty: str = ""  # of an empty answer: "no" or "not recorded"
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def number(self, row: Row, column: str, lang: str) -> str:
        """The word before a number that is a minimum, empty before any other cell."""
        flag = row.get(AT_LEAST) if column in self.at_least and row.get(column) is not None else None
        return MINIMUM[lang if lang in MINIMUM else "en"] + " " if flag is not None and flag.value == "true" else ""

    def record(self, lang: str = "en") -> dict[str, object]:
        """The limits for programs; the sentences in the language asked for."""
        return {
            "covered": self.covered,
            "readTo": self.read_to or None,
            "open": list(self.open),
            "leftOut": self.left_out,
            "atLeast": list(self.at_least),
            "empty": self.empty or None,
            "said": list(self.said.get(lang, self.said.get("en", ()))),
        }


def query(closure: Closure, values: str = "", about: Term | ox.Variable | None = None, narrowed: Collection[str] = ()) -> str:
    """The query for the lists of a closure: how far each was read, and whether it has a record of `about`.

    Where its pattern uses columns of the answer, `values` is a pattern that gives them; `narrowed` are the filters that are given.
    """
    same = written(f"# include: same-person (?asked = {about}, ?record = ?whose)") if about is not None else ""
    recorded = _RECORDED % (closure.listed.of, closure.listed.about, same) if same else ""
    if same and closure.kind == "Participation":
        recorded += _CEASED % {"about": about} + _LATEST % about
    if same and closure.kind == "Membership":
        recorded += _CLAIMED % (closure.listed.of, about)
    if same and closure.kind in CLAIMS:
        recorded += _SILENT % {"term": closure.listed.term, "about": about}
    named = values.startswith(NAMED)
    pattern = "" if named else " . ".join((closure.pattern, *(more for name, more in closure.narrowed if name in narrowed)))
    body = _LISTS % {"values": values, "pattern": pattern, "term": closure.listed.term, "recorded": recorded}
    return _prefixes(body) + body


def _prefixes(body: str) -> str:
    """The prefixes that a query uses, declared."""
    used = sorted(set(re.findall(r"(?<![\w?-])([a-z][a-z0-9-]*):[A-Za-z]", re.sub(r"<[^>\s]*>|\"[^\"\n]*\"", "", body))))
    return "".join(f"PREFIX {p}: <{PREFIXES.get(p, f'{BASE}concept/{p}#')}>\n" for p in used)


def whole(question: Question, text: str, silent: str | None) -> str:
    """One query for all lists that an answer closes over, as it is published; empty where the question closes over none.

    `text` is the query of the question, and `silent` that of the rows that are left out of its answer, if there are any.
    """
    answers = [_unprefixed(t) for t in (text, silent) if t]
    defaults = {p.name for p in question.filters if p.default}
    given = {p.name for p in question.parameters} | defaults
    parts = []
    for closure in question.closes_over or ():
        if closure.of == HERE or (closure.single and closure.of not in given):
            continue
        columns = " ".join(f"?{name}" for name in variables(closure.pattern) if name.endswith("Iri"))
        rows_of = " UNION ".join(f"{{\n{answer}\n}}" for answer in answers)
        values = f"{{ SELECT DISTINCT {columns} WHERE {{ {rows_of} }} }} " if columns else ""
        one = _unprefixed(query(closure, values, narrowed=given & ({closure.about} | defaults))).replace(" ORDER BY ?list", "")
        one = one.replace(" ?recorded ?ceased ?claim ?claimed ?settled", f" ({closure.listed.term} AS ?class)", 1)
        parts.append(f"{{\n{one}}}")
    body = "SELECT DISTINCT ?class ?list ?began ?ended ?from ?to WHERE {\n" + " UNION ".join(parts) + "\n} ORDER BY ?class ?list\n"
    return _prefixes(body) + body if parts else ""


def _unprefixed(text: str) -> str:
    """A query without its head and prefixes."""
    return "\n".join(line for line in text.splitlines() if not line.startswith(("#", "PREFIX")))


def of(question: Question, given: Mapping[str, str], bound: Mapping[str, Term], answer: Answer, engine: Engine) -> Limits:
    """The limits of an answer that the engine gave to a question, asked with `given` and bound so."""
    if not isinstance(answer, Table):
        return Limits()
    left = _left_out(question, given, engine)
    found = answer.rows
    listed = read(question, bound, [*found, *left], engine)
    limits = _limits(question, given, found, left, listed, engine)
    states = persons.said(question, bound, period(question, bound)[1], engine)
    return replace(limits, said={lang: (*states[lang], *sentences) for lang, sentences in limits.said.items()})


def _left_out(question: Question, given: Mapping[str, str], engine: Engine) -> list[Row]:
    """The rows that would have been drawn from open lists."""
    if not question.leaves_out:
        return []
    silent, bound = question.asked(given, engine, silent=True)
    return rows(engine.query(silent, bound))


def period(question: Question, bound: Mapping[str, Term]) -> tuple[str, str]:
    """The first day asked about, empty where that is any, and the last: of a period, of a year, else the day of the question or today.

    A day that is still ahead is both: no list was read so far, and who is elected to a body by then is not known.
    """
    given = {p.name: bound[p.variable].value for p in (*question.parameters, *question.filters) if p.variable in bound}
    if year := given.get("year"):
        return f"{year}-01-01", f"{year}-12-31"
    today, day = date("today").value, given.get("date", "")
    return given.get("from", "") or (day if day > today else ""), day or given.get("to") or today


def read(question: Question, bound: Mapping[str, Term], found: Sequence[Row], engine: Engine) -> list[Read]:
    """The lists that the question closes over, each once a closure, with how far they were read."""
    first, day = period(question, bound)
    terms = {p.name: bound[p.variable] for p in (*question.parameters, *question.filters) if p.variable in bound}
    filters = {p.name for p in question.filters if p.variable in bound}
    listed: list[Read] = []
    for closure in question.closes_over or ():
        values = _values(closure, found, next((terms[name] for name in closure.named if name in terms), None))
        if closure.of == HERE or values is None or (closure.single and closure.of not in terms):
            continue
        about = terms.get(closure.about)
        found_lists = rows(engine.query(bind(query(closure, values, about, filters | ({closure.about} & terms.keys())), bound)))
        listed += _each(closure, found_lists, first, day, about is not None and not (values or closure.single or closure.draws))
    return listed


def _each(closure: Closure, found: Iterable[Row], first: str, day: str, asked_about: bool = False) -> Iterable[Read]:
    """How far each list was read, once; the furthest where more than one coverage tells."""
    best: dict[str, Read] = {}
    for row in found:
        one = _one(closure, row, first, day, asked_about)
        if one.iri not in best or best[one.iri].state == "open":
            best[one.iri] = one
    return best.values()


def open_lists(thing: Term, kinds: Iterable[str], engine: Engine, lang: str) -> dict[str, str]:
    """The sentence on each list of a thing that is open today, by its kind: what the questions say that list what it holds."""
    today = date("today").value
    found = {}
    for kind in kinds:
        closure = Closure(kind, "thing")
        for one in _each(closure, rows(engine.query(query(closure, f"{NAMED} {{ {thing} }} "))), "", today):
            if one.state == "open":
                names = _names([one.iri], engine)
                told = {"name": names.get((one.iri, lang)) or names.get((one.iri, "en")) or "", "list": closure.listed.words[lang][0]}
                found[kind] = WORDS[lang]["open"] % told + "."
    return found


def _values(closure: Closure, found: Sequence[Row], named: Term | None) -> str | None:
    """The pattern that narrows a closure to one list by name or to the columns of the answer; None where it has no rows to name one."""
    if named is not None:
        return f"{NAMED} {{ {named} }} "
    columns = [name for name in variables(closure.pattern) if name.endswith("Iri")]
    if not columns:
        return ""
    if not found:
        return None
    cells = dict.fromkeys(" ".join("UNDEF" if row[c] is None else str(row[c]) for c in columns) for row in found)
    return f"VALUES ({' '.join(f'?{c}' for c in columns)}) {{ {' '.join(f'({c})' for c in cells)} }} "


def reach(kind: str, day: str, since: str, to: str, began: str, ended: str, first: str = "") -> str:
    """How far the list of a kind (a key of LISTS) goes on a day: "covered", "read" to a day before it, or "open".

    `since` and `to` are the days between which it is complete, `began` and `ended` those of whose list it is, all YYYY-MM-DD or empty:
    what begins after the day has none yet, and what has ended none any more. Where a period is asked about that begins on `first`, a
    list that was read to a day before it tells nothing of it, and one that is complete from a day after it not all.
    """
    if began > day and kind not in BEFORE:
        return "covered"
    if to < first and not (ended and ended <= to):
        return "open"
    return "open" if not to or since > max(first or day, began) else "covered" if to >= min(day, ended or day) else "read"


def _one(closure: Closure, row: Row, first: str, day: str, asked_about: bool) -> Read:
    """How far a list was read for a period."""
    since, to, began, ended = (text(row, name) for name in ("from", "to", "began", "ended"))
    state = reach(closure.kind, day, since, to, began, ended, first)
    ceased = text(row, "ceased") >= day and row["recorded"] is None
    claimed, settled = text(row, "claimed"), text(row, "settled")
    claim = text(row, "claim") if not settled or (claimed <= day <= settled and (claimed or day < settled)) else ""
    ends = state == "open" and "" < to < first  # it was read, but not so far
    state = "open" if ceased or claim else state
    recorded = not asked_about or row["recorded"] is not None
    holds = asked_about and row["recorded"] is not None
    return Read(text(row, "list"), closure, state, to if state != "open" or ends else "", recorded, holds, ceased, claim)


def _limits(
    question: Question,
    given: Mapping[str, str],
    found: Sequence[Row],
    left: Sequence[Row],
    listed: Sequence[Read],
    engine: Engine,
) -> Limits:
    # where rows are what is recorded, only lists that gave one, or hold what was asked about, have to do with the answer
    told = {cell.value.partition("#")[0] for row in found for cell in row.values() if isinstance(cell, ox.NamedNode)}
    drawn = [r for r in listed if not found or (r.recorded and (opens(r.closure) or r.holds or r.iri in told))]
    when = ("", "always", "left") if not found else ("always", "left") if left else ("always",)
    still_open = [r for r in listed if r.state == "open" and opens(r.closure) in when]
    earlier = sorted((r for r in drawn if r.state == "read"), key=lambda r: (r.to, r.iri))
    at_least = tuple(dict.fromkeys(n for c in question.closes_over or () for n in c.numbers))
    minimums = sum(row.get(name) is not None for row in found if at_least and text(row, AT_LEAST) == "true" for name in at_least)
    empty = "" if found else _empty(question, given, listed, left)
    one = {r.iri for r in (*still_open, *earlier[:1])}
    names = _names(sorted(one), engine)
    said = {}
    for lang, words in WORDS.items():

        def name(r: Read, lang: str = lang) -> str:
            return names.get((r.iri, lang)) or names.get((r.iri, "en")) or r.iri

        sentences: list[str] = []
        if empty:
            sentences.append(words["no, as read" if empty == "no" and earlier else empty])
        sentences += _open(still_open, len(left), bool(found), words, name, lang)
        if minimums:
            sentences.append(words["minimum" if minimums == 1 else "minimums"] % {"n": minimums})
        if earlier:
            of_one = {"name": name(earlier[0]), "list": earlier[0].closure.listed.words[lang][0], "day": earlier[0].to}
            days, several = {r.to for r in earlier}, len({r.iri for r in earlier}) > 1
            sentences.append(words["earliest" if len(days) > 1 else "together" if several else "read"] % of_one)
        said[lang] = tuple(sentences)
    return Limits(
        covered=len({r.iri for r in drawn if r.state == "covered"}),
        read_to=earlier[0].to if earlier else "",
        open=tuple(dict.fromkeys(r.iri for r in still_open)),
        left_out=len(left),
        at_least=at_least,
        empty=empty,
        said=said,
    )


def opens(closure: Closure) -> str:
    """When an answer with rows draws something from an open list of a closure: "always", "left" (if rows are left out), or "" (never)."""
    if closure.numbers or closure.single or closure.draws == "set":
        return "always"
    return "left" if closure.draws == "rows" else ""


def narrowing(question: Question) -> list[Parameter]:
    """The filters of a question that choose among what its lists hold, so that no row under them is no "no"."""
    picked = {name for c in question.closes_over or () for name in (c.about, *c.named, *(p for p, _ in c.narrowed))}
    return [p for p in question.filters if p.name not in picked]


def _empty(question: Question, given: Mapping[str, str], listed: Sequence[Read], left: Sequence[Row]) -> str:
    """What an empty answer means: no, where every list that could hold a row is not open, and nothing else narrows the question."""
    narrowed = any(question.narrows(p, given) is not None for p in narrowing(question))
    sure = listed and not left and not narrowed and all(r.state != "open" for r in listed)
    return "no" if sure else "not recorded"


def _open(lists: Sequence[Read], left: int, found: bool, words: Mapping[str, str], name: Callable[[Read], str], lang: str) -> Iterable[str]:
    """The sentences on open lists: for each kind of list, those that rows or a number would have been drawn from."""
    groups: dict[tuple[str, bool, bool], dict[str, Read]] = {}
    for one in sorted(lists, key=lambda r: r.closure.draws != "rows"):
        if found and one.closure.numbers and not (left and one.closure.draws):
            continue  # said by the numbers themselves
        groups.setdefault((one.closure.kind, one.closure.draws == "rows", bool(one.claim)), {})[one.iri] = one
    for (kind, drawing, claimed), several in groups.items():
        first = next(iter(several.values()))
        one_list, lists_of, _, whose = first.closure.listed.words[lang]
        if all(one.ceased for one in several.values()):
            yield words["ceased"]
            continue
        if claimed:
            for one in several.values():
                key = "silent" if COVERAGE in one.claim else CLAIMS[kind]
                yield words[key] % {"name": name(one), "claim": one.claim.removeprefix(BASE)}
            continue
        told = {"n": len(several), "list": one_list, "lists": lists_of, "whose": whose}
        single = {**told, "name": name(first), "day": first.to}
        sentence = words["opens"] % told if len(several) > 1 else words["ends" if first.to else "open"] % single
        if drawing and left:
            sentence += words["left out" if left == 1 else "lefts out"] % {"n": left}
            left = 0
        yield sentence + "."


def _names(iris: Sequence[str], engine: Engine) -> dict[tuple[str, str], str]:
    """The names of things by IRI and language."""
    if not iris:
        return {}
    named = ((text(row, "list"), row["label"]) for row in rows(engine.query(LABELS % ", ".join(f"<{iri}>" for iri in iris))))
    return {(iri, label.language or "en"): label.value for iri, label in named if isinstance(label, ox.Literal)}
