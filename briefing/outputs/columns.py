"""Widths of table columns from what stands in them: no word is broken where the page has room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf

from briefing.document.document import Align, Cell, Column

PAGE_WIDTH_MM = 166.0

_POINTS_PER_MM = 72 / 25.4
_PADDING, _TIGHT = 9.0, 4.0  # the right margin of a cell, in points; the narrower one where the words would not fit otherwise
_STEP = 6.0  # in points
_SLACK = 1.03  # kerning and rounding of a word processor
_INDENT = 6.0  # a row that is part of the one above, in points
_MOST_NATURAL = 2 * 142.0 * _POINTS_PER_MM  # wider than two lines of the text column a cell does not ask to be

# Advance widths of Calibri (and of Carlito, its metric twin) in thousandths of an em: width → characters.
_REGULAR = {
    221: "'", 226: " \u00a0", 229: "il", 239: "j", 250: ",’", 252: ".I·", 268: ":;", 303: "()[]", 305: "f-", 319: "J{}", 326: "!",
    338: "t²³°", 349: "r", 391: "sz/\\", 420: "L\"”", 433: "cx", 455: "vyk", 471: "FSZ?|g", 488: "aåäTYEÉ",
    507: "0123456789$#*+<=>^_e~é–§±×−",
    525: "PXKbdhnpquüoö", 544: "CRB", 579: "VAÅÄ", 631: "DHG", 662: "UÜNOÖ", 690: "½Q&…", 715: "%w", 799: "m", 905: "MW@—",
}  # fmt: skip
_BOLD = {
    226: " \u00a0", 258: "',’il.I·j", 276: ":;", 312: "()-", 331: "f[]!J", 355: "²³°{}tr", 399: "zs", 435: "cL/\\\"”", 480: "Fx?Svgy|Zk",
    507: "0123456789$#*+<=>^_~–§±×−EÉaåäTeé", 538: "YCPbdhnpquüoö", 563: "KXBR", 606: "VAÅÄ", 637: "DHG", 676: "UÜNOÖ", 711: "Q½&…",
    745: "%w", 813: "m", 906: "M@—W",
}  # fmt: skip
# The signs are set in Arial (and in Liberation Sans, its metric twin).
_SIGNS = {500: "↑↓", 584: "×", 604: "●○■□", 1000: "▲▼◄►→←"}
_UNKNOWN = 700  # a character that is not in the tables: other scripts, emoji

_ADVANCES = {
    bold: {ord(each): width for table in (tables, _SIGNS) for width, characters in table.items() for each in characters}
    for bold, tables in ((False, _REGULAR), (True, _BOLD))
}
# A line may break at a blank, and after a hyphen between letters; never inside a date, and inside a range only where it must.
_BREAK = re.compile(r"[ \t]+|(?<=[^\W\d]-)(?=[^\W\d])")
# What follows the unit digit of a number or of the upper end of a range; a dash and a cross stand where the unit digit would.
_NUMBER = re.compile(r"(?:[-−]?\d[\d\u00a0]*(?:,\d+)?–)?(?:[-−]?\d[\d\u00a0]*(?<=\d)|–|×)((?:,\d+)?(?:\u00a0%)?(?:\u00a0\(p\))?)")
_VALUE_SIZE, _NOTE_SIZE, _VALUE_LINE, _NOTE_LINE, _ROW_MARGINS = 9.5, 8.5, 11.6, 10.4, 4.4
_LOOSE_BREAK = re.compile(r"[ \t]+|(?<=[–-])")


@dataclass(frozen=True)
class Widths:
    """Widths of the columns in mm, and the right margin of every cell in points (the left one is 0)."""

    columns: tuple[float, ...]
    padding: float


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width_mm: float = PAGE_WIDTH_MM) -> Widths:
    """Widths that sum to `width_mm`.

    A column is at least as wide as its longest word; widths that the look gives are kept above that. What is left goes to the others
    by how much text they hold, and where not all of it fits on one line, to those whose cells become lower by it. Where the words do
    not fit side by side the margins shrink, then ranges may break at their dash, and at last all columns shrink alike.
    """
    total = width_mm * _POINTS_PER_MM
    least: list[float] = []
    for padding, breaks in ((_PADDING, _BREAK), (_TIGHT, _BREAK), (_TIGHT, _LOOSE_BREAK)):
        least = [_least(column, cells, breaks) + padding for column, cells in _by_column(columns, rows)]
        if sum(least) < total:
            wanted = [max(_wanted(*each, padding), low) for each, low in zip(_by_column(columns, rows), least, strict=True)]
            is_enough = not least or sum(wanted) <= total
            shared = _widened(columns, wanted, total) if is_enough else _narrowed(columns, rows, least, wanted, total)
            return Widths(tuple(each / _POINTS_PER_MM for each in shared), padding)
    return Widths(tuple(width_mm * each / sum(least) for each in least), _TIGHT)


def right_indents(column: Column, cells: Sequence[Cell]) -> tuple[tuple[float, float], ...]:
    """How far in from the right edge the value line and the second line of each cell end, in points.

    The unit digits of numbers and ranges stand under each other, whatever decimals, percent sign or (p) comes after them. What is not a
    number ends at the edge.
    """
    if column.align is not Align.RIGHT:
        return tuple((0.0, 0.0) for _ in cells)
    values = _aligned([("" if cell.symbol else cell.text, cell.strong) for cell in cells], _VALUE_SIZE)
    return tuple(zip(values, _aligned([(cell.note, False) for cell in cells], _NOTE_SIZE), strict=True))


def row_height(row: Sequence[Cell], widths: Widths) -> float:
    """How high a row becomes, in points: that of its highest cell, with its margins."""
    rooms = (width * _POINTS_PER_MM - widths.padding for width in widths.columns)
    return max((_cell_height(cell, room) for cell, room in zip(row, rooms, strict=True)), default=0.0) + _ROW_MARGINS


def _cell_height(cell: Cell, room: float) -> float:
    value = text_width(f"{cell.symbol} {cell.text}" if cell.symbol else cell.text, _VALUE_SIZE, bold=cell.strong)
    note = text_width(cell.note, _NOTE_SIZE)
    return max(ceil(value / max(room, 1.0)), 1) * _VALUE_LINE + ceil(note / max(room, 1.0)) * _NOTE_LINE


def _aligned(texts: Sequence[tuple[str, bool]], size: float) -> list[float]:
    tails = [text_width(match[1], size, bold=bold) if (match := _NUMBER.fullmatch(text)) else None for text, bold in texts]
    longest = max((tail for tail in tails if tail is not None), default=0.0)
    return [0.0 if tail is None else longest - tail for tail in tails]


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in points, set in Calibri, signs in Arial."""
    advances = _ADVANCES[bold]
    return sum(advances.get(ord(each), _UNKNOWN) for each in text) * size / 1000


def _widened(columns: Sequence[Column], wanted: list[float], total: float) -> list[float]:
    """More room than is needed, given to the columns whose width is free, by their text."""
    shares = [0.0 if column.width_mm else want for column, want in zip(columns, wanted, strict=True)]
    shares = shares if any(shares) else wanted
    return [want + (total - sum(wanted)) * share / sum(shares) for want, share in zip(wanted, shares, strict=True)]


def _narrowed(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], least: list[float], wanted: list[float], total: float
) -> list[float]:
    """Less room than is needed: step by step to the column whose lines become fewer by it; a given width is the most that it takes."""
    lines = [
        [(text_width(text, size, bold=bold) + indent) * _SLACK + _PADDING for text, size, bold, indent in _texts(*each) if text]
        for each in _by_column(columns, rows)
    ]
    given = [
        min(max(each), want) if column.width_mm else low for each, want, low, column in zip(lines, wanted, least, columns, strict=True)
    ]
    widths = given if sum(given) < total else list(least)
    most = [want if column.width_mm and widths is given else inf for want, column in zip(wanted, columns, strict=True)]
    gains = [_gain(each, width) for each, width in zip(lines, widths, strict=True)]
    while sum(widths) + _STEP <= total and any(gains):
        best = max(range(len(gains)), key=gains.__getitem__)
        widths[best] += _STEP
        gains[best] = _gain(lines[best], widths[best]) if widths[best] + _STEP <= most[best] else 0.0
    return [width + (total - sum(widths)) / len(widths) for width in widths]


def _gain(lines: Sequence[float], width: float) -> float:
    """How much lower the cells become when the column is a step wider; what is on one line already gains nothing."""
    return sum(max(each / width - 1, 0.0) ** 2 - max(each / (width + _STEP) - 1, 0.0) ** 2 for each in lines)


def _by_column(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Column, list[Cell]]]:
    return ((column, [row[index] for row in rows if index < len(row)]) for index, column in enumerate(columns))


def _least(column: Column, cells: Iterable[Cell], breaks: re.Pattern[str]) -> float:
    """The widest word, without the margin."""
    lines = _texts(column, cells)
    words = (text_width(word, size, bold=bold) + indent for text, size, bold, indent in lines for word in breaks.split(text))
    return max(words, default=0.0) * _SLACK


def _wanted(column: Column, cells: Iterable[Cell], padding: float) -> float:
    if column.width_mm:
        return column.width_mm * _POINTS_PER_MM
    widest = max((text_width(text, size, bold=bold) + indent for text, size, bold, indent in _texts(column, cells)), default=0.0)
    return min(widest, _MOST_NATURAL) * _SLACK + padding


def _texts(column: Column, cells: Iterable[Cell]) -> Iterator[tuple[str, float, bool, float]]:
    """Every line of a column: text, size, whether bold, indent."""
    yield column.heading, 8.5, True, 0.0
    cells = list(cells)
    for cell, (value, note) in zip(cells, right_indents(column, cells), strict=True):
        indent = _INDENT if cell.indent else 0.0
        yield f"{cell.symbol}\u00a0{cell.text}" if cell.symbol else cell.text, _VALUE_SIZE, cell.strong, indent + value
        yield cell.note, _NOTE_SIZE, False, indent + note
        if cell.synthetic:
            yield "\u00a0EXEMPEL\u00a0", 7.5, True, indent
