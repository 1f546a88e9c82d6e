"""Missions: when they ran, on what mandate, and which part of the Charter it rests on.

The rule for dates: a90:since is the day on which the decision that sets the mission up takes effect, that is the day of the decision, or
the later day that the decision itself names; where an organisation or state launches by a decision of its own, the day of that launch.
a90:decided is the day of the first decision; the day on which the first people were on the ground, and the months that registers count
from, are told in the description or stand beside it as another value.
a90:until is the last day of the mandate, or of the mission where it was wound up after its mandate.
"""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import answers, engines, vocabulary
from article90.questions import catalogue

PREFIX = f"PREFIX a90: <{vocabulary.ONTOLOGY}> PREFIX dcterms: <{vocabulary.PREFIXES['dcterms']}> "


def values(source: engines.Engine, node: str, term: str) -> set[str]:
    """What our data say of a property of a node, things by their name below the base."""
    found = source.query(
        "SELECT ?o { ?node ?term ?o }", {"node": ox.NamedNode(vocabulary.BASE + node), "term": ox.NamedNode(vocabulary.ONTOLOGY + term)}
    )
    return {r["o"].value.removeprefix(vocabulary.BASE) for r in engines.rows(found)}


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        ("unprofor", "1992-02-21"),
        ("untac", "1992-02-28"),
        ("onusal", "1991-05-20"),
        ("undof", "1974-05-31"),
        ("unmih", "1993-09-23"),
        ("uncro", "1995-03-31"),
        ("unyom", "1963-06-11"),
        ("unavem-i", "1988-12-22"),
        ("unikom", "1991-04-09"),
        ("unmot", "1994-12-16"),
    ],
)
def test_mission_begins_when_the_decision_to_set_it_up_takes_effect(mission: str, day: str, oxigraph: engines.Engine) -> None:
    """UNDOF counted from the month in which its troops came, UNMEE from the day of the resolution: two rules in one list."""
    assert values(oxigraph, f"mission/{mission}", "since") == {day}
    assert not values(oxigraph, f"mission/{mission}", "sincePrecision")


@pytest.mark.parametrize(("mission", "day"), [("untag", "1989-04-01"), ("unamic", "1991-10-23"), ("minustah", "2004-06-01")])
def test_day_that_the_decision_itself_names_goes_before_the_day_of_the_decision(mission: str, day: str, oxigraph: engines.Engine) -> None:
    """UNTAG was decided in 1978 and put off to 1 April 1989 by a resolution of its own; UNAMIC waited for the signing in Paris."""
    assert values(oxigraph, f"mission/{mission}", "since") == {day}
    assert min(values(oxigraph, f"mission/{mission}", "decided")) < day


@pytest.mark.parametrize(("mission", "day"), [("onuca", "1992-01-16"), ("unmee", "2008-07-30")])
def test_mandate_that_ends_with_effect_from_a_day_was_there_until_the_day_before(mission: str, day: str, oxigraph: engines.Engine) -> None:
    """Resolution 730 ended ONUCA with effect from 17 January 1992, 1827 UNMEE from 31 July 2008; the register gives the month."""
    assert values(oxigraph, f"mission/{mission}", "until") == {day}


@pytest.mark.parametrize(
    ("mission", "mandate"),
    [
        ("stabilisation-force-iraq", {"resolution/unsc-1511"}),
        ("resolute-support", {"resolution/nato-nac-2014-12-02"}),
        ("tiph-i", {"declaration/hebron-presence-1994"}),
    ],
)
def test_text_that_only_calls_or_welcomes_gives_no_mandate(mission: str, mandate: set[str], oxigraph: engines.Engine) -> None:
    """Resolution 1483 calls on states to help, 2189 welcomes an agreement, 904 calls for a presence; none sets up a force."""
    assert values(oxigraph, f"mission/{mission}", "mandatedBy") == mandate


@pytest.mark.parametrize(
    ("mission", "first", "decided"),
    [
        ("amis", "resolution/au-psc-2004-05-25", "2004-05-25"),
        ("aussom", "resolution/au-psc-2024-08-01", "2024-08-01"),
        ("unoca", "resolution/unsc-letter-2010-08-30", "2010-08-30"),
    ],
)
def test_mission_names_the_first_decision_and_not_only_a_later_one(
    mission: str, first: str, decided: str, oxigraph: engines.Engine
) -> None:
    """AMIS named the decision that enlarged it, AUSSOM only the Council that endorsed what the African Union had decided."""
    assert first in values(oxigraph, f"mission/{mission}", "mandatedBy")
    assert values(oxigraph, f"mission/{mission}", "decided") == {decided}


@pytest.mark.parametrize(
    ("mission", "day"), [("eumam-mozambique", "2021-10-15"), ("eumpm-niger", "2023-02-20"), ("euam-rca", "2020-07-01")]
)
def test_mission_of_the_eu_begins_when_it_is_launched_and_not_when_it_is_set_up(mission: str, day: str, oxigraph: engines.Engine) -> None:
    """The month of the Council decision stood for the launch, which came months later."""
    assert values(oxigraph, f"mission/{mission}", "since") == {day}
    assert min(values(oxigraph, f"mission/{mission}", "decided")) < day


def test_untac_ends_with_the_new_government(oxigraph: engines.Engine) -> None:
    """Resolution 880 says so; that troops had until 15 November to leave stands beside it."""
    assert values(oxigraph, "mission/untac", "until") == {"1993-09-24"}
    assert values(oxigraph, "mission/untac#other-until", "statedValue") == {"1993-11-15"}


@pytest.mark.parametrize("mission", ["unprofor", "untaet", "monuc", "unmil", "minustah", "minusma", "unmis", "unosom-ii", "minusca"])
def test_mission_under_chapter_vii_says_so(mission: str, oxigraph: engines.Engine) -> None:
    """The best known missions under Chapter VII were the ones that had no chapter."""
    assert values(oxigraph, f"mission/{mission}", "charterChapter") == {"7"}


@pytest.mark.parametrize("mission", ["unprofor", "monuc", "minustah"])
def test_mission_partly_under_chapter_vii_says_which_part(mission: str, oxigraph: engines.Engine) -> None:
    """UNPROFOR came under the chapter a year after it was set up; MONUC and MINUSTAH for some of their tasks only."""
    found = oxigraph.query(
        PREFIX + "SELECT ?text { ?node dcterms:description ?text }", {"node": ox.NamedNode(f"{vocabulary.BASE}mission/{mission}")}
    )
    assert any("Part of the mandate is under Chapter VII" in r["text"].value for r in engines.rows(found))


def test_blockade_in_the_adriatic_rests_on_the_resolutions_that_let_ships_be_stopped(oxigraph: engines.Engine) -> None:
    """It named only the two that imposed the embargoes; 787 lets states halt ships and 820 closes the territorial sea."""
    mandate = values(oxigraph, "mission/sharp-guard", "mandatedBy")
    assert {f"resolution/unsc-{n}" for n in (713, 757, 787, 820)} <= mandate


@pytest.mark.parametrize(("mission", "last"), [("gulf-embargo-1990", "2003-05-22"), ("provide-comfort", "1996-12-31")])
def test_end_of_the_dutch_part_is_not_that_of_the_mission(mission: str, last: str, oxigraph: engines.Engine) -> None:
    """Both were said to have ended when the first Dutch units went home, and the Dutch ships of 1996 to 2000 were missing."""
    assert values(oxigraph, f"mission/{mission}", "until") == {last}
    assert values(oxigraph, "mission/gulf-embargo-1990#NLD-2", "until") == {"2000-03-25"}
    assert values(oxigraph, "mission/provide-comfort", "host") == {"state/IRQ"}, "Turkey, which had agreed, was a host that had not"


@pytest.mark.parametrize(
    ("mission", "leader", "first", "last"),
    [
        ("eu-navco", "organisation/eu", "2008-09-19", "2008-12-31"),
        ("eufor-libya", "organisation/eu", "2011-04-01", "2011-11-09"),
        ("amisom", "organisation/au", "2007-01-19", "2022-03-31"),
        ("atmis", "organisation/au", "2022-04-01", "2024-12-31"),
        ("amib", "organisation/au", "2003-04-02", "2004-06-01"),
        ("misca", "organisation/au", "2013-12-19", "2014-09-15"),
        ("afisma", "organisation/ecowas", "2012-12-20", "2013-06-30"),
        ("interfet", "state/AUS", "1999-09-15", "2000-02-23"),
        ("licorne", "state/FRA", "2002-09-22", "2015-01-21"),
        ("eagle-assist", "organisation/nato", "2001-10-09", "2002-05-16"),
        ("joint-guarantor", "organisation/nato", "1998-12-04", "1999-03-24"),
        ("anchor-guard", "organisation/nato", "1990-08-08", "1991-03-09"),
        ("distinguished-games", "organisation/nato", "2004-08-02", "2004-09-29"),
        ("osce-yerevan", "organisation/osce", "2000-01-01", "2017-08-31"),
    ],
)
def test_operations_of_africa_and_of_coalitions_are_there(
    mission: str, leader: str, first: str, last: str, oxigraph: engines.Engine
) -> None:
    """Of the missions that are neither of the UN, EU, NATO nor OSCE only those with Dutch troops were in the data."""
    found = {term: values(oxigraph, f"mission/{mission}", term) for term in ("ledBy", "since", "until")}
    assert found == {"ledBy": {leader}, "since": {first}, "until": {last}}


def test_task_force_against_piracy_has_its_first_day(oxigraph: engines.Engine) -> None:
    """The first hit of a search gave the day that was said not to be found."""
    assert values(oxigraph, "mission/ctf-151", "since") == {"2009-01-08"}


@pytest.mark.parametrize(
    ("contribution", "day"),
    [("eunavfor-aspides#NLD", "2024-05-01"), ("eupol-afghanistan#NLD", "2007-01-01"), ("efp-lithuania#CZE", "2018-07-17")],
)
def test_contribution_begins_when_it_was_made_and_not_when_it_was_listed(contribution: str, day: str, oxigraph: engines.Engine) -> None:
    """A ship that had been there for a month, police that had been there for two years and a company of five years were counted later."""
    assert values(oxigraph, f"mission/{contribution}", "since") == {day}


@pytest.mark.parametrize(
    ("part", "whole"), [("isaf#NLD-3", "isaf#NLD-2"), ("isaf#NLD-4", "isaf#NLD-2"), ("unprofor#NLD-2", "unprofor#NLD")]
)
def test_contribution_within_another_says_which(part: str, whole: str, oxigraph: engines.Engine) -> None:
    """Uruzgan and Srebrenica are parts of what the whole counts, so adding up the records counted them twice."""
    found = oxigraph.query(
        PREFIX + "SELECT ?whole { ?part dcterms:isPartOf ?whole }", {"part": ox.NamedNode(f"{vocabulary.BASE}mission/{part}")}
    )
    assert [r["whole"].value for r in engines.rows(found)] == [f"{vocabulary.BASE}mission/{whole}"]


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        ("unifil", "2026-12-31"),
        ("unficyp", "2027-01-31"),
        ("monusco", "2026-12-20"),
        ("binuh", "2027-01-31"),
        ("minusca", "2026-11-15"),
        ("unisfa", "2026-11-15"),
        ("minurso", "2026-10-31"),
        ("unvmc", "2026-10-31"),
        ("undof", "2026-06-30"),
        ("unmiss", "2026-04-30"),
    ],
)
def test_running_mission_tells_the_last_day_of_its_mandate(mission: str, day: str, oxigraph: engines.Engine) -> None:
    """None of the running missions of the UN had one, not even UNIFIL, whose end was the news of 2025."""
    assert values(oxigraph, f"mission/{mission}", "mandateUntil") == {day}


@pytest.mark.parametrize(
    ("mission", "dead"), [("unifil", "339"), ("minusma", "311"), ("unosom-ii", "154"), ("onuc", "249"), ("unef-i", "104")]
)
def test_dead_of_a_mission_are_those_of_the_register_up_to_its_day(mission: str, dead: str, oxigraph: engines.Engine) -> None:
    """The property said Mission in its domain and no mission had it; a number of dead without a day grows old unseen."""
    assert values(oxigraph, f"mission/{mission}", "fatalities") == {dead}
    assert values(oxigraph, f"mission/{mission}", "fatalitiesUntil") == {"2025-04-04"}


@pytest.mark.parametrize(
    ("resolution", "named"),
    [("unsc-872", {"false"}), ("unsc-426", {"false"}), ("unsc-836", set()), ("unsc-1312", {"false"}), ("unsc-2043", set())],
)
def test_text_that_names_no_chapter_is_told_from_one_that_was_not_read(resolution: str, named: set[str], oxigraph: engines.Engine) -> None:
    """A blank could be Chapter VI, no chapter, or a text that nobody had read: 872 names none, 836 names Chapter VII, 2043 was not read."""
    assert values(oxigraph, f"resolution/{resolution}", "chapterNamed") == named


def test_no_text_both_names_a_chapter_and_names_none(oxigraph: engines.Engine) -> None:
    found = oxigraph.query(PREFIX + "SELECT ?text { ?text a90:charterChapter ?chapter ; a90:chapterNamed ?whether }", {})
    assert not engines.rows(found)


@pytest.mark.parametrize(
    ("resolution", "organ", "chapter", "scope"),
    [
        ("unsc-794", "security-council", {"7"}, True),
        ("unsc-836", "security-council", {"7"}, False),
        ("unsc-1159", "security-council", {"7"}, True),
        ("unsc-713", "security-council", {"7"}, True),
        ("unsc-letter-1988-04-25", "president-of-the-security-council", set(), False),
        ("unsc-prst-2000-5", "president-of-the-security-council", set(), False),
        ("unga-1000-es-1", "general-assembly", set(), False),
        ("un-secretary-general-unoca", "secretary-general", set(), False),
    ],
)
def test_chapter_is_asked_of_resolutions_of_the_council_and_said_for_what_it_is_named(
    resolution: str, organ: str, chapter: set[str], scope: bool, oxigraph: engines.Engine
) -> None:
    """A letter and a resolution of the Assembly were 'not known'; MINURCA stood under a chapter that was named for another force."""
    node = f"resolution/{resolution}"
    assert values(oxigraph, node, "organ") == {f"concept/organ#{organ}"}
    assert values(oxigraph, node, "charterChapter") == chapter
    assert bool(values(oxigraph, node, "chapterScope")) == scope


def test_of_nine_missions_of_the_united_nations_the_chapter_is_not_known(oxigraph: engines.Engine) -> None:
    """Of 26 it was not: seventeen rest on no resolution of the Council, or on one whose chapter is told since."""
    found = answers.ask(catalogue.find("cq-101"), {"leader": f"{vocabulary.BASE}organisation/un"}, oxigraph)
    missions = {row["missionIri"].value.rpartition("/")[2] for row in engines.rows(found.answer) if row["says"].value == "not known"}
    assert missions == {"unsmis", "unsom", "unmc", "unvmc", "unitad", "unmha", "binuh", "unitams", "untmis"}


def test_chapters_agree_with_a_second_list_of_mandates(oxigraph: engines.Engine) -> None:
    """tests/crosscheck/charter-chapters.md says which; what differs has its reason."""
    with (Path(__file__).parent / "crosscheck" / "charter-chapters.csv").open(encoding="utf-8", newline="") as lines:
        theirs = list(csv.DictReader(lines))
    found = engines.rows(answers.ask(catalogue.find("cq-101"), {}, oxigraph).answer)
    freely = {row["missionIri"].value.rpartition("/")[2] for row in found if row["says"].value not in ("named", "not known")}
    assert {row["mission"] for row in theirs} - freely == {row["mission"] for row in theirs if row["reason"]}


@pytest.mark.parametrize(
    ("mission", "mandate", "basis"),
    [
        ("enduring-freedom", set(), {"self-defence"}),
        ("serval", set(), {"self-defence"}),
        ("provide-comfort", set(), {"humanitarian-necessity", "no-resolution"}),
        ("allied-force", {"resolution/nato-nac-1999-01-30", "resolution/nato-nac-1999-03-22"}, {"humanitarian-necessity", "no-resolution"}),
        ("unsf", {"resolution/unga-1752-xvii"}, {"agreement"}),
        ("nato-support-amis", {"resolution/nato-nac-2005-06-08"}, {"request"}),
        ("ctf-150", set(), set()),
    ],
)
def test_mission_says_on_what_it_rests_besides_an_instrument(
    mission: str, mandate: set[str], basis: set[str], oxigraph: engines.Engine
) -> None:
    """A mission in self-defence, one without a resolution and one of which nothing was read had the same blank."""
    assert values(oxigraph, f"mission/{mission}", "mandatedBy") == mandate
    assert values(oxigraph, f"mission/{mission}", "missionBasis") == {f"concept/mission-basis#{b}" for b in basis}


def test_not_found_is_said_of_a_mission_with_neither_mandate_nor_ground(oxigraph: engines.Engine) -> None:
    found = answers.ask(catalogue.find("cq-130"), {}, oxigraph)
    says = {(row["missionIri"].value, row["step"].value) for row in engines.rows(found.answer)}
    blank = {iri for iri, step in says if step == "not found"}
    assert f"{vocabulary.BASE}mission/ctf-150" in blank
    assert not blank & {iri for iri, step in says if step != "not found"}
    every = oxigraph.query(PREFIX + "SELECT ?mission { ?mission a a90:Mission }", {})
    assert {iri for iri, _ in says} == {row["mission"].value for row in engines.rows(every)}


@pytest.mark.parametrize(
    ("mission", "how", "by"),
    [("unavem-i", "replacement", {"resolution/unsc-696"}), ("unavem-ii", "replacement", set()), ("unikom", "expiry", set())],
)
def test_mission_of_the_past_says_how_it_ended(mission: str, how: str, by: set[str], oxigraph: engines.Engine) -> None:
    """Resolution 696 gave UNAVEM a new mandate, resolution 1490 prolonged that of UNIKOM for a last time."""
    assert values(oxigraph, f"mission/{mission}", "endedBy") == {f"concept/ending#{how}"}
    assert values(oxigraph, f"mission/{mission}", "mandateEndedBy") == by


def test_day_of_decision_is_that_of_the_first_instrument(oxigraph: engines.Engine) -> None:
    """Of NATO, whose decisions are described one by one: another day than the instrument's was read elsewhere and is known here."""
    found = oxigraph.query(
        PREFIX + "SELECT ?mission (MIN(?day) AS ?first) ?decided { ?mission a90:decided ?decided ; a90:mandatedBy ?act . "
        f"?act a90:adopted ?day ; a90:adoptedBy <{vocabulary.BASE}organisation/nato> }} GROUP BY ?mission ?decided",
        {},
    )
    rows = {r["mission"].value.rpartition("/")[2]: (r["first"].value, r["decided"].value) for r in engines.rows(found)}
    assert len(rows) > 15
    summit = {f"efp-{state}" for state in ("estonia", "latvia", "lithuania", "poland")}  # on the first of its two days
    assert {mission for mission, (first, decided) in rows.items() if first != decided} == summit | {"essential-harvest"}  # first the plan
