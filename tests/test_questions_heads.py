"""Every question says in its head what it asks, is SPARQL 1.1 for two engines, and together they reach the whole ontology."""

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from article90 import engines, fragments, vocabulary, words
from article90.publish import executables
from article90.questions import catalogue
from rdflib.plugins.sparql import prepareQuery

FILES = catalogue.files()
TERM = re.compile(r"\ba90:([A-Za-z]\w*)")

# Terms that occur in the data and that no question needs, each with the reason.
NOT_ASKED: dict[str, str] = {
    "silentOn": "it is told under an answer that asks about the state (limits.py), with the note of the list, which cq-052 gives",
    "folder": "said of classes, for programs",
    "statesFact": "said of classes, for programs",
}


def body(path: Path) -> str:
    """The query with its fragments and filters written out, without comments."""
    return "\n".join(line for line in fragments.expanded(path, fragments.filters(path)).splitlines() if not line.lstrip().startswith("#"))


def used(path: Path) -> set[str]:
    """The terms of the ontology that a question uses, by local name."""
    return set(TERM.findall(re.sub(r"<[^>\s]*>|\"[^\"\n]*\"", "", body(path))))


@pytest.fixture(scope="module")
def declared() -> set[str]:
    """The terms that the ontology declares, by local name."""
    ontology = engines.Oxigraph([vocabulary.ROOT / "ontology" / "article90.ttl"])
    found = ontology.query(f"SELECT DISTINCT ?term {{ ?term a ?kind FILTER(STRSTARTS(STR(?term), '{vocabulary.ONTOLOGY}')) }}")
    return {row["term"].value.removeprefix(vocabulary.ONTOLOGY) for row in engines.rows(found)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_head_says_what_is_asked(path: Path) -> None:
    question = catalogue.read(path)
    assert re.fullmatch(r"cq-\d{3}(-[a-z0-9]+)+", path.stem), "A question's file is named cq-, three digits, and a slug."
    assert question.id == path.stem[:6]
    assert question.summary["en"] != question.summary["nl"], "The Dutch summary is the English one."
    for text in question.summary.values():
        assert text.endswith("?") and text[0].isupper(), f"'{text}' is not written as a question."
    assert 3 < len(question.title("nl")) <= 45 and question.title("nl") != question.title("en"), "title_nl: a few words in Dutch."
    assert question.tags, "A question has at least one tag."
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", tag) for tag in question.tags), question.tags
    assert question.description.keys() in ({"en", "nl"}, set()), "A description stands in both languages or in none."
    for text in question.description.values():
        assert text.rstrip().endswith("."), "The description does not end as a sentence does."
    head = path.read_text(encoding="utf-8").partition("\nPREFIX")[0]
    assert not re.search(r"\w-\n", head), "A word is broken at the end of a line of the head, and is read with a blank in it."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_caveat_calls_a_column_by_its_heading(path: Path) -> None:
    """Dutch caveats said "until" under a heading "tot en met"; `?until` in the head is the heading on the screen."""
    question = catalogue.read(path)
    selected = set(re.findall(r"\?(\w+)", re.search(r"\nSELECT (.*?)WHERE", body(path), re.S)[1]))
    for lang, text in question.description.items():
        assert set(re.findall(r"\?(\w+)", text)) <= selected
        assert "?" not in words.caveat(text, lang, question.id)
    dutch = re.sub(r"\?\w+", "", question.description.get("nl", ""))
    for column in filter(str.islower, selected - {"of"}):  # which is a word of Dutch too; what has a capital is a column in any case
        named = re.search(rf"\b{column}\b", dutch) and words.heading(column, "nl", question.id) != column
        assert not named, f"Write ?{column}."


def headed() -> dict[str, list[str]]:
    """The columns of each question, as its pinned answer has them."""
    pinned = (p for p in sorted((Path(__file__).parent / "answers").iterdir()) if not catalogue.alias(p.name[:6]))
    return {p.name[:6]: p.read_text(encoding="utf-8").splitlines()[0].replace("?", "").split("\t") for p in pinned}


def test_every_column_and_parameter_has_a_word() -> None:
    """People read headings in words, in English and Dutch: they stand in scripts/article90/words.json."""
    said = json.loads((Path(words.__file__).with_name("words.json")).read_text(encoding="utf-8"))
    columns = {(q, name) for q, names in headed().items() for name in names if not name.endswith("Iri")}
    assert {c for c in columns if c[1] not in said["columns"] and ".".join(c) not in said["columns"]} == set()
    used = {key for q, name in columns for key in (name, f"{q}.{name}")}
    assert set(said["columns"]) - used - {"sources"} == set(), "Headings that no question has any more."
    parameters = {p.name for q in catalogue.all_questions().values() for p in (*q.parameters, *q.filters)} - {"lang"}
    assert parameters == set(said["parameters"])


def test_numbers_are_unique() -> None:
    numbers = [p.stem[:6] for p in FILES]
    assert {n for n in numbers if numbers.count(n) > 1} == set()


def test_slugs_are_unique() -> None:
    slugs = [p.stem[7:] for p in FILES]
    assert {s for s in slugs if slugs.count(s) > 1} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_parameters_have_defaults_that_are_accepted(path: Path, oxigraph: engines.Engine) -> None:
    question = catalogue.read(path)
    for p in question.parameters:
        assert p.default is not None, f"--{p.name} has no default."
    for p in (*question.parameters, *question.filters):
        assert p.kind != "iri" or p.among in catalogue.KINDS, f"The catalogue does not know what --{p.name} names."
        assert p.kind != "concept" or (vocabulary.DATA / f"concept/{p.among}.ttl").exists(), f"There is no scheme {p.among}."
    head = set(re.findall(r"^#\+   - ([\w-]+):", question.text, re.MULTILINE))
    assert head <= {p.name for p in (*question.parameters, *question.filters)}, "The head gives a default to what is no parameter."
    question.bindings({}, oxigraph)


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_query_is_sparql_and_projects_no_parameter(path: Path) -> None:
    # a parameter with several values takes the place of a list of them
    whole, text = (
        re.sub(r"VALUES (\?\w+) { \?_\w+ }", r"VALUES \1 { <urn:a> <urn:b> }", fragments.expanded(path, narrowed))
        for narrowed in (fragments.filters(path), ())
    )
    prepareQuery(whole)
    ox.Store().query(whole)
    answer = ox.Store().query(text)
    prepareQuery(text)
    if isinstance(answer, ox.QuerySolutions):
        assert [v.value for v in answer.variables if v.value.startswith("_")] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_rows_come_in_a_stated_order(path: Path) -> None:
    if re.search(r"\bSELECT\b", body(path)):
        assert re.search(r"\bORDER BY\b", body(path).rpartition("}")[2]), "A table without ORDER BY comes in another order each time."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_prefixes_are_ours_and_only_those_used(path: Path) -> None:
    text = body(path)
    prefixes = dict(re.findall(r"^PREFIX ([a-z0-9-]*): <([^>]*)>$", text, re.MULTILINE))
    rest = re.sub(r"^PREFIX .*$|<[^>\s]*>|\"[^\"\n]*\"", "", text, flags=re.MULTILINE)
    assert [p for p in prefixes if not re.search(rf"(?<![\w-]){p}:\w", rest)] == [], "A prefix is declared and not used."
    concept = vocabulary.BASE + "concept/"
    assert prefixes == {p: vocabulary.PREFIXES.get(p, f"{concept}{p}#") for p in prefixes}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_terms_are_declared(path: Path, declared: set[str]) -> None:
    assert used(path) - declared == set()


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_rows_name_a_thing_and_are_as_many_in_both_languages(path: Path, oxigraph: engines.Engine) -> None:
    """Without an IRI in the row, the command could not list its sources; a missing label must not take a fact out of the answer."""
    question = catalogue.read(path)
    english = oxigraph.query(*question.asked({}, oxigraph))
    rows = engines.rows(english)
    assert [row for row in rows if not any(isinstance(cell, ox.NamedNode) for cell in row.values())] == []
    if any(p.name == "lang" for p in question.parameters):
        assert len(engines.rows(oxigraph.query(*question.asked({"lang": "nl"}, oxigraph)))) == len(rows)


def test_every_term_that_occurs_is_asked_for(oxigraph: engines.Engine, declared: set[str]) -> None:
    """Each class and property of the ontology that the data use is used by at least one question."""
    occur = set()
    for pattern in ("?thing ?term ?value", "?thing a ?term"):
        found = oxigraph.query(f"SELECT DISTINCT ?term {{ {pattern} FILTER(STRSTARTS(STR(?term), '{vocabulary.ONTOLOGY}')) }}")
        occur |= {row["term"].value.removeprefix(vocabulary.ONTOLOGY) for row in engines.rows(found)}
    asked = set().union(*map(used, FILES))
    missing = sorted((occur & declared) - asked - NOT_ASKED.keys())
    assert not missing, f"No question uses {', '.join(missing)}."
    idle = sorted(NOT_ASKED.keys() - (occur - asked))
    assert not idle, f"{', '.join(idle)} need not be excepted: a question uses it, or it does not occur."


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_file_says_that_it_is_not_to_be_run_as_it_stands(path: Path) -> None:
    """Given to another engine as it is, a parameter is an unbound variable and an include a comment: other rows, and no word of it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    after = lines[max(n for n, line in enumerate(lines) if line.startswith("#+")) + 1]
    assert after.startswith("# Not to be run as it stands:") and "dist/questions.ttl" in after


def test_a_period_of_fixed_beginning_that_lasts_until_today_can_be_published(oxigraph) -> None:
    """With today left open and with a day, as a build writes each question."""
    lasting = [q for q in catalogue.all_questions().values() if any(p.name == "to" and p.default == "today" for p in q.parameters)]
    assert lasting
    for q in lasting:
        assert executables.TODAY in executables.text(q, oxigraph) and '"2026-11-26"' in executables.text(q, oxigraph, "2026-11-26")
        assert "9999" not in f"{executables.text(q, oxigraph)}{executables.left_out(q, oxigraph)}{executables.lists(q, oxigraph)}"


def test_days_are_told_last_and_the_first_of_a_period_before_its_last() -> None:
    """The form of a question on a page asked "to" before "from", the order in which the query uses them."""
    order = ("date", "from", "to")
    for q in catalogue.all_questions().values():
        names = [p.name for p in q.parameters]
        days = sorted((name for name in names if name in order), key=order.index)
        assert names[len(names) - len(days) :] == days, q.id
