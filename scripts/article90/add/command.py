"""The command `article90 add`: a form's fields as options, rows of a table as many forms, and what came of it."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..check.rules import name_of
from ..engines import Engine, Oxigraph
from ..errors import UserError
from ..vocabulary import everything, short
from . import records
from .forms import KINDS, Form, form

_EXAMPLES = {
    "membership": "article90 add membership nato AUT --since 2030-01-01 --begun-by accession --source nato-press-1",
    "participation": "article90 add participation npt SSD --consented 2030-05 --mode accession --since 2030-05 --source unoda-npt-2024",
    "act": "article90 add act npt PRK --kind notice-of-withdrawal --done 2030-01-10 --effective 2030-04-10 --source unoda-npt-2024",
    "source": 'article90 add source nato-press-1 --title "Accession of Austria" --publisher NATO --url https://... --kind official',
}


def main(kind: str | None, arguments: Sequence[str], parser_class: type[argparse.ArgumentParser]) -> int:
    """Run `article90 add KIND ...` and return its exit status: 0, or 1 when something is still missing."""
    if kind is None:
        print("Kinds of records; 'article90 add KIND --help' shows what each takes:\n")
        print("\n".join(f"  {k.name:<15}{k.about}" for k in KINDS.values()))
        return 0
    source: Engine = Oxigraph(everything())
    asked = form(kind, source)
    read = vars(parser(asked, parser_class).parse_args(arguments))
    table, dry_run = read.pop("from"), read.pop("dry_run")
    given = {name: [v] if isinstance(v, str) else v for name, v in read.items() if v is not None}
    tables = [{**given, **several(asked, row)} for row in rows_of(table)] if table else [given]
    added = records.add(kind, tables, source, dry_run)
    if dry_run:
        sys.stdout.write(added.difference())
    _tell(added, dry_run)
    return 1 if any(p.severity == "violation" for p in added.missing) else 0


def parser(asked: Form, parser_class: type[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """The parser of the options of a form."""
    kind = asked.kind
    made = parser_class(
        prog=f"article90 add {kind.name}",
        usage=f"article90 add {kind.name} {' '.join(kind.first).upper()} [options], or [options] --from ROWS.CSV",
        description=f"Add {kind.about}.",
        epilog=f"For example: {_EXAMPLES[kind.name]}" if kind.name in _EXAMPLES else None,
        argument_default=argparse.SUPPRESS,
    )
    for name in kind.first:
        made.add_argument(name, nargs="?")
    for f in asked.fields.values():
        if kind.whole and f.predicate.endswith((f"#{kind.whole}", f"/{kind.whole}", f"#{kind.who}", f"/{kind.who}")):
            continue  # said first, without an option
        takes = "DAY" if f.is_date else "TEXT" if f.is_text else "|".join(f.places).replace("concept/", "") or f.datatype.rpartition("#")[2]
        told = f"{f.help}{' Needed.' if f.needed else ''}{' With -nl in Dutch.' if f.is_text else ''}".strip().replace("%", "%%")
        names = [f.name, *f.short]
        made.add_argument(*(f"--{name}" for name in names), dest=f.name, action="append", metavar=takes.upper(), help=told)
        for option in f.options[len(names) :]:
            made.add_argument(f"--{option}", dest=option, action="append", help=argparse.SUPPRESS)
    made.add_argument("--from", type=Path, metavar="ROWS.CSV", default=None, help="add a record a row; the header names the options")
    made.add_argument("--dry-run", action="store_true", default=False, help="show the change and write nothing")
    return made


def rows_of(path: Path) -> list[dict[str, str]]:
    """The filled cells of each row of a CSV file, by the name in its header; UserError when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}): give the path of a CSV file.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is no UTF-8 text: save the table as CSV in UTF-8.") from None
    read = list(csv.reader(io.StringIO(text, newline="")))
    if len(read) < 2:
        raise UserError(f"{path} has no rows: the first line names the options, each further line is a record.")
    header = [name.strip().removeprefix("--") for name in read[0]]
    if len(set(header)) != len(header) or not all(header):
        raise UserError(f"The header of {path} names an option twice or not at all: one name a column.")
    found = []
    for number, row in enumerate(read[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise UserError(
                f"Line {number} of {path} has {len(row)} cells where the header has {len(header)}: quote a cell that holds a comma."
            )
        found.append({name: cell for name, cell in zip(header, row, strict=True) if cell.strip()})
    return found


def several(asked: Form, row: Mapping[str, str]) -> dict[str, list[str]]:
    """A row as a filled-in form: links may be several in a cell, words keep their semicolons."""
    found = {}
    for name, cell in row.items():
        links = name not in asked.kind.first and asked.find(name)[0].places
        found[name] = [part.strip() for part in cell.split(";") if part.strip()] if links else [cell.strip()]
    return found


def _tell(added: records.Added, dry_run: bool) -> None:
    """What was written and what is still missing, as people read it."""
    out = sys.stderr if dry_run else sys.stdout
    for page in added.pages:
        here = [short(iri).partition("#")[2] or short(iri) for iri in added.records if iri.partition("#")[0] == page.iri]
        named = ", ".join(here[:5]) + (f" and {len(here) - 5} more" if len(here) > 5 else "")
        print(f"{'Would write' if dry_run else 'Wrote'} {name_of(page.path)}: {named}", file=out)
    for p in added.missing:
        print(f"  {'still missing' if p.severity == 'violation' else p.severity}: {short(p.subject)}  {p.message}  [{p.rule}]", file=out)
    if added.hints:
        print(f"  most also say: {', '.join(f'--{name}' for name in added.hints)}", file=out)
    for told in added.lists:
        print(f"  {told}", file=out)
    if not added.missing:
        print("Nothing wrong." if added.pages else "Nothing to write.", file=out)
