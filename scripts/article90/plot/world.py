"""The outlines of the states: Natural Earth's at 1:50 million (public domain), as the package mapcraft ships them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import mapcraft
import shapely
from pyproj import Geod
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from topojson.ops import arc_coordinates
from topojson.utils import geometry

if TYPE_CHECKING:  # drawing brings Altair, which takes seconds to import
    from .drawing import Feature

Place = tuple[float, float]

# Natural Earth 1:50m has no outline of Tuvalu: a dot at Funafuti, as GeoNames places it.
LACKING = {"798": (179.2, -8.52)}
_CRIMEA = Point(34.1, 45.3)
_SPHERE = Geod(ellps="sphere")
# A part of a state that is so large, against its largest, belongs in every picture of it: Alaska does, French Guiana does not.
_LARGE = 1 / 6


class World:
    """The outlines by UN M49 code, or by name where Natural Earth gives none; longitudes and latitudes in degrees.

    Three outlines that Natural Earth draws by who is in control are put with the member state of the United Nations that
    they belong to: Crimea (General Assembly resolution 68/262), Northern Cyprus (Security Council resolution 541) and Somaliland.
    """

    def __init__(self) -> None:
        pack = mapcraft.load("world-countries-2024")
        # A thousandth of a degree is some hundred metres.
        arcs = [arc.round(3) for arc in arc_coordinates(pack.topology["arcs"], pack.topology["transform"])]
        self.shapes: dict[str, MultiPolygon] = {}
        self.names: dict[str, str] = {}
        for outline in pack.topology["objects"][pack.object_name]["geometries"]:
            code, name = outline.get("id"), outline["properties"]["name"]
            # A code comes twice where a dependency has that of its state.
            key = code if code and code not in self.shapes else name
            self.shapes[key], self.names[key] = _parts(shape(geometry(outline, arcs))), name
        russia = list(self.shapes["643"].geoms)
        crimea = min((part for part in russia if part.contains(_CRIMEA)), key=area)
        self.shapes["643"] = MultiPolygon([part for part in russia if part is not crimea])
        for owner, part in (("804", crimea), ("196", self.shapes.pop("N. Cyprus")), ("706", self.shapes.pop("Somaliland"))):
            # Rings run as d3 reads them, with the land on the right. The others do so already; they may not be turned by a rule
            # of the plane, since some go around a pole or across the antimeridian.
            self.shapes[owner] = _parts(shapely.orient_polygons(shapely.union_all([self.shapes[owner], part]), exterior_cw=True))
        self.main = cache(self._main)

    def __contains__(self, key: str) -> bool:
        """Whether the state can be drawn, as an outline or as a dot."""
        return key in self.shapes or key in LACKING

    def features(self, properties: Mapping[str, Mapping[str, str]]) -> list[Feature]:
        """The outlines as GeoJSON, with what is said of each."""
        return [
            {"type": "Feature", "properties": {"label": self.names[key], **properties.get(key, {})}, "geometry": mapping(outline)}
            for key, outline in self.shapes.items()
        ]

    def _main(self, key: str) -> Polygon:
        """The largest part of a state."""
        return max(self.shapes[key].geoms, key=area)

    def centre(self, key: str) -> Place:
        """The label point: the centre of gravity of the largest part, or a point in it where that lies outside."""
        if key in LACKING:
            return LACKING[key]
        main = self.main(key)
        point = main.centroid if main.contains(main.centroid) else main.representative_point()
        return point.x, point.y

    def side(self, key: str) -> float:
        """The side of the square as large as the largest part, in radians of the globe."""
        return math.sqrt(area(self.main(key))) / _SPHERE.a if key in self.shapes else 0.0

    def extent(self, key: str) -> list[Place]:
        """The points around what a picture of the state has to show."""
        if key in LACKING:
            return [LACKING[key]]
        least = area(self.main(key)) * _LARGE
        parts = [part for part in self.shapes[key].geoms if area(part) >= least]
        return [(x, y) for part in parts for x, y in part.exterior.coords[::4]]


def _parts(outline: BaseGeometry) -> MultiPolygon:
    """A state of one part like those of many."""
    if isinstance(outline, MultiPolygon):
        return outline
    assert isinstance(outline, Polygon)
    return MultiPolygon([outline])


def area(part: Polygon) -> float:
    """The area on the globe, in square metres."""
    return abs(_SPHERE.geometry_area_perimeter(part)[0])
