"""Moving marks apart, as little as needed, until none covers another."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

Point = tuple[float, float]


def on_a_line(values: Sequence[float], least: float) -> list[float]:
    """The values, moved until neighbours are at least `least` apart; their order stays."""
    order = sorted(range(len(values)), key=values.__getitem__)
    placed = list(values)
    for _ in range(200):
        moved = False
        for a, b in itertools.pairwise(order):
            gap = least - (placed[b] - placed[a])
            if gap > 1e-6:
                placed[a] -= gap / 2
                placed[b] += gap / 2
                moved = True
        if not moved:
            break
    return placed


def on_a_map(places: Sequence[Point], least: float) -> list[Point]:
    """The places in pixels, moved until no two are nearer than `least`; near neighbours fan out around their middle."""
    spots = [(x + 0.1 * math.cos(i * 2.4), y + 0.1 * math.sin(i * 2.4)) for i, (x, y) in enumerate(places)]
    for _ in range(500):
        moved = False
        for i, j in itertools.combinations(range(len(spots)), 2):
            (x1, y1), (x2, y2) = spots[i], spots[j]
            gap = math.hypot(x1 - x2, y1 - y2)
            if gap < least:
                push = (least - gap + 0.01) / 2 / (gap or 1)
                dx, dy = (x1 - x2) * push, (y1 - y2) * push
                spots[i], spots[j] = (x1 + dx, y1 + dy), (x2 - dx, y2 - dy)
                moved = True
        if not moved:
            break
    return spots
