"""Small words for writing statements: terms from CURIEs, and several statements about one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from ..sparql import Term
from ..vocabulary import PREFIXES, XSD

NAMESPACES = {
    **PREFIXES,
    "bibo": "http://purl.org/ontology/bibo/",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}

Values = Term | Iterable[Term] | Mapping[str, str]


@cache
def iri(curie: str) -> ox.NamedNode:
    """The term that a CURIE writes: `dcat:Dataset`."""
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(NAMESPACES[prefix] + name)


def typed(value: object, datatype: str) -> ox.Literal:
    """A literal of one of XML Schema's datatypes: `typed("2026-11-21", "date")`."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))


def said(about: ox.NamedNode, says: Mapping[str, Values]) -> Iterator[ox.Triple]:
    """The statements about one thing: from the property, as a CURIE (`a` is rdf:type), to a value, some, or text by language."""
    for curie, values in says.items():
        predicate = iri("rdf:type" if curie == "a" else curie)
        if isinstance(values, Mapping):
            values = [ox.Literal(text, language=language) for language, text in values.items()]
        elif isinstance(values, ox.NamedNode | ox.Literal | ox.BlankNode):
            values = [values]
        for value in values:
            yield ox.Triple(about, predicate, value)
