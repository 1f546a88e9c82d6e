"""Every plot is a valid drawing that shows as much as the query behind it finds, and wrong input is answered in a sentence."""

import ast
import builtins
import json
import re
import string
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
from article90 import cli, engines, index, vocabulary
from article90.plot import (
    apart,
    commitments,
    contributions,
    drawing,
    member_map,
    members,
    membership,
    missions,
    spending,
    treaties,
    view,
    words,
    world,
    years,
)
from article90.plot.reader import PREFIXES, Reader, codes

SVG = "{http://www.w3.org/2000/svg}"
DAY = "2026-11-21"
NATO = vocabulary.BASE + "organisation/nato"


@pytest.fixture(scope="module")
def engine():
    return index.engine()


@pytest.fixture(scope="module")
def reader(engine):
    return Reader(engine, "en")


@pytest.fixture
def draw(tmp_path, reader):
    """Write a plot as SVG and return (its root, the descriptions of its marks, its texts)."""

    def drawn(made, by=reader):
        root = ElementTree.parse(drawing.write(made, by, tmp_path / "plot.svg")).getroot()
        marks = [
            e.get("aria-label")
            for e in root.iter()
            if e.get("aria-label") and e.get("aria-roledescription") not in ("axis", "legend", "title")
        ]
        return root, marks, [e.text for e in root.iter(SVG + "text") if e.text]

    return drawn


@pytest.fixture
def command(monkeypatch, capsys, tmp_path):
    """Run `article90 plot ...` in an empty folder; return (exit status, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["article90", "plot", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        said = capsys.readouterr()
        return stop.value.code or 0, said.out, said.err

    return run


def number(engine, query, **bindings):
    return int(engines.rows(engine.query(PREFIXES + query, bindings))[0]["n"].value)


def test_the_number_of_members_ends_where_the_list_does(draw, reader):
    root, _, texts = draw(members.draw(reader, [NATO]))
    assert "NATO 32" in texts
    assert "Finland" in texts and "Sweden" in texts
    assert root.find(SVG + "title").text == "North Atlantic Treaty Organization: number of full members over time"
    assert "32 full members" in root.find(SVG + "desc").text


def test_names_are_written_beside_a_rise_that_has_room_for_them(draw, reader):
    _, _, texts = draw(members.draw(reader, [vocabulary.BASE + "organisation/eu"]))
    assert "Cyprus, Czechia, Estonia, Hungary, Latvia, Lithuania, Malta, Poland, Slovakia, Slovenia" in texts
    assert "− United Kingdom" in texts and "+10" not in texts


def test_the_last_day_of_a_membership_still_counts():
    rows = [{"member": "a", "since": "2000-01-01"}, {"member": "b", "since": "2000-01-01", "until": "2001-12-31"}]
    assert [(day, n) for day, n, *_ in members.counts(rows, "2005-01-01")] == [("2000-01-01", 2), ("2002-01-01", 1)]
    assert members.counts(rows, "2001-12-31")[-1][1] == 2


def test_observers_and_suspensions_are_no_further_members():
    rows = [{"member": "a", "since": "2000-01-01"}, {"member": "b", "since": "2000-01-01", "role": "x#observer"}]
    rows.append({"member": "a", "since": "2001-01-01", "role": "x#suspended"})
    assert [n for _, n, *_ in members.counts(rows, "2005-01-01")] == [1]
    assert membership.status_on(rows, "2002-01-01") == {"a": "suspended", "b": "observer"}


def test_the_map_names_as_many_members_as_the_query(draw, engine, reader):
    _, marks, texts = draw(member_map.draw(reader, NATO, DAY))
    named = {m for m in marks if m.endswith(": Member")}
    assert len(named) == number(engine, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?m org:organization organisation:nato ; org:member ?s }")
    assert "Netherlands: Member" in named and "Luxembourg: Member" in named
    assert "NATO: 32 members on 21 November 2026" in texts


@pytest.mark.parametrize(
    ("body", "date", "title", "open_"),
    [
        ("opcw", "1997-04-29", "OPCW: 87 members on 29 April 1997", False),
        ("icc", "2017-10-27", "ICC: 123 members on 27 October 2017", False),
        ("icj", "1990-01-01", "ICJ: 163 members on 1 January 1990", False),  # 159 of the United Nations, and four parties beside
        ("pca", "1900-09-04", "PCA: at least 1 member on 4 September 1900", True),
    ],
)
def test_who_is_a_member_by_a_treaty_is_drawn(reader, body, date, title, open_):
    """These once had "no members", in the chart and on the map: none of theirs is a membership of its own."""
    iri = f"{vocabulary.BASE}organisation/{body}"
    made = member_map.draw(reader, iri, date)
    assert made.title == title
    assert ("The list of members is open: there may be more." in made.notes) == open_
    chart = members.draw(reader, [iri])
    assert chart.subtitle.startswith("At least 26 full members") == open_
    assert ("The list of members is open: there may be more." in chart.notes) == open_


def test_every_member_of_the_united_nations_is_drawn(draw, reader):
    made = member_map.draw(reader, vocabulary.BASE + "organisation/un", DAY)
    _, marks, _ = draw(made)
    assert len({m for m in marks if m.endswith(": Member")}) == 193
    assert not any("Not drawn" in note for note in made.notes)


def test_a_state_that_ceased_is_drawn_with_those_that_came_after(draw, reader):
    made = member_map.draw(reader, vocabulary.BASE + "organisation/un", "1985-06-01")
    _, marks, _ = draw(made)
    assert marks.count("Soviet Union: Member") == 13  # the fifteen, less Belarus and Ukraine, which were members themselves
    (note,) = [n for n in made.notes if "came after them" in n]
    assert "Democratic Yemen" in note and "German Democratic Republic" in note


@pytest.fixture(scope="module")
def outlines():
    return world.World()


def test_what_a_member_ruled_is_not_drawn_as_a_part_of_it(reader):
    """Nearly all of Africa was drawn as the NATO of 1955; East Pakistan was a part of Pakistan, Algeria no outline of France here."""
    outlines, keys = world.World(), codes(reader)
    for body, date, former in (
        ("nato", "1955-06-01", set()),
        ("un", "1965-01-01", {"PAK", "ETH", "SDN", "SUN", "YUG", "CSK", "MYS", "YAR"}),
    ):
        status = membership.status_on(membership.memberships(reader, f"{vocabulary.BASE}organisation/{body}"), date)
        _, drawn = member_map._successors(reader, outlines, keys, status, date)
        assert {state.rpartition("/")[2] for state in drawn} == former


def test_a_host_is_where_it_lies_and_not_where_its_colonies_did(reader):
    """Operation Interflex, in the United Kingdom, lay in several regions."""
    assert contributions._places(reader)[f"{vocabulary.BASE}mission/interflex"].region == "Northern Europe"


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("804", (34.1, 45.3)),
        ("804", (30.5, 50.4)),
        ("196", (33.4, 35.25)),
        ("196", (33.0, 34.85)),
        ("706", (44.1, 9.6)),
        ("706", (45.3, 2.1)),
    ],
)
def test_crimea_northern_cyprus_and_somaliland_are_one_shape_with_their_state(outlines, code, place):
    assert [c for c, shape in outlines.shapes.items() if shape.contains(shapely.Point(place))] == [code]
    assert outlines.main(code).contains(shapely.Point(place))


def test_no_outline_is_turned_inside_out(outlines):
    """A ring that runs the wrong way round is the whole globe but the island: the second map of the missions was once all land."""
    for feature in outlines.features({}):
        for outer, *_ in feature["geometry"]["coordinates"]:
            # As d3 reads rings, on the globe: with the land on the right, so that a geodesic area counts it negative.
            area, _ = world._SPHERE.polygon_area_perimeter(*zip(*outer, strict=True))
            assert -3e13 < area < 0 or feature["properties"]["label"] == "Antarctica"


def test_a_picture_of_the_allies_shows_alaska_and_one_of_the_union_leaves_guiana_out(outlines):
    """Alaska was cut off when a state counted by its largest part alone."""
    allies = view.view_of(outlines, ["840", "124", "528", "792"])
    ((x, y),) = allies.place([(-165.0, 65.0)])
    assert 0 < x < allies.width and 0 < y < allies.height
    assert view.view_of(outlines, ["250", "528", "620", "246"]).kind == "azimuthalEqualArea"


def test_the_point_that_stands_for_a_state_lies_in_it(outlines):
    """The centre of gravity of Viet Nam lies in Laos."""
    for code in ("704", "191", "376", "706", "528"):
        assert outlines.shapes[code].contains(shapely.Point(outlines.centre(code)))


def test_places_and_outlines_are_projected_alike(draw, reader, outlines):
    """The outlines are projected by d3 and the numbers by PROJ: the two agree to a pixel."""
    there = view.View("azimuthalEqualArea", (20.0, 46.0), 400, 300, 900.0, (200.0, 150.0))
    flat = view.View("equalEarth", (11.0, 0.0), 400, 300, 60.0, (200.0, 150.0))
    for seen in (there, flat):
        place = outlines.centre("804")
        dot = view.chart([{"lon": place[0], "lat": place[1]}]).mark_circle(description="dot").encode(longitude="lon:Q", latitude="lat:Q")
        root, _, _ = draw(drawing.Plot("one", seen.sheet([dot]), "One", "", seen.width))
        (mark,) = [e for e in root.iter(SVG + "path") if e.get("aria-label") == "dot"]
        at = [float(n) for n in re.findall(r"-?[\d.]+", mark.get("transform"))]
        assert at == pytest.approx(seen.place([place])[0], abs=0.5)


def test_spending_has_a_cell_for_each_observation_and_marks_estimates(draw, engine, reader):
    indicator = vocabulary.BASE + "indicator/defence-expenditure"
    _, marks, texts = draw(spending.draw(reader, indicator, "2025"))
    of_edition = '{ ?o a90:indicator indicator:defence-expenditure ; a90:edition "2025" ; a90:year ?y'
    cells = number(engine, f"SELECT (COUNT(?o) AS ?n) {of_edition} }}")
    bars = number(engine, f"SELECT (COUNT(?o) AS ?n) {of_edition} FILTER(?y = 2024) }}")
    described = Counter(m for m in marks if re.fullmatch(r".+ \d{4}: [\d.]+%\*?", m))
    assert sum(described.values()) == cells + bars
    assert "Netherlands 2024: 2.00%*" in described and "Netherlands 2019: 1.29%" in described
    assert "2%" in texts


def test_the_matrix_has_a_mark_for_each_standing(draw, reader):
    ottawa, ctbt = vocabulary.BASE + "treaty/ottawa-convention", vocabulary.BASE + "treaty/ctbt"
    _, marks, _ = draw(treaties.draw(reader, DAY, [ottawa, ctbt], NATO))
    standings = [m for m in marks if ": " in m and ", " in m]
    assert len(standings) == 63  # 32 allies by two treaties, less the United States, which never signed the first
    assert sum(m.endswith("No longer bound") for m in standings) == 5
    assert "United States of America, Comprehensive Nuclear-Test-Ban Treaty: Signed only" in standings


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"signed": "2000-01-01"}, "signed"),
        ({"signed": "2030-01-01"}, None),
        ({"signed": "2000-01-01", "consented": "2001-01-01"}, "consented"),
        ({"consented": "2001-01-01", "since": "2030-01-01"}, "consented"),
        ({"since": "2001-01-01"}, "bound"),
        ({"since": "2001-01-01", "until": DAY}, "bound"),
        ({"since": "2001-01-01", "until": "2026-11-20"}, "left"),
    ],
)
def test_the_standing_of_a_state_to_a_treaty(row, expected):
    assert treaties.standing([row], DAY) == expected


def test_commitments_of_one_type_have_a_row_each(draw, reader):
    _, marks, texts = draw(commitments.draw(reader, vocabulary.BASE + "state/NLD", "defence"))
    assert any(t.startswith("Assist a party that is attacked (") for t in texts)
    assert sum(m.startswith("Assist a party that is attacked (1): 24 August 1949 – going on") for m in marks) == 1


def test_all_commitments_are_grouped_by_instrument(draw, reader):
    made = commitments.draw(reader, vocabulary.BASE + "state/NLD")
    _, _, texts = draw(made)
    rows = [int(m[1]) for t in texts if (m := re.search(r" \((\d+)\)$", t))]
    assert sum(rows) >= int(made.subtitle.split()[0])
    assert len(rows) == int(re.search(r"under (\d+) instruments", made.subtitle)[1])


def test_missions_are_numbered_and_listed(draw, engine, reader):
    made = missions.draw(reader, DAY)
    _, marks, texts = draw(made)
    held = 'FILTER(?s <= "2026-11-21"^^xsd:date && NOT EXISTS { ?m a90:until ?u FILTER(?u < "2026-11-21"^^xsd:date) })'
    there = number(engine, f"SELECT (COUNT(DISTINCT ?m) AS ?n) {{ ?m a a90:Mission ; a90:since ?s {held} }}")
    assert made.title == f"{there} missions on 21 November 2026"
    absent = next((n for n in made.notes if n.startswith("Not drawn")), "")
    drawn = there - (absent.count(",") + 1 if absent else 0)
    # Each has its number on a map and in the key.
    assert Counter(t for t in texts if t.isdigit())[str(drawn)] == 2
    assert any("EUFOR Althea" in t for t in texts)
    assert len({m for m in marks if "Operation Althea" in m}) == 1


def test_contributions_have_a_bar_each(draw, engine, reader):
    _, marks, _ = draw(contributions.draw(reader, vocabulary.BASE + "state/NLD"))
    there = number(engine, "SELECT (COUNT(?c) AS ?n) { ?c a a90:Contribution ; a90:contributor state:NLD ; a90:since ?s }")
    assert sum(bool(re.search(r": \d+ \w+ \d{4} – ", m)) for m in marks) == there


def test_dutch_titles_and_decimals(draw, engine):
    dutch = Reader(engine, "nl")
    _, marks, texts = draw(spending.draw(dutch, vocabulary.BASE + "indicator/defence-expenditure", "2025"), dutch)
    assert "Nederland 2024: 2,00%*" in marks
    assert "Defensie-uitgaven als aandeel van het bruto binnenlands product, editie 2025" in texts


@pytest.mark.slow
def test_the_ending_chooses_the_format(command, tmp_path):
    for name in ("a.svg", "a.png", "a.json", "a.html"):
        status, out, _ = command("members", "--organisation", "benelux", "--out", name)
        assert status == 0 and out.startswith(name)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "vega-lite" in json.loads((tmp_path / "a.json").read_text())["$schema"]
    assert "<html" in (tmp_path / "a.html").read_text().lower()
    assert command("members", "--organisation", "benelux")[0] == 0
    assert (tmp_path / "members-benelux.svg").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["members", "--organisation", "nato", "--out", "a.gif"], "'a.gif' has no ending that can be drawn"),
        (["members", "--organisation", "natoo"], "There is no organisation or forum called 'natoo'. Did you mean"),
        (["members", "--organisation", "benelux", "--out", "no/such/folder.svg"], "cannot be written"),
        (["map", "--organisation", "nato", "--date", "2026-02-30"], "'2026-02-30' is not a date"),
        (
            ["map", "--organisation", "nato", "--date", "1900-01-01"],
            "are recorded on 1900-01-01",
        ),
        (["spending", "--edition", "1066"], "There is no edition '1066'"),
        (["spending", "--indicator", "battle-tanks"], "There is nothing to draw"),
        (["treaties", "--date", "1800-01-01"], "There is nothing to draw"),
        (["commitments", "--type", "friendship"], "No commitment is of type 'friendship': choose"),
        (["missions", "--date", "1900-01-01"], "no mission is recorded on 1900-01-01"),
        (["contributions", "--state", "VAT"], "no contributions of Holy See to missions are recorded"),
    ],
)
def test_wrong_input_is_answered_in_a_sentence(command, tmp_path, words, said):
    status, out, err = command(*words)
    assert (status, out) == (2, "")
    assert said in err and err.startswith("article90: ") and err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("package", ["altair", "babel", "pyproj"])
def test_without_a_package_of_the_extra_the_extra_is_named(command, monkeypatch, package):
    for name in [n for n in sys.modules if n.startswith("article90.plot.") and n != "article90.plot.command"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    status, _, err = command("missions")
    assert status == 2 and f"Plots need the package {package}" in err and 'pip install "article90[plot]"' in err


def test_the_command_without_plots_does_not_load_them(monkeypatch, command):
    loaded = []
    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", lambda name, *rest: (loaded.append(name), real(name, *rest))[1])
    assert command("--help")[0] == 0
    assert not {"altair", "babel", "shapely"} & set(loaded)


# ---------------------------------------------------------------- what is said


def test_both_languages_say_the_same_things():
    """Each text is in both, with the same values in it and the same plural forms."""

    def shape(text):
        forms = text if isinstance(text, dict) else {"": text}
        return {form: {field for _, field, _, _ in string.Formatter().parse(said) if field} for form, said in forms.items()}

    en, nl = words.texts("en"), words.texts("nl")
    assert {key: shape(text) for key, text in en.items()} == {key: shape(text) for key, text in nl.items()}


def test_every_text_is_used_and_there_is_one_for_every_status():
    modules = Path(words.__file__).parent.glob("*.py")
    named = {node.value for path in modules for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    assert not set(words.texts("en")) - named
    assert set(membership._RANK) <= set(words.texts("en"))


@pytest.mark.parametrize(("lang", "said"), [("en", ["1,258 missions", "1 mission", "0.5"]), ("nl", ["1.258 missies", "1 missie", "0,5"])])
def test_numbers_are_written_as_the_language_does_and_one_is_no_plural(lang, said):
    speaker = words.Words(lang)
    assert [speaker.say("n-missions", n=1258), speaker.say("n-missions", n=1), speaker.number("0.50", 1)] == said
    # What lies half-way is rounded up, where binary fractions go either way.
    assert speaker.number("22.85", 1)[-1] == "9" and speaker.number("6.55", 1)[-1] == "6"


def test_names_are_cut_off_after_a_word():
    assert words.cut("Convention for the Pacific Settlement of International Disputes", 45) == "Convention for the Pacific Settlement of…"
    assert words.cut("Ottawa Convention", 45) == "Ottawa Convention"
    assert words.cut("Missions of Long Duration in Kosovo, Sandjak and Vojvodina", 42) == "Missions of Long Duration in Kosovo…"


# ---------------------------------------------------------------- what a reader would take for something else


def test_no_year_stands_twice_on_an_axis(draw, reader):
    """Four years with a label every few months read 2023, 2023, 2023."""
    _, _, texts = draw(contributions.draw(reader, vocabulary.BASE + "state/CZE"))
    labels = [t for t in texts if re.fullmatch(r"\d{4}", t)]
    assert len(labels) > 2 and len(labels) == len(set(labels))
    assert years.ticks(1910, 2026) == list(range(1910, 2027, 10))


def test_the_first_continent_has_a_colour_of_its_own(reader):
    """Where all missions had a region, the first continent was drawn in the grey of those without."""
    made = contributions.draw(reader, vocabulary.BASE + "state/CZE")
    assert "#0072B2" in json.dumps(drawing.specification(made, reader)) and made.subtitle.startswith("1 contribution to 1 mission,")


def test_a_contribution_of_days_can_be_seen(draw, reader):
    """On an axis of eighty years two weeks were a third of a pixel."""
    root, _, _ = draw(contributions.draw(reader, vocabulary.BASE + "state/NLD"))
    bars = [e.get("d") for e in root.iter(SVG + "path") if e.get("aria-roledescription") == "bar"]
    places = [[float(x) for x in re.findall(r"(-?[\d.]+),", bar)] for bar in bars]
    assert bars and min(max(xs) - min(xs) for xs in places) > 1.8


def test_values_that_are_not_judged_have_no_colour(draw, reader):
    """The grey of a value that is not judged was that of one near the level."""
    root, _, _ = draw(spending.draw(reader, vocabulary.BASE + "indicator/defence-expenditure", "2025"))
    fills = {e.get("aria-label"): e.get("fill") for e in root.iter(SVG + "path") if e.get("aria-label")}
    assert fills["Sweden 2014: 1.07%"] == "white" and fills["Netherlands 2014: 1.12%"] != "white"


def test_a_treaty_whose_list_is_not_known_to_be_complete_is_marked(draw, reader):
    """An empty place in its column is no sign that a state keeps out."""
    ottawa, protocol = vocabulary.BASE + "treaty/ottawa-convention", vocabulary.BASE + "treaty/ap-ii"
    made = treaties.draw(reader, DAY, [ottawa, protocol], NATO)
    _, _, texts = draw(made)
    unmarked = [row["treaty"] for row in reader.ask(treaties._TREATIES) if row["treaty"] == protocol and "complete" not in row]
    assert any(t.endswith("(?)") for t in texts) == bool(unmarked) == any("question mark" in note for note in made.notes)


def test_treaties_called_alike_keep_a_column_each():
    heads = {"https://w3id.org/article90/treaty/sua": "Convention…", "https://w3id.org/article90/treaty/montreal-1971": "Convention…"}
    treaties._tell_apart(heads)
    assert sorted(heads.values()) == ["Convention… [montreal-1971]", "Convention… [sua]"]


def test_numbers_on_a_map_do_not_cover_each_other():
    spots = apart.on_a_map([(10.0, 10.0)] * 6 + [(14.0, 10.0), (200.0, 10.0)], 17.5)
    gaps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for i, (a, b) in enumerate(spots) for c, d in spots[:i]]
    assert min(gaps) >= 17.4 and spots[-1] == pytest.approx((200, 10), abs=0.2)
    assert apart.on_a_line([5.0, 5.0, 50.0], 14) == pytest.approx([-2.0, 12.0, 50.0])


def test_the_modules_do_not_import_each_other_in_a_circle():
    folder = Path(words.__file__).parent
    known = {path.stem for path in folder.glob("*.py")}
    wants = {}
    for path in folder.glob("*.py"):
        found = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom) and n.level == 1]
        wants[path.stem] = {name for n in found for name in ([n.module] if n.module else [a.name for a in n.names]) if name in known}
    while free := [module for module, needed in wants.items() if not needed & set(wants)]:
        for module in free:
            del wants[module]
    assert not wants
