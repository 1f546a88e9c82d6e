"""Asks the store and names things: the one module of the plots that knows how either is done."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz

from .. import engines, index, names, sparql, vocabulary
from ..questions import catalogue
from .words import Words, cut

# A row of an answer: values as text; a variable without a value is left out.
Row = dict[str, str]

BASE = vocabulary.BASE
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in vocabulary.PREFIXES.items())
_BONDS = Path(__file__).resolve().parent.parent / "derive" / "bonds.rq"

_NAMES = """SELECT ?thing ?label ?kind WHERE {
  { ?thing skos:prefLabel ?label BIND("name" AS ?kind) } UNION { ?thing skos:altLabel ?label BIND("other" AS ?kind) }
  FILTER(LANG(?label) IN ("en", "nl"))
}"""
_CODES = "SELECT ?thing ?m49 WHERE { ?thing a90:m49 ?m49 }"
# Without a code in M49 of their own: the names under which Natural Earth has them.
UNCODED = {BASE + "territory/XKX": "Kosovo", BASE + "territory/TWN": "158"}
_AS_OF = "SELECT (MAX(?read) AS ?date) WHERE { ?source a90:read ?read }"


def engine() -> engines.Engine:
    """The embedded store."""
    return index.engine()


def holds(row: Mapping[str, str], date: str) -> bool:
    """Whether what the row tells held on `date`: ISO dates sort as text, and both ends are included."""
    return row["since"] <= date <= row.get("until", "9999-12-31")


def slug(iri: str) -> str:
    """The last part of an IRI, as it stands in the name of a file."""
    return re.split("[/#]", iri)[-1].lower()


def _term(value: str | datetime.date) -> sparql.Term:
    if isinstance(value, datetime.date):
        return vocabulary.date(value.isoformat())
    return ox.NamedNode(value) if value.startswith("https://") else ox.Literal(value)


class Reader:
    """Asks the store and names things in one language."""

    def __init__(self, source: engines.Engine, lang: str) -> None:
        self.source, self.words = source, Words(lang)
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        self._others: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in engines.rows(source.query(PREFIXES + _NAMES)):
            thing, label, kind = row["thing"], row["label"], row["kind"]
            if thing is None or kind is None or not isinstance(label, ox.Literal) or label.language is None:
                continue
            if kind.value == "name":
                self._names[thing.value][label.language] = label.value
            else:
                self._others[thing.value][label.language].add(label.value)

    def ask(self, query: str, **bindings: str | datetime.date) -> list[Row]:
        """The rows of `query`, its variables bound to IRIs, strings or days."""
        answer = engines.rows(self.source.query(PREFIXES + query, {name: _term(value) for name, value in bindings.items()}))
        return [{name: term.value for name, term in row.items() if term is not None} for row in answer]

    def bonds(self, state: str) -> list[Row]:
        """The bonds of a state: `commitment`, `since`, and `until` if it ended; they are derived as `build` derives them."""
        found: dict[str, Row] = defaultdict(dict)
        triples = self.source.query(catalogue.read(_BONDS).text, {"state": ox.NamedNode(state)})
        assert isinstance(triples, engines.Graph)
        for triple in triples:
            found[str(triple.subject)][triple.predicate.value.rpartition("#")[2]] = getattr(triple.object, "value", "")
        return [bond for bond in found.values() if bond["bearer"] == state]

    def find(self, text: str, *kinds: str) -> str:
        """The IRI of what `text` names; UserError when there is none, or more than one."""
        return names.resolve(text, kinds, self.source).value

    def body(self, text: str) -> str:
        """The IRI of the organisation or forum that `text` names; UserError when there is none, or more than one."""
        return self.find(text, *catalogue.KINDS["organisation"])

    def date(self, text: str) -> str:
        """The ISO date that `text` writes; UserError when it is none."""
        return vocabulary.date(text).value

    @cached_property
    def as_of(self) -> str:
        """The last day on which a source was read."""
        found = self.ask(_AS_OF)
        return found[0]["date"] if found and "date" in found[0] else datetime.date.today().isoformat()

    def name(self, iri: str) -> str:
        """The preferred label, else the IRI as people write it."""
        labels = self._names.get(iri, {})
        return labels.get(self.words.lang) or labels.get("en") or vocabulary.short(iri)

    def short(self, iri: str, limit: int = 34) -> str:
        """The name that people use, or as much of it as fits in `limit` characters."""
        name = self._everyday(iri)
        inner = re.search(r"\(([^()]{10,})\)$", name)
        if len(name) > limit and inner and len(inner[1]) <= limit:
            return inner[1]
        return cut(name, limit)

    def _everyday(self, iri: str) -> str:
        """The shortest name of a state; of other things the alternative label nearest to the slug, if it is shorter than the name."""
        name, others = self.name(iri), self._others.get(iri, {})
        known = others.get(self.words.lang) or others.get("en") or set()
        if self.words.lang not in others and not iri.startswith(BASE + "mission/"):
            # Of another language only acronyms serve.
            known = {label for label in known if re.search(r"[A-Z][A-Za-z]*[A-Z]", label)}
        if iri.startswith(BASE + "state/"):
            return min([name, *(k for k in sorted(known) if len(name) > 20 and len(k) > 4)], key=len)
        said = iri.rpartition("/")[2].replace("-", " ")
        best = max(sorted(known), key=lambda label: fuzz.ratio(label.casefold().replace("-", " "), said), default=name)
        return best if len(best) < len(name) else name


def codes(reader: Reader) -> dict[str, str]:
    """The keys of the outlines (plot/world.py) by the IRI of a state or territory."""
    return {row["thing"]: row["m49"] for row in reader.ask(_CODES)} | UNCODED
