"""What part of the globe is drawn, how, and how large."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

import altair as alt
import numpy as np
import shapely
from pyproj import Proj

from .style import SAID, SEA, Chart, chart
from .world import Place, World

Kind = Literal["azimuthalEqualArea", "equalEarth"]


@dataclass(frozen=True)
class View:
    """A projection around a centre; `scale` is in pixels a radian, `move` is where the centre stands from the top left."""

    kind: Kind
    centre: Place
    width: int
    height: int
    scale: float
    move: Place

    @cached_property
    def _proj(self) -> Proj:
        lon, lat = self.centre
        # A map of the world lies along the equator.
        return Proj(proj="laea", lon_0=lon, lat_0=lat, R=1) if self.kind == "azimuthalEqualArea" else Proj(proj="eqearth", lon_0=lon, R=1)

    def place(self, points: Sequence[Place]) -> list[Place]:
        """Where points (longitude, latitude) are drawn, in pixels."""
        xs, ys = self._proj(*np.array(points, dtype=float).reshape(-1, 2).T)
        return [(self.move[0] + self.scale * x, self.move[1] - self.scale * y) for x, y in zip(xs, ys, strict=True)]

    def projection(self) -> alt.Projection:
        """The view as Vega-Lite has it."""
        latitude = -self.centre[1] if self.kind == "azimuthalEqualArea" else 0
        return alt.Projection(
            type=self.kind, rotate=[-self.centre[0], latitude, 0], scale=self.scale, translate=list(self.move), precision=0.4
        )

    def land(self, colour: alt.Color | alt.Value) -> list[alt.Chart]:
        """The layers of sea and land; the outlines are the plot's, under the name `outlines`."""
        if self is WORLD:
            sea = alt.Chart(alt.SphereGenerator(sphere=True)).mark_geoshape(fill=SEA, clip=True, aria=False)
        else:
            frame = {"x": alt.value(0), "x2": alt.value(self.width), "y": alt.value(0), "y2": alt.value(self.height)}
            sea = chart([{}]).mark_rect(fill=SEA, aria=False).encode(**frame)
        land = alt.Chart(alt.NamedData(name="outlines")).mark_geoshape(stroke="white", strokeWidth=0.5, clip=True)
        said = {channel: f"properties.{field}" for channel, field in SAID.items()}
        return [sea, land.encode(color=colour, **said)]

    def sheet(self, layers: Iterable[alt.Chart]) -> Chart:
        """The layers in this view."""
        return alt.layer(*layers).properties(width=self.width, height=self.height, projection=self.projection())


# The whole world, cut where the Bering Strait is; without the southern half of Antarctica, where nobody is a member of anything.
WORLD = View("equalEarth", (11.0, 0.0), 1120, 500, 206.0, (560.0, 268.0))


def around(kind: Kind, centre: Place, points: Sequence[Place], width: int, heights: tuple[int, int], fill: float = 1.0) -> View:
    """The view that the points fill, up to the share `fill`, no higher or lower than `heights`."""
    flat = np.array(View(kind, centre, 0, 0, 1.0, (0.0, 0.0)).place(points))
    (left, top), (right, bottom) = flat.min(axis=0), flat.max(axis=0)
    wide, high = max(right - left, 1e-6), max(bottom - top, 1e-6)
    height = round(min(heights[1], max(heights[0], width * high / wide)))
    scale = float(fill * min(width / wide, height / high))
    return View(kind, centre, width, height, scale, (width / 2 - scale * (left + right) / 2, height / 2 - scale * (top + bottom) / 2))


def view_of(world: World, keys: Iterable[str]) -> View:
    """The view on the states with these keys.

    Up to 40 degrees around: the part of the globe seen from above its middle. Wider: a part of a map of the world, north up.
    """
    points = [point for key in keys for point in world.extent(key)]
    if not points:
        return WORLD
    centre, radius = cap(points)
    if radius <= 40:
        return around("azimuthalEqualArea", centre, points, 900, (400, 720), 0.92)
    # The widest meridian gap without members is left out.
    meridians = sorted({round(lon) for lon, _ in points})
    gap, start = max(((b - a) % 360, b) for a, b in pairwise([*meridians, meridians[0] + 360]))
    if gap < 110:
        return WORLD
    middle = (start + (360 - gap) / 2 + 180) % 360 - 180
    return around("equalEarth", (middle, 0.0), points, 1000, (400, 720), 0.92)


def cap(points: Sequence[Place]) -> tuple[Place, float]:
    """The centre and radius, in degrees, of the smallest cap of the globe that holds the points."""
    lon, lat = np.radians(np.array(points, dtype=float).reshape(-1, 2)).T
    x, y, z = (np.mean(c) for c in (np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    centre = (math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y))))
    radius = 0.0
    # Seen from its middle the cap is a circle: each round comes nearer to it.
    for _ in range(4):
        flat = Proj(proj="aeqd", lon_0=centre[0], lat_0=centre[1], R=1)
        circle = shapely.MultiPoint(np.column_stack(flat(np.degrees(lon), np.degrees(lat))))
        middle = shapely.minimum_bounding_circle(circle).centroid
        radius = math.degrees(shapely.minimum_bounding_radius(circle))
        east, north = flat(middle.x, middle.y, inverse=True)
        centre = (float(east), float(north))
    return centre, radius
