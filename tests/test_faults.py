"""Faults planted in the published data, one an edit: the rule that is meant for it sees it, at the file in which it was made.

The kinds are in `faults.py` and, by a fresh eye, in `faults_of_the_guide.py`. They are planted in batches, a file at most one, and
judged by the quick way over everything.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import faults
import faults_of_the_guide
import pyoxigraph as ox
import pytest
from article90 import vocabulary
from article90.check import reference, report, rules, shacl
from faults import Fault

SEED = 90
ALL = [*faults.ALL, *faults_of_the_guide.ALL]


class Planted(NamedTuple):
    """A fault in a file."""

    fault: Fault
    path: Path
    document: bytes


class World:
    """All published files in one store, in which a few of them can be put in other words for a while."""

    def __init__(self) -> None:
        self.files = {path: rules.parse(path) for path in vocabulary.turtle_files()}
        self.everything = report.Everything(list(self.files.values()), [])
        self.terms = rules.declared_terms()

    def _swap(self, old: rules.Parsed, new: rules.Parsed) -> None:
        for t in old.triples:
            self.everything.store.remove(ox.Quad(*t))
        self.everything.store.extend(ox.Quad(*t) for t in new.triples)

    def problems(self, planted: list[Planted]) -> list[rules.Problem]:
        """The problems when these files are as they were planted."""
        read = [rules.parse_document(p.path, p.document) for p in planted]
        wrong = [r for r in read if isinstance(r, rules.Problem)]
        parsed = [r for r in read if isinstance(r, rules.Parsed)]
        for file in parsed:
            self._swap(self.files[file.path], file)
        self.everything.forget()
        told = report.by_rules(parsed, self.everything, self.terms)
        results = list(report.judge(parsed, self.everything, self.terms))
        for file in parsed:
            self._swap(file, self.files[file.path])
        return wrong + report.unite(told, results, self.everything, {rules.name_of(p.path) for p in planted})


@cache
def documents() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in vocabulary.turtle_files()}


def plant(fault: Fault, chance: random.Random, taken: set[Path]) -> Planted | None:
    """The fault in a file and at a place in it that are drawn; None where no free file has such a place."""
    pattern = re.compile(fault.old, re.MULTILINE)
    files = [path for path in documents() if path.parent.name == fault.folder and path not in taken]
    chance.shuffle(files)
    for path in files:
        text = documents()[path]
        places = list(pattern.finditer(text))
        if places:
            place = chance.choice(places)
            new = text[: place.start()] + place.expand(fault.new) + text[place.end() :]
            if new != text:
                return Planted(fault, path, new.encode())
    return None


def batches(seed: int = SEED) -> list[list[Planted]]:
    """All faults, each in a file of its own within its batch."""
    chance, waiting, done = random.Random(seed), list(ALL), []
    while waiting:
        batch: list[Planted] = []
        left = []
        for fault in waiting:
            one = plant(fault, chance, {p.path for p in batch}) if len(batch) < 40 else None
            (batch if one else left).append(one or fault)  # type: ignore[arg-type]
        if not batch:
            break
        done.append(batch)
        waiting = left
    return done


class Judged(NamedTuple):
    planted: Planted
    told: list[rules.Problem]  # what is said of its file

    @property
    def caught(self) -> bool:
        return any(p.rule in self.planted.fault.rules.split() and p.file == rules.name_of(self.planted.path) for p in self.told)


def judged_on(world: World, seed: int = SEED) -> list[Judged]:
    found = []
    for batch in batches(seed):
        problems = world.problems(batch)
        found += [Judged(p, [q for q in problems if rules.name_of(p.path) in (q.file, *q.also)]) for p in batch]
    return found


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judged_on(World())


def test_every_kind_of_fault_has_a_place_in_the_data(judged: list[Judged]) -> None:
    """A pattern that matches nothing any more would count as a fault that nobody makes."""
    planted = {j.planted.fault for j in judged}
    assert [f.what for f in ALL if f not in planted] == []
    assert len(planted) >= 300


def test_faults_are_caught_by_the_rule_that_is_meant_for_them_at_their_file(judged: list[Judged]) -> None:
    """Half of the faults that a reviewer planted were seen by no rule, or told of another file."""
    missed = [j for j in judged if not j.caught]
    told = [f"{j.planted.fault.what} in {rules.name_of(j.planted.path)}: {[(p.rule, p.file) for p in j.told][:3]}" for j in missed]
    # where the data change, another place is drawn, and at a few places a slip does no harm
    assert len(missed) * 50 <= len(judged), told


def test_a_fault_is_told_in_few_words(judged: list[Judged]) -> None:
    """Whoever makes one slip should not have to read ten complaints: of nine faults in ten one rule speaks, or two."""
    many = [j for j in judged if len({p.rule for p in j.told}) > 2]
    assert len(many) * 10 <= len(judged), [(j.planted.fault.what, sorted({p.rule for p in j.told})) for j in many]


def test_a_fault_is_a_violation_or_may_be_right(judged: list[Judged]) -> None:
    """A warning does not stop a publication, so it is for what can be right."""
    mild = {j.planted.fault.what for j in judged if j.told and not any(p.severity == "violation" for p in j.told)}
    assert mild <= {"0.02 for two percent", "ten times as much"}


@pytest.mark.slow
@pytest.mark.timeout(1800)  # a minute and a half; on a machine with other work far more
def test_pyshacl_says_the_same_of_all_published_data_with_faults_in_them() -> None:
    """What the quick judge finds in everything that is published, with some fifty faults in it, is what the reference finds.

    One run for both, since it takes pySHACL two minutes on two processors: of the files without a fault both say nothing, or the
    same. Faults of the datatype are left out: pySHACL compares a text with a day where SPARQL has a type error (SPARQL 1.1,
    section 17.3).
    """
    chance = random.Random(SEED)
    batch: list[Planted] = []
    of_shapes = [f for f in ALL if all(re.match(r"S\d", rule) for rule in f.rules.split())]
    for fault in chance.sample(of_shapes, 60):
        if one := plant(fault, chance, {p.path for p in batch}):
            batch.append(one)
    assert len(batch) >= 50
    world = World()
    read = {p.path: rules.parse_document(p.path, p.document) for p in batch}
    files = [read.get(path, file) for path, file in world.files.items()]
    assert all(isinstance(file, rules.Parsed) for file in files)
    quick = report.judge(files, report.Everything(files, []), world.terms)
    slow = reference.results(reference.shapes_report(files, world.terms.triples))

    def plain(found: Iterable[shacl.Result]) -> Counter[tuple[str, ...]]:
        return Counter(
            (r.shape, r.component, r.severity, r.focus.value, r.value.value if isinstance(r.value, ox.NamedNode) else "") for r in found
        )

    ours, theirs = plain(quick), plain(slow)
    assert len(ours) >= 40
    assert (ours - theirs, theirs - ours) == (Counter(), Counter())


def test_what_cannot_be_decided_has_its_reason() -> None:
    assert len(faults.UNDECIDABLE) >= 15
    assert all(re.fullmatch(r"[A-Z].*\.", why) for why in faults.UNDECIDABLE.values())
    assert not faults.UNDECIDABLE.keys() & {f.what for f in ALL}
