"""A graph as a file: every format sorted, so that the same graph gives the same bytes and two versions can be compared."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pyoxigraph as ox

from ..sparql import Term
from ..vocabulary import XSD
from .terms import NAMESPACES, iri

Context = Mapping[str, object]


def canonical(quads: Iterable[ox.Triple | ox.Quad]) -> tuple[list[str], list[ox.Triple]]:
    """The canonical form of RDF Dataset Canonicalization (RDFC-1.0): canonical N-Quads, sorted, blank nodes named by it.

    The lines, whose SHA-256 is the canonical hash of the graph, whatever file it came from; and the triple of each.
    """
    every = {q if isinstance(q, ox.Quad) else ox.Quad(q.subject, q.predicate, q.object) for q in quads}
    # only statements with a blank node have a part in naming it
    blank = {q for q in every if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)}
    named = ox.Dataset(blank)
    named.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    told = {f"{q} .\n": q for q in [*(every - blank), *named]}
    ordered = sorted(told)
    return ordered, [told[line].triple for line in ordered]


def lines(quads: Iterable[ox.Triple | ox.Quad]) -> list[str]:
    """The lines of the canonical form."""
    return canonical(quads)[0]


def document(written: Iterable[str]) -> bytes:
    """Canonical lines as one N-Triples or N-Quads document."""
    return "".join(written).encode()


def told(triples: Iterable[ox.Triple]) -> bytes:
    """The statements of a document as N-Triples in their order; those with a blank node last, in canonical form, where it has one name."""
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if b"_:" not in written:
        return written
    blank = [t for t in triples if isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode)]
    known = set(blank)
    plain = ox.serialize((t for t in triples if t not in known), format=ox.RdfFormat.N_TRIPLES) or b""
    return plain + document(lines(blank))


def read(written: bytes) -> list[ox.Triple]:
    """The statements of an N-Triples document, in its order."""
    return [q.triple for q in ox.parse(written, format=ox.RdfFormat.N_TRIPLES)]


def sha256(content: bytes) -> str:
    """The SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def zipped(content: bytes) -> bytes:
    """The document packed with gzip, without a time or name in it."""
    return gzip.compress(content, compresslevel=6, mtime=0)


def rdfxml(ordered: Iterable[ox.Triple]) -> bytes:
    """The triples as RDF/XML, in the order given.

    A thing of which only its type is said is an empty element: rdflib.js takes the blanks within it for a value.
    """
    written = ox.serialize(ordered, format=ox.RdfFormat.RDF_XML, prefixes=NAMESPACES) or b""
    return re.sub(rb"^(\t<[^\t/!?>][^>]*)>\n\t</[^>]+>$", rb"\1/>", written, flags=re.MULTILINE)


def context(ontology: Iterable[ox.Triple]) -> dict[str, object]:
    """The JSON-LD context: the prefixes, and for each property that the ontology declares what kind of value it has.

    Terms are written with their prefix, as in Turtle: bare, `state` would be a property and a prefix at once.
    """
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, str] = {}
    for t in ontology:
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode):
            if t.predicate == iri("rdf:type"):
                kinds.setdefault(t.subject.value, set()).add(t.object.value)
            elif t.predicate == iri("rdfs:range"):
                ranges[t.subject.value] = t.object.value
    terms: dict[str, object] = {}
    for term, found in sorted(kinds.items()):
        name, values = compact(term), ranges.get(term, "")
        if name == term:
            continue
        if iri("owl:ObjectProperty").value in found:
            terms[name] = {"@id": name, "@type": "@id"}
        elif iri("owl:DatatypeProperty").value in found and values.startswith(XSD) and values != XSD + "string":
            terms[name] = {"@id": name, "@type": compact(values)}
    return {"@context": {"@version": 1.1, "id": "@id", "type": "@type", **dict(sorted(NAMESPACES.items())), **terms}}


@cache
def compact(name: str) -> str:
    """An IRI as JSON-LD's compact IRI, by the longest prefix that it begins with; as it is when there is none."""
    prefix = max((p for p, n in NAMESPACES.items() if name.startswith(n)), key=lambda p: len(NAMESPACES[p]), default=None)
    rest = name.removeprefix(NAMESPACES[prefix]) if prefix else name
    return f"{prefix}:{rest}" if prefix and not rest.startswith("//") else name


def jsonld(ordered: Iterable[ox.Triple], published: Context) -> bytes:
    """The triples as JSON-LD 1.1 with the published context written into it, a line for each subject, in the order given.

    Written in rather than referred to: a file that has to fetch its context loads nowhere without a network.
    """
    names = published["@context"]
    assert isinstance(names, Mapping)
    kinds = {name: meaning["@type"] for name, meaning in names.items() if isinstance(meaning, Mapping)}
    nodes: dict[str, dict[str, list[object]]] = {}
    for t in ordered:
        node = nodes.setdefault(_name(t.subject), {})
        assert not isinstance(t.object, ox.Triple)
        if t.predicate == iri("rdf:type") and isinstance(t.object, ox.NamedNode):
            node.setdefault("type", []).append(compact(t.object.value))
        else:
            name = compact(t.predicate.value)
            node.setdefault(name, []).append(_value(t.object, kinds.get(name)))
    written = (
        json.dumps({"id": name, **{k: v[0] if len(v) == 1 else v for k, v in node.items()}}, ensure_ascii=False)
        for name, node in nodes.items()
    )
    head = json.dumps(names, ensure_ascii=False)
    body = ",\n".join(written)
    return f'{{"@context": {head},\n"@graph": [\n{body}\n]}}\n'.encode()


def _name(term: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    assert not isinstance(term, ox.Triple)
    return compact(term.value) if isinstance(term, ox.NamedNode) else f"_:{term.value}"


def _value(term: Term, kind: str | None) -> object:
    """A value as JSON-LD, where the context says that the property's values are of `kind`."""
    if not isinstance(term, ox.Literal):
        return _name(term) if kind == "@id" else {"id": _name(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == XSD + "string":
        return term.value if kind is None else {"@value": term.value}
    return term.value if kind == compact(datatype) else {"@value": term.value, "@type": compact(datatype)}


def sums(hashes: Mapping[str, str]) -> bytes:
    """Hashes as `sha256sum` writes and reads them, sorted by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()


def sorted_by_subject(found: Sequence[ox.Triple]) -> list[ox.Triple]:
    """The triples in the order of RDF/XML and JSON-LD documents: by subject, its type first."""
    first = iri("rdf:type")
    return sorted(found, key=lambda t: (str(t.subject), t.predicate != first, str(t.predicate), str(t.object)))
