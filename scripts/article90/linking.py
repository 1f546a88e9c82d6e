"""A table in, the same table with our identifiers out: every column, row and order kept, nothing guessed.

CSV and TSV are read and written row by row, Parquet batch by batch (pyarrow), Excel sheet by sheet (openpyxl), so that memory
does not grow with the file. A value is looked up once, for each year or day in which it stands.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from . import gazetteer, names
from .engines import Engine
from .errors import UserError
from .vocabulary import KINDS, expand, short

DEFAULT_KINDS = ("state", "territory")
ADDED = ("iri", "label", "how", "score", "candidates")
MAPPING = ("value", "when", *ADDED, "why")
SEPARATOR = " | "
SUFFIXES = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".parquet": "", ".xlsx": ""}
# More different values than this are not remembered: a column of sentences is no column of names.
_REMEMBERED = 1_000_000
csv.field_size_limit(2**31 - 1)

Key = tuple[str, str]  # a value and the year or day in which it stands
Row = tuple[str, str, str, float | None, str]


class Linker:
    """Values looked up one by one among the things of some kinds, each once."""

    def __init__(
        self,
        engine: Engine,
        kinds: Sequence[str] = DEFAULT_KINDS,
        lang: str = "en",
        schemes: Collection[str] = (),
        mapping: Path | None = None,
    ) -> None:
        """Look up in what `engine` answers of; `mapping` is a file of earlier answers, corrected by a person, which are obeyed."""
        unknown = [k for k in kinds if k not in KINDS]
        if unknown or not kinds:
            raise UserError(f"There is no kind '{', '.join(unknown)}': choose from {', '.join(k for k in KINDS if k != 'source')}.")
        self.known = gazetteer.gazetteer(engine)
        here = sorted({e.scheme for e in self.known.entries if e.scheme})
        wrong = [s for s in schemes if s not in here]
        if wrong:
            raise UserError(f"There is no scheme '{wrong[0]}': choose from {', '.join(here)}.")
        self.matcher = names.Matcher(self.known, kinds, lang, schemes)
        self.lang = lang
        self.answers: dict[Key, names.Match] = {}
        self.counts: Counter[Key] = Counter()
        self._rows: dict[Key, Row] = {}
        self.told = _read_mapping(mapping, self.known) if mapping and mapping.exists() else {}

    def match(self, value: str, when: str = "") -> names.Match:
        """What a cell names in a year or on a day."""
        key = (value, when)
        found = self.answers.get(key)
        if found is None:
            if len(self.answers) > _REMEMBERED:
                self.answers.clear()
            found = self._match(value, when)
            found = self.answers[key] = replace(found, label=self.known.label(found.iri, self.lang) if found.iri else "")
        return found

    def _match(self, value: str, when: str) -> names.Match:
        told = self.told.get((value, when), self.told.get((value, "")))
        if told is not None:
            return told
        if not value.strip():
            return names.Match(why="the cell is empty")
        try:
            period = names.period(when)
        except ValueError:
            return names.Match(why=f"'{when[:20]}' is no year or day")
        return self.matcher.match(value, period)

    def row(self, value: str, when: str = "") -> Row:
        """What is added to a row of a table: iri, label, how, score, candidates (the last told where there is no IRI)."""
        key = (value, when)
        told = self._rows.get(key)
        if told is None:
            if len(self._rows) > _REMEMBERED:
                self._rows.clear()
            found = self.match(value, when)
            others = SEPARATOR.join(short(c) for c in found.candidates) if not found.iri else ""
            told = self._rows[key] = (found.iri, found.label, found.how, found.score or None, others)
        return told


def _read_mapping(path: Path, known: gazetteer.Gazetteer) -> dict[Key, names.Match]:
    """The answers in a mapping that a person has gone over; UserError for an IRI of nothing."""
    told: dict[Key, names.Match] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if not {"value", "iri"} <= set(reader.fieldnames or ()):
            raise UserError(f"{path} is no mapping: it needs the columns value and iri, and when, where a value has two meanings.")
        for number, row in enumerate(reader, 2):
            iri = expand((row["iri"] or "").strip()) or ""
            if row["iri"] and iri not in known.lives:
                raise UserError(f"Line {number} of {path}: nothing is said here of '{row['iri'][:80]}'.")
            score = row.get("score") or ""
            candidates = tuple(filter(None, (expand(c) for c in (row.get("candidates") or "").split(SEPARATOR))))
            how = row.get("how") or ("mapping" if iri else "")
            told[row["value"], row.get("when") or ""] = names.Match(
                iri, how, float(score) if score else 100.0 * bool(iri), candidates or ((iri,) if iri else ()), row.get("why") or ""
            )
    return told


@dataclass
class Report:
    """What became of the rows of a table."""

    rows: int = 0
    hows: Counter[str] = field(default_factory=Counter)


def link_table(
    path: Path,
    column: str,
    linker: Linker,
    out: Path | None,
    when: str | None = None,
    report: Path | None = None,
    mapping: Path | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> Report:
    """Write the table at `path` to `out` (standard output, as CSV, if None) with the columns iri, label, how, score, candidates.

    `when` is a column of years or days; `report` a file for what needs a look, `mapping` one for every different value, which a
    person may correct and the next run obeys. UserError, and nothing written, when a file or a column is not there or cannot be read.
    """
    kind = _kind(path)
    target = _kind(out) if out else ".csv"
    if out and out.resolve() == path.resolve():
        raise UserError(f"{out} is the table itself: give another file to write to.")
    if (kind in (".parquet", ".xlsx") or target in (".parquet", ".xlsx")) and kind != target:
        raise UserError(f"A table in {kind} is written as {kind}: give --out FILE{kind}.")
    done = Report()

    def added(value: object, day: object) -> Row:
        key = (as_text(value), as_text(day))
        row = linker.row(*key)
        done.rows += 1
        done.hows[row[2] if row[0] else ""] += 1
        linker.counts[key] += 1
        if done.rows % 100_000 == 0:
            progress(done.rows)
        return row

    run = {".parquet": _parquet, ".xlsx": _excel}.get(kind, _csv)
    try:
        with _whole(out) as file:
            run(path, file, column, when, added)
    except BrokenPipeError:
        raise  # whoever read the table has gone, and nothing is wrong with it
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read as a table in UTF-8: {getattr(error, 'strerror', None) or error}.") from None
    if report:
        _write_answers(report, linker, lambda m: not m.iri or m.how == gazetteer.SPELLING)
    if mapping:
        _write_answers(mapping, linker, lambda m: True)
    return done


def as_text(cell: object) -> str:
    """A cell of any kind as the text that is looked up."""
    if cell is None or cell != cell:  # NaN is what data frames have for nothing
        return ""
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError(f"{path} is no table that can be read: it takes {', '.join(SUFFIXES)}.")
    return suffix


@contextlib.contextmanager
def _whole(out: Path | None) -> Iterator[IO[bytes]]:
    """A file that is there when it is whole, and not before."""
    if out is None:
        yield sys.stdout.buffer
        return
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as error:
        raise UserError(f"{out} cannot be written: {error.strerror or error}.") from None
    finally:
        part.unlink(missing_ok=True)


def _places(header: Sequence[str], column: str, when: str | None, path: Path) -> tuple[int, int | None, list[str]]:
    """Where the columns stand, and the names of those that are added: with a prefix where the table has such a one."""
    for wanted in (column, when):
        if wanted is not None and wanted not in header:
            raise UserError(f"{path} has no column '{wanted}': it has {', '.join(map(str, header))}.")
    prefix = "a90_" if set(ADDED) & set(header) else ""
    if prefix and {prefix + name for name in ADDED} & set(header):
        raise UserError(f"{path} has the columns {', '.join(prefix + n for n in ADDED)} already: take them out first.")
    return header.index(column), header.index(when) if when is not None else None, [prefix + name for name in ADDED]


Added = Callable[[object, object], Row]


def _csv(path: Path, file: IO[bytes], column: str, when: str | None, added: Added) -> None:
    """RFC 4180, in UTF-8; parted by what parts the header most often, with the line ends of the header."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        first = source.readline()
        source.seek(0)
        parted = "\t" if SUFFIXES[path.suffix.lower()] == "\t" else max(",;\t|", key=first.count)
        reader = csv.reader(source, delimiter=parted)
        header = next(reader, None)
        if header is None:
            raise UserError(f"{path} is empty: it needs a line with the names of its columns.")
        at, day, more = _places(header, column, when, path)
        out = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        writer = csv.writer(out, delimiter=parted, lineterminator="\r\n" if first.endswith("\r\n") else "\n")
        writer.writerow([*header, *more])
        width = len(header)
        try:
            for row in reader:
                if len(row) < width and row:  # a line that breaks off has empty cells
                    row += [""] * (width - len(row))
                elif not row:
                    if width > 1:  # an empty line is no row
                        continue
                    row = [""]
                if len(row) > width:
                    raise UserError(f"Line {reader.line_num} of {path} has {len(row)} cells, and the header {width}: mend the line first.")
                writer.writerow([*row, *added(row[at], row[day] if day is not None else "")])
        except csv.Error as error:
            raise UserError(f"Line {reader.line_num} of {path} is not CSV: {error}.") from None
        out.flush()
        out.detach()


def _parquet(path: Path, file: IO[bytes], column: str, when: str | None, added: Added) -> None:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UserError("Parquet needs pyarrow: pip install 'article90[tables]'.") from None
    try:
        source = parquet.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise UserError(f"{path} is no Parquet: {error}") from None
    at, day, more = _places(source.schema_arrow.names, column, when, path)
    kinds = [pa.string(), pa.string(), pa.string(), pa.float64(), pa.string()]
    schema = source.schema_arrow
    for name, one in zip(more, kinds, strict=True):
        schema = schema.append(pa.field(name, one))
    with parquet.ParquetWriter(file, schema) as writer:
        for batch in source.iter_batches(batch_size=65_536):
            days: Sequence[object] = batch.column(day).to_pylist() if day is not None else [""] * batch.num_rows
            told = [added(value, then) for value, then in zip(batch.column(at).to_pylist(), days, strict=True)]
            columns = zip(*told, strict=True) if told else ((),) * len(kinds)
            arrays = [pa.array([v or None for v in values], one) for values, one in zip(columns, kinds, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *arrays], schema=schema))


def _excel(path: Path, file: IO[bytes], column: str, when: str | None, added: Added) -> None:
    """The first sheet, its first row the names of the columns; values are kept, formulas as the values that were saved."""
    try:
        from zipfile import BadZipFile

        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError:
        raise UserError("Excel needs openpyxl: pip install 'article90[tables]'.") from None
    try:
        source = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, BadZipFile) as error:
        raise UserError(f"{path} is no Excel workbook: {error}") from None
    rows = source.worksheets[0].iter_rows(values_only=True)
    header = [as_text(cell) for cell in next(rows, ())]
    at, day, more = _places(header, column, when, path)
    target = openpyxl.Workbook(write_only=True)
    sheet = target.create_sheet(source.worksheets[0].title)
    sheet.append([*header, *more])
    for row in rows:
        cells = [*row, *[None] * (len(header) - len(row))]
        sheet.append([*cells, *added(cells[at], cells[day] if day is not None else "")])
    target.save(file)


def _write_answers(path: Path, linker: Linker, wanted: Callable[[names.Match], bool]) -> None:
    """Every different value with what it was taken for, the commonest first; with those of an earlier mapping that did not occur."""
    listed = [(key, linker.match(*key), rows) for key, rows in sorted(linker.counts.items(), key=lambda kv: (-kv[1], kv[0]))]
    with _whole(path) as file:
        out = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*MAPPING, "rows"])
        for (value, when), match, rows in listed:
            if wanted(match):
                others = SEPARATOR.join(short(c) for c in match.candidates) if not match.iri else ""
                writer.writerow([value, when, match.iri, match.label, match.how, match.score or "", others, match.why, rows])
        for key, match in linker.told.items():
            if wanted(match) and key not in linker.counts and not any(value == key[0] for value, _ in linker.counts):
                writer.writerow(
                    [*key, match.iri, linker.known.label(match.iri, linker.lang), match.how, match.score or "", "", match.why, 0]
                )
        out.flush()
        out.detach()
