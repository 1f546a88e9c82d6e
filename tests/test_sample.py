"""The sample that was read again in November 2026: each record is still there, and what was mended has the right value."""

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
from article90 import engines, vocabulary

SAMPLE = Path(__file__).parent / "crosscheck" / "sample-2026-11-26.csv"
VERDICTS = {"right", "wrong", "imprecise", "not checkable"}


def rows() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def values(source: engines.Engine, node: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    subject = ox.NamedNode(vocabulary.BASE + node)
    for row in engines.rows(source.query("SELECT ?term ?value { ?node ?term ?value }", {"node": subject})):
        found.setdefault(row["term"].value, set()).add(row["value"].value)
    return found


def test_each_record_is_still_there_and_the_mended_are_right(oxigraph: engines.Engine) -> None:
    wrong = []
    for row in rows():
        found = values(oxigraph, row["id"])
        if not found:
            wrong.append(f"{row['id']}: gone")
        for name, _, value in (part.partition("=") for part in row["now"].split()):
            if found.get(vocabulary.ONTOLOGY + name) != {value}:
                wrong.append(f"{row['id']}: {name} is {found.get(vocabulary.ONTOLOGY + name)}, not {value}")
    assert not wrong, "\n".join(wrong)


def test_each_verdict_has_its_place_and_each_error_its_remark() -> None:
    for row in rows():
        assert row["verdict"] in VERDICTS, row["id"]
        assert row["source"].startswith("http") or row["verdict"] == "not checkable", row["id"]
        assert row["remark"] or row["verdict"] == "right", row["id"]
        assert row["now"] or row["verdict"] != "wrong", f"{row['id']} was wrong and is not mended."


def test_sixty_facts_and_forty_contributions_were_checked() -> None:
    checked = Counter(row["stratum"] == "contribution" for row in rows() if row["verdict"] != "not checkable")
    assert checked == {False: 60, True: 40}
    wrong = [row["id"] for row in rows() if row["stratum"] == "contribution" and row["verdict"] == "wrong"]
    assert len(wrong) <= 3, wrong
