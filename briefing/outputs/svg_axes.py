"""What every chart in SVG stands on: the plot area, the value axis with its grid, the axis of categories."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.figure import Chart
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import HAIR, INK, Plot, at, label, shows_current, stroke

_AXIS_ROW = 17.0


def plot_of(chart: Chart, right: float, height: float, *, top: float, inset: float) -> Plot:
    """The plot area up to `right`, with room for the printed numbers at the left and the categories below."""
    axis = chart.axis
    left = max((text_width(text, 8) for _, text in axis.ticks), default=-8.0) + 8
    return Plot(left, top, right, height - _AXIS_ROW, axis.minimum, axis.maximum, len(chart.categories), inset)


def grid(chart: Chart, plot: Plot) -> Iterable[str]:
    """The value axis: a rule and a number at each tick."""
    for value, text in chart.axis.ticks:
        y = plot.y(value)
        yield stroke(at("M{} {}H{}", plot.left, y, plot.right), f'stroke="{HAIR}" stroke-width="0.5"')
        yield label(plot.left - 5, y + 2.8, text, "end")


def baseline(chart: Chart, plot: Plot) -> Iterable[str]:
    """The category axis with its printed categories; marks only where categories are points and not bars."""
    yield stroke(at("M{} {}H{}", plot.left, plot.bottom, plot.right), f'stroke="{INK}" stroke-width="0.9"')
    current = len(chart.categories) - 1 if shows_current(chart) else -1
    for index, text in enumerate(chart.tick_labels):
        if not text:
            continue
        half = text_width(text, 8) / 2
        if plot.inset == 0:
            yield stroke(at("M{} {}v3", plot.x(index), plot.bottom), f'stroke="{INK}" stroke-width="0.9"')
        yield label(max(plot.x(index), half), plot.bottom + 12, text, "middle", own=index == current, size=8)
