"""What states spent in each year against the level in force: a heat map, with bars for the last full year beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import altair as alt

from ..errors import UserError
from ..vocabulary import FULL
from .drawing import Plot, nothing
from .membership import memberships, role
from .reader import BASE, Reader, Row, holds, slug
from .style import BLACK, BLUE, GREY, ORANGE, PALE, SAID, Chart, chart, colour, names

_EDITIONS = """SELECT ?edition ?state ?year WHERE {
  ?o a qb:Observation ; a90:indicator ?indicator ; a90:edition ?edition ; a90:state ?state ; a90:year ?year .
}"""
_OBSERVATIONS = """SELECT ?state ?year ?value ?estimated WHERE {
  ?o a qb:Observation ; a90:indicator ?indicator ; a90:edition ?edition ; a90:state ?state ; a90:year ?year ; a90:value ?value .
  OPTIONAL { ?o a90:estimated ?estimated }
}"""
_LEVELS = """SELECT ?commitment ?body ?level ?since ?until ?text WHERE {
  ?commitment a90:threshold/dcterms:hasPart? ?threshold ; a90:bindsMembersOf ?body ; a90:since ?since .
  ?threshold a90:quantity ?indicator ; a90:value ?level ; a90:comparator ?atLeast .
  OPTIONAL { ?commitment a90:groundedIn/dcterms:isPartOf ?text }
  OPTIONAL { ?commitment a90:until ?until }
} ORDER BY ?since"""
_AT_LEAST = BASE + "concept/comparator#at-least"

_ROW, _COLUMN, _BARS = 18, 42, 240  # pixels: the height of a row, the width of a year and of the bars


@dataclass
class Cell:
    """What a state spent in a year, with the level that was in force for it, and how the cell is written and coloured."""

    state: str
    year: int
    value: float
    level: float | None
    text: str
    label: str

    @property
    def ratio(self) -> float | None:
        """How far above or below the level, as a share of it; None where there is none."""
        return None if self.level is None else self.value / self.level - 1

    @property
    def reached(self) -> bool:
        """Whether there is a level and the value reaches it."""
        return self.level is not None and self.value >= self.level

    @property
    def ink(self) -> str:
        """The colour in which the figure can be read on its cell: white on the dark ends of the scale, grey where nothing is judged."""
        return GREY if self.ratio is None else "white" if self.ratio > 0.5 or self.ratio < -0.6 else BLACK


def draw(reader: Reader, indicator: str, edition: str | None = None) -> Plot:
    """The values of an indicator in an edition, by default the last full one; UserError where there are none."""
    words = reader.words
    edition = _edition(reader, indicator, edition)
    levels = reader.ask(_LEVELS, indicator=indicator, atLeast=_AT_LEAST)
    cells = _cells(reader, reader.ask(_OBSERVATIONS, indicator=indicator, edition=edition), levels)
    years, year = sorted({cell.year for cell in cells}), _last_full_year(cells)
    last = [cell for cell in cells if cell.year == year]
    order = [cell.state for cell in sorted(last, key=lambda cell: -cell.value)]
    order += sorted({cell.state for cell in cells} - set(order))
    parts = [_heat(reader, cells, order, len(years)), _bars(reader, last, order, year)]
    stated = dict.fromkeys(
        words.say(
            "level" if "until" in row else "level-open",
            value=words.number(row["level"]),
            pledge=reader.short(row.get("text", row["commitment"]), 60),
            since=row["since"][:4],
            until=row.get("until", "")[:4],
        )
        for row in levels
    )
    notes = ([words.say("levels", levels="; ".join(stated))] if stated else []) + [words.say("estimate")]
    return Plot(
        f"spending-{slug(indicator)}-{slug(edition)}",
        alt.hconcat(*parts, spacing=22).resolve_scale(color="independent"),
        words.say("spending-title", indicator=reader.name(indicator), edition=edition),
        words.say("spending-sub"),
        max(620, 130 + _COLUMN * len(years) + _BARS),
        notes,
    )


def _edition(reader: Reader, indicator: str, wanted: str | None) -> str:
    """The edition wanted, or the last that is more than a list of one or two years."""
    sizes = Counter(row["edition"] for row in reader.ask(_EDITIONS, indicator=indicator))
    if not sizes:
        raise nothing(f"no values of {reader.name(indicator)} are recorded")
    if wanted is None:
        return max(edition for edition, size in sizes.items() if size >= max(sizes.values()) / 3)
    if wanted not in sizes:
        raise UserError(f"There is no edition '{wanted}' of {reader.name(indicator)}: choose {', '.join(sorted(sizes))}.")
    return wanted


def _cells(reader: Reader, values: Sequence[Row], levels: Sequence[Row]) -> list[Cell]:
    """The observations as cells; a level is that of the full members on the last day of the year."""
    bodies = {row["body"]: [m for m in memberships(reader, row["body"]) if role(m) in FULL] for row in levels}
    decimals = 2 if max(float(row["value"]) for row in values) < 12 else 1

    def level(state: str, end: str) -> float | None:
        binding = (row for row in levels if holds(row, end) and any(m["member"] == state and holds(m, end) for m in bodies[row["body"]]))
        return next((float(row["level"]) for row in binding), None)

    cells = []
    for row in values:
        state, year, star = row["state"], row["year"], "*" if row.get("estimated") == "true" else ""
        figure = reader.words.number(row["value"], decimals)
        label = f"{reader.name(state)} {year}: {figure}%{star}"
        cells.append(Cell(reader.short(state), int(year), float(row["value"]), level(state, f"{year}-12-31"), f"{figure}{star}", label))
    return cells


def _last_full_year(cells: Sequence[Cell]) -> int:
    """The last year with a value for four states in five, if possible one that is judged."""
    states, sizes = {cell.state for cell in cells}, Counter(cell.year for cell in cells)
    full = {year for year, size in sizes.items() if size >= 0.8 * len(states)}
    judged = {cell.year for cell in cells if cell.year in full and cell.level}
    return max(judged or full or sizes)


def _heat(reader: Reader, cells: Sequence[Cell], order: Sequence[str], years: int) -> Chart:
    """A cell for each state and year, coloured by how far the value is from the level."""
    rows = [{**asdict(cell), "ratio": cell.ratio, "ink": cell.ink} for cell in cells]
    x = alt.X("year:O", title=reader.words.say("year"), axis=names(100, labelAngle=0, orient="top", labelPadding=2))
    frame = chart(rows).encode(x=x, y=alt.Y("state:N", sort=list(order), title=None, axis=names(220)))
    legend = alt.Legend(
        orient="bottom",
        title=reader.words.say("ratio"),
        titleOrient="left",
        format="+.0%",
        labelExpr="replace(datum.label, '+0%', '0%')",
        values=[-0.6, -0.3, 0, 0.3, 0.6],
        gradientLength=300,
        offset=10,
    )
    blue_orange = alt.Scale(scheme="blueorange", reverse=True, domain=[-0.75, 0.75], clamp=True)
    judged = frame.transform_filter("datum.ratio !== null").mark_rect(stroke="white")
    unjudged = frame.transform_filter("datum.ratio === null").mark_rect(fill="white")
    figures = frame.mark_text(fontSize=10.5, aria=False).encode(text="text:N", color=alt.Color("ink:N", scale=None))
    layers = [unjudged.encode(**SAID), judged.encode(color=alt.Color("ratio:Q", scale=blue_orange, legend=legend), **SAID), figures]
    whole = alt.layer(*layers).resolve_scale(color="independent")
    return whole.properties(width=_COLUMN * years, height=_ROW * len(order))


def _bars(reader: Reader, cells: Sequence[Cell], order: Sequence[str], year: int) -> Chart:
    """A bar for each state in one year, and a line where the level is."""
    words, high = reader.words, _ROW * len(order)
    shades = {words.say("level-reached"): BLUE, words.say("below-level"): ORANGE, "": PALE}
    rows = [
        {
            **asdict(cell),
            "side": "" if cell.level is None else words.say("level-reached" if cell.reached else "below-level"),
            "ink": "white" if cell.reached else BLACK,
        }
        for cell in cells
    ]
    axis = alt.Axis(orient="top", tickCount=5, titleAnchor="start", format="~g")
    x = alt.X("value:Q", title=words.say("in-year", year=str(year)), axis=axis)
    frame = chart(rows).encode(y=alt.Y("state:N", sort=list(order), title=None, axis=None, scale=alt.Scale(domain=list(order))))
    # The value stands at the foot of the bar, where neither its end nor the level can cross it.
    figures = frame.mark_text(align="left", dx=5, fontSize=10.5, aria=False)
    layers = [
        frame.mark_bar(height=11).encode(x=x, description="label:N", color=colour("side:N", shades, legend=None)),
        figures.encode(x=alt.value(0), text="text:N", color=alt.Color("ink:N", scale=None)),
    ]
    level = next((cell.level for cell in cells if cell.level), None)
    if level is not None:
        line = chart([{"value": level, "label": f"{words.number(level)}%"}])
        name = line.mark_text(align="left", dx=5, fontSize=11, fontWeight="bold", color=BLACK)
        layers.append(line.mark_rule(color=BLACK, strokeDash=[5, 3], strokeWidth=1.3).encode(x=x))
        layers.append(name.encode(x=x, y=alt.value(high - 6), text="label:N"))
    return alt.layer(*layers).resolve_scale(color="independent").properties(width=_BARS, height=high)
