"""The site as people use it: in Debian's Chromium, over loopback, by mouse and keyboard, in both languages and themes."""

import csv
import io
import itertools
import re
import shutil
import struct
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest
from article90 import answers, cookbook, sparql
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
ROOT = Path(__file__).parent.parent
PICTURE = ROOT / ".github/site.png"
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
        ("non-proliferation", "treaty/npt.html"),
        ("althea", "mission/eufor-althea.html"),
        ("who must defend", "cookbook.html#who-must-defend"),
        ("participation", "ontology/Participation.html"),
        ("S64", "shape/S64-memberships-do-not-overlap.html"),
    ],
)
def test_search_finds_names_in_all_languages_and_codes(page, at, words, first) -> None:
    hits = found(page, at, words)
    least = 1 if words in ("Pays-Bas", "NATO", "NPT", "curacao", "Turkey") else 4  # what is called so comes before all else
    assert hits and any(first in hit for hit in hits[:least]), hits


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
    """Without a choice it is that of the system; on paper it is always the light one."""

    def seen() -> tuple[str, str]:
        return tuple(page.evaluate("(style => [style.backgroundColor, style.colorScheme])(getComputedStyle(document.documentElement))"))

    light, dark = ("rgb(251, 252, 253)", "light"), ("rgb(14, 21, 34)", "dark")
    for system, chosen in ((light, dark), (dark, light)):
        page.emulate_media(color_scheme=system[1])
        page.goto(f"{at}index.html")
        page.evaluate("localStorage.removeItem('theme')")
        page.reload()
        assert seen() == system
        page.click(".theme")
        page.reload()
        assert seen() == chosen
        page.emulate_media(media="print")
        assert seen() == ("rgb(255, 255, 255)", "light")
        page.emulate_media(media="screen")


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


def test_a_fact_is_cited_with_its_name_its_identifier_and_its_sources(page, at) -> None:
    """By the sign beside it; the report of a mistake is then about that fact too."""
    page.goto(f"{at}organisation/nato.html")
    whole = page.inner_text("#cite")
    assert whole.endswith("https://w3id.org/article90/organisation/nato") and "Read in" not in whole
    page.click("#NLD .point")
    cited = page.inner_text("#cite")
    assert re.search(r"Article 90 \S+, North Atlantic Treaty Organization: Netherlands, as known on \d{4}-\d\d-\d\d\. ", cited)
    assert re.search(r"https://w3id\.org/article90/organisation/nato#NLD\. Read in: \S.*: \S", cited)
    assert page.get_attribute("[data-report]", "href").endswith("nato%23NLD")
    page.goto(f"{at}nl/treaty/north-atlantic-treaty.html#collective-defence")
    page.reload()
    assert re.search(r"Noord-Atlantisch Verdrag: .{10,200}, zoals bekend op .*Gelezen in: ", page.inner_text("#cite"))


def test_on_a_telephone_the_reference_to_a_fact_is_copied_where_the_fact_is(page, at) -> None:
    """It once stood thirteen screens below the sign that was touched."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{at}organisation/nato.html")
    page.click("#NLD .point")
    page.wait_for_selector(".pointed")
    box = page.locator("[data-copy-of=cite]").bounding_box()
    assert 0 < box["y"] < 800 - box["height"] and box["x"] + box["width"] <= 360
    page.click("[data-copy-of=cite]")
    assert "organisation/nato#NLD. Read in: " in page.evaluate("navigator.clipboard.readText()")


def test_the_first_screen_says_what_this_is(page, at) -> None:
    """With its three doors and three answers."""
    for width, height in ((1280, 900), (2560, 1400)):
        page.set_viewport_size({"width": width, "height": height})
        for tongue in ("", "nl/"):
            page.goto(f"{at}{tongue}index.html")
            doors, striking = page.query_selector_all(".doors a"), page.query_selector_all(".striking a")
            assert (len(doors), len(striking)) == (3, 3)
            assert all(box["y"] + box["height"] <= height for box in (a.bounding_box() for a in (*doors, *striking)))


def test_the_parties_on_a_day_are_a_spreadsheet_in_six_clicks(page, at) -> None:
    """And nothing has to be looked for further down: a number at the head of a page leads to what it counts."""
    assert found(page, at, "NPT")[0].endswith("treaty/npt.html")
    page.click("#found a")
    page.click(".figures a[href='#s-parties']")
    page.wait_for_function("Math.abs(document.getElementById('s-parties').getBoundingClientRect().top) < 60")
    door = page.locator("main a[href*='question/cq-077']").first
    assert 0 < door.bounding_box()["y"] < 450
    door.click()
    page.fill("#f-date", "1995-05-11")
    page.click("#asking [type=submit]")
    answered(page)
    with page.expect_download() as got:
        page.click("#asked-csv")
    assert got.value.suggested_filename == "cq-077.csv"


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


# One element of each look is marked: its colour, size, weight and line, the grounds on which it stands, and, as a link has to differ from
# the text around it, what it stands in. What is folded away is opened.
LOOKS = """() => {
  document.querySelectorAll("details").forEach(folded => { folded.open = true })
  const grounds = new Map(), looks = new Set()
  const ground = e => {
    if (!e) return ""
    if (!grounds.has(e)) {
      const s = getComputedStyle(e), own = [s.backgroundColor, s.backgroundImage, s.opacity].join()
      grounds.set(e, ground(e.parentElement) + (own === "rgba(0, 0, 0, 0),none,1" ? "" : " " + own))
    }
    return grounds.get(e)
  }
  const told = e => [...e.childNodes].some(c => c.nodeType === Node.TEXT_NODE && c.data.trim())
  for (const e of document.body.querySelectorAll("*")) {
    if (!told(e) || !e.checkVisibility({ visibilityProperty: true })) continue
    const s = getComputedStyle(e), around = [told(e.parentElement), getComputedStyle(e.parentElement).color]
    const look = [e.localName, s.color, s.fontSize, s.fontWeight, s.textDecorationLine, ground(e), ...around].join()
    if (!looks.has(look)) { looks.add(look); e.dataset.look = "" }
  }
  return looks.size
}"""
# Rows in which nothing is marked go.
FEWER = "document.querySelectorAll('tr, li').forEach(row => row.matches(':has([data-look]), [data-look]') || row.remove())"
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page) -> list[tuple[str, str, str, str]]:
    """What axe finds in a page as wide as it is, in either theme; little is left of the page then.

    Colours, which take it most of its time, are the same for all that looks alike: it judges one of each look. All else it judges whole,
    once: a theme changes colours alone.
    """
    page.evaluate(axe.Axe().axe_script)

    def run(theme: str, context: object, options: dict[str, object]) -> list[tuple[str, str, str, str]]:
        asked = [context, {"resultTypes": ["violations"], **options}]
        found = page.evaluate("([context, options]) => axe.run(context || document, options).then(told => told.violations)", asked)
        return [(theme, v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"][:300]) for v in found]

    told = run("", None, {"rules": {rule: {"enabled": False} for rule in COLOURS}})
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert page.evaluate(LOOKS) > 4
    page.evaluate(FEWER)
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        told += run(theme, {"include": [["[data-look]"]]}, {"runOnly": COLOURS})
    return told


@pytest.fixture(scope="module")
def looked_at(browser):
    """A page that is the same for all that is looked at one after another, and what its console complains of."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    wrong: list[str] = []
    watch(page, wrong)
    yield page, wrong
    context.close()


def accessible_and_fits(looked_at, address: str, width: int, ready=lambda page: None) -> None:
    """axe finds nothing in a page so wide; nothing runs out of the window at any width; no error on the console."""
    page, wrong = looked_at
    wrong.clear()
    page.goto(address)
    ready(page)
    for wide in (*WIDTHS, width):
        page.set_viewport_size({"width": wide, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, (address, wide)
    assert violations(page) == []
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible_and_fits(looked_at, at, kind) -> None:
    """On a desk in English, and in Dutch, whose words are longer, on a telephone."""
    accessible_and_fits(looked_at, f"{at}{KINDS[kind]}.html", 1280)
    accessible_and_fits(looked_at, f"{at}nl/{KINDS[kind]}.html", 360)


def test_contrast_that_is_too_low_is_found_in_one_theme_alone(browser, at) -> None:
    """And where only rows far down a table have it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(f"{at}organisation/nato.html")
    page.add_style_tag(content="@media (prefers-color-scheme: dark) { tbody tr:last-child { color: #333a4d } }")
    told = violations(page)
    assert told and {(theme, rule) for theme, rule, *_ in told} == {("dark", "color-contrast")}
    page.close()


def test_a_name_that_is_one_long_word_breaks_and_a_number_does_not(page, at) -> None:
    """Whatever is called so: nothing runs out of the window. Broken anywhere, the numbers of the front page once stood upright."""
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung"
    for path in ("state/NLD", "treaty/north-atlantic-treaty", KINDS["bond"], "mission/eufor-althea", "event/mh17"):
        page.goto(f"{at}{path}.html")
        page.evaluate(
            "w => document.querySelectorAll('h1, h3, h4, .crumbs span, .body a:not(.c a)').forEach(e => { e.textContent = w })", long
        )
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    page.goto(f"{at}index.html")
    assert page.evaluate(
        "[...document.querySelectorAll('.striking b, .kinds b')].every(b => b.getClientRects().length === 1 && b.offsetHeight < 90)"
    )


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
        wanted = answers.rows(published.read.engine.query(text))
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


def test_an_engine_that_reads_arithmetic_from_the_wrong_end_says_so(page, at) -> None:
    page.goto(f"{at}sparql.html")
    ready(page)
    ask(page, "SELECT (10 - 3 - 2 AS ?five) {}")
    right = page.inner_text("#answer td") == "5"
    assert page.locator("#chains").is_visible() != right


def test_a_question_leads_to_the_sparql_page_with_its_answer(page, at) -> None:
    page.goto(f"{at}question/cq-077.html")
    page.click("a[href*='sparql.html#q=cq-077']")
    page.wait_for_selector("#answer table", timeout=60_000)


# Questions with other values than the page was built with: by day, by state, by treaty, by two filters, with numbers that are
# minimums, with rows that are left out, with a state that had ended, without any row.
ASKED = (
    ("cq-002", "", {"organisation": "organisation/nato", "date": "1990-01-01"}),
    ("cq-002", "nl/", {"organisation": "organisation/opcw", "date": "2020-01-01"}),
    ("cq-001", "nl/", {"state": "state/POL", "date": "2003-06-01"}),
    ("cq-001", "", {"state": "state/SUN", "date": "2003-06-01"}),
    ("cq-077", "", {"treaty": "treaty/npt", "date": "1995-05-11"}),
    ("cq-077", "nl/", {"treaty": "treaty/ottawa-convention", "date": "2010-01-01", "in": "organisation/nato", "mode": "accession"}),
    ("cq-005", "", {"territory": "territory/ABW", "date": "2020-01-01"}),
    ("cq-042", "", {"organisation": "organisation/eu", "without": "organisation/nato", "date": "2022-01-01"}),
    ("cq-060", "", {"state": "state/RUS", "date": "1985-01-01", "type": "disarmament"}),
    ("cq-087", "nl/", {"date": "2000-01-01"}),
    ("cq-090", "", {"date": "2010-06-01", "leader": "organisation/eu", "nature": "military"}),
    ("cq-102", "", {"date": "1995-01-01"}),
    ("cq-045", "", {"name": "nederland"}),
    ("cq-060", "nl/", {"state": "state/NLD", "date": "2020-01-01", "type": "consultation,disarmament"}),
    ("cq-090", "", {"date": "2010-06-01", "type": "peacekeeping,training", "region": "africa,europe"}),
    ("cq-078", "", {"state": "any", "treaty": "treaty/npt", "mode": "succession", "from": "1990-01-01", "to": "1999-12-31"}),
)


def answered(page) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the answer that was worked out in the page of a question."""
    page.wait_for_function("document.getElementById('asking').dataset.done", timeout=60_000)
    told = page.evaluate("document.getElementById('asking').answer")
    assert told, page.inner_text("#asked-state")
    header, *rows = csv.reader(io.StringIO(told))
    return header, rows


@pytest.mark.parametrize(("name", "tongue", "given"), ASKED)
def test_a_question_is_asked_anew_in_its_page(page, at, published, name, tongue, given) -> None:
    """By the address: the query, the rows and the limits are those of `article90 ask`."""
    lang, question = tongue[:2] or "en", catalogue.find(name)
    wanted = answers.ask(question, given, published.read.engine, lang)
    page.goto(f"{at}{tongue}question/{name}.html?{urlencode(given)}")
    header, rows = answered(page)
    assert sorted(rows) == sorted([[r[c].value if r[c] is not None else "" for c in header] for r in wanted.answer.rows])
    text, bound = question.asked({**given, "lang": lang}, published.read.engine, lang)
    assert page.text_content("#asked-query").strip() == sparql.bind(text, bound)[len(head_of(text)) :].strip()
    assert [p.inner_text() for p in page.query_selector_all("#asked-limits p")] == list(wanted.limits.said[lang])
    assert page.inner_text("#asked-count").replace(".", "").replace(",", "") == str(len(wanted.answer.rows))


def head_of(text: str) -> str:
    """The comments before a query."""
    return "".join(itertools.takewhile(lambda line: line.startswith("#"), text.splitlines(keepends=True)))


def test_a_question_is_asked_by_its_fields(page, at) -> None:
    """Names as people write them are completed and found; the address shares the answer; what is not clear is told."""
    page.goto(f"{at}question/cq-077.html")
    before = page.inner_html("#asked")
    page.focus("#f-treaty")
    page.wait_for_function("document.querySelector('#l-treaty option')")
    assert page.query_selector("#l-treaty option[value='Treaty on the Non-Proliferation of Nuclear Weapons']")
    page.fill("#f-treaty", "NPT")
    page.fill("#f-date", "1995-05-11")
    page.fill("#f-state", "Pays-Bas")
    page.click("#asking [type=submit]")
    header, rows = answered(page)
    assert [r[header.index("participationIri")] for r in rows] == ["https://w3id.org/article90/treaty/npt#NLD"]
    assert page.input_value("#f-state") == "Netherlands"
    assert "treaty=treaty%2Fnpt&date=1995-05-11&state=state%2FNLD" in page.url
    assert "--treaty treaty/npt --date 1995-05-11 --state state/NLD" in page.inner_text("#asked-command")
    assert page.inner_html("#asked") != before
    page.click(".tongue")
    page.wait_for_url(re.compile(r"/nl/question/cq-077\.html\?treaty="))
    assert len(answered(page)[1]) == 1
    page.click("#asked-open")
    page.wait_for_selector("#answer table", timeout=60_000)
    page.goto(f"{at}question/cq-001.html?stay")
    for written, said in (("345", "more than one"), ("Korea", "Perhaps: "), ("Netherlnds", "nothing here is called"), ("", "")):
        page.fill("#f-state", written)
        page.click("#asking [type=submit]")
        if said:
            page.wait_for_function("t => document.getElementById('asked-state').textContent.includes(t)", arg=said)
    page.goto(f"{at}question/cq-090.html?date=2010-06-01&type=training,no-such-type")
    page.wait_for_function("document.getElementById('asking').dataset.done")
    assert "niets heet hier “no-such-type”" in page.inner_text("#asked-state")  # the language stays
    page.goto(f"{at}question/cq-001.html?stay")
    page.fill("#f-state", "")
    page.click("#asking [type=submit]")
    assert page.evaluate("document.querySelector('#f-state:invalid') !== null"), "a needed value that is empty is not asked for"


def test_several_concepts_are_chosen_by_keyboard(page, at, published) -> None:
    """The list opens and closes, says what is chosen, and the address, the command and the answer have them all."""
    page.goto(f"{at}nl/question/cq-060.html")
    assert page.inner_text("#f-type .chosen") == "alle"
    page.focus("#f-type summary")
    page.keyboard.press("Enter")
    for slug in ("disarmament", "consultation"):
        page.focus(f"#f-type [value={slug}]")
        page.keyboard.press("Space")
    page.fill("#f-date", "2020-01-01")
    page.click("#asking [type=submit]")
    _, rows = answered(page)
    given = {"state": "state/NLD", "date": "2020-01-01", "type": "consultation,disarmament"}
    wanted = answers.ask(catalogue.find("cq-060"), given, published.read.engine, "nl")
    assert len(rows) == len(wanted.answer.rows) > 10
    assert "type=consultation%2Cdisarmament" in page.url
    assert "--type consultation,disarmament" in page.inner_text("#asked-command")
    assert wanted.asked["type"] in page.inner_text("#asked-with") and page.inner_text("#f-type .chosen") == wanted.asked["type"]


def test_the_answer_that_the_page_shows_is_a_file(page, at, published) -> None:
    page.goto(f"{at}question/cq-077.html")
    with page.expect_download(timeout=60_000) as got:
        page.click("#asked-csv")
    assert got.value.suggested_filename == "cq-077.csv"
    _, *rows = csv.reader(io.StringIO(Path(got.value.path()).read_text(encoding="utf-8")))
    assert len(rows) == len(answers.ask(catalogue.find("cq-077"), {}, published.read.engine).answer.rows)


def test_an_answer_with_years_is_drawn_and_one_with_places_mapped(page, at) -> None:
    """A line for each of few states, a map by code, a map by degrees; nothing where there is nothing to draw."""
    page.goto(f"{at}sparql.html")
    ready(page)
    prefix = (
        "PREFIX a90: <https://w3id.org/article90/ontology#> PREFIX state: <https://w3id.org/article90/state/> "
        "PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> PREFIX org: <http://www.w3.org/ns/org#> "
    )
    spending = "?o a90:state ?state ; a90:year ?year ; a90:value ?value ; a90:edition '2025' ; a90:indicator <https://w3id.org/article90/indicator/defence-expenditure>"
    ask(page, prefix + f"SELECT ?state ?year ?value {{ VALUES ?state {{ state:NLD state:POL }} {spending} }}")
    page.wait_for_selector("#drawn .drawn-chart")
    assert page.locator("#drawn .drawn-chart path.line").count() == 2 and page.locator("#drawn .keys span").count() == 2
    assert page.locator("#drawn .drawn-map .on").count() >= 2
    ask(page, prefix + "SELECT ?who { ?who org:organization <https://w3id.org/article90/organisation/nato> }")
    page.wait_for_selector("#drawn .drawn-map")
    assert page.locator("#drawn .drawn-map .on").count() >= 30 and not page.query_selector("#drawn .drawn-chart")
    ask(page, prefix + "SELECT ?mission ?lat ?long { ?mission a a90:Mission ; geo:lat ?lat ; geo:long ?long }")
    page.wait_for_selector("#drawn .pin")
    assert page.locator("#drawn .pin").count() == int(page.get_attribute("#ask", "data-rows"))
    ask(page, prefix + "SELECT (COUNT(*) AS ?n) { ?a a a90:Mission }")
    assert page.inner_html("#drawn") == ""


def test_the_picture_in_the_readme_is_of_this_site(browser, at, request) -> None:
    """`--pin` makes it anew: a page with its map, three quarters of its size on a screen of 1100 by 1120."""
    if request.config.getoption("--pin"):
        page = browser.new_page(viewport={"width": 1100, "height": 1120}, device_scale_factor=0.75)
        page.goto(f"{at}organisation/nato.html")
        page.wait_for_selector(".slider:not([hidden])")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE)
        page.close()
    content = PICTURE.read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) < 150_000
    assert struct.unpack(">II", content[16:24]) == (825, 840)  # PNG (ISO/IEC 15948), section 11.2.2: width and height
    assert f"]({PICTURE.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_drawn_and_asked_is_accessible_and_fits(looked_at, at) -> None:
    def drawn(page) -> None:
        answered(page)
        assert page.query_selector("#asked-drawn figure")

    accessible_and_fits(looked_at, f"{at}question/cq-077.html?treaty=treaty/npt&date=1995-05-11", 1280, drawn)
    accessible_and_fits(looked_at, f"{at}nl/question/cq-040.html?organisation=organisation/nato", 360, drawn)
