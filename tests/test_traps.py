"""Traps written by hand from treaties and their lists: a right answer each, told beside the wrong one that lies at hand.

Each is a record in traps/*.yaml:
`question` and `given`: what is asked, as `article90 ask` takes it;
`rows`: how many rows there are; `has` and `hasnot`: cells of rows that must and must not be there (an IRI without the base; `~` before a
part of a text, `>` before a day that the cell is later than);
`empty` and `empty-not`: what an empty answer must and must not mean; `said`: a word in what is said under the answer;
`silent`: why the right answer is not recorded, so that an empty answer will do that does not mean no;
`refused`: a word in the refusal; `naive`, `right` and `source`: why it is a trap, the right answer and what it rests on.
The right answers were written down before the questions were asked. The fast tests take the first trap of each kind.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from article90 import answers, index
from article90.engines import Engine, Row, Table
from article90.errors import UserError
from article90.questions import catalogue
from article90.vocabulary import BASE

FOLDER = Path(__file__).parent / "traps"
TRAPS = [trap for file in sorted(FOLDER.glob("*.yaml")) for trap in yaml.load(file.read_text(), yaml.BaseLoader)]
TOLD = {"id", "kind", "question", "given", "naive", "right", "source"}
CHECKS = {"rows", "has", "hasnot", "empty", "empty-not", "said", "refused"}


def read(row: Row) -> dict[str, str]:
    return {name: "" if term is None else term.value.removeprefix(BASE) for name, term in row.items()}


def fits(row: Mapping[str, str], wanted: Mapping[str, object]) -> bool:
    """Whether a row has the cells that are wanted; a column that it does not have is an error in the trap."""
    for name, value in wanted.items():
        told = str(value)
        cell = row[name]
        if not (told[1:] in cell if told.startswith("~") else cell > told[1:] if told.startswith(">") else told == cell):
            return False
    return True


def fall(trap: Mapping[str, Any], engine: Engine) -> list[str]:
    """In what an answer is not what the trap says is right; nothing if it is right."""
    given = {name: str(value) for name, value in trap["given"].items()}
    try:
        found = answers.ask(catalogue.find(trap["question"]), given, engine)
    except UserError as error:
        return [] if trap.get("refused", "\0") in str(error) else [f"refused: {error}"]
    assert isinstance(found.answer, Table)
    rows = [read(row) for row in found.answer.rows]
    if "silent" in trap and not rows:
        return [f"the silence means no: {found.limits.said}"] if found.limits.empty == "no" else []
    wrong = []
    if "refused" in trap:
        wrong.append(f"not refused: {len(rows)} rows")
    if int(trap.get("rows", len(rows))) != len(rows):
        wrong.append(f"{len(rows)} rows instead of {trap['rows']}: {rows[:3]}")
    wrong += [f"missing: {wanted}" for wanted in trap.get("has", ()) if not any(fits(row, wanted) for row in rows)]
    wrong += [f"should not be there: {row}" for unwanted in trap.get("hasnot", ()) for row in rows if fits(row, unwanted)]
    limits = found.limits
    if limits.empty != trap.get("empty", limits.empty):
        wrong.append(f"empty means '{limits.empty}', not '{trap['empty']}'; open: {limits.open}")
    if limits.empty == trap.get("empty-not"):
        wrong.append(f"empty means '{limits.empty}'")
    said = " ".join(limits.said.get("en", ()))
    if trap.get("said", "") not in said:
        wrong.append(f"'{trap['said']}' is not said: {said}")
    return wrong


def test_traps_are_whole() -> None:
    names = [trap["id"] for trap in TRAPS]
    assert len(set(names)) == len(names) >= 40
    for trap in TRAPS:
        assert TOLD <= set(trap) <= TOLD | CHECKS | {"silent"}, trap["id"]
        assert CHECKS & set(trap), f"{trap['id']} cannot fail"


def params() -> Iterator[Any]:
    kinds = set()
    for trap in TRAPS:
        yield pytest.param(trap, id=trap["id"], marks=[pytest.mark.slow] if trap["kind"] in kinds else [])
        kinds.add(trap["kind"])


@pytest.mark.parametrize("trap", list(params()))
def test_the_answer_is_the_right_one(trap: Mapping[str, Any], oxigraph: Engine) -> None:
    assert not fall(trap, oxigraph), f"{trap['right']} ({trap['source']})"


@pytest.mark.parametrize("name", ["article-5-and-aland-before-finland", "syria-had-no-such-deadline", "npt-and-the-yemen-arab-republic"])
@pytest.mark.slow
def test_the_answer_is_the_right_one_in_rdflib(name: str) -> None:
    assert not fall(next(trap for trap in TRAPS if trap["id"] == name), index.engine("rdflib"))
