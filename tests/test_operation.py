"""Bound, and in operation: a suspension sets a treaty aside towards all or towards one and ends no bond; provisional application makes one.

What published data do not reach is asked of the invented records in tests/rules/operation.ttl.
"""

from pathlib import Path

import pytest
from article90 import answers, engines
from article90.questions import catalogue
from test_rules import ask, derived

# By which questions it is asked what binds; each shows what is suspended.
BINDING = [q.id for q in catalogue.all_questions().values() if "bond" in q.tags]


@pytest.fixture(scope="module")
def invented() -> engines.Engine:
    return engines.Oxigraph([Path(__file__).parent / "rules" / "operation.ttl"])


def suspended(engine: engines.Engine, name: str, instrument: str, column: str = "suspended", **given: str) -> set[str]:
    """What the rows of a question on an instrument say of suspension."""
    rows = ask(
        engine, name, instrument=f"treaty/{instrument}", **{k: f"state/{v}" if k in ("state", "other") else v for k, v in given.items()}
    )
    assert rows
    return {r[column] for r in rows}


@pytest.mark.parametrize("name", BINDING)
def test_every_question_about_what_binds_says_what_is_suspended(name: str) -> None:
    assert "include: suspended-on (" in catalogue.find(name).path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "says"),
    [("2009-12-31", ""), ("2010-01-01", "2010-01-01, towards all"), ("2010-12-31", "2010-01-01, towards all"), ("2011-01-01", "")],
)
def test_a_suspension_holds_from_its_first_day_to_its_last(invented, day: str, says: str) -> None:
    assert suspended(invented, "cq-060", "league", state="suspends-towards-all", date=day) == {says}


def test_a_suspension_towards_one_is_none_towards_another(invented) -> None:
    pair = {"state": "suspends-towards-one", "date": "2015-01-01"}
    assert suspended(invented, "cq-060", "league", **pair) == {"2010-01-01, towards Other, contested"}
    assert suspended(invented, "cq-060", "league", lang="nl", **pair) == {"2010-01-01, jegens Ander, betwist"}
    assert suspended(invented, "cq-061", "league", other="other", **pair) == {"2010-01-01, towards Other, contested", ""}
    assert suspended(invented, "cq-061", "league", "suspendedByCreditor", other="other", **pair) == {
        "2010-01-01, towards Other, contested",
        "",
    }
    assert suspended(invented, "cq-061", "league", other="suspends-towards-all", **pair) == {""}


def test_a_suspension_ends_no_bond(invented) -> None:
    made = derived(invented, "bonds", "commitment", "bearer", "since", "until", "suspendedBy")
    assert ("treaty/league#defend", "state/suspends-towards-all", "2000-01-01", "", "treaty/league#all-suspension") in made


def test_provisional_application_makes_a_bond_of_its_own(invented) -> None:
    """Before the treaty was in force, and beside the bond that follows from it; a group that is excepted stays so."""
    made = derived(invented, "bonds", "commitment", "bearer", "derivedFrom", "since", "until")
    assert {b[2:] for b in made if b[:2] == ("treaty/league#defend", "state/early")} == {
        ("treaty/league#early-provisional-application", "1999-05-01", "2001-05-31"),
        ("treaty/league#early", "2001-06-01", ""),
    }
    assert not {b for b in made if b[:2] == ("treaty/league#of-all-but-the-exempt", "state/early")}
    for day, bound in (("1999-04-30", False), ("1999-05-01", True), ("2001-05-31", True), ("2001-06-01", True)):
        assert len(ask(invented, "cq-060", state="state/early", date=day)) == int(bound)


def test_nobody_is_bound_before_its_first_day_but_as_the_source_says(invented) -> None:
    made = derived(invented, "bonds", "commitment", "bearer", "since")
    assert ("treaty/league#defend", "state/successor", "2005-01-01") in made
    assert ("treaty/league#defend", "state/before-independence", "2000-01-01") in made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "instrument", "day", "says"),
    [
        ("NLD", "cfe", "2023-11-06", ""),
        ("NLD", "cfe", "2023-11-07", "2023-11-07, towards all"),
        ("BEL", "cfe", "2026-01-01", "2023-11-07, towards all"),
        ("LUX", "cfe", "2026-01-01", "2023-11-07, towards all"),
        ("ITA", "cfe", "2023-12-06", ""),
        ("ITA", "cfe", "2023-12-07", "2023-12-07, towards all"),
        ("USA", "cfe", "2023-12-07", "2023-12-07, towards all"),
        ("CAN", "cfe", "2024-02-06", ""),
        ("CAN", "cfe", "2024-02-07", "2024-02-07, towards all"),
        ("RUS", "cfe", "2015-01-01", "2007-12, towards all"),
        ("RUS", "new-start", "2023-02-27", ""),
        ("RUS", "new-start", "2024-01-01", "2023-02-28, towards all, contested"),
        ("USA", "new-start", "2024-01-01", ""),
        ("UKR", "ottawa-convention", "2025-07-17", ""),
        ("UKR", "ottawa-convention", "2025-12-31", "2025-07-18, towards all, contested"),
        ("ARM", "collective-security-treaty-1992", "2024-06-01", "2024-02, towards all"),
        ("KAZ", "collective-security-treaty-1992", "2024-06-01", ""),
        ("USA", "anzus", "1986-08-10", ""),
        ("USA", "anzus", "2026-01-01", "1986-08-11, towards New Zealand"),
        ("AUS", "anzus", "2026-01-01", ""),
        ("RUS", "inf", "2019-03-10", "2019-03-04, towards all"),
        ("USA", "inf", "2019-03-10", "2019-02-02, towards all"),
    ],
)
def test_what_is_in_operation_for_whom(oxigraph, state: str, instrument: str, day: str, says: str) -> None:
    """The Netherlands was answered to be bound by the treaty on conventional forces as if nothing had happened."""
    assert suspended(oxigraph, "cq-060", instrument, state=state, date=day) == {says}
    listed = {
        r["participationIri"].rpartition("#")[2]: r["suspended"] for r in ask(oxigraph, "cq-077", treaty=f"treaty/{instrument}", date=day)
    }
    assert listed[state] == says


def test_a_suspension_towards_two_has_a_row_for_each(oxigraph) -> None:
    said = {"2023-10-30, towards Czechia, contested", "2023-10-30, towards Poland, contested"}
    assert suspended(oxigraph, "cq-060", "cfe", state="BLR", date="2024-01-01") == said


def test_anzus_is_in_operation_towards_australia_and_not_towards_new_zealand(oxigraph) -> None:
    day = {"date": "2026-01-01"}
    assert suspended(oxigraph, "cq-061", "anzus", state="USA", other="NZL", **day) == {"1986-08-11, towards New Zealand", ""}
    assert suspended(oxigraph, "cq-061", "anzus", state="USA", other="AUS", **day) == {""}
    assert suspended(oxigraph, "cq-061", "anzus", state="AUS", other="NZL", **day) == {""}


@pytest.mark.parametrize(
    ("kind", "listed"),
    [
        (
            "notice-of-withdrawal",
            {("INF Treaty", "USA", "2019-02-02"), ("NPT", "PRK", "2003-01-10"), ("Rome Statute", "GMB", "2016-11-10")},
        ),
        (
            "notice-taken-back",
            {("Rome Statute", "GMB", "2017-02-10"), ("Rome Statute", "ZAF", "2017-03-07"), ("Rome Statute", "HUN", "2026-05-29")},
        ),
        (
            "signature-taken-back",
            {("Rome Statute", "USA", "2002-05-06"), ("Rome Statute", "RUS", "2016-11-16"), ("ATT", "USA", "2019-07-18")},
        ),
        ("consent-taken-back", {("CTBT", "RUS", "2023-11-03")}),
    ],
)
def test_acts_that_are_no_end_are_listed(oxigraph, kind: str, listed: set[tuple[str, str, str]]) -> None:
    """A notice taken back, a signature or a consent taken back: each stood in a description that no query reads."""
    slugs = {"INF Treaty": "inf", "NPT": "npt", "Rome Statute": "rome-statute", "ATT": "att", "CTBT": "ctbt"}
    found = {(r["linkIri"].partition("/article90/")[2], r["done"]) for r in ask(oxigraph, "cq-110", kind=f"concept/act-kind#{kind}")}
    assert {(f"treaty/{slugs[treaty]}#{state}", done) for treaty, state, done in listed} <= found


def test_a_contested_withdrawal_is_listed_as_such_and_its_state_still_counted(oxigraph) -> None:
    (notice,) = [r for r in ask(oxigraph, "cq-110", state="state/PRK") if r["linkIri"].endswith("npt#PRK") and r["done"] > "2000"]
    assert notice["contested"] == "true"
    assert [r for r in ask(oxigraph, "cq-077", treaty="treaty/npt", date="2024-01-01") if r["participationIri"].endswith("#PRK")]


def test_acceptances_of_jurisdiction_are_acts_and_no_reservations(oxigraph) -> None:
    """The declarations before the two courts were typed as reservations, of which they are the opposite."""
    accepted = ask(oxigraph, "cq-110", kind="concept/act-kind#acceptance-of-jurisdiction")
    courts = {r["linkIri"].partition("/article90/")[2].partition("#")[0] for r in accepted}
    assert len(accepted) >= 48 and "treaty/rome-statute" in courts and courts & {"treaty/icj-statute", "organisation/un"}
    assert not [r for r in ask(oxigraph, "cq-079") if "jurisdiction" in r["says"].lower() and "accept" in r["kind"].lower()]


@pytest.mark.parametrize(("date", "withdrawal"), [("2003-04-10", None), ("2003-04-11", "2003-04-11"), ("2026-01-01", "2003-04-11")])
def test_a_contested_withdrawal_ends_no_participation_and_is_said_beside_it(oxigraph, date: str, withdrawal: str | None) -> None:
    """The list of the depositaries still has North Korea, and the answer once did not say that it claims to have left."""
    found = answers.ask(catalogue.find("cq-077"), {"treaty": "treaty/npt", "state": "state/PRK", "date": date}, oxigraph)
    (row,) = found.answer.rows
    assert (row["withdrawal"].value if row["withdrawal"] else None) == withdrawal
    assert (row["actIri"] is None) == (withdrawal is None)


def test_no_act_without_a_day_is_in_effect_before_what_it_is_part_of(oxigraph: engines.Engine) -> None:
    """Six acceptances of the Court's jurisdiction without a day were in effect in 1800."""
    given = {"organisation": "organisation/icj", "kind": "concept/act-kind#acceptance-of-jurisdiction"}
    then, now = (answers.ask(catalogue.find("cq-110"), {**given, "on": day}, oxigraph).answer.rows for day in ("1800-01-01", "2026-11-26"))
    assert not then and len({row["state"].value for row in now}) == 74


@pytest.mark.parametrize(
    ("date", "apart"),
    [
        ("1970-03-05", {"npt#RUS", "npt#GBR", "npt#USA"}),
        ("1992-03-08", {"npt#RUS", "npt#GBR", "npt#USA"}),
        ("1992-03-09", {"npt#CHN", "npt#RUS", "npt#GBR", "npt#USA"}),
        ("2026-11-26", {"npt#CHN", "npt#FRA", "npt#RUS", "npt#GBR", "npt#USA"}),
    ],
)
def test_the_nuclear_weapon_states_of_the_treaty_are_its_parties(oxigraph, date: str, apart: set[str]) -> None:
    """They could not be asked for but as a column of all parties."""
    rows = ask(oxigraph, "cq-132", date=date, treaty="treaty/npt")
    found = {r["participationIri"].rpartition("/")[2].replace("SUN", "RUS") for r in rows}
    assert found == apart


def test_the_parties_to_the_statute_that_were_no_members_are_none_any_more(oxigraph) -> None:
    then, now = (ask(oxigraph, "cq-132", date=day, treaty="treaty/icj-statute") for day in ("1950-01-01", "2026-11-26"))
    assert [r["state"] for r in then] == ["Switzerland"] and now == []
