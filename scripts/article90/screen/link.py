"""How far a table is that is linked, and what became of it."""

from __future__ import annotations

import sys

from ..linking import Linker, Report
from ..vocabulary import short
from .console import note


def progress(rows: int) -> None:
    """Say how far a long table is, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r{rows:,} rows", end="", file=sys.stderr)


def linked(done: Report, linker: Linker, most: int = 8) -> None:
    """Tell what became of a table: how many rows by what, and the commonest values without an identifier, each with the reason."""
    if sys.stderr.isatty() and done.rows >= 100_000:
        print(file=sys.stderr)
    told = ", ".join(f"{n:,} by {how}" for how, n in done.hows.most_common() if how) or "none linked"
    without = done.hows[""]
    note(f"{done.rows:,} rows: {told}" + (f", {without:,} without identifier" if without else "") + ".")
    missing = [(key, linker.match(*key), n) for key, n in linker.counts.most_common() if key[0].strip() and not linker.match(*key).iri]
    for (value, when), match, n in missing[:most]:
        choices = f" ({', '.join(map(short, match.candidates[:4]))})" if match.candidates else ""
        note(f"  {' '.join(value.split())[:50]}{', ' + when if when else ''} ({n:,}): {match.why}{choices}")
    if len(missing) > most:
        note(f"  and {len(missing) - most:,} more values: --report FILE lists them all.")
