"""How rows are laid out for people: as a table where its words fit into the width, else one record under another.

No word is broken. What is the same in every row is said once, above; what is empty in every row is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..letters import writable
from .console import encoding

GAP = 2
# A blank at which no line is broken.
NARROW = "\u00a0"
# What stands for the value above it: a blank cell is one that has no value.
DITTO = "″"
_NUMBER = re.compile(rf"([a-z]+\u00a0)*(-?\d+([.,]\d+)*)?\u00a0*|{DITTO}")
# The fraction of a number; three digits behind a sign are thousands.
_FRACTION = re.compile(r"[.,](\d{1,2}|\d{4,})$")
_YEAR = re.compile(r"(1[89]|20)\d\d")
# A table is read faster than records, but not when its rows become columns of single words.
_TALLEST = 4.0
# So many rows tell how tall the rows of a table become.
_SAMPLE = 60


@dataclass(frozen=True)
class Layout:
    """Rows ready to be shown: the headings and cells of the columns that differ, and what is the same in every row.

    In a table, cells that repeat the row above have the sign for it (DITTO), so that an empty cell is one without a value.
    `widths` are those of the columns of a table, empty where records are shown instead; `width` is that of the screen.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    same: tuple[tuple[str, str], ...]
    widths: tuple[int, ...]
    width: int

    @cached_property
    def _label(self) -> int:
        return max((cell_len(h) for h in self.headings), default=0)

    def lines(self, row: Sequence[str]) -> int:
        """How many lines a row takes."""
        if self.widths:
            return max(len(wrapped(cell, w)) for cell, w in zip(row, self.widths, strict=True))
        return 1 + sum(len(wrapped(cell, self.width - self._label - GAP)) for cell in row if cell)

    def fitting(self, lines: int) -> int:
        """How many of the rows fit into so many lines; one at least."""
        fit = 0
        for row in self.rows:
            lines -= self.lines(row)
            if lines < 0:
                break
            fit += 1
        return max(fit, 1)

    def render(self, rows: int | None = None) -> list[Text]:
        """The first `rows` rows, or all of them, line by line."""
        shown = self.rows[:rows]
        if not self.widths:
            return [line for row in shown for line in (*self._record(row), Text())]
        return [Text(line, "bold") for line in self._line(self.headings)] + [Text(line) for row in shown for line in self._line(row)]

    def _line(self, row: Sequence[str]) -> list[str]:
        """A row of a table in lines."""
        cells = [wrapped(cell, w) for cell, w in zip(row, self.widths, strict=True)]
        lines = zip_longest(*cells, fillvalue="")
        return [(" " * GAP).join(map(self._padded, line, range(len(row)))).rstrip() for line in lines]

    def _padded(self, part: str, n: int) -> str:
        """A part of a cell in the width of its column, to the right in a column of numbers."""
        return part.rjust(self.widths[n]) if n in self._numbers else set_cell_size(part, self.widths[n])

    @cached_property
    def _numbers(self) -> set[int]:
        columns = [[row[n] for row in self.rows if row[n]] for n in range(len(self.headings))]
        return {n for n, cells in enumerate(columns) if all(map(_NUMBER.fullmatch, cells)) and not all(map(_YEAR.fullmatch, cells))}

    def _record(self, row: Sequence[str]) -> list[Text]:
        """A row in lines of a heading and a cell."""
        lines: list[Text] = []
        for heading, cell in zip(self.headings, row, strict=True):
            label = heading.replace(NARROW, " ").ljust(self._label + GAP)
            for line in wrapped(cell, self.width - self._label - GAP) if cell else ():
                lines.append(Text.assemble((label, "bold"), line))
                label = " " * len(label)
        return lines


def wrapped(cell: str, width: int) -> list[str]:
    """The cell in lines no wider than `width`, but for words that are longer."""
    lines: list[str] = []
    for paragraph in cell.splitlines() or [""]:
        line = ""
        for word in re.split(r"[ \t]+", paragraph.strip(" \t")):
            if line and cell_len(line) + 1 + cell_len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return [line.replace(NARROW, " ") for line in lines]


def written(cell: str) -> str:
    """The cell in letters that standard output has."""
    return NARROW.join(writable(part, encoding()) for part in cell.split(NARROW))


def _counts(cell: str) -> bool:
    """Whether a cell is a number, and no year."""
    return bool(cell and _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell))


def _without_repeats(rows: Sequence[tuple[str, ...]], sign: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table with a sign for what repeats the row above: the leading cells, and those that follow from the first.

    A number is written again, as people add up what stands in a column.
    """
    if not rows or len(rows[0]) == 1:
        return tuple(rows)
    size = len(rows[0])
    following = {n for n in range(size) if len({(row[0], row[n]) for row in rows}) == len({row[0] for row in rows})}
    shown: list[tuple[str, ...]] = []
    above: tuple[str, ...] = ()
    for row in rows:
        alike = next((n for n in range(size) if row[n] != above[n]), 0) if above else 0
        hidden = following | set(range(alike)) if alike else set()
        shown.append(tuple(sign if n in hidden and cell and not _counts(cell) else cell for n, cell in enumerate(row)))
        above = row
    return tuple(shown)


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """The widths of the columns in which every word fits, the room that is left given to those who wrap most; empty if none do."""
    columns = [[h, *(row[n] for row in rows)] for n, h in enumerate(headings)]
    least = [max((cell_len(word) for cell in column for word in re.split(r"\s", cell, flags=re.ASCII)), default=1) for column in columns]
    most = [max(cell_len(cell) for cell in column) for column in columns]
    room = width - GAP * (len(columns) - 1) - sum(least)
    if room < 0:
        return ()
    # Room goes where it saves most: to the column whose whole text is longest for the width that it has.
    total = [sum(cell_len(cell) for cell in column) for column in columns]
    found = list(least)
    while room > 0 and (wanting := [n for n in range(len(columns)) if found[n] < most[n]]):
        widest = max(wanting, key=lambda n: total[n] / found[n])
        found[widest] += 1
        room -= 1
    return tuple(found)


def _aligned(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table with the points of their numbers under each other: 4 and 3.73 read as numbers of one kind."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for column in columns:
        numbers = [cell for cell in column if cell and _NUMBER.fullmatch(cell)]
        behind = {cell: len(m[0]) if (m := _FRACTION.search(cell)) else 0 for cell in numbers}
        if len(numbers) == sum(map(bool, column)) and any(behind.values()):
            column[:] = [cell + NARROW * (max(behind.values()) - behind[cell]) if cell and cell != DITTO else cell for cell in column]
    return tuple(zip(*columns, strict=True))


def layout(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, lift: bool = True) -> Layout:
    """How rows of cells under headings are shown on a screen so wide; `lift` says what all rows share once, above them."""
    headings, rows = list(map(written, headings)), [tuple(map(written, row)) for row in rows]
    filled = [n for n in range(len(headings)) if any(row[n] for row in rows)]
    # a number above the rows would read as their sum
    shared = [n for n in filled if lift and len(rows) > 1 and len({row[n] for row in rows}) == 1 and not _counts(rows[0][n])]
    kept = [n for n in filled if n not in shared] or filled[-1:]
    same = tuple((headings[n], rows[0][n]) for n in shared if n not in kept)
    heads, cells = tuple(headings[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)
    once = _aligned(_without_repeats(cells, written(DITTO)))
    widths = _widths(heads, once, width)
    table, records = Layout(heads, once, same, widths, width), Layout(heads, cells, same, (), width)
    if not widths:
        return records
    height, other = (sum(map(way.lines, way.rows[:_SAMPLE])) for way in (table, records))
    return table if height <= max(_TALLEST * len(cells[:_SAMPLE]), other / 2) else records


def markdown(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown (that of GitHub)."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in line)} |\n" for line in lines)
