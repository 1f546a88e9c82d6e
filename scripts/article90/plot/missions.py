"""The world map of the missions on a date, numbered, coloured by who leads them; where they crowd, on a larger scale."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import altair as alt

from .apart import on_a_map
from .drawing import Plot, nothing
from .reader import Reader, codes
from .style import BLACK, GREY, INK, LAND, LIGHT, PALETTE, SAID, Chart, chart, colour, pixels
from .view import WORLD, View, around
from .words import cut, sort_key
from .world import Place, World

_MISSIONS = """SELECT ?mission ?lead ?host ?lat ?long WHERE {
  ?mission a a90:Mission ; a90:since ?since .
  OPTIONAL { ?mission a90:until ?until }
  FILTER(?since <= ?date && (!BOUND(?until) || ?date <= ?until))
  OPTIONAL { ?mission a90:ledBy ?lead } OPTIONAL { ?mission a90:host ?host }
  OPTIONAL { ?mission geo:lat ?lat ; geo:long ?long }
} ORDER BY ?mission ?lead ?host"""

# The corner of the world where missions crowd (west, south, east, north), the middle from which it is seen, and what a crowd is.
_NEAR = (-11.0, 30.0, 50.0, 60.0)
_NEAR_CENTRE = (20.0, 46.0)
_CROWD = 15
_COLUMNS, _LINE = 4, 18  # of the key: how many, and the pixels from one line to the next
_DISC = 17.5  # pixels: how far apart two numbers stand at least


@dataclass
class Mission:
    """A mission, who leads it, and where it is drawn."""

    iri: str
    leads: list[str] = field(default_factory=list)
    at: Place | None = None
    host: Place | None = None

    @property
    def place(self) -> Place | None:
        """Its own coordinates, else the middle of its first host."""
        return self.at or self.host


def draw(reader: Reader, date: str) -> Plot:
    """The missions that were going on on `date`; UserError when there were none."""
    words, world = reader.words, World()
    found = _missions(reader, world, date)
    if not found:
        raise nothing(f"no mission is recorded on {date}")
    leads = _most(found)
    groups = {mission.iri: _group(reader, mission, leads) for mission in found}
    fixed = {words.say("others"): GREY, words.say("lead-none"): BLACK}
    shades = {**dict(zip(map(reader.short, leads), PALETTE, strict=False)), **fixed}
    shades = {group: shade for group, shade in shades.items() if group in groups.values()}
    order = sorted(found, key=lambda m: (list(shades).index(groups[m.iri]), sort_key(reader.short(m.iri, 38))))
    placed = [(m, place) for m in order if (place := m.place)]
    marks = [_mark(reader, n, m, place, groups[m.iri], shades) for n, (m, place) in enumerate(placed, 1)]
    west, south, east, north = _NEAR
    near = [mark for mark in marks if west <= mark["at"][0] <= east and south <= mark["at"][1] <= north]
    near = near if len(near) > _CROWD else []
    legend = alt.Legend(titleOrient="left", symbolType="circle")
    shade = colour("group:N", shades, title=words.say("lead"), legend=legend)
    sheets = [_sheet(WORLD, [mark for mark in marks if mark not in near], shade, [_box()] if near else [])]
    if near:
        closer = around("azimuthalEqualArea", _NEAR_CENTRE, _edge(), WORLD.width, (1, WORLD.width))
        sheets.append(_sheet(closer, near, shade, []))
    absent = [reader.short(m.iri, 60) for m in order if not m.place]
    notes = [words.say("no-outline", names=", ".join(absent))] if absent else []
    return Plot(
        f"missions-{date}",
        alt.vconcat(*sheets, _key(marks, shade), spacing=10),
        words.say("missions-title", n=len(found), date=words.day(date)),
        words.say("missions-sub"),
        WORLD.width,
        [*notes, words.say("outlines")],
        world.features({key: {"label": reader.name(thing)} for thing, key in codes(reader).items()}),
    )


def _missions(reader: Reader, world: World, date: str) -> list[Mission]:
    """The missions on `date` with who leads them and where they are."""
    found: dict[str, Mission] = {}
    keys = codes(reader)
    for row in reader.ask(_MISSIONS, date=datetime.date.fromisoformat(date)):
        mission = found.setdefault(row["mission"], Mission(row["mission"]))
        if "lead" in row and row["lead"] not in mission.leads:
            mission.leads.append(row["lead"])
        if "lat" in row:
            mission.at = (float(row["long"]), float(row["lat"]))
        key = keys.get(row.get("host", ""), "")
        if mission.host is None and key in world:
            mission.host = world.centre(key)
    return list(found.values())


def _most(found: Sequence[Mission]) -> list[str]:
    """The leads that get a colour: the five that lead most, those of a single mission only where there are few."""
    tally = Counter(mission.leads[0] for mission in found if mission.leads)
    return [lead for lead, n in tally.most_common(5) if n >= 2 or len(tally) <= 6]


def _group(reader: Reader, mission: Mission, leads: Sequence[str]) -> str:
    """What a mission is coloured as: its first lead, another, or none."""
    if not mission.leads:
        return reader.words.say("lead-none")
    return reader.short(mission.leads[0]) if mission.leads[0] in leads else reader.words.say("others")


def _mark(reader: Reader, n: int, mission: Mission, place: Place, group: str, shades: Mapping[str, str]) -> dict[str, Any]:
    """What is drawn and said of a mission; under the others, who leads it, unless its name says so."""
    who, name = ", ".join(map(reader.short, mission.leads)), reader.short(mission.iri, 60)
    led = f" ({who})" if group == reader.words.say("others") and who != name else ""
    return {
        "n": n,
        "at": place,
        "group": group,
        "label": f"{reader.name(mission.iri)} ({who})" if who else reader.name(mission.iri),
        "short": cut(name + led, 44),
        "ink": "black" if shades[group] in LIGHT else "white",
    }


def _numbered(frame: alt.Chart, x: alt.X, y: alt.Y, shade: alt.Color) -> list[alt.Chart]:
    """A disc with a number in it."""
    disc = frame.mark_circle(size=215, opacity=1, stroke="white", strokeWidth=0.8)
    number = frame.mark_text(fontSize=9.5, fontWeight="bold", dy=0.5, aria=False)
    return [disc.encode(x=x, y=y, color=shade, **SAID), number.encode(x=x, y=y, text="n:N", color=alt.Color("ink:N", scale=None))]


def _sheet(view: View, marks: Sequence[dict[str, Any]], shade: alt.Color, frame: Sequence[alt.Chart]) -> Chart:
    """A map with the marks, each number led to its place."""
    spots = view.place([mark["at"] for mark in marks])
    rows = [
        {**mark, "px": px, "py": py, "qx": qx, "qy": qy}
        for mark, (px, py), (qx, qy) in zip(marks, spots, on_a_map(spots, _DISC), strict=True)
    ]
    data = chart(rows)
    px, qx = (pixels(alt.X, name, view.width) for name in ("px", "qx"))
    py, qy = (pixels(alt.Y, name, view.height) for name in ("py", "qy"))
    lines = data.mark_rule(color=INK, strokeWidth=0.8, aria=False).encode(x=px, y=py, x2="qx", y2="qy")
    dots = data.mark_circle(size=10, color=BLACK, opacity=1, aria=False).encode(x=px, y=py)
    return view.sheet([*view.land(alt.value(LAND)), *frame, lines, dots, *_numbered(data, qx, qy, shade)])


def _edge() -> list[Place]:
    """The edge of the corner where missions crowd, in small steps, since it is drawn bent."""
    west, south, east, north = _NEAR
    there = [(west + (east - west) * i / 20, south) for i in range(21)]
    back = [(east - (east - west) * i / 20, north) for i in range(21)]
    return [*there, *back, (west, south)]


def _box() -> alt.Chart:
    """The edge of the second map, drawn on the first."""
    rows = [{"x": x, "y": y, "i": i} for i, (x, y) in enumerate(WORLD.place(_edge()))]
    line = chart(rows).mark_line(color=INK, strokeWidth=1, aria=False)
    return line.encode(x=pixels(alt.X, "x", WORLD.width), y=pixels(alt.Y, "y", WORLD.height), order="i:Q")


def _key(marks: Sequence[dict[str, Any]], shade: alt.Color) -> Chart:
    """The numbers with the names that they stand for, in columns."""
    lines = math.ceil(len(marks) / _COLUMNS)
    rows = [{**mark, "col": 8 + (i // lines) * WORLD.width / _COLUMNS, "line": i % lines + 0.5} for i, mark in enumerate(marks)]
    frame = chart(rows)
    x, y = pixels(alt.X, "col", WORLD.width), pixels(alt.Y, "line", lines)
    names = frame.mark_text(align="left", dx=12, fontSize=11.5, color=BLACK, aria=False).encode(x=x, y=y, text="short:N")
    return alt.layer(*_numbered(frame, x, y, shade), names).properties(width=WORLD.width, height=_LINE * lines)
