"""A table comes back with our identifiers in it: every column, row and order kept, each cell without one told why."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import article90
import pytest
from article90 import cli, errors, index, linking, names, namespaces, screen
from article90.errors import UserError

BASE = "https://w3id.org/article90/"
TABLE = """country,year,x
Russia,1979,007
Russia,2022,"a, b"
Yugoslavia,1985,
"Korea, Rep.",2000,1.50
345,2000,
Serbia,1960,
Atlantis,2000,
,2000,
World,2000,
"""
LINKED = ["state/SUN", "state/RUS", "state/YUG", "state/KOR", "state/SCG", "", "", "", ""]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def read(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def run(*arguments: object) -> int:
    return cli.run(["link", *map(str, arguments)])


def test_every_column_row_and_order_is_kept(table: Path, tmp_path: Path) -> None:
    assert run(table, "--column", "country", "--year-column", "year", "--out", tmp_path / "out.csv") == 0
    before, after = read(table), read(tmp_path / "out.csv")
    assert [row[:3] for row in after] == before
    assert after[0][3:] == ["iri", "label", "how", "score", "candidates"]
    assert [row[3].removeprefix(BASE) for row in after[1:]] == LINKED
    assert after[1][4:] == ["Soviet Union", "name", "100.0", ""]
    assert after[6][7] == "state:SRB"  # what it might be is told, and not guessed


def test_without_a_file_to_write_to_the_table_goes_to_standard_output(table: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "article90", "link", table, "--column", "country"], capture_output=True, text=True, check=True
    )
    assert next(csv.reader(io.StringIO(done.stdout)))[3] == "iri"
    assert "without identifier" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("name", "separator"), [("t.tsv", "\t"), ("t.csv", ";")])
def test_tables_parted_otherwise(tmp_path: Path, name: str, separator: str) -> None:
    path = tmp_path / name
    path.write_text(f"\ufeffland{separator}n\r\nDuitsland{separator}1\r\n", encoding="utf-8", newline="")
    run(path, "--column", "land", "--lang", "nl", "--out", tmp_path / f"out{path.suffix}")
    assert read(tmp_path / f"out{path.suffix}", separator)[1] == ["Duitsland", "1", BASE + "state/DEU", "Duitsland", "name", "100.0", ""]
    assert (tmp_path / f"out{path.suffix}").read_bytes().count(b"\r\n") == 2


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    made = pa.table({"code": [345, 365, None], "year": [2000, 1979, 2000], "when": [1.5, None, 2.5]})
    parquet.write_table(made, tmp_path / "t.parquet")
    run(
        tmp_path / "t.parquet",
        "--column",
        "code",
        "--year-column",
        "year",
        "--scheme",
        "correlates-of-war",
        "--out",
        tmp_path / "o.parquet",
    )
    linked = parquet.read_table(tmp_path / "o.parquet")
    assert linked.select(["code", "year", "when"]) == made
    assert linked["iri"].to_pylist() == [BASE + "state/SCG", BASE + "state/SUN", None]


@pytest.mark.slow
def test_excel(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["country", "year", "n"], ["Russia", 1979, 1], ["Côte d’Ivoire", 2000, 2.5]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    run(tmp_path / "t.xlsx", "--column", "country", "--year-column", "year", "--out", tmp_path / "o.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "o.xlsx").active.iter_rows(values_only=True))
    assert rows[1][:4] == ("Russia", 1979, 1, BASE + "state/SUN") and rows[2][:4] == ("Côte d’Ivoire", 2000, 2.5, BASE + "state/CIV")


@pytest.mark.slow
def test_a_mapping_that_a_person_corrected_is_obeyed(table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "map.csv"
    run(table, "--column", "country", "--year-column", "year", "--out", tmp_path / "one.csv", "--map", mapping)
    rows = read(mapping)
    assert rows[0] == ["value", "when", "iri", "label", "how", "score", "candidates", "why", "rows"]
    for row in rows:
        if row[0] == "Atlantis":
            row[2] = "territory:BMU"
    with mapping.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    run(table, "--column", "country", "--year-column", "year", "--out", tmp_path / "two.csv", "--map", mapping)
    assert read(tmp_path / "two.csv")[7][3:6] == [BASE + "territory/BMU", "Bermuda", "mapping"]
    assert next(r for r in read(mapping) if r[0] == "Atlantis")[2] == BASE + "territory/BMU"  # and is kept for the next run


def test_a_mapping_with_an_unknown_identifier_is_refused_by_its_line(table: Path, tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text("value,iri\nAtlantis,state:ATL\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"Line 2 .*state:ATL"):
        run(table, "--column", "country", "--out", tmp_path / "out.csv", "--map", tmp_path / "map.csv")
    assert not (tmp_path / "out.csv").exists()


def test_the_report_has_what_needs_a_look(table: Path, tmp_path: Path) -> None:
    run(table, "--column", "country", "--year-column", "year", "--out", tmp_path / "out.csv", "--report", tmp_path / "report.csv")
    told = {row[0]: row for row in read(tmp_path / "report.csv")[1:]}
    assert set(told) == {"Serbia", "Atlantis", "", "World"}
    assert told["Serbia"][6:8] == ["state:SRB", "not of that time"]
    assert "region" in told["World"][7]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "land"), "has no column 'land': it has country, year, x"),
        (("--column", "country", "--year-column", "jaar"), "has no column 'jaar'"),
        (("--column", "country", "--kind", "planet"), "There is no kind 'planet'"),
        (("--column", "country", "--scheme", "morse"), "There is no scheme 'morse'"),
        (("--column", "country", "--out", "table.pdf"), "is no table that can be read"),
        (("--column", "country", "--out", "table.parquet"), "is written as .csv"),
    ],
)
def test_what_is_wrong_is_refused_in_one_sentence(table: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    given = [str(tmp_path / a) if a.startswith("table.") else a for a in arguments]
    with pytest.raises(UserError, match=said):
        run(table, *given)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["table.csv"]


@pytest.mark.slow
def test_a_table_that_is_no_table_is_refused(tmp_path: Path) -> None:
    for name, content, said in (
        ("ragged.csv", b"a,b\n1,2,3\n", "Line 2 .* has 3 cells"),
        ("latin.csv", b"a,b\nC\xf4te,1\n", "cannot be read as a table in UTF-8"),
        ("empty.csv", b"", "is empty"),
        ("t.parquet", b"PAR0", "is no Parquet"),
        ("t.xlsx", b"PK", "is no Excel workbook"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UserError, match=said):
            run(tmp_path / name, "--column", "a", "--out", tmp_path / f"out{Path(name).suffix}")
        assert not (tmp_path / f"out{Path(name).suffix}").exists()
    with pytest.raises(UserError, match="There is no file"):
        run(tmp_path / "missing.csv", "--column", "a")


def test_a_column_that_is_there_already_gets_no_second_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("country,label\nChad,x\n", encoding="utf-8")
    run(tmp_path / "t.csv", "--column", "country", "--out", tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[0] == ["country", "label", "a90_iri", "a90_label", "a90_how", "a90_score", "a90_candidates"]


@pytest.mark.parametrize("when", ["1979", "1979.0", "1979-05", "1979-05-01"])
def test_years_months_and_days_are_read(when: str) -> None:
    assert names.period(when).middle[:4] == "1979"


@pytest.mark.slow
def test_values_from_python() -> None:
    found = article90.link(["Russia", "345", "Atlantis", None, float("nan")], [1979, 2000.0, None, 2000, 2000])
    assert [m.iri.removeprefix(BASE) for m in found] == ["state/SUN", "state/SCG", "", "", ""]
    with pytest.raises(errors.Ambiguous) as error:
        article90.resolve("345")
    assert len(error.value.candidates) == 3
    with pytest.raises(ValueError):
        article90.link(["Russia"], [1979, 1980])


def test_answers_as_frames() -> None:
    import datetime

    polars = pytest.importorskip("polars")
    found = article90.ask("cq-001", date="2014-07-17", state="NLD")
    assert isinstance(found, polars.DataFrame) and found.height > 10
    assert isinstance(next(v for v in found["since"] if v), datetime.date)
    with pytest.raises(UserError):
        article90.ask("cq-001", frame="abacus", state="NLD")
    with pytest.raises(UserError):
        article90.ask("cq-001", colour="red")


def test_namespaces_are_closed() -> None:
    assert str(namespaces.STATE["NLD"]) == BASE + "state/NLD"
    assert str(namespaces.A90.since) == BASE + "ontology#since"
    with pytest.raises(KeyError):
        namespaces.STATE["XYZ"]
    with pytest.raises(AttributeError):
        _ = namespaces.A90.sinse
    with pytest.raises(AttributeError, match="There is no namespace PLANET"):
        _ = namespaces.PLANET


def test_a_value_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:

    asked = []
    one = names.Matcher.match
    monkeypatch.setattr(names.Matcher, "match", lambda self, *a: asked.append(a) or one(self, *a))
    linker = linking.Linker(index.engine())
    for _ in range(5):
        linker.row("Chad", "2000")
    assert len(asked) == 1


TWENTY = """
Netherlands||state/NLD
NL||state/NLD
Turkey|1990|state/TUR
Korea, Rep.||state/KOR
Korea, Dem. Rep.||state/PRK
DR Congo (Zaire)|1990|state/COD
Cote d'Ivoire||state/CIV
Côte d’Ivoire||state/CIV
Russia (Soviet Union)|1979|state/SUN
Russia (Soviet Union)|2022|state/RUS
Yemen|1975|state/YAR
Yemen|2000|state/YEM
Yemen, People's Republic of|1980|state/YMD
Yugoslavia|1985|state/YUG
Yugoslavia|1999|state/SCG
345|1960|state/YUG
345|2000|state/SCG
345|2010|state/SRB
German Federal Republic|1970|state/DEU
Germany, West|1970|state/DEU
260|1970|state/DEU
Vietnam, Democratic Republic of|1965|state/VNM
Republic of Vietnam|1965|state/republic-of-vietnam
UK of Great Britain and Northern Ireland||state/GBR
TWN||territory/TWN
XKX||territory/XKX
Palestinian territory, occupied||territory/palestinian-territory
Palestine/Gaza||territory/gaza-strip
Houthi rebels (Yemen)*||
Africa||
World||
Unknown||
Fédération de Russie||state/RUS
Estados Unidos de América||state/USA
"""


@pytest.mark.parametrize("line", TWENTY.strip().splitlines())
def test_what_tables_write_is_linked(line: str) -> None:
    value, year, expected = line.split("|")
    assert article90.link([value], [year])[0].iri.removeprefix(BASE) == expected


@pytest.mark.parametrize(
    ("value", "kinds", "expected"),
    [
        ("Organization of African Unity", ("organisation",), "organisation/oau"),
        ("WARSAW PACT", ("organisation",), "organisation/warsaw-pact"),
        ("World Health Organisation", ("organisation",), "organisation/who"),
        ("Comprehensive Nuclear Test Ban Treaty", ("treaty",), "treaty/ctbt"),
        ("Rome Statute", ("treaty",), "treaty/rome-statute"),
        ("UN Charter", ("treaty",), "treaty/un-charter"),
        ("OSCE SMM Ukraine", ("mission",), "mission/osce-smm-ukraine"),
        ("UNPROFOR", ("mission", "organisation"), "mission/unprofor"),
        ("NL", ("constitution", "state"), "state/NLD"),
    ],
)
def test_other_kinds_are_linked(value: str, kinds: tuple[str, ...], expected: str) -> None:
    assert article90.link([value], kinds=kinds)[0].iri.removeprefix(BASE) == expected


FORMER = """
Swaziland SWZ, Macedonia MKD, Ivory Coast CIV, Zaire COD, Burma MMR, Rhodesia ZWE, East Timor TLS, UK GBR, UAE ARE, DRC COD, Holland NLD,
The Netherlands NLD, Vatican VAT, Vatican City VAT, Bosnia BIH, Britain GBR, Cape Verde CPV, Upper Volta BFA, Dahomey BEN, Ceylon LKA,
Siam THA, Persia IRN, Kampuchea KHM, Western Samoa WSM, Czech Republic CZE, Libyan Arab Jamahiriya LBY, Byelorussian SSR BLR,
Former Yugoslav Republic of Macedonia MKD
"""


@pytest.mark.parametrize(("value", "state"), [one.strip().rsplit(" ", 1) for one in FORMER.replace("\n", " ").split(",")])
def test_former_and_everyday_names_are_known(value: str, state: str) -> None:
    assert article90.link([value])[0].iri == f"{BASE}state/{state}"


def test_case_and_marks_do_not_count() -> None:
    """Every name in every language, in capitals, in small letters and without its marks, is the same name."""
    import unicodedata

    from article90 import gazetteer, index

    known = gazetteer.gazetteer(index.engine())
    matcher = names.Matcher(known, ("state", "territory"))
    for e in known.entries:
        if len(e.folded) > 3 and e.how != gazetteer.CODE and e.iri.startswith((BASE + "state/", BASE + "territory/")):
            bare = "".join(c for c in unicodedata.normalize("NFKD", e.form) if not unicodedata.combining(c))
            for written in (e.form.upper(), e.form.lower(), bare):
                assert e in known.names.get(names.fold(written), ()) or e in matcher._bag(written, None), written


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What its comments say is what is printed."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n")[1].split("```")[0]
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["['Soviet Union', 'Republic of Korea', 'Serbia']", "16"]
    assert all(
        line.split("  # ")[1] == said
        for line, said in zip([x for x in code.splitlines() if x.startswith("print")][:2], printed, strict=False)
    )
    assert len(printed) == 4


@pytest.mark.slow
def test_the_graph_and_the_store_hold_everything() -> None:
    assert len(article90.graph()) == len(article90.store())


TRAPS = """
Republic of China||
Republic of China|1960|
260|1985|state/DEU
BRD|1985|state/DEU
RFA|1985|state/DEU
FYROM|2005|state/MKD
CCCP|1980|state/SUN
PDRY|1980|state/YMD
UAR|1959|state/UAR
UAR|1965|state/EGY
SFRY|1980|state/YUG
FRY|1995|state/SCG
ČSSR|1980|state/CSK
CSFR|1991|state/CSK
DRV|1970|state/VNM
RVN|1970|state/republic-of-vietnam
Korea||
Korea|1950|
EU||
Yugoslavia (Serbia and Montenegro)|2000|state/SCG
YU|1995|state/SCG
YUG|1985|state/YUG
CS||
CS|1985|state/CSK
CS|2004|state/SCG
Egypt|1950|state/EGY
Egypt|1960|state/UAR
Syria|1960|state/UAR
Syria|1965|state/SYR
East Germany|1985|state/DDR
East Germany|1995|
Hong Kong, China|1980|
Hong Kong, China|2000|territory/HKG
Taiwan, China||territory/TWN
South Vietnam|1980|
Serbia and Montenegro|2006|state/SCG
Russia|1991|state/SUN
Soviet Union|2000|state/RUS
Macedonia, FYR|2005|state/MKD
Netherlands Antilles|2015|
Guinea||state/GIN
Dominica||state/DMA
Dominican Rep.||state/DOM
Niger||state/NER
Sudan|2005|state/SDN
South Sudan|2005|
Samoa, American||territory/ASM
Virgin Islands||
中国||state/CHN
4||state/AFG
280|1980|state/DEU
"""


@pytest.mark.parametrize("line", TRAPS.strip().splitlines())
def test_traps_of_names_that_are_near_one_another(line: str) -> None:
    value, year, expected = line.split("|")
    assert article90.link([value], [year])[0].iri.removeprefix(BASE) == expected


@pytest.mark.parametrize(("year", "expected"), [("1946", "state/CHN"), ("2020", ""), ("", "")])
def test_a_former_name_that_something_of_another_kind_bears_too_is_told(year: str, expected: str) -> None:
    """Asked for states only, the Republic of China of 2020 became China, without a word of Taiwan."""
    found = article90.link(["Republic of China"], [year], kinds=["state"])[0]
    assert found.iri.removeprefix(BASE) == expected
    assert expected or set(found.candidates) == {f"{BASE}state/CHN", f"{BASE}territory/TWN"}


def test_a_value_of_several_lines_is_told_in_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "table.csv"
    table.write_text('country\n"Some\nwhere"\n')
    linker = linking.Linker(index.engine())
    screen.linked(linking.link_table(table, "country", linker, tmp_path / "out.csv"), linker)
    assert "  Some where (1): no such name or code" in capsys.readouterr().err.splitlines()
