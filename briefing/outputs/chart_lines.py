"""What the series of a figure with lines are: the own line over a band, thin lines of others, breaks, labels at the ends."""

from __future__ import annotations

from briefing.document.figure import EDGES, Chart, ChartKind, Trace, TraceRole
from briefing.outputs.chart_series import (
    BAND,
    BLUE,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    NO_FILL,
    NO_LINE,
    NO_MARKER,
    Series,
    disc,
    drop,
    fill,
    label,
    labels,
    line,
    only,
)
from briefing.outputs.chart_sheet import Group, Sheet, axis_labels, rings
from briefing.outputs.shortening import shortened
from briefing.outputs.strokes import Plot, dodged, last, preliminary_from

_DEFAULT_GAP = 5.0  # a label stands so far from its point when it is not moved
_UNDER_TOP = 7.0  # the word for preliminary stands so far under the top of the plot, in points
_BESIDE_DOT = 2.0  # a value stands so much further from the dot at the end of its line
_NEAR = 3.0  # a label that was moved less needs no leader
_LABEL_COLUMN = 12.0  # labels stand so far from the right end of the plot, in points


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
    marks = (*_breaks(chart, plot), *_divider(chart, plot), *own, *_end_dot(chart), *axis_labels(chart, plot, height))
    groups = (Group("area", band), Group("line", (*outlines, *peers, *sample, *marks)))
    shown = tuple(word for role, word in chart.legend if role is not TraceRole.KVARTIL_NEDRE or band)
    own_name = chart.own.label if chart.own else ""
    renamed = tuple(own_name if word == key.get(TraceRole.EGEN) else word for word in shown)
    return Sheet(tuple(each for each in groups if each.series), chart.categories, chart.tick_labels, plot, width, height, renamed)


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
        *rings(name, known, label_at_end if ends_preliminary else ""),
    ]


def _lone(trace: Trace, values: tuple[float | None, ...], colour: str, size: int) -> list[Series]:
    """Dots for values between two gaps: a line needs two."""
    padded = (None, *values, None)
    alone = tuple(
        each if before is None and after is None else None for before, each, after in zip(padded, values, padded[2:], strict=False)
    )
    return [Series(trace.label, alone, NO_LINE, disc(colour, size))] if any(each is not None for each in alone) else []


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
