"""Everything published, held by subject and by object, and what every answer about a thing begins from: label, period, source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import pyoxigraph as ox

from ..vocabulary import BASE, ONTOLOGY, expand, short

Row = dict[str, Any]
T = TypeVar("T")


@cache
def _curie(iri: str) -> str:
    return short(iri)


@cache
def whole_iri(curie: str) -> str:
    """The IRI that a CURIE writes."""
    return expand(curie) or curie


Value = ox.NamedNode | ox.Literal
# What is asked of the facts: a thing and a property of it; the property with ^ before it for those that name the thing by it, and with
# @ and a language behind it for its text in that language alone.
Asked = tuple[str, str]
EVERY, PARTS = "*", "#"


class Facts:
    """The statements, in the order of the files, which is the order that a reader wants.

    `asked` has all that was looked up since it was last emptied: what a page is drawn from, so that it is drawn again when one of
    these changes. Whoever keeps what came of a look-up for another page has to keep with it what was asked (see View.label).
    """

    def __init__(self, triples: Iterable[ox.Triple | bytes]) -> None:
        """Hold the triples, each as it is or as a line of N-Triples; those with blank nodes (lists of the ontology) are of no use here."""
        self.asked: set[Asked] = set()
        self._says: dict[str, dict[str, list[Value]]] = {}
        self._into: dict[str, dict[str, list[str]]] = {}
        self._parts: dict[str, list[str]] = {}
        self._uses: dict[str, list[str]] = {}
        for name, prop, value in _told(triples):
            said = self._says.get(name)
            if said is None:
                said = self._says[name] = {}
                whole, mark, _ = name.partition("#")
                if mark and whole.startswith(BASE):
                    self._parts.setdefault(whole, []).append(name)
            said.setdefault(prop, []).append(value)
            self._uses.setdefault(prop, []).append(name)
            if isinstance(value, ox.NamedNode):
                self._into.setdefault(value.value, {}).setdefault(prop, []).append(name)

    def values(self, thing: str, prop: str) -> Sequence[Value]:
        """The values of a property."""
        self.asked.add((thing, prop))
        return self._says.get(thing, _NONE).get(prop, ())

    def all(self, thing: str, prop: str) -> list[str]:
        """The values of a property, as text."""
        self.asked.add((thing, prop))
        return [v.value for v in self._says.get(thing, _NONE).get(prop, ())]

    def one(self, thing: str, prop: str) -> str | None:
        """The first value of a property; None without one."""
        self.asked.add((thing, prop))
        found = self._says.get(thing, _NONE).get(prop)
        return found[0].value if found else None

    def text(self, thing: str, prop: str, *langs: str) -> ox.Literal | None:
        """The first text of a property in the first of the languages that has one, or else in any; None without a text."""
        texts = [v for v in self._says.get(thing, _NONE).get(prop, ()) if isinstance(v, ox.Literal)]
        for n, lang in enumerate(langs, 1):
            for v in texts:
                if v.language == lang:
                    self.asked.update((thing, f"{prop}@{tried}") for tried in langs[:n])
                    return v
        self.asked.add((thing, prop))
        return texts[0] if texts else None

    def says(self, thing: str) -> Mapping[str, Sequence[Value]]:
        """All that is said of a thing, by property."""
        self.asked.add((thing, EVERY))
        return self._says.get(thing, _NONE)

    def to(self, thing: str, prop: str) -> Sequence[str]:
        """The things that name this one by a property."""
        self.asked.add((thing, "^" + prop))
        return self._into.get(thing, _NONE).get(prop, ())

    def naming(self, thing: str) -> Mapping[str, Sequence[str]]:
        """The things that name this one, by property."""
        self.asked.add((thing, "^" + EVERY))
        return self._into.get(thing, _NONE)

    def parts(self, whole: str) -> Sequence[str]:
        """The parts of a thing with a file of its own: its fragments."""
        self.asked.add((whole, PARTS))
        return self._parts.get(whole, ())

    def uses(self, prop: str) -> Sequence[str]:
        """The things of which a property is said, once for each time that it is."""
        self.asked.add((prop, EVERY))
        return self._uses.get(prop, ())

    def of(self, kind: str) -> Sequence[str]:
        """The things of a class, which is named by its CURIE."""
        return self.to(whole_iri(kind), "rdf:type")

    def differing(self, other: Facts) -> Iterator[Asked]:
        """All look-ups to which other facts have another answer."""
        for mark, ours, theirs in (("", self._says, other._says), ("^", self._into, other._into)):
            for thing in ours.keys() | theirs.keys():
                here, there = ours.get(thing, _NONE), theirs.get(thing, _NONE)
                props = [prop for prop in here.keys() | there.keys() if here.get(prop) != there.get(prop)]
                yield from ((thing, mark + prop) for prop in props)
                if props or list(here) != list(there):
                    yield thing, mark + EVERY
        for thing in self._says.keys() | other._says.keys():
            said, told = self._says.get(thing, _NONE), other._says.get(thing, _NONE)
            for prop in said.keys() | told.keys():
                yield from ((thing, f"{prop}@{lang}") for lang in _retold(said.get(prop, ()), told.get(prop, ())))
        for mark, mine, others in ((PARTS, self._parts, other._parts), (EVERY, self._uses, other._uses)):
            yield from ((name, mark) for name in mine.keys() | others.keys() if mine.get(name) != others.get(name))

    def classes(self, thing: str) -> list[str]:
        """The classes of a thing, as CURIEs."""
        return [_curie(c) for c in self.all(thing, "rdf:type")]


def _told(triples: Iterable[ox.Triple | bytes]) -> Iterator[tuple[str, str, Value]]:
    """Subject, property and value of each that has no blank node; of lines each term is read once."""
    names, props = cache(lambda term: term[1:-1].decode()), cache(lambda term: _curie(term[1:-1].decode()))

    @cache
    def values(term: bytes) -> Value | None:
        found = next(iter(ox.parse(b"<urn:x> <urn:x> " + term, format=ox.RdfFormat.N_TRIPLES))).object
        return found if isinstance(found, Value) else None

    for t in triples:
        if isinstance(t, bytes):
            subject, predicate, rest = t.split(b" ", 2)
            read = values(rest)
            if read is not None and subject.startswith(b"<"):
                yield names(subject), props(predicate), read
            continue
        thing, value = t.subject, t.object
        if isinstance(thing, ox.NamedNode) and isinstance(value, Value):
            yield thing.value, _curie(t.predicate.value), value


_NONE: Mapping[str, Any] = {}


def _retold(ours: Iterable[Value], theirs: Iterable[Value]) -> set[str | None]:
    """The languages in which one of two lists of values has other texts."""
    one, two = ([v for v in values if isinstance(v, ox.Literal)] for values in (ours, theirs))
    every = {v.language for v in (*one, *two)}
    return {lang for lang in every if [v for v in one if v.language == lang] != [v for v in two if v.language == lang]}


@dataclass
class Cited:
    """The sources that a page has named so far, each by its number."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, source: str) -> int:
        """The number of a source on the page."""
        return self.numbers.setdefault(source, len(self.numbers) + 1)


class View:
    """The facts as they are told in one language on one day (`today`, the day of the release)."""

    def __init__(self, facts: Facts, lang: str, today: str) -> None:
        """Tell `facts` in `lang` ("en" or "nl")."""
        self.facts, self.lang, self.today = facts, lang, today
        self._known: dict[tuple[str, str], tuple[Any, set[Asked]]] = {}
        self.begin("")

    def begin(self, page: str) -> None:
        """Begin to tell of another thing: its page numbers its own sources, and gives an anchor to its own parts, once each."""
        self.page = page
        self.cited = Cited()
        self.anchored: set[str] = set()

    def anchor(self, node: str) -> str:
        """The anchor under which a part is told on its own page; empty where it stands elsewhere, or for the second time."""
        whole, _, mark = node.partition("#")
        if whole != self.page or not mark or mark in self.anchored:
            return ""
        self.anchored.add(mark)
        return mark

    def t(self, english: str, dutch: str) -> str:
        """The one of two texts that is in the language of this view."""
        return dutch if self.lang == "nl" else english

    def text(self, thing: str, prop: str) -> Row | None:
        """A text about a thing in the language of the view, or else in another, with the language that it is in."""
        found = self.facts.text(thing, prop, self.lang, "en")
        return {"text": found.value, "lang": found.language or ""} if found else None

    def texts(self, thing: str, prop: str) -> list[Row]:
        """All texts of a property in the language of the view, or else in English."""
        found = [v for v in self.facts.values(thing, prop) if isinstance(v, ox.Literal)]
        here = [v for v in found if v.language in (self.lang, None)] or [v for v in found if v.language == "en"]
        return [{"text": v.value, "lang": v.language or ""} for v in here]

    def once(self, what: str, iri: str, tell: Callable[[str], T]) -> T:
        """What `tell` tells of a thing, worked out once for all pages and kept with what was asked for it; `what` is its name."""
        asked = self.facts.asked
        if (what, iri) not in self._known:
            self.facts.asked = set()
            told = tell(iri)
            self._known[what, iri] = told, self.facts.asked
            self.facts.asked = asked
        told, for_it = self._known[what, iri]
        asked |= for_it
        return told

    def label(self, iri: str) -> str:
        """The name of a thing, a part or a term, as people read it."""
        return self.once("label", iri, self._label)

    def _label(self, iri: str) -> str:
        for prop in ("skos:prefLabel", "rdfs:label", "dc:title", "foaf:name", "schema:roleName", "dcterms:title"):
            found = self.text(iri, prop)
            if found:
                return str(found["text"])
        one = self.facts.one
        for ours, theirs in (("org:member", "org:organization"), ("a90:party", "a90:instrument"), ("a90:contributor", "a90:mission")):
            who, what = one(iri, ours), one(iri, theirs)
            if who and what:
                return f"{self.label(who)}: {self.label(what)}"
        indicator, state = one(iri, "a90:indicator"), one(iri, "a90:state")
        if indicator and state:
            return f"{self.label(state)} {one(iri, 'a90:year')}: {self.label(indicator)}"
        kinds = [c for c in self.facts.classes(iri) if c.startswith("a90:")]
        if "#" in iri and kinds:
            return f"{self.label(iri.partition('#')[0])}, {self.label(ONTOLOGY + kinds[0][4:]).lower()}"
        return _curie(iri)

    def ref(self, iri: str) -> Row:
        """A thing as a link: its name, and where it is shown."""
        label = self.once("named", iri, self._named) if "#" in iri else self.label(iri)
        return {"iri": iri, "label": label, "href": href(iri), "code": code(iri)}

    def _named(self, iri: str) -> str:
        """The name of a part; that of a commitment behind whether it must, must not or may be done."""
        modality = self.facts.one(iri, "a90:modality")
        return f"{self.label(modality)}: {self.label(iri)}" if modality else self.label(iri)

    def refs(self, iris: Iterable[str]) -> list[Row]:
        """Several things as links."""
        return [self.ref(iri) for iri in iris]

    def linked(self, thing: str, prop: str) -> list[Row]:
        """The things that a property names, as links."""
        return self.refs(self.facts.all(thing, prop))

    def sources(self, thing: str) -> list[Row]:
        """The sources of a fact, numbered as the page does."""
        found: dict[str, Row] = {}
        for cited in self.facts.all(thing, "dcterms:source"):
            whole = cited.partition("#")[0]
            if whole not in found:
                publisher = self.facts.one(whole, "dc:publisher") or ""
                title = f"{publisher}: {self.label(whole)}" if publisher else self.label(whole)
                found[whole] = {"n": self.cited.number(whole), "href": href(cited), "title": title}
        return sorted(found.values(), key=lambda s: int(s["n"]))

    def day(self, thing: str, prop: str) -> Row | None:
        """A day, as precisely as it is known: the value, what is shown, and the precision."""
        return _day({name: self.facts.values(thing, name) for name in (prop, f"{prop}Precision")}, prop)

    def period(self, thing: str) -> Row:
        """From when to when, how it ended, and whether it holds today: "holds", "ended", "to come" or, without a beginning, "undated"."""
        said = self.facts.says(thing)  # asked for at once: pages have periods by the thousand
        since, until = _day(said, "a90:since"), _day(said, "a90:until")
        if until and until["day"] < self.today:
            state = "ended"
        elif since:
            state = "holds" if since["day"] <= self.today else "to come"
        else:
            state = "undated"
        ended = said.get("a90:endedBy")
        return {"since": since, "until": until, "state": state, "ended_by": self.label(ended[0].value) if ended else None}

    def others(self, thing: str) -> list[Row]:
        """What other sources say of a fact."""
        return [
            {
                "id": self.anchor(other),
                "of": [self.label(p) for p in self.facts.all(other, "a90:ofProperty")],
                "value": self.facts.one(other, "a90:statedValue"),
                "note": self.text(other, "dcterms:description"),
                "sources": self.sources(other),
            }
            for other in self.facts.to(thing, "a90:about")
        ]

    def fact(self, thing: str, **more: Any) -> Row:
        """A fact with what every fact has: its anchor, period, note, sources and what others say."""
        return {
            "iri": thing,
            "id": self.anchor(thing),
            "href": href(thing),
            **self.period(thing),
            "note": self.text(thing, "dcterms:description"),
            "sources": self.sources(thing),
            "others": self.others(thing),
            **more,
        }


def _day(said: Mapping[str, Sequence[Value]], prop: str) -> Row | None:
    """A day of which this is said."""
    found = said.get(prop)
    if not found:
        return None
    value = found[0].value
    exact = said.get(f"{prop}Precision")
    precision = exact[0].value if exact else "day"
    shown = {"month": value[:7], "year": value[:4]}.get(precision, value)
    return {"day": value, "shown": shown, "precision": precision}


def code(iri: str) -> str:
    """What is left of an IRI when its folder is taken away: `NLD`, `nato`."""
    return iri.removeprefix(BASE).partition("/")[2] if iri.startswith(BASE) else iri


def path(iri: str) -> str:
    """The page of a thing of ours, without its ending: `organisation/nato`; the front page is `index`."""
    return iri.removeprefix(BASE).partition("#")[0] or "index"


@cache
def href(iri: str) -> str:
    """Where a thing is shown: below the root of the site for ours, at its own address for those of others."""
    if not iri.startswith(BASE):
        return iri
    mark = iri.partition("#")[2]
    return f"{path(iri)}.html{'#' + mark if mark else ''}"


def by_value(rows: Iterable[Row], key: str) -> Mapping[str, list[Row]]:
    """Rows in groups, each under the value of one of their columns, in order of first appearance."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[key]), []).append(row)
    return groups
