"""Bars as SVG: from zero, the expected range beside the last; the cover's bars without a value axis."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.figure import Chart, ChartKind, Trace, TraceRole
from briefing.outputs.columns import text_width
from briefing.outputs.strokes import (
    BASE_BAR,
    BLUE,
    EDGE,
    GREY_LINE,
    INK,
    OTHER_BAR,
    PALE_BAR,
    POINTS_PER_MM,
    Plot,
    at,
    circle,
    dodged,
    label,
    rectangle,
    shows_current,
    stroke,
)
from briefing.outputs.svg_axes import baseline, grid, plot_of

_GUTTER = 34 * POINTS_PER_MM  # room for the numbers of the expected range


def bar_strokes(chart: Chart, name: str, width: float, height: float) -> Iterable[str]:
    """The bars in a box of so many points; `name` begins the ids of their patterns."""
    plot = plot_of(chart, width - (_GUTTER if chart.interval else 0), height, top=16, inset=0.5)
    yield _stripes(name)
    yield from grid(chart, plot)
    for number, trace in enumerate(chart.traces):
        for index, value in enumerate(trace.values):
            yield _bar(chart, name, plot, (number, index), value)
    yield from baseline(chart, plot)
    if chart.kind is ChartKind.OMSLAG:
        yield from (label(width, 8, trace.end_label, "end", own=True) for trace in chart.traces[:1] if trace.end_label)
    else:
        yield from _bar_labels(chart, plot)
        yield from _expected(chart, plot)


def _bar(chart: Chart, name: str, plot: Plot, place: tuple[int, int], value: float | None) -> str:
    number, index = place
    share = 0.85 if chart.kind is ChartKind.OMSLAG else 0.66
    width = plot.step * share / len(chart.traces)
    x = plot.x(index) - plot.step * share / 2 + number * width
    if value is None:
        return circle(x + width / 2, plot.bottom - 5, 2, GREY_LINE, 0.8)
    zero, top = plot.y(max(plot.minimum, 0.0)), plot.y(value)
    look = _bar_look(chart, name, chart.traces[number], index)
    return rectangle(x, min(zero, top), width, abs(zero - top), look)


def _bar_look(chart: Chart, name: str, trace: Trace, index: int) -> str:
    """Fill and outline: striped when preliminary, the current bar in the own blue, base years darker than older ones."""
    is_current = shows_current(chart) and index == len(chart.categories) - 1 and trace.role is TraceRole.EGEN
    strong = is_current or index in chart.emphasised
    if index in trace.preliminary:
        return f'fill="url(#{name}-{"own" if strong else "grey"})" stroke="{BLUE if strong else EDGE}" stroke-width="1"'
    if is_current:
        return f'fill="{BLUE}"'
    if trace.role is TraceRole.JAMFORBAR or (chart.kind is ChartKind.OMSLAG and not strong):
        return f'fill="{OTHER_BAR}"'
    if strong or not chart.emphasised:
        return f'fill="{BASE_BAR}"'
    return f'fill="{PALE_BAR}" stroke="{EDGE}" stroke-width="0.8"'


def _bar_labels(chart: Chart, plot: Plot) -> Iterable[str]:
    """Values above the bars of a single row where they have room; the last one stands beside the range when there is one."""
    for trace in chart.traces if len(chart.traces) == 1 else ():
        last = len(trace.values) - 1
        for index, (value, text) in enumerate(zip(trace.values, trace.value_labels, strict=True)):
            has_room = text_width(text, 8) <= plot.step or index == last
            if value is not None and text and has_room and not (chart.interval and index == last):
                middle = plot.x(index) if chart.interval else min(plot.x(index), plot.right - text_width(text, 8) / 2)
                yield label(middle, plot.y(value) - 3, text, "middle", own=index == last and shows_current(chart), size=8, ink=INK)


def _expected(chart: Chart, plot: Plot) -> Iterable[str]:
    """The expected range as an I beside the last bar, the latest value as a ring on it, their numbers at the right."""
    interval = chart.interval
    if interval is None:
        return
    x, low, high = plot.right + 10, plot.y(interval.lower), plot.y(interval.upper)
    caps = at("M{} {}V{}M{} {}h6M{} {}h6", x, low, high, x - 3, low, x - 3, high)
    yield stroke(caps, f'stroke="{INK}" stroke-width="1.3"')
    labels = [(high, interval.upper_label, False), (low, interval.lower_label, False)]
    trace = chart.traces[0] if chart.traces else None
    if trace is not None and trace.values and (value := trace.values[-1]) is not None:
        y = plot.y(value)
        yield stroke(
            at("M{} {}H{}", plot.right - plot.step * 0.17, y, x),
            f'stroke="{BLUE}" stroke-width="0.8" stroke-dasharray="1 2"',
        )
        yield circle(x, y, 3, BLUE, 1.6)
        labels.append((y, trace.end_label or trace.value_labels[-1], True))
    labels.sort(key=lambda each: each[0])
    heights = dodged([y for y, _, _ in labels], plot.top, plot.bottom)
    yield from (label(x + 10, y + 2.8, text, "start", own=own) for y, (_, text, own) in zip(heights, labels, strict=True))


def _stripes(name: str) -> str:
    """Patterns of a preliminary bar: rules across, in the own blue and in grey."""
    pattern = (
        f'<pattern id="{name}-{{}}" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#FFFFFF"/>'
        '<path d="M0 2H4" stroke="{}" stroke-width="1"/></pattern>'
    )
    return f"<defs>{pattern.format('own', BLUE)}{pattern.format('grey', EDGE)}</defs>"
