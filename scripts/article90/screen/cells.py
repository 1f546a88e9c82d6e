"""Cells as people read them, in the language asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from .. import letters, words
from ..engines import Row
from ..sparql import Term
from ..vocabulary import XSD, short

_LENGTH = {"year": 4, "month": 7}


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
        case "decimal" | "double" if lang == "nl":
            return term.value.replace(".", ",")
    told = letters.harmless(term.value)
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

        found.append(tuple(cell(row[name], lang, known(row[name])) for name in columns))
    return found
