"""What the series of a figure with bars are: the bars, and the expected range beside the last."""

from __future__ import annotations

from briefing.document.figure import Chart, ChartKind, Interval, Trace, TraceRole
from briefing.outputs.chart_series import (
    BASE_BAR,
    BLUE,
    EDGE,
    INK,
    NO_LINE,
    NO_MARKER,
    OTHER_BAR,
    PALE_BAR,
    Series,
    drop,
    fill,
    label,
    labels,
    line,
    only,
    stripes,
)
from briefing.outputs.chart_sheet import Group, Sheet, axis_labels, rings
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import Plot, dodged


def bars(chart: Chart, plot: Plot, width: float, height: float) -> Sheet:
    """The bars; beside the last one the expected range with its two numbers, or on the cover the latest value alone."""
    is_skyline = chart.kind is ChartKind.OMSLAG
    room = 1 if chart.interval else 0
    rows = tuple(_bar_row(chart, trace, room, plot, is_skyline=is_skyline) for trace in chart.traces)
    marks = _latest(chart) if is_skyline else _expected(chart, chart.interval, plot, (width, height)) if chart.interval else ()
    groups = (Group("bar", rows), Group("line", (*marks, *axis_labels(chart, plot, height))))
    blanks = ("",) * room
    names, ticks = chart.categories + blanks, chart.tick_labels + blanks
    return Sheet(tuple(each for each in groups if each.series), names, ticks, plot, width, height)


def _bar_row(chart: Chart, trace: Trace, room: int, plot: Plot, *, is_skyline: bool) -> Series:
    end = len(trace.values) - 1
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{shape}</c:spPr></c:dPt>'
        for index in range(len(trace.values))
        if (shape := _bar_shape(chart, trace, index, is_skyline=is_skyline)) != _plain(trace)
    )
    texts = "" if is_skyline or len(chart.traces) > 1 else _bar_labels(chart, trace, end, plot)
    return Series(trace.label, trace.values + (None,) * room, _plain(trace), points=points, labels=labels(texts))


def _bar_labels(chart: Chart, trace: Trace, end: int, plot: Plot) -> str:
    """Values above the bars where they have room; the last one stands beside the expected range when there is one."""
    return "".join(
        label(index, text, "outEnd", own=index == end and end not in chart.emphasised, ink=INK)
        for index, (value, text) in enumerate(zip(trace.values, trace.value_labels, strict=True))
        if value is not None and text and (index == end or text_width(text, 8) <= plot.step) and not (chart.interval and index == end)
    )


def _plain(trace: Trace) -> str:
    return fill(OTHER_BAR if trace.role is TraceRole.JAMFORBAR else BASE_BAR)


def _bar_shape(chart: Chart, trace: Trace, index: int, *, is_skyline: bool) -> str:
    """Striped when preliminary, the current bar in the own blue, base years darker than older ones."""
    is_current = not is_skyline and index == len(chart.categories) - 1 and trace.role is TraceRole.EGEN
    strong = is_current or index in chart.emphasised
    if index in trace.preliminary:
        colour = BLUE if strong else EDGE
        return stripes(colour) + line(colour, 1)
    if is_current and index not in chart.emphasised:
        return fill(BLUE)
    if trace.role is TraceRole.JAMFORBAR or (is_skyline and not strong):
        return fill(OTHER_BAR)
    return fill(BASE_BAR) if strong or not chart.emphasised else fill(PALE_BAR) + line(EDGE, 0.8)


def _latest(chart: Chart) -> tuple[Series, ...]:
    """The latest value in words over the end of the cover's bars."""
    trace = chart.traces[0]
    text, end = trace.end_label, len(trace.values) - 1
    if not text:
        return ()
    return (Series(text, only(end + 1, end, chart.axis.maximum), NO_LINE, NO_MARKER, labels=labels(label(end, text, "l", own=True))),)


def _expected(chart: Chart, interval: Interval, plot: Plot, size: tuple[float, float]) -> tuple[Series, ...]:
    """The expected range as an I in a place of its own, the latest value as a ring on it, their numbers at the right."""
    place = len(chart.categories)
    marks = [(interval.upper, interval.upper_label, False), (interval.lower, interval.lower_label, False)]
    trace = chart.traces[0]
    if trace.values and (value := trace.values[-1]) is not None:
        marks.append((value, trace.end_label or trace.value_labels[-1], True))
    marks.sort(key=lambda mark: -mark[0])
    wanted = [plot.y(value) for value, *_ in marks]
    drawn = []
    for (value, text, own), y, moved in zip(marks, wanted, dodged(wanted, plot.top, plot.bottom), strict=True):
        said = labels(label(place, text, "r", own=own, ink=INK, offset=(4 / size[0], (moved - y) / size[1])))
        values = only(place + 1, place, value)
        reach = "" if own or value != interval.upper else drop(interval.upper - interval.lower, INK, 1.3, capped=True)
        drawn.append(rings(text, values, said) if own else (Series(text, values, NO_LINE, NO_MARKER, labels=said, ranges=reach),))
    drawn.sort(key=len)  # the ring lies on the range
    return tuple(series for each in drawn for series in each)
