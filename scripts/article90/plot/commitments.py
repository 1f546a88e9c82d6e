"""The timeline of what a state has been committed to: a row a commitment when they are few, a row an instrument otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from ..errors import UserError
from . import years
from .drawing import Plot, nothing
from .reader import BASE, Reader, Row, slug
from .style import BLUE, GREEN, ORANGE, colour, names
from .timeline import Bar, first_year, timeline
from .words import cut

_COMMITMENTS = """SELECT ?commitment ?text ?kind WHERE {
  ?commitment a90:groundedIn/dcterms:isPartOf ?text ; a ?kind . FILTER(?kind IN (a90:Obligation, a90:Pledge))
}"""
_OF_TYPE = "SELECT ?commitment WHERE { ?commitment a90:commitmentType ?type }"
_TYPES = "SELECT DISTINCT ?type WHERE { ?commitment a90:commitmentType ?type }"
_SHADES = {"obligation": BLUE, "pledge": ORANGE, "both": GREEN}
_MOST_ROWS = 70


def draw(reader: Reader, state: str, kind: str | None = None) -> Plot:
    """The commitments that bound `state`, or those of one type; UserError when there is no such type, or none of them."""
    words, last = reader.words, reader.as_of
    about = _about(reader, kind)
    held = [bond for bond in reader.bonds(state) if bond.get("commitment") in about and bond["since"] <= last]
    if not held:
        raise nothing(f"no commitments of {reader.name(state)} are recorded")
    count, instruments = len({b["commitment"] for b in held}), len({about[b["commitment"]]["text"] for b in held})
    each = count <= _MOST_ROWS
    bars = _bars(reader, held, about, each)
    shades = {words.say(nature): shade for nature, shade in _SHADES.items() if any(bar.group == words.say(nature) for bar in bars)}
    first = first_year(bars)
    chart = timeline(
        bars,
        years.x("start:T", first, last, orient="top"),
        names(640),
        colour("group:N", shades, title=None, legend={"symbolType": "square"}),
        first,
        last,
    )
    said = {"commitments": words.say("n-commitments", n=count), "instruments": words.say("n-instruments", n=instruments)}
    subtitle = words.say("commitments-sub-each" if each else "commitments-sub", **said)
    name = f"commitments-{slug(state)}" + (f"-{kind}" if kind else "")
    return Plot(name, chart, words.say("commitments-title", name=reader.name(state)), subtitle, 980)


def _about(reader: Reader, kind: str | None) -> dict[str, Row]:
    """The commitments by IRI, or those of one type: their instrument, and whether they are legal or political."""
    about = {row["commitment"]: row for row in reader.ask(_COMMITMENTS)}
    if kind is None:
        return about
    of_kind = {row["commitment"] for row in reader.ask(_OF_TYPE, type=f"{BASE}concept/commitment-type#{kind}")}
    if not of_kind:
        known = sorted(row["type"].rpartition("#")[2] for row in reader.ask(_TYPES))
        raise UserError(f"No commitment is of type '{kind}': choose {', '.join(known)}.")
    return {commitment: row for commitment, row in about.items() if commitment in of_kind}


def _bars(reader: Reader, held: list[Row], about: Mapping[str, Row], each: bool) -> list[Bar]:
    """A bar for each period of a commitment, or of all commitments under one instrument that share it."""
    natures: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    totals: Counter[str] = Counter()
    for bond in held:
        row = about[bond["commitment"]]
        thing = bond["commitment"] if each else row["text"]
        natures[thing, bond["since"], bond.get("until", "")].append("pledge" if row["kind"].endswith("Pledge") else "obligation")
        totals[thing] += 1
    bars = []
    for (thing, start, end), found in sorted(natures.items(), key=lambda item: item[0][1]):
        if each:
            row_name = f"{cut(reader.name(thing), 64)} ({reader.short(about[thing]['text'], 38)})"
        else:
            row_name = f"{reader.short(thing, 64)} ({totals[thing]})"
        label = f"{reader.name(thing)} ({len(found)}): {reader.words.period(start, end or None)}"
        bars.append(Bar(row_name, start, end or None, label, reader.words.say("both" if len(set(found)) > 1 else found[0])))
    return bars
