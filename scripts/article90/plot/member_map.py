"""The map of the members of a body on a date, coloured by status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import altair as alt

from ..vocabulary import FULL
from .drawing import Plot, nothing
from .membership import known_to, memberships, notes, status_on
from .reader import Reader, codes, slug
from .style import BLUE, GREEN, LAND, ORANGE, PURPLE, SAID, SKY, VERMILION, chart, colour
from .view import view_of
from .world import World

# A dependent territory is no part of the state that answered for it.
_SUCCESSIONS = """PREFIX succession-kind: <https://w3id.org/article90/concept/succession-kind#>
SELECT ?successor ?predecessor ?since WHERE {
  ?succession a90:successor ?successor ; a90:predecessor ?predecessor ; a90:successionKind ?kind .
  OPTIONAL { ?succession a90:since ?since }
  FILTER(?kind != succession-kind:newly-independent)
}"""
_STATUSES = {
    "full": BLUE,
    "permanent": BLUE,
    "elected": ORANGE,
    "suspended": VERMILION,
    "associate": GREEN,
    "observer": SKY,
    "partner": PURPLE,
}
_DOT = 3.6  # pixels: what is smaller gets a dot


def draw(reader: Reader, body: str, date: str) -> Plot:
    """The members of `body` on `date`; UserError when none are recorded."""
    words, world, keys = reader.words, World(), codes(reader)
    status = status_on(memberships(reader, body), date)
    if not status:
        raise nothing(f"no members of {reader.name(body)} are recorded on {date}")
    members = {key: member for member in status if (key := keys.get(member, "")) in world}
    successors, former = _successors(reader, world, keys, status, date)
    members |= successors
    tally = Counter(status.values())
    labels = {s: f"{words.say(s)} ({tally[s]})" for s in _STATUSES if s in tally}
    said = {key: {"label": f"{reader.name(m)}: {words.say(status[m])}", "status": labels[status[m]]} for key, m in members.items()}
    view = view_of(world, members)
    shades = {labels[s]: shade for s, shade in _STATUSES.items() if s in labels}
    legend = alt.Legend(values=list(shades), symbolType="square", offset=4)
    land = colour("properties.status:N", {**shades, "": LAND}, title=None, legend=legend)
    small = [key for key in members if world.side(key) * view.scale < _DOT]
    dots = chart([{**said[key], "lon": world.centre(key)[0], "lat": world.centre(key)[1]} for key in small])
    points = dots.mark_circle(size=34, opacity=1, stroke="white", strokeWidth=0.7, clip=True).encode(
        longitude="lon:Q", latitude="lat:Q", color=colour("status:N", shades, legend=None), **SAID
    )
    # Those that are not members are named in the language too.
    others = {key: {"label": reader.name(thing), "status": ""} for thing, key in keys.items()}
    count, name, full = sum(tally[s] for s in (*FULL, "suspended")), reader.short(body), reader.name(body)
    return Plot(
        f"map-{slug(body)}-{date}",
        view.sheet([*view.land(land), points]).resolve_scale(color="independent"),
        words.say("map-title" if known_to(reader, body) else "map-title-least", n=count, name=name, date=words.day(date)),
        f"{full}." if full != name else "",
        view.width,
        _notes(reader, former, set(status) - set(members.values()) - former) + notes(reader, {body: name}, date),
        world.features({**others, **said}),
    )


def _notes(reader: Reader, former: set[str], missing: set[str]) -> list[str]:
    words = reader.words
    told = [f"{words.say('outlines')} {words.say('map-outlines')}"]
    for key, things in (("successors", former), ("no-outline", missing)):
        if things:
            told.append(words.say(key, names=", ".join(sorted(map(reader.name, things)))))
    return told


def _successors(
    reader: Reader, world: World, keys: Mapping[str, str], status: Mapping[str, str], date: str
) -> tuple[dict[str, str], set[str]]:
    """The outlines of today's states that did not yet exist, with the member that each came from; and the members so drawn.

    A member drawn by the outlines of others, because it has none of its own, is among them even where its successor was a member.
    """
    parents: dict[str, set[str]] = defaultdict(set)
    for row in reader.ask(_SUCCESSIONS):
        if row.get("since", "9999") > date:
            parents[row["successor"]].add(row["predecessor"])
    drawn, former = {}, set()
    for child in parents:
        ancestors = sorted(_ancestors(child, parents) & set(status))
        if not ancestors or keys.get(child) not in world.shapes:
            continue
        if child not in status:
            drawn[keys[child]] = ancestors[0]
            former |= set(ancestors)
        former |= {member for member in ancestors if keys.get(member) not in world.shapes}
    return drawn, former


def _ancestors(child: str, parents: Mapping[str, set[str]]) -> set[str]:
    """The states that `child` came from, and those that they came from."""
    found: set[str] = set()
    line = list(parents[child])
    while line:
        state = line.pop()
        if state not in found:
            found.add(state)
            line += parents.get(state, ())
    return found
