"""Trattdiagram as a native chart: areas as points between the limits of chance; those outside are filled and named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.document.figure import Axis, Funnel, Spot
from briefing.outputs.chart_series import BLUE, EDGE, GREY_TEXT, INK, disc, label, labels, line
from briefing.outputs.columns import text_width
from briefing.outputs.placing import Box, placed
from briefing.outputs.scatter import Points, Scatter, scatter_chart
from briefing.outputs.shortening import shortened
from briefing.outputs.strokes import POINTS_PER_MM, Plot, dodged

_GUTTER = 34 * POINTS_PER_MM  # room for the names of the curves at the right
_TITLE_ROW, _AXIS_ROW = 16.0, 17.0
_BESIDE = 5.0  # a label stands so far from its point
_SPOT = 7
_WHITE = "FFFFFF"
_DASHES = ("", "dash", "sysDot")  # the narrowest limit is whole, the wider ones are broken

Place = tuple[float, float | None]


def funnel_chart(funnel: Funnel, width: float, height: float, sources: Sequence[Sequence[str]]) -> tuple[bytes, bytes]:
    """The chart part and the workbook inside it, for a box of so many points."""
    axis, across = funnel.y_axis, funnel.x_axis
    left = max((text_width(text, 8) for _, text in axis.ticks), default=0.0) + 10.0
    plot = Plot(left, _TITLE_ROW, width - _GUTTER, height - _AXIS_ROW - _TITLE_ROW, axis.minimum, axis.maximum, 1, 0.0)
    series = (*_curves(funnel, plot, width, height), *_spots(funnel, plot, width), _titles(funnel, plot, width, height))
    drawn = tuple(each for each in series if each.places)
    return scatter_chart(Scatter(drawn, across, axis, plot, width, height, shows_axes=True), sources)


def _titles(funnel: Funnel, plot: Plot, width: float, height: float) -> Points:
    """What the axes measure: above the upright one, below the level one. (Programs break a title of an axis over many lines.)"""
    x, y = funnel.x_axis.minimum, funnel.y_axis
    above = label(0, shortened(funnel.y_title, width, 8), "r", offset=((2.0 - _BESIDE - plot.left) / width, -_TITLE_ROW * 0.6 / height))
    below = label(1, shortened(funnel.x_title, width - plot.left, 8), "r", offset=(-_BESIDE / width, (_AXIS_ROW + _TITLE_ROW / 2) / height))
    return Points("", ((x, y.maximum), (x, y.minimum)), labels=labels(above, below))


def _curves(funnel: Funnel, plot: Plot, width: float, height: float) -> Iterator[Points]:
    """The centre and the limits, each with its name at the right end."""
    lines = [(funnel.centre_label, _straight(funnel), INK, "")]
    for index, (name, lower, upper) in enumerate(funnel.limits):
        dash = _DASHES[min(index, len(_DASHES) - 1)]
        lines += [("", _within(lower, funnel.y_axis), EDGE, dash), (name, _within(upper, funnel.y_axis), EDGE, dash)]
    named = sorted((plot.y(_end(places)), name) for name, places, _, _ in lines if name and places)
    moved = dict(zip((name for _, name in named), dodged([y for y, _ in named], plot.top, plot.bottom), strict=True))
    for name, places, colour, dash in lines:
        said = ""
        if name and places:
            offset = (3.0 / width, (moved[name] - plot.y(_end(places))) / height)
            last = max(index for index, (_, y) in enumerate(places) if y is not None)
            said = labels(
                label(last, shortened(name, _GUTTER - 3 * _BESIDE, 8), "r", ink=INK if colour == INK else GREY_TEXT, offset=offset)
            )
        yield Points(name, places, line(colour, 1.0, dash), labels=said)


def _spots(funnel: Funnel, plot: Plot, width: float) -> Iterator[Points]:
    """Areas inside as hollow rings, areas outside filled, larger, and with their names beside."""
    inside = [spot for spot in funnel.spots if not spot.outside]
    outside = [spot for spot in funnel.spots if spot.outside]
    yield _marked("", inside, disc(GREY_TEXT, _SPOT))
    yield _marked(funnel.y_title, inside, disc(_WHITE, _SPOT - 3))
    yield _marked(funnel.y_title, outside, disc(BLUE, _SPOT + 2, "diamond"), _names(funnel, outside, plot, width))


def _marked(name: str, spots: Sequence[Spot], marker: str, said: str = "") -> Points:
    places: tuple[Place, ...] = tuple((spot.x, spot.y) for spot in spots)
    about = (("Område", tuple(spot.label for spot in spots)), ("Läge", tuple(spot.outside for spot in spots)))
    return Points(name, places, marker=marker, labels=said, about=about if name else ())


def _names(funnel: Funnel, spots: Sequence[Spot], plot: Plot, width: float) -> str:
    """The names beside their points, on the side where they cover neither each other nor a point."""
    texts = [shortened(spot.label, (width - plot.left) / 3, 8, bold=True) for spot in spots]
    points = [_point(spot.x, spot.y, funnel.x_axis, plot) for spot in funnel.spots]
    points += [_point(*each, funnel.x_axis, plot) for _, *curves in funnel.limits for curve in curves for each in curve]
    sizes = [(text_width(text, 8, bold=True) + 2.0, 10.0) for text in texts]
    room = Box(plot.left, 0.0, width, plot.bottom)
    sides = placed([_point(spot.x, spot.y, funnel.x_axis, plot) for spot in spots], sizes, points, room)
    return labels(
        *(label(index, text, side, strong=True, ink=INK, size=8) for index, (text, side) in enumerate(zip(texts, sides, strict=True)))
    )


def _point(x: float, y: float, axis: Axis, plot: Plot) -> tuple[float, float]:
    """Where values stand, in points."""
    share = (x - axis.minimum) / ((axis.maximum - axis.minimum) or 1.0)
    return plot.left + share * (plot.right - plot.left), plot.y(y)


def _straight(funnel: Funnel) -> tuple[Place, ...]:
    return ((funnel.x_axis.minimum, funnel.centre), (funnel.x_axis.maximum, funnel.centre))


def _within(curve: Sequence[tuple[float, float]], axis: Axis) -> tuple[Place, ...]:
    """The part of a curve that the axis shows; it is cut where it leaves the axis, which not every program does."""
    found: list[Place] = []
    for (x, y), (next_x, next_y) in pairwise(curve):
        if axis.minimum <= y <= axis.maximum:
            found.append((x, y))
        for edge in (axis.minimum, axis.maximum):
            if (y - edge) * (next_y - edge) < 0:
                found.append((x + (next_x - x) * (edge - y) / (next_y - y), edge))
    if curve and axis.minimum <= curve[-1][1] <= axis.maximum:
        found.append(curve[-1])
    return tuple(found)


def _end(places: Sequence[Place]) -> float:
    """The height of the last point of a curve."""
    return next(y for _, y in reversed(places) if y is not None)
