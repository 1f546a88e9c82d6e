"""Our data agree with second, independent datasets, but for the differences that are listed with a reason."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary

FOLDER = Path(__file__).parent / "crosscheck"
# Names in the column `property` that are no terms of the ontology: the term, and what of its value is compared.
OTHER_NAMES = {
    "sinceYear": (vocabulary.ONTOLOGY + "since", lambda value: value[:4]),
    "sinceMonth": (vocabulary.ONTOLOGY + "since", lambda value: value[:7]),
    "untilYear": (vocabulary.ONTOLOGY + "until", lambda value: value[:4]),
    "commitmentType": (vocabulary.ONTOLOGY + "commitmentType", lambda value: value.partition("#")[2]),
    "successionKind": (vocabulary.ONTOLOGY + "successionKind", lambda value: value.partition("#")[2]),
    "member": (vocabulary.PREFIXES["org"] + "member", lambda value: value.removeprefix(vocabulary.BASE)),
    "organization": (vocabulary.PREFIXES["org"] + "organization", lambda value: value.removeprefix(vocabulary.BASE)),
    "role": (vocabulary.PREFIXES["org"] + "role", lambda value: value.removeprefix(vocabulary.BASE)),
    "sameAs": (vocabulary.PREFIXES["owl"] + "sameAs", str),
}


def table(path: Path, *columns: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        assert tuple(reader.fieldnames or ()) == columns, f"{path.name} has to have the columns {', '.join(columns)}."
        return list(reader)


def listed() -> list[str]:
    """The lists that compare single values."""
    heads = {p: p.open(encoding="utf-8").readline().strip() for p in sorted(FOLDER.glob("*.csv"))}
    return [p.stem for p, head in heads.items() if head == "node,property,value"]


def ours(source: engines.Engine, node: str, name: str) -> set[str]:
    """All that our data say of a property of a node, as the list writes it."""
    term, written = OTHER_NAMES.get(name, (vocabulary.ONTOLOGY + name, str))
    subject = ox.NamedNode(vocabulary.BASE + node)
    found = source.query("SELECT ?value { ?node ?term ?value }", {"node": subject, "term": ox.NamedNode(term)})
    return {written(row["value"].value) for row in engines.rows(found)}


def same(one: str, other: str) -> bool:
    try:
        return one == other or ("." in one + other and Decimal(one) == Decimal(other))
    except InvalidOperation:
        return False


@pytest.mark.parametrize("name", listed())
def test_second_dataset_agrees(name: str, oxigraph: engines.Engine) -> None:
    theirs = table(FOLDER / f"{name}.csv", "node", "property", "value")
    beside = FOLDER / f"{name}.differences.csv"
    differences = table(beside, "node", "property", "ours", "theirs", "reason") if beside.exists() else []
    known = {(d["node"], d["property"], d["theirs"]): d for d in differences}
    assert len(known) == len(differences), f"{beside.name} lists a difference twice."
    assert (FOLDER / f"{name}.md").exists(), f"{name}.md does not say which dataset this is and where it was read."
    wrong, used = [], set()
    for row in theirs:
        node, term, value = row["node"], row["property"], row["value"]
        found = ours(oxigraph, node, term)
        difference = known.get((node, term, value))
        if not found if value == "" else any(same(value, mine) for mine in found):
            if difference:
                wrong.append(f"{node} {term}: a difference is listed, but ours is {value or 'empty'} as theirs is")
        elif not difference:
            wrong.append(f"{node} {term}: ours {sorted(found) or 'missing'}, theirs {value or 'empty'}, and no difference is listed")
        elif not (found if difference["ours"] else not found) or (difference["ours"] and difference["ours"] not in found):
            wrong.append(f"{node} {term}: ours {sorted(found) or 'missing'}, but the difference says {difference['ours'] or 'empty'}")
        if difference:
            used.add((node, term, value))
    wrong += [
        f"{node} {term}: the difference from {value or 'empty'} is about no row of the list" for node, term, value in known.keys() - used
    ]
    assert not wrong, "\n".join([f"{name}: {len(wrong)} of {len(theirs)}", *wrong])


@pytest.mark.parametrize("name", listed())
def test_every_difference_has_a_reason(name: str) -> None:
    beside = FOLDER / f"{name}.differences.csv"
    for row in table(beside, "node", "property", "ours", "theirs", "reason") if beside.exists() else []:
        reason = row["reason"]
        assert reason[:1].isupper() or reason[:1].isdigit(), f"{row['node']}: '{reason}' does not begin as a sentence does."
        assert reason.endswith(".") and len(reason.split()) >= 4, f"{row['node']}: '{reason}' is no sentence."
