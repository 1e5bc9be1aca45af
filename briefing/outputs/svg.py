"""Figures as SVG, for the HTML page and the PDF: strings only, drawn once, the same bytes for the same figure.

Lengths are points (1/72 inch), so that type sizes and line widths are those of the look. Numbers are printed only from the figure's labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from briefing.document.document import Figure, FigureKind, Trace, TraceRole
from briefing.outputs.strokes import (
    BAND,
    BASE_BAR,
    BLUE,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    HAIR,
    INK,
    OTHER_BAR,
    PALE_BAR,
    POINTS_PER_MM,
    Plot,
    at,
    circle,
    coordinate,
    dodged,
    label,
    last,
    path,
    rectangle,
    runs,
    stroke,
    text_width,
)

_GUTTER = 34 * POINTS_PER_MM  # room for names and values at the right
_KEY_ROW = 16.0
_AXIS_ROW = 17.0
_BANDS = (TraceRole.KVARTIL_NEDRE, TraceRole.KVARTIL_OVRE)


def svg(figure: Figure) -> str:
    """The figure as one `<svg>` element with title, description and ids of its own.

    A trend has lines over a band; bars stand from zero, with the expected range beside the last; bars without an axis are the
    cover's skyline. A gap is a break in a line, and a ring on the axis where a bar would stand: never a zero.
    """
    name = re.sub(r"[^A-Za-z0-9_-]", "-", figure.id)
    width, height = figure.width_mm * POINTS_PER_MM, figure.height_mm * POINTS_PER_MM
    drawing = _trend(figure, width, height) if figure.kind is FigureKind.TREND else _bars(figure, name, width, height)
    title = f"{figure.label}. {figure.caption}" if figure.label else figure.caption
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {coordinate(width)} {coordinate(height)}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" font-family="Carlito, Calibri, \'Segoe UI\', Arial, sans-serif" '
        f'font-size="8" fill="{GREY_TEXT}"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(figure.alt)}</desc>{"".join(drawing)}</svg>'
    )


def _trend(figure: Figure, width: float, height: float) -> Iterable[str]:
    left = max((text_width(text) for _, text in figure.axis.ticks), default=0.0) + 8
    plot = _plot(figure, left, _KEY_ROW + 4 if figure.legend else 6, width - _GUTTER, height, inset=0)
    yield from _key(figure, plot)
    yield from _grid(figure, plot)
    yield from _band(figure.traces, plot)
    for trace in figure.traces:
        if trace.role is TraceRole.JAMFORBAR:
            yield from _line(trace.values, plot, f'stroke="{GREY_LINE}" stroke-width="0.55"')
    yield from _baseline(figure, plot)
    yield from _divider(figure, plot)
    for trace in figure.traces:
        if trace.role is TraceRole.EGEN:
            yield from _own_line(trace, plot)
    yield from _end_labels(figure.traces, plot)


def _bars(figure: Figure, name: str, width: float, height: float) -> Iterable[str]:
    is_skyline = not figure.axis.ticks
    left = max((text_width(text) for _, text in figure.axis.ticks), default=-8.0) + 8
    plot = _plot(figure, left, 16, width - (_GUTTER if figure.interval else 0), height, inset=0.5)
    yield _stripes(name)
    yield from _grid(figure, plot)
    for number, trace in enumerate(figure.traces):
        for index, value in enumerate(trace.values):
            yield _bar(figure, name, plot, (number, index), value)
    yield from _baseline(figure, plot)
    if is_skyline:
        yield from (label(width, 8, trace.end_label, "end", own=True) for trace in figure.traces[:1] if trace.end_label)
    else:
        yield from _bar_labels(figure, plot)
        yield from _expected(figure, plot)


def _plot(figure: Figure, left: float, top: float, right: float, height: float, *, inset: float) -> Plot:
    axis = figure.axis
    return Plot(left, top, right, height - _AXIS_ROW, axis.minimum, axis.maximum, len(figure.categories), inset)


def _grid(figure: Figure, plot: Plot) -> Iterable[str]:
    for value, text in figure.axis.ticks:
        y = plot.y(value)
        yield stroke(at("M{} {}H{}", plot.left, y, plot.right), f'stroke="{HAIR}" stroke-width="0.5"')
        yield label(plot.left - 5, y + 2.8, text, "end")


def _baseline(figure: Figure, plot: Plot) -> Iterable[str]:
    """The category axis with its printed categories; marks only where categories are points and not bars."""
    yield stroke(at("M{} {}H{}", plot.left, plot.bottom, plot.right), f'stroke="{INK}" stroke-width="0.9"')
    current = len(figure.categories) - 1 if _shows_current(figure) else -1
    for index, text in enumerate(figure.tick_labels):
        if not text:
            continue
        half = text_width(text) / 2
        if plot.inset == 0:
            yield stroke(at("M{} {}v3", plot.x(index), plot.bottom), f'stroke="{INK}" stroke-width="0.9"')
        yield label(max(plot.x(index), half), plot.bottom + 12, text, "middle", own=index == current, size=8)


def _key(figure: Figure, plot: Plot) -> Iterable[str]:
    x, y = plot.left, 8.0
    for role, words in figure.legend:
        yield _key_sign(role, x, y)
        yield label(x + 23, y + 2.8, words, "start", own=role is TraceRole.EGEN, size=8)
        x += 23 + text_width(words) + 20


def _key_sign(role: TraceRole, x: float, y: float) -> str:
    if role in _BANDS:
        outline = f'fill="{BAND}" stroke="{EDGE}" stroke-width="0.8"'
        return rectangle(x, y - 4, 18, 8, outline)
    look = f'stroke="{BLUE}" stroke-width="2.6"' if role is TraceRole.EGEN else f'stroke="{GREY_LINE}" stroke-width="0.55"'
    return stroke(at("M{} {}h18", x, y), look)


def _band(traces: Sequence[Trace], plot: Plot) -> Iterable[str]:
    """The middle half of the comparable municipalities: pale fill, and edges that carry the contrast."""
    edges = [next((trace.values for trace in traces if trace.role is role), ()) for role in _BANDS]
    both = [(low, high) if low is not None and high is not None else (None, None) for low, high in zip(*edges, strict=True)]
    for run in runs([low for low, _ in both]):
        lower = [(plot.x(index), plot.y(both[index][0] or 0.0)) for index in run]
        upper = [(plot.x(index), plot.y(both[index][1] or 0.0)) for index in run]
        yield f'<path d="{path(upper + lower[::-1])}Z" fill="{BAND}"/>'
        for edge in (lower, upper):
            yield stroke(path(edge), f'stroke="{EDGE}" stroke-width="0.8"')


def _line(values: Sequence[float | None], plot: Plot, look: str) -> Iterable[str]:
    """A line that stops at a gap and goes on after it; one value between two gaps is a short stroke."""
    for run in runs(values):
        points = [(plot.x(index), plot.y(values[index] or 0.0)) for index in run]
        yield stroke(path(points) + ("h0.01" if len(run) == 1 else ""), f'{look} stroke-linecap="round" stroke-linejoin="round"')


def _own_line(trace: Trace, plot: Plot) -> Iterable[str]:
    """The own municipality: thick on a white casing; what leads to a preliminary value is dashed and ends in a hollow ring."""
    final = [None if index in trace.preliminary else value for index, value in enumerate(trace.values)]
    leading = [index in trace.preliminary or index + 1 in trace.preliminary for index in range(len(trace.values))]
    tail = [value if leads else None for value, leads in zip(trace.values, leading, strict=True)]
    yield from _line(trace.values, plot, 'stroke="#FFFFFF" stroke-width="4.4"')
    yield from _line(final, plot, f'stroke="{BLUE}" stroke-width="2.6"')
    for run in runs(tail):
        points = [(plot.x(index), plot.y(tail[index] or 0.0)) for index in run]
        yield stroke(path(points), f'stroke="{BLUE}" stroke-width="2" stroke-dasharray="3.2 2.2"')
    for index in sorted(trace.preliminary):
        value = trace.values[index]
        if value is not None:
            yield circle(plot.x(index), plot.y(value), 3, BLUE, 1.6)


def _divider(figure: Figure, plot: Plot) -> Iterable[str]:
    """A dotted line before the preliminary periods, where they are the last ones."""
    own = next((trace for trace in figure.traces if trace.role is TraceRole.EGEN), None)
    if own is None or not own.preliminary or not figure.preliminary_label:
        return
    first = min(own.preliminary)
    if first == 0 or own.preliminary != frozenset(range(first, len(own.values))):
        return
    x, y, look = plot.x(first - 0.5), plot.top + 9, f'stroke="{GREY_TEXT}" stroke-width="0.8"'
    yield stroke(at("M{} {}V{}", x, plot.top, plot.bottom), f'{look} stroke-dasharray="1 2"')
    yield label(max(x - 14, plot.left + text_width(figure.preliminary_label)), y, figure.preliminary_label, "end")
    yield stroke(at("M{} {}h7m-2.5 -2.5l2.5 2.5l-2.5 2.5", x - 11, y - 2.8), look)


def _end_labels(traces: Sequence[Trace], plot: Plot) -> Iterable[str]:
    """Names and values at the right of their lines, moved apart, each with a leader."""
    lines = (trace for trace in traces if trace.role not in _BANDS and trace.end_label)
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


def _bar(figure: Figure, name: str, plot: Plot, place: tuple[int, int], value: float | None) -> str:
    number, index = place
    share = 0.85 if not figure.axis.ticks else 0.66
    width = plot.step * share / len(figure.traces)
    x = plot.x(index) - plot.step * share / 2 + number * width
    if value is None:
        return circle(x + width / 2, plot.bottom - 5, 2, GREY_LINE, 0.8)
    zero, top = plot.y(max(plot.minimum, 0.0)), plot.y(value)
    look = _bar_look(figure, name, figure.traces[number], index)
    return rectangle(x, min(zero, top), width, abs(zero - top), look)


def _bar_look(figure: Figure, name: str, trace: Trace, index: int) -> str:
    """Fill and outline: striped when preliminary, the current bar in the own blue, base years darker than older ones."""
    is_current = _shows_current(figure) and index == len(figure.categories) - 1 and trace.role is TraceRole.EGEN
    strong = is_current or index in figure.emphasised
    if index in trace.preliminary:
        return f'fill="url(#{name}-{"own" if strong else "grey"})" stroke="{BLUE if strong else EDGE}" stroke-width="1"'
    if is_current:
        return f'fill="{BLUE}"'
    if trace.role is TraceRole.JAMFORBAR or (not figure.axis.ticks and not strong):
        return f'fill="{OTHER_BAR}"'
    if strong or not figure.emphasised:
        return f'fill="{BASE_BAR}"'
    return f'fill="{PALE_BAR}" stroke="{EDGE}" stroke-width="0.8"'


def _shows_current(figure: Figure) -> bool:
    """Whether the last bar is the one that the figure is about."""
    return figure.kind is FigureKind.STAPLAR and bool(figure.axis.ticks) and len(figure.categories) - 1 not in figure.emphasised


def _bar_labels(figure: Figure, plot: Plot) -> Iterable[str]:
    """Values above the bars of a single row where they have room; the last one stands beside the range when there is one."""
    for trace in figure.traces if len(figure.traces) == 1 else ():
        last = len(trace.values) - 1
        for index, (value, text) in enumerate(zip(trace.values, trace.value_labels, strict=True)):
            has_room = text_width(text) <= plot.step or index == last
            if value is not None and text and has_room and not (figure.interval and index == last):
                middle = plot.x(index) if figure.interval else min(plot.x(index), plot.right - text_width(text) / 2)
                yield label(middle, plot.y(value) - 3, text, "middle", own=index == last and _shows_current(figure), size=8, ink=INK)


def _expected(figure: Figure, plot: Plot) -> Iterable[str]:
    """The expected range as an I beside the last bar, the latest value as a ring on it, their numbers at the right."""
    interval = figure.interval
    if interval is None:
        return
    x, low, high = plot.right + 10, plot.y(interval.lower), plot.y(interval.upper)
    caps = at("M{} {}V{}M{} {}h6M{} {}h6", x, low, high, x - 3, low, x - 3, high)
    yield stroke(caps, f'stroke="{INK}" stroke-width="1.3"')
    labels = [(high, interval.upper_label, False), (low, interval.lower_label, False)]
    trace = figure.traces[0] if figure.traces else None
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
