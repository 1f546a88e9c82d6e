"""The geometry of the charts that the templates draw as SVG: numbers only, rounded so that every machine writes the same."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
LEFT, RIGHT, TOP = 40, 712, 10


def _years(day: str) -> float:
    """A day as a number of years: 1949-08-24 is 1949.64."""
    date = datetime.date.fromisoformat(day)
    return date.year + (date.timetuple().tm_yday - 1) / 366


def _ticks(first: float, last: float, most: int) -> list[int]:
    """Round years between two, no more than `most`."""
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50, 100) if (last - first) / s <= most), 200)
    return [y for y in range(-(-int(first) // step) * step, int(last) + 1, step) if first <= y <= last]


def timeline(rows: Sequence[Row], name: str, today: str) -> Row:
    """Periods as bars on one axis from the first day to `today`; a row without a beginning gets no bar."""
    begun = [_years(r["since"]["day"]) for r in rows if r["since"]]
    first, last = min(begun, default=_years(today) - 1), _years(today)
    first = min(first, last - 1)
    span = last - first

    def bar(r: Row) -> Row:
        if not r["since"]:
            return {"x": 0, "w": 0, "cls": "none"}
        start = max(0.0, (_years(r["since"]["day"]) - first) / span)
        end = min(1.0, (_years(r["until"]["day"]) - first) / span) if r["until"] else 1.0
        kind = "suspended" if r.get("suspended") else "other" if not r.get("full", True) else r["state"].replace(" ", "-")
        return {"x": round(start * 1000), "w": max(4, round((end - start) * 1000)), "cls": kind}

    return {
        "ticks": [{"year": y, "x": round((y - first) / span * 100, 1)} for y in _ticks(first, last, 6)],
        "rows": [{**bar(r), "f": r, "ref": r.get(name, r)} for r in rows],
    }


def _y_axis(most: float, height: int) -> tuple[list[Row], float]:
    """Grid lines at round numbers, and the height of one unit."""
    step = next((s for s in (0.5, 1, 2, 5, 10, 20, 25, 50, 100) if most / s <= 5), 200.0)
    top = step * -(-most // step)
    unit = (height - 28 - TOP) / top
    lines = [round(step * n, 1) for n in range(round(top / step) + 1)]
    return [{"n": f"{n:g}", "y": round(height - 28 - n * unit, 1)} for n in lines], unit


def steps(points: Sequence[tuple[str, int]], today: str, height: int = 200) -> Row | None:
    """A number through time, as a line of steps; None where it never changed."""
    if len(points) < 2:
        return None
    first, last = _years(points[0][0]), _years(today)
    y_lines, unit = _y_axis(max(n for _, n in points), height)

    def x(year: float) -> float:
        return round(LEFT + (year - first) / max(last - first, 0.1) * (RIGHT - LEFT), 1)

    def y(n: int) -> float:
        return round(height - 28 - n * unit, 1)

    path = f"M{x(first)} {y(points[0][1])}"
    for day, n in points[1:]:
        path += f"H{x(_years(day))}V{y(n)}"
    path += f"H{RIGHT}"
    ticks = [{"year": year, "x": x(year)} for year in _ticks(first, last, 8)]
    return {"height": height, "line": path, "area": f"{path}V{y(0)}H{x(first)}Z", "y": y_lines, "x": ticks}


def values(rows: Sequence[Row], height: int = 220) -> Row | None:
    """Values year by year with the levels that applied; None for fewer than three."""
    if len(rows) < 3:
        return None
    levels: dict[tuple[str, float], list[int]] = {}
    for r in rows:
        for one in r["levels"]:
            levels.setdefault((one["pledge"]["iri"], one["value"]), []).append(r["year"])
    y_lines, unit = _y_axis(max([r["value"] for r in rows] + [v for _, v in levels]) or 1, height)
    first, last = rows[0]["year"], rows[-1]["year"]

    def x(year: float) -> float:
        return round(LEFT + 16 + (year - first) / max(last - first, 1) * (RIGHT - LEFT - 32), 1)

    points = [{**r, "x": x(r["year"]), "y": round(height - 28 - r["value"] * unit, 1)} for r in rows]
    drawn: dict[float, tuple[int, int]] = {}
    for (_, value), years in levels.items():
        low, high = drawn.get(value, (years[0], years[0]))
        drawn[value] = (min(low, *years), max(high, *years))
    return {
        "height": height,
        "y": y_lines,
        "points": [{k: p[k] for k in ("x", "y", "year", "shown", "estimated")} for p in points],
        "line": "M" + "L".join(f"{p['x']} {p['y']}" for p in points),
        "levels": [
            {"value": f"{v:g}", "y": round(height - 28 - v * unit, 1), "x1": x(low - 0.4), "x2": x(high + 0.4)}
            for v, (low, high) in sorted(drawn.items())
        ],
    }
