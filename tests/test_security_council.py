"""Who sat on the Security Council on any day, as what, and that its name is understood without being taken for anything else."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import defaultdict
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from article90 import engines, fragments, names, vocabulary
from article90.questions import catalogue, finder

COUNCIL = ox.NamedNode(vocabulary.BASE + "organisation/unsc")
SEATS = """PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
SELECT ?membership ?member ?role ?since ?until ?decided WHERE {
  ?membership org:organization ?body ; org:member ?member ; org:role ?role ; a90:since ?since .
  OPTIONAL { ?membership a90:until ?until }
  OPTIONAL { ?membership a90:decided ?decided }
}"""


class Seat(NamedTuple):
    id: str
    member: str
    role: str
    since: str
    until: str
    decided: str


@pytest.fixture(scope="module")
def seats(oxigraph: engines.Engine) -> list[Seat]:
    found = engines.rows(oxigraph.query(SEATS, {"body": COUNCIL}))
    return [
        Seat(
            engines.text(r, "membership").rpartition("#")[2],
            engines.text(r, "member").rpartition("/")[2],
            engines.text(r, "role").rpartition("#")[2],
            engines.text(r, "since"),
            engines.text(r, "until") or "9999-12-31",
            engines.text(r, "decided"),
        )
        for r in found
    ]


def on(seats: list[Seat], day: str, role: str = "") -> set[str]:
    return {s.member for s in seats if s.since <= day <= s.until and role in ("", s.role)}


def after(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def test_every_seat_is_taken_on_every_day_but_for_one_week(seats: list[Seat]) -> None:
    """Five permanent members, and six elected ones until 1965, ten since; Mexico was elected on 7 January 1980, to an empty seat."""
    days = {s.since for s in seats} | {after(s.until) for s in seats if s.until < "2027"}
    short = {}
    for day in sorted(d for d in days if d >= "1946-01-17"):
        assert len(on(seats, day, "permanent")) == 5, day
        if len(on(seats, day, "elected")) != (6 if day < "1966-01-01" else 10):
            short[day] = len(on(seats, day, "elected"))
    assert short == {"1980-01-01": 9}
    assert len(on(seats, "1946-01-17")) == 11
    assert len(on(seats, "2027-12-31")) == 15


def test_a_term_is_of_one_year_or_two_and_no_elected_member_follows_itself(seats: list[Seat]) -> None:
    """Charter, article 23(2): two years, and no re-election at once. One year has its reason: the first election, a shared term, 1966."""
    terms: dict[str, list[Seat]] = defaultdict(list)
    for s in sorted(seats, key=lambda s: s.since):
        if s.role == "elected":
            terms[s.member].append(s)
    one = {s.id for found in terms.values() for s in found if s.since[:4] == s.until[:4] and s.member not in ("UAR", "YMD")}
    assert one == {
        *("EGY", "MEX", "NLD"),  # elected for one year in January 1946
        *("YUG-2", "PHL", "POL-2", "TUR-3", "LBR", "IRL", "ROU", "PHL-2", "CSK", "MYS", "ITA-7", "NLD-6"),  # two that shared a term
        *("NZL-2", "UGA"),  # for one year, so that half of ten seats falls free each year
    }
    for found in terms.values():
        for s, following in itertools.pairwise(found):
            assert after(s.until) < following.since, following
            assert int(s.until[:4]) - int(s.since[:4]) <= 1, s


def test_a_term_that_has_not_begun_was_decided(seats: list[Seat]) -> None:
    """Five were elected on 3 June 2026 for 2027 and 2028; Saudi Arabia, which declined the seat of 2014, never was a member."""
    assert {s.member for s in seats if s.since >= "2027"} == {"AUT", "KGZ", "PRT", "TTO", "ZWE"}
    assert {s.decided for s in seats if s.since >= "2027"} == {"2026-06-03"}
    assert all(s.decided < s.since for s in seats if s.decided and s.since > "1980-01-07")
    assert "SAU" not in {s.member for s in seats}


def test_the_member_is_the_state_of_the_day(seats: list[Seat]) -> None:
    """The lists of the United Nations have the United Arab Republic and Yemen for both years of a term in which they ended or began."""
    assert {"UAR"} == on(seats, "1961-10-12") & {"UAR", "EGY", "SYR"}
    assert {"EGY"} == on(seats, "1961-10-13") & {"UAR", "EGY", "SYR"}
    assert {"YMD"} == on(seats, "1990-05-21") & {"YMD", "YEM", "YAR"}
    assert {"YEM"} == on(seats, "1990-05-22") & {"YMD", "YEM", "YAR"}
    assert {"SUN"} == on(seats, "1991-12-23") & {"SUN", "RUS"}
    assert {"RUS"} == on(seats, "1991-12-24") & {"SUN", "RUS"}
    assert {"DDR"} == on(seats, "1980-07-01") & {"DDR", "DEU"}


def test_the_statuses_of_a_full_member_are_the_same_wherever_they_are_said(oxigraph: engines.Engine) -> None:
    """Charts and pages know a full member by the word, queries by the fragment, and readers by what is broader."""
    rule = (fragments.FOLDER / "full-member.rq").read_text(encoding="utf-8")
    assert set(re.findall(r"membership-status:(\w+)", rule.partition("FILTER(")[2])) == set(vocabulary.FULL)
    full = ox.NamedNode(vocabulary.BASE + "concept/membership-status#full")
    asked = f"PREFIX skos: <{vocabulary.PREFIXES['skos']}> SELECT ?kind {{ ?kind skos:broader ?full }}"
    narrower = oxigraph.query(asked, {"full": full})
    assert {engines.text(r, "kind").rpartition("#")[2] for r in engines.rows(narrower)} | {"full"} == set(vocabulary.FULL)


def answered(oxigraph: engines.Engine, name: str, **given: str) -> list[engines.Row]:
    text, bound = catalogue.find(name).asked(given, oxigraph)
    return engines.rows(oxigraph.query(text, bound))


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"organisation": "UNSC", "date": "2026-11-27"}, 15),
        ({"organisation": "UNSC", "date": "2026-11-27", "status": "permanent"}, 5),
        ({"organisation": "UNSC", "date": "2026-11-27", "status": "elected"}, 10),
        ({"organisation": "UNSC", "date": "1946-02-01"}, 11),
        ({"organisation": "UNSC", "date": "1995-07-01", "state": "Germany"}, 1),
        ({"organisation": "UN", "date": "2026-11-21", "status": "full"}, 193),
        ({"organisation": "UN", "date": "2026-11-21", "status": "observer"}, 2),
    ],
)
def test_members_of_one_status_can_be_asked_for(oxigraph, given: dict[str, str], number: int) -> None:
    assert len(answered(oxigraph, "cq-002", **given)) == number


def test_permanent_and_elected_members_count_as_full_ones(oxigraph) -> None:
    """What has a status was once no full member, whatever the status."""
    (row,) = answered(oxigraph, "cq-003", organisation="UNSC", date="2026-11-27")
    assert engines.text(row, "members") == "15"
    assert len(answered(oxigraph, "cq-042", organisation="UNSC", without="UN", date="2026-11-27")) == 0
    assert len(answered(oxigraph, "cq-042", organisation="UN", without="UNSC", date="2026-11-21")) == 178


def test_resolutions_of_the_council_are_those_that_name_it_as_their_organ(oxigraph) -> None:
    """They are adopted by the United Nations: asked for by the name of the Council there were none."""
    given = {"from": "1946-01-01", "to": "2026-11-27"}
    council = {engines.text(r, "instrumentIri") for r in answered(oxigraph, "cq-128", organisation="UNSC", **given)}
    everything = answered(oxigraph, "cq-128", **given)
    assert len(council) > 200
    assert council == {engines.text(r, "instrumentIri") for r in everything if engines.text(r, "organ") == "Security Council"}


@pytest.mark.parametrize(
    "name", ["Security Council", "UN Security Council", "UNSC", "the Security Council", "VN-Veiligheidsraad", "Veiligheidsraad"]
)
def test_the_council_is_known_by_its_names(oxigraph, name: str) -> None:
    assert names.resolve(name, ("organisation", "forum"), oxigraph) == COUNCIL


COUNCILS = "organisation/unsc"
PERMANENT, ELECTED = ("concept/membership-status#permanent", "concept/membership-status#elected")


@pytest.mark.parametrize(
    ("words", "asks", "given"),
    [
        ("what countries are members of the security council", "cq-002", {"organisation": COUNCILS}),
        ("who are the members of the UN Security Council", "cq-002", {"organisation": COUNCILS}),
        ("welke landen zitten er in de VN-Veiligheidsraad", "cq-002", {"organisation": COUNCILS}),
        ("members of the UNSC in 1995", "cq-002", {"organisation": COUNCILS, "date": "1995-12-31"}),
        ("who are the permanent members of the Security Council", "cq-002", {"organisation": COUNCILS, "status": PERMANENT}),
        ("wie zijn de niet-permanente leden van de Veiligheidsraad", "cq-002", {"organisation": COUNCILS, "status": ELECTED}),
        ("when was the Netherlands a member of the Security Council", "cq-124", {"organisation": COUNCILS, "state": "state/NLD"}),
        ("has Germany ever sat on the UN Security Council", "cq-124", {"organisation": COUNCILS, "state": "state/DEU"}),
        ("how many times has India been elected to the security council", "cq-124", {"organisation": COUNCILS, "state": "state/IND"}),
        ("hoe vaak zat Nederland in de VN-Veiligheidsraad", "cq-124", {"organisation": COUNCILS, "state": "state/NLD"}),
        ("how many members does the Security Council have", "cq-003", {"organisation": COUNCILS}),
        ("which resolutions of the Security Council since 2024", "cq-128", {"organisation": COUNCILS, "from": "2024-01-01"}),
        ("missions of NATO without a Security Council resolution", "cq-130", {"leader": "organisation/nato"}),
        ("by which Security Council resolution was UNIFIL set up", "cq-093", {"mission": "mission/unifil"}),
        ("sanctions of the Security Council against North Korea", "cq-016", {"target": "state/PRK", "by": "organisation/un"}),
        ("missions of the Security Council", "cq-090", {"leader": "organisation/un"}),
        ("who are the members of the AU Peace and Security Council", "cq-002", {"organisation": "organisation/au-psc"}),
    ],
)
def test_who_asks_about_the_council_is_understood(oxigraph, words: str, asks: str, given: dict[str, str]) -> None:
    """Who sits on it was not held; what it does is the doing of the United Nations, and other councils have names that end as its does."""
    found = finder.find(words, oxigraph)
    reading = found.readings[0]
    assert found.clear and reading.question.id == asks, str(reading)
    assert {k: v.removeprefix(vocabulary.BASE) for k, v in reading.given.items()} == given


@pytest.mark.parametrize(
    "words",
    [
        "which missions did the Security Council mandate",
        "which countries have never been on the Security Council",
    ],
)
def test_what_is_not_held_of_the_council_is_not_answered_as_if_it_were(oxigraph, words: str) -> None:
    """By the Charter, which founded it, no mission is mandated; and who is not on it today may have been before."""
    assert not finder.find(words, oxigraph).clear
