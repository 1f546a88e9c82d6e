"""Bars on an axis of years, a row a thing: shared by the charts of commitments and contributions."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt

from .style import SAID, Chart, chart

WIDTH = 640
_LEAST = 2  # pixels: the shortest bar that can be seen


@dataclass
class Bar:
    """From `start` to `end`, or going on, in the row of that name; `group` chooses the colour."""

    row: str
    start: str
    end: str | None
    label: str
    group: str = ""


def first_year(bars: Sequence[Bar]) -> int:
    """The year in which the first bar begins."""
    return int(min(bar.start for bar in bars)[:4])


def timeline(bars: Sequence[Bar], x: alt.X, names: alt.Axis, colour: alt.Color | alt.Value, first: int, last: str) -> Chart:
    """The bars between the years `first` and the day `last`, the rows in order of their first; one that goes on ends in a point."""
    end = datetime.date.fromisoformat(last)
    least = (end - datetime.date(first, 1, 1)) * _LEAST / WIDTH
    rows = []
    for bar in bars:
        start, stop = (datetime.date.fromisoformat(day) for day in (bar.start, min(bar.end or last, last)))
        rows.append({**asdict(bar), "stop": max(stop, start + least).isoformat()})
    order = list(dict.fromkeys(bar.row for bar in sorted(bars, key=lambda bar: bar.start)))
    frame = chart(rows).encode(x=x, y=alt.Y("row:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=names))
    drawn = frame.mark_bar(height=9, cornerRadius=1.5).encode(x2="stop:T", color=colour, **SAID)
    going = frame.transform_filter("!datum.end").mark_point(shape="triangle-right", filled=True, size=70, opacity=1, xOffset=2, aria=False)
    return alt.layer(drawn, going.encode(x="stop:T", color=colour)).properties(width=WIDTH, height=15 * len(order))
