"""Commitments that were added later were read a second time beside their texts, by another reader than who wrote them."""

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.questions import catalogue
from test_reading_2 import JUDGED, VERDICTS, values

CROSSCHECK = Path(__file__).parent / "crosscheck"
A90 = vocabulary.ONTOLOGY
SOURCE = "http://purl.org/dc/terms/source"
DESCRIPTION = "http://purl.org/dc/terms/description"
# What each second reading found, by instrument: commitments in which something was wrong. Reading 3 has 62, reading 4 has 70.
FOUND = {
    3: {"treaty/ap-ii": 1, "treaty/cat": 1, "treaty/rome-statute": 1, "treaty/un-charter": 1},
    4: {
        "constitution/kingdom-charter": 4,
        "legal-act/ec-2580-2001": 1,
        "legal-act/ec-881-2002": 1,
        "legal-act/eu-833-2014": 1,
        "treaty/ap-i": 1,
        "treaty/att": 1,
        "treaty/ccm": 1,
        "treaty/cwc": 5,
        "treaty/gc-iv": 2,
        "treaty/icj-statute": 2,
        "treaty/tpnw": 5,
    },
}
READER = {3: "c", 4: "d"}


def record(number: int) -> list[dict[str, str]]:
    with (CROSSCHECK / f"commitments-read-{number}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("number", FOUND)
def test_each_row_is_a_commitment_with_a_place_in_a_text_that_it_cites(number: int, oxigraph) -> None:
    rows = record(number)
    assert len(rows) > 50 and [r["commitment"] for r in rows] == sorted({r["commitment"] for r in rows})
    assert {r[j] for r in rows for j in JUDGED} <= VERDICTS and {r["reader"] for r in rows} == {READER[number]}
    for row in rows:
        assert row["article"]
        assert vocabulary.BASE + "source/" + row["text"] in values(oxigraph.store, row["commitment"], SOURCE), row["commitment"]
        kinds = oxigraph.store.quads_for_pattern(ox.NamedNode(vocabulary.BASE + row["commitment"]), ox.NamedNode(f"{A90}modality"), None)
        assert list(kinds), row["commitment"]


def test_another_reader_had_read_them_or_none_but_who_wrote_them() -> None:
    first = {r["commitment"]: r["reader"] for number in (1, 2) for r in record(number)}
    assert {first.get(r["commitment"]) for r in record(3)} <= {"a", "b"}
    alone = [r["commitment"] for r in record(4) if r["commitment"] not in first]
    assert {c.partition("#")[0] for c in alone} == {"constitution/kingdom-charter"}


@pytest.mark.parametrize("number", FOUND)
def test_error_rate_by_instrument(number: int) -> None:
    wrong = Counter(r["commitment"].partition("#")[0] for r in record(number) if {r[j] for j in JUDGED} & {"mended", "wrong-not-mended"})
    assert wrong == FOUND[number]


@pytest.mark.parametrize(
    ("commitment", "word"),
    [
        ("treaty/cat#prevent-other-ill-treatment", "acquiescence"),
        ("treaty/rome-statute#equal-application", "in itself"),
        ("treaty/ap-ii#no-starvation", "useless"),
        ("constitution/kingdom-charter#defence-and-foreign-relations", "without prejudice"),
        ("constitution/kingdom-charter#kingdom-may-implement", "wordt ingetrokken"),
        ("constitution/kingdom-charter#share-defence-costs", "special arrangements"),
        ("legal-act/ec-881-2002#penalties", "proceedings"),
        ("legal-act/eu-833-2014#penalties", "confiscating"),
        ("treaty/ap-i#accept-fact-finding-commission", "that party alleges"),
        ("treaty/att#no-transfer-against-embargo", "that the treaty covers"),
        ("treaty/ccm#joint-operations", "In accordance with international law"),
        ("treaty/cwc#control-toxic-chemicals", "on their territory"),
        ("treaty/cwc#provide-assistance", "after the convention enters into force for the party"),
        ("treaty/gc-iv#feed-occupied-population", "should bring them in"),
        ("treaty/gc-iv#no-deportation", "outside the occupied territory only"),
        ("treaty/tpnw#no-stationing", "jurisdiction or control"),
        ("treaty/tpnw#no-transfer", "control over them"),
        ("treaty/tpnw#verify-elimination", "keeps it up"),
    ],
)
def test_what_was_mended_stands(oxigraph, commitment: str, word: str) -> None:
    assert any(word in d for d in values(oxigraph.store, commitment, DESCRIPTION))


@pytest.mark.parametrize(
    ("commitment", "articles"),
    [
        ("constitution/kingdom-charter#kingdom-may-implement", {"27(3)", "27(4)"}),
        ("treaty/ccm#joint-operations", {"21(3)", "21(4)"}),
        ("treaty/cwc#accept-challenge-inspection", {"IX(10)", "IX(11)", "IX(17)"}),
        ("treaty/gc-iv#no-deportation", {"49(1)", "49(2)"}),
    ],
)
def test_what_is_told_of_another_paragraph_rests_on_it(oxigraph, commitment: str, articles: set[str]) -> None:
    """A limit of the next paragraph was told, and only the first was named."""
    grounds = {g.removeprefix(vocabulary.BASE) for g in values(oxigraph.store, commitment, A90 + "groundedIn")}
    assert {n for g in grounds for n in values(oxigraph.store, g, A90 + "number")} == articles


def test_duties_under_the_statute_of_the_court_are_owed_to_parties_outside_the_united_nations(oxigraph) -> None:
    """Only the members were creditors; Switzerland and Nauru were parties to the Statute and none of them."""
    duties = ("accept-compulsory-jurisdiction", "bound-by-judgment")
    for duty in (d + end for d in duties for end in ("", "-by-non-members", "-of-non-members")):
        if values(oxigraph.store, f"treaty/icj-statute#{duty}", SOURCE):
            assert values(oxigraph.store, f"treaty/icj-statute#{duty}", A90 + "owedToPartiesTo") == {vocabulary.BASE + "treaty/icj-statute"}


@pytest.mark.parametrize(
    ("one", "other", "day"), [("DEU", "NLD", "2026-11-21"), ("CHE", "NLD", "1960-01-01"), ("CHE", "NLD", "2010-01-01")]
)
def test_a_duty_under_the_statute_of_the_court_is_told_once_each_way(oxigraph, one: str, other: str, day: str) -> None:
    """An original member of the United Nations is a party to the Statute too, and was named as a creditor twice."""
    q = catalogue.find("cq-061")
    rows = engines.rows(oxigraph.query(q.text, q.bindings({"state": one, "other": other, "date": day}, oxigraph)))
    court = [r["partyIri"].value[-3:] + r["article"].value for r in rows if "/icj-statute#" in r["commitmentIri"].value]
    assert sorted(court) == sorted(s + a for s in (one, other) for a in ("Article 36(2)", "Article 59"))


def test_nothing_says_that_its_text_was_not_read(oxigraph) -> None:
    """Article 1 of the treaty that bans nuclear weapons was known from accounts; what still is, is counted."""
    known = [
        c.value
        for c, _, d, _ in oxigraph.store.quads_for_pattern(None, ox.NamedNode(DESCRIPTION), None)
        if "Known from accounts" in d.value
    ]
    assert {c.removeprefix(vocabulary.BASE).partition("#")[0] for c in known} == {"treaty/un-cybercrime-convention"}


def test_a_duty_read_in_a_later_consolidated_text_alone_says_so(oxigraph) -> None:
    """Criminal penalties of 2023 stood as if they had been asked for since 2014."""
    title, note = "http://purl.org/dc/elements/1.1/title", "http://www.w3.org/2004/02/skos/core#editorialNote"
    duties = [
        s.value.removeprefix(vocabulary.BASE) for s, *_ in oxigraph.store.quads_for_pattern(None, ox.NamedNode(f"{A90}modality"), None)
    ]
    alone = []
    for duty in (d for d in duties if d.startswith("legal-act/")):
        titles = {t for s in values(oxigraph.store, duty, SOURCE) for t in values(oxigraph.store, s.removeprefix(vocabulary.BASE), title)}
        if titles and all("consolidated text" in t for t in titles):
            alone.append(duty)
    assert len(alone) > 3
    assert [d for d in alone if not values(oxigraph.store, d, note)] == []
