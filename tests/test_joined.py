"""Where the members of a body are the parties to a treaty, or those of another body, that is their list, and they count as its members."""

import re
from collections.abc import Iterable

import pytest
from article90 import answers, engines
from article90.questions import catalogue, finder
from article90.vocabulary import BASE

PREFIX = "PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX org: <http://www.w3.org/ns/org#>\n"
# Each body and its list, read in the treaty that founded it: Chemical Weapons Convention, article VIII(2); Rome Statute, article 112;
# Charter of the United Nations, article 93(1); the conventions of 1899 and 1907.
LISTS = {
    "organisation/opcw": {"treaty/cwc"},
    "organisation/icc": {"treaty/rome-statute"},
    "organisation/icj": {"organisation/un"},
    "organisation/pca": {"treaty/hague-pacific-settlement-1899", "treaty/hague-pacific-settlement-1907"},
}


def test_each_list_is_there_once(oxigraph: engines.Engine) -> None:
    """No membership is copied beside the list, and the list has records."""
    found: dict[str, set[str]] = {}
    for row in engines.rows(oxigraph.query(PREFIX + "SELECT ?body ?list WHERE { ?body a90:joinedThrough ?list }")):
        found.setdefault(engines.text(row, "body").removeprefix(BASE), set()).add(engines.text(row, "list").removeprefix(BASE))
    assert found == LISTS
    copied = (
        "SELECT ?m WHERE { ?body a90:joinedThrough ?list . ?m org:organization ?body ; org:member ?who ; a90:until ?until "
        ". ?there org:organization ?list ; org:member ?who ; a90:since ?since . FILTER(?since <= ?until) "
        "FILTER NOT EXISTS { ?there org:role ?role } }"
    )
    assert engines.rows(oxigraph.query(PREFIX + copied)) == []
    empty = (
        "SELECT ?list WHERE { ?body a90:joinedThrough ?list . "
        "FILTER NOT EXISTS { ?p a90:instrument ?list } FILTER NOT EXISTS { ?m org:organization ?list } }"
    )
    assert engines.rows(oxigraph.query(PREFIX + empty)) == []


@pytest.mark.parametrize(
    ("sentence", "lang", "first"),
    [
        ("members of the OPCW", "en", "cq-077 --treaty treaty:cwc"),
        ("leden van de OVCW", "nl", "cq-077 --treaty treaty:cwc"),
        ("members of the ICC", "en", "cq-077 --treaty treaty:rome-statute"),
        ("members of ICAO", "en", "cq-002 --organisation organisation:icao"),
        ("members of the International Court of Justice", "en", "cq-002 --organisation organisation:icj"),
        ("which members of NATO are not in the ICC", "en", "cq-120 --organisation organisation:nato --treaty treaty:rome-statute"),
        ("where is the ICJ based", "en", "cq-057 --organisation organisation:icj"),
    ],
)
def test_words_lead_to_its_members(oxigraph: engines.Engine, sentence: str, lang: str, first: str) -> None:
    found = finder.find(sentence, oxigraph, lang)
    assert found.clear
    assert str(found.readings[0]) == first


def members(engine: engines.Engine, body: str, day: str) -> set[str]:
    """The members of a body on a day, by the IRIs of what makes them members."""
    return {r["linkIri"].value for r in answers.ask(catalogue.find("cq-002"), {"organisation": body, "date": day}, engine).answer.rows}


@pytest.mark.parametrize(
    ("state", "day", "since"),
    [
        ("CHE", "1948-07-27", None),
        ("CHE", "1948-07-28", "1948-07-28"),
        ("CHE", "2002-09-09", "1948-07-28"),
        ("CHE", "2002-09-10", "2002-09-10"),
        ("LIE", "1980-01-01", "1950-03-29"),
        ("JPN", "1955-01-01", "1954-04-02"),
        ("SMR", "1992-03-01", "1954-02-18"),
        ("NRU", "1999-09-13", "1988-01-29"),
    ],
)
def test_five_were_of_the_court_before_they_were_members(oxigraph: engines.Engine, state: str, day: str, since: str | None) -> None:
    """It once said "No" of Switzerland, Liechtenstein, San Marino, Japan and Nauru: their parties to the Statute were not looked at."""
    found = answers.ask(catalogue.find("cq-001"), {"state": f"state/{state}", "organisation": "organisation/icj", "date": day}, oxigraph)
    assert [r["since"].value for r in found.answer.rows] == ([since] if since else [])


def test_who_left_a_body_that_is_joined_by_a_treaty_is_found(oxigraph: engines.Engine) -> None:
    found = answers.ask(catalogue.find("cq-043"), {"organisation": "organisation/icc", "to": "2020-01-01"}, oxigraph)
    assert [(r["member"].value, r["until"].value) for r in found.answer.rows] == [("Burundi", "2017-10-26"), ("Philippines", "2019-03-16")]


@pytest.mark.parametrize("day", ["1990-06-01", "2003-01-01", "2026-01-01"])
def test_parties_and_members_elsewhere_are_members(oxigraph: engines.Engine, day: str) -> None:
    """As many as the list has on the day; of two treaties the first counts, and an observer of the United Nations is none of the Court."""

    def listed(given: str, value: str) -> set[str]:
        name, column = ("cq-077", "participationIri") if given == "treaty" else ("cq-002", "linkIri")
        rows = answers.ask(catalogue.find(name), {given: value, "date": day}, oxigraph).answer.rows
        return {r[column].value for r in rows if "status" not in r or r["status"] is None}

    assert members(oxigraph, "organisation/opcw", day) == listed("treaty", "treaty/cwc")
    assert members(oxigraph, "organisation/icc", day) == listed("treaty", "treaty/rome-statute")
    court = members(oxigraph, "organisation/icj", day)
    assert {iri for iri in court if "organisation/icj#" not in iri} == listed("organisation", "organisation/un") != set()
    old, new = (listed("treaty", f"treaty/hague-pacific-settlement-{year}") for year in (1899, 1907))
    states = {iri.rpartition("#")[2] for iri in old}
    assert members(oxigraph, "organisation/pca", day) == old | {iri for iri in new if iri.rpartition("#")[2] not in states}


@pytest.mark.parametrize(
    ("name", "given", "bodies"),
    [
        ("cq-001", {"state": "state/NLD"}, {"opcw", "icc", "icj", "pca"}),
        ("cq-001", {"state": "state/ISR"}, {"icj"}),
        ("cq-041", {"state": "state/NLD", "other": "state/DEU"}, {"opcw", "icc", "icj"}),
        ("cq-041", {"state": "state/NLD", "other": "state/USA"}, {"opcw", "icj", "pca"}),
        ("cq-124", {"state": "state/PHL"}, {"opcw", "icc", "icj", "pca"}),
    ],
)
def test_a_state_is_a_member_of_them(oxigraph: engines.Engine, name: str, given: dict[str, str], bodies: set[str]) -> None:
    asked = {
        body: answers.ask(catalogue.find(name), {**given, "organisation": f"organisation/{body}"}, oxigraph).answer.rows
        for body in map(short, LISTS)
    }
    assert {body for body, rows in asked.items() if rows} == bodies
    assert all(len(rows) <= 1 for rows in asked.values())


def short(body: str) -> str:
    return body.removeprefix("organisation/")


@pytest.mark.parametrize("body", LISTS)
def test_the_list_of_members_is_read_as_far_as_what_it_is(oxigraph: engines.Engine, body: str) -> None:
    """To the same day, the earliest of several, and open where one is open."""
    query = (
        "SELECT ?day WHERE { VALUES ?list { %s } ?coverage a90:coverageOf ?list ; a90:ofClass ?class . "
        "OPTIONAL { ?coverage a90:completeUntil ?day } "
        'FILTER(?class = org:Membership || (?class = a90:Participation && CONTAINS(STR(?list), "/treaty/"))) }'
    )

    def days(lists: Iterable[str]) -> list[str]:
        found = engines.rows(oxigraph.query(PREFIX + query % " ".join(f"<{BASE}{one}>" for one in lists)))
        return [engines.text(r, "day") for r in found]

    assert days([body]) == [min(days(LISTS[body]))]


@pytest.mark.parametrize(("body", "lists"), [(b, one) for b, lists in LISTS.items() for one in sorted(lists)])
def test_a_question_about_its_members_says_where_they_are(oxigraph: engines.Engine, body: str, lists: str) -> None:
    said = answers.ask(catalogue.find("cq-002"), {"organisation": body}, oxigraph).limits.said
    for lang in ("en", "nl"):
        commands = [m for s in said[lang] for m in re.findall(r"article90 ask (cq-\d+) --\w+ (\S+?)\.$", s)]
        assert ("cq-077" if lists.startswith("treaty/") else "cq-002", lists) in commands


def test_a_body_with_a_list_of_its_own_says_nothing_of_it(oxigraph: engines.Engine) -> None:
    said = answers.ask(catalogue.find("cq-002"), {"organisation": "organisation/nato"}, oxigraph).limits.said
    assert not [s for s in said["en"] if "article90 ask" in s]


def test_members_of_one_body_may_be_narrowed_to_those_of_a_body_joined_by_treaty(oxigraph: engines.Engine) -> None:
    """All members of NATO were in the ban on chemical weapons in 2020; the answer was none, not recorded."""
    found = answers.ask(
        catalogue.find("cq-002"), {"organisation": "organisation/nato", "in": "organisation/opcw", "date": "2020-01-01"}, oxigraph
    )
    assert len(found.answer.rows) == 29
