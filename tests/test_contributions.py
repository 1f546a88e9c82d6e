"""Contributions to missions: a period is what a source says began and ended, and the day of a report is an attestation.

Four in ten contributions once carried the date of a report as their beginning or end, and said so in prose that no query reads: Ukraine, in
KFOR in 2014, 2017 and 2022, was nowhere to be found in 2018.
"""

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import answers, engines, fragments, vocabulary
from article90.questions import catalogue

PREFIXES = f"PREFIX a90: <{vocabulary.ONTOLOGY}> PREFIX dcterms: <{vocabulary.PREFIXES['dcterms']}> "

EXCUSES = re.compile(
    r"one month's count|(period|day|days|month|end|beginning) (is|are) (that|those) (of|that)|end is (the month|the last|the mandate)"
    r"|was not found|real beginning|(date|day) of (the|a) report|(report|mandate) that was read|still going on|period is the",
    re.IGNORECASE,
)
BEGAN_ON_THE_DAY = {  # the report says that it began on that very day
    "mission/efp-lithuania#LUX": "the ministry: troops are arriving on Monday to join",
    "mission/efp-lithuania#NOR": "the ministry: on 29 May some 200 soldiers are deploying",
    "mission/eufor-althea#NLD-4": "the marines left that day",
    "mission/eufor-althea#NLD-5": "began today",
    "mission/nato-mission-iraq#NLD-3": "the general took over that day",
    "mission/prosperity-guardian#NLD": "deployed from today",
    "mission/baltic-air-policing#NLD-2": "from Monday on, in a report of that Monday",
}


def rows(engine: engines.Engine, query: str) -> list[dict[str, str]]:
    """The rows of a query, things by their name below the base."""
    found = engine.query(PREFIXES + query, {})
    return [{k: v.value.removeprefix(vocabulary.BASE) for k, v in r.items() if v is not None} for r in engines.rows(found)]


def values(engine: engines.Engine, node: str, term: str) -> set[str]:
    """What our data say of a property of a node."""
    terms = {"node": ox.NamedNode(vocabulary.BASE + node), "term": ox.NamedNode(vocabulary.ONTOLOGY + term)}
    return {r["o"].value.removeprefix(vocabulary.BASE) for r in engines.rows(engine.query("SELECT ?o { ?node ?term ?o }", terms))}


def test_no_description_excuses_a_date(oxigraph: engines.Engine) -> None:
    """79 of 182 descriptions told that a date was a stand-in: such a date is left out, and the description tells of the contribution."""
    told = rows(oxigraph, "SELECT ?c ?text { ?c a a90:Contribution ; dcterms:description ?text }")
    assert len(told) > 100
    assert not [(r["c"], r["text"]) for r in told if EXCUSES.search(r["text"])]


def test_day_of_a_report_is_no_beginning(oxigraph: engines.Engine) -> None:
    """The Belgians were said to have come to Lithuania on 29 May 2017, the day on which the ministry told of them."""
    found = rows(
        oxigraph,
        "SELECT DISTINCT ?c { ?c a a90:Contribution ; a90:since ?day . FILTER NOT EXISTS { ?c a90:sincePrecision ?precision } "
        "{ ?c dcterms:source/dcterms:issued ?day } UNION { ?c ^dcterms:isPartOf ?seen . ?seen a a90:Attestation ; a90:counted ?day } }",
    )
    assert {r["c"] for r in found} <= set(BEGAN_ON_THE_DAY)


def test_attestation_is_inside_its_mission_and_its_contribution(oxigraph: engines.Engine) -> None:
    """Who was seen on a day was there: the day is in the life of the mission and in the period of the contribution, where that is known."""
    seen = rows(
        oxigraph,
        "SELECT ?a ?day ?since ?until ?began ?ended { ?a a a90:Attestation ; dcterms:isPartOf ?c ; a90:counted ?day . ?c a90:mission ?m "
        "OPTIONAL { ?c a90:since ?since } OPTIONAL { ?c a90:until ?until } "
        "OPTIONAL { ?m a90:since ?began } OPTIONAL { ?m a90:until ?ended } }",
    )
    assert len(seen) > 80
    outside = [
        r["a"]
        for r in seen
        if not max(r.get("since", ""), r.get("began", "")) <= r["day"] <= min(r.get("until", "9999"), r.get("ended", "9999"))
    ]
    assert not outside


def test_number_of_an_attestation_is_not_told_again_by_its_contribution(oxigraph: engines.Engine) -> None:
    """A hundred Belgians stood in both, so that a sum counted two hundred."""
    twice = rows(
        oxigraph,
        "SELECT ?a { ?a a a90:Attestation ; dcterms:isPartOf ?c ; a90:personnel ?n ; a90:counted ?day . "
        "?c a90:personnel ?n ; a90:counted ?day }",
    )
    assert not twice


def test_counts_without_a_period_are_of_one_contribution(oxigraph: engines.Engine) -> None:
    """Albania had two contributions to KFOR, one a count: nothing says that it left in between."""
    undated = rows(
        oxigraph,
        "SELECT ?state ?m (COUNT(?c) AS ?n) { ?c a a90:Contribution ; a90:contributor ?state ; a90:mission ?m . "
        "FILTER NOT EXISTS { ?c a90:since ?since } FILTER NOT EXISTS { ?c a90:until ?until } } GROUP BY ?state ?m HAVING (COUNT(?c) > 1)",
    )
    assert not undated


def test_contribution_without_a_beginning_has_been_seen_or_ended(oxigraph: engines.Engine) -> None:
    """Otherwise no day at all connects the state with the mission; the pages that tell of these two give none."""
    lost = rows(
        oxigraph,
        "SELECT ?c { ?c a a90:Contribution . FILTER NOT EXISTS { ?c a90:since ?since } FILTER NOT EXISTS { ?c a90:until ?until } "
        "FILTER NOT EXISTS { ?seen a a90:Attestation ; dcterms:isPartOf ?c } }",
    )
    assert {r["c"] for r in lost} == {"mission/cmf#NLD", "mission/deliberate-force#NLD"}


def test_part_lies_within_the_whole(oxigraph: engines.Engine) -> None:
    """Uruzgan and Kunduz are parts of the Dutch share in ISAF, so that its numbers are not added to theirs."""
    parts = rows(
        oxigraph,
        "SELECT ?part ?ok { ?part a a90:Contribution ; dcterms:isPartOf ?whole ; a90:contributor ?state ; a90:mission ?m . "
        "?part a90:since ?s ; a90:until ?u . "
        "?whole a90:contributor ?otherState ; a90:mission ?otherMission ; a90:since ?ws ; a90:until ?wu . "
        "BIND(?state = ?otherState && ?m = ?otherMission && ?ws <= ?s && ?u <= ?wu AS ?ok) }",
    )
    assert {r["part"] for r in parts} == {"mission/isaf#NLD-3", "mission/isaf#NLD-4", "mission/unprofor#NLD-2"}
    assert {r["ok"] for r in parts} == {"true"}


def test_two_marechaussees_are_among_the_nine_in_georgia(oxigraph: engines.Engine) -> None:
    """All nine Dutch monitors stood beside the two marechaussees among them, and made eleven."""
    assert values(oxigraph, "mission/eumm-georgia#NLD", "personnel") == {"2"}
    assert values(oxigraph, "mission/eumm-georgia#NLD-2", "personnel") == {"7"}


@pytest.mark.parametrize(
    ("contribution", "seen"),
    [
        ("kfor#UKR", {("2014-08-20", "160"), ("2017-02-28", "40"), ("2022-08-03", "40")}),
        ("kfor#AUT", {("2017-02-28", "487"), ("2022-08-31", "232")}),
        ("tiph#NOR", {("2009-04-28", "20"), ("2014-02-28", "")}),
        ("eulex-kosovo#NLD", {("2012-07-06", "45"), ("2016-02-18", ""), ("2017-03-31", ""), ("2018-03-15", "15")}),
        ("unifil#NLD-3", {("2023-10-31", "1")}),
    ],
)
def test_who_was_seen_when(contribution: str, seen: set[tuple[str, str]], oxigraph: engines.Engine) -> None:
    """Ukraine served in KFOR from before 2014 to 2022; a question for 2018 found nothing, since each count was a month of its own."""
    found = rows(
        oxigraph,
        f"SELECT ?day ?n {{ ?a a a90:Attestation ; dcterms:isPartOf <{vocabulary.BASE}mission/{contribution}> ; a90:counted ?day "
        "OPTIONAL { ?a a90:personnel ?n } }",
    )
    assert {(r["day"], r.get("n", "")) for r in found} == seen


@pytest.mark.parametrize(
    ("contribution", "since", "until"),
    [
        ("eunavfor-aspides#NLD", "2024-05-01", "2024-08-08"),  # not from the day on which a Dutch commodore took command
        ("eupol-afghanistan#NLD", "2007-01-01", "2016-12-31"),
        ("efp-lithuania#CZE", "2018-07-17", ""),
        ("efp-lithuania#BEL", "2017-01-01", ""),
        ("efp-lithuania#HRV", "2017-12-01", "2018-07-31"),
        ("essential-harvest#NLD", "2001-08-26", "2001-09-26"),
        ("isaf#NLD-4", "2011-06-01", "2013-07-01"),
        ("emasoh-agenor#NLD", "2020-02-01", "2020-06-30"),
        ("eutm-mali#NLD", "2013-07-01", "2023-10-31"),
        ("baltic-air-policing#NLD-4", "2024-12-01", "2025-03-31"),
        ("active-fence#NLD", "2013-01-26", "2015-01-26"),
        ("unmis#NLD", "2006-03-04", "2011-07-09"),
        ("kfor#UKR", "", "2022-10-17"),
        ("nato-mission-iraq#NLD-4", "2024-05-01", "2025-04-30"),
        ("nsatu#NLD", "", ""),
        ("active-endeavour#NLD", "2001-10-01", "2016-10-31"),  # the Van Nes was in the first squadron
        ("unavem-ii#NLD", "1991-07-05", "1995-02-08"),  # the last day of the mission, as the source says
    ],
)
def test_period_is_the_one_that_a_source_gives(contribution: str, since: str, until: str, oxigraph: engines.Engine) -> None:
    """Each of these began or ended on the day of a report, of a decision or of the mission itself."""
    assert values(oxigraph, f"mission/{contribution}", "since") == ({since} if since else set())
    assert values(oxigraph, f"mission/{contribution}", "until") == ({until} if until else set())


@pytest.mark.parametrize("contribution", ["kfor#UKR", "kfor#NLD-2", "ntm-i#NLD", "unmis#NLD", "unamid#NLD", "unficyp#NLD-2"])
def test_end_that_was_not_found_is_the_latest_possible_day(contribution: str, oxigraph: engines.Engine) -> None:
    """The last day of a mission stood for the last day of the Dutch in it, and nothing but prose told the difference."""
    assert values(oxigraph, f"mission/{contribution}", "untilPrecision") == {"unknown"}


def test_dutch_list_says_what_it_lacks(oxigraph: engines.Engine) -> None:
    """Half of the civilian missions of the government's own table are missing, and no answer said so."""
    assert values(oxigraph, "state/NLD#coverage-contributions", "lacks")
    assert not values(oxigraph, "state/NLD#coverage-contributions", "completeUntil")


def served(oxigraph, state: str, day: str) -> dict[str, tuple[str, str]]:
    """Mission: (last day seen up to then, first day seen from then on), by the question which missions a state contributes to."""
    question = catalogue.find("cq-008")
    rows = engines.rows(oxigraph.query(question.text, question.bindings({"state": state, "date": day}, oxigraph)))
    seen = {engines.text(r, "contributionIri"): (engines.text(r, "seenBefore"), engines.text(r, "seenAfter")) for r in rows}
    return {contribution.partition("#")[0].rpartition("/")[2]: days for contribution, days in seen.items()}


def test_who_was_seen_before_and_after_a_day_is_listed_with_both_days(oxigraph) -> None:
    """Ukraine had forty people in KFOR in 2017 and in 2022, and in between the answer was that it contributed to nothing."""
    assert served(oxigraph, "UKR", "2018-01-01")["kfor"] == ("2017-02-28", "2022-08-03")
    assert served(oxigraph, "UKR", "2017-02-28")["kfor"] == ("2017-02-28", "2017-02-28")
    assert "kfor" not in served(oxigraph, "UKR", "2023-01-01")
    assert "kfor" not in served(oxigraph, "UKR", "2014-08-19")


def test_a_contribution_with_a_beginning_is_listed_by_its_own_dates(oxigraph) -> None:
    """The Dutch ship off Yemen served from mid-May 2024; the day on which its commodore took command was taken for the first."""
    assert served(oxigraph, "NLD", "2024-05-20")["eunavfor-aspides"] == ("", "")


def test_a_contribution_without_a_known_end_says_when_it_was_last_seen(oxigraph) -> None:
    """The Dutch in Kosovo and Georgia looked as if they were there today; nothing later than 2018 had been read."""
    today = served(oxigraph, "NLD", "2026-11-01")
    assert today["eulex-kosovo"] == ("2018-03-15", "")
    assert today["eumm-georgia"] == ("2018-12-31", "")
    assert served(oxigraph, "NLD", "2009-01-31")["eulex-kosovo"] == ("", "")


def test_contributions_of_a_decade_are_those_that_ran_in_it(oxigraph) -> None:
    """Only those that began in it were counted, and none whose beginning is not known: UNTSO was missing from every later decade."""
    question = catalogue.find("cq-097")

    def counted(state: str) -> dict[tuple[str, str], int]:
        rows = engines.rows(oxigraph.query(question.text, question.bindings({"state": state, "date": "2026-11-01"}, oxigraph)))
        return {
            (engines.text(r, "decade"), engines.text(r, "conceptIri").rpartition("#")[2]): int(engines.text(r, "contributions"))
            for r in rows
        }

    ukraine = counted("UKR")
    assert ukraine == {("2010s", "military"): 1, ("2020s", "military"): 1}  # KFOR, seen in 2014, 2017 and 2022
    dutch = counted("NLD")
    assert dutch["1970s", "military"] == 2  # UNTSO, which began in 1956, and UNIFIL


def by_year(engine: engines.Engine, **given: str) -> dict[str, dict[str, str]]:
    """Of each year, by nature the missions that cq-129 counts, and behind `own` those of the state's own count."""
    found = engines.rows(answers.ask(catalogue.find("cq-129"), given, engine, cited=False).answer)
    years: dict[str, dict[str, str]] = {}
    for row in found:
        nature = row["conceptIri"].value.rpartition("#")[2]
        said = years.setdefault(row["year"].value, {})
        said[nature] = row["missions"].value
        if row["ownCount"] is not None:
            said[f"own {nature}"] = row["ownCount"].value
    return years


def test_dutch_missions_a_year_stand_beside_the_government_count(oxigraph: engines.Engine) -> None:
    """The government counts more civilian ones, and the answer did not say so. A mission that is added moves the number: write it anew."""
    ours = by_year(oxigraph)
    with (Path(__file__).parent / "crosscheck" / "nl-missions-by-year.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            columns = {"own civilian": "civilian", "own military": "military"}
            columns |= {"civilian": "oursCivilian", "military": "oursMilitary", "mixed": "oursMixed"}
            assert {k: ours[row["year"]].get(k, "") for k in columns} == {k: row[column] for k, column in columns.items()}, row["year"]


def test_a_count_of_all_missions_does_not_stand_beside_those_of_one_leader(oxigraph: engines.Engine) -> None:
    led = by_year(oxigraph, leader="organisation/eu")
    assert led and not [said for said in led.values() if any(k.startswith("own") for k in said)]


def test_an_end_that_is_not_known_is_no_service_up_to_the_latest_possible_day(oxigraph: engines.Engine) -> None:
    """Counted as a minimum were ships in the Mediterranean to 2016, when the operation ended: they were there in 2001."""
    served = {
        r["contribution"].value.removeprefix(vocabulary.BASE): r["until"].value
        for r in engines.rows(
            oxigraph.query(
                PREFIXES
                + f"SELECT ?contribution ?until {{ ?contribution a90:contributor <{vocabulary.BASE}state/NLD> . "
                + fragments.written("# include: service (?contribution, ?since, ?until)")
                + " FILTER(BOUND(?until)) }"
            )
        )
    }
    assert served["mission/active-endeavour#NLD"] == "2001-10-01"
    assert served["mission/osce-smm-ukraine#NLD"] == "2018-11-30"  # seen on it
    assert served["mission/eufor-tchad-rca#NLD"] == "2009-03-15"


def test_a_state_is_not_certainly_there_after_the_last_day_that_is_known(oxigraph: engines.Engine) -> None:
    """Of ships that were in the Mediterranean in 2001 the latest possible end is 2016: in 2014 they were listed as if there."""
    found = engines.rows(answers.ask(catalogue.find("cq-008"), {"date": "2014-07-17"}, oxigraph, cited=False).answer)
    seen = {r["contributionIri"].value.removeprefix(vocabulary.BASE): r["seenBefore"] for r in found}
    assert seen["mission/active-endeavour#NLD"].value == "2001-10-01"
    assert seen["mission/eupol-afghanistan#NLD"] is None  # seen later, within one contribution
    found = engines.rows(answers.ask(catalogue.find("cq-008"), {"date": "2021-01-01"}, oxigraph, cited=False).answer)
    minusma = [r["seenBefore"] for r in found if r["contributionIri"].value.endswith("minusma#NLD-2")]
    assert minusma == [None]  # its people were counted in 2022
    for year, there in (("2001", True), ("2014", False)):
        given = {"state": "state/NLD", "from": f"{year}-01-01", "to": f"{year}-12-31"}
        found = engines.rows(answers.ask(catalogue.find("cq-121"), given, oxigraph, cited=False).answer)
        assert any(r["missionIri"].value.endswith("active-endeavour") for r in found) == there
