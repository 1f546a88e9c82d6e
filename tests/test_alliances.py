"""What is missing of the alliances of a state is named, and an answer about them says that its list is open.

tests/crosscheck/atop-of-nato.csv has the alliances that a second dataset, ATOP, has without an end for the members of NATO.
"""

import csv
import re
from pathlib import Path

import pytest
from article90 import answers, engines, vocabulary
from article90.questions import catalogue

TABLE = Path(__file__).parent / "crosscheck" / "atop-of-nato.csv"
ATOP = [dict(row) for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())]
MEMBERS = """SELECT ?code { ?membership org:organization organisation:nato ; org:member ?state .
  FILTER NOT EXISTS { ?membership a90:until ?until } FILTER NOT EXISTS { ?membership org:role ?role }
  BIND(STRAFTER(STR(?state), "state/") AS ?code) }"""
LACKS = """SELECT ?code ?lacks { ?list a90:coverageOf ?state ; a90:ofClass a90:Commitment ; a90:lacks ?lacks . ?state a a90:State .
  BIND(STRAFTER(STR(?state), "state/") AS ?code) }"""
PREFIX = (
    "".join(f"PREFIX {p}: <{vocabulary.PREFIXES[p]}> " for p in ("a90", "org")) + f"PREFIX organisation: <{vocabulary.BASE}organisation/> "
)


def missing(state: str) -> list[str]:
    """The numbers of the alliances of a state that are not here."""
    return [row["atop"] for row in ATOP if state in row["states"].split() and not row["ours"]]


def test_every_alliance_of_an_ally_that_a_second_dataset_has_is_here_or_named_as_missing(oxigraph: engines.Engine) -> None:
    """The Manila Pact and the agreements of 1959 were missing, and nothing said so."""
    said = {row["code"].value: row["lacks"].value for row in engines.rows(oxigraph.query(PREFIX + LACKS, {}))}
    members = {row["code"].value for row in engines.rows(oxigraph.query(PREFIX + MEMBERS, {}))}
    assert len(members) == 32 and members == said.keys()
    for state in members:
        assert re.findall(r"\b(\d{4}) \(", said[state]) == missing(state), state


def test_what_the_table_says_is_here_bears_its_number(oxigraph: engines.Engine) -> None:
    found = engines.rows(oxigraph.query(PREFIX + "SELECT ?text ?number { ?text a90:atopId ?number }", {}))
    numbers = {row["number"].value: row["text"].value.removeprefix(vocabulary.BASE) for row in found}
    assert {row["atop"]: row["ours"] for row in ATOP if row["ours"]} == {n: numbers[n] for n in numbers if n in {r["atop"] for r in ATOP}}


@pytest.mark.parametrize("state", ["USA", "CHN", "NLD"])
def test_an_answer_on_the_alliances_of_a_state_says_that_the_list_is_open(state: str, oxigraph: engines.Engine) -> None:
    """What is not recorded was kept from being a no by the open list of parties to another treaty only."""
    found = answers.ask(catalogue.find("cq-065"), {"state": f"{vocabulary.BASE}state/{state}", "date": "2003-12-31"}, oxigraph)
    assert f"{vocabulary.BASE}state/{state}" in found.limits.open


def test_defence_duties_of_the_united_states_in_2003_are_those_of_the_second_dataset(oxigraph: engines.Engine) -> None:
    """All ten that ATOP counts but the Charter of the Organization of American States, whose commitments are not recorded."""
    given = {"state": f"{vocabulary.BASE}state/USA", "date": "2003-12-31", "type": f"{vocabulary.BASE}concept/commitment-type#defence"}
    found = answers.ask(catalogue.find("cq-065"), given, oxigraph)
    texts = {row["commitmentIri"].value.removeprefix(vocabulary.BASE).partition("#")[0] for row in engines.rows(found.answer)}
    theirs = {row["ours"] for row in ATOP if "USA" in row["states"].split() and "defence" in row["obligations"].split()}
    assert texts == theirs - {"treaty/oas-charter"} and len(theirs) == 10


@pytest.mark.parametrize(
    ("party", "last"),
    [
        ("manila-pact#PAK", {"1973-11-07"}),
        ("manila-pact#FRA", set()),
        ("manila-pact#USA", set()),
        ("us-iran-cooperation-1959#IRN", {"1979-12-31"}),
    ],
)
def test_who_left_an_alliance_has_its_last_day(party: str, last: set[str], oxigraph: engines.Engine) -> None:
    """The dissolution of the organisation ended no treaty, and a notice ends it a year later."""
    found = oxigraph.query(PREFIX + f"SELECT ?until {{ <{vocabulary.BASE}treaty/{party}> a90:until ?until }}", {})
    assert {row["until"].value for row in engines.rows(found)} == last


def test_what_a_state_owes_under_its_own_constitution_is_no_alliance(oxigraph: engines.Engine) -> None:
    """The list of alliance commitments began with the duty to lay agreements before the parliament of Aruba, as consultation."""
    query = """SELECT ?commitment ?type { ?commitment a90:groundedIn/dcterms:isPartOf ?text ; a90:commitmentType ?type .
      ?text a ?kind . FILTER(?kind IN (a90:Constitution, a90:LegalAct))
      FILTER(REGEX(STR(?type), "#(defence|offence|neutrality|non-aggression|consultation)$")) }"""
    found = oxigraph.query(PREFIX + f"PREFIX dcterms: <{vocabulary.PREFIXES['dcterms']}> " + query, {})
    assert not engines.rows(found)
