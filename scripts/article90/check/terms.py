"""What the ontology says of its terms, read as rules: a type is a class, a property stands in its domain and its value in its range.

An ontology lets a reasoner infer that whatever has a party is a participation; an editor wants to hear that it is none. So
domains and ranges are read here as constraints: rdfs:domain and rdfs:range each hold, of schema:domainIncludes and
schema:rangeIncludes one does. Nothing is listed here: a term that is declared tomorrow is checked tomorrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

from ..vocabulary import BASE, ONTOLOGY, RDF_TYPE, ROOT, XSD, short, turtle_files

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SCHEMA = "https://schema.org/"
_KIND = {f"{_OWL}{kind}Property": kind.lower() for kind in ("Object", "Datatype", "Annotation")}
# Of RDF, RDFS and OWL themselves, which no ontology declares anew.
_ALWAYS = {RDF_TYPE.value: "object", _OWL + "sameAs": "object", _OWL + "deprecated": "annotation"}
_ALWAYS |= {_RDFS + "seeAlso": "annotation", _RDFS + "label": "annotation"}
# Values that are links although their property, for OWL's sake, is one of annotation.
LINKS = frozenset(("http://purl.org/dc/terms/source", "http://purl.org/dc/terms/license", ONTOLOGY + "ofProperty"))
# A moment or a year: `only-dates` tells of these.
_MOMENTS = {XSD + name for name in ("dateTime", "gYear", "gYearMonth")}

Types = Callable[[str], Iterable[str]]
Fault = tuple[str, str, str]  # subject, rule, message


def with_those_above(classes: Iterable[str], parents: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Classes and all that they are subclasses of, step by step; `parents` has the first step of each."""
    found: set[str] = set()
    todo = list(classes)
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += parents.get(one, ())
    return frozenset(found)


@dataclass(frozen=True)
class Terms:
    """Classes, properties with their kind, and what is said of both."""

    classes: frozenset[str]
    properties: Mapping[str, str]
    replaced: Mapping[str, list[str]]  # a deprecated term, and what stands in its place
    said: Mapping[str, Mapping[str, list[str]]]  # of a term: domain, range and the like
    parents: Mapping[str, list[str]]
    triples: tuple[ox.Triple, ...] = field(repr=False)

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """Of each class, itself and the classes that it is a subclass of."""
        return {name: with_those_above([name], self.parents) for name in {*self.classes, *self.parents}}

    def declared(self) -> set[str]:
        """All terms that are declared and not deprecated."""
        return {*self.classes, *self.properties}

    def fits(self, prop: str, end: str, types: Iterable[str]) -> list[str]:
        """The classes that a thing of these types should be of, to be at this end ("domain" or "range"); none if it is."""
        said = self.said.get(prop)
        if said is None:
            return []
        mine = {above for one in types for above in self.above.get(one, (one,))}
        lacking = [c for c in said.get(end, ()) if c not in mine]
        choice = said.get(end + "Includes", [])
        return lacking + (choice if choice and not mine & set(choice) else [])


def read(triples: Iterable[ox.Triple] | None = None) -> Terms:
    """The terms of the ontology of this publication, or of the triples of another one."""
    if triples is None:
        triples = (q.triple for f in turtle_files(ROOT / "ontology") for q in ox.parse(path=str(f), format=ox.RdfFormat.TURTLE))
    known = tuple(triples)
    classes, properties, deprecated = set(), dict(_ALWAYS), set()
    instead: defaultdict[str, list[str]] = defaultdict(list)
    said: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for s, p, o in known:
        if not isinstance(s, ox.NamedNode):
            continue
        name, value = p.value, o.value if isinstance(o, ox.NamedNode) else ""
        if p == RDF_TYPE and value == _OWL + "Class":
            classes.add(s.value)
        elif p == RDF_TYPE and value in _KIND:
            properties[s.value] = _KIND[value]
        elif name == _OWL + "deprecated":
            deprecated.add(s.value)
        elif name.endswith("/isReplacedBy"):
            instead[s.value].append(value)
        elif value and name in (_RDFS + "domain", _RDFS + "range", _SCHEMA + "domainIncludes", _SCHEMA + "rangeIncludes"):
            said[s.value][name.rpartition("#")[2].rpartition("/")[2]].append(value)
        elif value and name == _RDFS + "subClassOf":
            parents[s.value].append(value)
    current = {p: kind for p, kind in properties.items() if p not in deprecated}
    replaced = {t: instead[t] for t in deprecated}
    return Terms(frozenset(classes - deprecated), current, replaced, said, parents, known)


def _names(iris: Iterable[str]) -> str:
    return " or ".join(sorted(map(short, iris)))


def check_terms(triples: Iterable[ox.Triple], terms: Terms) -> Iterator[Fault]:
    """The faults in the use of terms that show without knowing any other file: undeclared, of the wrong sort, with a wrong value."""
    for s, p, o in triples:
        if not isinstance(s, ox.NamedNode) or isinstance(o, ox.BlankNode):
            continue
        kind = terms.properties.get(p.value)
        if kind is None:
            yield s.value, *_undeclared(p.value, terms, "a property")
        if p == RDF_TYPE:
            if isinstance(o, ox.NamedNode) and o.value not in terms.classes:
                yield s.value, *_undeclared(o.value, terms, "a class")
            continue
        told = _wrong_value(p.value, kind, o, terms)
        if told:
            yield s.value, "value-kind", told


def _undeclared(term: str, terms: Terms, wanted: str) -> tuple[str, str]:
    if term in terms.replaced:
        instead = _names(terms.replaced[term])
        return "deprecated-terms", f"{short(term)} is no longer in use: write {instead} in its place."
    if term in terms.classes or term in terms.properties:
        is_a = "a class" if term in terms.classes else "a property"
        return "declared-terms", f"{short(term)} is {is_a} and stands here as {wanted}: mind the capital letter."
    return "declared-terms", f"{short(term)} is not declared in the ontology: check the spelling or declare it."


def _wrong_value(prop: str, kind: str | None, value: ox.NamedNode | ox.Literal, terms: Terms) -> str | None:
    """What is wrong with a value by itself, in a sentence."""
    literal = isinstance(value, ox.Literal)
    if (kind == "object" or prop in LINKS) and literal:
        return f'{short(prop)} links to a thing, and "{value.value[:60]}" is text: write the IRI of the thing.'
    if kind == "datatype" and not literal:
        return f"{short(prop)} has text, a number or a day for its value, and {short(value.value)} is a link: write the value itself."
    if kind != "datatype" or not isinstance(value, ox.Literal):
        return None
    ranges = set(terms.said.get(prop, {}).get("range", ()))
    if _RDF + "PlainLiteral" in ranges:  # OWL 2's name for text, in a language or in none
        ranges |= {_RDF + "langString", XSD + "string"}
    mine = value.datatype.value
    if not ranges or mine in ranges or _RDFS + "Literal" in ranges or mine in _MOMENTS:
        return None
    wanted = _names(r for r in ranges if r.startswith(XSD)) or "text"
    return f'{short(prop)} wants an {wanted}, and "{value.value[:60]}" is an {short(mine)}: mend the datatype or the value.'


def check_uses(triples: Iterable[ox.Triple], terms: Terms, types_of: Types) -> Iterator[Fault]:
    """The properties that are said of a thing of another class than their domain, or of a value of another class than their range.

    `types_of` knows the classes of everything; a thing of which it knows none, here or elsewhere, is left to other rules.
    """
    sorts: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
    for s, p, o in triples:
        if not isinstance(s, ox.NamedNode) or (p.value not in terms.said and p.value not in LINKS):
            continue
        for end, node in (("domain", s), ("range", o)):
            if not isinstance(node, ox.NamedNode):
                continue
            mine = tuple(sorted(types_of(node.value)))
            # ours that nobody describes, or that is misspelt, is told of as a link; what stands elsewhere is of none of our classes
            if not mine and (end == "domain" or ("article90/" in node.value and not node.value.startswith(ONTOLOGY))):
                continue
            key = (p.value, end, "\n".join(mine))
            if key not in sorts:
                sorts[key] = (terms.fits(p.value, end, mine), list(mine))
            wanted, has = sorts[key]
            if wanted and end == "domain":
                told = f"{short(p.value)} is said of {_names(wanted)}, and this is {_names(has)}: use another property, or mend the class."
                yield s.value, "in-domain", told
            elif wanted:
                is_a = _names(has) or "nothing known here"
                told = f"{short(p.value)} points to {_names(wanted)}; {short(node.value)} is {is_a}: point to the right thing."
                yield s.value, "in-range", told
        if p.value.endswith("/terms/source") and isinstance(o, ox.NamedNode) and not _is_source(o.value, types_of):
            yield (
                s.value,
                "source-is-read",
                f"{short(o.value)} is no source: name the Source or Passage in which the fact was read.",
            )


def check_other_values(triples: Iterable[ox.Triple], terms: Terms, types_of: Types) -> Iterator[Fault]:
    """The other values of a property that is not said of things like the one that they are about."""
    about: dict[str, str] = {}
    of: dict[str, str] = {}
    for s, p, o in triples:
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode) and p.value in (ONTOLOGY + "about", ONTOLOGY + "ofProperty"):
            (about if p.value == ONTOLOGY + "about" else of)[s.value] = o.value
    for subject in about.keys() & of.keys():
        mine = tuple(types_of(about[subject]))
        wanted = terms.fits(of[subject], "domain", mine) if mine else []
        if wanted:
            told = f"{short(of[subject])} is said of {_names(wanted)}, and {short(about[subject])} is {_names(mine)}: name another."
            yield subject, "other-value-of-its-thing", told


def _is_source(iri: str, types_of: Types) -> bool:
    """Whether an IRI is a source or passage; of ours that nobody describes, `no-dangling-links` tells."""
    mine = set(types_of(iri))
    return bool(mine & {ONTOLOGY + "Source", ONTOLOGY + "Passage"}) or (iri.startswith(BASE) and not mine)
