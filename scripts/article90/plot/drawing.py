"""A plot as it is drawn and written: title, notes and source around a chart, in the format that the file's ending names."""

from __future__ import annotations

import html
import json
import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from ..errors import UserError
from .reader import Reader
from .style import GREY, Chart

ENDINGS = (".svg", ".png", ".html", ".json")
Feature = dict[str, Any]


@dataclass
class Plot:
    """A drawing to be written: its chart, what it says in words, and its notes below; `outlines` are the GeoJSON of a map."""

    name: str
    chart: Chart
    title: str
    subtitle: str
    width: int
    notes: list[str] = field(default_factory=list)
    outlines: list[Feature] | None = None


def nothing(why: str) -> UserError:
    """What is said when a plot would be empty."""
    return UserError(f"There is nothing to draw: {why}.")


def specification(plot: Plot, reader: Reader) -> dict[str, Any]:
    """The Vega-Lite specification of `plot` with its title, its notes and the line that says where it comes from."""
    notes = [*plot.notes, reader.words.say("source", date=reader.words.day(reader.as_of))]
    below = alt.TitleParams(
        [line for note in notes for line in textwrap.wrap(note, max(60, int(plot.width / 5.4)))],
        orient="bottom",
        frame="bounds",
        align="left",
        offset=16,
        fontSize=11,
        lineHeight=14,
        fontWeight="normal",
        color=GREY,
    )
    subtitle = textwrap.wrap(plot.subtitle, max(70, int(plot.width / 6)))
    whole = alt.vconcat(plot.chart.properties(title=below)).properties(
        title=alt.TitleParams(plot.title, subtitle=subtitle), description=f"{plot.title}. {plot.subtitle}"
    )
    if reader.words.lang == "nl":
        whole = whole.configure(locale={"number": vl_convert.get_format_locale("nl-NL")})
    with alt.theme.enable("article90"), alt.data_transformers.enable("default", max_rows=None):
        spec = whole.to_dict()
    if plot.outlines:
        # Put in afterwards: Altair would check each of their coordinates against the schema.
        spec["datasets"] = {**spec.get("datasets", {}), "outlines": plot.outlines}
    return spec


def _svg(spec: dict[str, Any], plot: Plot, lang: str) -> str:
    svg = vl_convert.vegalite_to_svg(spec)
    # A tenth of a pixel is enough for outlines, and halves the file.
    svg = re.sub(r' d="[^"]{200,}"', lambda m: re.sub(r"(\.\d)\d+", r"\1", m[0]), svg)
    # SVG 1.1, section 5.4: title and desc come first in the element that they describe.
    said = html.escape(" ".join([plot.subtitle, *plot.notes]).strip())
    head = f'role="img" xml:lang="{lang}"><title>{html.escape(plot.title)}</title><desc>{said}</desc>'
    return re.sub(r"^(<svg[^>]*)>", lambda m: f"{m[1]} {head}", svg, count=1)


def _html(spec: dict[str, Any], plot: Plot, lang: str) -> str:
    page = vl_convert.vegalite_to_html(spec, bundle=True)
    page = re.sub(r"<html( lang=\"\w+\")?>", f'<html lang="{lang}">', page, count=1)
    return re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{html.escape(plot.title)}</title>", page, count=1)


def check_ending(out: Path) -> None:
    """UserError when the ending of `out` names no format."""
    if out.suffix.lower() not in ENDINGS:
        raise UserError(f"'{out}' has no ending that can be drawn: end it in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")


def write(plot: Plot, reader: Reader, out: Path | None = None) -> Path:
    """Draw `plot` into the file `out`, in the format that its ending names; say what was written, and return it."""
    path = Path(f"{plot.name}.svg") if out is None else out
    check_ending(path)
    spec, lang = specification(plot, reader), reader.words.lang
    match path.suffix.lower():
        case ".svg":
            content = _svg(spec, plot, lang).encode()
        case ".png":
            content = vl_convert.vegalite_to_png(spec, scale=2)
        case ".html":
            content = _html(spec, plot, lang).encode()
        case _:
            content = json.dumps(spec, ensure_ascii=False).encode()
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror or error}.") from None
    print(f"{path}  {plot.title}")
    return path
