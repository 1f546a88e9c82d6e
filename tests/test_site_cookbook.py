"""The cookbook has a page in both languages, with the queries and answers of `article90 cookbook`, and each opens in the SPARQL page."""

import html
import re

import html5lib
import pytest
from article90 import answers, cookbook, index, own
from article90.dossiers.facts import View
from article90.publish.site import build, markup, pages, render
from test_site import LINK

PAGES = ("cookbook", "sparql", "question/index")
ROW = re.compile(r"<tr>(<td>.*?)</tr>", re.DOTALL)


@pytest.fixture(scope="module")
def small(published) -> dict[str, str]:
    """The pages that the cookbook is on, by their file."""
    found = {}
    for lang in build.LANGUAGES:
        view = View(published.facts, lang, published.today)
        for one in (*pages.pages(published, view, {"packages": (), "engine": True}), pages.of_recipes(published, view)):
            if one.path in PAGES:
                page = one.make()
                found[render.file_of(one.path, lang)] = render.html(page, lang, published.today, published.release.version)
    return found


def section(page: str, recipe: cookbook.Recipe) -> str:
    """What a page says of a recipe."""
    return page.partition(f'<section id="{recipe.slug}">')[2].partition("</section>")[0]


def words(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", fragment))


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_each_recipe_has_its_query_and_the_rows_of_the_command(small, lang) -> None:
    page = small[f"{'nl/' if lang == 'nl' else ''}cookbook.html"]
    engine = index.engine(derived=True)
    for recipe in cookbook.recipes():
        told = section(page, recipe)
        assert f"{recipe.number}. {recipe.summary[lang]}" in words(told)
        assert recipe.query.strip() in words(told)
        found = cookbook.answer(recipe, engine)
        wanted = [[answers.cell(row[c]) for c in found.columns] for row in found.rows]
        shown = [[words(cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)] for row in ROW.findall(told)]
        assert shown == wanted[: cookbook.SHOWN], recipe.slug
        assert f"{len(wanted)} {('row', 'rij')[lang == 'nl'] if len(wanted) == 1 else ('rows', 'rijen')[lang == 'nl']}" in words(told)
        assert f'sparql.html#recipe={recipe.slug}"' in told


def test_the_page_explains_without_a_picture_to_be_drawn(small) -> None:
    page = small["cookbook.html"]
    assert "mermaid" not in page and "{{" not in page
    for start, prop, end in cookbook.arrows():
        assert f"<td>{start}</td>\n<td><code>{prop}</code></td>\n<td>{end}</td>" in page
    for heading in ("How an identifier is built", "The dates apart", "Traps"):
        assert f"<h2>{heading}</h2>" in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("tongue", ["", "nl/"])
def test_it_is_found_from_the_questions_and_from_the_sparql_page(small, tongue) -> None:
    for path in ("sparql", "question/index"):
        assert any(link.endswith("cookbook.html") for link in LINK.findall(small[f"{tongue}{path}.html"])), path


@pytest.mark.parametrize("tongue", ["", "nl/"])
def test_every_recipe_is_an_example_in_the_sparql_page(small, tongue) -> None:
    """Those that ask for bonds or findings have them loaded."""
    page = small[f"{tongue}sparql.html"]
    for recipe in cookbook.recipes():
        assert f'<option value="cookbook/{recipe.slug}"{" data-derived" * own.derived(recipe.query)}>' in page
    assert page.count("data-derived>") >= 2


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tongue", ["", "nl/"])
def test_html_validates(small, tongue, path) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(small[f"{tongue}{path}.html"])
    assert [(at, code, told) for at, code, told in parser.errors] == []


def test_markup_within_markdown_is_text() -> None:
    drawn = str(markup.from_markdown("a <b>x</b>\n\n| a<i> | b |\n|---|---|\n| `c` | <script> |"))
    assert "<b>" not in drawn and "<script>" not in drawn and "&lt;script&gt;" in drawn
    assert '<div class="scroll" tabindex="0"' in drawn and "</table>\n</div>" in drawn
