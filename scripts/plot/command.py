"""The command `article90 plot`: finds what is named, draws it and writes the file."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UserError

if TYPE_CHECKING:
    from .reader import Reader


class Lang(StrEnum):
    """The languages of titles and labels."""

    en = "en"
    nl = "nl"


app = typer.Typer(
    help="Draw a plot: members, map, spending, treaties, commitments, missions or contributions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

OutOption = Annotated[Path | None, typer.Option(help="The file to write: .svg, .png, .html or .json (Vega-Lite); its name by default.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="The language of titles and labels.")]
DateOption = Annotated[str, typer.Option(help="The date: YYYY-MM-DD or today.")]
StateOption = Annotated[str, typer.Option(help="A state: code, name or IRI.")]


def _module(name: str) -> ModuleType:
    """A module of this package; UserError when a package of the extra `plot` that it needs is missing."""
    try:
        return importlib.import_module(f".{name}", __package__)
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] == __name__.partition(".")[0]:
            raise
        raise UserError(f"Plots need the package {error.name}: install the extra with 'pip install \"article90[plot]\"'.") from None


def _draw(chart: str, out: Path | None, lang: Lang, named: Callable[[Reader], tuple[object, ...]]) -> None:
    """Draw the chart of that name from what `named` finds, and write it."""
    module, drawing, reading = map(_module, (chart, "drawing", "reader"))
    if out is not None:
        drawing.check_ending(out)
    reader = reading.Reader(reading.engine(), lang.value)
    drawing.write(module.draw(reader, *named(reader)), reader, out)


@app.command("members")
def members(
    organisation: Annotated[list[str], typer.Option(help="An organisation or forum; may be given more than once.")],
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """The number of full members over time."""
    _draw("members", out, lang, lambda r: (list(dict.fromkeys(map(r.body, organisation))),))


@app.command("map")
def member_map(
    organisation: Annotated[str, typer.Option(help="An organisation or forum.")],
    date: DateOption = "today",
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """The members on a date, on a map."""
    _draw("member_map", out, lang, lambda r: (r.body(organisation), r.date(date)))


@app.command("spending")
def spending(
    edition: Annotated[str | None, typer.Option(help="The edition of the figures; the last full one by default.")] = None,
    indicator: Annotated[str, typer.Option(help="What is measured.")] = "defence-expenditure",
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """What states spent, against the level in force in each year."""
    _draw("spending", out, lang, lambda r: (r.find(indicator, "indicator"), edition))


@app.command("treaties")
def treaties(
    date: DateOption = "today",
    treaty: Annotated[list[str] | None, typer.Option(help="A treaty; may be given more than once; all by default.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Only the members of this organisation or forum.")] = None,
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """Which state was bound by which treaty on a date."""

    def named(reader: Reader) -> tuple[object, ...]:
        body = None if organisation is None else reader.body(organisation)
        return reader.date(date), [reader.find(name, "treaty") for name in treaty or ()], body

    _draw("treaties", out, lang, named)


@app.command("commitments")
def commitments(
    state: StateOption = "NLD",
    type_: Annotated[str | None, typer.Option("--type", help="Only this type of commitment, for example defence.")] = None,
    out: OutOption = None,
    lang: LangOption = Lang.en,
) -> None:
    """What a state has been committed to, and since when."""
    _draw("commitments", out, lang, lambda r: (r.find(state, "state"), type_))


@app.command("missions")
def missions(date: DateOption = "today", out: OutOption = None, lang: LangOption = Lang.en) -> None:
    """The missions on a date, on a map of the world."""
    _draw("missions", out, lang, lambda r: (r.date(date),))


@app.command("contributions")
def contributions(state: StateOption = "NLD", out: OutOption = None, lang: LangOption = Lang.en) -> None:
    """A state's contributions to missions, by region."""
    _draw("contributions", out, lang, lambda r: (r.find(state, "state"),))
