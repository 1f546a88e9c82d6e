"""The tables say what the graph says, each row under the identifier that the graph uses."""

import csv
import datetime
import importlib.util
import json
import re

import pyoxigraph as ox
import pytest
from article90 import engines, vocabulary
from article90.publish import tables
from article90.publish.terms import iri

NAMES = [part.name for part in tables.TABLES]


@pytest.fixture(scope="module")
def graph(dist) -> engines.Oxigraph:
    return engines.Oxigraph([dist / "article90.ttl", dist / "bonds.ttl"])


@pytest.fixture(scope="module")
def metadata(dist) -> dict[str, dict]:
    document = json.loads((dist / tables.METADATA).read_text(encoding="utf-8"))
    return {t["url"].removesuffix(".csv"): t["tableSchema"] for t in document["tables"]}


def read(dist, name: str) -> list[dict[str, str]]:
    with (dist / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("part", tables.TABLES, ids=NAMES)
def test_each_thing_is_a_row(dist, graph, part) -> None:
    keys = [row["iri"] for row in read(dist, part.name)]
    assert keys == sorted(set(keys)) and keys
    classes = tables.TABLES[part]
    what = (
        f"?x a/<{iri('rdfs:subClassOf').value}>* ?c VALUES ?c {{ {' '.join(str(iri(c)) for c in classes)} }}"
        if classes
        else f"?x {iri('skos:prefLabel')} ?label"
    )
    query = f'SELECT DISTINCT ?x {{ {what} FILTER(STRSTARTS(STR(?x), "{vocabulary.BASE}")) }}'
    assert set(keys) == {r["x"].value for r in engines.rows(graph.query(query))}


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_is_what_the_graph_says(dist, graph, metadata, name: str) -> None:
    """Every value in English, in Dutch or in no language; the names in other languages are in the graph only."""
    columns = [c for c in metadata[name]["columns"] if c["name"] != "iri"]
    rows = read(dist, name)
    for row in rows[:: max(1, len(rows) // 200)]:
        found: dict[tuple[str, str | None], set[str]] = {}
        for quad in graph.store.quads_for_pattern(ox.NamedNode(row["iri"]), None, None):
            language = quad.object.language if isinstance(quad.object, ox.Literal) else None
            if language in (None, "en", "nl"):
                found.setdefault((quad.predicate.value, language), set()).add(quad.object.value.replace("|", "/"))
        told = {}
        for c in columns:
            if row[c["name"]]:
                told[c["propertyUrl"], c.get("lang")] = set(row[c["name"]].split("|")) if "separator" in c else {row[c["name"]]}
        if name == "things":
            found = {key: values for key, values in found.items() if key in {(c["propertyUrl"], c.get("lang")) for c in columns}}
        assert told == found, row["iri"]


def test_no_value_holds_the_sign_that_parts_values(graph) -> None:
    held = engines.rows(
        graph.query('SELECT ?o { ?s ?p ?o FILTER(ISLITERAL(?o) && LANG(?o) IN ("", "en", "nl") && CONTAINS(STR(?o), "|")) }')
    )
    assert [r["o"].value for r in held if "SELECT" not in r["o"].value and "CONSTRUCT" not in r["o"].value] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n != "bonds"])
def test_the_metadata_is_valid_csv_on_the_web(dist, name: str) -> None:
    """By the library csvw: every cell of its datatype, every key once, every reference to a row that is there."""
    csvw = pytest.importorskip("csvw")
    group = csvw.TableGroup.from_file(dist / tables.METADATA)
    table = group.tabledict[f"{name}.csv"]
    rows = list(table.iterdicts(strict=True))
    assert len(rows) == len(read(dist, name))
    assert table.check_primary_key()
    assert {c.name for c in table.tableSchema.columns} == set(rows[0])


def test_the_check_of_the_tables_sees_a_wrong_cell(dist, tmp_path) -> None:
    """A check that cannot fail is none."""
    csvw = pytest.importorskip("csvw")
    for file in (dist / tables.METADATA, dist / "contributions.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    spoiled = (tmp_path / "contributions.csv").read_text(encoding="utf-8")
    day = re.search(r",(\d{4}-\d{2}-\d{2}),", spoiled)
    assert day
    (tmp_path / "contributions.csv").write_text(spoiled.replace(day[0], ",no day,", 1), encoding="utf-8")
    with pytest.raises(ValueError):
        list(csvw.TableGroup.from_file(tmp_path / tables.METADATA).tabledict["contributions.csv"].iterdicts(strict=True))


def test_references_are_kept(dist, metadata) -> None:
    keys = {name: {row["iri"] for row in read(dist, name)} for name in NAMES}
    references = [
        (name, f["columnReference"], f["reference"]["resource"].removesuffix(".csv"))
        for name in NAMES
        for f in metadata[name].get("foreignKeys", ())
    ]
    assert {name for name, _, _ in references} >= {"memberships", "participations", "bonds", "contributions", "observations"}
    for name, column, there in references:
        assert {row[column] for row in read(dist, name) if row[column]} <= keys[there], (name, column)


@pytest.mark.skipif(importlib.util.find_spec("pyarrow") is None, reason="pyarrow (the extra 'tables') is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_parquet_holds_what_the_csv_holds(dist, metadata, name: str) -> None:
    from pyarrow import parquet

    held = parquet.read_table(dist / f"{name}.parquet").to_pylist()
    rows = read(dist, name)
    assert [r["iri"] for r in held] == [r["iri"] for r in rows]
    step = max(1, len(rows) // 500)
    for there, row in zip(held[::step], rows[::step], strict=True):
        for c in metadata[name]["columns"]:
            value = there[c["name"]]
            values = value if isinstance(value, list) else [] if value is None else [value]
            written = ["|".join([text(v)]) for v in values]
            assert "|".join(written) == row[c["name"]], (row["iri"], c["name"])
            if c["datatype"] == "date" and values:
                assert isinstance(values[0], datetime.date)


def text(value: object) -> str:
    """A value of Parquet as the CSV writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "normalize"):
        return f"{value.normalize():f}"
    return str(value).replace("|", "/")


@pytest.mark.parametrize("name", ["identifiers", "names", "iso-codes"])
def test_the_tables_of_identifiers_are_valid_csv_on_the_web(dist, name: str) -> None:
    csvw = pytest.importorskip("csvw")
    table = csvw.TableGroup.from_file(dist / tables.METADATA).tabledict[f"{name}.csv"]
    assert len(list(table.iterdicts(strict=True))) == len(read(dist, name))
    assert name != "identifiers" or table.check_primary_key()


def test_every_thing_has_a_row_of_identifiers(dist) -> None:
    rows = {r["iri"].removeprefix(vocabulary.BASE): r for r in read(dist, "identifiers")}
    files = {vocabulary.iri_of(f).removeprefix(vocabulary.BASE) for f in vocabulary.turtle_files(vocabulary.DATA)}
    assert set(rows) == {f for f in files if f.partition("/")[0] not in ("concept", "source")}
    serbia = rows["state/SRB"]
    assert (serbia["iso_3166_1_alpha_3"], serbia["un_m49"], serbia["gleditsch_ward"]) == ("SRB", "688", "340")
    assert serbia["continues"].endswith("state/SCG") and rows["state/SCG"]["continued_by"].endswith("state/SRB")


def test_any_iso_code_leads_to_its_thing(dist) -> None:
    found: dict[str, set[str]] = {}
    for row in read(dist, "iso-codes"):
        found.setdefault(row["code"], set()).add(row["iri"].removeprefix(vocabulary.BASE))
    assert found["NLD"] == found["NL"] == {"state/NLD"}
    assert found["TWN"] == {"territory/TWN"} and found["HKG"] == {"territory/HKG"} and found["ZRCD"] == {"state/COD"}
    assert found["CS"] == {"state/CSK", "state/SCG"}  # a code that was given twice says so


def test_a_name_has_its_period(dist) -> None:
    rows = [r for r in read(dist, "names") if r["iri"].endswith("state/COD") and r["form"] == "Zaire" and r["language"] == "en"]
    assert [(r["how"], r["until"]) for r in rows] == [("former name", "1997-05-17")]
