"""Every plot is a valid drawing that shows as much as the query behind it finds, and wrong input is answered in a sentence."""

import builtins
import importlib
import json
import re
import sys
from collections import Counter
from xml.etree import ElementTree

import pytest
from article90 import cli, engines, index, plot, vocabulary

SVG = "{http://www.w3.org/2000/svg}"
DAY = "2026-11-21"
NATO = vocabulary.BASE + "organisation/nato"


@pytest.fixture(scope="module")
def engine():
    return index.engine()


@pytest.fixture(scope="module")
def reader(engine):
    return plot.Reader(engine, "en")


@pytest.fixture
def draw(tmp_path, reader):
    """Write a plot as SVG and return (its root, the descriptions of its marks, its texts)."""

    def drawn(made, by=reader):
        root = ElementTree.parse(plot.write(made, by, tmp_path / "plot.svg")).getroot()
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
    return int(engines.rows(engine.query(plot.PREFIXES + query, bindings))[0]["n"].value)


def test_the_number_of_members_ends_where_the_list_does(draw, reader):
    root, _, texts = draw(plot.members(reader, [NATO]))
    assert "NATO 32" in texts
    assert "Finland" in texts and "Sweden" in texts
    assert root.find(SVG + "title").text == "North Atlantic Treaty Organization: number of full members over time"
    assert "32 full members" in root.find(SVG + "desc").text


def test_the_last_day_of_a_membership_still_counts():
    rows = [{"member": "a", "since": "2000-01-01"}, {"member": "b", "since": "2000-01-01", "until": "2001-12-31"}]
    assert [(day, n) for day, n, *_ in plot.counts(rows, "2005-01-01")] == [("2000-01-01", 2), ("2002-01-01", 1)]
    assert plot.counts(rows, "2001-12-31")[-1][1] == 2


def test_observers_and_suspensions_are_no_further_members():
    rows = [{"member": "a", "since": "2000-01-01"}, {"member": "b", "since": "2000-01-01", "role": "x#observer"}]
    rows.append({"member": "a", "since": "2001-01-01", "role": "x#suspended"})
    assert [n for _, n, *_ in plot.counts(rows, "2005-01-01")] == [1]
    assert plot.status_on(rows, "2002-01-01") == {"a": "suspended", "b": "observer"}


def test_the_map_names_as_many_members_as_the_query(draw, engine, reader):
    _, marks, texts = draw(plot.map_(reader, NATO, DAY))
    named = {m for m in marks if m.endswith(": Member")}
    assert len(named) == number(engine, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?m org:organization organisation:nato ; org:member ?s }")
    assert "Netherlands: Member" in named and "Luxembourg: Member" in named
    assert "NATO: 32 members on 21 November 2026" in texts


def test_every_member_of_the_united_nations_is_drawn(draw, reader):
    made = plot.map_(reader, vocabulary.BASE + "organisation/un", DAY)
    _, marks, _ = draw(made)
    assert len({m for m in marks if m.endswith(": Member")}) == 193
    assert not any("Not drawn" in note for note in made.notes)


def test_a_state_that_ceased_is_drawn_with_those_that_came_after(draw, reader):
    made = plot.map_(reader, vocabulary.BASE + "organisation/un", "1985-06-01")
    _, marks, _ = draw(made)
    assert marks.count("Soviet Union: Member") == 13  # the fifteen, less Belarus and Ukraine, which were members themselves
    (note,) = [n for n in made.notes if "came after them" in n]
    assert "Democratic Yemen" in note and "German Democratic Republic" in note


def test_crimea_and_northern_cyprus_are_one_shape_with_their_state():
    world = plot.World()
    for code, point in (("804", (34.1, 45.3)), ("804", (30.5, 50.4)), ("196", (33.4, 35.25)), ("196", (33.0, 34.85)), ("706", (44.1, 9.6))):
        holders = [c for c in world.shapes if any(plot._inside(point, world._ring(p[0])) for p in world.shapes[c]["arcs"])]
        assert holders == [code]
    assert any(plot._inside((34.1, 45.3), r) and plot._inside((30.5, 50.4), r) for r in [world.main("804")])


def test_spending_has_a_cell_for_each_observation_and_marks_estimates(draw, engine, reader):
    indicator = vocabulary.BASE + "indicator/defence-expenditure"
    _, marks, texts = draw(plot.spending(reader, indicator, "2025"))
    of_edition = '{ ?o a90:indicator indicator:defence-expenditure ; a90:edition "2025" ; a90:year ?y'
    cells = number(engine, f"SELECT (COUNT(?o) AS ?n) {of_edition} }}")
    bars = number(engine, f"SELECT (COUNT(?o) AS ?n) {of_edition} FILTER(?y = 2024) }}")
    described = Counter(m for m in marks if re.fullmatch(r".+ \d{4}: [\d.]+%\*?", m))
    assert sum(described.values()) == cells + bars
    assert "Netherlands 2024: 2.00%*" in described and "Netherlands 2019: 1.29%" in described
    assert "2%" in texts


def test_the_matrix_has_a_mark_for_each_standing(draw, reader):
    ottawa, ctbt = vocabulary.BASE + "treaty/ottawa-convention", vocabulary.BASE + "treaty/ctbt"
    _, marks, _ = draw(plot.treaties(reader, DAY, [ottawa, ctbt], NATO))
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
    assert plot.standing([row], DAY) == expected


def test_commitments_of_one_type_have_a_row_each(draw, reader):
    _, marks, texts = draw(plot.commitments(reader, vocabulary.BASE + "state/NLD", "defence"))
    assert any(t.startswith("Collective defence (") for t in texts)
    assert sum(m.startswith("Collective defence (1): 24 August 1949 – going on") for m in marks) == 1


def test_all_commitments_are_grouped_by_instrument(draw, reader):
    made = plot.commitments(reader, vocabulary.BASE + "state/NLD")
    _, _, texts = draw(made)
    rows = [int(m[1]) for t in texts if (m := re.search(r" \((\d+)\)$", t))]
    assert sum(rows) >= int(made.subtitle.split()[0])
    assert len(rows) == int(re.search(r"under (\d+) instruments", made.subtitle)[1])


def test_missions_are_numbered_and_listed(draw, engine, reader):
    made = plot.missions(reader, DAY)
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
    _, marks, _ = draw(plot.contributions(reader, vocabulary.BASE + "state/NLD"))
    there = number(engine, "SELECT (COUNT(?c) AS ?n) { ?c a a90:Contribution ; a90:contributor state:NLD ; a90:since ?s }")
    assert sum(bool(re.search(r": \d+ \w+ \d{4} – ", m)) for m in marks) == there


def test_dutch_titles_and_decimals(draw, engine):
    dutch = plot.Reader(engine, "nl")
    _, marks, texts = draw(plot.spending(dutch, vocabulary.BASE + "indicator/defence-expenditure", "2025"), dutch)
    assert "Nederland 2024: 2,00%*" in marks
    assert "Defensie-uitgaven als aandeel van het bruto binnenlands product, editie 2025" in texts


def test_the_ending_chooses_the_format(command, tmp_path):
    for name in ("a.svg", "a.png", "a.json", "a.html"):
        status, out, _ = command("members", "--organisation", "benelux", "--out", name)
        assert status == 0 and out.startswith(name)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "vega-lite" in json.loads((tmp_path / "a.json").read_text())["$schema"]
    assert "<html" in (tmp_path / "a.html").read_text().lower()
    assert command("members", "--organisation", "benelux")[0] == 0
    assert (tmp_path / "members-benelux.svg").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["members", "--organisation", "nato", "--out", "a.gif"], "'a.gif' has no ending that can be drawn"),
        (["members", "--organisation", "natoo"], "There is no organisation or forum called 'natoo'. Did you mean"),
        (["members", "--organisation", "benelux", "--out", "no/such/folder.svg"], "cannot be written"),
        (["map", "--organisation", "nato", "--date", "2026-02-30"], "'2026-02-30' is not a date"),
        (["map", "--organisation", "nato", "--date", "1900-01-01"], "had no members on 1900-01-01"),
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


def test_without_altair_the_extra_is_named(command, monkeypatch):
    real = importlib.import_module

    def missing(name, *rest):
        if name == "altair":
            raise ModuleNotFoundError("No module named 'altair'", name="altair")
        return real(name, *rest)

    monkeypatch.setattr(importlib, "import_module", missing)
    status, _, err = command("missions")
    assert status == 2 and 'pip install "article90[plot]"' in err


def test_the_command_without_plots_does_not_load_them(monkeypatch, command):
    loaded = []
    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", lambda name, *rest: (loaded.append(name), real(name, *rest))[1])
    assert command("--help")[0] == 0
    assert "altair" not in loaded
