"""Nothing is drawn from an open list: its rows are left out and counted, its numbers are minimums, and its silence is no no.

Generated: in a copy of the store every list is covered; then the Coverage of one list at a time is taken away.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from article90 import answers, engines, limits, vocabulary
from article90.questions import catalogue
from article90.questions.lists import AT_LEAST, HERE, LISTS

QUESTIONS = catalogue.all_questions()
COVERAGE, OF, OF_CLASS, UNTIL = (
    ox.NamedNode(vocabulary.ONTOLOGY + name) for name in ("Coverage", "coverageOf", "ofClass", "completeUntil")
)
ALWAYS = ox.Literal("2999-12-31", datatype=ox.NamedNode(vocabulary.XSD + "date"))
DAY = "2020-01-01"
# What may have a list of what.
HOLDERS = {
    "Participation": ("a90:Instrument",),
    "Act": ("a90:Instrument", "a90:Body"),
    "Commitment": ("a90:Instrument",),
    "TerritorialApplication": ("a90:Instrument", "a90:State"),
    "Membership": ("a90:Body",),
    "Mission": ("a90:Body", "a90:State"),
    "Measure": ("a90:Body", "a90:State"),
    "Contribution": ("a90:Mission", "a90:State"),
    "Observation": ("a90:Indicator",),
}
FOLDERS = {
    "a90:Instrument": ("treaty", "declaration", "resolution", "constitution", "legal-act"),
    "a90:Body": ("organisation", "forum"),
    "a90:State": ("state", "territory"),
    "a90:Mission": ("mission",),
    "a90:Indicator": ("indicator",),
}
# What puts a record into a list: without these every list is empty.
IN_A_LIST = (
    "a90:instrument",
    "org:organization",
    "a90:mission",
    "a90:ledBy",
    "a90:undertakenBy",
    "a90:territory",
    "a90:indicator",
    "a90:bearer",
    "a90:contributor",
)


def term(curie: str) -> ox.NamedNode:
    return ox.NamedNode(vocabulary.expand(curie) or curie)


def node(holder: str, kind: str) -> ox.NamedNode:
    return ox.NamedNode(f"{holder}#coverage-of-{kind}")


def covered() -> ox.Store:
    """A copy of the publication in which every list there can be is covered."""
    store = engines.Oxigraph(vocabulary.everything()).store
    for old in {q.subject for q in store.quads_for_pattern(None, vocabulary.RDF_TYPE, COVERAGE)}:
        for quad in list(store.quads_for_pattern(old, None, None)):
            store.remove(quad)
    for kind, holders in HOLDERS.items():
        for folder in (f for holder in holders for f in FOLDERS[holder]):
            for path in vocabulary.turtle_files(vocabulary.DATA / folder):
                iri = vocabulary.iri_of(path)
                store.extend(
                    ox.Quad(node(iri, kind), p, o)
                    for p, o in (
                        (vocabulary.RDF_TYPE, COVERAGE),
                        (OF, ox.NamedNode(iri)),
                        (OF_CLASS, term(LISTS[kind].term)),
                        (UNTIL, ALWAYS),
                    )
                )
    return store


@pytest.fixture(scope="module")
def full() -> engines.Oxigraph:
    return engines.Oxigraph(covered())


@pytest.fixture(scope="module")
def empty() -> engines.Oxigraph:
    """Every list covered, and nothing in any."""
    store = covered()
    for curie in IN_A_LIST:
        for quad in list(store.quads_for_pattern(None, term(curie), None)):
            store.remove(quad)
    return engines.Oxigraph(store)


@contextmanager
def opened(engine: engines.Oxigraph, holder: str, kind: str) -> Iterator[None]:
    """The store in which the Coverage of one list says no day."""
    quad = ox.Quad(node(holder, kind), UNTIL, ALWAYS)
    engine.store.remove(quad)
    try:
        yield
    finally:
        engine.store.add(quad)


def given(question: catalogue.Question, **more: str) -> dict[str, str]:
    """What is asked: on the day, without a filter that a question has by itself."""
    fixed = {"date": DAY, **{p.name: "any" for p in question.filters if p.default}, **more}
    return {name: value for name, value in fixed.items() if question.takes(name)}


def lists(question: catalogue.Question, asked: dict[str, str], engine: engines.Oxigraph) -> list[limits.Read]:
    """The lists that an answer closes over."""
    text, bound = question.asked(asked, engine)
    return limits.read(question, bound, engine.query(text, bound).rows, engine)


def some(things: Iterable[limits.Read], most: int = 12) -> list[limits.Read]:
    """A few of them, from all over."""
    each = list({(t.iri, t.closure.kind): t for t in things}.values())
    return each[:: max(1, len(each) // most)]


def keys(answer: engines.Answer, but: Iterable[str] = ()) -> set[tuple[str, ...]]:
    return {tuple("" if v is None else v.value for k, v in row.items() if k not in but) for row in answer.rows}


def drawing(how: str) -> list[str]:
    """The questions that draw rows, or numbers over a set, from silence, or that count."""
    return [n for n, q in QUESTIONS.items() if any((c.numbers and how == "numbers") or c.draws == how for c in q.closes_over or ())]


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("rows"))
def test_rows_drawn_from_an_open_list_are_left_out_and_counted(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    assert whole.answer.rows and whole.limits.left_out == 0, "With every list covered nothing is left out."
    tried = 0
    for one in some(r for r in lists(question, asked, full) if r.closure.draws == "rows"):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        gone = keys(whole.answer) - keys(found.answer)
        tried += len(gone)
        changed = {"readTo", AT_LEAST}
        assert keys(found.answer, changed) <= keys(whole.answer, changed), "A row is there that was not there before."
        assert found.limits.left_out == len(whole.answer.rows) - len(found.answer.rows)
        if found.limits.left_out:
            assert one.iri in found.limits.open
            assert any(str(found.limits.left_out) in s or "1 row" in s for s in found.limits.said["en"])
            assert any(" weggelaten" in s for s in found.limits.said["nl"])
    assert tried, "No list that was opened took a row away: the test tests nothing."


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("numbers"))
def test_a_number_from_an_open_list_is_a_minimum(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    assert whole.answer.rows and not any(row[AT_LEAST].value == "true" for row in whole.answer.rows)
    marked = 0
    for one in some(r for r in lists(question, asked, full) if r.closure.numbers):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        now = [row for row in found.answer.rows if row[AT_LEAST].value == "true"]
        marked += len(now)
        assert keys(found.answer, (AT_LEAST, "readTo")) <= keys(whole.answer, (AT_LEAST, "readTo")), "A number has changed."
        assert len(found.answer.rows) + found.limits.left_out == len(whole.answer.rows)
        numbers = {n for c in question.closes_over for n in c.numbers}
        for row in found.answer.rows:
            words = {found.limits.number(row, n, "en") for n in numbers}
            assert words == ({"at least "} if row in now else {""})
        assert bool(now) == any("minimum" in s for s in found.limits.said["en"]) == any("minim" in s for s in found.limits.said["nl"])
    assert marked, "No list that was opened made a number a minimum: the test tests nothing."


@pytest.mark.slow
@pytest.mark.parametrize("name", drawing("set"))
def test_a_number_over_a_set_passes_over_open_lists(full, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    whole = answers.ask(question, asked, full)
    before = {row["partyIri"].value: int(row["conventions"].value) for row in whole.answer.rows}
    for one in some(r for r in lists(question, asked, full) if r.closure.draws == "set"):
        with opened(full, one.iri, one.closure.kind):
            found = answers.ask(question, asked, full)
        after = {row["partyIri"].value: int(row["conventions"].value) for row in found.answer.rows}
        parties = {r["s"].value for r in answers.rows(full.query(PARTIES, {"t": ox.NamedNode(one.iri), "d": vocabulary.date(DAY)}))}
        assert {s: n for s, n in before.items() if n - (s in parties)} == {s: n + (s in parties) for s, n in after.items()}
        assert found.limits.open == (one.iri,)
        assert len(found.limits.said["en"]) == len(whole.limits.said["en"]) + 1


PARTIES = """PREFIX a90: <https://w3id.org/article90/ontology#>
SELECT DISTINCT ?s {
  ?p a90:instrument ?t ; a90:party ?s ; a90:since ?b . OPTIONAL { ?p a90:until ?u } FILTER(?b <= ?d && (!BOUND(?u) || ?d <= ?u))
}"""


def silent() -> list[str]:
    """The questions of which an empty answer may mean no."""
    return [n for n, q in QUESTIONS.items() if any(c.of != HERE and "Iri" not in c.of for c in q.closes_over or ())]


@pytest.mark.slow
@pytest.mark.parametrize("name", silent())
def test_an_empty_answer_is_a_no_only_where_the_lists_are_covered(empty, name: str) -> None:
    question = QUESTIONS[name]
    asked = given(question)
    none = answers.ask(question, asked, empty)
    if none.answer.rows:
        pytest.skip("The question is answered by what is in no list.")
    read = lists(question, asked, empty)
    if not read:
        assert none.limits.empty == "not recorded"
        return
    assert none.limits.empty == "no" and none.limits.said["en"][0].startswith("No:") and none.limits.said["nl"][0].startswith("Nee:")
    assert none.limits.open == ()
    began = [r for r in read if r.iri not in LATER]
    for one in some(began, 4):
        with opened(empty, one.iri, one.closure.kind):
            found = answers.ask(question, asked, empty)
        assert found.limits.empty == "not recorded" and one.iri in found.limits.open, one.iri
        assert found.limits.said["en"][0].startswith("Not recorded") and found.limits.said["nl"][0].startswith("Niet vastgelegd")


def later() -> set[str]:
    """What began after the day: its lists are empty then, whether they were read or not."""
    found = engines.Oxigraph(vocabulary.everything()).query(
        "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT ?x { ?x a90:since ?d FILTER(?d > ?day) }", {"day": vocabulary.date(DAY)}
    )
    return {row["x"].value for row in answers.rows(found)}


LATER = later()
