"""A funnel plot as SVG: areas as rings, those outside the limits of chance filled and named, the limits as curves around the centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.document.figure import Funnel, Spot
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import shortened
from briefing.outputs.strokes import (
    DEEP,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    HAIR,
    INK,
    POINTS_PER_MM,
    at,
    circle,
    dodged,
    label,
    path,
    stroke,
)

_GUTTER = 24 * POINTS_PER_MM  # the names of the curves at the right
_TOP, _BELOW = 18.0, 29.0  # the title of the value axis; the numbers and the title below
_RADIUS, _LONGEST = 3.0, 120.0  # of a spot; the longest name that stands beside one
_LINES = ("2.5 2", "")  # the narrowest limit is dashed, the next one solid

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Plot:
    left: float
    top: float
    right: float
    bottom: float
    funnel: Funnel

    def x(self, value: float) -> float:
        axis = self.funnel.x_axis
        return self.left + (value - axis.minimum) / (axis.maximum - axis.minimum or 1.0) * (self.right - self.left)

    def y(self, value: float) -> float:
        axis = self.funnel.y_axis
        return self.bottom - (value - axis.minimum) / (axis.maximum - axis.minimum or 1.0) * (self.bottom - self.top)


def funnel_strokes(funnel: Funnel, width: float, height: float) -> Iterable[str]:
    """The areas in a box of so many points. Every area outside a limit is named; others where their name covers nothing."""
    left = max((text_width(text, 8) for _, text in funnel.y_axis.ticks), default=0.0) + 8
    plot = _Plot(left, _TOP, width - _GUTTER, height - _BELOW, funnel)
    yield from _axes(funnel, plot)
    yield from _curves(funnel, plot)
    yield from _spots(funnel, plot)


def _axes(funnel: Funnel, plot: _Plot) -> Iterator[str]:
    yield label(0, 8, funnel.y_title, "start")
    for value, text in funnel.y_axis.ticks:
        yield stroke(at("M{} {}H{}", plot.left, plot.y(value), plot.right), f'stroke="{HAIR}" stroke-width="0.5"')
        yield label(plot.left - 5, plot.y(value) + 2.8, text, "end")
    yield stroke(at("M{} {}H{}", plot.left, plot.bottom, plot.right), f'stroke="{INK}" stroke-width="0.9"')
    for value, text in funnel.x_axis.ticks:
        yield stroke(at("M{} {}v3", plot.x(value), plot.bottom), f'stroke="{INK}" stroke-width="0.9"')
        yield label(plot.x(value), plot.bottom + 12, text, "middle")
    yield label(plot.right, plot.bottom + 23, funnel.x_title, "end")


def _curves(funnel: Funnel, plot: _Plot) -> Iterator[str]:
    """The limits and the centre, each named at its right end."""
    ends = [(plot.y(funnel.centre), funnel.centre_label)]
    yield stroke(at("M{} {}H{}", plot.left, plot.y(funnel.centre), plot.right), f'stroke="{INK}" stroke-width="1.3"')
    for (name, *both), dash in zip(funnel.limits, (*_LINES, *_LINES), strict=False):
        look = f'stroke="{GREY_LINE}" stroke-width="1"' + (f' stroke-dasharray="{dash}"' if dash else "")
        for curve in both:
            if inside := [(plot.x(x), plot.y(y)) for x, y in curve if y <= funnel.y_axis.maximum]:
                yield stroke(path(inside), look)
                ends.append((inside[-1][1], name))
    ends.sort()
    heights = dodged([y for y, _ in ends], plot.top, plot.bottom)
    for (y, name), height in zip(ends, heights, strict=True):
        yield stroke(at("M{} {}L{} {}", plot.right + 1, y, plot.right + 7, height), f'stroke="{EDGE}" stroke-width="0.5"')
        yield label(plot.right + 10, height + 2.8, shortened(name, _GUTTER - 10), "start")


def _spots(funnel: Funnel, plot: _Plot) -> Iterator[str]:
    """First the rings, then the names that find room; the areas outside the limits come first and always get a name."""
    places = [(plot.x(spot.x), plot.y(spot.y)) for spot in funnel.spots]
    centre = plot.y(funnel.centre)
    taken: list[_Box] = [(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in places]
    taken.append((plot.left, centre - 0.7, plot.right, centre + 0.7))
    order = sorted(range(len(places)), key=lambda index: (not funnel.spots[index].outside, places[index]))
    for index in reversed(order):
        yield _sign(funnel.spots[index], *places[index])
    for index in order:
        spot, (x, y) = funnel.spots[index], places[index]
        words = shortened(spot.label, _LONGEST, bold=bool(spot.outside))
        wide = text_width(words, 8, bold=bool(spot.outside))
        found = next((box for box in _boxes(x, y, wide, plot, far=bool(spot.outside)) if _is_free(box, taken)), None)
        if found is not None:
            taken.append(found)
            yield from _named(words, (x, y), found, is_outside=bool(spot.outside))


def _sign(spot: Spot, x: float, y: float) -> str:
    return circle(x, y, _RADIUS + 0.6, DEEP, 1, fill=DEEP) if spot.outside else circle(x, y, _RADIUS, GREY_TEXT, 1)


def _boxes(x: float, y: float, wide: float, plot: _Plot, *, far: bool) -> Iterator[_Box]:
    """Where a name may stand: to the right, to the left, above, below its spot; one that must have a place also further away."""
    near = _RADIUS + 2.5
    for away in (0.0, *((10.0 * step for step in range(1, 12)) if far else ())):
        for left, middle in (
            (x + near, y),
            (x - near - wide, y),
            (x - wide / 2, y - near - 4),
            (x - wide / 2, y + near + 4),
        ):
            for up in dict.fromkeys((-away, away)):
                box = (left, middle + up - 4.5, left + wide, middle + up + 4.5)
                if box[0] >= plot.left and box[2] <= plot.right and box[1] >= plot.top - 6 and box[3] <= plot.bottom:
                    yield box


def _is_free(box: _Box, taken: Sequence[_Box]) -> bool:
    return not any(box[0] < right and left < box[2] and box[1] < low and high < box[3] for left, high, right, low in taken)


def _named(words: str, spot: tuple[float, float], box: _Box, *, is_outside: bool) -> Iterator[str]:
    """The name, on white so that curves do not cross it, with a leader where it had to move away."""
    middle = (box[1] + box[3]) / 2
    if abs(middle - spot[1]) > 4 * _RADIUS:
        nearest = min(max(spot[0], box[0]), box[2])
        edge = box[3] if middle < spot[1] else box[1]
        yield stroke(at("M{} {}L{} {}", *spot, nearest, edge), f'stroke="{EDGE}" stroke-width="0.5"')
    text = label(box[0], middle + 2.8, words, "start", strong=is_outside, size=8)
    yield f'<g stroke="#FFFFFF" stroke-width="2" stroke-linejoin="round" paint-order="stroke">{text}</g>'
