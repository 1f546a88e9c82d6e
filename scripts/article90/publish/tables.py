"""The kinds of facts that people count as tables: CSV on the Web, and Parquet where pyarrow is installed.

A row is a thing, its key the thing's IRI; a column is a property that any of them has. Which columns there are, and which
hold one value or a list, follows from the data.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ..vocabulary import BASE, XSD
from ..words import LANGUAGES
from .parts import Part
from .release import Release
from .terms import NAMESPACES, iri

SEPARATOR = "|"
METADATA = "csv-metadata.json"
Index = Mapping[ox.NamedNode, Sequence[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]]


def _part(name: str, english: str, dutch: str) -> Part:
    said = (
        "One row each, its key the IRI; a column for each property.",
        "Eén rij per stuk, met de IRI als sleutel; een kolom per eigenschap.",
    )
    return Part(
        name, {"en": f"Article 90: {english}", "nl": f"Artikel 90: {dutch}"}, {"en": f"Table. {said[0]}", "nl": f"Tabel. {said[1]}"}
    )


# Which classes, with those below them, make up a table; `things` has all that bears a name, so that every key can be read.
TABLES: Mapping[Part, tuple[str, ...]] = {
    _part("states", "states", "staten"): ("a90:State",),
    _part("memberships", "memberships", "lidmaatschappen"): ("org:Membership",),
    _part("participations", "participations in instruments", "deelnames aan instrumenten"): ("a90:Participation",),
    _part("commitments", "commitments", "verbintenissen"): ("a90:Commitment",),
    _part("bonds", "bonds", "bindingen"): ("a90:Bond",),
    _part("missions", "missions", "missies"): ("a90:Mission",),
    _part("contributions", "contributions to missions", "bijdragen aan missies"): ("a90:Contribution",),
    _part("observations", "observations of indicators", "waarnemingen van indicatoren"): ("qb:Observation",),
    _part("things", "all that has a name", "al wat een naam heeft"): (),
}


@dataclass(frozen=True)
class Column:
    """A column: its name, the property (and language) whose values it holds, their datatype, and whether they are lists."""

    name: str
    predicate: ox.NamedNode
    datatype: str  # of XML Schema; `iri` for identifiers
    many: bool
    language: str | None
    title: str


@dataclass(frozen=True)
class Table:
    """A table, its cells the values in order; `keyed` unless several rows are about the same thing."""

    part: Part
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    keyed: bool = True


def index(triples: Iterable[ox.Triple]) -> Index:
    """The statements by subject."""
    found: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]] = {}
    for t in triples:
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal):
            found.setdefault(t.subject, []).append((t.predicate, t.object))
    return found


def tables(data: Index) -> list[Table]:
    """All tables, from the statements of the data and of the bonds."""
    below: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for subject, said in data.items():
        for predicate, value in said:
            if predicate == iri("rdfs:subClassOf") and isinstance(value, ox.NamedNode):
                below.setdefault(value, set()).add(subject)
    members: dict[ox.NamedNode, list[ox.NamedNode]] = {}
    for subject in sorted((s for s in data if s.value.startswith(BASE)), key=lambda s: s.value):
        for predicate, value in data[subject]:
            if predicate == iri("rdf:type") and isinstance(value, ox.NamedNode):
                members.setdefault(value, []).append(subject)
    made = []
    for part, classes in TABLES.items():
        if classes:
            wanted = _closure({iri(c) for c in classes}, below)
            made.append(table(part, data, sorted({s for c in wanted for s in members.get(c, ())}, key=lambda s: s.value)))
        else:
            named = [s for s in data if s.value.startswith(BASE) and any(p == iri("skos:prefLabel") for p, _ in data[s])]
            only = {iri("rdf:type"), iri("skos:prefLabel")}
            made.append(table(part, data, sorted(named, key=lambda s: s.value), only))
    return made


def _closure(classes: set[ox.NamedNode], below: Mapping[ox.NamedNode, set[ox.NamedNode]]) -> set[ox.NamedNode]:
    """The classes and all classes below them."""
    found, new = set(classes), set(classes)
    while new:
        new = {c for n in new for c in below.get(n, ())} - found
        found |= new
    return found


def table(part: Part, data: Index, subjects: Sequence[ox.NamedNode], only: set[ox.NamedNode] | None = None) -> Table:
    """The table of the things given, of all their properties or of some only."""
    cells: list[dict[tuple[ox.NamedNode, str | None], set[str]]] = []
    datatypes: dict[tuple[ox.NamedNode, str | None], set[str]] = {}
    for subject in subjects:
        row: dict[tuple[ox.NamedNode, str | None], set[str]] = {}
        for predicate, value in data[subject]:
            language = value.language if isinstance(value, ox.Literal) else None
            if (only and predicate not in only) or (language and language not in LANGUAGES):
                continue
            datatype = "iri" if isinstance(value, ox.NamedNode) else "string" if language else value.datatype.value.removeprefix(XSD)
            row.setdefault((predicate, language), set()).add(value.value)
            datatypes.setdefault((predicate, language), set()).add(datatype)
        cells.append(row)
    many = {key for row in cells for key, values in row.items() if len(values) > 1}
    local = [_local(predicate) for predicate in {p for p, _ in datatypes}]
    columns = []
    for predicate, language in datatypes:
        name = _local(predicate)
        if local.count(name) > 1:
            name = f"{_prefix(predicate)}_{name}"
        kinds = datatypes[predicate, language]
        columns.append(
            Column(
                f"{name}_{language}" if language else name,
                predicate,
                next(iter(kinds)) if len(kinds) == 1 else "string",
                (predicate, language) in many,
                language,
                next((v.value for p, v in data.get(predicate, ()) if p == iri("rdfs:label") and getattr(v, "language", "") == "en"), name),
            )
        )
    columns.sort(key=lambda c: (c.predicate != iri("rdf:type"), c.name))
    rows = tuple(tuple(tuple(sorted(row.get((c.predicate, c.language), ()))) for c in columns) for row in cells)
    return Table(part, tuple(columns), tuple(s.value for s in subjects), rows)


def _local(predicate: ox.NamedNode) -> str:
    return predicate.value.replace("#", "/").rpartition("/")[2]


def _prefix(predicate: ox.NamedNode) -> str:
    return next((p for p, n in NAMESPACES.items() if predicate.value == n + _local(predicate)), "other")


def as_csv(table: Table) -> bytes:
    """The table as CSV (RFC 4180, UTF-8), lists within a cell parted by a bar."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["iri", *(c.name for c in table.columns)])
    for key, row in zip(table.keys, table.rows, strict=True):
        writer.writerow([key, *(SEPARATOR.join(v.replace(SEPARATOR, "/") for v in values) for values in row)])
    return out.getvalue().encode()


def metadata(made: Sequence[Table], release: Release) -> bytes:
    """The metadata of all tables (W3C, Metadata Vocabulary for Tabular Data)."""
    keys = {t.part.name: set(t.keys) for t in made if t.keyed}
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Article 90: tables",
        "dc:license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "dc:publisher": {"@id": release.publisher.value},
        "dc:issued": {"@value": release.issued, "@type": "xsd:date"},
        "dc:modified": {"@value": release.modified, "@type": "xsd:date"},
        "dc:isPartOf": {"@id": BASE},
        "schema:version": release.version,
        "tables": [_metadata(table, keys) for table in made],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _metadata(table: Table, keys: Mapping[str, set[str]]) -> dict[str, object]:
    columns: list[dict[str, object]] = [
        {"name": "iri", "titles": "iri", "dc:description": "identifier", "datatype": "anyURI", "required": True}
        | ({"suppressOutput": True} if table.keyed else {"propertyUrl": "dc:subject", "valueUrl": "{+iri}"})
    ]
    foreign = []
    for number, c in enumerate(table.columns):
        datatype = "anyURI" if c.datatype == "iri" else c.datatype
        told: dict[str, object] = {"name": c.name, "titles": c.name, "dc:description": c.title, "datatype": datatype}
        told["propertyUrl"] = c.predicate.value
        if c.language:
            told["lang"] = c.language
        if c.many:
            told["separator"] = SEPARATOR
        elif c.datatype == "iri":
            told["valueUrl"] = f"{{+{c.name}}}"
            values = {row[number][0] for row in table.rows if row[number]}
            there = next((name for name in ("states", "missions", "commitments", "things") if values and values <= keys[name]), None)
            if there and c.predicate != iri("rdf:type"):
                foreign.append({"columnReference": c.name, "reference": {"resource": f"{there}.csv", "columnReference": "iri"}})
        columns.append(told)
    schema: dict[str, object] = {"columns": columns} | ({"primaryKey": "iri", "aboutUrl": "{+iri}"} if table.keyed else {})
    if foreign:
        schema["foreignKeys"] = foreign
    return {"url": f"{table.part.name}.csv", "dc:title": table.part.title["en"], "tableSchema": schema}


def parquet_is_there() -> bool:
    """Whether pyarrow (the extra `tables`) is installed."""
    return importlib.util.find_spec("pyarrow") is not None


def as_parquet(table: Table) -> bytes:
    """The table as Parquet, its columns of the same types as in the metadata of the CSV."""
    import datetime
    import decimal

    import pyarrow as pa
    from pyarrow import parquet

    kinds: dict[str, tuple[object, Callable[[str], object]]] = {
        "date": (pa.date32(), datetime.date.fromisoformat),
        "integer": (pa.int64(), int),
        "decimal": (pa.decimal128(38, 9), decimal.Decimal),
        "boolean": (pa.bool_(), lambda text: text in ("true", "1")),
    }
    fields, arrays = [pa.field("iri", pa.string(), nullable=False)], [pa.array(table.keys, pa.string())]
    for number, c in enumerate(table.columns):
        kind, read = kinds.get(c.datatype, (pa.string(), str))
        values = [[read(v) for v in row[number]] for row in table.rows]
        whole = pa.list_(kind) if c.many else kind
        fields.append(pa.field(c.name, whole))
        arrays.append(pa.array(values if c.many else [v[0] if v else None for v in values], whole))
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), out, compression="zstd")
    return out.getvalue()
