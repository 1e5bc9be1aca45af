"""A spine chart as SVG: per indicator a tick for every municipality, the middle half, the median, the comparable ones, the own sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.document.figure import Mark, Spine, SpineRow
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import lines, shortened
from briefing.outputs.strokes import (
    BAND,
    BLUE,
    DEEP,
    EDGE,
    GREY_LINE,
    GREY_TEXT,
    HAIR,
    INK,
    POINTS_PER_MM,
    at,
    circle,
    label,
    rectangle,
    stroke,
)

_HEAD, _GROUP, _ROW, _KEY = (
    17.0,
    21.0,
    25.0,
    17.0,
)  # heights in points of the look; stretched alike where the figure is given another height
_NAMES = 38 * POINTS_PER_MM  # the labels of the rows at the left
_OWN, _MEDIAN = 20 * POINTS_PER_MM, 16 * POINTS_PER_MM  # the columns of figures at the right
_WIDEST = 30 * POINTS_PER_MM  # of the words over a column of figures
_AIR = 5.0
_HALF_BAND, _HALF_MEDIAN, _HALF_TICK, _HALF_SIGN, _PEER = 5.0, 7.0, 4.0, 4.5, 2.1


@dataclass(frozen=True)
class _Place:
    """Where the scales stand: from `left` to `right`, the numbers of their ends outside them; the columns of figures to the right."""

    left: float
    right: float
    own: float
    median: float

    def x(self, mark: Mark) -> float:
        return self.left + mark.place * (self.right - self.left)


def spine_strokes(spine: Spine, width: float, height: float) -> Iterable[str]:
    """The rows in a box of so many points, under their headings; the key below."""
    rows = [row for _, inside in spine.groups for row in inside]
    words = dict(spine.words)
    place = _place(rows, words, width)
    stretch = height / (_HEAD + _KEY + _GROUP * len(spine.groups) + _ROW * len(rows))
    yield from _head(words, place)
    y = _HEAD * stretch
    for heading, inside in spine.groups:
        yield from _heading(heading, y + _GROUP * stretch - 5, width)
        y += _GROUP * stretch
        for row in inside:
            yield from _row(row, y + _ROW * stretch / 2, place)
            y += _ROW * stretch
    yield from _key(words, height - 8, width)


def _place(rows: Sequence[SpineRow], words: dict[str, str], width: float) -> _Place:
    before = max((text_width(row.lowest, 8) for row in rows), default=0.0)
    after = max((text_width(row.highest, 8) for row in rows), default=0.0)
    left = _NAMES + before + 2 * _AIR
    last = max(
        _MEDIAN, *(text_width(text, 8) + 2 * _AIR for text in (shortened(words["median"], _WIDEST), *(row.median.label for row in rows)))
    )
    first = max(_OWN, *(text_width(row.own.label, 9, bold=True) + 2 * _AIR for row in rows), 0.0)
    return _Place(left, max(width - last - first - after - _AIR, left + 1), width - last, width)


def _head(words: dict[str, str], place: _Place) -> Iterable[str]:
    yield label(place.left, 9, f"◄ {words['lowest']}", "start")
    yield label(place.right, 9, f"{words['highest']} ►", "end")
    yield label(place.own, 9, shortened(words["own"], _OWN + _AIR, bold=True), "end", own=True, size=8)
    yield label(place.median, 9, shortened(words["median"], _WIDEST), "end")


def _heading(words: str, y: float, width: float) -> Iterable[str]:
    yield f'<g fill="{DEEP}" font-weight="700">{label(0, y, words, "start", size=9)}</g>'
    yield stroke(at("M0 {}H{}", y + 4.5, width), f'stroke="{HAIR}" stroke-width="0.5"')


def _row(row: SpineRow, y: float, place: _Place) -> Iterable[str]:
    yield from _names(row, y)
    yield label(place.left - _AIR, y + 2.8, row.lowest, "end")
    yield label(place.right + _AIR, y + 2.8, row.highest, "start")
    yield from _distribution(row, y, place)
    yield from _own(row, y, place)
    yield label(place.own, y + 3, row.own.label, "end", own=True)
    yield label(place.median, y + 3, row.median.label, "end")


def _names(row: SpineRow, y: float) -> Iterable[str]:
    """The label, its second line in grey below it."""
    found = lines(row.label, _NAMES)
    first = y + 2.8 - 4.6 * (len(found) - (0 if row.note else 1))
    for index, words in enumerate(found):
        yield label(0, first + 9.2 * index, words, "start", ink=INK)
    if row.note:
        yield label(0, first + 9.2 * len(found), shortened(row.note, _NAMES, 7.5), "start", size=7.5)


def _distribution(row: SpineRow, y: float, place: _Place) -> Iterable[str]:
    """The middle half as a band, a tick per municipality (one path), the median, the comparable municipalities as rings."""
    low, high = (place.x(mark) for mark in row.quartiles)
    yield rectangle(low, y - _HALF_BAND, max(high - low, 0.5), 2 * _HALF_BAND, f'fill="{BAND}" stroke="{EDGE}" stroke-width="0.5"')
    places = dict.fromkeys(round(place.x(mark), 1) for mark in row.everyone)
    ticks = "".join(at("M{} {}v{}", x, y - _HALF_TICK, 2 * _HALF_TICK) for x in places)
    yield stroke(ticks, f'stroke="{GREY_TEXT}" stroke-width="0.28"')
    yield stroke(at("M{} {}v{}", place.x(row.median), y - _HALF_MEDIAN, 2 * _HALF_MEDIAN), f'stroke="{INK}" stroke-width="1.3"')
    for mark in row.peers:
        yield circle(place.x(mark), y, _PEER, GREY_LINE, 1)


def _own(row: SpineRow, y: float, place: _Place) -> Iterable[str]:
    """The 95 % interval as a thick line, the own value as a diamond on it, both with a white casing."""
    if row.interval:
        line = at("M{} {}H{}", place.x(row.interval[0]), y, place.x(row.interval[1]))
        yield stroke(line, 'stroke="#FFFFFF" stroke-width="4.8"')
        yield stroke(line, f'stroke="{BLUE}" stroke-width="3.2"')
    yield _diamond(place.x(row.own), y)


def _diamond(x: float, y: float) -> str:
    half = _HALF_SIGN
    shape = at("M{} {}l{} {}l{} {}l{} {}Z", x, y - half, half, half, -half, half, -half, -half)
    return f'<path d="{shape}" fill="{BLUE}" stroke="#FFFFFF" stroke-width="1" paint-order="stroke"/>'


def _key(words: dict[str, str], y: float, width: float) -> Iterable[str]:
    """The words of the key in a row, each after its sign."""
    shown = {name: shortened(text, width / 4) for name, text in words.items() if name not in ("lowest", "highest")}
    used = sum(16 + text_width(text, 8, bold=name == "own") for name, text in shown.items())
    gap = min(16.0, max((width - used) / max(len(shown) - 1, 1), 2.0))
    x = 0.0
    for name, text in shown.items():
        yield from _key_sign(name, x, y)
        yield label(x + 16, y + 2.8, text, "start", own=name == "own", size=8)
        x += 16 + text_width(text, 8, bold=name == "own") + gap


def _key_sign(name: str, x: float, y: float) -> Iterable[str]:
    middle = x + 6
    match name:
        case "own":
            yield _diamond(middle, y)
        case "interval":
            yield stroke(at("M{} {}h12", x, y), f'stroke="{BLUE}" stroke-width="3.2"')
        case "peer":
            yield circle(middle, y, _PEER, GREY_LINE, 1)
        case "everyone":
            ticks = "".join(at("M{} {}v{}", x + step, y - _HALF_TICK, 2 * _HALF_TICK) for step in (1.5, 3.5, 5, 8.5, 10.5))
            yield stroke(ticks, f'stroke="{GREY_TEXT}" stroke-width="0.28"')
        case "median":
            yield stroke(at("M{} {}v{}", middle, y - 6, 12.0), f'stroke="{INK}" stroke-width="1.3"')
        case _:
            yield rectangle(x, y - 4, 12, 8, f'fill="{BAND}" stroke="{EDGE}" stroke-width="0.5"')
