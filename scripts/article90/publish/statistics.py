"""What VoID counts in a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..vocabulary import BASE, RDF_TYPE

# Where links lead: a name for the linkset, its title, its page and the beginning of its IRIs.
TARGETS = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/", "http://www.wikidata.org/entity/"),
    "eu-country": (
        "Authority table Country of the Publications Office of the European Union",
        "https://op.europa.eu/en/web/eu-vocabularies/dataset/-/resource?uri=http://publications.europa.eu/resource/dataset/country",
        "http://publications.europa.eu/resource/authority/country/",
    ),
    "eu-corporate-body": (
        "Authority table Corporate body of the Publications Office of the European Union",
        "https://op.europa.eu/en/web/eu-vocabularies/dataset/-/resource?uri=http://publications.europa.eu/resource/dataset/corporate-body",
        "http://publications.europa.eu/resource/authority/corporate-body/",
    ),
    "eu-celex": ("Cellar, by CELEX number", "https://eur-lex.europa.eu/", "http://publications.europa.eu/resource/celex/"),
    "eli": ("EUR-Lex, by European Legislation Identifier", "https://eur-lex.europa.eu/", "http://data.europa.eu/eli/"),
    "geonames": ("GeoNames", "https://www.geonames.org/", "https://sws.geonames.org/"),
    "wetten": ("Wetten.overheid.nl, by BWB number", "https://wetten.overheid.nl/", "https://wetten.overheid.nl/"),
    "un-document": ("Documents of the United Nations, by symbol", "https://undocs.org/", "https://undocs.org/"),
    "un-m49": (
        "Geographical areas of the United Nations Statistics Division",
        "https://unstats.un.org/unsd/methodology/m49/",
        "http://metadata.un.org/sdg/codes/geoArea/",
    ),
    "qudt-unit": ("QUDT units", "https://www.qudt.org/", "http://qudt.org/vocab/unit/"),
}


@dataclass(frozen=True)
class Link:
    """A kind of link between us and a target: which property, and which way it points."""

    target: str
    predicate: str
    outwards: bool


@dataclass
class Statistics:
    """Counts of a graph; those of two graphs without a common triple add up."""

    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[Link] = field(default_factory=Counter)
    subjects: set[str] = field(default_factory=set)

    @property
    def entities(self) -> int:
        """How many things with an IRI of ours are described."""
        return sum(1 for subject in self.subjects if subject.startswith(f"<{BASE}"))

    def __add__(self, other: Statistics) -> Statistics:
        """The counts of both graphs together."""
        return Statistics(
            self.triples + other.triples,
            self.classes + other.classes,
            self.properties + other.properties,
            self.links + other.links,
            self.subjects | other.subjects,
        )


def _target(term: object) -> str | None:
    if not isinstance(term, ox.NamedNode):
        return None
    return next((name for name, (_, _, space) in TARGETS.items() if term.value.startswith(space)), None)


def count(triples: Iterable[ox.Triple]) -> Statistics:
    """The counts of a graph; no triple may be given twice."""
    found = Statistics()
    for t in triples:
        found.triples += 1
        found.subjects.add(str(t.subject))
        found.properties[t.predicate.value] += 1
        if not isinstance(t.object, ox.NamedNode):
            continue
        if t.predicate == RDF_TYPE:
            found.classes[t.object.value] += 1
            continue
        for ours, theirs, outwards in ((t.subject, t.object, True), (t.object, t.subject, False)):
            target = _target(theirs)
            if target and isinstance(ours, ox.NamedNode) and ours.value.startswith(BASE):
                found.links[Link(target, t.predicate.value, outwards)] += 1
    return found
