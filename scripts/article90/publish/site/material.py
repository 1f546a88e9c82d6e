"""What the pages are made from: everything published with what is derived from it, held ready for both languages."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ...dossiers.facts import Facts, path
from ...engines import Oxigraph
from ...questions import catalogue
from ...vocabulary import BASE
from .. import executables, formats, reading, release
from ..parts import DERIVED
from ..terms import iri
from . import maps

Triples = list[ox.Triple]


@dataclass(frozen=True)
class Material:
    """The statements and the release they make up."""

    documents: Mapping[str, Triples]  # by the path of the page that they are told on: state/NLD, bond/...
    engine: Oxigraph
    facts: Facts
    release: release.Release
    context: formats.Context
    ask: Callable[[], reading.Asked] | None = None  # gives the questions and their answers
    _packed: dict[str, bytes] = field(default_factory=dict, repr=False)

    @cached_property
    def asked(self) -> reading.Asked:
        """The questions as data, and their answers as far as they have been given."""
        return self.ask() if self.ask else reading.Asked(executables.executables(self.engine, self.today), {})

    @cached_property
    def questions(self) -> dict[str, Triples]:
        """The statements on each question, by the path of its page."""
        return _by_page(self.asked.questions)

    def query(self, q: catalogue.Question) -> str:
        """The text of a question, ready to run."""
        node = ox.NamedNode(f"{BASE}question/{q.id}")
        told = (t for t in self.questions[f"question/{q.id}"] if t.subject == node and t.predicate == iri("sh:select"))
        return next(t.object.value for t in told if isinstance(t.object, ox.Literal))

    def answer(self, q: catalogue.Question, lang: str) -> reading.Answer:
        """The answer to a question on the day of the release."""
        return self.asked.answers.get((q.id, lang)) or reading.answer(q, self.engine, self.today, lang)

    @cached_property
    def whole(self) -> Oxigraph:
        """An engine that holds what is derived beside what is edited."""
        store = ox.Store()
        left_out = "shape"
        store.bulk_extend(ox.Quad(*t) for name, found in self.documents.items() if not name.startswith(left_out) for t in found)
        return Oxigraph(store)

    @cached_property
    def told(self) -> dict[str, bytes]:
        """The statements of each document, in their order."""
        return {name: formats.told(found) for name, found in self.documents.items()}

    def packed(self, name: str) -> bytes:
        """The statements of a document, packed with zlib."""
        if name not in self._packed:
            self._packed[name] = zlib.compress(self.told[name], 1)
        return self._packed[name]

    @property
    def today(self) -> str:
        """The day for which all is told: that of the release, so that the same files make the same site."""
        return self.release.modified

    @cached_property
    def atlas(self) -> maps.Atlas | None:
        """The outlines; None without the packages that have them."""
        return maps.Atlas(self.engine) if maps.there() else None


def _by_page(triples: Iterable[ox.Triple]) -> dict[str, Triples]:
    found: dict[str, Triples] = {}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode):
            found.setdefault(path(t.subject.value), []).append(t)
    return found


def gather(read: Callable[[], reading.Read] | None = None) -> Material:
    """What is read, or has been by `read`, as the pages need it."""
    found = read() if read else reading.read(answered=True)
    documents = {graph.removeprefix(BASE).removesuffix(".ttl"): list(triples) for graph, triples in found.documents.items()}
    documents["shape"] = found.shapes
    derived = [t for name in DERIVED for t in found.derived[name]]
    documents |= _by_page(derived)
    every = [t for triples in found.documents.values() for t in triples]
    facts = Facts([*every, *derived, *found.shapes])
    context = formats.context(found.documents[release.ONTOLOGY_GRAPH])
    return Material(documents, found.engine, facts, found.release, context, lambda: found.asked)
