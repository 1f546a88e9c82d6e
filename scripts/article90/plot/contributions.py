"""The timeline of a state's contributions to missions, by the region of the mission's host."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import altair as alt

from . import years
from .drawing import Plot, nothing
from .reader import Reader, Row, slug
from .style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION, names
from .timeline import Bar, first_year, timeline

_CONTRIBUTIONS = """SELECT ?contribution ?mission ?since ?until ?personnel WHERE {
  ?contribution a a90:Contribution ; a90:contributor ?state ; a90:mission ?mission ; a90:since ?since .
  OPTIONAL { ?contribution a90:until ?until } OPTIONAL { ?contribution a90:personnel ?personnel }
} ORDER BY ?since ?contribution"""
_REGIONS = """SELECT DISTINCT ?mission ?region ?continent WHERE {
  ?mission a a90:Mission ; a90:host ?host .
  { ?host a90:region|(a90:partOfState/a90:region) ?region }
  UNION { ?host ^a90:predecessor/a90:successor/a90:region ?region . FILTER NOT EXISTS { ?host a90:region ?own } }
  ?region skos:broader* ?continent . FILTER NOT EXISTS { ?continent skos:broader ?wider }
}"""
_SHADES = (BLUE, GREEN, VERMILION, PURPLE, ORANGE, BLACK)


class Place(NamedTuple):
    """A region and the continent that it is part of; a place without a continent is none, or several."""

    continent: str
    region: str

    def heading(self) -> str:
        """The region, and the continent where its name does not say it."""
        return self.region if not self.continent or self.continent in self.region else f"{self.region} ({self.continent})"


def draw(reader: Reader, state: str) -> Plot:
    """The contributions of `state`; UserError when none is recorded."""
    words, last = reader.words, reader.as_of
    found = reader.ask(_CONTRIBUTIONS, state=state)
    if not found:
        raise nothing(f"no contributions of {reader.name(state)} to missions are recorded")
    places = _places(reader)
    groups: dict[Place, list[Bar]] = defaultdict(list)
    for row in found:
        groups[places.get(row["mission"], Place("", words.say("no-region")))].append(_bar(reader, row))
    begins = {place: min(bar.start for bar in bars) for place, bars in groups.items()}
    continents = sorted({place.continent for place in groups if place.continent})
    of_continent = {c: min(day for place, day in begins.items() if place.continent == c) for c in continents}
    order = sorted(groups, key=lambda place: (not place.continent, of_continent.get(place.continent, ""), begins[place]))
    shades = {"": GREY, **dict(zip(continents, _SHADES, strict=False))}
    first = first_year([bar for bars in groups.values() for bar in bars])
    parts = []
    for i, place in enumerate(order):
        # The years stand above the first part and below the last.
        edge = i in (0, len(order) - 1)
        x = years.x("start:T", first, last, orient="bottom" if i else "top", labels=edge, ticks=edge, domain=edge)
        shade = shades.get(place.continent, GREY)
        part = timeline(groups[place], x, names(330, minExtent=300, maxExtent=300), alt.value(shade), first, last)
        heading = alt.TitleParams(place.heading(), anchor="start", frame="group", fontSize=13, color=shade, offset=4)
        parts.append(part.properties(title=heading))
    subtitle = words.say(
        "contributions-sub",
        contributions=words.say("n-contributions", n=len(found)),
        missions=words.say("n-missions", n=len({row["mission"] for row in found})),
    )
    title = words.say("contributions-title", name=reader.name(state))
    return Plot(f"contributions-{slug(state)}", alt.vconcat(*parts, spacing=10), title, subtitle, 940)


def _places(reader: Reader) -> dict[str, Place]:
    """Where each mission is: in one region, in several of one continent, or in several continents."""
    regions: dict[str, dict[str, str]] = defaultdict(dict)
    for row in reader.ask(_REGIONS):
        regions[row["mission"]][row["region"]] = row["continent"]
    places = {}
    for mission, found in regions.items():
        continents = sorted(set(found.values()))
        if len(continents) > 1:
            places[mission] = Place("", reader.words.say("regions"))
        else:
            places[mission] = Place(reader.name(continents[0]), reader.name(next(iter(found)) if len(found) == 1 else continents[0]))
    return places


def _bar(reader: Reader, row: Row) -> Bar:
    mission, words = row["mission"], reader.words
    people = f" ({words.say('n-people', n=int(row['personnel']))})" if "personnel" in row else ""
    label = f"{reader.name(mission)}{people}: {words.period(row['since'], row.get('until'))}"
    return Bar(reader.short(mission, 42), row["since"], row.get("until"), label)
