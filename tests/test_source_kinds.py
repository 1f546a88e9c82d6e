"""How each kind of fact is sourced: the kinds of its sources by class, and how many facts rest on weak sources only.

`.venv/bin/python -m pytest tests/test_source_kinds.py -s` prints the table that tests/crosscheck/source-kinds.md keeps.
"""

import csv
import urllib.parse
from collections import defaultdict
from pathlib import Path

import pytest
from article90 import engines

FOLDER = Path(__file__).parent / "crosscheck"
KINDS = ("official", "registry", "dataset", "scholarly", "press", "encyclopedia")
# A source may be cited whole or by a passage of it.
TABLE = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?class ?fact ?kind {
  ?fact a ?class ; dcterms:source ?cited .
  { ?cited a90:sourceKind ?kind } UNION { ?cited dcterms:isPartOf/a90:sourceKind ?kind }
}
"""
PUBLISHED = """
PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
SELECT ?publisher ?kind { ?source dc:publisher ?publisher ; a90:sourceKind ?kind }
"""
CLASSES = ("Membership", "Participation", "Mission", "Contribution", "Measure", "Event", "Succession", "TerritorialApplication")
# In percent of the facts of the class; a body's own page, a register or a gazette found for a fact lets the ceiling come down.
WEAK_AT_MOST = {
    row["class"]: float(row["weakAtMost"]) for row in csv.DictReader((FOLDER / "source-kinds.csv").open(encoding="utf-8", newline=""))
}


@pytest.fixture(scope="module")
def kinds(oxigraph: engines.Engine) -> dict[str, dict[str, set[str]]]:
    """The kinds of source of each fact, by the local name of its class."""
    found: dict[str, dict[str, set[str]]] = {name: {} for name in CLASSES}
    for row in engines.rows(oxigraph.query(TABLE)):
        name = row["class"].value.rpartition("#")[2]
        if name in found:
            found[name].setdefault(row["fact"].value, set()).add(row["kind"].value.rpartition("#")[2])
    return found


def weak(of_a_fact: set[str]) -> bool:
    """Whether a fact rests on the press or an encyclopedia alone."""
    return of_a_fact <= {"press", "encyclopedia"}


def test_kinds_of_source_are_those_of_the_scheme(kinds: dict[str, dict[str, set[str]]]) -> None:
    used = {kind for facts in kinds.values() for of_a_fact in facts.values() for kind in of_a_fact}
    assert used <= set(KINDS), f"{used - set(KINDS)} is no kind of source that this table knows."
    print(f"\n| class | facts | {' | '.join(KINDS)} | weak alone |\n|{'---|' * (len(KINDS) + 3)}")
    for name, facts in kinds.items():
        shares = [sum(kind in of_a_fact for of_a_fact in facts.values()) for kind in KINDS]
        print(f"| {name} | {len(facts)} | {' | '.join(map(str, shares))} | {sum(map(weak, facts.values()))} |")


@pytest.mark.parametrize("name", CLASSES)
def test_no_more_facts_rest_on_weak_sources_than_is_said(name: str, kinds: dict[str, dict[str, set[str]]]) -> None:
    """193 of 1,258 memberships rested on the press and on Wikipedia alone, most of them unmarked as such: the share may only fall."""
    facts = kinds[name]
    share = 100 * sum(map(weak, facts.values())) / len(facts)
    assert share <= WEAK_AT_MOST[name], f"{share:.1f} % of the facts of class {name} rest on the press or an encyclopedia alone."


# Publishers of documents of several kinds, each by the definition of its kind; of all others a second kind is a slip.
SEVERAL = {
    "Federation of American Scientists": "its analysts' pages are studies; one page is a news report of the day, with the text decided",
    "International Committee of the Red Cross": "its lists of parties are registers, its pages and its Review tell of its own work",
    "Organization of American States": "a register as depositary, official as what it says of itself",
    "United Nations": "UNTERM is a register of names, all else its own documents",
}


def test_what_one_publisher_publishes_is_of_one_kind(oxigraph: engines.Engine) -> None:
    """Of ten pages of the Red Cross on treaties nine were called press and one a register; most lists of the depositary, official."""
    rows = engines.rows(oxigraph.query(PUBLISHED))
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row["publisher"].value, set()).add(row["kind"].value.rpartition("#")[2])
    assert {publisher for publisher, of in kinds.items() if len(of) > 1} == set(SEVERAL)
    for register in ("United Nations Treaty Collection", "Kingdom of the Netherlands (Verdragenbank)"):
        assert kinds[register] == {"registry"}, "a depositary keeps a register"


def address(url: str) -> str:
    """An address as it is compared: without the protocol, www, a slash at the end and the letter case of host and path."""
    parts = urllib.parse.urlsplit(url)
    path = urllib.parse.unquote(parts.path).rstrip("/").lower()
    return f"{parts.netloc.lower().removeprefix('www.')}{path}?{parts.query}"


def test_one_source_has_one_name(oxigraph: engines.Engine) -> None:
    """Ten pages stood under two names each; a page that changes is another source where it was published or read in another state."""
    found = oxigraph.query(
        "PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/> "
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX dc: <http://purl.org/dc/elements/1.1/> "
        "SELECT ?source ?url ?title ?copy ?issued { ?source a a90:Source ; a90:url ?url ; dc:title ?title "
        "OPTIONAL { ?source a90:copy ?copy } OPTIONAL { ?source dcterms:issued ?issued } "
        "FILTER NOT EXISTS { ?source owl:deprecated true } }"
    )
    named = defaultdict(set)
    for row in engines.rows(found):
        edition = [row[name].value if row.get(name) else "" for name in ("copy", "issued", "title")]
        named[(address(row["url"].value), *edition)].add(row["source"].value)
    assert not [names for names in named.values() if len(names) > 1]
