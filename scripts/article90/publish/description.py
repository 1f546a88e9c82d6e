"""What the publication says of itself: DCAT, VoID, schema.org and PROV, the same statements in every file that is loaded.

No blank nodes, so that loading it twice changes nothing. Sizes and checksums of files, which no file can hold of itself, are
in `catalogue.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..vocabulary import BASE, short
from . import settings
from .parts import DERIVED, DESCRIPTION, KEYWORDS, PARTS, TITLE, WHOLE, Part, dataset
from .release import Release
from .statistics import TARGETS, Statistics
from .terms import NAMESPACES, Values, iri, said, typed

CATALOGUE = ox.NamedNode(BASE)
RIGHTS = dataset("rights")
LICENCE = ox.NamedNode("http://publications.europa.eu/resource/authority/licence/CC0")
CC0 = ox.NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
LANGUAGES = tuple(ox.NamedNode(f"http://publications.europa.eu/resource/authority/language/{code}") for code in ("ENG", "NLD"))


@dataclass(frozen=True)
class Told:
    """What has to be known of the parts to describe them."""

    release: Release
    counted: Statistics  # of all that article90 holds, this description among it
    triples: Mapping[str, int]  # of each other part
    derivations: Mapping[str, str]  # the query that made each derived part
    notice: str


def dated(release: Release) -> dict[str, Values]:
    """What holds of everything that is released."""
    return {
        "dcterms:publisher": release.publisher,
        "dcterms:creator": release.publisher,
        "dcterms:issued": typed(release.issued, "date"),
        "dcterms:modified": typed(release.modified, "date"),
        "dcterms:language": LANGUAGES,
        "schema:license": CC0,
        "schema:version": ox.Literal(release.version),
        "schema:datePublished": typed(release.issued, "date"),
        "schema:dateModified": typed(release.modified, "date"),
        "schema:publisher": release.publisher,
        "dcat:version": ox.Literal(release.version),
    }


def of_dataset(part: Part, release: Release) -> Iterable[ox.Triple]:
    """What DCAT and schema.org say of a dataset, but for the files it comes in."""
    yield from said(
        part.iri,
        {
            "a": (iri("dcat:Dataset"), iri("schema:Dataset")),
            "dcterms:title": part.title,
            "schema:name": part.title,
            "dcterms:description": part.description,
            "schema:description": part.description,
            **dated(release),
            "dcterms:license": LICENCE,
            "schema:isAccessibleForFree": typed("true", "boolean"),
            "schema:includedInDataCatalog": CATALOGUE,
            "schema:creditText": ox.Literal(release.citation),
            "dcterms:bibliographicCitation": ox.Literal(release.citation),
            "dcat:keyword": [ox.Literal(word, language=lang) for lang, words in KEYWORDS.items() for word in words],
        },
    )


def describe(told: Told) -> list[ox.Triple]:
    """All statements about the catalogue and its datasets that a store of the data should hold."""
    release = told.release
    out = list(
        said(
            CATALOGUE,
            {
                "a": (iri("dcat:Catalog"), iri("schema:DataCatalog")),
                "dcterms:title": TITLE,
                "schema:name": TITLE,
                "dcterms:description": DESCRIPTION,
                "schema:description": DESCRIPTION,
                **dated(release),
                "dcterms:license": LICENCE,
                "dcterms:rights": RIGHTS,
                "foaf:homepage": ox.NamedNode(settings.SITE),
                "dcat:dataset": [part.iri for part in PARTS],
                "schema:dataset": [part.iri for part in PARTS],
            },
        )
    )
    out += release.agent
    out += said(ox.NamedNode(settings.SITE), {"a": iri("foaf:Document")})
    out += said(RIGHTS, {"a": iri("dcterms:RightsStatement"), "dcterms:description": ox.Literal(told.notice, language="en")})
    out += said(LICENCE, {"a": iri("dcterms:LicenseDocument"), "dcterms:title": {"en": "Creative Commons CC0 1.0 Universal"}})
    out += said(LICENCE, {"foaf:page": CC0})
    for language in LANGUAGES:
        out += said(language, {"a": iri("dcterms:LinguisticSystem")})
    for part in PARTS:
        out += of_dataset(part, release)
        triples = told.counted.triples if part == WHOLE else told.triples[part.name]
        dump = [ox.NamedNode(settings.download(release.version, f"{part.name}.ttl"))]
        if part == WHOLE:
            dump = [ox.NamedNode(settings.download(release.version, f"article90.{e}")) for e in ("jsonld", "nt", "rdf", "ttl")]
        out += said(part.iri, {"a": iri("void:Dataset"), "void:triples": typed(triples, "integer"), "void:dataDump": dump})
    out += said(dataset("ontology"), {"dcterms:relation": ox.NamedNode(BASE + "ontology")})
    out += said(dataset("alignments"), {"dcterms:relation": ox.NamedNode(BASE + "ontology/alignments")})
    out += _versions(release)
    out += _statistics(told.counted)
    for name in DERIVED:
        out += _derivation(name, told.derivations[name], release)
    return out


def _versions(release: Release) -> Iterable[ox.Triple]:
    """Where the versions that the ontologies name can be had."""
    for ontology, version in release.versions:
        name = {"alignments": "alignments", "ontology": "ontology"}.get(ontology.value.rpartition("/")[2], WHOLE.name)
        number = version.value.rpartition("/")[2]
        yield from said(
            version,
            {
                "a": iri("foaf:Document"),
                "dcterms:title": ox.Literal(f"Version {number} of {ontology.value}", language="en"),
                "dcterms:isVersionOf": ontology,
                "dcterms:license": LICENCE,
                "dcterms:issued": [typed(release.issued, "date")] if number == release.version else [],
                "schema:contentUrl": ox.NamedNode(settings.download(number, f"{name}.ttl")),
            },
        )


def _statistics(counted: Statistics) -> Iterable[ox.Triple]:
    """VoID: how much of what there is in article90, and where its links lead."""
    vocabularies = {n for n in NAMESPACES.values() if any(t.startswith(n) for t in (*counted.properties, *counted.classes))}
    yield from said(
        WHOLE.iri,
        {
            "void:entities": typed(counted.entities, "integer"),
            "void:classes": typed(len(counted.classes), "integer"),
            "void:properties": typed(len(counted.properties), "integer"),
            "void:distinctSubjects": typed(len(counted.subjects), "integer"),
            "void:uriSpace": ox.Literal(BASE),
            "void:exampleResource": [
                ox.NamedNode(BASE + name) for name in ("state/NLD", "organisation/nato", "treaty/north-atlantic-treaty")
            ],
            "void:vocabulary": [ox.NamedNode(BASE + "ontology"), *(ox.NamedNode(v) for v in vocabularies if not v.startswith(BASE))],
            "dcterms:hasPart": [dataset("ontology"), dataset("alignments")],
            "void:subset": [
                dataset("ontology"),
                dataset("alignments"),
                *(dataset(f"links-{link.target}-{_slug(link.predicate)}") for link in counted.links),
            ],
        },
    )
    for kind, partition, term, number in (
        ("class", "void:classPartition", "void:class", "void:entities"),
        ("property", "void:propertyPartition", "void:property", "void:triples"),
    ):
        for name, found in sorted((counted.classes if kind == "class" else counted.properties).items()):
            node = dataset(f"{kind}-{_slug(name)}")
            yield ox.Triple(WHOLE.iri, iri(partition), node)
            yield from said(node, {term: ox.NamedNode(name), number: typed(found, "integer")})
    for link, found in counted.links.items():
        target = dataset(f"target-{link.target}")
        ends = (WHOLE.iri, target) if link.outwards else (target, WHOLE.iri)
        yield from said(
            dataset(f"links-{link.target}-{_slug(link.predicate)}"),
            {
                "a": iri("void:Linkset"),
                "void:linkPredicate": ox.NamedNode(link.predicate),
                "void:subjectsTarget": ends[0],
                "void:objectsTarget": ends[1],
                "void:triples": typed(found, "integer"),
            },
        )
        title, page, space = TARGETS[link.target]
        yield from said(
            target,
            {
                "a": iri("void:Dataset"),
                "dcterms:title": {"en": title},
                "foaf:homepage": ox.NamedNode(page),
                "void:uriSpace": ox.Literal(space),
            },
        )


def _slug(term: str) -> str:
    """A term as part of an identifier: `a90-since`."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in _curie(term))


def _curie(term: str) -> str:
    found = max((p for p, n in NAMESPACES.items() if term.startswith(n)), key=lambda p: len(NAMESPACES[p]), default="")
    return f"{found}:{term.removeprefix(NAMESPACES[found])}" if found else short(term).partition("//")[2]


def _derivation(name: str, query: str, release: Release) -> Iterable[ox.Triple]:
    """From what and by which query a derived part was made."""
    activity, text = dataset(f"derivation-{name}"), dataset(f"query-{name}")
    yield from said(dataset(name), {"prov:wasDerivedFrom": WHOLE.iri, "prov:wasGeneratedBy": activity})
    yield from said(
        activity,
        {
            "a": iri("prov:Activity"),
            "prov:used": (WHOLE.iri, text),
            "prov:wasAssociatedWith": release.publisher,
        },
    )
    yield from said(text, {"a": (iri("prov:Entity"), iri("sh:SPARQLConstructExecutable")), "sh:construct": ox.Literal(query)})


def own(description: Iterable[ox.Triple], name: str, release: Release) -> list[ox.Triple]:
    """What a part that is loaded alone says of itself: the catalogue, its own dataset and how it was made."""
    about = {CATALOGUE, LICENCE, release.publisher, dataset(name), dataset(f"derivation-{name}"), dataset(f"query-{name}")}
    return [t for t in description if t.subject in about]
