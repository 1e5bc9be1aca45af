"""Widths of table columns from what stands in them: no word is broken where the page has room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.document.document import Cell, Column

PAGE_WIDTH_MM = 166.0

_POINTS_PER_MM = 72 / 25.4
_PADDING, _TIGHT = 9.0, 4.0  # the right margin of a cell, in points; the narrower one where the words would not fit otherwise
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
_LOOSE_BREAK = re.compile(r"[ \t]+|(?<=[–-])")


@dataclass(frozen=True)
class Widths:
    """Widths of the columns in mm, and the right margin of every cell in points (the left one is 0)."""

    columns: tuple[float, ...]
    padding: float


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width_mm: float = PAGE_WIDTH_MM) -> Widths:
    """Widths that sum to `width_mm`.

    A column is at least as wide as its longest word; widths that the look gives are kept above that. What is left goes to the others
    by how much text they hold. Where the words do not fit side by side the margins shrink, then ranges may break at their dash, and at
    last all columns shrink alike.
    """
    total = width_mm * _POINTS_PER_MM
    least: list[float] = []
    for padding, breaks in ((_PADDING, _BREAK), (_TIGHT, _BREAK), (_TIGHT, _LOOSE_BREAK)):
        least = [_least(column, cells, breaks) + padding for column, cells in _by_column(columns, rows)]
        if sum(least) < total:
            wanted = [max(_wanted(*each, padding), low) for each, low in zip(_by_column(columns, rows), least, strict=True)]
            shared = _shared(least, wanted, [not column.width_mm for column in columns], total) if least else []
            return Widths(tuple(each / _POINTS_PER_MM for each in shared), padding)
    return Widths(tuple(width_mm * each / sum(least) for each in least), _TIGHT)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in points, set in Calibri, signs in Arial."""
    advances = _ADVANCES[bold]
    return sum(advances.get(ord(each), _UNKNOWN) for each in text) * size / 1000


def _shared(least: list[float], wanted: list[float], is_free: list[bool], total: float) -> list[float]:
    """The total width shared out: too little is taken where there is slack, too much is given to the free columns by their text."""
    spare = total - sum(wanted)
    if spare < 0:
        slack = [want - low for want, low in zip(wanted, least, strict=True)]
        given = [size if free else 0.0 for size, free in zip(slack, is_free, strict=True)]
        slack = given if sum(given) >= -spare else slack
        return [want + spare * size / sum(slack) for want, size in zip(wanted, slack, strict=True)]
    shares = [want if free else 0.0 for want, free in zip(wanted, is_free, strict=True)]
    shares = shares if any(shares) else wanted
    return [want + spare * share / sum(shares) for want, share in zip(wanted, shares, strict=True)]


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
    for cell in cells:
        indent = _INDENT if cell.indent else 0.0
        yield f"{cell.symbol}\u00a0{cell.text}" if cell.symbol else cell.text, 9.5, cell.strong, indent
        yield cell.note, 8.5, False, indent
        if cell.synthetic:
            yield "\u00a0EXEMPEL\u00a0", 7.5, True, indent
