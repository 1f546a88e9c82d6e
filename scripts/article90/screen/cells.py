"""Cells as people read them, in the language asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from .. import letters, words
from ..engines import Row
from ..sparql import Term
from ..vocabulary import XSD, short

_LENGTH = {"year": 4, "month": 7}
# A number of so many digits may be a year, and is read at once: thousands are parted in longer ones.
_UNPARTED = 4
_DECADE = re.compile(r"(\d{3}0)s")


def day(iso: str, precision: str | None, lang: str) -> str:
    """A date as precisely as it is known: the year, the month, the day, or a day at the latest."""
    if precision == "unknown":
        return words.say("latest", lang, day=iso)
    return iso[: _LENGTH[precision]] if precision in _LENGTH else iso


def cell(term: Term | None, lang: str, precision: str | None = None) -> str:
    """A term as people read it; text in another language than the one asked for is marked with its own."""
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return short(term.value) if isinstance(term, ox.NamedNode) else str(term)
    match term.datatype.value.removeprefix(XSD):
        case "boolean":
            return words.say("yes" if term.value in ("true", "1") else "no", lang)
        case "date":
            return day(term.value, precision, lang)
        case "integer" if len(term.value.lstrip("-")) > _UNPARTED:
            return words.figure(int(term.value), lang)
        case "decimal" | "double":
            whole, point, rest = term.value.partition(".")
            whole = words.figure(int(whole), lang) if len(whole.lstrip("-")) > _UNPARTED and whole.lstrip("-").isdigit() else whole
            return f"{whole}{',' if point and lang == 'nl' else point}{rest}"
    told = letters.harmless(term.value)
    if lang == "nl" and (decade := _DECADE.fullmatch(told)):
        return f"jaren {decade[1]}"
    return f"{told} ({term.language})" if foreign(term, lang) else told


def foreign(term: Term | None, lang: str) -> bool:
    """Whether a cell is text in another language than the one asked for."""
    return isinstance(term, ox.Literal) and term.language is not None and term.language.split("-")[0] != lang


def shown(rows: Sequence[Row], columns: Sequence[str], lang: str, precisions: Mapping[tuple[str, str], str]) -> list[tuple[str, ...]]:
    """The cells of rows; a day that a fact of its row knows less precisely is shown so."""
    found = []
    for row in rows:
        facts = [t.value for t in row.values() if isinstance(t, ox.NamedNode)] if precisions else []

        def known(term: Term | None, facts: Sequence[str] = facts) -> str | None:
            days = (precisions.get((fact, term.value)) for fact in facts) if isinstance(term, ox.Literal) else ()
            return next((p for p in days if p), None)

        told = ((cell(row[name], lang, known(row[name])), known(row[name])) for name in columns)
        # "by" and its day are not parted
        found.append(tuple(said.replace(" ", "\u00a0") if precision == "unknown" else said for said, precision in told))
    return found
