"""Names beside their points: each on the side where it covers nothing, first come first served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AWAY = 6.0  # a name stands so far from its point
_HALF = 4.0  # half the size of a point


@dataclass(frozen=True)
class Box:
    """A rectangle in points, from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> float:
        """The area that both share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def placed(
    points: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], room: Box
) -> list[str]:
    """The side of each name (r, l, t, b): the first of those on which it covers least of names before it, of points, of the edge."""
    taken = [Box(x - _HALF, y - _HALF, x + _HALF, y + _HALF) for x, y in others]
    sides = []
    for point, size in zip(points, sizes, strict=True):
        side, box = min(_candidates(point, size), key=lambda each: _cost(each[1], taken, room))
        sides.append(side)
        taken.append(box)
    return sides


def _candidates(point: tuple[float, float], size: tuple[float, float]) -> Iterator[tuple[str, Box]]:
    (x, y), (wide, high) = point, size
    yield "r", Box(x + _AWAY, y - high / 2, x + _AWAY + wide, y + high / 2)
    yield "l", Box(x - _AWAY - wide, y - high / 2, x - _AWAY, y + high / 2)
    yield "t", Box(x - wide / 2, y - _AWAY - high, x + wide / 2, y - _AWAY)
    yield "b", Box(x - wide / 2, y + _AWAY, x + wide / 2, y + _AWAY + high)


def _cost(box: Box, taken: Sequence[Box], room: Box) -> float:
    return sum(box.covers(each) for each in taken) + 10 * (box.area - box.covers(room))
