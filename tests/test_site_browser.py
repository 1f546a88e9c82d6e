"""The site as people use it: in Debian's Chromium, over loopback, by mouse and keyboard, in both languages and themes."""

import csv
import io
import re
import shutil
import threading

import pytest
from article90 import answers, cookbook
from article90.publish.site import loopback
from article90.questions import catalogue
from test_site import KINDS

CHROMIUM = shutil.which("chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no page was tried in a browser")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: no page was tried in a browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (Debian: chromium): no page was tried in a browser"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
WIDTHS = (360, 1024, 2560)


@pytest.fixture(scope="module")
def at(site):
    """The address of the site on loopback."""
    server = loopback.server(site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{loopback.BASE}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, "--disable-sync"])
        yield chromium
        chromium.close()


def watch(page, wrong: list[str]) -> None:
    """Keep what the console of a page complains of."""
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))


@pytest.fixture
def page(browser, at):
    """A page in a browser that remembers nothing; an error on the console, or a request to another host, fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    new = context.new_page()
    wrong: list[str] = []
    watch(new, wrong)
    new.on("request", lambda r: None if r.url.startswith((at, "blob:", "data:")) else wrong.append(r.url))
    yield new
    context.close()
    assert wrong == []


def found(page, at, words: str, tongue: str = "") -> list[str]:
    """Where the search leads to for what is typed."""
    page.goto(f"{at}{tongue}index.html")
    page.fill("#q", words)
    page.wait_for_selector("#found a, #found p")
    return [a.get_attribute("href") for a in page.query_selector_all("#found a")]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Pays-Bas", "state/NLD.html"),
        ("Turkey", "state/TUR.html"),
        ("NATO", "organisation/nato.html"),
        ("345", "state/S"),  # the code that Correlates of War give to Yugoslavia, to Serbia and Montenegro, and to Serbia
        ("NPT", "treaty/npt.html"),
        ("Нидерландия", "state/NLD.html"),
        ("curacao", "territory/CUW.html"),
        ("althea", "mission/eufor-althea.html"),
    ],
)
def test_search_finds_names_in_all_languages_and_codes(page, at, words, first) -> None:
    hits = found(page, at, words)
    assert hits and any(first in hit for hit in hits[:4]), hits


def test_search_by_keyboard_and_in_dutch(page, at) -> None:
    assert all("nl/" in hit for hit in found(page, at, "Navo", "nl/"))
    page.keyboard.press("ArrowDown")
    assert page.query_selector('#found a[aria-selected="true"]')
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nl/organisation/nato\.html"))
    assert found(page, at, "zzzzqqqq") == []
    page.goto(f"{at}search.html?q=genocide")
    page.wait_for_selector("#results a")


def test_the_language_stays(page, at) -> None:
    page.goto(f"{at}organisation/nato.html")
    page.click(".tongue")
    page.wait_for_url(re.compile(r"/nl/organisation/nato\.html"))
    page.click("main a[href*='state/']")
    assert "/nl/state/" in page.url
    page.goto(f"{at}treaty/npt.html#art6")  # as one comes by an identifier
    page.wait_for_url(re.compile(r"/nl/treaty/npt\.html#art6"))
    page.click(".tongue")
    page.wait_for_url(re.compile(r"[^l]/treaty/npt\.html"))


def test_the_theme_is_switched_and_kept(page, at) -> None:
    page.goto(f"{at}index.html")
    before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.click(".theme")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before


def test_the_day_on_the_map(page, at) -> None:
    """NATO had twelve members at first, sixteen when the Soviet Union fell."""
    page.goto(f"{at}organisation/nato.html")
    page.wait_for_selector(".slider:not([hidden])")
    for day, count in (("1949-08-24", "12"), ("1991-12-26", "16"), ("2023-04-03", "30"), ("2023-04-04", "31")):
        page.fill(".slider input[type=date]", day)
        page.dispatch_event(".slider input[type=date]", "change")
        assert page.inner_text(".slider output") == count
        assert len(page.query_selector_all("table.sift tr:not(.past)")) - 1 == int(count)
    page.evaluate("e => { e.value = 0; e.dispatchEvent(new Event('input')) }", page.query_selector(".slider input[type=range]"))
    assert page.inner_text(".slider output") == "12"


def test_a_part_that_is_folded_away_is_shown(page, at) -> None:
    page.goto(f"{at}finding/defence-expenditure.html")
    name = page.evaluate("document.querySelector('details tr[id]').id")
    page.goto(f"{at}finding/defence-expenditure.html#{name}")
    page.reload()
    assert page.evaluate("id => document.getElementById(id).closest('details').open", name)


def test_what_is_not_there_is_answered_with_what_may_be_meant(browser, at) -> None:
    page = browser.new_page()
    answer = page.goto(f"{at}organisation/natto")
    assert answer.status == 404
    page.wait_for_selector("#suggest a")
    assert "organisation/nato.html" in page.inner_html("#suggest")
    page.close()


def test_a_page_reads_without_javascript(browser, at) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at}organisation/nato.html")
    assert len(page.query_selector_all(".map path.on")) >= 28
    assert not page.query_selector(".slider").is_visible()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_and_fits(browser, at, kind) -> None:
    """axe finds nothing, in either theme; nothing runs out of the window at any width; no error on the console."""
    for theme, tongue in (("light", ""), ("dark", "nl/")):
        context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme=theme, reduced_motion="reduce")
        page = context.new_page()
        wrong: list[str] = []
        watch(page, wrong)
        page.goto(f"{at}{tongue}{KINDS[kind]}.html")
        result = axe.Axe().run(page)
        told = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in result.response["violations"]]
        assert told == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
        assert wrong == []
        context.close()


def ready(page) -> None:
    page.wait_for_function("document.getElementById('ask').dataset.ready", timeout=60_000)


def ask(page, query: str) -> str:
    """The status after a query was run in the page."""
    page.evaluate("() => { document.getElementById('state').textContent = '' }")
    page.wait_for_selector(".CodeMirror")
    page.evaluate("q => document.querySelector('.CodeMirror').CodeMirror.setValue(q)", query)
    page.click("#run")
    page.wait_for_function("!document.getElementById('run').disabled && document.getElementById('state').textContent", timeout=60_000)
    return page.inner_text("#state")


def test_queries_run_in_the_page_and_give_the_rows_of_the_command(page, at, published) -> None:
    """Over all data, without a server; a question a theme, with the rows of `article90 ask` as CSV."""
    page.goto(f"{at}sparql.html")
    ready(page)
    one = {q.theme: q for q in reversed(catalogue.all_questions().values())}
    for q in one.values():
        text = page.request.get(f"{at}question/{q.id}.rq").text()
        ask(page, text)
        wanted = answers.rows(published.engine.query(text))
        assert page.get_attribute("#ask", "data-rows") == str(len(wanted)), q.id
        if wanted:
            got = page.evaluate("fetch(document.getElementById('csv').href).then(r => r.text())")
            header, *rows = csv.reader(io.StringIO(got))
            assert sorted(rows) == sorted([[r[c].value if r[c] is not None else "" for c in header] for r in wanted]), q.id


def test_every_recipe_is_an_example_and_gives_the_rows_of_the_command(page, at, published) -> None:
    """Bonds and findings are loaded where a recipe asks for them."""
    page.goto(f"{at}sparql.html")
    ready(page)
    page.wait_for_selector(".CodeMirror")
    for recipe in cookbook.recipes():
        page.evaluate("() => { delete document.getElementById('ask').dataset.rows }")
        page.select_option("#example", f"cookbook/{recipe.slug}")
        page.wait_for_function("document.getElementById('ask').dataset.rows && !document.getElementById('run').disabled", timeout=60_000)
        wanted = answers.rows(cookbook.answer(recipe, published.whole))
        got = page.evaluate("fetch(document.getElementById('csv').href).then(r => r.text())")
        header, *rows = csv.reader(io.StringIO(got))
        assert sorted(rows) == sorted([[r[c].value if r[c] is not None else "" for c in header] for r in wanted]), recipe.slug
    page.goto(f"{at}nl/cookbook.html")
    page.click("a[href*='sparql.html#recipe=who-must-defend']")
    page.wait_for_selector("#answer table", timeout=60_000)
    assert page.is_checked("#derived")


def test_a_query_is_shared_stopped_and_refused(page, at) -> None:
    page.goto(f"{at}sparql.html#query=" + "ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")
    ready(page)
    page.wait_for_selector(".CodeMirror")
    page.click("#run")
    page.wait_for_function("document.getElementById('state').textContent.startsWith('yes')")
    assert "SERVICE" in ask(page, "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }")
    assert "error" in ask(page, "SELECT nonsense").lower()
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }')")
    page.click("#run")
    page.wait_for_timeout(300)
    page.click("#stop")
    page.wait_for_function("document.getElementById('state').textContent.startsWith('Stopped')", timeout=60_000)
    assert "yes" in ask(page, "ASK { ?s ?p ?o }")
    assert "SELECT" not in page.url
    page.click("#share")
    assert "query=ASK" in page.url


def test_bonds_are_there_when_they_are_asked_for(page, at) -> None:
    page.goto(f"{at}nl/sparql.html")
    ready(page)
    bonds = "PREFIX a90: <https://w3id.org/article90/ontology#> SELECT ?b { ?b a a90:Bond } LIMIT 5"
    ask(page, bonds)
    assert page.get_attribute("#ask", "data-rows") == "0"
    page.check("#derived")
    page.wait_for_function("/\\d.*triples\\.$/.test(document.getElementById('state').textContent)", timeout=60_000)
    ask(page, bonds)
    assert page.get_attribute("#ask", "data-rows") == "5"
    page.click("#answer a")
    assert "/nl/bond/" in page.url


def test_a_question_leads_to_the_sparql_page_with_its_answer(page, at) -> None:
    page.goto(f"{at}question/cq-077.html")
    page.click("a[href*='sparql.html#q=cq-077']")
    page.wait_for_selector("#answer table", timeout=60_000)
