"""Every name and every code of every thing, with its period and scheme, in the forms in which they are compared.

Made once for an engine; for the index on disk it is kept beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from .engines import Engine, rows, text
from .folding import bag, fold, squash
from .vocabulary import BASE

WIKIDATA = "http://www.wikidata.org/entity/"
FIRST, LAST = "0001-01-01", "9999-12-31"
CODE, NAME, FORMER, SPELLING = "code", "name", "former name", "spelling"


class Entry(NamedTuple):
    """A name or a code of a thing, over a period (both days included; empty where it is open)."""

    iri: str
    form: str
    lang: str
    how: str  # CODE, NAME or FORMER
    scheme: str  # of a code: the slug of its scheme or the name of its property
    since: str
    until: str
    folded: str
    bagged: str


class Period(NamedTuple):
    """A day (both alike) or a year, which means what held for most of it: its middle is what counts."""

    first: str
    last: str

    @property
    def middle(self) -> str:
        """The day that stands for the period: the second of July of a year, which is its middle."""
        return self.first if self.first == self.last else f"{self.first[:4]}-07-02"


_LABELS = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?said ?name (LANG(?name) AS ?lang) WHERE {
  VALUES ?said { skos:prefLabel skos:altLabel skos:hiddenLabel a90:formalName } ?thing ?said ?name
  FILTER(!CONTAINS(STR(?thing), "#"))
}
"""
_CODES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?thing ?said ?name WHERE {
  { ?said rdfs:subPropertyOf+ a90:code . ?thing ?said ?name } UNION { ?thing owl:sameAs ?name BIND(owl:sameAs AS ?said) }
  FILTER(!CONTAINS(STR(?thing), "#"))
}
"""
_DATED = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?name (LANG(?name) AS ?lang) ?scheme ?since ?until WHERE {
  { ?node a90:nameOf ?thing ; a90:form ?name } UNION { ?thing adms:identifier ?node . ?node skos:notation ?name ; a90:scheme ?scheme }
  OPTIONAL { ?node a90:since ?since } OPTIONAL { ?node a90:until ?until }
}
"""
_LIVES = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?since ?until WHERE {
  ?thing skos:prefLabel ?any FILTER(LANG(?any) = "en" && !CONTAINS(STR(?thing), "#"))
  OPTIONAL { ?thing a90:since ?since } OPTIONAL { ?thing a90:until ?until }
}
"""
# A membership or a participation from before a state's first day: Ukraine was in the United Nations from 1945.
_EARLIER = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?thing (MIN(?day) AS ?first) WHERE {
  ?thing a a90:State ; a90:since ?since . ?node org:member ?thing ; a90:since ?day FILTER(?day < ?since)
} GROUP BY ?thing
"""
_REGIONS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name { ?region skos:inScheme <https://w3id.org/article90/concept/m49-region> ; skos:prefLabel ?name }
"""
_LINKS = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX succession-kind: <https://w3id.org/article90/concept/succession-kind#>
SELECT ?thing ?said ?other WHERE {
  { ?thing a90:continues ?other BIND("continues" AS ?said) } UNION
  { ?node a90:successor ?thing ; a90:predecessor ?other ; a90:successionKind succession-kind:union BIND("union" AS ?said) } UNION
  { ?thing a a90:Territory ; a90:partOfState|dcterms:isPartOf ?other BIND("part" AS ?said) }
}
"""


@dataclass
class Gazetteer:
    """All entries, and what is needed to tell which thing is meant on a day."""

    entries: list[Entry]
    lives: dict[str, tuple[str, str]]
    links: dict[str, dict[str, list[str]]]
    regions: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> Mapping[str, list[Entry]]:
        """The names by their folded form."""
        return _grouped((e.folded, e) for e in self.entries if e.how != CODE)

    @cached_property
    def of_thing(self) -> Mapping[str, list[Entry]]:
        """The names of a thing by its IRI."""
        return _grouped((e.iri, e) for e in self.entries if e.how != CODE)

    @cached_property
    def squashed(self) -> Mapping[str, list[Entry]]:
        """The names by their folded form without blanks."""
        return _grouped((squash(e.folded), e) for e in self.entries if e.how != CODE)

    @cached_property
    def bags(self) -> Mapping[str, list[Entry]]:
        """The names by the words that tell."""
        return _grouped((e.bagged, e) for e in self.entries if e.how != CODE)

    @cached_property
    def words(self) -> Mapping[str, set[str]]:
        """The bags in which a word stands."""
        found: dict[str, set[str]] = {}
        for key in self.bags:
            for word in key.split():
                found.setdefault(word, set()).add(key)
        return found

    @cached_property
    def codes(self) -> Mapping[str, list[Entry]]:
        """The codes as they are written, case folded."""
        return _grouped((e.folded, e) for e in self.entries if e.how == CODE)

    @cached_property
    def numbers(self) -> Mapping[str, list[Entry]]:
        """The codes that are numbers, without the zeros in front."""
        return _grouped((e.folded.lstrip("0"), e) for e in self.entries if e.how == CODE and e.folded.isdigit())

    @cached_property
    def resolutions(self) -> Mapping[str, list[Entry]]:
        """The symbols of resolutions of the United Nations, with and without the year that stands in them."""
        said = [e for e in self.entries if e.how == CODE and e.folded.startswith(("s/res/", "a/res/"))]
        return _grouped((symbol, e) for e in said for symbol in {e.folded, e.folded.partition(" (")[0]})

    @cached_property
    def slugs(self) -> Mapping[str, list[str]]:
        """The things by the last part of their IRI, case folded."""
        found: dict[str, list[str]] = {}
        for iri in self.lives:
            found.setdefault(iri.rpartition("/")[2].casefold(), []).append(iri)
        return found

    @cached_property
    def continued(self) -> Mapping[str, str]:
        """The continuator of a state by the state that it continues."""
        return {others[0]: thing for thing, said in self.links.items() if (others := said.get("continues"))}

    @cached_property
    def unions(self) -> Mapping[str, list[str]]:
        """The unions that a state joined."""
        found: dict[str, list[str]] = {}
        for thing, said in self.links.items():
            for one in said.get("union", ()):
                found.setdefault(one, []).append(thing)
        return found

    @cached_property
    def labels(self) -> Mapping[tuple[str, str], str]:
        """The present name of a thing by its IRI and the language: the first name that was read of it."""
        found: dict[tuple[str, str], str] = {}
        for e in self.entries:
            if e.how == NAME:
                found.setdefault((e.iri, e.lang), e.form)
        return found

    def label(self, iri: str, lang: str = "en") -> str:
        """The name of a thing in a language, else in English."""
        return self.labels.get((iri, lang)) or self.labels.get((iri, "en")) or ""

    def life(self, iri: str) -> tuple[str, str]:
        """The first and the last day of a thing: of a continuator, the day after its predecessor's last."""
        since, until = self.lives.get(iri, ("", ""))
        before = self.links.get(iri, {}).get("continues")
        if not since and before and iri not in self._joined(before[0]):
            since = self.lives.get(before[0], ("", ""))[1] and _after(self.lives[before[0]][1])
        return since or FIRST, until or LAST

    def _joined(self, iri: str) -> list[str]:
        """The states that became a union: Egypt, which went on after the United Arab Republic, was there before it too."""
        return self.links.get(iri, {}).get("union", [])

    def _chain(self, iri: str) -> tuple[list[str], list[str]]:
        """Those whose person a state continues, the eldest first; and those that continue it."""
        before, after = [iri], [iri]
        while (one := self.links.get(before[0], {}).get("continues")) and one[0] not in before:
            before.insert(0, one[0])
        while (next_ := self.continued.get(after[-1])) and next_ not in after:
            after.append(next_)
        return before[:-1], after[1:]

    def of_the_day(self, iri: str, when: Period) -> tuple[str, int] | None:
        """The thing that `iri` was in a period, and whether only for a part of it (1); None if it was not.

        A state before its first day is the one whose person it continues (Russia in 1979: the Soviet Union), after its last day the
        one that continues it; a union before its first day is its one constituent that existed, if one only did.
        """

        def there(one: str, first: str, last: str) -> bool:
            since, until = self.life(one)
            return since <= last and first <= until

        before, after = self._chain(iri)
        for union in self.unions.get(iri, ()):  # Syria in 1960: one of two in the United Arab Republic, and itself again a year later
            if self.life(union)[0] > FIRST and there(union, when.middle, when.middle) and there(iri, when.middle, when.middle):
                return union, 0
        for one in (*before, iri):
            if there(one, when.middle, when.middle):
                return one, 0
        if there(iri, when.first, when.last):
            return iri, 1
        for one in after:
            if there(one, when.middle, when.middle):
                return one, 0
        for one in (*before, *after):
            if there(one, when.first, when.last):
                return one, 1
        for first, last in ((when.middle, when.middle), (when.first, when.last)):
            joined = [one for one in self._joined((*before, iri)[0]) if there(one, first, last)]
            if joined:
                return (joined[0], 0) if len(joined) == 1 else None
        return None

    def part_of(self, iri: str) -> list[str]:
        """The states and territories of which a territory is said to be a part."""
        return self.links.get(iri, {}).get("part", [])


def _after(day: str) -> str:
    import datetime

    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def _grouped(pairs: object) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for key, entry in pairs:  # type: ignore[attr-defined]
        if key:
            found.setdefault(key, []).append(entry)
    return found


_made: WeakKeyDictionary[Engine, Gazetteer] = WeakKeyDictionary()


def gazetteer(engine: Engine) -> Gazetteer:
    """The names and codes of all that an engine answers of: made once, and kept beside the index where there is one."""
    if engine not in _made:
        kept: Path | None = getattr(engine, "kept", None)
        _made[engine] = _loaded(kept) or _built(engine, kept)
    return _made[engine]


def _maker() -> str:
    """What tells one way of folding from another: entries that were kept by an earlier version are made anew."""
    here = Path(__file__)
    return hashlib.sha256(here.read_bytes() + here.with_name("folding.py").read_bytes()).hexdigest()[:16]


def _loaded(kept: Path | None) -> Gazetteer | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        if kept:
            said = json.loads(kept.read_bytes())
            if said["maker"] != _maker():
                return None
            lives = {k: (v[0], v[1]) for k, v in said["lives"].items()}
            return Gazetteer([Entry(*e) for e in said["entries"]], lives, said["links"], frozenset(said["regions"]))
    return None


def _built(engine: Engine, kept: Path | None) -> Gazetteer:
    dated = [
        (text(r, "thing"), text(r, "name"), text(r, "lang"), text(r, "scheme").rpartition("#")[2], text(r, "since"), text(r, "until"))
        for r in rows(engine.query(_DATED))
    ]
    periods = {(thing, form) for thing, form, *_ in dated}
    entries = []
    order = {"prefLabel": 0, "altLabel": 1, "formalName": 2, "hiddenLabel": 3}
    for r in sorted(rows(engine.query(_LABELS)), key=lambda r: (text(r, "thing"), order[_local(text(r, "said"))], text(r, "name"))):
        thing, form, said = text(r, "thing"), text(r, "name"), _local(text(r, "said"))
        if said != "hiddenLabel" or (thing, form) not in periods:
            how = FORMER if said == "hiddenLabel" else NAME
            entries.append(Entry(thing, form, text(r, "lang"), how, "", "", "", fold(form), bag(form, text(r, "lang"))))
    for thing, form, lang, scheme, since, until in sorted(set(dated)):
        how = CODE if scheme else FORMER
        folded, bagged = (code(form), "") if scheme else (fold(form), bag(form, lang))
        entries.append(Entry(thing, form, lang, how, scheme, since, until, folded, bagged))
    said_with_period = {(e.iri, e.scheme, e.folded) for e in entries if e.how == CODE}
    for r in rows(engine.query(_CODES)):
        thing, form, scheme = text(r, "thing"), text(r, "name").removeprefix(WIKIDATA), SCHEMES.get(said := _local(text(r, "said")), said)
        if (thing, scheme, code(form)) not in said_with_period:
            entries.append(Entry(thing, form, "", CODE, scheme, "", "", code(form), ""))
    lives = {
        text(r, "thing"): (text(r, "since"), text(r, "until")) for r in rows(engine.query(_LIVES)) if text(r, "thing").startswith(BASE)
    }
    for r in rows(engine.query(_EARLIER)):
        if text(r, "first"):
            lives[text(r, "thing")] = (text(r, "first"), lives[text(r, "thing")][1])
    links: dict[str, dict[str, list[str]]] = {}
    for r in rows(engine.query(_LINKS)):
        links.setdefault(text(r, "thing"), {}).setdefault(text(r, "said"), []).append(text(r, "other"))
    regions = frozenset(fold(text(r, "name")) for r in rows(engine.query(_REGIONS)))
    made = Gazetteer(entries, lives, links, regions)
    if kept:
        with contextlib.suppress(OSError):
            part = kept.with_suffix(f".{os.getpid()}")
            part.write_text(
                json.dumps(
                    {"maker": _maker(), "entries": entries, "lives": lives, "links": links, "regions": sorted(regions)}, ensure_ascii=False
                ),
                encoding="utf-8",
            )
            part.replace(kept)
    return made


# The schemes of the codes that stand as plain literals, by their property; of the others the property's name is the scheme.
SCHEMES = {
    "cowCode": "correlates-of-war",
    "iso3166alpha2": "iso-3166-1",
    "iso3166alpha3": "iso-3166-1",
    "iso3166alpha4": "iso-3166-3",
    "m49": "un-m49",
    "sameAs": "wikidata",
}


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]


def code(written: str) -> str:
    """A code as codes are compared: without the address of Wikidata, without blanks around it, case folded."""
    return written.strip().removeprefix(WIKIDATA).removeprefix("wd:").casefold()
