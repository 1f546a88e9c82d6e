"""What a machine gets for an identifier: the statements of its file in each format, as CSV, and the linkset of the forms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ... import engines
from ...vocabulary import BASE
from .. import formats, tables
from ..parts import Part
from ..terms import NAMESPACES

# By ending: the media type, and what it is called. CSV is for people with a spreadsheet; it is no form of the graph.
MEDIA = {
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "nt": ("application/n-triples", "N-Triples"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
    "csv": ("text/csv", "CSV"),
}


def forms(path: str) -> list[dict[str, str]]:
    """The files beside a page, as its links name them."""
    return [{"media": media, "name": name, "href": f"{path}.{ending}"} for ending, (media, name) in MEDIA.items()]


def written(path: str, triples: list[ox.Triple], context: formats.Context, site: str) -> Iterator[tuple[str, bytes]]:
    """The files of a thing: name and content."""
    lines, ordered = formats.canonical(triples)
    yield f"{path}.nt", formats.document(lines)
    yield f"{path}.ttl", engines.turtle(ordered, NAMESPACES)
    by_subject = formats.sorted_by_subject(ordered)
    yield f"{path}.jsonld", formats.jsonld(by_subject, _needed(context, ordered))
    yield f"{path}.rdf", formats.rdfxml(by_subject)
    yield f"{path}.csv", _csv(path, triples)
    yield f"{path}.linkset.json", _linkset(path, site)


def _csv(path: str, triples: Iterable[ox.Triple]) -> bytes:
    data = tables.index(triples)
    return tables.as_csv(tables.table(Part(path, {}, {}), data, list(data)))


def _linkset(path: str, site: str) -> bytes:
    """The links of FAIR Signposting as a linkset (RFC 9264)."""
    iri = BASE + ("" if path == "index" else path)
    described = [{"href": f"{site}{path}.{ending}", "type": media} for ending, (media, _) in MEDIA.items()]
    pages = [{"href": f"{site}{lang}{path}.html", "type": "text/html", "hreflang": [code]} for lang, code in (("", "en"), ("nl/", "nl"))]
    return _json(
        {
            "linkset": [
                {
                    "anchor": f"{site}{path}.html",
                    "cite-as": [{"href": iri}],
                    "describedby": described,
                    "license": [{"href": "https://creativecommons.org/publicdomain/zero/1.0/"}],
                    "type": [{"href": "https://schema.org/WebPage"}],
                    "alternate": pages,
                }
            ]
        }
    )


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _needed(context: formats.Context, triples: Iterable[ox.Triple]) -> Mapping[str, object]:
    """The part of the context that these statements need: with all of it a small file would be ten times as large."""
    whole = context["@context"]
    assert isinstance(whole, Mapping)
    names = {"@version", "id", "type"}
    for t in triples:
        terms = [t.subject, t.predicate, t.object]
        if isinstance(t.object, ox.Literal):
            terms.append(t.object.datatype)
        for term in terms:
            if isinstance(term, ox.NamedNode):
                compact = formats.compact(term.value)
                names |= {compact, compact.partition(":")[0]}
    kept = {name: meaning for name, meaning in whole.items() if name in names}
    for meaning in list(kept.values()):
        if isinstance(meaning, Mapping):
            for curie in meaning.values():
                prefix = str(curie).partition(":")[0]
                if prefix in whole:
                    kept[prefix] = whole[prefix]
    return {"@context": kept}
