"""When a state began, or became independent, is answered for each: with a day, or with why there is none.

Of 93 states no first day was held, so that "When did Canada become independent?" found nothing, as if nothing were known. A state whose
own memberships and treaties are older than its independence (India, Ukraine) has no first day but a day of independence: with a first day
it would be said of 1946 that it was not there, and its bonds of that time would go.
"""

import pytest
from article90 import answers, engines
from article90.questions import catalogue, finder

PREFIXES = """PREFIX a90: <https://w3id.org/article90/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
"""


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("when did canada become independent", [("1867-07-01", "began")]),
        ("wanneer werd Ierland onafhankelijk", [("1922-12-06", "began")]),
        ("when did ireland gain its independence from england", [("1922-12-06", "began")]),
        ("when did paraguay become independent", [("1811-05-14", "began")]),
        ("when did the US declare independence", [("1776-07-04", "began")]),
        ("when did India become independent", [("1947-08-15", "became independent")]),
        ("when did Iceland become independent", [("1918-12-01", "began"), ("1944-06-17", "became independent")]),
        ("when did France become independent", [("", "no day recorded")]),
    ],
)
def test_when_a_state_began_or_became_independent_is_answered(oxigraph: engines.Engine, sentence: str, said: list[tuple[str, str]]) -> None:
    """From whenever it was: the years before 1800 were left out of the period that is asked of one state."""
    found = finder.find(sentence, oxigraph)
    assert found.readings[0].question.id == "cq-058", sentence
    rows = engines.rows(answers.ask(found.readings[0].question, found.readings[0].given, oxigraph, cited=False).answer)
    assert [(engines.text(r, "day"), engines.text(r, "what")) for r in rows] == said


@pytest.mark.parametrize(
    ("sentence", "states", "predecessors"),
    [
        ("who did el salvador gain independence from", ["El Salvador"], ["Spain"]),
        ("what year did mexico gain independence from spain", ["Mexico"], ["Spain"]),
        ("van wie werd Suriname onafhankelijk", ["Suriname"], ["Nederland"]),
        (
            "what country gained its independence from britain on july 10 1973",
            ["Bahamas"],
            ["United Kingdom of Great Britain and Northern Ireland"],
        ),
        ("which country gained its independence from spain in 1968?", ["Equatorial Guinea"], ["Spain"]),
        ("former colonies of Belgium", ["Congo", "Burundi", "Rwanda"], ["Belgium"] * 3),
        ("who did Vanuatu gain independence from", ["Vanuatu"], ["France; United Kingdom of Great Britain and Northern Ireland"]),
        ("who did Greece gain independence from", ["Greece"], [""]),
    ],
)
def test_of_whom_a_state_became_independent_is_answered(oxigraph, sentence: str, states: list[str], predecessors: list[str]) -> None:
    """It was said not to be held, though people ask for it more often than for the day; of the Ottoman Empire it is not."""
    found = finder.find(sentence, oxigraph)
    first = found.readings[0]
    assert first.question.id == "cq-058" and found.clear, sentence
    rows = engines.rows(answers.ask(first.question, first.given, oxigraph, cited=False, lang=first.lang).answer)
    assert [engines.text(r, "predecessor") for r in rows] == predecessors
    assert all(any(state in engines.text(r, "state") for r in rows) for state in states) and len(rows) == len(states)


def test_each_state_that_began_since_1800_says_of_whom_or_what_is_lacking(oxigraph: engines.Engine) -> None:
    """A succession, or words in its coverage. Of these it is not said, by the World Factbook: they were founded, united or are in free
    association; ICOW has the Democratic Republic out of Germany, which goes on here, and Serbia, not Yugoslavia, out of the Ottomans.
    """
    found = oxigraph.query(
        PREFIXES
        + """SELECT ?state { ?state a a90:State ; a90:since|a90:independentSince ?day
          FILTER NOT EXISTS { ?passage a90:successor ?state }
          FILTER NOT EXISTS { ?coverage a90:coverageOf ?state ; a90:ofClass a90:Succession } }"""
    )
    alone = {"COK", "DDR", "ITA", "LBR", "NIU", "NPL", "SAU", "SUN", "SWE", "YUG"}
    assert {r["state"].value.rpartition("/")[2] for r in engines.rows(found)} == alone


def test_each_state_has_its_day_or_words_on_why_it_has_none(oxigraph: engines.Engine) -> None:
    """In both languages."""
    found = oxigraph.query(
        PREFIXES
        + """SELECT ?state { ?state a a90:State FILTER NOT EXISTS { ?state a90:since|a90:independentSince ?day }
          FILTER(NOT EXISTS { ?state dcterms:description ?en FILTER(LANG(?en) = "en") }
            || NOT EXISTS { ?state dcterms:description ?nl FILTER(LANG(?nl) = "nl") }) }"""
    )
    assert [r["state"].value for r in engines.rows(found)] == []


def test_a_day_of_independence_comes_after_the_first_day(oxigraph: engines.Engine) -> None:
    """And says more than it: a state that began with its independence has its first day only."""
    found = oxigraph.query(PREFIXES + "SELECT ?state { ?state a90:since ?since ; a90:independentSince ?day FILTER(?day <= ?since) }")
    assert [r["state"].value for r in engines.rows(found)] == []


def test_what_is_older_than_independence_has_a_day_of_its_own_and_no_first_day(oxigraph: engines.Engine) -> None:
    """India, the Philippines, Syria, Jordan, Ukraine and Belarus joined before they were independent."""
    found = oxigraph.query(
        PREFIXES + "SELECT DISTINCT ?state { ?m org:member ?state ; a90:since ?joined . ?state a90:since ?since FILTER(?joined < ?since) }"
    )
    assert [r["state"].value for r in engines.rows(found)] == []


def test_that_no_day_is_recorded_is_no_day_of_a_period(oxigraph) -> None:
    """Asked of the years from 1950 to 1960, France was a row without a day."""
    for given in ({"from": "1950-01-01", "to": "1960-01-01"}, {"from": "1950-01-01", "to": "any"}):
        assert answers.ask(catalogue.find("cq-058"), {"state": "state/FRA", **given}, oxigraph).answer.rows == []
    open_period = {"state": "state/FRA", "from": "any", "to": "any"}
    assert [r["what"].value for r in answers.ask(catalogue.find("cq-058"), open_period, oxigraph).answer.rows] == ["no day recorded"]


def test_a_row_that_has_no_day_shows_none(oxigraph) -> None:
    """Germany had "no day recorded" on 3 October 1990, the day of its union with the Democratic Republic."""
    rows = answers.ask(catalogue.find("cq-058"), {"from": "any", "to": "any"}, oxigraph, cited=False).answer.rows
    without = [row for row in rows if row["what"].value == "no day recorded"]
    assert len(without) > 15 and not any(row.get("day") or row.get("predecessor") for row in without)
    assert all(row.get("day") for row in rows if row["what"].value != "no day recorded")


def test_what_came_of_a_state_came_in_its_time(oxigraph) -> None:
    """Finland, which left Russia in 1917, was among the successors of the Soviet Union of 1922; of Russia it is."""

    def after(state: str) -> set[str]:
        rows = answers.ask(catalogue.find("cq-046"), {"state": state}, oxigraph, cited=False).answer.rows
        return {row["state"].value for row in rows if row["relation"].value == "successor"}

    assert len(after("state/SUN")) == 15 and "Finland" not in after("state/SUN") and {"Finland", "Ukraine"} <= after("state/RUS")
