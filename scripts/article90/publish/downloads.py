"""The files to load: the whole publication in every format, what is derived from it, and what describes it.

The derived parts are made by the queries in `derive/`; nothing in them is typed in.
"""

from __future__ import annotations

import gc
import importlib.metadata
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .. import engines, fragments
from ..derive import FOLDER
from ..errors import Stopped, UserError
from ..gazetteer import Gazetteer, gazetteer
from ..vocabulary import ROOT, XSD
from . import catalogue, description, formats, guide, identifiers, release, statistics, tables
from .parts import CATALOGUE_GRAPH, DERIVED, ONTOLOGIES, PARTS, WHOLE
from .reading import Read, read
from .release import Release
from .terms import NAMESPACES

HERE = Path(__file__).resolve().parent
# Formats that are also given packed.
PACKED = ("ttl", "nt", "nq", "jsonld", "rdf")
Triples = list[ox.Triple]


@dataclass(frozen=True)
class Built:
    """A file to write: its content, and for RDF the number of its statements and its canonical hash."""

    name: str
    content: bytes
    part: str = ""
    statements: int | None = None
    canonical: str | None = None


def notice() -> str:
    """The text of NOTICE: whose names the data carries, and under which terms."""
    file = ROOT / "NOTICE"
    if file.is_file():
        return file.read_text(encoding="utf-8")
    # installed from a wheel
    return importlib.metadata.distribution("article90").read_text("licenses/NOTICE") or ""


@dataclass(frozen=True)
class Parts:
    """The statements of each part, with the description where it belongs."""

    documents: Mapping[str, Triples]  # what is edited, by the IRI of its document
    parts: Mapping[str, Triples]
    description: Triples
    counted: statistics.Statistics
    release: Release
    known: Gazetteer  # every name and code


def gather(reading: Callable[[], Read] = read) -> Parts:
    """What is read, as the parts of the publication, and described."""
    found = reading()
    documents, told = found.documents, found.release
    edited = list({t for triples in documents.values() for t in triples})
    bare: dict[str, Triples] = {
        "ontology": documents[release.ONTOLOGY_GRAPH],
        "alignments": documents[release.ALIGNMENTS_GRAPH],
        "shapes": found.shapes,
        "questions": found.asked.questions,
        **found.derived,
    }
    queries = {name: fragments.expanded(FOLDER / f"{name}.rq") for name in DERIVED}
    of_data, known = statistics.count(edited), set(edited)
    triples, described, counted = {name: len(made) for name, made in bare.items()}, Triples(), of_data
    while True:
        # what is counted is in the file that says so: said again until it is true, which it is as soon as no new term comes in
        again = description.describe(description.Told(told, counted, triples, queries, notice()))
        if again == described:
            break
        described = again
        counted = of_data + statistics.count(set(described) - known)
        triples |= {name: len({*bare[name], *description.own(described, name, told)}) for name in bare if name not in ONTOLOGIES}
    parts = {name: list({*made, *(() if name in ONTOLOGIES else description.own(described, name, told))}) for name, made in bare.items()}
    return Parts(documents, {WHOLE.name: list(known | set(described)), **parts}, described, counted, told, gazetteer(found.engine))


def made(gathered: Parts) -> Iterator[Built]:
    """All files but those that are about the others, one after another."""
    lines, whole = formats.canonical(gathered.parts[WHOLE.name])
    digest = formats.sha256(document := formats.document(lines))

    def article90(ending: str, content: bytes) -> Built:
        return Built(f"article90.{ending}", content, WHOLE.name, len(lines), digest)

    context = formats.context(gathered.documents[release.ONTOLOGY_GRAPH])
    yield article90("nt", document)
    yield article90("ttl", engines.turtle(whole, NAMESPACES))
    ordered = formats.sorted_by_subject(whole)
    yield article90("jsonld", formats.jsonld(ordered, context))
    yield article90("rdf", formats.rdfxml(ordered))
    graphs = {
        **gathered.documents,
        CATALOGUE_GRAPH: gathered.description,
        **{part.graph: gathered.parts[part.name] for part in PARTS if part.name in (*DERIVED, "questions")},
    }
    quads = formats.lines(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(g)) for g, found in graphs.items() for t in found)
    document = formats.document(quads)
    yield Built("article90.nq", document, WHOLE.name, len(quads), formats.sha256(document))
    for part in PARTS:
        if part != WHOLE:
            yield _turtle(part.name, gathered.parts[part.name], part.name)
    yield Built("context.jsonld", (guide.pretty(context)).encode())
    yield Built("remove.ru", (HERE / "remove.ru").read_bytes())
    yield from _tables(gathered)


def _turtle(name: str, found: Iterable[ox.Triple], part: str = "") -> Built:
    """A graph as a Turtle file."""
    lines, triples = formats.canonical(found)
    digest = formats.sha256(formats.document(lines))
    return Built(f"{name}.ttl", engines.turtle(triples, NAMESPACES), part, len(lines), digest)


def _tables(gathered: Parts) -> Iterator[Built]:
    found = tables.tables(tables.index([*gathered.parts[WHOLE.name], *gathered.parts["bonds"]]))
    found += identifiers.tables(gathered.known)
    for table in found:
        yield Built(f"{table.part.name}.csv", tables.as_csv(table), table.part.name)
        if tables.parquet_is_there():
            yield Built(f"{table.part.name}.parquet", tables.as_parquet(table), table.part.name)
    yield Built(tables.METADATA, tables.metadata(found, gathered.release))


def about(gathered: Parts, built: list[Built], files: list[catalogue.File]) -> Iterator[Built]:
    """The files about the others: the catalogue, how to load them, the hashes of what they say."""
    built = list(built)
    days = sorted(
        t.object.value for t in gathered.parts[WHOLE.name] if isinstance(t.object, ox.Literal) and t.object.datatype.value == XSD + "date"
    )
    more = catalogue.describe(files, (*tables.TABLES, *identifiers.PARTS), gathered.release, (days[0], gathered.release.modified))
    yield (own := _turtle("catalogue", {*gathered.description, *more}))
    yield Built("RDFC10SUMS", formats.sums({b.name: b.canonical for b in [*built, own] if b.canonical}))
    yield Built("README.md", guide.readme(gathered.release, [*built, own], files).encode())


def write(to: Path, tell: Callable[[str], None] = lambda _: None, reading: Callable[[], Read] = read) -> list[tuple[Path, int]]:
    """Write all files into the folder `to`, all of them or none, telling which is being made.

    Gives the path and number of statements of each RDF file; UserError when the folder cannot be written to, which then is as
    it was.
    """
    built: list[Built] = []
    files: list[catalogue.File] = []
    hashes: dict[str, str] = {}
    try:
        to.mkdir(parents=True, exist_ok=True)
        # written apart and moved when all are whole; what was begun goes with the folder, whatever stops it
        with tempfile.TemporaryDirectory(dir=to, prefix=".making-") as making:

            def keep(one: Built) -> None:
                Path(making, one.name).write_bytes(one.content)
                hashes[one.name] = formats.sha256(one.content)
                if one.part:
                    files.append(catalogue.File(one.name, one.part, len(one.content), hashes[one.name]))

            tell("reading and deriving")
            gathered = gather(reading)
            for one in made(gathered):
                tell(one.name)
                keep(one)
                if one.name.rpartition(".")[2] in PACKED and one.part in (WHOLE.name, *DERIVED):
                    keep(Built(f"{one.name}.gz", formats.zipped(one.content), one.part))
                # the content is written: what is kept is what it says
                built.append(Built(one.name, b"", one.part, one.statements, one.canonical))
            for one in about(gathered, built, files):
                tell(one.name)
                keep(one)
                built.append(one)
            old = _listed(to)
            Path(making, "SHA256SUMS").write_bytes(formats.sums(hashes))
            for name in (*hashes, "SHA256SUMS"):
                Path(making, name).replace(to / name)
            for name in old - set(hashes):
                (to / name).unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"{to} cannot be written to: {error.strerror or error}.") from None
    return [(to / one.name, one.statements) for one in built if one.statements is not None]


def _listed(to: Path) -> set[str]:
    """The files that a build before this one wrote."""
    sums = to / "SHA256SUMS"
    return set(re.findall(r"^[0-9a-f]{64}  ([\w.-]+)$", sums.read_text(), re.MULTILINE)) if sums.is_file() else set()


def main(to: Path, reading: Callable[[], Read] = read) -> int:
    """Build, showing on a terminal what is being made, and say what was written; returns the exit status."""
    shown = sys.stderr.isatty()
    # millions of small things are made and none in a circle: to look for circles among them took a quarter of the time
    gc.disable()

    def tell(what: str) -> None:
        if shown:
            print(f"\r\033[K{what} ...", end="", file=sys.stderr, flush=True)

    try:
        written = write(to, tell, reading)
    except KeyboardInterrupt:
        raise Stopped from None
    finally:
        if shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
    for path, count in written:
        print(f"{path}  {count:,} {'quads' if path.suffix == '.nq' else 'triples'}")
    print(f"{to / 'README.md'} says which file to load, how to check it, how to update and how to cite.")
    if not tables.parquet_is_there():
        print("The tables are there as CSV only: install the extra 'tables' (pyarrow) to have them as Parquet too.", file=sys.stderr)
    return 0
