"""Charts as SVG: lines over a band. What bars need is in `svg_bars`, what both stand on in `svg_axes`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.document.figure import EDGES, Chart, ChartKind, Trace, TraceRole
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import (
    BAND,
    BLUE,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    POINTS_PER_MM,
    Plot,
    at,
    circle,
    dodged,
    label,
    last,
    path,
    preliminary_from,
    rectangle,
    runs,
    stroke,
)
from briefing.outputs.svg_axes import baseline, grid, plot_of
from briefing.outputs.svg_bars import bar_strokes

_GUTTER = 34 * POINTS_PER_MM  # room for names and values at the right
_PANEL_GUTTER = 12 * POINTS_PER_MM  # a panel names its last value only
_KEY_ROW = 16.0


def chart_strokes(chart: Chart, name: str, width: float, height: float) -> Iterable[str]:
    """The chart in a box of so many points; `name` begins every id that it needs.

    A trend has lines over a band; bars stand from zero, with the expected range beside the last; the cover's bars have no value axis.
    """
    match chart.kind:
        case ChartKind.TREND:
            return _trend(chart, width, height)
        case ChartKind.RUTA:
            return _panel(chart, width, height)
        case ChartKind.STAPLAR | ChartKind.OMSLAG:
            return bar_strokes(chart, name, width, height)


def _trend(chart: Chart, width: float, height: float) -> Iterable[str]:
    plot = plot_of(chart, width - _GUTTER, height, top=_KEY_ROW + 4 if chart.legend else 6, inset=0)
    yield from _key(chart.legend, plot.left, 8.0)
    yield from _lines(chart, plot)
    yield from _end_labels(chart.traces, plot)


def _panel(chart: Chart, width: float, height: float) -> Iterable[str]:
    """A small line that ends in a dot and its value."""
    plot = plot_of(chart, width - _PANEL_GUTTER, height, top=6, inset=0)
    yield from _lines(chart, plot)
    own = chart.own
    end = last(own.values) if own else None
    if own is not None and end is not None:
        x, y = plot.x(end[0]), plot.y(end[1])
        yield circle(x, y, 2.2, BLUE, 1.4, fill="#FFFFFF" if end[0] in own.preliminary else BLUE)
        yield label(x + 5, min(max(y + 2.8, plot.top + 4), plot.bottom - 2), own.value_labels[end[0]], "start", own=True, size=8)


def _lines(chart: Chart, plot: Plot) -> Iterable[str]:
    """Grid, band, comparable municipalities, breaks, the own municipality on top."""
    yield from grid(chart, plot)
    yield from _band(chart, plot)
    for trace in chart.traces:
        if trace.role is TraceRole.JAMFORBAR:
            yield from _line(trace.values, plot, f'stroke="{GREY_LINE}" stroke-width="0.55"')
    yield from baseline(chart, plot)
    yield from _breaks(chart, plot)
    yield from _divider(chart, plot)
    for trace in chart.traces:
        if trace.role is TraceRole.EGEN:
            yield from _own_line(trace, plot, 2.2 if chart.kind is ChartKind.RUTA else 2.6)


def _key(legend: Sequence[tuple[TraceRole, str]], x: float, y: float) -> Iterable[str]:
    """The words of a key in a row, each after its sign."""
    for role, words in legend:
        yield _key_sign(role, x, y)
        yield label(x + 23, y + 2.8, words, "start", own=role is TraceRole.EGEN, size=8)
        x += 23 + text_width(words, 8, bold=role is TraceRole.EGEN) + 20


def _key_sign(role: TraceRole, x: float, y: float) -> str:
    if role in EDGES:
        outline = f'fill="{BAND}" stroke="{EDGE}" stroke-width="0.8"'
        return rectangle(x, y - 4, 18, 8, outline)
    look = f'stroke="{BLUE}" stroke-width="2.6"' if role is TraceRole.EGEN else f'stroke="{GREY_LINE}" stroke-width="0.55"'
    return stroke(at("M{} {}h18", x, y), look)


def _band(chart: Chart, plot: Plot) -> Iterable[str]:
    """The middle half of the comparable municipalities: pale fill, and edges that carry the contrast."""
    both = [
        (low, high) if low is not None and high is not None else (None, None)
        for low, high in zip(*(trace.values for trace in chart.edges), strict=True)
    ]
    for run in runs([low for low, _ in both]):
        lower = [(plot.x(index), plot.y(both[index][0] or 0.0)) for index in run]
        upper = [(plot.x(index), plot.y(both[index][1] or 0.0)) for index in run]
        yield f'<path d="{path(upper + lower[::-1])}Z" fill="{BAND}"/>'
        for edge in (lower, upper):
            yield stroke(path(edge), f'stroke="{EDGE}" stroke-width="0.8"')


def _breaks(chart: Chart, plot: Plot) -> Iterable[str]:
    """A dotted line where the series is not comparable with what comes before, with its reason."""
    for index, words in chart.breaks:
        x = plot.x(index - 0.5)
        yield stroke(at("M{} {}V{}", x, plot.top, plot.bottom), f'stroke="{GREY_TEXT}" stroke-width="0.8" stroke-dasharray="1 2"')
        yield label(x + 3, plot.bottom - 4, words, "start")


def _line(values: Sequence[float | None], plot: Plot, look: str) -> Iterable[str]:
    """A line that stops at a gap and goes on after it; one value between two gaps is a short stroke."""
    for run in runs(values):
        points = [(plot.x(index), plot.y(values[index] or 0.0)) for index in run]
        yield stroke(path(points) + ("h0.01" if len(run) == 1 else ""), f'{look} stroke-linecap="round" stroke-linejoin="round"')


def _own_line(trace: Trace, plot: Plot, width: float) -> Iterable[str]:
    """The own municipality: thick on a white casing; what leads to a preliminary value is dashed and ends in a hollow ring."""
    final = [None if index in trace.preliminary else value for index, value in enumerate(trace.values)]
    leading = [index in trace.preliminary or index + 1 in trace.preliminary for index in range(len(trace.values))]
    tail = [value if leads else None for value, leads in zip(trace.values, leading, strict=True)]
    yield from _line(trace.values, plot, 'stroke="#FFFFFF" stroke-width="4.4"')
    yield from _line(final, plot, f'stroke="{BLUE}" stroke-width="{width}"')
    for run in runs(tail):
        points = [(plot.x(index), plot.y(tail[index] or 0.0)) for index in run]
        yield stroke(path(points), f'stroke="{BLUE}" stroke-width="2" stroke-dasharray="3.2 2.2"')
    for index in sorted(trace.preliminary):
        value = trace.values[index]
        if value is not None:
            yield circle(plot.x(index), plot.y(value), 3, BLUE, 1.6)


def _divider(chart: Chart, plot: Plot) -> Iterable[str]:
    """A dotted line before the preliminary periods, where they are the last ones."""
    first = preliminary_from(chart)
    if not first or not chart.preliminary_label:
        return
    x, y, look = plot.x(first - 0.5), plot.top + 9, f'stroke="{GREY_TEXT}" stroke-width="0.8"'
    yield stroke(at("M{} {}V{}", x, plot.top, plot.bottom), f'{look} stroke-dasharray="1 2"')
    yield label(max(x - 14, plot.left + text_width(chart.preliminary_label, 8)), y, chart.preliminary_label, "end")
    yield stroke(at("M{} {}h7m-2.5 -2.5l2.5 2.5l-2.5 2.5", x - 11, y - 2.8), look)


def _end_labels(traces: Sequence[Trace], plot: Plot) -> Iterable[str]:
    """Names and values at the right of their lines, moved apart, each with a leader."""
    lines = (trace for trace in traces if trace.role not in EDGES and trace.end_label)
    named = [(trace, end) for trace in lines if (end := last(trace.values)) is not None]
    named.sort(key=lambda each: plot.y(each[1][1]))
    wanted = [plot.y(value) for _, (_, value) in named]
    heights = dodged(wanted, plot.top + 4, plot.bottom - 4)
    for (trace, (index, _)), y, height in zip(named, wanted, heights, strict=True):
        own = trace.role is TraceRole.EGEN
        x = plot.x(index) + (6 if index in trace.preliminary and own else 2)
        leader = at("M{} {}L{} {}L{} {}h4", x, y, plot.right + 8, y, plot.right + 15, height)
        yield stroke(leader, f'stroke="{BLUE if own else GREY_LINE}" stroke-width="0.5"')
        yield label(plot.right + 22, height + 2.8, trace.end_label, "start", own=own)
