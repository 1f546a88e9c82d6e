"""Commitments that replace one another: no loops, no gaps, no overlaps; and thresholds that add up."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from article90 import vocabulary

A90 = vocabulary.ONTOLOGY
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DCTERMS = "http://purl.org/dc/terms/"
Data = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def data(oxigraph) -> Data:
    values: Data = defaultdict(list)
    for s, p, o, _ in oxigraph.store:
        values[s.value, p.value].append(o.value)
    return values


def of_type(data: Data, *names: str) -> list[str]:
    return sorted(s for (s, p), kinds in data.items() if p == TYPE and {A90 + n for n in names} & set(kinds))


@pytest.fixture(scope="module")
def replaced(data: Data) -> dict[str, list[str]]:
    """What each thing replaces, by any of the two properties or the inverse that Dublin Core has."""
    found: dict[str, list[str]] = defaultdict(list)
    for (s, p), values in data.items():
        if p in (DCTERMS + "replaces", A90 + "replaces"):
            found[s] += values
        if p == DCTERMS + "isReplacedBy":
            for newer in values:
                found[newer].append(s)
    return dict(found)


def test_nothing_replaces_itself_in_the_end(replaced) -> None:
    for start in replaced:
        seen, waiting = set(), list(replaced[start])
        while waiting:
            thing = waiting.pop()
            assert thing != start, f"{start} comes to replace itself."
            if thing not in seen:
                seen.add(thing)
                waiting += replaced.get(thing, [])


def pairs(data: Data) -> list[tuple[str, str]]:
    return [(c, old) for c in of_type(data, "Obligation", "Pledge") for old in data.get((c, DCTERMS + "replaces"), [])]


def test_a_commitment_ends_on_the_day_before_its_successor(data: Data) -> None:
    assert len(pairs(data)) >= 4
    wrong = []
    for newer, older in pairs(data):
        since, until = data.get((newer, A90 + "since"), [""])[0], data.get((older, A90 + "until"), [""])[0]
        if not (since and until) or date.fromisoformat(since) - date.fromisoformat(until) != timedelta(days=1):
            wrong.append(f"{older} ends {until or 'never'}, {newer} begins {since or 'at no day'}")
    assert wrong == []


def test_a_commitment_replaces_one_of_its_own_kind(data: Data) -> None:
    """A pledge on spending is followed by a pledge on spending, towards the same circle."""
    for newer, older in pairs(data):
        for name in ("commitmentType", "bindsMembersOf", "bindsPartiesTo", "bearer"):
            assert set(data.get((newer, A90 + name), [])) == set(data.get((older, A90 + name), [])), (
                f"{newer} and {older} differ in {name}."
            )


def test_instruments_are_replaced_as_their_commitments_are(data: Data, replaced) -> None:
    def text(commitment: str) -> set[str]:
        return {t for p in data[commitment, A90 + "groundedIn"] for t in data[p, DCTERMS + "isPartOf"]}

    wrong = [
        f"{newer} and {older}" for newer, older in pairs(data) for n in text(newer) for o in text(older) if o not in replaced.get(n, [])
    ]
    assert wrong == []


def test_parts_of_a_threshold_add_up(data: Data) -> None:
    whole = [t for t in of_type(data, "Threshold") if data.get((t, DCTERMS + "hasPart"))]
    assert whole
    for threshold in whole:
        parts = data[threshold, DCTERMS + "hasPart"]
        value = {t: Decimal(data[t, A90 + "value"][0]) for t in [threshold, *parts]}
        assert sum(value[p] for p in parts) == value[threshold]
        for name in ("unit", "base", "deadline"):
            assert {tuple(data.get((p, A90 + name), [])) for p in [threshold, *parts]} == {tuple(data.get((threshold, A90 + name), []))}


def test_every_threshold_belongs_to_a_commitment_or_a_reservation(data: Data) -> None:
    used = {t for (_, p), values in data.items() if p in (A90 + "threshold", DCTERMS + "hasPart") for t in values}
    assert [t for t in of_type(data, "Threshold") if t not in used] == []


def test_obligations_stand_in_law_and_pledges_in_political_texts_or_say_so(data: Data) -> None:
    """An obligation rests on a binding text. A pledge in one (a resolution that only calls upon states) says so in its description."""
    wrong = []
    for c in of_type(data, "Obligation", "Pledge"):
        natures = {
            n.rpartition("#")[2]
            for p in data[c, A90 + "groundedIn"]
            for t in data[p, DCTERMS + "isPartOf"]
            for n in data.get((t, A90 + "legalNature"), [])
        }
        pledge = A90 + "Pledge" in data[c, TYPE]
        calls = any(words in d for d in data.get((c, DCTERMS + "description"), []) for words in ("are called upon", "are urged"))
        if natures != ({"political"} if pledge else {"legally-binding"}) and not (pledge and calls):
            wrong.append(f"{c.removeprefix(vocabulary.BASE)} rests on a text that is {', '.join(natures) or 'of no stated nature'}")
    assert wrong == []
