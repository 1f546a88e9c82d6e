"""The files to load: the whole publication as one, the bonds, the findings and the questions as data.

The derived files are made by the queries in `derive/`; nothing in them is typed in.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from .. import fragments
from ..engines import Engine, Graph, Oxigraph, turtle
from ..errors import UserError
from ..index import published
from ..questions import catalogue
from ..sparql import bind
from ..vocabulary import BASE, RDF_TYPE, XSD

DERIVE = Path(__file__).resolve().parent.parent / "derive"


def derive(name: str, engine: Engine) -> Graph:
    """The triples that the query `derive/<name>.rq` constructs."""
    made = engine.query(fragments.expanded(DERIVE / f"{name}.rq"))
    assert isinstance(made, Graph)
    return made


def executables(engine: Engine) -> list[ox.Triple]:
    """The questions as data: SHACL's sh:SPARQLSelectExecutable, in the manner of the SIB's sparql-examples.

    Each carries its text with the defaults bound, so that it runs as it stands on any endpoint that holds the data.
    """
    sh, schema = "http://www.w3.org/ns/shacl#", "https://schema.org/"
    comment = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    dcterms, owl = "http://purl.org/dc/terms/", "http://www.w3.org/2002/07/owl#"
    out: list[ox.Triple] = []
    for old in catalogue.aliases().values():
        node, new = (ox.NamedNode(f"{BASE}question/{name}") for name in (old.id, old.by))
        true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
        out += [ox.Triple(node, ox.NamedNode(owl + "deprecated"), true), ox.Triple(node, ox.NamedNode(dcterms + "isReplacedBy"), new)]
        out.append(ox.Triple(node, comment, ox.Literal(f"Asked now as: {old}", language="en")))
    for q in catalogue.all_questions().values():
        node = ox.NamedNode(f"{BASE}question/{q.id}")
        text = bind(q.text, q.bindings({}, engine))
        said: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
            (RDF_TYPE, ox.NamedNode(sh + "SPARQLExecutable")),
            (RDF_TYPE, ox.NamedNode(sh + "SPARQLSelectExecutable")),
            *((comment, ox.Literal(words, language=lang)) for lang, words in q.summary.items()),
            (ox.NamedNode(sh + "select"), ox.Literal(text)),
            (ox.NamedNode(schema + "target"), ox.NamedNode(BASE)),
            *((ox.NamedNode(schema + "keywords"), ox.Literal(tag)) for tag in q.tags),
        ]
        out += [ox.Triple(node, p, o) for p, o in said]
    return out


def write(to: Path) -> list[tuple[Path, int]]:
    """Write article90.ttl, bonds.ttl, findings.ttl and questions.ttl into the folder `to`, all of them or none.

    Gives each file's path and number of triples; UserError when the folder cannot be written to, which then is as it was.
    """
    engine = Oxigraph(published())
    made: dict[str, Iterable[ox.Triple]] = {
        "article90": [q.triple for q in engine.store],
        "bonds": derive("bonds", engine),
        "findings": derive("findings", engine),
        "questions": executables(engine),
    }
    documents = {f"{name}.ttl": (turtle(triples), sum(1 for _ in triples)) for name, triples in made.items()}
    try:
        to.mkdir(parents=True, exist_ok=True)
        # written apart and moved when all are whole; what was begun goes with the folder, whatever stops it
        with tempfile.TemporaryDirectory(dir=to, prefix=".making-") as making:
            for name, (document, _) in documents.items():
                Path(making, name).write_bytes(document)
            for name in documents:
                Path(making, name).replace(to / name)
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
    return [(to / name, count) for name, (_, count) in documents.items()]
