"""Entry into force for each party, recomputed from its consent by the rule in the treaty's final clauses.

The rules stand in tests/crosscheck/entry-into-force-rules.csv. Not recomputed: successions (they date back to the day of
succession), participations without an exact day of consent or with a first day that is not exact, and treaties without a rule.
What differs has to be listed with its reason in tests/crosscheck/entry-into-force.differences.csv.
"""

import calendar
import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from article90 import engines, vocabulary

CROSSCHECK = Path(__file__).parent / "crosscheck"
A90 = vocabulary.ONTOLOGY
# The rule for later parties counts from the deposit of the instrument that brings the treaty into force, but here from its
# entry into force itself, so that whoever deposited before then starts with it (Chemical Weapons Convention, article XXI, paragraph 2;
# Arms Trade Treaty, article 22, paragraph 2; children in armed conflict, article 10, paragraph 2; Open Skies, article XVII, paragraph 6).
LATER_THAN_ENTRY = {"treaty/att", "treaty/crc-opac", "treaty/cwc", "treaty/open-skies"}
SUCCESSION = f"{vocabulary.BASE}concept/consent-mode#succession"


def table(name: str) -> list[dict[str, str]]:
    path = CROSSCHECK / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_force(consented: date, kind: str, amount: int) -> date:
    """The day on which a treaty enters into force for a state that consents on a day; ValueError for a kind that is not known."""
    match kind:
        case "on-deposit":
            return consented
        case "days-after":
            return consented + timedelta(days=amount)
        case "months-after":
            return months_later(consented, amount)
        case "years-after":
            return months_later(consented, 12 * amount)
        case "first-of-month-after-days":
            return months_later((consented + timedelta(days=amount)).replace(day=1), 1)
        case "first-of-nth-month":
            return months_later(consented.replace(day=1), amount)
    raise ValueError(f"The rules have no kind '{kind}'.")


def test_the_arithmetic() -> None:
    assert in_force(date(2002, 4, 11), "first-of-month-after-days", 60) == date(2002, 7, 1)
    assert in_force(date(2012, 1, 9), "first-of-nth-month", 6) == date(2012, 7, 1)
    assert in_force(date(2011, 8, 31), "months-after", 6) == date(2012, 2, 29)
    assert in_force(date(2004, 5, 19), "days-after", 30) == date(2004, 6, 18)
    assert in_force(date(2012, 5, 8), "years-after", 1) == date(2013, 5, 8)


@pytest.fixture(scope="module")
def participations(oxigraph) -> dict[str, dict[str, str]]:
    """Each participation with its single values, by path; the treaty's own entry into force beside them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = oxigraph.query(f"SELECT ?s ?p ?o {{ ?s a <{A90}Participation> ; ?p ?o FILTER(STRSTARTS(STR(?p), '{A90}')) }}")
    for row in engines.rows(rows):
        found[row["s"].value.removeprefix(vocabulary.BASE)][row["p"].value.removeprefix(A90)] = row["o"].value
    general = {r["t"].value: r["d"].value for r in engines.rows(oxigraph.query(f"SELECT ?t ?d {{ ?t <{A90}since> ?d }}"))}
    for values in found.values():
        values["general"] = general.get(values["instrument"], "")
        values["instrument"] = values["instrument"].removeprefix(vocabulary.BASE)
    return found


def skipped(p: Mapping[str, str], rules: Mapping[str, dict[str, str]]) -> str | None:
    """Why a participation is not recomputed, or None when it is."""
    if p["instrument"] not in rules:
        return "no rule for the treaty"
    if p.get("consentMode") == SUCCESSION:
        return "succession"
    if "consented" not in p:
        return "no day of consent"
    if p.get("sincePrecision", "unknown") != "unknown":
        return "first day not exact"
    if not p["general"]:
        return "treaty not in force"
    return None


@pytest.fixture(scope="module")
def rules() -> dict[str, dict[str, str]]:
    rows = table("entry-into-force-rules.csv")
    assert len({r["treaty"] for r in rows}) == len(rows), "A treaty has two rules."
    return {r["treaty"]: r for r in rows}


@pytest.fixture(scope="module")
def mismatches(participations, rules) -> dict[str, tuple[str, str]]:
    """Ours and the computed day, for each participation where they differ."""
    found = {}
    for node, p in participations.items():
        if skipped(p, rules):
            continue
        rule = rules[p["instrument"]]
        general, consented = date.fromisoformat(p["general"]), date.fromisoformat(p["consented"])
        starts_with_it = consented < general and p["instrument"] in LATER_THAN_ENTRY
        day = general if starts_with_it else max(general, in_force(consented, rule["kind"], int(rule["amount"])))
        computed = day.isoformat()
        if computed != p.get("since", ""):
            found[node] = (p.get("since", ""), computed)
    return found


def test_most_are_recomputed(participations, rules) -> None:
    """Skipping is the exception: successions and undated consents are a small part of the treaties that have a rule."""
    reasons = Counter(skipped(p, rules) for p in participations.values() if p["instrument"] in rules and "since" in p)
    assert reasons[None] > 3000, reasons
    assert reasons["succession"] + reasons["no day of consent"] < 0.15 * reasons.total(), reasons


def test_since_follows_from_consent(mismatches) -> None:
    listed = {r["node"]: (r["ours"], r["computed"]) for r in table("entry-into-force.differences.csv")}
    assert {n: m for n, m in mismatches.items() if listed.get(n) != m} == {}


def test_listed_differences_are_real_and_give_a_reason(mismatches) -> None:
    rows = table("entry-into-force.differences.csv")
    assert [r["node"] for r in rows if mismatches.get(r["node"]) != (r["ours"], r["computed"])] == []
    assert [r["node"] for r in rows if len(r["reason"]) < 10] == []


def test_nobody_is_bound_before_the_treaty(participations) -> None:
    early = {
        n for n, p in participations.items() if p.get("since") and p["general"] and p["since"] < p["general"] and "sincePrecision" not in p
    }
    assert sorted(early) == []


def test_every_rule_has_a_treaty(rules) -> None:
    assert [t for t in rules if not (vocabulary.DATA / f"{t}.ttl").exists()] == []
    assert {r["kind"] for r in rules.values()} <= {
        "on-deposit",
        "days-after",
        "months-after",
        "years-after",
        "first-of-month-after-days",
        "first-of-nth-month",
    }
