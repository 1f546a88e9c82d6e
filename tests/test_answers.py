"""Every question has its answer pinned, at two dates where it takes one, and rdflib gives the same rows.

The pinned answers in tests/answers/ were read before they were committed. After a change of data that is meant, run
`pytest tests/test_answers.py --pin` and read the difference. The other engines are in test_endpoints.py and test_loading.py.
"""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, index, sparql
from article90.questions import catalogue

ANSWERS = Path(__file__).parent / "answers"
DATES = ("2014-07-17", "2026-11-21")


def cases() -> list[tuple[str, str | None]]:
    """The questions, and the numbers that others took in where they are asked with something that narrows."""
    names = sorted([*catalogue.all_questions(), *(a.id for a in catalogue.aliases().values() if a.given)])
    return [(name, date) for name in names for date in (DATES if catalogue.find(name).takes("date") else (None,))]


def asked(name: str, date: str | None, engine: engines.Engine) -> tuple[str, dict[str, sparql.Term]]:
    """The text and the terms of a question, or of the one that took it in."""
    alias = catalogue.alias(name)
    given = {**(alias.given if alias else {}), **({"date": date} if date else {})}
    return catalogue.find(name).asked(given, engine)


def answer(engine: engines.Engine, name: str, date: str | None) -> bytes:
    """The rows as SPARQL 1.1 TSV."""
    rows = engine.query(*asked(name, date, engine))
    return rows.serialize(format=ox.QueryResultsFormat.TSV)


def in_order(answer: engines.Answer) -> list[tuple[str, ...]]:
    """The rows as tuples that every engine writes alike: numbers by value, because one decimal may be written 2 or 2.0."""

    def cell(term: sparql.Term | None) -> str:
        if isinstance(term, ox.Literal) and term.datatype.value.endswith(("#decimal", "#integer")):
            return str(float(term.value))
        return "" if term is None else term.value

    return [tuple(cell(v) for v in row.values()) for row in engines.rows(answer)]


def comparable(answer: engines.Answer) -> list[tuple[str, ...]]:
    """The rows of different engines: sorted, because labels may sort otherwise."""
    return sorted(in_order(answer))


@pytest.mark.parametrize(("name", "date"), cases())
def test_the_answer_is_the_pinned_one(oxigraph, request, name: str, date: str | None) -> None:
    pinned = ANSWERS / f"{name}{'@' + date if date else ''}.tsv"
    found = answer(oxigraph, name, date)
    if request.config.getoption("--pin"):
        ANSWERS.mkdir(exist_ok=True)
        pinned.write_bytes(found)
    assert pinned.exists(), f"No answer is pinned for {name}: run pytest with --pin, and read it."
    tsv = ox.QueryResultsFormat.TSV
    assert in_order(ox.parse_query_results(found, format=tsv)) == in_order(ox.parse_query_results(pinned.read_bytes(), format=tsv))


JOINED = sorted({name for name, _ in cases() if "GROUP_CONCAT" in catalogue.find(name).text})


@pytest.mark.slow
@pytest.mark.parametrize("name", JOINED)
def test_joined_cells_are_in_order_in_every_store(oxigraph, in_memory, name: str) -> None:
    """SPARQL 1.1 (section 18.5.1.7) leaves their order open: one question once had two answers, in memory and on disk."""
    for date in DATES if catalogue.find(name).takes("date") else (None,):
        text, bound = asked(name, date, oxigraph)
        joined = re.findall(r"separator=\"([,;] )\"\) AS \?(\w+)", text)
        assert joined
        found = oxigraph.query(text, bound)
        assert in_order(found) == in_order(in_memory.query(text, bound))
        for row in engines.rows(found):
            for separator, column in joined:
                if (cell := row.get(column)) is not None:
                    members = cell.value.split(separator)
                    assert members == sorted(members), (column, cell.value)


@pytest.fixture(scope="module")
def in_memory() -> engines.Engine:
    return index.engine(in_memory=True)


def test_nothing_is_pinned_that_is_not_asked() -> None:
    expected = {f"{name}{'@' + date if date else ''}.tsv" for name, date in cases()}
    assert {p.name for p in ANSWERS.iterdir()} == expected


def test_every_question_finds_something() -> None:
    """A question with an empty answer at every date asked tests nothing."""
    rows = {name: 0 for name, _ in cases()}
    for name, date in cases():
        rows[name] += len((ANSWERS / f"{name}{'@' + date if date else ''}.tsv").read_bytes().splitlines()) - 1
    assert [name for name, count in rows.items() if not count] == []


@pytest.fixture(scope="module")
def rdflib_engine() -> engines.Engine:
    return index.engine("rdflib")


@pytest.mark.parametrize("name", sorted({name for name, _ in cases()}))
def test_rdflib_gives_the_same_rows(oxigraph, rdflib_engine, name: str) -> None:
    text, bound = asked(name, DATES[0] if catalogue.find(name).takes("date") else None, oxigraph)
    assert comparable(rdflib_engine.query(text, bound)) == comparable(oxigraph.query(text, bound))


def test_every_claim_is_reached() -> None:
    """All claims of the two government texts are answered by at least one question."""
    claimed = {claim for q in catalogue.all_questions().values() for claim in q.claims}
    assert claimed == {f"000-c{n:02}" for n in range(1, 25)} | {f"002-c{n:02}" for n in range(1, 14)}
