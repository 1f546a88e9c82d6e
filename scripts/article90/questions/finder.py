"""From a question in a person's own words to the question that answers it, with the values that it names.

Names, codes and dates in the sentence are found by the matcher and stand in its place as signs; what is then left is compared with the
ways of asking in asked.yaml and with the questions themselves by SQLite's full text search (FTS5 over groups of three letters, ranked by
its bm25), which forgives slips, plurals and compounds in both languages.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from .. import names
from ..engines import Engine, rows, text
from ..folding import fold
from ..vocabulary import BASE, short
from . import catalogue, dates
from .catalogue import KINDS, Parameter, Question
from .phrases import NOT, SIGNS, folded, index
from .phrases import sign as sign

# At most so many questions are offered, and so many ways to read the names of a sentence are tried.
MOST, WAYS = 5, 6
# So much of a sentence has to be in the way of asking that it is taken for: of what is unlike everything nothing is clear.
HEARD = 0.35
# The best is clear when it is so much better than the next.
CLEAR = 1.05


@dataclass(frozen=True)
class Named:
    """What a part of a sentence names: a thing (its IRI), a concept of a scheme, or a time; `kind` is a key of SIGNS.

    Of a body without a list of members `scheme` says so ("unlisted"), and of what its members are parties to or members of ("joined").
    """

    kind: str
    value: str
    scheme: str = ""


@dataclass(frozen=True)
class Reading:
    """A question that may be meant, with its values; `score` is bm25, more is better.

    `left` counts what does not agree: what is named and the question cannot take, what its way of asking names and the sentence does
    not, and a "not" that only one of the two has.
    """

    question: Question
    given: Mapping[str, str]
    lang: str
    score: float
    left: int
    heard: float = 1.0  # how much of the sentence the way of asking has, from 0 to 1: what is rare counts most

    def __str__(self) -> str:
        """How it is asked on the command line."""
        options = {p.name: p.option for p in (*self.question.parameters, *self.question.filters)}
        said = (f"{options[k]}{'' if options[k].endswith('=') else ' '}{_quoted(v)}" for k, v in self.given.items())
        return " ".join((self.question.id, *said))


@dataclass(frozen=True)
class Found:
    """What may be meant by a sentence, the likeliest first; `clear` says whether the first stands out; `things` are named in it."""

    readings: tuple[Reading, ...]
    clear: bool
    things: tuple[str, ...]


def _quoted(value: str) -> str:
    written = short(value) if value.startswith(BASE) else value
    return f"'{written}'" if re.search(r"[\s#]", written) else written


def find(sentence: str, source: Engine, lang: str | None = None, most: int = MOST) -> Found:
    """The questions that may be meant, `most` of them; none where no word is known. `lang` is the language if it is known."""
    best: dict[tuple[str, tuple[tuple[str, str], ...]], Reading] = {}
    sentence = re.sub(r"['’]s\b", "  ", sentence)
    for question in catalogue.all_questions().values():
        for spoken, summary in question.summary.items():
            if fold(summary) == fold(sentence):  # a question of the list, as it stands there
                return Found((Reading(question, {}, spoken, 0.0, 0),), True, ())
    things: dict[str, None] = {}
    understood = _understood(sentence)
    for spoken in (lang,) if lang else _languages(sentence):
        for signed, named in _ways(sentence, source, spoken):
            if not named and not understood:
                continue
            things |= dict.fromkeys(n.value for n in named if n.kind not in ("time", "concept"))
            for reading in _readings(signed, named, spoken):
                key = (reading.question.id, tuple(sorted(reading.given.items())))
                if key not in best or _rank(reading) < _rank(best[key]):
                    best[key] = reading
    ranked = sorted(best.values(), key=_rank)
    first: dict[str, int] = {}
    kept = [r for r in ranked if first.setdefault(r.question.id, r.left) == r.left][:most]
    clear = (
        bool(kept)
        and kept[0].left == 0
        and kept[0].heard >= HEARD
        and (len(kept) == 1 or kept[0].left < kept[1].left or kept[0].score >= CLEAR * kept[1].score)
    )
    return Found(tuple(kept), clear, tuple(things))


def _understood(sentence: str) -> bool:
    """Whether any word of a sentence is one by which people ask, or nearly so; those of three letters or fewer tell nothing."""
    from rapidfuzz import fuzz, process

    known: set[str] = set().union(*index()[2].values())
    words = [w for w in folded(sentence).split() if len(w) > 3]
    return any(w in known or process.extractOne(w, known, scorer=fuzz.ratio, score_cutoff=75) for w in words)


def _languages(sentence: str) -> list[str]:
    """The language of a sentence, by the words of the ways of asking; both where that does not tell."""
    words = set(folded(sentence).split())
    known = {lang: len(words & found) for lang, found in index()[2].items()}
    return [lang for lang, n in known.items() if n == max(known.values())]


def _rank(reading: Reading) -> tuple[int, float, int]:
    common = catalogue.COMMONEST
    return reading.left, -reading.score, common.index(reading.question.id) if reading.question.id in common else len(common)


def _ways(sentence: str, source: Engine, lang: str) -> Iterator[tuple[str, list[Named]]]:
    """The ways to read the names of a sentence: the sentence with signs in their place, and what each stands for, in order."""
    found: list[tuple[int, int, list[Named]]] = [(d.start, d.end, [Named("time", f"{d.first}/{d.last}")]) for d in dates.inside(sentence)]
    kinds = [k for k in SIGNS if k not in ("provision", "time", "concept")]
    for m in names.mentions(sentence, kinds, source, lang):
        if not m.text.isdigit() and not any(start < m.end and m.start < end for start, end, _ in found):
            things = [m.match.iri] if m.match.iri else list(m.match.candidates)
            found.append((m.start, m.end, [n for t in things for n in _meant(t, source)]))
    found = _articles(sentence, found, source)
    for match in _RESOLUTION.finditer(sentence):
        if rows(source.query("SELECT ?p { ?thing ?p ?o } LIMIT 1", {"thing": ox.NamedNode(iri := f"{BASE}resolution/unsc-{match[1]}")})):
            found.append((match.start(), match.end(), [Named("resolution", iri)]))
    found += _concepts(sentence, found, source)
    found += _slips(sentence, found, source, kinds, lang)
    found.sort(key=lambda f: f[0])
    for chosen in itertools.islice(itertools.product(*(choices for _, _, choices in found)), WAYS):
        spans = [(start, end, one) for (start, end, _), one in zip(found, chosen, strict=True)]
        yield _signed(sentence, spans), list(chosen)
        for first, last in _joined(sentence, spans):
            for kept in range(first, last + 1):
                whole = (spans[first][0], spans[last][1], spans[kept][2])
                alone = [*spans[:first], whole, *spans[last + 1 :]]
                yield _signed(sentence, alone), [one for _, _, one in alone]


def _signed(sentence: str, spans: Sequence[tuple[int, int, Named]]) -> str:
    """A sentence with signs in the place of what it names."""
    signed, at = "", 0
    for start, end, one in spans:
        word = f" {sentence[start:end]}" if one.kind == "concept" else ""
        signed += f"{sentence[at:start]} {SIGNS[one.kind]}{word} "
        at = end
    return signed + sentence[at:]


_AND = re.compile(r"\s*(?:,|&|(?:,\s*)?\b(?:and|or|en|of)\b)\s*(?:(?:the|de|het)\s+)?", re.IGNORECASE)


def _joined(sentence: str, spans: Sequence[tuple[int, int, Named]]) -> Iterator[tuple[int, int]]:
    """Where names of one kind stand in a row ("Hawaii, Greenland or the Falklands"), the first and the last: each may be asked alone."""
    first = 0
    for at in range(1, len(spans) + 1):
        joins = at < len(spans) and spans[at][2].kind == spans[first][2].kind not in ("time", "concept", "provision")
        if not joins or not _AND.fullmatch(sentence, spans[at - 1][1], spans[at][0]):
            if at - 1 > first:
                yield first, at - 1
            first = at


_JOINED = "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT DISTINCT ?list WHERE { ?body a90:joinedThrough ?list } ORDER BY ?list"


def _meant(iri: str, source: Engine) -> list[Named]:
    """What a thing stands for: itself, or, for a body without a list of members, what they are parties to or members of."""
    kind = iri.removeprefix(BASE).partition("/")[0]
    if kind == "organisation":
        lists = [text(r, "list") for r in rows(source.query(_JOINED.replace("?body", f"<{iri}>")))]
        joined = [Named(one.removeprefix(BASE).partition("/")[0], one, "joined") for one in lists]
        return [*joined, Named(kind, iri, "unlisted")] if joined else [Named(kind, iri)]
    return [Named(kind, iri)]


_RESOLUTION = re.compile(r"\b(?:resolution|resolutie)\s+(\d{1,4})\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:article|artikel|art\.?)\s+(\d+[a-z]?(?:\(\d+\))?|[IVX]+)(?!\w)(?:,?\s+(?:lid|paragraph)\s+(\d+))?", re.IGNORECASE
)
_NUMBERED = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?provision WHERE { ?provision a90:number ?number ; dcterms:isPartOf ?text . %s FILTER(STR(?number) = "%s") }"""


def _articles(sentence: str, found: list[tuple[int, int, list[Named]]], source: Engine) -> list[tuple[int, int, list[Named]]]:
    """An article and the instrument (or the organisation that it founded) named with it are one provision."""
    match = _ARTICLE.search(sentence)
    near = [f for f in found if f[2] and f[2][-1].kind in ("organisation", "treaty", "constitution", "declaration", "resolution")]
    if not match or not near:
        return found
    number = match[1] + (f"({match[2]})" if match[2] else "")
    iri = near[0][2][-1].value
    pattern = f"VALUES ?text {{ <{iri}> }}" if near[0][2][-1].kind != "organisation" else f"<{iri}> a90:foundedBy ?text ."
    provisions = [text(r, "provision") for r in rows(source.query(_NUMBERED % (pattern, number)))]
    if not provisions:
        return found
    rest = [f for f in found if f is not near[0] and not (f[0] < match.end() and match.start() < f[1])]
    return [*rest, (match.start(), match.end(), [Named("provision", p) for p in provisions])]


_CONCEPTS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?scheme ?name WHERE {
  VALUES ?scheme { %s } ?thing skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) IN ("en", "nl"))
}"""


def _concepts(sentence: str, found: Sequence[tuple[int, int, list[Named]]], source: Engine) -> list[tuple[int, int, list[Named]]]:
    """The concepts by which questions can be narrowed that the sentence names."""
    schemes = " ".join(f"<{BASE}concept/{s}>" for s in ("mission-type", "m49-region", "commitment-type"))
    known: dict[str, list[Named]] = {}
    for r in rows(source.query(_CONCEPTS % schemes)):
        one = Named("concept", text(r, "thing"), text(r, "scheme").rpartition("/")[2])
        known.setdefault(fold(text(r, "name")), []).append(one)
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+(?:-\w+)*", sentence)]
    told: list[tuple[int, int, list[Named]]] = []
    for size, at in itertools.product((3, 2, 1), range(len(words))):
        if at + size <= len(words):
            start, end = words[at][0], words[at + size - 1][1]
            taken = any(s < end and start < e for s, e, _ in (*found, *told))
            if not taken and (things := known.get(fold(sentence[start:end]))):
                told.append((start, end, things[:1]))
    return told


def _slips(
    sentence: str, found: Sequence[tuple[int, int, list[Named]]], source: Engine, kinds: Sequence[str], lang: str
) -> list[tuple[int, int, list[Named]]]:
    """Words that no question has: names with a slip of the pen, or else a part of names (landmines: the Landmine Treaty)."""
    from rapidfuzz import fuzz, process

    known: set[str] = set().union(*index()[2].values())
    told: list[tuple[int, int, list[Named]]] = []
    matcher = names.Matcher(names.gazetteer(source), kinds, lang)
    for m in itertools.chain(re.finditer(r"[A-Z]\w+(?:\s+[A-Z]\w+)+", sentence), re.finditer(r"[^\W\d]{5,}", sentence)):
        strange = [w for w in fold(m[0]).split() if w not in known]
        if not strange or any(s < m.end() and m.start() < e for s, e, _ in (*found, *told)):
            continue
        one = " " not in m[0]
        if one and m[0][0].islower() and process.extractOne(strange[0], known, scorer=fuzz.ratio, score_cutoff=80):
            continue  # a slip in a word by which people ask, which the search forgives
        slip = matcher.match(m[0])
        things = [slip.iri] if slip.iri else _named_after(m[0], source, lang) if one else []
        if found and not slip.iri and (len(things) != 1 or m[0][0].islower()):
            things = []  # beside what is named in full only a name that can be but one thing
        if things:
            told.append((m.start(), m.end(), [n for t in things for n in _meant(t, source)]))
    return told


def _named_after(word: str, source: Engine, lang: str) -> list[str]:
    """At most three treaties, bodies, missions, events and territories that have a name in which a word like `word` stands."""
    from rapidfuzz import fuzz, process

    words: dict[str, dict[str, None]] = {}
    for e in names.gazetteer(source).entries:
        if e.lang in ("en", lang) and e.iri.startswith(
            tuple(f"{BASE}{k}/" for k in ("treaty", "organisation", "forum", "mission", "event", "territory"))
        ):
            for part in e.folded.split():
                if len(part) >= 5:
                    words.setdefault(part, {})[e.iri] = None
    near = process.extract(fold(word), words.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=85)
    return list(dict.fromkeys(iri for part, _, _ in near for iri in words[part]))[:3]


def _readings(signed: str, named: Sequence[Named], lang: str) -> Iterator[Reading]:
    """The questions whose ways of asking are most like a sentence, with the values that each takes from it."""
    search, phrases, _ = index()
    denies = bool(NOT.search(signed))
    groups = {f" {word} "[n : n + 3] for word in folded(signed).split() for n in range(len(word))}
    if not groups:
        return
    wanted = " OR ".join(f'"{g}"' for g in sorted(groups) if '"' not in g)
    counts = dict(search.execute(f"SELECT term, doc FROM terms WHERE term IN ({','.join('?' * len(groups))})", sorted(groups)))
    weights = {g: math.log(len(phrases) / (1 + counts.get(g, 0))) for g in groups}
    query = "SELECT rowid, bm25(phrases) FROM phrases WHERE phrases MATCH ? ORDER BY rank LIMIT 80"
    for number, score in search.execute(query, (wanted,)):
        phrase = phrases[number]
        if phrase.lang == lang:
            question = catalogue.all_questions()[phrase.question]
            given, left = _values(question, phrase.parameters, named, _bound(signed))
            name, _, value = phrase.fixed.partition("=")
            given = {**({name: value} if name else {}), **given}
            needed = phrase.parameters or [
                p.name for p in question.parameters if p.name in _ROLES and p.kind == "iri"
            ]  # a question of two needs both
            missing = sum(name not in given for name in needed) + (phrase.denies is not None and phrase.denies != denies)
            held = {f" {word} "[n : n + 3] for word in phrase.text.split() for n in range(len(word))}
            heard = sum(weights[g] for g in groups & held) / (sum(weights[g] for g in groups) or 1.0)
            # a question as it stands in the list is so long that it has a word of everything
            if not _word_heard(signed, phrase.text):
                heard = 0.0
            yield Reading(question, given, lang, -score, left + missing, heard / 2 if phrase.denies is None else heard)


def _word_heard(signed: str, way: str) -> bool:
    """Whether a way of asking has, nearly so, one of the words of more than three letters: "erkent" is not heard in "werkt"."""
    from rapidfuzz import fuzz, process

    words = [w for w in folded(signed).split() if len(w) > 3 and w not in SIGNS.values()]
    return not words or any(process.extractOne(w, way.split(), scorer=fuzz.ratio, score_cutoff=75) for w in words)


def _bound(signed: str) -> str:
    """Which bound of a period a single date is: "from" of what is since then, "to" of what is until then, else "" (both)."""
    time = SIGNS["time"]
    if re.search(rf"\b(?:since|after|sinds|vanaf)\s+{time}", signed, re.IGNORECASE):
        return "from"
    return "to" if re.search(rf"\b(?:until|till|before|tot|voor)\s+{time}", signed, re.IGNORECASE) else ""


def _values(question: Question, said: Sequence[str], named: Sequence[Named], bound: str = "") -> tuple[dict[str, str], int]:
    """What is named as values of the question's parameters: first those that its way of asking says, in order, then any that fit.

    A single date is both bounds of a period, or the one that `bound` says; of two dates the earlier is the first bound.
    """
    parameters = {p.name: p for p in (*question.parameters, *question.filters)}
    given: dict[str, str] = {}
    left = 0
    for one in sorted(named, key=lambda n: n.value if n.kind == "time" else ""):
        places = [parameters[name] for name in said if name not in given]
        if one.kind != "concept":  # what a word narrows to is said, or not meant
            places += [p for p in parameters.values() if p.name not in (*given, *said, *_ROLES)]
        # a body without a list of members stands for its treaty where members are asked for, and for itself elsewhere
        amiss = one.scheme == "unlisted" and question.theme == "memberships"
        amiss |= one.scheme == "joined" and any(p.name == "organisation" for p in question.filters) and question.theme != "memberships"
        if one.kind == "time":
            places.sort(key=lambda p: p.name == ("from" if bound == "to" else "to"))
        if amiss or not any(_fill(p, one, given) for p in places):
            left += one.kind != "concept"
    days = [n.value.split("/") for n in named if n.kind == "time"]
    if len(days) == 1 and not bound and "to" in parameters and given.get("from") == days[0][0]:
        given["to"] = days[0][1]
    return given, left


# Filters that are only meant where the way of asking says so.
_ROLES = ("owed-to", "other", "without", "leader", "host", "target", "by", "partner", "depositary", "name", "edition")


def _fill(p: Parameter, one: Named, given: dict[str, str]) -> bool:
    """Whether a parameter takes what is named; if so it has the value."""
    if one.kind == "time":
        return _fill_time(p, one.value, given)
    if p.kind == "concept":
        fits = one.kind == "concept" and p.among == one.scheme
    else:
        fits = p.kind == "iri" and one.kind in (*KINDS.get(p.among, ()), *(("provision",) if p.among == "provision" else ()))
        fits = fits and not (p.among == "provision" and one.kind != "provision")
    if fits:
        given[p.name] = one.value
    return fits


def _fill_time(p: Parameter, period: str, given: dict[str, str]) -> bool:
    """A day, month or year as a year, as the bounds of a period, or as the last day of it that is not ahead."""
    first, last = period.split("/")
    if p.name == "year":
        given["year"] = first[:4]
    elif p.kind != "date":
        return False
    elif p.name == "from":
        given["from"] = first
    elif p.name == "to":
        given["to"] = last
    else:
        given[p.name] = min(last, max(first, datetime.date.today().isoformat()))
    return True
