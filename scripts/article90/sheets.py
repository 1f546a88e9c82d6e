"""An answer as a file for other programs: Parquet, and a workbook of Excel. Both have every column, the IRIs too."""

from __future__ import annotations

import datetime
import decimal
import io
import math
from collections.abc import Callable

import pyoxigraph as ox

from . import words
from .answers import Answered, cell
from .engines import Table
from .errors import UserError
from .sparql import Term
from .vocabulary import XSD

FORMATS = ("parquet", "xlsx")
Value = str | int | bool | float | decimal.Decimal | datetime.date | None

_TYPED: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": decimal.Decimal,
    "double": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": datetime.date.fromisoformat,
}


def _value(term: Term | None) -> Value:
    """A term as a value of its type; text as it is, a thing as its IRI."""
    if not isinstance(term, ox.Literal):
        return term.value if term is not None and not isinstance(term, ox.Triple) else None
    read = _TYPED.get(term.datatype.value.removeprefix(XSD))
    try:
        value = read(term.value) if read else term.value
    except (ValueError, ArithmeticError):  # ill-typed, or a date with a time zone or before our era: as it is written
        return term.value
    # neither format has a number that is none, or an integer of more than 64 bits
    if isinstance(value, (float, decimal.Decimal)):
        return value if math.isfinite(value) else term.value
    return term.value if isinstance(value, int) and abs(value) >= 2**63 else value


def write(a: Answered, fmt: str, lang: str) -> bytes:
    """An answer as parquet or xlsx; UserError when it is no table, or when the library for it is not installed."""
    if not isinstance(a.answer, Table):
        raise UserError(f"This answer is no table, so it cannot be written as {fmt}: choose json or turtle.")
    try:
        return _parquet(a.answer, a) if fmt == "parquet" else _workbook(a.answer, a, lang)
    except ImportError as error:
        raise UserError(f"Writing {fmt} needs {error.name}: pip install 'article90[tables]' installs it.") from None


def _columns(table: Table) -> dict[str, list[Value]]:
    """The values by column; those of a column are of one type, or else all text."""
    found: dict[str, list[Value]] = {}
    for name in table.columns:
        values = [_value(row[name]) for row in table.rows]
        mixed = len({type(v) for v in values if v is not None}) > 1
        found[name] = [None if row[name] is None else cell(row[name]) for row in table.rows] if mixed else values
    return found


def _parquet(table: Table, a: Answered) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    said = {"question": a.question.summary["en"] if a.question else "", **a.asked, "sources": "\n".join(s.url for s in a.sources)}
    if a.limits.said.get("en"):
        said["limits"] = "\n".join(a.limits.said["en"])
    made = pa.table({name: pa.array(values) for name, values in _columns(table).items()})
    out = io.BytesIO()
    parquet.write_table(made.replace_schema_metadata(said), out, compression="zstd")
    return out.getvalue()


def _workbook(table: Table, a: Answered, lang: str) -> bytes:
    """A workbook with a sheet of rows, headed in words, and one of what was asked, what the answer cannot say, and its sources."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    name = a.question.id if a.question else ""
    rows, sources = book.add_worksheet(name or "answer"), book.add_worksheet(words.heading("sources", lang))
    for number, (column, values) in enumerate(_columns(table).items()):
        rows.write_string(0, number, words.heading(column, lang, name), bold)
        for line, value in enumerate(values, 1):
            if isinstance(value, datetime.date) and value.year < 1900:  # a workbook has none
                rows.write_string(line, number, value.isoformat())
            elif isinstance(value, datetime.date):
                rows.write_datetime(line, number, datetime.datetime.combine(value, datetime.time()), date)
            elif value is not None:
                rows.write(line, number, value)
    limits = ((sentence,) for sentence in a.limits.said.get(lang, ()))
    for line, said in enumerate([*a.asked.items(), *limits, *((s.publisher, s.title, s.url) for s in a.sources)]):
        for number, text in enumerate(said):
            sources.write_string(line, number, text)
    rows.freeze_panes(1, 0)
    rows.autofit()
    sources.autofit()
    book.close()
    return out.getvalue()
