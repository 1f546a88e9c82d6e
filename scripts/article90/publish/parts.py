"""The parts of the publication, which are datasets of their own: what each is called and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ..derive import NAMES
from ..vocabulary import BASE

TITLE = {
    "en": "Article 90: linked data on who has promised whom what in international peace and security",
    "nl": "Artikel 90: gekoppelde data over wie wat aan wie heeft beloofd in internationale vrede en veiligheid",
}
DESCRIPTION = {
    "en": "States, organisations, treaties and other instruments, the commitments in them article by article, missions and measures: "
    "each fact dated and sourced.",
    "nl": "Staten, organisaties, verdragen en andere instrumenten, de verbintenissen daarin per artikel, missies en maatregelen: elk feit "
    "met data en bron.",
}
KEYWORDS = {
    "en": ("linked data", "treaties", "international organisations", "peacekeeping", "sanctions", "international law", "Netherlands"),
    "nl": ("gekoppelde data", "verdragen", "internationale organisaties", "vredesmissies", "sancties", "volkenrecht", "Nederland"),
}


@dataclass(frozen=True, eq=False)
class Part:
    """A dataset of the catalogue."""

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]

    @property
    def iri(self) -> ox.NamedNode:
        """Its identifier."""
        return dataset(self.name)

    @property
    def graph(self) -> str:
        """The IRI of its document, which is also that of the named graph it stands in."""
        return f"{BASE}{self.name}.ttl"


def dataset(name: str) -> ox.NamedNode:
    """The identifier of something in the catalogue."""
    return ox.NamedNode(f"{BASE}dataset#{name}")


WHOLE = Part("article90", TITLE, DESCRIPTION)
CATALOGUE_GRAPH = BASE + "catalogue.ttl"
PARTS = (
    WHOLE,
    Part(
        "bonds",
        {"en": "Article 90: bonds", "nl": "Artikel 90: bindingen"},
        {
            "en": "Which state is bound by which commitment, from which day to which day, and by what that follows: made from "
            "the data by one query.",
            "nl": "Welke staat door welke verbintenis gebonden is, van welke tot welke dag, en waaruit dat volgt: door één "
            "zoekvraag uit de data gemaakt.",
        },
    ),
    Part(
        "findings",
        {"en": "Article 90: findings", "nl": "Artikel 90: bevindingen"},
        {
            "en": "Whether each state reached the level of a spending commitment in a year for which there is a figure: made "
            "from the data by one query.",
            "nl": "Of elke staat het niveau van een uitgavenverbintenis haalde in een jaar waarvoor er een cijfer is: door één "
            "zoekvraag uit de data gemaakt.",
        },
    ),
    Part(
        "questions",
        {"en": "Article 90: competency questions", "nl": "Artikel 90: competentievragen"},
        {
            "en": "Questions in English and Dutch with the SPARQL that answers them, and how many rows to expect on a stated day.",
            "nl": "Vragen in het Engels en Nederlands met de SPARQL die ze beantwoordt, en hoeveel rijen er op een genoemde dag "
            "te verwachten zijn.",
        },
    ),
    Part(
        "ontology",
        {"en": "Article 90: the ontology", "nl": "Artikel 90: de ontologie"},
        {"en": "The classes and properties, in OWL.", "nl": "De klassen en eigenschappen, in OWL."},
    ),
    Part(
        "alignments",
        {"en": "Article 90: matches to other vocabularies", "nl": "Artikel 90: overeenkomsten met andere vocabulaires"},
        {
            "en": "Which terms and entries of other vocabularies come near ours.",
            "nl": "Welke termen en ingangen van andere vocabulaires dicht bij de onze komen.",
        },
    ),
    Part(
        "shapes",
        {"en": "Article 90: shapes", "nl": "Artikel 90: shapes"},
        {"en": "The SHACL shapes that the data is checked against.", "nl": "De SHACL-shapes waaraan de data wordt getoetst."},
    ),
)
DERIVED = NAMES
# These say what they are in an owl:Ontology of their own: a word of DCAT in them would take them out of OWL 2 DL.
ONTOLOGIES = ("ontology", "alignments")
