"""Commitments were read again beside their texts, and each reading is on record."""

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import vocabulary

A90 = vocabulary.ONTOLOGY
BASE = vocabulary.BASE
SKOS = "http://www.w3.org/2004/02/skos/core#"
RECORD = Path(__file__).parent / "crosscheck" / "commitments-read-2.csv"
JUDGED = ("modality", "bearer", "beneficiary", "trigger", "area", "qualifiers", "dates", "deadline")
VERDICTS = {"right", "mended", "wrong-not-mended", "not-applicable", "unread"}
KINDS = ("Obligation", "Pledge", "Permission", "Recommendation")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
FIRST = "treaty/north-atlantic-treaty"

# Words that a text holds and its record had lost, or had and the text does not.
WORDS: dict[str, tuple[str, str | None, str | None]] = {
    "treaty/npt#disarmament-negotiations": ("description", r"general and complete disarmament", None),
    "treaty/nuclear-terrorism#protect-material": ("label", r"every effort", None),
    "treaty/open-skies#permitted-sensors": ("description", r"four kinds only", r"such as"),
    "treaty/ottawa-convention#no-mines": ("description", r"Article 3", None),
    "treaty/ptbt#no-test": ("label", r"nuclear explosions", r"weapons"),
    "treaty/terrorist-financing#prevent-financing": ("label", None, r"supervision"),
    "treaty/trafficking-protocol#protect-victims": ("description", r"as far as their law allows", None),
    "treaty/tfeu#solidarity-union-instruments": ("trigger", r"threat of one", None),
    "treaty/rio-treaty#consult-on-attack": ("trigger", r"armed attack", r"request"),
    "treaty/us-japan-security-treaty#collective-defence": ("description", r"whichever", r"Japan's duty"),
    "treaty/us-japan-security-treaty#non-use-of-force": ("description", r"Charter.*international relations", None),
    "treaty/us-japan-security-treaty#peaceful-settlement": ("description", r"Charter", None),
    "treaty/us-japan-security-treaty#report-armed-attack": ("description", r"article 51", r"measures end"),
    "treaty/us-japan-security-treaty#use-facilities-in-japan": ("description", r"separate agreement", None),
    "treaty/us-korea-mutual-defense-treaty#collective-defence": ("trigger", r"when the treaty was made", None),
    "treaty/us-korea-mutual-defense-treaty#maintain-capacity": ("description", r"further its purposes", None),
    "treaty/us-korea-mutual-defense-treaty#non-use-of-force": ("description", r"international relations", r"Charter"),
    "treaty/us-philippines-mutual-defense-treaty#non-use-of-force": ("description", r"Charter.*international relations", None),
    "treaty/us-philippines-mutual-defense-treaty#peaceful-settlement": ("description", r"Charter", None),
    "treaty/us-philippines-mutual-defense-treaty#report-armed-attack": ("description", r"at once", r"measures end"),
    "resolution/unsc-2396#biometrics-and-watch-lists": ("label", None, r"share"),
}
PROPERTIES = {"label": SKOS + "prefLabel", "description": "http://purl.org/dc/terms/description", "trigger": A90 + "trigger"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with RECORD.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def commitments(store: ox.Store) -> set[str]:
    """The commitments of this half: of the treaties from the North Atlantic Treaty on, and of all resolutions."""
    found = {s.value.removeprefix(BASE) for k in KINDS for s, *_ in store.quads_for_pattern(None, TYPE, ox.NamedNode(A90 + k))}
    return {c for c in found if c.startswith("resolution/") or (c.startswith("treaty/") and c.partition("#")[0] >= FIRST)}


def values(store: ox.Store, commitment: str, prop: str) -> set[str]:
    return {o.value for *_, o, _ in store.quads_for_pattern(ox.NamedNode(BASE + commitment), ox.NamedNode(prop), None)}


def test_every_commitment_of_this_half_has_a_row(rows: list[dict[str, str]], oxigraph) -> None:
    """A commitment added after the reading would pass for one that was read."""
    with (RECORD.parent / "commitments-read-1.csv").open(encoding="utf-8", newline="") as other:
        elsewhere = {r["commitment"] for r in csv.DictReader(other)}
    assert [r["commitment"] for r in rows] == sorted(set(commitments(oxigraph.store)) - elsewhere)


def test_no_verdict_without_a_locator(rows: list[dict[str, str]]) -> None:
    """A verdict on an article that nobody can find again is none."""
    assert [r["commitment"] for r in rows if {r[j] for j in JUDGED} - {"unread"} and not (r["article"] and r["text"])] == []
    assert {r[j] for r in rows for j in JUDGED} <= VERDICTS
    assert {r["reader"] for r in rows} == {"b", "c", "d", "e"}


def test_text_read_is_a_source_of_the_commitment(rows: list[dict[str, str]], oxigraph) -> None:
    """A text that the record names and the commitment does not cite cannot be checked."""
    wrong = []
    for row in rows:
        slugs = {re.sub(r" \(.*", "", part) for part in row["text"].split("; ")}
        cited = {s.removeprefix(BASE + "source/") for s in values(oxigraph.store, row["commitment"], "http://purl.org/dc/terms/source")}
        if not slugs & cited:
            wrong.append((row["commitment"], slugs))
    assert wrong == []


def test_what_is_wrong_and_stays_says_why(rows: list[dict[str, str]]) -> None:
    """A fault that the model cannot say is told in words."""
    assert [r["commitment"] for r in rows if "wrong-not-mended" in {r[j] for j in JUDGED} and not r["note"]] == []


@pytest.mark.parametrize("commitment", WORDS)
def test_record_says_what_its_text_says(commitment: str, oxigraph) -> None:
    """Softeners and exceptions were lost, a closed list was open, and a label asked for more than its article."""
    name, has, has_not = WORDS[commitment]
    quads = oxigraph.store.quads_for_pattern(ox.NamedNode(BASE + commitment), ox.NamedNode(PROPERTIES[name]), None)
    text = " ".join(o.value for *_, o, _ in quads if isinstance(o, ox.Literal) and o.language == "en")
    assert text
    assert has is None or re.search(has, text), text
    assert has_not is None or not re.search(has_not, text), text


def test_nobody_could_leave_the_north_atlantic_treaty_in_its_first_twenty_years(all_bonds) -> None:
    """Belgium was said to be free to leave in 1950: article 13 opens the way twenty years after 24 August 1949."""
    leave = ox.NamedNode(BASE + "treaty/north-atlantic-treaty#may-denounce")
    named = {b.subject for b in all_bonds if b.predicate == ox.NamedNode(A90 + "commitment") and b.object == leave}
    since = [b.object.value for b in all_bonds if b.subject in named and b.predicate == ox.NamedNode(A90 + "since")]
    assert since
    assert min(since) == "1969-08-24"


def test_observation_flights_are_accepted_under_the_article_that_says_so(oxigraph) -> None:
    """The duty stood under article I, which only names the regime; article III lays it down."""
    assert values(oxigraph.store, "treaty/open-skies#accept-observation-flights", A90 + "groundedIn") == {BASE + "treaty/open-skies#art3"}
