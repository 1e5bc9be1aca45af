"""Ryggradsdiagram as a native chart: x is the place on each row's own scale from 0 to 1, y the height in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.document.figure import Axis, Mark, Spine
from briefing.outputs.chart_series import (
    BAND,
    BLUE,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    HAIR,
    INK,
    disc,
    label,
    labels,
    line,
)
from briefing.outputs.chart_spine_places import BESIDE, Printed, SpineSheet, spine_key, spine_sheet, spine_texts
from briefing.outputs.scatter import Points, Scatter, scatter_chart
from briefing.outputs.strokes import Plot

_BAND, _MEDIAN, _TICK, _INTERVAL, _EDGE, _THIN = 10.0, 13.0, 8.0, 3.2, 0.8, 0.28  # in points
_DIAMOND, _RING = 9, 6
_WHITE = "FFFFFF"

Place = tuple[float, float | None]


def spine_chart(spine: Spine, width: float, height: float, sources: Sequence[Sequence[str]]) -> tuple[bytes, bytes]:
    """The chart part and the workbook inside it, for a box of so many points."""
    sheet = spine_sheet(spine, width, height)
    marks = [*_bands(sheet), *_everyone(sheet), *_medians(sheet), *_peers(sheet), *_own(sheet), *_key_marks(sheet)]
    series = (*_rules(sheet), *(each for each in marks if each.places), _texts(sheet))
    x_axis = Axis(sheet.share(0.0), sheet.share(width), ())
    plot = Plot(0.0, 0.0, width, height, 0.0, height, 1, 0.0)
    return scatter_chart(Scatter(series, x_axis, Axis(0.0, height, ()), plot, width, height, shows_axes=False), sources)


def _rules(sheet: SpineSheet) -> Iterator[Points]:
    """A thin rule under each heading."""
    lines = [(sheet.share(0.0), sheet.share(sheet.width), each.y - 0.3 * sheet.step) for each in sheet.lines if each.heading]
    if lines:
        yield Points("", _levels(lines), _stroke(HAIR, 0.5))


def _bands(sheet: SpineSheet) -> Iterator[Points]:
    """The middle half: a thick flat line with an edge around it."""
    rows = [(each.row.quartiles, each.y) for each in sheet.lines if each.row]
    strokes = [(low.place, high.place, y) for (low, high), y in rows]
    about = (("Värde", tuple(value for (low, high), _ in rows for value in (low.value, high.value, None))),)
    edge = _EDGE / (sheet.right - sheet.left)
    yield Points("", _levels([(low - edge, high + edge, y) for low, high, y in strokes]), _stroke(EDGE, _BAND + 2 * _EDGE))
    yield Points(sheet.words.get("quartiles", ""), _levels(strokes), _stroke(BAND, _BAND), about=about)


def _everyone(sheet: SpineSheet) -> Iterator[Points]:
    """Every municipality as a tick."""
    marks = [(each.row.label, mark, each.y) for each in sheet.lines if each.row for mark in each.row.everyone]
    yield _ticks(sheet.words.get("everyone", ""), marks, _TICK, _stroke(GREY_LINE, _THIN))


def _medians(sheet: SpineSheet) -> Iterator[Points]:
    marks = [(each.row.label, each.row.median, each.y) for each in sheet.lines if each.row]
    yield _ticks(sheet.words.get("median", ""), marks, _MEDIAN, _stroke(INK, 1.3))


def _peers(sheet: SpineSheet) -> Iterator[Points]:
    """The comparable municipalities as hollow rings: a white disc on a grey one, since not every program draws an outline."""
    marks = [(each.row.label, mark, each.y) for each in sheet.lines if each.row for mark in each.row.peers]
    yield _marked(sheet.words.get("peer", ""), marks, disc(GREY_TEXT, _RING))
    yield _marked("", marks, disc(_WHITE, _RING - 2))


def _own(sheet: SpineSheet) -> Iterator[Points]:
    """The own municipality on its interval, with a white edge that sets it off."""
    intervals = [(each.row.interval, each.y) for each in sheet.lines if each.row and each.row.interval]
    about = (("Värde", tuple(value for (low, high), _ in intervals for value in (low.value, high.value, None))),)
    yield Points(
        sheet.words.get("interval", ""),
        _levels([(low.place, high.place, y) for (low, high), y in intervals]),
        _stroke(BLUE, _INTERVAL),
        about=about,
    )
    marks = [(each.row.label, each.row.own, each.y) for each in sheet.lines if each.row]
    yield _marked("", marks, disc(_WHITE, _DIAMOND + 2, "diamond"))
    yield _marked(sheet.words.get("own", ""), marks, disc(BLUE, _DIAMOND, "diamond"))


def _marked(name: str, marks: Sequence[tuple[str, Mark, float]], marker: str) -> Points:
    """Marks of several rows as one series; the workbook says which row each stands on and its value."""
    about = (("Nyckeltal", tuple(row for row, _, _ in marks)), ("Värde", tuple(mark.value for _, mark, _ in marks)))
    return Points(name, tuple((mark.place, y) for _, mark, y in marks), marker=marker, about=about if name else ())


def _ticks(name: str, marks: Sequence[tuple[str, Mark, float]], height: float, shape: str) -> Points:
    """Marks of several rows as upright strokes. (Ranges at points would do, but not every program draws them without caps.)"""
    rows = tuple(each for row, _, _ in marks for each in (row, None, None))
    values = tuple(each for _, mark, _ in marks for each in (mark.value, None, None))
    about = (("Nyckeltal", rows), ("Värde", values))
    return Points(name, _uprights([(mark.place, y) for _, mark, y in marks], height), shape, about=about)


def _uprights(places: Sequence[tuple[float, float]], height: float) -> tuple[Place, ...]:
    """Upright strokes around points, a gap after each."""
    return tuple(place for x, y in places for place in ((x, y - height / 2), (x, y + height / 2), (x, None)))


def _levels(ends: Sequence[tuple[float, float, float]]) -> tuple[Place, ...]:
    """Level strokes from x to x at a height, a gap after each."""
    return tuple(place for low, high, y in ends for place in ((low, y), (high, y), (high, None)))


def _stroke(colour: str, points: float) -> str:
    return line(colour, points, cap="flat")


def _texts(sheet: SpineSheet) -> Points:
    """All that is printed, as labels of points that are not drawn."""
    texts = spine_texts(sheet)
    printed = (_printed(index, each, sheet.width) for index, each in enumerate(texts))
    return Points("", tuple((sheet.share(each.x), each.y) for each in texts), labels=labels(*printed))


def _printed(index: int, text: Printed, width: float) -> str:
    """The label, moved to where its point is: a program leaves a little room between them."""
    offset = (-BESIDE / width if text.side == "r" else BESIDE / width, 0.0)
    return label(index, text.words, text.side, own=text.own, strong=text.strong, ink=text.ink, size=text.size, offset=offset)


def _key_marks(sheet: SpineSheet) -> Iterator[Points]:
    """A sample of every sign beside its word, drawn as the sign is."""
    tick = (0.0, 0.0)
    signs = {
        "own": [Points("", (tick,), marker=disc(BLUE, _DIAMOND, "diamond"))],
        "peer": [Points("", (tick,), marker=disc(GREY_TEXT, _RING)), Points("", (tick,), marker=disc(_WHITE, _RING - 2))],
        "everyone": [Points("", _uprights([(-4.0, 0.0), tick, (4.0, 0.0)], _TICK), _stroke(GREY_LINE, _THIN))],
        "median": [Points("", _uprights([tick], _MEDIAN), _stroke(INK, 1.3))],
        "interval": [Points("", _levels([(-6.0, 6.0, 0.0)]), _stroke(BLUE, _INTERVAL))],
        "quartiles": [
            Points("", _levels([(-6.0 - _EDGE, 6.0 + _EDGE, 0.0)]), _stroke(EDGE, _BAND + 2 * _EDGE)),
            Points("", _levels([(-6.0, 6.0, 0.0)]), _stroke(BAND, _BAND)),
        ],
    }
    for name, _, x, y in spine_key(sheet):
        for sign in signs[name]:
            moved = tuple((sheet.share(x + across), None if up is None else y + up) for across, up in sign.places)
            yield replace(sign, places=moved)
