"""Parts: a fragment says what its record says, and what a file holds once stands in it once."""

import pyoxigraph as ox
import pytest
from article90 import vocabulary
from article90.check import parts

PREFIXES = f"""@prefix a90: <{vocabulary.ONTOLOGY}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix organisation: <{vocabulary.BASE}organisation/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <{vocabulary.BASE}state/> .
@prefix t: <{vocabulary.BASE}treaty/t#> .
@prefix territory: <{vocabulary.BASE}territory/> .
@prefix treaty: <{vocabulary.BASE}treaty/> .
"""


def told(text: str) -> list[tuple[str, str]]:
    """The fragment and the rule of each fault in some Turtle."""
    triples = [q.triple for q in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]
    return [(subject.partition("#")[2], rule) for subject, rule, _ in parts.check_parts(triples)]


@pytest.mark.parametrize(
    "text",
    [
        "t:NLD a a90:Participation ; a90:party state:NLD .",
        "t:NLD-2 a a90:Participation ; a90:party state:NLD .",
        "t:EU a a90:Participation ; a90:party organisation:eu .",
        "t:republic-of-vietnam a a90:Participation ; a90:party state:republic-of-vietnam .",
        "t:NLD-CUW a a90:TerritorialApplication ; dcterms:isPartOf t:NLD ; a90:territory territory:CUW .",
        "t:hosting-NLD a a90:Hosting ; a90:host state:NLD .",
        "t:toll-NLD a a90:NationalToll ; a90:state state:NLD .",
        't:NLD-2024-ed2025 a qb:Observation ; a90:state state:NLD ; a90:year 2024 ; a90:edition "2025" .',
        't:art6 a a90:Provision ; a90:number "VI" .',
        't:art14 a a90:Provision ; a90:number "XIV" .',
        't:art42-7 a a90:Provision ; a90:number "42(7)" .',
        't:art3bis a a90:Provision ; a90:number "3 bis" .',
        't:scope a a90:Provision ; a90:number "13" .',
        "t:b a a90:Threshold . t:a a90:threshold t:b .",
        "t:c a a90:Threshold . t:b dcterms:hasPart t:c .",
        't:a skos:prefLabel "x"@en ; skos:altLabel "x"@nl .',  # the same word in another language
        't:a a90:celex "02014R0833-20220604" ; a90:geonames "2750405" ; a90:bwbr "BWBR0001840" ; a90:bwbv "BWBV0004367" .',
    ],
)
def test_what_agrees_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("t:NLD a a90:Participation ; a90:party state:BEL .", [("NLD", "fragment-of-its-record")]),
        ("t:NLDX a a90:Participation ; a90:party state:NLD .", [("NLDX", "fragment-of-its-record")]),
        (
            "t:NLD-CUW a a90:TerritorialApplication ; dcterms:isPartOf t:NLD ; a90:territory territory:SXM .",
            [("NLD-CUW", "fragment-of-its-record")],
        ),
        (
            't:NLD-2024-ed2025 a qb:Observation ; a90:state state:NLD ; a90:year 2024 ; a90:edition "2024-annual-report" .',
            [("NLD-2024-ed2025", "fragment-of-its-record")],
        ),
        ('t:art6 a a90:Provision ; a90:number "IV" .', [("art6", "fragment-of-its-record")]),
        (
            't:art6 a a90:Provision ; a90:number "6" ; dcterms:isPartOf treaty:t . t:scope a a90:Provision ; a90:number "6" ; '
            "dcterms:isPartOf treaty:t .",
            [("scope", "one-provision-a-number")],
        ),
        ("t:b a a90:Threshold . t:a a90:threshold t:c .", [("b", "threshold-in-use")]),
        ('t:a skos:prefLabel "x"@en ; skos:altLabel "x"@en .', [("a", "label-said-once")]),
        ('t:a a90:url "https://example.org/" ; a90:copy "https://example.org/" .', [("a", "copy-elsewhere")]),
        ("t:a a90:personnelBasis t:b .", [("a", "basis-of-a-number")]),
        ('t:a a90:celex "2004E0847" .', [("a", "code-of-its-form")]),
        ('t:a a90:geonames "Q55" .', [("a", "code-of-its-form")]),
        ('t:a a90:bwbr "BWBV0004367" .', [("a", "code-of-its-form")]),
    ],
)
def test_what_does_not_is_told(text: str, wrong: list[tuple[str, str]]) -> None:
    """A record copied for the next party, one of its two lines changed, was seen by no rule."""
    assert told(text) == wrong
