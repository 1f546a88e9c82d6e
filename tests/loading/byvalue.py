"""Rows by value, sorted: what two engines are to agree on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from article90 import engines


def plain(rows: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Numbers are written in several ways, a truth as 0 or 1 by Virtuoso, and labels are ordered by each engine's own rules."""

    def cell(text: str) -> str:
        text = {"true": "1", "false": "0"}.get(text, text)
        # a code may begin with a zero, and is no number then
        return str(float(text)) if re.fullmatch(r"-?(0|[1-9]\d*)?(\.\d+)?([eE][+-]?\d+)?", text) and re.search(r"\d", text) else text

    return sorted(tuple(map(cell, row)) for row in rows)


def by_value(answer: engines.Answer) -> list[tuple[str, ...]]:
    """The rows of an answer."""
    return plain([term.value if term else "" for term in row.values()] for row in engines.rows(answer))
