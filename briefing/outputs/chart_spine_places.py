"""Where everything of a ryggradsdiagram stands, in points, and all that is printed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.document.figure import Spine, SpineRow
from briefing.outputs.chart_series import DEEP, GREY_TEXT, INK
from briefing.outputs.columns import text_width
from briefing.outputs.shortening import shortened

BESIDE = 5.0  # a label stands so far from its point

_INSET = 2.0  # from the edge: LibreOffice shrinks a chart whose labels reach out of it
_WIDEST_NAMES = 0.32  # of the width: the scale must keep its room
_SLACK = 1.03  # kerning and rounding of a word processor
_SAMPLE = 15.0  # a sign of the key
_BETWEEN = 12.0  # at most so much more between two signs of the key


@dataclass(frozen=True)
class Line:
    """A line of the figure: a heading, an indicator, or nothing but its height; `y` is its middle in points from the bottom."""

    y: float
    heading: str = ""
    row: SpineRow | None = None


@dataclass(frozen=True)
class Printed:
    """A text of the figure: where it begins, ends or has its middle, and how it is set."""

    x: float
    y: float
    words: str
    side: str
    size: float = 8.0
    ink: str = GREY_TEXT
    own: bool = False
    strong: bool = False


@dataclass(frozen=True)
class SpineSheet:
    """The figure in points: names up to `names`, scale from `left` to `right`, own value up to `own`, median up to the edge."""

    spine: Spine
    width: float
    height: float
    names: float
    left: float
    right: float
    own: float

    @property
    def words(self) -> dict[str, str]:
        return dict(self.spine.words)

    @property
    def key(self) -> list[list[tuple[str, str]]]:
        """The signs that the key explains with their words, in as many lines as they need."""
        rows: list[list[tuple[str, str]]] = [[]]
        for name in ("own", "interval", "peer", "everyone", "median", "quartiles"):
            word = shortened(self.words.get(name, ""), self.width - _SAMPLE, 8)
            if rows[-1] and _key_width([*rows[-1], (name, word)]) > self.width - 2 * _INSET:
                rows.append([])
            rows[-1] += [(name, word)] if word else []
        return rows

    @property
    def step(self) -> float:
        """The height of a line: the head, a line per heading and per row, the key."""
        return self.height / (1 + len(self.key) + sum(1 + len(rows) for _, rows in self.spine.groups))

    @property
    def lines(self) -> list[Line]:
        drawn = [(each, row) for each, rows in self.spine.groups for row in (None, *rows)]
        heights = (self.height - (1.5 + index) * self.step for index in range(len(drawn)))
        return [Line(y, "" if row else heading, row) for y, (heading, row) in zip(heights, drawn, strict=True)]

    def share(self, x: float) -> float:
        """Where so many points from the left edge are on the scale."""
        return (x - self.left) / (self.right - self.left)


def spine_sheet(spine: Spine, width: float, height: float) -> SpineSheet:
    """The places for a box of so many points."""
    rows = [row for _, rows in spine.groups for row in rows]
    words = dict(spine.words)
    names = min(max(_widest([row.label for row in rows], 9), _widest([row.note for row in rows], 8)), _WIDEST_NAMES * width)
    left = _INSET + names + _widest([row.lowest for row in rows], 8) + 3 * BESIDE
    own = width - _INSET - _widest([words.get("median", ""), *(row.median.label for row in rows)], 8) - 2 * BESIDE
    right = own - _widest([words.get("own", ""), *(row.own.label for row in rows)], 9, bold=True) - 2 * BESIDE
    right -= _widest([row.highest for row in rows], 8) + BESIDE
    return SpineSheet(spine, width, height, names, left, max(right, left + 40.0), own)


def spine_texts(sheet: SpineSheet) -> list[Printed]:
    """All that is printed: the head, names and numbers of each row, the words of the key."""
    return [each for each in (*_head(sheet), *_lines(sheet), *_key_words(sheet)) if each.words]


def spine_key(sheet: SpineSheet) -> Iterator[tuple[str, str, float, float]]:
    """What each sign of the key explains, its word, and where the sign stands."""
    for index, row in enumerate(sheet.key):
        x, y = _INSET, (len(sheet.key) - 0.5 - index) * sheet.step
        spare = (sheet.width - 2 * _INSET - _key_width(row)) / max(len(row) - 1, 1)
        for name, word in row:
            yield name, word, x + _SAMPLE / 2, y
            x += _key_width([(name, word)]) + min(spare, _BETWEEN)


def _widest(texts: Iterable[str], size: float, *, bold: bool = False) -> float:
    return max((text_width(text, size, bold=bold) for text in texts), default=0.0) * _SLACK


def _head(sheet: SpineSheet) -> Iterator[Printed]:
    words, y = sheet.words, sheet.height - 0.5 * sheet.step
    yield Printed(sheet.left, y, words.get("lowest", ""), "r")
    yield Printed(sheet.right, y, words.get("highest", ""), "l")
    yield Printed(sheet.own, y, words.get("own", ""), "l", own=True)
    yield Printed(sheet.width - _INSET, y, words.get("median", ""), "l")


def _lines(sheet: SpineSheet) -> Iterator[Printed]:
    for each in sheet.lines:
        row = each.row
        if row is None:
            yield Printed(_INSET, each.y, shortened(each.heading, sheet.width, 9, bold=True), "r", 9, DEEP, strong=True)
            continue
        yield Printed(_INSET, each.y + (5.0 if row.note else 0.0), shortened(row.label, sheet.names, 9), "r", 9, INK)
        yield Printed(_INSET, each.y - 5.0, shortened(row.note, sheet.names, 8), "r")
        yield Printed(sheet.left - BESIDE, each.y, row.lowest, "l")
        yield Printed(sheet.right + BESIDE, each.y, row.highest, "r")
        yield Printed(sheet.own, each.y, row.own.label, "l", 9, own=True)
        yield Printed(sheet.width - _INSET, each.y, row.median.label, "l")


def _key_width(row: Sequence[tuple[str, str]]) -> float:
    return sum(_SAMPLE + text_width(word, 8) * _SLACK + BESIDE for _, word in row)


def _key_words(sheet: SpineSheet) -> Iterator[Printed]:
    return (Printed(x + _SAMPLE / 2 + 4.0, y, word, "r") for _, word, x, y in spine_key(sheet))
