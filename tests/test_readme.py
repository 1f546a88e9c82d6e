"""The README is the front door: what it says is in the data is in the data, and the files it names exist."""

import re
from collections import Counter
from pathlib import Path

import pytest
from article90 import engines, vocabulary
from article90.questions import catalogue

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
NLD = f"<{vocabulary.BASE}state/NLD>"


@pytest.fixture(scope="module")
def counted(oxigraph) -> Counter[str]:
    rows = engines.rows(oxigraph.query("SELECT ?class (COUNT(DISTINCT ?x) AS ?n) { ?x a ?class } GROUP BY ?class"))
    counts = Counter({re.split("[/#]", r["class"].value)[-1].lower(): int(r["n"].value) for r in rows})
    dutch = f"PREFIX a90: <{vocabulary.ONTOLOGY}> SELECT (COUNT(?x) AS ?n) {{ ?x a90:contributor {NLD} }}"
    counts["dutch contribution"] = int(engines.rows(oxigraph.query(dutch))[0]["n"].value)
    return counts


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        ("states, ", ["state"]),
        ("territories", ["territory"]),
        ("organisations, courts and forums", ["intergovernmentalorganisation", "internationalcourt", "forum"]),
        ("memberships since 1945", ["membership"]),
        ("instruments", ["treaty", "resolution", "legalact", "declaration", "constitution"]),
        ("provisions", ["provision"]),
        ("commitments", ["obligation", "pledge"]),
        ("obligations", ["obligation"]),
        ("pledges", ["pledge"]),
        ("participations", ["participation"]),
        ("missions", ["mission"]),
        ("Dutch contributions", ["dutch contribution"]),
        ("observations", ["observation"]),
        ("measures", ["measure"]),
        ("events", ["event"]),
        ("strategies", ["strategy"]),
        ("sources", ["source"]),
    ],
)
def test_the_counts_follow_from_the_data(counted: Counter[str], words: str, classes: list[str]) -> None:
    first = README[README.index("## What is in it") :]
    match = re.search(rf"([\d,]+) {words}", first)
    assert match, f"The README says nothing of {words}."
    assert int(match[1].replace(",", "")) == sum(counted[c] for c in classes)


def test_the_number_of_questions_is_right() -> None:
    assert f"answering all {len(list(catalogue.FOLDER.glob('cq-*.rq')))} questions" in " ".join(README.split())


@pytest.mark.parametrize("name", re.findall(r"`((?:scripts|tests|data|ontology|shapes)/[a-z0-9_./-]+)`", README))
def test_the_files_it_names_exist(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_commands_it_shows_are_questions() -> None:
    asked = set(re.findall(r"article90 ask (cq-\d+)", README))
    assert asked <= {"-".join(p.stem.split("-")[:2]) for p in catalogue.FOLDER.glob("cq-*.rq")}
