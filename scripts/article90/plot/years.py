"""Axes of time: whole years, few enough to be read."""

from __future__ import annotations

import datetime
from typing import Any

import altair as alt


def moment(iso: str) -> alt.DateTime:
    """A day as Vega-Lite has it."""
    day = datetime.date.fromisoformat(iso)
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def ticks(first: int, last: int, most: int = 14) -> list[int]:
    """The years from `first` to `last` to name: all of them, or every second, fifth, tenth ... so that there are `most` at the most."""
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 1000) if (last - first) // s + 1 <= most)
    return [year for year in range(first, last + 1) if year % step == 0]


def x(field: str, first: int, last: str, *, title: str | None = None, most: int = 14, **axis: Any) -> alt.X:
    """The position of a day in `field`, on an axis from the first of January of the year `first` to the day `last`."""
    values = [alt.DateTime(year=year) for year in ticks(first, int(last[:4]), most)]
    domain = [alt.DateTime(year=first), moment(last)]
    return alt.X(field, title=title, scale=alt.Scale(domain=domain), axis=alt.Axis(format="%Y", values=values, **axis))
