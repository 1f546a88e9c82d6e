"""The catalogue: the description and the files, with their sizes and checksums; what a DCAT-AP harvester takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from . import settings
from .description import CATALOGUE, LICENCE, of_dataset
from .parts import PARTS, Part, dataset
from .release import Release
from .terms import iri, said, typed

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
# By the ending of a file: what it is called, its entry in the EU's table of file types, its media type.
FORMATS = {
    "ttl": ("Turtle", "RDF_TURTLE", "text/turtle"),
    "nt": ("N-Triples", "RDF_N_TRIPLES", "application/n-triples"),
    "nq": ("N-Quads", "RDF_N_QUADS", "application/n-quads"),
    "jsonld": ("JSON-LD", "JSON_LD", "application/ld+json"),
    "rdf": ("RDF/XML", "RDF_XML", "application/rdf+xml"),
    "csv": ("CSV", "CSV", "text/csv"),
    "parquet": ("Parquet", "PARQUET", "application/vnd.apache.parquet"),
}
THEMES = {"INTR": "International issues", "JUST": "Justice, legal system and public safety"}


@dataclass(frozen=True)
class File:
    """A file that was built."""

    name: str
    part: str
    size: int
    sha256: str


def describe(files: Iterable[File], tables: Iterable[Part], release: Release, temporal: tuple[str, str]) -> list[ox.Triple]:
    """The statements that the catalogue has beyond the description: distributions, themes, contact."""
    tables = list(tables)
    theme_scheme = ox.NamedNode(EU + "data-theme")
    period, contact = dataset("period"), dataset("contact")
    page = ox.NamedNode(settings.release_page(release.version))
    available = ox.NamedNode(EU + "planned-availability/AVAILABLE")
    out = list(said(CATALOGUE, {"dcat:themeTaxonomy": theme_scheme, "dcat:dataset": [t.iri for t in tables]}))
    out += said(theme_scheme, {"a": iri("skos:ConceptScheme"), "dcterms:title": {"en": "Data theme"}})
    for code, label in THEMES.items():
        out += said(ox.NamedNode(f"{EU}data-theme/{code}"), {"a": iri("skos:Concept"), "skos:prefLabel": {"en": label}})
    out += said(available, {"a": iri("skos:Concept"), "skos:prefLabel": {"en": "available"}})
    out += said(
        period,
        {
            "a": iri("dcterms:PeriodOfTime"),
            "dcat:startDate": typed(temporal[0], "date"),
            "dcat:endDate": typed(temporal[1], "date"),
        },
    )
    out += said(
        contact,
        {
            "a": (iri("vcard:Kind"), iri("vcard:Organization")),
            "vcard:fn": ox.Literal("Article 90 editors"),
            "vcard:hasURL": ox.NamedNode(f"{settings.REPOSITORY}/issues"),
        },
    )
    out += said(page, {"a": iri("foaf:Document")})
    for table in tables:
        out += of_dataset(table, release)
    for part in (*PARTS, *tables):
        out += said(
            part.iri,
            {
                "dcat:contactPoint": contact,
                "dcat:landingPage": page,
                "dcat:theme": [ox.NamedNode(f"{EU}data-theme/{code}") for code in THEMES],
                "dcterms:temporal": period,
            },
        )
    for file in files:
        out += _distribution(file, page, available, release)
    return out


def _distribution(file: File, page: ox.NamedNode, available: ox.NamedNode, release: Release) -> Iterable[ox.Triple]:
    name, packed = file.name.removesuffix(".gz"), file.name.endswith(".gz")
    title, eu, media = FORMATS[name.rpartition(".")[2]]
    slug = file.name.replace(".", "-")
    node, checksum = dataset(f"file-{slug}"), dataset(f"checksum-{slug}")
    kind, medium, gzip = ox.NamedNode(f"{EU}file-type/{eu}"), ox.NamedNode(IANA + media), ox.NamedNode(IANA + "application/gzip")
    address = ox.NamedNode(settings.download(release.version, file.name))
    said_of_it = f"{name.partition('.')[0]} as {title}{', packed with gzip' if packed else ''}"
    yield ox.Triple(dataset(file.part), iri("dcat:distribution"), node)
    yield ox.Triple(dataset(file.part), iri("schema:distribution"), node)
    yield from said(
        node,
        {
            "a": (iri("dcat:Distribution"), iri("schema:DataDownload")),
            "dcterms:title": {"en": file.name},
            "dcterms:description": {"en": f"{said_of_it}."},
            "dcat:accessURL": page,
            "dcat:downloadURL": address,
            "schema:contentUrl": address,
            "dcterms:format": kind,
            "dcat:mediaType": medium,
            "schema:encodingFormat": ox.Literal(media),
            "dcat:byteSize": typed(file.size, "nonNegativeInteger"),
            "schema:contentSize": ox.Literal(f"{file.size} B"),
            "schema:sha256": ox.Literal(file.sha256),
            "spdx:checksum": checksum,
            "dcterms:license": LICENCE,
            "dcterms:issued": typed(release.issued, "date"),
            "dcterms:modified": typed(release.modified, "date"),
            "dcatap:availability": available,
        },
    )
    if packed:
        yield from said(node, {"dcat:compressFormat": gzip})
        yield from said(gzip, {"a": iri("dcterms:MediaType")})
    algorithm = iri("spdx:checksumAlgorithm_sha256")
    yield from said(
        checksum,
        {"a": iri("spdx:Checksum"), "spdx:algorithm": algorithm, "spdx:checksumValue": typed(file.sha256, "hexBinary")},
    )
    yield from said(algorithm, {"a": iri("spdx:ChecksumAlgorithm")})
    yield from said(kind, {"a": iri("dcterms:MediaTypeOrExtent")})
    yield from said(medium, {"a": iri("dcterms:MediaType")})
