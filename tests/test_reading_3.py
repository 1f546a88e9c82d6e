"""Commitments that were added later were read a second time beside their texts, by another reader than who wrote them."""

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import vocabulary
from test_reading_2 import JUDGED, VERDICTS, values

RECORD = Path(__file__).parent / "crosscheck" / "commitments-read-3.csv"
SOURCE = "http://purl.org/dc/terms/source"
DESCRIPTION = "http://purl.org/dc/terms/description"
# What the second reader found, by instrument: commitments read, and those in which something was wrong.
FOUND = {"treaty/ap-ii": 1, "treaty/cat": 1, "treaty/rome-statute": 1, "treaty/un-charter": 1}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with RECORD.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_row_is_a_commitment_with_a_place_in_a_text_that_it_cites(rows: list[dict[str, str]], oxigraph) -> None:
    assert len(rows) > 50 and [r["commitment"] for r in rows] == sorted({r["commitment"] for r in rows})
    assert {r[j] for r in rows for j in JUDGED} <= VERDICTS and {r["reader"] for r in rows} == {"c"}
    for row in rows:
        assert row["article"]
        assert vocabulary.BASE + "source/" + row["text"] in values(oxigraph.store, row["commitment"], SOURCE), row["commitment"]
        kinds = oxigraph.store.quads_for_pattern(
            ox.NamedNode(vocabulary.BASE + row["commitment"]), ox.NamedNode(f"{vocabulary.ONTOLOGY}modality"), None
        )
        assert list(kinds), row["commitment"]


def test_the_first_reader_had_read_them_alone(rows: list[dict[str, str]]) -> None:
    first = {}
    for number in (1, 2):
        with RECORD.with_name(f"commitments-read-{number}.csv").open(newline="", encoding="utf-8") as file:
            first |= {r["commitment"]: r["reader"] for r in csv.DictReader(file)}
    assert {first.get(r["commitment"]) for r in rows} <= {"a", "b"}


def test_error_rate_by_instrument(rows: list[dict[str, str]]) -> None:
    wrong = Counter(r["commitment"].partition("#")[0] for r in rows if {r[j] for j in JUDGED} & {"mended", "wrong-not-mended"})
    assert wrong == FOUND


@pytest.mark.parametrize(
    ("commitment", "word"),
    [
        ("treaty/cat#prevent-other-ill-treatment", "acquiescence"),
        ("treaty/rome-statute#equal-application", "in itself"),
        ("treaty/ap-ii#no-starvation", "useless"),
    ],
)
def test_what_was_mended_stands(oxigraph, commitment: str, word: str) -> None:
    assert any(word in d for d in values(oxigraph.store, commitment, DESCRIPTION))
