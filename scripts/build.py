"""Building what is derived: the whole publication in one file, the bonds, the findings and the questions as data.

The derived files are made by the queries in `derive/`; nothing in them is typed in.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from . import ask, fragments, questions, store
from .errors import UserError

DERIVE = Path(__file__).resolve().parent / "derive"


def derive(name: str, engine: store.Engine) -> ox.Store:
    """The triples that the query `derive/<name>.rq` constructs."""
    out = ox.Store()
    out.extend(ox.Quad(*t) for t in engine.query(fragments.expanded(DERIVE / f"{name}.rq")))
    return out


def executables(engine: store.Engine) -> ox.Store:
    """The questions as data: SHACL's sh:SPARQLSelectExecutable, in the manner of the SIB's sparql-examples.

    Each carries its text with the defaults bound, so that it runs as it stands on any endpoint that holds the data.
    """
    sh, schema = "http://www.w3.org/ns/shacl#", "https://schema.org/"
    comment = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    out = ox.Store()
    for q in questions.all_questions().values():
        node = ox.NamedNode(f"{store.BASE}question/{q.id}")
        text = store.bind(q.text, q.bindings({}, engine))
        said = [
            (store.RDF_TYPE, ox.NamedNode(sh + "SPARQLExecutable")),
            (store.RDF_TYPE, ox.NamedNode(sh + "SPARQLSelectExecutable")),
            *((comment, ox.Literal(words, language=lang)) for lang, words in q.summary.items()),
            (ox.NamedNode(sh + "select"), ox.Literal(text)),
            (ox.NamedNode(schema + "target"), ox.NamedNode(store.BASE)),
            *((ox.NamedNode(schema + "keywords"), ox.Literal(tag)) for tag in q.tags),
        ]
        out.extend(ox.Quad(node, p, o) for p, o in said)
    return out


def main(to: Path) -> None:
    """Write article90.ttl, bonds.ttl, findings.ttl and questions.ttl into the folder `to`, each whole or not at all."""
    engine = store.Oxigraph()
    derived = {"article90": engine.store, "bonds": derive("bonds", engine), "findings": derive("findings", engine)}
    derived["questions"] = executables(engine)
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, triples in derived.items():
            part = to / f".{name}.ttl.part"
            part.write_bytes(ask.turtle(triples))
            part.replace(to / f"{name}.ttl")
            print(f"{to / f'{name}.ttl'}  {len(triples):,} triples")
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
