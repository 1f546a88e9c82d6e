"""What is released: the documents that people edit, and what the ontology says of the version they make up."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import UserError
from ..vocabulary import BASE, DATA, ROOT, XSD, iri_of, turtle_files
from .terms import iri

ONTOLOGY_GRAPH = BASE + "ontology.ttl"
ALIGNMENTS_GRAPH = BASE + "ontology/alignments.ttl"
DEPRECATED_GRAPH = BASE + "ontology/deprecated.ttl"


_STRING, _WORDS = ox.NamedNode(XSD + "string"), iri("rdf:langString")


@dataclass(frozen=True)
class Release:
    """The version, its dates and its publisher."""

    version: str
    issued: str
    modified: str
    publisher: ox.NamedNode
    agent: tuple[ox.Triple, ...]  # who the publisher is
    citation: str
    versions: tuple[tuple[ox.NamedNode, ox.NamedNode], ...]  # an ontology and the IRI of its version


def documents() -> dict[str, list[ox.Triple]]:
    """The triples of each file that is edited, by the IRI of the document: that of the thing with `.ttl` after it."""
    files = {
        ONTOLOGY_GRAPH: ROOT / "ontology" / "article90.ttl",
        ALIGNMENTS_GRAPH: ROOT / "ontology" / "alignments.ttl",
        DEPRECATED_GRAPH: ROOT / "ontology" / "deprecated.ttl",
        **{f"{iri_of(file)}.ttl": file for file in turtle_files(DATA)},
    }
    return as_stored({graph: parsed(file) for graph, file in files.items()})


def current() -> Release:
    """The release that the ontology as it stands would make."""
    return read(parsed(ROOT / "ontology" / "article90.ttl"))


def as_stored(documents: Mapping[str, list[ox.Triple]]) -> dict[str, list[ox.Triple]]:
    """The triples with every number as a store writes it.

    `44.0` in a file is `44` to Oxigraph: whoever loads our files and takes the canonical hash of the store should find ours.
    """
    found: dict[ox.Literal, list[tuple[str, int]]] = {}
    for graph, triples in documents.items():
        for n, t in enumerate(triples):
            value = t.object
            if isinstance(value, ox.Literal) and value.datatype != _STRING and value.datatype != _WORDS:
                found.setdefault(value, []).append((graph, n))
    asked = {
        ox.NamedNode(f"urn:literal:{number}"): literal for number, literal in enumerate(found) if literal.datatype.value.startswith(XSD)
    }
    store = ox.Store()
    store.bulk_extend(ox.Quad(name, iri("rdf:value"), literal) for name, literal in asked.items())
    stored = {asked[q.subject]: q.object for q in store if isinstance(q.subject, ox.NamedNode)}
    rewritten = {graph: list(triples) for graph, triples in documents.items()}
    for literal, now in stored.items():
        for graph, n in found[literal] if literal != now else ():
            t = rewritten[graph][n]
            rewritten[graph][n] = ox.Triple(t.subject, t.predicate, now)
    return rewritten


def parsed(file: Path) -> list[ox.Triple]:
    """The triples of a Turtle file; UserError that names it when it cannot be read."""
    try:
        return [quad.triple for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise UserError(f"{file} is not well-formed Turtle: {error}") from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror or error}.") from None


def read(ontology: Iterable[ox.Triple], others: Iterable[ox.Triple] = ()) -> Release:
    """What the ontology says of itself; the environment's SOURCE_DATE_EPOCH, where it is set, is the day of the release."""
    whole = ox.NamedNode(BASE + "ontology")
    ontology, others = list(ontology), list(others)
    told = {t.predicate.value: t.object for t in ontology if t.subject == whole}

    def value(curie: str, instead: str | None = None) -> str:
        found = told.get(iri(curie).value)
        if found is None and instead is None:
            raise UserError(f"The ontology does not say its {curie}: no release can be described without it.")
        return (instead or "") if found is None else str(getattr(found, "value", found))

    issued = value("dcterms:issued")
    modified = value("dcterms:modified", issued)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            modified = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise UserError(f"SOURCE_DATE_EPOCH is '{epoch[:30]}': it has to be a number of seconds since 1970.") from None
    publisher = ox.NamedNode(value("dcterms:publisher"))
    return Release(
        version=value("owl:versionInfo"),
        issued=issued,
        modified=modified,
        publisher=publisher,
        agent=tuple(t for t in ontology if t.subject == publisher),
        citation=value("dcterms:bibliographicCitation"),
        versions=tuple(
            (t.subject, t.object)
            for t in [*ontology, *others]
            if t.predicate in (iri("owl:versionIRI"), iri("owl:priorVersion"))
            and isinstance(t.subject, ox.NamedNode)
            and isinstance(t.object, ox.NamedNode)
            and isinstance(t.subject, ox.NamedNode)
            and isinstance(t.object, ox.NamedNode)
        ),
    )
