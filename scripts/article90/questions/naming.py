"""What a sentence names (things, concepts, articles, days), and the ways to read it with signs in their place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from .. import names
from ..engines import Engine, rows, text
from ..folding import fold
from ..vocabulary import BASE
from . import dates
from .phrases import SIGNS, adjectives, index

STATE = f"{BASE}state/"
# At most so many ways to read the names of a sentence are tried.
WAYS = 6
# A part of a name of so many words may stand for it.
SHORT = 6
# A word so long is a name, though it is written small: clusterbommen.
LONG = 9


@dataclass(frozen=True)
class Named:
    """What a part of a sentence names: a thing (its IRI), a concept of a scheme, or a time; `kind` is a key of SIGNS.

    Of a body whose members are the parties to a treaty `scheme` says so ("unlisted"), and of the treaty ("joined"). Of any body
    `text` is the instrument that founded it, the last where there are several: what it says is said of the body. Not so of an organ,
    of which the instrument says little; `whole` is the organisation that it is a part of, which does what the organ decides, or the state
    of which a territory is a part. `part` says that only a word of its name was found, which may be said of much else (facultatief).
    """

    kind: str
    value: str
    scheme: str = ""
    text: str = ""
    part: bool = False
    whole: str = ""


def ways(sentence: str, source: Engine, lang: str) -> Iterator[tuple[str, list[Named]]]:
    """The ways to read the names of a sentence: the sentence with signs in their place, and what each stands for, in order."""
    kinds = [k for k in SIGNS if k not in ("provision", "time", "concept")]
    mentions = names.mentions(sentence, kinds, source, lang)
    # in resolution 1973, and in the Vienna Document 2011, no year is said
    days = [d for d in dates.inside(sentence) if not any(m.start < d.start and d.end <= m.end for m in mentions)]
    years = {m.start: _titled(sentence, m, days, source) for m in mentions}
    days = [d for d in days if d not in years.values()]
    found: list[tuple[int, int, list[Named]]] = [(d.start, d.end, [Named("time", f"{d.first}/{d.last}")]) for d in days]
    for m in mentions:
        # chapter VI is no code, and the constitution in UNESCO-grondwet none of a state
        other = _NUMERAL.search(sentence[: m.start]) or (sentence[m.start - 1 : m.start] == "-" and m.text.islower())
        if not m.text.isdigit() and not other and not any(start < m.end and m.start < end for start, end, _ in found):
            things = [m.match.iri] if m.match.iri else _bodies(m.text, m.match.candidates)
            things += [s for s in _namesakes(m.text, source, lang) if s not in things] if things[0].startswith(STATE) else []
            start, end = _apposed(sentence, m, source), m.end
            if start < m.start:  # the bracket is closed behind it; what was found in front is part of it
                end += 1
                found = [f for f in found if f[1] <= start]
            if year := years[m.start]:
                start, end = min(start, year.start), max(end, year.end)
            found.append((start, end, [n for t in things for n in meant(t, source)]))
    found = _once(sentence, found)
    found = _owned(sentence, found)
    found += _adjectives(sentence, found, lang)
    found = _articles(sentence, found, source)
    found += _concepts(sentence, found, _named_concepts(source))
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


_BETWEEN = re.compile(r"\s*[(,]?\s*(?:(?:of|van|uit)\s+)?", re.IGNORECASE)
_ON = re.compile(r"\s*(?:[-–]|(?:to|until|till|tot|t/m|and|en)\b)", re.IGNORECASE)
_ADOPTED = """PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT ?day WHERE { ?text a90:adopted|a90:openedForSignature ?day }"""


def _titled(sentence: str, m: names.Mention, days: Sequence[dates.Dated], source: Engine) -> dates.Dated | None:
    """The year that stands beside the name of a text, if it is its own: the 1951 Refugee Convention, the Geneva Conventions of 1949."""
    for d in days:
        beside = _BETWEEN.fullmatch(sentence, m.end, d.start) if m.end <= d.start else re.fullmatch(r"\s+", sentence[d.end : m.start])
        if beside and not _ON.match(sentence, d.end) and d.first.endswith("-01-01") and d.last.endswith("-12-31"):
            things = [m.match.iri] if m.match.iri else m.match.candidates
            told = [text(r, "day") for thing in things for r in rows(source.query(_ADOPTED, {"text": ox.NamedNode(thing)}))]
            if any(day.startswith(d.first[:4]) for day in told):
                return d
    return None


_NUMERAL = re.compile(r"\b(?:chapter|hoofdstuk|title|titel|protocol|annex|bijlage)\s+$", re.IGNORECASE)


def _bodies(written: str, things: Sequence[str]) -> list[str]:
    """What two letters may stand for in a sentence: the body that is called so, else the state whose code they are (VN, AU)."""
    bodies = [t for t in things if len(written) == 2 and not t.startswith(f"{BASE}state/")]
    return bodies or list(things)


def _namesakes(written: str, source: Engine, lang: str) -> list[str]:
    """The states of today that people call so beside the one whose short name it is: either Congo, either Korea."""
    known = names.gazetteer(source)
    return [s for s in names.Matcher(known, ("state",), lang).namesakes(written) if not known.lives[s][1]]


def _apposed(sentence: str, m: names.Mention, source: Engine) -> int:
    """Where what is named begins: before its short name in brackets its name may stand, spelt nearly so."""
    from rapidfuzz import fuzz, process

    if not m.match.iri or sentence[m.start - 1 : m.start] != "(" or sentence[m.end : m.end + 1] != ")":
        return m.start
    forms = [e.folded for e in names.gazetteer(source).of_thing.get(m.match.iri, ())]
    for word in [w for w in re.finditer(r"\w+", sentence[: m.start])][-names.LONGEST :]:
        if process.extractOne(fold(sentence[word.start() : m.start]), forms, scorer=fuzz.ratio, score_cutoff=85):
            return word.start()
    return m.start


_BRACKET = re.compile(r"\s*\(\s*")


def _once(sentence: str, found: list[tuple[int, int, list[Named]]]) -> list[tuple[int, int, list[Named]]]:
    """What is named, a name and the short form of it in brackets behind ("African Union (AU)") being one."""
    told: list[tuple[int, int, list[Named]]] = []
    for start, end, things in sorted(found, key=lambda f: f[0]):
        both = [t for t in things if told and t in told[-1][2]] if told and _BRACKET.fullmatch(sentence, told[-1][1], start) else []
        if both and sentence[end : end + 1] == ")":
            told[-1] = (told[-1][0], end + 1, both)
        else:
            told.append((start, end, things))
    return told


def _owned(sentence: str, found: list[tuple[int, int, list[Named]]]) -> list[tuple[int, int, list[Named]]]:
    """What is named, a body in front of a text, a mission or, of the United Nations, a body being part of its name: UN FAO."""
    told: list[tuple[int, int, list[Named]]] = []
    for start, end, things in found:
        owner = told[-1][2] if told and sentence[told[-1][1] : start].isspace() else []
        united = [n.value for n in owner] == [f"{BASE}organisation/un"]
        owned = ("treaty", "declaration", "mission", *(["organisation"] if united else []))
        if owner and things and all(n.kind == "organisation" for n in owner) and all(n.kind in owned for n in things):
            start = told.pop()[0]
        told.append((start, end, things))
    return told


_PART_OF = re.compile(
    r"\b(?:(?:north|south|east|west|central|latin|new|noord|zuid|oost|west|midden|latijns|nieuw)(?:ern)?)[\s-]+$", re.IGNORECASE
)


def _adjectives(sentence: str, found: Sequence[tuple[int, int, list[Named]]], lang: str) -> list[tuple[int, int, list[Named]]]:
    """The states and parts of the world of which something is said by an adjective (Dutch troops), or whose people are named.

    Behind a word that tells a part they are none: South America, New England.
    """
    said = adjectives(lang)
    pairs = [m.span(1) for m in re.finditer(r"(?=\b(\w+[ -]\w+)\b)", sentence)]
    told: list[tuple[int, int, list[Named]]] = []
    for first, last in [*pairs, *(m.span() for m in re.finditer(r"\w+", sentence))]:
        code = said.get(fold(sentence[first:last]))
        taken = any(start < last and first < end for start, end, _ in (*found, *told))
        if code and not taken and not _PART_OF.search(sentence[:first]):
            region = Named("concept", f"{BASE}concept/m49-region#{code}", "m49-region")
            told.append((first, last, [Named("state", f"{BASE}state/{code}", "adjective") if code.isupper() else region]))
    return told


def _signed(sentence: str, spans: Sequence[tuple[int, int, Named]]) -> str:
    """A sentence with signs in the place of what it names."""
    signed, at = "", 0
    for start, end, one in spans:
        word = f" {'-'.join(sentence[start:end].split())}" if one.kind == "concept" else ""
        signed += f"{sentence[at:start]} {SIGNS[one.kind]}{word} "
        at = end
    return _APPOSED.sub("", signed + sentence[at:])


# What a thing is said to be in front of its name tells nothing more: the military alliance NATO, het schiereiland de Krim.
_SORTS = {
    "organisation": "alliance|organi[sz]ation|bloc|body|bondgenootschap|organisatie|alliantie|samenwerkingsverband",
    "treaty": "treaty|convention|agreement|verdrag|overeenkomst",
    "state": "country|state|nation|republic|land|staat|republiek",
    "mission": "mission|operation|missie|operatie",
    "territory": "territory|island|peninsula|gebied|eiland|schiereiland",
}
_LEADS = r"(?:(?!(?:of|the|van|de|het|a|an|een|in|to|is|are|and|en|by|door)\b)[\w-]+\s+){0,3}"
_APPOSED = re.compile(
    "|".join(
        rf"\b(?:the|het|de)\s+(?:{_LEADS}(?:{sorts})|(?:{sorts})\s+(?:of|van))\s+(?:(?:the|de|het)\s+)?(?={SIGNS[kind]})"
        for kind, sorts in _SORTS.items()
    ),
    re.IGNORECASE,
)

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


_JOINED = """PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?list WHERE { ?body a90:joinedThrough ?list . ?list a a90:Treaty } ORDER BY ?list"""


_FOUNDING = """PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT ?text WHERE { ?body a90:foundedBy ?text . ?text a90:since ?day } ORDER BY DESC(?day) ?text LIMIT 1"""


_ORGAN_OF = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?whole WHERE { ?body a a90:Organ ; dcterms:isPartOf ?whole }"""

_UNDER = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?whole WHERE { ?place a90:partOfState|a90:administeredBy|dcterms:isPartOf ?whole } ORDER BY ?whole LIMIT 1"""


def meant(iri: str, source: Engine) -> list[Named]:
    """What a thing stands for: itself and, for a body whose members are the parties to a treaty, that: it tells more of them.

    `whole` is the organisation of which an organ is a part, or the state of which a territory is one, or by which it is administered.
    """
    kind = iri.removeprefix(BASE).partition("/")[0]
    if kind == "organisation":
        if whole := next((text(r, "whole") for r in rows(source.query(_ORGAN_OF, {"body": ox.NamedNode(iri)}))), ""):
            return [Named(kind, iri, whole=whole)]
        lists = [text(r, "list") for r in rows(source.query(_JOINED, {"body": ox.NamedNode(iri)}))]
        joined = [Named(one.removeprefix(BASE).partition("/")[0], one, "joined") for one in lists]
        founding = next((text(r, "text") for r in rows(source.query(_FOUNDING, {"body": ox.NamedNode(iri)}))), "")
        return [*joined, Named(kind, iri, "unlisted" if joined else "", founding)]
    if kind == "territory":
        whole = next((text(r, "whole") for r in rows(source.query(_UNDER, {"place": ox.NamedNode(iri)}))), "")
        return [Named(kind, iri, whole=whole)]
    return [Named(kind, iri)]


_NUMBER = r"(?:\d+[a-z]?(?:\(\d+\)|\.\d+)?|[IVX]+)(?!\w)"
ARTICLE = re.compile(
    rf"\b(?:articles?|artikel(?:s|en)?|art\.?)\s+({_NUMBER})(?:,?\s+(?:lid|paragraph)\s+(\d+))?((?:\s*(?:,|and|or|en|of)\s+{_NUMBER})*)",
    re.IGNORECASE,
)
_OF = re.compile(r"[\s,]*(?:(?:of|from|in|the|van|uit|de|het)\s+)*", re.IGNORECASE)
_NUMBERED = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?provision WHERE { ?provision a90:number ?number ; dcterms:isPartOf ?text . %s FILTER(STR(?number) = "%s"%s) }
ORDER BY ?provision"""


def _articles(sentence: str, found: list[tuple[int, int, list[Named]]], source: Engine) -> list[tuple[int, int, list[Named]]]:
    """An article and the instrument (or the organisation that it founded) named with it are one provision; several may each be asked alone.

    An article without an instrument is one of those that have been invoked, which are known by their number alone, or else any of
    the few that have the number.
    """
    match, *others = [*ARTICLE.finditer(sentence), None]
    if not match:
        return found
    written = [match[1] + (f"({match[2]})" if match[2] else ""), *re.findall(rf"\s({_NUMBER})", match[3])]
    numbers = [re.sub(r"\.(\d+)$", r"(\1)", number) for number in written]
    near = [f for f in found if f[2] and f[2][-1].kind in ("organisation", "treaty", "constitution", "declaration", "resolution")]
    end = match.end()
    near.sort(key=lambda f: (not _OF.fullmatch(sentence, end, f[0]), abs(f[0] - end)))  # the text of which it is said to be, or the nearest
    if near:
        iri = near[0][2][-1].value
        pattern = f"VALUES ?text {{ <{iri}> }}" if near[0][2][-1].kind != "organisation" else f"<{iri}> a90:foundedBy ?text ."
    elif others[0]:
        return found  # of several articles none is meant alone
    else:
        pattern = "?event a90:invokes ?provision ."

    def numbered(pattern: str, inside: bool = False) -> list[str]:
        more = [f' || STRSTARTS(STR(?number), "{n}(")' if inside else "" for n in numbers]
        return [text(r, "provision") for n, m in zip(numbers, more, strict=True) for r in rows(source.query(_NUMBERED % (pattern, n, m)))]

    # an article of which only paragraphs are recorded is each of these
    provisions = numbered(pattern) or numbered(pattern, inside=True)
    if not provisions and not near:
        provisions = numbered("") or numbered("", inside=True)
    if not 0 < len(provisions) <= WAYS:
        return found
    rest = [f for f in found if f not in near[:1] and not (f[0] < match.end() and match.start() < f[1])]
    start, end = match.span()
    if near and _OF.fullmatch(sentence, end, near[0][0]):
        end = near[0][1]
    elif near and not sentence[near[0][1] : start].strip():
        start = near[0][0]
    return [*rest, (start, end, [Named("provision", p) for p in provisions])]


_CONCEPTS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?scheme ?name WHERE {
  VALUES ?scheme { %s } ?thing skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel ?name FILTER(LANG(?name) IN ("en", "nl"))
}"""


def _named_concepts(source: Engine) -> dict[str, Named]:
    """The concepts by which questions can be narrowed, by their folded names; of two of a name the first."""
    schemes = " ".join(f"<{BASE}concept/{s}>" for s in ("mission-type", "m49-region", "commitment-type"))
    known: dict[str, Named] = {}
    for r in rows(source.query(_CONCEPTS % schemes)):
        known.setdefault(fold(text(r, "name")), Named("concept", text(r, "thing"), text(r, "scheme").rpartition("/")[2]))
    return known


def _concepts(
    sentence: str, found: Sequence[tuple[int, int, list[Named]]], known: Mapping[str, Named]
) -> list[tuple[int, int, list[Named]]]:
    """The concepts that a sentence names; a long word may have a slip of the pen in it."""
    from rapidfuzz import fuzz, process

    words = [(m.start(), m.end()) for m in re.finditer(r"\w+(?:-\w+)*", sentence)]
    told: list[tuple[int, int, list[Named]]] = []
    for size, at in itertools.product((3, 2, 1), range(len(words))):
        if at + size <= len(words):
            start, end = words[at][0], words[at + size - 1][1]
            if any(s < end and start < e for s, e, _ in (*found, *told)):
                continue
            word = fold(sentence[start:end])
            near = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=90) if size == 1 and len(word) > 8 else None
            if thing := known.get(near[0] if near else word):
                told.append((start, end, [thing]))
    return told


def _slips(
    sentence: str, found: Sequence[tuple[int, int, list[Named]]], source: Engine, kinds: Sequence[str], lang: str
) -> list[tuple[int, int, list[Named]]]:
    """Words that no question has: names with a slip of the pen, or else a part of names (landmines: the Landmine Treaty)."""
    from rapidfuzz import fuzz, process

    known: set[str] = set().union(*index().words.values())
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
        alike = [] if slip.iri else _namesakes(m[0], source, lang)
        things = [slip.iri] if slip.iri else alike or (_named_after(m[0], source, lang) if one else [])
        if found and not slip.iri and not alike and (len(things) != 1 or (m[0][0].islower() and len(m[0]) < LONG)):
            things = []  # beside what is named in full only a name that can be but one thing
        if things:
            told.append((m.start(), m.end(), [replace(n, part=not slip.iri and not alike) for t in things for n in meant(t, source)]))
    return told


def _named_after(word: str, source: Engine, lang: str) -> list[str]:
    """The treaties, bodies, missions, events and territories that have a name in which a word like `word` stands, if they are few.

    A mission may be called after any word, and is not told by one that is written small: to distinguish is not Distinguished Games.
    """
    kinds = ("treaty", "organisation", "forum", "territory", *(("mission", "event") if not word[0].islower() else ()))
    from rapidfuzz import fuzz, process

    words: dict[str, dict[str, int]] = {}  # the things by a word of their names, and how many words the shortest has
    for e in names.gazetteer(source).entries:
        if e.lang in ("en", lang) and e.iri.startswith(tuple(f"{BASE}{k}/" for k in kinds)):
            parts = e.folded.split()
            for part in parts:
                if len(part) >= 5:
                    words.setdefault(part, {}).setdefault(e.iri, len(parts))
                    words[part][e.iri] = min(words[part][e.iri], len(parts))
    near = [part for part, _, _ in process.extract(fold(word), words.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=85)]
    near += [part for part in words if len(word) > 6 and part.startswith(fold(word)) and part not in near]  # clusterbommen, -verdrag
    things = list(dict.fromkeys(iri for part in near for iri in words[part]))
    if len(things) > 3:
        return []  # "general" stands in the names of many
    # in a long name most words are those of every day: confidence
    return [iri for iri in things if any(words[part].get(iri, SHORT + 1) <= SHORT for part in near)]
