"""The command `article90 plot`: finds what is named, draws it and writes the file."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from ..errors import UserError

if TYPE_CHECKING:
    from .reader import Reader

# What is drawn, from the options given and a reader that finds what they name: the arguments of the chart's `draw`.
Named = Callable[[argparse.Namespace, "Reader"], tuple[object, ...]]


def _treaties(a: argparse.Namespace, reader: Reader) -> tuple[object, ...]:
    body = None if a.organisation is None else reader.body(a.organisation)
    return reader.date(a.date), [reader.find(name, "treaty") for name in a.treaty or ()], body


CHARTS: dict[str, tuple[str, str, Named]] = {
    # name: its module, its help, and what it draws
    "members": (
        "members",
        "the number of full members over time",
        lambda a, r: (list(dict.fromkeys(map(r.body, a.organisation))),),
    ),
    "map": ("member_map", "the members on a date, on a map", lambda a, r: (r.body(a.organisation), r.date(a.date))),
    "spending": (
        "spending",
        "what states spent, against the level in force in each year",
        lambda a, r: (r.find(a.indicator, "indicator"), a.edition),
    ),
    "treaties": ("treaties", "which state was bound by which treaty on a date", _treaties),
    "commitments": (
        "commitments",
        "what a state has been committed to, and since when",
        lambda a, r: (r.find(a.state, "state"), a.type),
    ),
    "missions": ("missions", "the missions on a date, on a map of the world", lambda a, r: (r.date(a.date),)),
    "contributions": ("contributions", "a state's contributions to missions, by region", lambda a, r: (r.find(a.state, "state"),)),
}


def add_charts(plot: argparse.ArgumentParser) -> None:
    """Give the parser of `article90 plot` a command a chart, each with its options."""
    charts = plot.add_subparsers(dest="chart", metavar="CHART", required=True, parser_class=type(plot))
    made = {name: charts.add_parser(name, help=words) for name, (_, words, _) in CHARTS.items()}
    made["members"].add_argument("--organisation", action="append", required=True, help="an organisation or forum; may be given again")
    made["map"].add_argument("--organisation", required=True, help="an organisation or forum")
    made["treaties"].add_argument("--treaty", action="append", help="a treaty; may be given again; all by default")
    made["treaties"].add_argument("--organisation", help="only the members of this organisation or forum")
    made["spending"].add_argument("--edition", help="the edition of the figures; the last full one by default")
    made["spending"].add_argument("--indicator", default="defence-expenditure", help="what is measured (defence-expenditure)")
    made["commitments"].add_argument("--type", help="only this type of commitment, for example defence")
    for name in ("map", "treaties", "missions"):
        made[name].add_argument("--date", default="today", help="the date: YYYY-MM-DD or today")
    for name in ("commitments", "contributions"):
        made[name].add_argument("--state", default="NLD", help="a state: name, code or IRI (NLD)")
    for one in made.values():
        one.add_argument("--out", type=Path, metavar="FILE", help="the file to write: .svg, .png, .html or .json (Vega-Lite)")
        one.add_argument("--lang", choices=("en", "nl"), default="en", help="the language of titles and labels (en)")
        one.set_defaults(run=_draw)


def _module(name: str) -> ModuleType:
    """A module of this package; UserError when a package of the extra `plot` that it needs is missing."""
    try:
        return importlib.import_module(f".{name}", __package__)
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == __name__.partition(".")[0]:
            raise
        raise UserError(f"Plots need the package {error.name}: install the extra with 'pip install \"article90[plot]\"'.") from None


def _draw(a: argparse.Namespace) -> int:
    """Draw the chart that is named, and write it."""
    chart, _, named = CHARTS[a.chart]
    module, drawing, reading = map(_module, (chart, "drawing", "reader"))
    if a.out is not None:
        drawing.check_ending(a.out)
    reader = reading.Reader(reading.engine(), a.lang)
    drawing.write(module.draw(reader, *named(a, reader)), reader, a.out)
    return 0
