"""Strokes, texts and places that the figures in SVG are drawn with. Lengths are points (1/72 inch)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from briefing.document.figure import Chart, ChartKind

INK, DEEP, BLUE, GREY_TEXT, GREY_LINE = "#1B2430", "#0A3A66", "#0B5394", "#4B5563", "#6B7280"
EDGE, BASE_BAR, OTHER_BAR, PALE_BAR, BAND, HAIR = "#7C8A9C", "#5F7FA6", "#8093AC", "#B4BFCC", "#DDE4EC", "#C5CCD6"

POINTS_PER_MM = 72 / 25.4
_LABEL_STEP = 10.0  # direct labels stand at least this far apart
_SYMBOLS = re.compile("[▲▼●◄►○↑→↓■□×]+")


@dataclass(frozen=True)
class Plot:
    """The plot area in points and the value axis; `inset` is how far in the first category stands, in categories."""

    left: float
    top: float
    right: float
    bottom: float
    minimum: float
    maximum: float
    count: int
    inset: float

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(self.count - 1 + 2 * self.inset, 1)

    def x(self, index: float) -> float:
        return self.left + (index + self.inset) * self.step

    def y(self, value: float) -> float:
        span = self.maximum - self.minimum or 1.0
        return self.bottom - (value - self.minimum) / span * (self.bottom - self.top)


def at(pattern: str, *numbers: float) -> str:
    """The pattern with coordinates in its places: `at("M{} {}h3", x, y)`."""
    return pattern.format(*map(coordinate, numbers))


def circle(x: float, y: float, radius: float, colour: str, width: float, *, fill: str = "#FFFFFF") -> str:
    """A ring, white inside unless filled."""
    place = at('cx="{}" cy="{}" r="{}" stroke-width="{}"', x, y, radius, width)
    return f'<circle {place} fill="{fill}" stroke="{colour}"/>'


def rectangle(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle from its upper left corner."""
    return at('<rect x="{}" y="{}" width="{}" height="{}" ', x, y, width, height) + f"{look}/>"


def stroke(path: str, look: str) -> str:
    """A line along a path, without fill."""
    return f'<path d="{path}" fill="none" {look}/>'


def path(points: Sequence[tuple[float, float]]) -> str:
    """A path from point to point."""
    return "M" + "L".join(at("{} {}", x, y) for x, y in points)


def label(x: float, y: float, text: str, anchor: str, *, own: bool = False, strong: bool = False, size: float = 0.0, ink: str = "") -> str:
    """A text, signs in a font that has them; the own municipality's stand out in blue, `strong` in bold ink."""
    look = f' fill="{BLUE}" font-weight="700"' if own else f' fill="{INK}" font-weight="700"' if strong else f' fill="{ink}"' if ink else ""
    points = size or (9 if own else 8)
    scale = "" if points == 8 else f' font-size="{coordinate(points)}"'
    words = _SYMBOLS.sub(lambda sign: f"<tspan font-family=\"Arial, 'Liberation Sans'\">{sign[0]}</tspan>", escape(text))
    return f'<text x="{coordinate(x)}" y="{coordinate(y)}" text-anchor="{anchor}"{look}{scale}>{words}</text>'


def runs(values: Sequence[float | None]) -> Iterable[range]:
    """The stretches of indexes that have values."""
    start = None
    for index, value in enumerate((*values, None)):
        if value is not None and start is None:
            start = index
        elif value is None and start is not None:
            yield range(start, index)
            start = None


def last(values: Sequence[float | None]) -> tuple[int, float] | None:
    """The last value and where it stands."""
    return next(((index, value) for index in range(len(values) - 1, -1, -1) if (value := values[index]) is not None), None)


def dodged(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Heights at least one label apart and as near as can be to those wanted, which are sorted (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for index, height in enumerate(wanted):
        pools.append((height - index * _LABEL_STEP, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (before, many), (after, more) = pools[-2:]
            pools[-2:] = [((before * many + after * more) / (many + more), many + more)]
    free = [mean for mean, size in pools for _ in range(size)]
    highest = bottom - (len(wanted) - 1) * _LABEL_STEP
    return [min(max(mean, top), max(highest, top)) + index * _LABEL_STEP for index, mean in enumerate(free)]


def shows_current(chart: Chart) -> bool:
    """Whether the last bar is the one that the chart is about."""
    return chart.kind is ChartKind.STAPLAR and len(chart.categories) - 1 not in chart.emphasised


def preliminary_from(chart: Chart) -> int:
    """The category at which the preliminary values begin; 0 where there are none, nothing else, or final ones after them."""
    own = chart.own
    if own is None or not own.preliminary:
        return 0
    first = min(own.preliminary)
    return first if own.preliminary == frozenset(range(first, len(own.values))) else 0


def coordinate(number: float) -> str:
    """A coordinate: at most two decimals, a point, no trailing zeros."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
