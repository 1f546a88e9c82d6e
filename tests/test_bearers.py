"""Who is really bound: late joiners, organs and persons, exceptions, decisions that ended, courts open to non-members."""

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from test_rules import ask

A90 = vocabulary.ONTOLOGY
PREFIXES = f"PREFIX a90: <{A90}> PREFIX dcterms: <http://purl.org/dc/terms/> "


def select(engine: engines.Engine, pattern: str) -> set[str]:
    return {
        r["c"].value.removeprefix(vocabulary.BASE) for r in engines.rows(engine.query(f"{PREFIXES} SELECT DISTINCT ?c {{ {pattern} }}"))
    }


@pytest.fixture(scope="module")
def bound(all_bonds) -> dict[str, set[str]]:
    """Who is bound by each commitment, on any day."""
    found: dict[str, dict[str, str]] = {}
    for t in all_bonds:
        found.setdefault(t.subject.value, {})[t.predicate.value.removeprefix(A90)] = t.object.value.removeprefix(vocabulary.BASE)
    by: dict[str, set[str]] = {}
    for b in found.values():
        by.setdefault(b["commitment"], set()).add(b["bearer"])
    return by


@pytest.mark.parametrize(
    ("state", "treaty", "day", "due"),
    [
        ("FIN", "ottawa-convention", "2015-01-01", "2016-07-01"),  # a party since 1 July 2012: four years for its stocks
        ("POL", "ottawa-convention", "2015-01-01", "2017-06-01"),
        ("NLD", "ottawa-convention", "2002-01-01", "2003-10-01"),
        ("LTU", "ottawa-convention", "2005-01-01", "2007-11-01"),
    ],
)
def test_who_joins_late_has_its_own_deadline(oxigraph, state: str, treaty: str, day: str, due: str) -> None:
    found = {r["due"] for r in ask(oxigraph, "cq-086", state=f"state/{state}", instrument=f"treaty/{treaty}", date=day)}
    assert due in found


def test_no_bond_of_a_state_follows_from_a_duty_of_an_organ_a_person_or_an_armed_group(oxigraph, bound) -> None:
    """The Taliban's duty to hand over Usama bin Laden was said to bind every member of the United Nations."""
    theirs = select(oxigraph, "?c a90:bearerKind ?kind")
    assert {
        "resolution/unsc-1267#hand-over-bin-laden",
        "legal-act/eu-269-2014#report-assets",
        "legal-act/ec-2580-2001#freeze-assets",
    } <= theirs
    assert sorted(theirs & bound.keys()) == []
    kinds = select(oxigraph, "?any a90:bearerKind ?c")
    assert {f"concept/bearer-kind#{k}" for k in ("organ", "person", "entity", "armed-group")} <= kinds


def test_each_duty_of_the_military_annex_of_dayton_binds_all_three_of_its_parties(oxigraph, bound) -> None:
    """Bosnia and Herzegovina stood there alone: the Federation and Republika Srpska are parties to annex 1A as well."""
    annex = "?c a90:groundedIn ?p . ?p dcterms:isPartOf <https://w3id.org/article90/treaty/dayton> . FILTER(CONTAINS(STR(?p), 'annex1a'))"
    of_the_state = {c for c in select(oxigraph, annex) if not c.endswith("-by-entities")}
    assert len(of_the_state) == 4
    assert all(bound[c] == {"state/BIH"} for c in of_the_state)
    of_the_entities = select(oxigraph, f"{annex} ?c a90:bearerKind <https://w3id.org/article90/concept/bearer-kind#entity> .")
    assert of_the_entities == {f"{c}-by-entities" for c in of_the_state}


@pytest.mark.parametrize(("day", "exceptions"), [("2015-01-01", {"opt-out"}), ("2022-06-30", {"opt-out"}), ("2022-07-01", {""})])
def test_an_opt_out_marks_what_it_touches(oxigraph, day: str, exceptions: set[str]) -> None:
    """Denmark was answered to have to make capabilities available to the Union in 2015."""
    rows = ask(oxigraph, "cq-060", state="state/DNK", instrument="treaty/teu", date=day)
    assert {r["exception"] for r in rows if r["obligation"] == "Make capabilities available to the Union"} == exceptions
    assert {r["exception"] for r in rows if r["obligation"] == "Aid a Member State that is the victim of armed aggression"} == {""}


def test_decisions_of_organs_end(oxigraph) -> None:
    """The flight ban of resolution 1267 was said to bind in 2026; it ended on 16 January 2002."""
    for day, holds in (("1999-11-13", False), ("1999-11-14", True), ("2002-01-15", True), ("2002-01-16", False), ("2026-11-26", False)):
        rows = ask(oxigraph, "cq-060", state="state/NLD", instrument="resolution/unsc-1267", date=day)
        assert any(r["commitmentIri"].endswith("#deny-flights") for r in rows) == holds
    assert not [
        r
        for r in ask(oxigraph, "cq-060", state="state/AFG", instrument="resolution/unsc-1267", date="2026-11-26")
        if "hand" in r["commitmentIri"]
    ]


def test_what_an_organ_calls_upon_states_to_do_is_no_duty_and_no_pledge(oxigraph) -> None:
    rows = ask(oxigraph, "cq-060", state="state/NLD", instrument="resolution/unsc-1373", date="2005-01-01")
    (report,) = {(r["kind"], r["modality"]) for r in rows if r["commitmentIri"].endswith("#report-to-committee")}
    assert report == ("Recommendation", "should")
    pledges = select(oxigraph, "?c a a90:Pledge ; a90:groundedIn/dcterms:isPartOf ?text . ?text a a90:Resolution")
    assert pledges == set()
    should = select(oxigraph, "?c a90:modality <https://w3id.org/article90/concept/modality#should>")
    assert should == select(oxigraph, "?c a a90:Recommendation")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "before", "since", "member"),
    [
        ("CHE", "1948-07-27", "1948-07-28", "2002-09-10"),
        ("JPN", "1954-04-01", "1954-04-02", "1956-12-18"),
        ("LIE", "1950-03-28", "1950-03-29", "1990-09-18"),
    ],
)
def test_a_state_may_be_a_party_to_the_statute_of_the_court_before_it_is_a_member(
    oxigraph, state: str, before: str, since: str, member: str
) -> None:
    """The Statute was said to bind members of the United Nations alone: Switzerland from 2002."""
    asked = {"state": f"state/{state}", "instrument": "treaty/icj-statute"}
    assert not ask(oxigraph, "cq-060", date=before, **asked)
    assert ask(oxigraph, "cq-060", date=since, **asked)
    assert ask(oxigraph, "cq-060", date=member, **asked)


def test_permissions_are_no_duties(oxigraph) -> None:
    """Every question about duties leaves out what an instrument lets its bearer do."""
    may = select(oxigraph, "?c a a90:Permission") | select(oxigraph, "?c a90:modality <https://w3id.org/article90/concept/modality#may>")
    assert "treaty/un-charter#self-defence" in may and len(may) > 3
    for name in ("cq-004", "cq-062", "cq-063", "cq-086"):
        rows = ask(oxigraph, name, date="2020-01-01")
        assert not {ox.NamedNode(r["commitmentIri"]).value.removeprefix(vocabulary.BASE) for r in rows} & may


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "member", "bound"),
    [("2020-01-31", True, True), ("2020-02-01", False, True), ("2020-12-31", False, True), ("2021-01-01", False, False)],
)
def test_the_law_of_the_union_bound_the_united_kingdom_in_the_transition(oxigraph, day: str, member: bool, bound: bool) -> None:
    """It was said to be free of the Union's sanctions from 1 February 2020; it was no member, and article 42(7) had ended for it."""
    asked = {"state": "state/GBR", "date": day}
    assert bool(ask(oxigraph, "cq-060", instrument="treaty/teu", **asked)) == member
    acts = [
        r
        for r in ask(oxigraph, "cq-060", **asked)
        if "/legal-act/eu-833-2014" in r["commitmentIri"] or "/legal-act/cfsp-2014-512" in r["commitmentIri"]
    ]
    assert bool(acts) == bound
    regimes = [r["measureIri"] for r in ask(oxigraph, "cq-016", **asked) if r["by"] == "European Union"]
    assert bool(regimes) == bound and len(regimes) == len(set(regimes))
    assert bool([r for r in ask(oxigraph, "cq-002", organisation="organisation/eu", **asked)]) == member
