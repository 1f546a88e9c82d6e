"""The cookbook: every query runs as it stands and finds what it says, its picture is the ontology's, its identifiers exist."""

import re

import pytest
from article90 import answers, cookbook, engines, index, own, vocabulary
from article90.errors import UserError
from article90.questions import catalogue

RECIPES = cookbook.recipes()


@pytest.fixture(scope="module")
def with_derived() -> engines.Engine:
    return index.engine(derived=True)


@pytest.fixture(scope="module")
def other() -> engines.Engine:
    return index.engine("rdflib")


def told(recipe: cookbook.Recipe, engine: engines.Engine) -> list[tuple[str, ...]]:
    found = cookbook.answer(recipe, engine)
    return sorted(tuple("" if row[c] is None else row[c].value for c in found.columns) for row in found.rows)


def test_there_are_twenty_numbered_in_order() -> None:
    assert len(RECIPES) >= 20 and [r.number for r in RECIPES] == list(range(1, len(RECIPES) + 1))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.slug)
def test_the_order_of_an_answer_is_its_own(recipe: cookbook.Recipe, with_derived) -> None:
    """Rows that stand equal by ORDER BY are equal: which of them are shown is not left to the engine."""
    names = re.findall(r"\?(\w+)", recipe.query.rpartition("ORDER BY")[2])
    found = cookbook.answer(recipe, with_derived)
    assert names and set(names) <= set(found.columns)
    assert len({tuple(row[n] for n in names) for row in found.rows}) == len({tuple(row[n] for n in found.columns) for row in found.rows})


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda r: r.slug)
def test_each_runs_as_it_stands(recipe: cookbook.Recipe, with_derived) -> None:
    """With its own prefixes, every term in use, nothing slow, and with an answer."""
    assert own.prepare(recipe.query) == recipe.query
    assert list(own.unknown(recipe.query, with_derived)) == []
    assert own.faster(recipe.query) is None
    assert told(recipe, with_derived)
    assert all(recipe.summary.values()) and all(recipe.lesson.values())


@pytest.mark.slow
@pytest.mark.parametrize("recipe", [r for r in RECIPES if not own.derived(r.query)], ids=lambda r: r.slug)
def test_rdflib_finds_the_same(recipe: cookbook.Recipe, with_derived, other) -> None:
    assert told(recipe, other) == told(recipe, with_derived)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slug", "question", "given", "columns"),
    [
        ("members-on-a-day", "cq-002", {"organisation": "nato", "date": "1990-01-01"}, ("member", "since")),
        ("signed-never-bound", "cq-067", {"treaty": "ctbt"}, ("state", "signed")),
    ],
)
def test_a_recipe_finds_what_the_question_finds(slug: str, question: str, given: dict[str, str], columns, with_derived) -> None:
    asked = answers.ask(catalogue.find(question), given, with_derived)
    assert isinstance(asked.answer, engines.Table)
    theirs = {tuple(row[c].value if row[c] else "" for c in columns) for row in asked.answer.rows}
    ours = {tuple(row[c].value for c in columns) for row in cookbook.answer(cookbook.find(slug), with_derived).rows}
    assert ours == theirs


def test_the_obvious_way_of_saying_current_is_wrong(with_derived) -> None:
    """119 parties to the Rome Statute instead of 125: what recipe 2 teaches."""
    left_out = {row[0] for row in told(cookbook.find("current-two-ways"), with_derived)}
    assert {"Niger", "Mali", "Burkina Faso"} <= left_out


def test_the_arrows_are_in_the_data(with_derived) -> None:
    """Each of those that the ontology does not say itself joins things of the two classes."""
    for start, prop, end in cookbook.OUTSIDE:
        ends = "?b a/rdfs:subClassOf* ?c FILTER(?c IN (foaf:Agent, a90:State, org:Organization, a90:Instrument))"
        kind = ends if end in ("foaf:Agent", "org:Organization", "a90:Instrument") else f"?b a {end}"
        found = own.ask(f"SELECT ?a {{ ?a a {start} ; {prop} ?b . {kind} }} LIMIT 1", with_derived).answer
        assert found.rows, (start, prop, end)


def test_the_picture_has_every_property_between_its_classes(ontology) -> None:
    drawn = cookbook.diagram()
    for start, prop, end in cookbook.arrows():
        assert re.search(rf"{re.escape(start.replace(':', '_'))} -- .*\b{prop.partition(':')[2]}\b.* --> {end.replace(':', '_')}", drawn)
    assert ("a90:Participation", "a90:party", "foaf:Agent") in cookbook.arrows()
    assert len(cookbook.arrows()) > 40


def guides() -> list[str]:
    return [(cookbook.FOLDER / name).read_text(encoding="utf-8") for name in ("guide.md", "guide.nl.md")]


def test_both_languages_tell_the_same() -> None:
    """The same terms, identifiers, headings, traps and rows of tables, in the same order."""
    english, dutch = (re.findall(r"`a90:\w+`|`https:[^`]+`|^#+|^\*|^\|", page, re.MULTILINE) for page in guides())
    assert english == dutch and len(english) > 60
    words = re.compile(r"\b(?:a90|skos|org|dcterms):\w+")
    for recipe in RECIPES:
        one, two = (sorted(set(words.findall(recipe.lesson[lang]))) for lang in ("en", "nl"))
        assert one == two, recipe.slug


def test_every_identifier_in_the_text_exists(with_derived) -> None:
    page = "".join(guides())
    named = {i for i in re.findall(r"`(https://w3id\.org/article90/[^`]+)`", page)}
    named |= {vocabulary.expand(c) or "" for c in re.findall(r"`(a90:\w+|state:\w+|organisation:\w+)`", page)}
    assert len(named) > 20
    for iri in sorted(named):
        assert engines.rows(with_derived.query(f"SELECT ?p {{ {{ <{iri}> ?p ?o }} UNION {{ ?s <{iri}> ?p }} }} LIMIT 1")), iri


def test_recipes_are_named_where_the_text_names_them() -> None:
    named = (re.findall(r"\((?:recipes?|recept(?:en)?) ([^)]+)\)", page) for page in guides())
    numbers, dutch = ({int(n) for group in groups for n in re.findall(r"\d+", group)} for groups in named)
    assert numbers == dutch <= {r.number for r in RECIPES} and len(numbers) > 7
    assert cookbook.find("members-on-a-day").number == 1 and cookbook.find("is-the-list-complete").number == 10
    assert cookbook.find("labels-in-a-language").number == 20 and cookbook.find("missions-on-a-day").number == 16
    assert cookbook.find("spending-by-edition").number == 12


def test_the_page_is_whole(with_derived) -> None:
    for lang in ("en", "nl"):
        page = cookbook.markdown(with_derived, lang)
        assert "{{" not in page
        assert page.count("```sparql") == len(RECIPES) and page.count("```") % 2 == 0
        assert cookbook.markdown(with_derived, lang) == page


@pytest.mark.parametrize("written", ["0", "99", "no-such"])
def test_a_recipe_that_is_not_there_gets_a_sentence(written: str) -> None:
    with pytest.raises(UserError, match="There is no recipe"):
        cookbook.find(written)
