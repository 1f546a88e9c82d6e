"""Where a state stood beside a level that it promised: the findings agree with plain arithmetic and with figures checked by hand."""

import re
from collections import defaultdict
from decimal import Decimal

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.derive import derive
from article90.questions import catalogue

A90 = vocabulary.ONTOLOGY
ORG = "http://www.w3.org/ns/org#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
FLOOR, TOWARDS, EACH = (f"{vocabulary.BASE}concept/{c}" for c in ("comparator#at-least", "comparator#towards", "laid-on#each"))
# Standings in which one belongs to an organisation and is not bound as its members are (a suspension stands beside a membership).
NO_MEMBER = {f"{vocabulary.BASE}concept/membership-status#{role}" for role in ("associate", "observer", "partner", "suspended")}
Finding = tuple[str, str, str, str, str, str]  # observation, commitment, threshold, outcome, due, movement


def table(triples: ox.Store) -> dict[tuple[str, str], list[str]]:
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for s, p, o in ((t.subject, t.predicate, t.object) for t in triples):
        values[s.value, p.value].append(o.value)
    return values


@pytest.fixture(scope="module")
def data(oxigraph) -> dict[tuple[str, str], list[str]]:
    return table(oxigraph.store)


def one(data: dict, subject: str, name: str) -> str | None:
    return min(data.get((subject, name), []), default=None)


def before(data: dict, having: dict, o: str) -> Decimal | None:
    """The figure of the same state, indicator and edition for the year before."""
    same = set.intersection(*(set(having[A90 + p, one(data, o, A90 + p)]) for p in ("state", "indicator", "edition")))
    earlier = (e for e in same if int(one(data, e, A90 + "year")) + 1 == int(one(data, o, A90 + "year")))
    return next((Decimal(one(data, e, A90 + "value")) for e in earlier), None)


@pytest.fixture(scope="module")
def expected(data) -> set[Finding]:
    """Each observation beside the floors and directions laid on each bearer and in force for its state, without SPARQL."""
    having = defaultdict(list)
    for (subject, name), values in data.items():
        for value in values:
            having[name, value].append(subject)
    found: set[Finding] = set()
    bound = {c for (c, name) in data if name == A90 + "bindsMembersOf"} & {c for (c, name) in data if name == A90 + "threshold"}
    for c in bound:
        since, until = one(data, c, A90 + "since"), one(data, c, A90 + "until")
        direct = data[c, A90 + "threshold"]
        for threshold in {*direct, *(part for t in direct for part in data.get((t, DCTERMS + "hasPart"), []))}:
            comparator, deadline = one(data, threshold, A90 + "comparator"), one(data, threshold, A90 + "deadline")
            if comparator not in (FLOOR, TOWARDS) or one(data, threshold, A90 + "laidOn") != EACH:
                continue
            level = Decimal(one(data, threshold, A90 + "value"))
            for o in having[A90 + "indicator", one(data, threshold, A90 + "quantity")]:
                year_end = f"{int(one(data, o, A90 + 'year')):04}-12-31"
                last = until if until and deadline and until < year_end and deadline[:4] == year_end[:4] else year_end
                if not (since and since <= year_end and (until is None or last <= until)):
                    continue
                member = any(
                    one(data, m, ORG + "organization") in data[c, A90 + "bindsMembersOf"]
                    and not NO_MEMBER & set(data.get((m, ORG + "role"), []))
                    and (one(data, m, A90 + "since") or "9999") <= last
                    and year_end <= (one(data, m, A90 + "until") or "9999")
                    for m in having[ORG + "member", one(data, o, A90 + "state")]
                )
                if member:
                    value = Decimal(one(data, o, A90 + "value"))
                    outcome = "level-reached" if value >= level else "below-level"
                    due = "no-deadline" if not deadline else "due" if deadline <= year_end else "not-yet-due"
                    was = before(data, having, o) if comparator == TOWARDS and value < level else None
                    found.add((o, c, threshold, outcome, due, "" if was is None else "nearer" if value > was else "not-nearer"))
    return found


@pytest.fixture(scope="module")
def derived(oxigraph, data) -> set[Finding]:
    """The findings as `article90 build` derives them; one finding may be against several commitments that share a threshold."""
    made = table(derive("findings", oxigraph))
    found: set[Finding] = set()
    for (f, name), kinds in made.items():
        if name != TYPE or kinds != [A90 + "Finding"]:
            continue
        against = made[f, A90 + "against"]
        thresholds = [t for t in against if (t, A90 + "comparator") in data]
        assert len(made[f, A90 + "assesses"]) == len(made[f, A90 + "outcome"]) == len(thresholds) == 1, f"{f} holds more than one finding."
        said = [(made.get((f, A90 + p)) or [""])[0].rpartition("#")[2] for p in ("outcome", "due", "movement")]
        found |= {(made[f, A90 + "assesses"][0], c, thresholds[0], *said) for c in against if c not in thresholds}
    return found


@pytest.mark.slow
def test_findings_are_those_of_plain_arithmetic(derived: set[Finding], expected: set[Finding]) -> None:
    assert len(expected) > 500
    assert sorted(derived - expected)[:10] == []
    assert sorted(expected - derived)[:10] == []


# Read by eye in data/indicator: observation, commitment, value, outcome.
ANCHORS = [
    ("defence-expenditure#NLD-2014-ed2024", "nato-guideline-2006#two-percent", "1.15", "below-level"),
    ("defence-expenditure#NLD-2022-ed2024", "nato-guideline-2006#two-percent", "1.44", "below-level"),
    ("defence-expenditure#USA-2014-ed2024", "nato-guideline-2006#two-percent", "3.71", "level-reached"),
    ("defence-expenditure#GRC-2022-ed2024", "nato-guideline-2006#two-percent", "3.88", "level-reached"),
    ("defence-expenditure#NLD-2024-ed2024", "nato-vilnius-2023#two-percent", "2.05", "level-reached"),
    ("equipment-share#NLD-2014-ed2024", "nato-wales-pledge-2014#twenty-percent-equipment", "10.68", "below-level"),
]


@pytest.mark.parametrize(("observation", "commitment", "value", "outcome"), ANCHORS, ids=[f"{a[0]}" for a in ANCHORS])
def test_hand_checked_findings(observation: str, commitment: str, value: str, outcome: str, derived, data) -> None:
    o, c = f"{vocabulary.BASE}indicator/{observation}", f"{vocabulary.BASE}declaration/{commitment}"
    assert one(data, o, A90 + "value") == value
    assert {f[3] for f in derived if f[0] == o and f[1] == c} == {outcome}


def test_the_netherlands_stayed_below_the_guideline_of_two_percent(derived, data) -> None:
    pledge = f"{vocabulary.BASE}declaration/nato-guideline-2006#two-percent"
    dutch = [f for f in derived if f[1] == pledge and one(data, f[0], A90 + "state") == f"{vocabulary.BASE}state/NLD"]
    assert {one(data, f[0], A90 + "year") for f in dutch} >= {str(year) for year in range(2014, 2023)}
    assert {f[3] for f in dutch} == {"below-level"}


@pytest.mark.parametrize(
    "commitment",
    [
        "legal-act/cfsp-2017-2315#investment-20-percent",
        "legal-act/cfsp-2017-2315#research-2-percent",
        "declaration/nato-hague-2025#defence-related",
    ],
)
def test_no_state_is_set_beside_what_is_not_laid_on_it(commitment: str, derived) -> None:
    """Single states failed PESCO's collective benchmarks, and passed a cap by spending nothing at all."""
    assert [f for f in derived if f[1] == vocabulary.BASE + commitment] == []


def test_two_percent_stays_the_floor_until_the_new_level_is_reached(derived, data) -> None:
    """The Hague was said to replace Vilnius, which its declaration does not say: nothing was left to judge 2025 by."""
    vilnius = {f for f in derived if f[1].endswith("nato-vilnius-2023#two-percent")}
    assert "2025" in {one(data, f[0], A90 + "year") for f in vilnius}


def test_nothing_is_judged_before_membership(derived, data) -> None:
    """Finland joined on 4 April 2023: its figures of earlier years are no findings."""
    finnish = {
        one(data, f[0], A90 + "year") for f in derived if one(data, f[0], A90 + "state") == f"{vocabulary.BASE}state/FIN" and "nato" in f[1]
    }
    assert finnish
    assert min(finnish) == "2023"


NATO = "organisation/nato"
EXPENDITURE, EQUIPMENT = "indicator/defence-expenditure", "indicator/equipment-share"
ASKED = [
    *(("cq-007", {"state": f"state/{code}"}) for code in ("NLD", "FIN", "SWE", "USA", "DEU", "MNE", "AUT")),
    *(
        ("cq-007", {"state": "any", "organisation": NATO, "edition": edition, "indicator": EXPENDITURE, "outcome": "level-reached"})
        for edition in ("2019", "2023", "2024", "2024-annual-report", "2025")
    ),
    *(("cq-072", {"organisation": body}) for body in (NATO, "forum/pesco")),
    *(
        ("cq-007", {"state": "any", "organisation": body, "edition": edition, "indicator": EQUIPMENT})
        for body in (NATO, "forum/pesco")
        for edition in ("2019", "2024")
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "given"), ASKED)
def test_questions_and_findings_agree(name: str, given: dict[str, str], oxigraph, derived, data) -> None:
    q = catalogue.find(name)
    rows = engines.rows(oxigraph.query(*q.asked(given, oxigraph)))
    if name == "cq-007":
        state = None if given["state"] == "any" else vocabulary.BASE + given["state"]
        whole = {k: vocabulary.BASE + v for k, v in given.items() if k in ("organisation", "indicator")}
        want = {
            f[0]
            for f in derived
            if state in (None, one(data, f[0], A90 + "state"))
            and whole.get("organisation", "") in ("", *data.get((f[1], A90 + "bindsMembersOf"), []))
            and whole.get("indicator", "") in ("", one(data, f[0], A90 + "indicator"))
            and given.get("edition", "") in ("", one(data, f[0], A90 + "edition"))
            and given.get("outcome", f[3]) == f[3]
        }
        assert {r["observationIri"].value for r in rows} == want
        return
    body = vocabulary.BASE + given["organisation"]
    indicator = vocabulary.BASE + EXPENDITURE
    mine = {f for f in derived if body in data.get((f[1], A90 + "bindsMembersOf"), []) and one(data, f[0], A90 + "indicator") == indicator}
    count = defaultdict(lambda: [0, 0])
    for o, c, _, outcome, _, _ in mine:
        cell = count[one(data, o, A90 + "edition"), one(data, o, A90 + "year"), c]
        cell[0] += outcome == "level-reached"
        cell[1] += 1
    got = {
        (r["edition"].value, r["year"].value, r["commitmentIri"].value): [int(r["reached"].value), int(r["measured"].value)] for r in rows
    }
    assert got == count


def test_the_pledge_of_wales_is_a_direction_until_its_last_year(derived, data) -> None:
    """In the year of the pledge 96 of 108 figures were said not to meet it, ten years before it was due; for 2024 nothing was said."""
    wales = [f for f in derived if f[1].endswith("nato-wales-pledge-2014#two-percent")]
    by_year = {year: [f for f in wales if one(data, f[0], A90 + "year") == year] for year in ("2014", "2022", "2023", "2024")}
    assert {f[4] for f in by_year["2014"] + by_year["2022"]} == {"not-yet-due"}
    assert {f[4] for f in by_year["2024"]} == {"due"}
    assert by_year["2023"] == []
    states = {one(data, f[0], A90 + "state").rpartition("/")[2] for f in by_year["2024"]}
    assert "NLD" in states and "FIN" in states
    assert "SWE" not in states  # it joined after Vilnius had taken the place of Wales
    assert {f[5] for f in wales if f[3] == "level-reached"} == {""}
    dutch = {
        one(data, f[0], A90 + "year"): f[5] for f in wales if f[0].endswith("-ed2024") and one(data, f[0], A90 + "state").endswith("/NLD")
    }
    assert (dutch["2014"], dutch["2016"]) == ("", "nearer")


def test_what_is_due_is_said(derived, data) -> None:
    by_commitment = defaultdict(set)
    for f in derived:
        by_commitment[f[1].partition("/declaration/")[2]].add(f[4])
    assert by_commitment["nato-guideline-2006#two-percent"] == {"no-deadline"}
    assert by_commitment["nato-vilnius-2023#two-percent"] == {"no-deadline"}
    assert by_commitment["nato-hague-2025#five-percent"] == {"not-yet-due"}
    assert by_commitment["nato-wales-pledge-2014#twenty-percent-equipment"] == {"not-yet-due", "due"}


def test_nobody_is_said_to_have_kept_or_broken_anything() -> None:
    """The words met and not met, which say that a promise was kept, stand in no question, concept, chart or term in use."""
    root = vocabulary.ROOT
    texts = {q.path: " ".join(q.summary.values()) for q in catalogue.all_questions().values()}
    files = [
        *root.glob("data/concept/*.ttl"),
        *root.glob("scripts/article90/plot/words/*.json"),
        root / "ontology" / "article90.ttl",
        root / "README.md",
    ]
    verb = r"\b(not[- ]met|(pledge|commitment|level|target)s? (was |were )?(not )?met|niet gehaald|meets? the (pledge|commitment))\b"
    said = re.compile(rf'{verb}|"(met|gehaald)"', re.IGNORECASE)
    texts |= {file: file.read_text(encoding="utf-8") for file in files}
    assert {str(path): found[0] for path, text in texts.items() if (found := said.search(text))} == {}
