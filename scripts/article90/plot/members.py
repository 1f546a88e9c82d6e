"""The step chart of the number of full members over time."""

from __future__ import annotations

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import altair as alt

from ..vocabulary import FULL
from . import years
from .apart import on_a_line
from .drawing import Plot, nothing
from .membership import known_to, memberships, notes, role
from .reader import Reader, slug
from .style import INK, PALETTE, Chart, chart, colour
from .words import sort_key

WIDTH, HEIGHT = 900, 440
_DASHES = ([1, 0], [6, 3], [2, 2])


class Step(NamedTuple):
    """A day on which the number of full members changes: to how many, who came and who went."""

    day: str
    number: int
    came: list[str]
    went: list[str]


def counts(rows: Iterable[Mapping[str, str]], last: str) -> list[Step]:
    """The number of full members from each day on which it changes up to `last`."""
    changes: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in rows:
        if role(row) not in FULL or row["since"] > last:
            continue
        changes[row["since"]][0].append(row["member"])
        if row.get("until", last) < last:
            # The last day that it held is included: the number falls on the day after.
            after_it = datetime.date.fromisoformat(row["until"]) + datetime.timedelta(days=1)
            changes[after_it.isoformat()][1].append(row["member"])
    present: Counter[str] = Counter()
    steps = []
    for day in sorted(changes):
        came, went = changes[day]
        before = set(+present)
        present.update(came)
        present.subtract(went)
        after = set(+present)
        if after != before:
            steps.append(Step(day, len(after), sorted(after - before), sorted(before - after)))
    return steps


def draw(reader: Reader, bodies: Sequence[str]) -> Plot:
    """The number of full members of each of `bodies`; UserError for one without any."""
    words, last = reader.words, reader.as_of
    steps = {body: counts(memberships(reader, body), last) for body in bodies}
    for body, found in steps.items():
        if not found:
            raise nothing(f"no full members of {reader.name(body)} are recorded")
    names, numbers = {body: reader.short(body) for body in bodies}, {body: found[-1].number for body, found in steps.items()}
    if len(bodies) == 1:
        title = words.say("members-title-one", name=reader.name(bodies[0]))
        said = "members-sub" if known_to(reader, bodies[0]) else "members-sub-least"
        subtitle = words.say(said, n=numbers[bodies[0]], date=words.day(last))
    else:
        title = words.say("members-title", names=", ".join(names.values()))
        subtitle = f"{words.day(last)}: {'; '.join(f'{names[b]} {n}' for b, n in numbers.items())}."
    limits = notes(reader, {b: names[b] for b, n in numbers.items() if n}, last)
    return Plot("members-" + "-".join(map(slug, bodies)), _chart(reader, steps, names), title, subtitle, WIDTH, limits)


def _chart(reader: Reader, steps: Mapping[str, Sequence[Step]], names: Mapping[str, str]) -> Chart:
    """The lines with their names; beside the line of a body that is alone, who came and went."""
    words, last = reader.words, reader.as_of
    top = max(step.number for found in steps.values() for step in found) * 1.06
    beside = _names_beside(reader, next(iter(steps.values())), HEIGHT / top) if len(steps) == 1 else []
    first = int(min(found[0].day for found in steps.values())[:4])
    x = years.x("d:T", first - _room(beside, first, int(last[:4])), last, title=words.say("year"), most=18, grid=False)
    y = alt.Y("n:Q", title=words.say("members"), scale=alt.Scale(domain=[0, top], nice=False), axis=alt.Axis(tickMinStep=1, tickCount=8))
    colours = colour("body:N", {name: PALETTE[i % 7] for i, name in enumerate(names.values())}, legend=None)
    dashes = alt.Scale(domain=list(names.values()), range=[_DASHES[i // 7 % 3] for i in range(len(names))])
    lines = chart(_lines(steps, names, last)).mark_line(interpolate="step-after", strokeWidth=2.5)
    ends = chart(_ends(steps, names, last, top)).mark_text(align="left", dx=6, fontSize=12.5, fontWeight="bold")
    layers = [
        lines.encode(x=x, y=y, color=colours, strokeDash=alt.StrokeDash("body:N", legend=None, scale=dashes)),
        ends.encode(x=x, y=y, text="label:N", color=colours),
    ]
    if beside:
        # Left of a rise, right of a fall, where nothing else is drawn.
        frame = chart(beside).encode(x=x, y=y, text="label:N")
        layers.append(frame.transform_filter("datum.came").mark_text(align="right", dx=-5, dy=1, fontSize=10.5, color=INK))
        layers.append(frame.transform_filter("!datum.came").mark_text(align="left", dx=5, dy=12, fontSize=10.5, color=INK))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _lines(steps: Mapping[str, Sequence[Step]], names: Mapping[str, str], last: str) -> list[dict[str, Any]]:
    """The corners of the lines, up to the last day for a body that still has members."""
    rows = [{"d": step.day, "n": step.number, "body": names[body]} for body, found in steps.items() for step in found]
    return rows + [{"d": last, "n": found[-1].number, "body": names[body]} for body, found in steps.items() if found[-1].number]


def _ends(steps: Mapping[str, Sequence[Step]], names: Mapping[str, str], last: str, top: float) -> list[dict[str, Any]]:
    """The name of each body and its number where its line ends, one above the other."""
    ends: list[dict[str, Any]] = []
    for body, found in steps.items():
        # A body that all have left: the number before they did.
        day, number = (last, found[-1].number) if found[-1].number else (found[-1].day, found[-2].number)
        ends.append({"d": day, "n": number, "label": f"{names[body]} {number}", "body": names[body]})
    for end, height in zip(ends, on_a_line([end["n"] / top * HEIGHT for end in ends], 14), strict=True):
        end["n"] = height / HEIGHT * top
    return ends


def _names_beside(reader: Reader, steps: Sequence[Step], scale: float) -> list[dict[str, Any]]:
    """Who came or went at each step of a body with few of them, where there is room for it."""
    rows: list[dict[str, Any]] = []
    first, last, free = int(steps[0].day[:4]), int(reader.as_of[:4]), -math.inf
    for step in steps[1:] if len(steps) <= 40 else []:
        height = step.number * scale
        if abs(height - free) < 10.5 or (step.went and step.came):
            continue
        free = height
        label = ", ".join(sorted((reader.short(m, 60) for m in step.came or step.went), key=sort_key))
        if step.came:
            room = WIDTH * (int(step.day[:4]) - first) / (last - first + 1)
            label = label if len(label) <= 74 or _wide(label) < room else f"+{len(step.came)}"
        else:
            label = f"− {label if len(step.went) <= 2 else len(step.went)}"
        rows.append({"d": step.day, "n": step.number, "label": label, "came": bool(step.came)})
    return rows


def _room(beside: Sequence[Mapping[str, Any]], first: int, last: int) -> int:
    """How many years to leave free before the first, so that the names beside the steps have room."""
    span, earlier = last - first + 1, 0.0
    for row in beside:
        share = min(0.6, _wide(row["label"]) / WIDTH) if row["came"] else 0.0
        earlier = max(earlier, (share * span - (int(row["d"][:4]) - first)) / (1 - share))
    return math.ceil(earlier)


def _wide(label: str) -> float:
    """The width of a name beside a step, in pixels."""
    return 5.6 * len(label) + 12
