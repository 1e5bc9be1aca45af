"""A figure as a chart: groups of series in a plot area, and what lines and bars share."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document.figure import Chart
from briefing.outputs.chart_series import (
    BLUE,
    NO_LINE,
    NO_MARKER,
    Series,
    disc,
    label,
    labels,
)
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import Plot

BELOW_BARS = 10.0  # room for the values of bars that hang down, above the categories


@dataclass(frozen=True)
class Group:
    """Series drawn in one way: area, bar or line."""

    kind: str
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Sheet:
    """A figure as a chart: its groups from the back to the front, the printed categories, the size in points, series that the key names."""

    groups: tuple[Group, ...]
    categories: tuple[str, ...]
    ticks: tuple[str, ...]
    plot: Plot
    width: float
    height: float
    key: tuple[str, ...] = ()


def needs_own_labels(ticks: tuple[str, ...], plot: Plot) -> bool:
    """Whether the axis cannot print the labels: one is wider than its category and would be broken, or bars hang down over them."""
    return _hangs(plot) or any(text_width(text, 8) > plot.step for text in ticks)


def axis_labels(chart: Chart, plot: Plot, height: float) -> list[Series]:
    """The printed categories as labels under points on the axis, where the axis cannot print them."""
    ticks, axis = chart.tick_labels, chart.axis
    if not needs_own_labels(ticks, plot):
        return []
    values = tuple(axis.minimum if text else None for text in ticks)
    offset = (0.0, BELOW_BARS / height) if _hangs(plot) else (0.0, 0.0)
    texts = (label(index, text, "b", offset=offset) for index, text in enumerate(ticks) if text)
    return [Series("", values, NO_LINE, NO_MARKER, labels=labels(*texts))]


def rings(name: str, values: tuple[float | None, ...], texts: str) -> tuple[Series, Series]:
    """Hollow rings: a white disc on a blue one, since not every program draws a marker with an outline of another colour."""
    return Series(name, values, NO_LINE, disc(BLUE, 7)), Series(name, values, NO_LINE, disc("FFFFFF", 4), labels=texts)


def _hangs(plot: Plot) -> bool:
    return plot.inset > 0 and plot.minimum < 0
