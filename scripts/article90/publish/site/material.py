"""What the pages are made from: everything published with what is derived from it, held ready for both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ...derive import derive
from ...dossiers.facts import Facts, path
from ...engines import Oxigraph
from ...vocabulary import BASE, ROOT, turtle_files
from .. import executables, formats, release
from ..parts import DERIVED
from . import maps

Triples = list[ox.Triple]


@dataclass(frozen=True)
class Material:
    """The statements and the release they make up."""

    documents: Mapping[str, Triples]  # by the path of the page that they are told on: state/NLD, bond/..., question/cq-001
    engine: Oxigraph
    facts: Facts
    release: release.Release
    context: formats.Context

    @cached_property
    def whole(self) -> Oxigraph:
        """An engine that holds what is derived beside what is edited."""
        store = ox.Store()
        left_out = ("question/", "shape")
        store.bulk_extend(ox.Quad(*t) for name, found in self.documents.items() if not name.startswith(left_out) for t in found)
        return Oxigraph(store)

    @property
    def today(self) -> str:
        """The day for which all is told: that of the release, so that the same files make the same site."""
        return self.release.modified

    @cached_property
    def atlas(self) -> maps.Atlas | None:
        """The outlines; None without the packages that have them."""
        return maps.Atlas(self.engine) if maps.there() else None

    @cached_property
    def findings(self) -> dict[str, list[str]]:
        """The findings about each observation."""
        found: dict[str, list[str]] = {}
        for node in self.facts.of_class.get("a90:Finding", ()):
            found.setdefault(self.facts.one(node, "a90:assesses") or "", []).append(node)
        return found


def gather() -> Material:
    """Read what is edited and derive what is derived."""
    edited = release.documents()
    told = release.read(edited[release.ONTOLOGY_GRAPH])
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for triples in edited.values() for t in triples)
    engine = Oxigraph(store)
    derived = [t for name in DERIVED for t in sorted(derive(name, engine), key=str)]
    asked = executables.executables(engine, told.modified)
    shapes = [t for file in turtle_files(ROOT / "shapes") for t in release.parsed(file)]
    documents = {graph.removeprefix(BASE).removesuffix(".ttl"): list(triples) for graph, triples in edited.items()}
    documents["shape"] = shapes
    for t in (*derived, *asked):
        if isinstance(t.subject, ox.NamedNode):
            documents.setdefault(path(t.subject.value), []).append(t)
    every = [t for triples in edited.values() for t in triples]
    return Material(documents, engine, Facts([*every, *derived, *shapes]), told, formats.context(edited[release.ONTOLOGY_GRAPH]))
