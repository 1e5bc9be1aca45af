"""What the series of a figure are: lines over a band, bars with the expected range beside the last."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document.figure import EDGES, Chart, ChartKind, Interval, Trace, TraceRole
from briefing.outputs.chart_series import (
    BAND,
    BASE_BAR,
    BLUE,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    INK,
    NO_FILL,
    NO_LINE,
    NO_MARKER,
    OTHER_BAR,
    PALE_BAR,
    Series,
    disc,
    drop,
    fill,
    label,
    labels,
    line,
    only,
    stripes,
)
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import shortened
from briefing.outputs.strokes import Plot, dodged, last, preliminary_from

_DEFAULT_GAP = 5.0  # a label stands so far from its point when it is not moved
_UNDER_TOP = 7.0  # the word for preliminary stands so far under the top of the plot, in points
_BESIDE_DOT = 2.0  # a value stands so much further from the dot at the end of its line
_NEAR = 3.0  # a label that was moved less needs no leader
_LABEL_COLUMN = 12.0  # labels stand so far from the right end of the plot, in points


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


def lines(chart: Chart, plot: Plot, width: float, height: float) -> Sheet:
    """The band behind, the comparable municipalities thin, the own one thick, its preliminary part dashed with hollow rings."""
    key = dict(chart.legend)
    ends = _end_value(chart, width) if chart.kind is ChartKind.RUTA else _end_labels(chart, plot, width, height)
    edges = tuple(next((trace.values for trace in chart.traces if trace.role is role), ()) for role in EDGES)
    band = _band(edges, key.get(TraceRole.KVARTIL_NEDRE, ""))
    outlines = () if band else tuple(Series("", values, line(EDGE, 0.8), NO_MARKER) for values in edges if values)
    thick = 2.2 if chart.kind is ChartKind.RUTA else 2.6
    own = [each for trace in chart.traces if trace.role is TraceRole.EGEN for each in _own(trace, ends.get(trace.label, ""), thick)]
    peers = [
        Series(trace.label, trace.values, line(GREY_LINE, 0.55), NO_MARKER, labels=ends.get(trace.label, ""))
        for trace in chart.traces
        if trace.role is TraceRole.JAMFORBAR
    ]
    peers += [each for trace in chart.traces if trace.role is TraceRole.JAMFORBAR for each in _lone(trace, trace.values, GREY_LINE, 3)]
    named = key.get(TraceRole.JAMFORBAR, "")
    sample = [Series(named, (None,) * len(chart.categories), line(GREY_LINE, 0.55), NO_MARKER)] if named else []
    marks = (*_breaks(chart, plot), *_divider(chart, plot), *own, *_end_dot(chart), *_axis_labels(chart, plot))
    groups = (Group("area", band), Group("line", (*outlines, *peers, *sample, *marks)))
    shown = tuple(word for role, word in chart.legend if role is not TraceRole.KVARTIL_NEDRE or band)
    own_name = chart.own.label if chart.own else ""
    renamed = tuple(own_name if word == key.get(TraceRole.EGEN) else word for word in shown)
    return Sheet(tuple(each for each in groups if each.series), chart.categories, chart.tick_labels, plot, width, height, renamed)


def bars(chart: Chart, plot: Plot, width: float, height: float) -> Sheet:
    """The bars; beside the last one the expected range with its two numbers, or on the cover the latest value alone."""
    is_skyline = chart.kind is ChartKind.OMSLAG
    room = 1 if chart.interval else 0
    rows = tuple(_bar_row(chart, trace, room, plot, is_skyline=is_skyline) for trace in chart.traces)
    marks = _latest(chart) if is_skyline else _expected(chart, chart.interval, plot, (width, height)) if chart.interval else ()
    groups = (Group("bar", rows), Group("line", (*marks, *_axis_labels(chart, plot))))
    blanks = ("",) * room
    names, ticks = chart.categories + blanks, chart.tick_labels + blanks
    return Sheet(tuple(each for each in groups if each.series), names, ticks, plot, width, height)


def needs_own_labels(ticks: tuple[str, ...], plot: Plot) -> bool:
    """Whether a label is wider than the room of its category: an axis would break it over several lines."""
    return any(text_width(text, 8) > plot.step for text in ticks)


def _axis_labels(chart: Chart, plot: Plot) -> list[Series]:
    """The printed categories as labels under points on the axis, where the axis cannot print them."""
    ticks, axis = chart.tick_labels, chart.axis
    if not needs_own_labels(ticks, plot):
        return []
    values = tuple(axis.minimum if text else None for text in ticks)
    texts = (label(index, text, "b") for index, text in enumerate(ticks) if text)
    return [Series("", values, NO_LINE, NO_MARKER, labels=labels(*texts))]


def _band(edges: tuple[tuple[float | None, ...], ...], name: str) -> tuple[Series, ...]:
    """Nothing up to the lower edge, the fill from there to the upper one. Not drawn over a gap, which would look like a fall to zero."""
    low, high = edges
    pairs = [(lower, upper) for lower, upper in zip(low, high, strict=False) if lower is not None and upper is not None]
    if not pairs or len(pairs) < max(len(low), len(high)):
        return ()
    edge = line(EDGE, 0.8)
    return (
        Series("", tuple(lower for lower, _ in pairs), f"{NO_FILL}{NO_LINE}"),
        Series(name, tuple(upper - lower for lower, upper in pairs), f"{fill(BAND)}{edge}"),
    )


def _own(trace: Trace, label_at_end: str, thick: float) -> list[Series]:
    final = tuple(None if index in trace.preliminary else value for index, value in enumerate(trace.values))
    near = {index + step for index in trace.preliminary for step in (-1, 0, 1)}
    tail = tuple(value if index in near else None for index, value in enumerate(trace.values))
    lone = _lone(trace, final, BLUE, 5)
    if not trace.preliminary:
        return [Series(trace.label, final, line(BLUE, thick), NO_MARKER, labels=label_at_end), *lone]
    known = tuple(value if index in trace.preliminary else None for index, value in enumerate(trace.values))
    ends_preliminary = (end := last(trace.values)) is not None and end[0] in trace.preliminary
    name = f"{trace.label} (p)"
    return [
        Series(trace.label, final, line(BLUE, thick), NO_MARKER, labels="" if ends_preliminary else label_at_end),
        *lone,
        Series(name, tail, line(BLUE, 2, "sysDash"), NO_MARKER),
        *_rings(name, known, label_at_end if ends_preliminary else ""),
    ]


def _lone(trace: Trace, values: tuple[float | None, ...], colour: str, size: int) -> list[Series]:
    """Dots for values between two gaps: a line needs two."""
    padded = (None, *values, None)
    alone = tuple(
        each if before is None and after is None else None for before, each, after in zip(padded, values, padded[2:], strict=False)
    )
    return [Series(trace.label, alone, NO_LINE, disc(colour, size))] if any(each is not None for each in alone) else []


def _rings(name: str, values: tuple[float | None, ...], texts: str) -> tuple[Series, Series]:
    """Hollow rings: a white disc on a blue one, since not every program draws a marker with an outline of another colour."""
    return Series(name, values, NO_LINE, disc(BLUE, 7)), Series(name, values, NO_LINE, disc("FFFFFF", 4), labels=texts)


def _breaks(chart: Chart, plot: Plot) -> list[Series]:
    """A dotted line where the series is not comparable with what comes before, with its reason."""
    span = chart.axis.maximum - chart.axis.minimum
    top = chart.axis.maximum - span * _UNDER_TOP / (plot.bottom - plot.top)
    stroke = drop(top - chart.axis.minimum, GREY_TEXT, 0.8, dash="sysDot")
    return [
        Series(words, only(len(chart.categories), index, top), NO_LINE, NO_MARKER, labels=labels(label(index, said, "r")), ranges=stroke)
        for index, words in chart.breaks
        if (said := shortened(words, plot.right - plot.x(index) + _LABEL_COLUMN, 8.0))
    ]


def _divider(chart: Chart, plot: Plot) -> list[Series]:
    """A dotted line at the last final value, with the word for what comes after it."""
    first, axis = preliminary_from(chart), chart.axis
    if not first or not chart.preliminary_label:
        return []
    top = axis.maximum - (axis.maximum - axis.minimum) * _UNDER_TOP / (plot.bottom - plot.top)
    stroke = drop(top - axis.minimum, GREY_TEXT, 0.8, dash="sysDot")
    word = labels(label(first - 1, chart.preliminary_label, "r"))
    return [Series(chart.preliminary_label, only(len(chart.categories), first - 1, top), NO_LINE, NO_MARKER, labels=word, ranges=stroke)]


def _end_value(chart: Chart, width: float) -> dict[str, str]:
    """Label of the own line → its last value as printed, at the right of it."""
    own = chart.own
    end = last(own.values) if own else None
    if own is None or end is None:
        return {}
    return {own.label: labels(label(end[0], own.value_labels[end[0]], "r", own=True, size=8.0, offset=(_BESIDE_DOT / width, 0.0)))}


def _end_dot(chart: Chart) -> tuple[Series, ...]:
    """The dot at the end of a small line; a preliminary end has its ring already."""
    own = chart.own
    end = last(own.values) if own and chart.kind is ChartKind.RUTA else None
    if own is None or end is None or end[0] in own.preliminary:
        return ()
    return (Series(own.label, only(len(own.values), end[0], end[1]), NO_LINE, disc(BLUE, 5)),)


def _end_labels(chart: Chart, plot: Plot, width: float, height: float) -> dict[str, str]:
    """Label of a trace → its name and value at the right of its line, moved apart, with a leader."""
    named = [(trace, end) for trace in chart.traces if trace.end_label and (end := last(trace.values)) is not None]
    named.sort(key=lambda each: plot.y(each[1][1]))
    wanted = [plot.y(value) for _, (_, value) in named]
    heights = dodged(wanted, plot.top + (2 * _UNDER_TOP if chart.preliminary_label else 4), plot.bottom - 4)
    placed = {}
    for (trace, (index, _)), y, moved in zip(named, wanted, heights, strict=True):
        own = trace.role is TraceRole.EGEN
        offset = ((plot.right + _LABEL_COLUMN - plot.x(index) - _DEFAULT_GAP) / width, (moved - y) / height)
        room = width - plot.right - _LABEL_COLUMN
        text = label(index, shortened(trace.end_label, room, 9.0 if own else 8.0, bold=own), "r", own=own, offset=offset)
        placed[trace.label] = labels(text, has_leaders=abs(moved - y) > _NEAR)
    return placed


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
        drawn.append(_rings(text, values, said) if own else (Series(text, values, NO_LINE, NO_MARKER, labels=said, ranges=reach),))
    drawn.sort(key=len)  # the ring lies on the range
    return tuple(series for each in drawn for series in each)
