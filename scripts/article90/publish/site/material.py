"""What the pages are made from: everything published with what is derived from it, held ready for both languages."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ...dossiers.facts import Facts, path
from ...questions import catalogue
from ...vocabulary import BASE
from .. import formats, reading, release
from ..parts import DERIVED
from ..remembering import Remembering, Statements
from ..terms import iri
from . import maps

Triples = list[ox.Triple]


@dataclass(frozen=True)
class Material:
    """The statements and the release they make up."""

    documents: Mapping[str, Triples]  # by the path of the page that they are told on: state/NLD, bond/...
    facts: Facts
    release: release.Release
    context: formats.Context
    read: reading.Read = field(repr=False)
    written: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # the statements of some as N-Triples
    _packed: dict[str, bytes] = field(default_factory=dict, repr=False)

    @cached_property
    def asked(self) -> reading.Asked:
        """The questions as data, and their answers as far as they have been given."""
        return self.read.asked

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
        return self.asked.answers.get((q.id, lang)) or reading.answer(q, self.read.engine, self.today, lang)

    @cached_property
    def whole(self) -> Remembering:
        """An engine that holds what is derived beside what is edited."""
        lines = [self.read.lines[name] for name in DERIVED]

        def fill() -> ox.Store:
            store = reading.filled(self.read.documents.values())
            for found in lines:  # which have no blank nodes
                store.bulk_load(found, format=ox.RdfFormat.N_TRIPLES)
            return store

        return Remembering(fill, Statements(lines, after=self.read.statements), "recipes")

    @cached_property
    def told(self) -> dict[str, bytes]:
        """The statements of each document, in their order, as N-Triples."""
        return {name: self.written[name] if name in self.written else formats.told(self.documents[name]) for name in self.documents}

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
        return maps.Atlas(self.facts) if maps.there() else None


class _Documents(Mapping[str, Triples]):
    """Documents by name, each read from its N-Triples when somebody wants it, if it has not been read already."""

    def __init__(self, written: Mapping[str, bytes], read_already: dict[str, Triples]) -> None:
        self._written, self._read = written, read_already

    def __getitem__(self, name: str) -> Triples:
        if name not in self._read:
            self._read[name] = formats.read(self._written[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _by_page(triples: Iterable[ox.Triple]) -> dict[str, Triples]:
    found: dict[str, Triples] = {}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode):
            found.setdefault(path(t.subject.value), []).append(t)
    return found


def gather(read: Callable[[], reading.Read] | None = None) -> Material:
    """What is read, or has been by `read`, as the pages need it."""
    found = read() if read else reading.read(answered=True)
    read_already, written = {}, {}
    for graph, triples in found.documents.items():
        name = graph.removeprefix(BASE).removesuffix(".ttl")
        read_already[name], written[name] = triples, found.told[graph]
    read_already["shape"], written["shape"] = found.shapes, formats.told(found.shapes)
    lines = [line for name in DERIVED for line in found.lines[name].splitlines(keepends=True)]
    pages: dict[str, list[bytes]] = {}
    for line in lines:
        pages.setdefault(path(line[1 : line.index(b">")].decode()), []).append(line)
    written |= {page: b"".join(of_page) for page, of_page in pages.items()}
    facts = Facts([*(t for triples in found.documents.values() for t in triples), *lines, *found.shapes])
    context = formats.context(found.documents[release.ONTOLOGY_GRAPH])
    return Material(_Documents(written, read_already), facts, found.release, context, found, written)
