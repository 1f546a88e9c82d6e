"""How the plots look: colours, the theme that all share, and the parts of a chart that look alike in each.

The colours are those of Okabe and Ito (2008), which people with any of the common colour-vision deficiencies can tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

BLUE, ORANGE, GREEN, VERMILION, PURPLE, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9"
BLACK, INK, GREY, PALE, LAND, SEA = "#222222", "#444444", "#777777", "#C9C9C9", "#E4E2DD", "#F5F8FA"
PALETTE = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
# On these white figures cannot be read.
LIGHT = (ORANGE, PURPLE, SKY)

# A chart of any kind, as a part of another or whole.
Chart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart

# How a mark says what it is: to a screen reader and under the mouse.
SAID = {"description": "label:N", "tooltip": "label:N"}


@alt.theme.register("article90", enable=False)
def theme() -> alt.theme.ThemeConfig:
    """The look that every plot has."""
    return {
        "background": "white",
        "padding": 16,
        "config": {
            "font": "Arial, Liberation Sans, sans-serif",
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 11,
                "labelColor": INK,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titleColor": INK,
                "gridColor": "#EDEDED",
                "domainColor": "#AAAAAA",
            },
            "legend": {
                "labelFontSize": 12,
                "labelColor": INK,
                "labelLimit": 400,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "titleColor": INK,
                "orient": "top",
                "direction": "horizontal",
            },
            "title": {
                "anchor": "start",
                "fontSize": 18,
                "subtitleFontSize": 12.5,
                "subtitleColor": INK,
                "subtitlePadding": 5,
                "offset": 14,
            },
        },
    }


def chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    """A chart of rows."""
    return alt.Chart(alt.Data(values=[dict(row) for row in rows]))


def names(limit: int, **more: Any) -> alt.Axis:
    """An axis of names: without a line or ticks; names of more than `limit` pixels are cut off."""
    return alt.Axis(**{"labelLimit": limit, "ticks": False, "domain": False, "labelPadding": 6, **more})


def scale(of: Mapping[str, Any]) -> alt.Scale:
    """A scale that gives each name what it stands for: a colour, a shape, a size."""
    return alt.Scale(domain=list(of), range=list(of.values()))


def colour(field: str, of: Mapping[str, str], **more: Any) -> alt.Color:
    """The colour of each name in `field`."""
    return alt.Color(field, scale=scale(of), **more)


def pixels(channel: type[Any], field: str, length: float) -> Any:
    """The position on the channel alt.X or alt.Y that `field` gives in pixels from the top left, of `length` in all."""
    return channel(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, length], nice=False, reverse=channel is alt.Y))
