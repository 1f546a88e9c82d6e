"""The matrix of states by treaties: who was bound by which treaty on a date."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from .drawing import Plot, nothing
from .membership import full_on, memberships
from .reader import BASE, Reader, Row, holds, slug
from .style import BLUE, ORANGE, SAID, SKY, VERMILION, chart, colour, names, scale
from .words import cut, sort_key

_PARTICIPATIONS = """SELECT ?treaty ?party ?signed ?consented ?since ?until WHERE {
  ?treaty a a90:Treaty . ?participation a90:instrument ?treaty ; a90:party ?party .
  OPTIONAL { ?participation a90:signed ?signed }
  OPTIONAL { ?participation a90:consented ?consented }
  OPTIONAL { ?participation a90:since ?since }
  OPTIONAL { ?participation a90:until ?until }
}"""
_TREATIES = """SELECT ?treaty (MIN(?day) AS ?adopted) (MIN(?to) AS ?complete) WHERE {
  ?treaty a a90:Treaty .
  OPTIONAL { ?treaty a90:adopted ?a } OPTIONAL { ?treaty a90:openedForSignature|a90:signed ?o } OPTIONAL { ?treaty a90:since ?f }
  BIND(COALESCE(?a, ?o, ?f) AS ?day)
  OPTIONAL { ?coverage a90:coverageOf ?treaty ; a90:ofClass a90:Participation ; a90:completeUntil ?to }
} GROUP BY ?treaty"""
_STATES = (
    "SELECT ?state ?since ?until WHERE { ?state a a90:State OPTIONAL { ?state a90:since ?since } OPTIONAL { ?state a90:until ?until } }"
)

_STEP = 14  # pixels from one row or column to the next
_FEW = 10  # treaties with fewer participations are drawn only when asked for
_COLOURS = {"bound": BLUE, "consented": SKY, "signed": ORANGE, "left": VERMILION}
_SHAPES = {"bound": "square", "consented": "diamond", "signed": "circle", "left": "cross"}
_SIZES = {"bound": 74, "consented": 56, "signed": 30, "left": 60}


def standing(rows: Iterable[Mapping[str, str]], date: str) -> str | None:
    """What one state's participations in one treaty came to on `date`: bound, consented, signed, left, or nothing."""
    rows = list(rows)
    if any("since" in r and holds(r, date) for r in rows):
        return "bound"
    if any("since" in r and r.get("until", "9999") < date for r in rows):
        return "left"
    if any(r.get("consented", "9999") <= date and r.get("until", "9999") >= date for r in rows):
        return "consented"
    return "signed" if any(r.get("signed", "9999") <= date for r in rows) else None


@dataclass
class Matrix:
    """States in rows, treaties in columns, and the standing of the one to the other."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], str]
    heads: dict[str, str]


def draw(reader: Reader, date: str, chosen: Sequence[str] = (), body: str | None = None) -> Plot:
    """The standings on `date` to the treaties chosen (else all that are not few states'), of the members of `body` or of all states."""
    words = reader.words
    about = {row["treaty"]: row for row in reader.ask(_TREATIES)}
    matrix = _matrix(reader, date, chosen, body, about)
    known = {t: about.get(t, {}).get("complete", "") for t in matrix.columns}
    latest = min(date, reader.as_of)
    for treaty, to in known.items():
        mark = f" ({to[:4]})" if to and to < latest else "" if to else " (?)"
        matrix.heads[treaty] = reader.short(treaty, 50) + mark
    _tell_apart(matrix.heads)
    count = len(matrix.rows)
    blocks = 1 if count <= 66 else 2 if len(matrix.columns) > 40 or count <= 110 else 3
    size = math.ceil(count / blocks)
    parts = [_block(reader, matrix, matrix.rows[start : start + size], start == 0) for start in range(0, count, size)]
    notes = [words.say("to-year")] if any(to and to < latest for to in known.values()) else []
    notes += [words.say("to-unknown")] if not all(known.values()) else []
    notes += [words.say("to-latest", date=words.day(reader.as_of))] if date > reader.as_of else []
    return Plot(
        "treaties-" + (f"{slug(body)}-" if body else "") + date,
        parts[0] if blocks == 1 else alt.hconcat(*parts, spacing=26),
        words.say("treaties-title", date=words.day(date)),
        "" if body is None else words.say("treaties-sub", name=reader.name(body)),
        max(560, blocks * (_STEP * len(matrix.columns) + 150)),
        notes,
    )


def _matrix(reader: Reader, date: str, chosen: Sequence[str], body: str | None, about: Mapping[str, Row]) -> Matrix:
    """What is drawn; UserError when there is nothing."""
    grouped: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reader.ask(_PARTICIPATIONS):
        grouped[row["party"], row["treaty"]].append(row)
    if body is not None:
        parties = full_on(memberships(reader, body), date)
    else:
        parties = [r["state"] for r in reader.ask(_STATES) if r.get("since", "0000") <= date <= r.get("until", "9999")]
        parties += sorted({party for party, _ in grouped if not party.startswith(BASE + "state/")})
    sizes = Counter(treaty for _, treaty in grouped)
    columns = list(dict.fromkeys(chosen)) or [t for t in about if sizes[t] >= _FEW]
    cells = {(p, t): s for p in parties for t in columns if (s := standing(grouped.get((p, t), ()), date))}
    if not cells:
        raise nothing(f"no state is recorded as party to or signatory of these treaties on {date}")
    used = {treaty for _, treaty in cells}
    columns = sorted((t for t in columns if t in chosen or t in used), key=lambda t: (about.get(t, {}).get("adopted", "9999"), t))
    rows = sorted({p for p, _ in cells} if body is None else set(parties), key=lambda p: sort_key(reader.short(p)))
    return Matrix(rows, columns, cells, {})


def _tell_apart(heads: dict[str, str]) -> None:
    """Two treaties whose names begin alike get their slugs, so that they keep a column each."""
    times = Counter(heads.values())
    heads.update({treaty: f"{cut(head, 30)} [{slug(treaty)}]" for treaty, head in heads.items() if times[head] > 1})


def _block(reader: Reader, matrix: Matrix, rows: Sequence[str], first: bool) -> alt.Chart:
    """So many rows of the matrix; the first block has the legend."""
    words = reader.words
    marks = [
        {
            "state": reader.short(party),
            "treaty": matrix.heads[treaty],
            "standing": words.say(matrix.cells[party, treaty]),
            "label": f"{reader.name(party)}, {reader.name(treaty)}: {words.say(matrix.cells[party, treaty])}",
        }
        for party in rows
        for treaty in matrix.columns
        if (party, treaty) in matrix.cells
    ]
    legend = alt.Legend(columns=4, title=None, offset=12, symbolOpacity=1) if first else None
    heads, states = [matrix.heads[treaty] for treaty in matrix.columns], [reader.short(party) for party in rows]
    top = names(360, orient="top", labelAngle=-90, grid=True, labelPadding=5)
    x = alt.X("treaty:N", title=None, sort=heads, scale=alt.Scale(domain=heads), axis=top)
    y = alt.Y("state:N", title=None, sort=states, scale=alt.Scale(domain=states), axis=names(210, grid=True, labelPadding=5))
    encoded = (
        chart(marks)
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            color=colour("standing:N", {words.say(s): c for s, c in _COLOURS.items()}, legend=legend),
            shape=alt.Shape("standing:N", scale=scale({words.say(s): c for s, c in _SHAPES.items()}), legend=legend),
            size=alt.Size("standing:N", scale=scale({words.say(s): c for s, c in _SIZES.items()}), legend=legend),
            **SAID,
        )
    )
    return encoded.properties(width=_STEP * len(matrix.columns), height=_STEP * len(rows))
