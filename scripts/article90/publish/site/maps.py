"""Maps as paths of SVG: the world in the Equal Earth projection for members and parties, a piece of it for a mission.

The outlines are those that the charts draw (`plot/world.py`), made so coarse that a map weighs some twenty kilobytes packed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...dossiers.facts import Facts
from ...vocabulary import BASE
from ..keeping import keep, kept

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry

    from ...plot.world import World

Row = dict[str, Any]
_WIDTH, _HEIGHT = 1000, 487
_COARSE = 0.32  # degrees
_ANTARCTICA = "010"  # no party to anything, and a ring around the pole
# An outline smaller than this, in square units of the picture, is drawn as a dot that can be seen.
_TINY = 14


def there() -> bool:
    """Whether the packages that hold and project the outlines (the extra `plot`) are installed."""
    return all(importlib.util.find_spec(name) for name in ("mapcraft", "shapely", "pyproj", "topojson"))


@dataclass(frozen=True)
class _Pieces:
    """The outlines, coarse and valid, by place, with the centre of each and the side of its largest part, as World tells them."""

    keys: list[str]
    outlines: list[BaseGeometry]
    tree: shapely.STRtree
    centres: Mapping[str, tuple[float, float]]
    sides: Mapping[str, float]


class Atlas:
    """The outlines by the IRI of the state or territory that they are of."""

    def __init__(self, facts: Facts) -> None:
        """`facts` have the codes by which the outlines are found: who draws a map asks for those of what it shows."""
        self.facts = facts

    def key(self, iri: str) -> str:
        """The key of the outline of a state or territory; empty without one."""
        return _uncoded().get(iri) or self.facts.one(iri, "a90:m49") or ""

    @cached_property
    def world(self) -> World:
        """The outlines as they are drawn by."""
        from ...plot import world

        return world.World()

    def prepare(self) -> None:
        """Make ready what every map needs, for processes that are forked afterwards."""
        assert self.outlines and self._pieces

    @cached_property
    def _project(self) -> Callable[[float, float], tuple[float, float]]:
        from pyproj import Proj

        return Proj(proj="eqearth")

    def _place(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self._project(lon, lat)
        return _WIDTH / 2 + x * self._scale, _HEIGHT / 2 - y * self._scale

    @cached_property
    def _scale(self) -> float:
        """Parts of the picture in a part of the projection."""
        return _WIDTH / 2 / self._project(180, 0)[0]

    def _path(self, shape: BaseGeometry) -> str:
        """An outline on the map of the world, its points whole numbers, each told from the one before."""
        rings = (ring for whole in _rings(shape) for ring in _cut(whole))
        placed = ([self._place(lon, lat) for lon, lat in ring] for ring in rings)
        return "".join(_relative([(round(x), round(y)) for x, y in ring]) for ring in placed)

    @cached_property
    def outlines(self) -> dict[str, tuple[str, tuple[float, float] | None]]:
        """By key: the path, and where a dot stands for what is too small to be seen; kept from one build to the next."""
        made_from = _made_from()
        with contextlib.suppress(ValueError, TypeError):
            return {
                key: (path, (dot[0], dot[1]) if dot else None)
                for key, (path, dot) in json.loads(kept("outlines", made_from) or b"").items()
            }
        from ...plot.world import LACKING

        found: dict[str, tuple[str, tuple[float, float] | None]] = {}
        for key in sorted({*self.world.shapes, *LACKING} - {_ANTARCTICA}):
            shape = self.world.shapes.get(key)
            x, y = self._place(*self.world.centre(key))
            path = self._path(shape.simplify(_COARSE)) if shape else ""
            found[key] = (path, None if shape and self._area(shape) >= _TINY else (round(x, 1), round(y, 1)))
        keep("outlines", made_from, json.dumps(found).encode())
        return found

    def _area(self, shape: BaseGeometry) -> float:
        west, south, east, north = shape.bounds
        (x1, y1), (x2, y2) = self._place(west, south), self._place(east, north)
        return abs((x2 - x1) * (y2 - y1)) if east - west < 300 else 1000.0

    def draw(self, told: Mapping[str, Any], today: str) -> Row | None:
        """The map that a page tells of."""
        if told["of"] == "world":
            return self.world_map(told["periods"], told["names"], today)
        return self.piece(told["point"], told["names"], told["names"])

    @cached_property
    def _pieces(self) -> _Pieces:
        """What pieces of the world are cut from; kept from one build to the next."""
        import shapely

        made_from = _made_from()
        with contextlib.suppress(ValueError, TypeError, KeyError, shapely.errors.ShapelyError):
            told = json.loads(kept("pieces", made_from) or b"")
            coarse = list(shapely.from_wkb([bytes.fromhex(one) for one in told["outlines"]]))
            centres = {key: (lon, lat) for key, (lon, lat) in told["centres"].items()}
            return _Pieces(told["keys"], coarse, shapely.STRtree(coarse), centres, told["sides"])
        keys = sorted(self.world.shapes)
        coarse = [_parted(self.world.shapes[key]).simplify(0.04).buffer(0) for key in keys]
        centres, sides = {key: self.world.centre(key) for key in keys}, {key: self.world.side(key) for key in keys}
        written = {"keys": keys, "outlines": [one.wkb_hex for one in coarse], "centres": centres, "sides": sides}
        keep("pieces", made_from, json.dumps(written).encode())
        return _Pieces(keys, coarse, shapely.STRtree(coarse), centres, sides)

    def world_map(self, periods: Mapping[str, list[tuple[str, str]]], names: Mapping[str, str], today: str) -> Row | None:
        """The world with those filled in that have a period on the day `today`; None where not one has an outline.

        `periods` are first and last days (empty: it goes on) by the IRI of a state.
        """
        by_key = {key: iri for iri in periods if (key := self.key(iri)) in self.outlines}
        if not by_key:
            return None
        shapes, dots = [], []
        land = "".join(path for key, (path, _) in self.outlines.items() if key not in by_key)
        shapes.append({"d": land, "on": False, "when": "", "name": ""})
        for key, iri in sorted(by_key.items()):
            path, dot = self.outlines[key]
            told = {
                "on": any(since <= today and (not until or today <= until) for since, until in periods[iri]),
                "when": " ".join(f"{since}/{until}" for since, until in periods[iri]),
                "name": names[iri],
            }
            if path:
                shapes.append({"d": path, **told})
            if dot:
                dots.append({"x": dot[0], "y": dot[1], **told})
        ever = sorted(iri for iri in periods if iri not in by_key.values())
        first = min((since for p in periods.values() for since, _ in p if since), default=today)
        return {
            "box": f"0 0 {_WIDTH} {_HEIGHT}",
            "shapes": shapes,
            "dots": dots,
            "slide": True,
            "first": first,
            "last": today,
            "without": [names[iri] for iri in ever],
        }

    def whole(self) -> Row:
        """The world for a page that draws an answer of its own: the outlines by key, and the key of each thing."""
        coded = sorted({*self.facts.uses("a90:m49"), *_uncoded()})
        keys = {iri.removeprefix(BASE): key for iri in coded if (key := self.key(iri)) in self.outlines}
        return {"width": _WIDTH, "height": _HEIGHT, "keys": keys, "outlines": self.outlines}

    def piece(self, point: tuple[float, float] | None, hosts: Iterable[str], names: Mapping[str, str]) -> Row | None:
        """The part of the world around a mission: its hosts filled in, a pin where it sits."""
        import shapely

        known = self._pieces
        keys = {key: h for h in hosts if (key := self.key(h)) in known.sides}
        if point is None and not keys:
            return None
        lon, lat = point or known.centres[next(iter(keys))]
        high = max(8.0, *(s * 57 * 0.9 for s in [known.sides[k] for k in keys] or [0.0]))
        wide = min(high * 1.8, 90.0)
        flat = max(0.3, _cos(lat))
        west, east = max(-180.0, lon - wide / flat), min(180.0, lon + wide / flat)
        south, north = max(-85.0, lat - high), min(85.0, lat + high)
        frame = shapely.box(west, south, east, north)
        size = 720 / (east - west)
        tall = round((north - south) * size / flat)

        def at(x: float, y: float) -> tuple[int, int]:
            return round((x - west) * size), round((north - y) * size / flat)

        shapes = []
        for number in sorted(known.tree.query(frame)):
            key, cut = known.keys[number], known.outlines[number].intersection(frame)
            if cut.is_empty:
                continue
            path = "".join(_relative([at(*p) for p in ring]) for ring in _rings(cut.simplify(0.4 / size * 2)))
            name = names.get(keys[key], "") if key in keys else ""
            shapes.append({"d": path, "on": key in keys, "when": "", "name": name})
        return {
            "box": f"0 0 720 {tall}",
            "shapes": shapes,
            "dots": [],
            "slide": False,
            "pin": at(lon, lat) if point else None,
            "pin_r": 7,
            "without": [names[h] for h in hosts if h not in keys.values() and h in names],
        }


@cache
def _uncoded() -> Mapping[str, str]:
    from ...plot.reader import UNCODED

    return UNCODED


@cache
def _made_from() -> str:
    """What tells outlines that are kept from those that would be made now: the packages, and the programs."""
    told = " ".join(importlib.metadata.version(package) for package in ("mapcraft", "pyproj", "shapely"))
    here = Path(__file__).resolve()
    programs = here.read_bytes() + (here.parents[2] / "plot/world.py").read_bytes()
    return hashlib.sha256(told.encode() + programs).hexdigest()[:16]


def _cos(lat: float) -> float:
    import math

    return math.cos(math.radians(lat))


def _rings(shape: BaseGeometry) -> list[list[tuple[float, float]]]:
    """The rings, those of holes too (Lesotho lies in South Africa), without their last point, which is their first."""
    parts = [part for part in getattr(shape, "geoms", [shape]) if hasattr(part, "exterior")]
    return [[(p[0], p[1]) for p in ring.coords[:-1]] for part in parts for ring in (part.exterior, *part.interiors)]


def _parted(shape: BaseGeometry) -> BaseGeometry:
    """A shape whose parts that run over 180 degrees are cut there: as one ring they would be a band around the world."""
    import shapely

    parts: list[Any] = []
    for part in getattr(shape, "geoms", [shape]):
        outer = _rings(part)[0]
        cut = list(_cut(outer))
        parts += [part] if cut == [outer] else [shapely.Polygon(ring) for ring in cut if len(ring) > 2]
    return shapely.MultiPolygon(parts)


def _cut(ring: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """A ring cut where the map ends, at 180 degrees, so that no line runs across the map."""
    import shapely

    turned, turns = [ring[0]], 0
    for (before, _), (lon, lat) in pairwise(ring):
        turns += (before - lon > 180) - (lon - before > 180)
        turned.append((lon + 360 * turns, lat))
    if max(x for x, _ in turned) <= 180 and min(x for x, _ in turned) >= -180:
        yield ring
        return
    whole = shapely.Polygon(turned).buffer(0)
    for west in (-540, -180, 180):
        part = whole.intersection(shapely.box(west, -90, west + 360, 90))
        for found in _rings(part):
            yield [(x - west - 180, y) for x, y in found]


def _relative(points: list[tuple[int, int]]) -> str:
    """A closed path in SVG's relative form; nothing for what is smaller than a point."""
    if len(set(points)) < 3:
        return ""
    out, before = f"M{points[0][0]} {points[0][1]}l", points[0]
    for x, y in points[1:]:
        dx, dy = x - before[0], y - before[1]
        if dx or dy:
            out += f"{'' if out.endswith('l') or dx < 0 else ' '}{dx}{'' if dy < 0 else ' '}{dy}"
        before = (x, y)
    return out + "z"
