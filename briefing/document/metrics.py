"""How wide words are: what a table needs to be wide, and where the numbers of a column end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefing.document.document import Align, Cell, Column

PAGE_WIDTH_MM = 166.0
POINTS_PER_MM = 72 / 25.4
PADDING, TIGHT = 9.0, 4.0  # the right margin of a cell, in points; the narrower one where the words would not fit otherwise
SLACK = 1.03  # kerning and rounding of a word processor
VALUE_SIZE, NOTE_SIZE = 9.5, 8.5

_INDENT = 6.0  # a row that is part of the one above, in points

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
BREAK = re.compile(r"[ \t]+|(?<=[^\W\d]-)(?=[^\W\d])")
# What follows the unit digit of a number or of the upper end of a range; a dash and a cross stand where the unit digit would.
_NUMBER = re.compile(r"(?:[-−]?\d[\d\u00a0]*(?:,\d+)?–)?(?:[-−]?\d[\d\u00a0]*(?<=\d)|–|×)((?:,\d+)?(?:\u00a0%)?(?:\u00a0\(p\))?)")
LOOSE_BREAK = re.compile(r"[ \t]+|(?<=[–-])")


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in points, set in Calibri, signs in Arial."""
    advances = _ADVANCES[bold]
    return sum(advances.get(ord(each), _UNKNOWN) for each in text) * size / 1000


def right_indents(column: Column, cells: Sequence[Cell]) -> tuple[tuple[float, float], ...]:
    """How far in from the right edge the value line and the second line of each cell end, in points.

    The unit digits of numbers and ranges stand under each other, whatever decimals, percent sign or (p) comes after them. What is not a
    number ends at the edge.
    """
    if column.align is not Align.RIGHT:
        return tuple((0.0, 0.0) for _ in cells)
    values = _aligned([("" if cell.symbol else cell.text, cell.strong) for cell in cells], VALUE_SIZE)
    return tuple(zip(values, _aligned([(cell.note, False) for cell in cells], NOTE_SIZE), strict=True))


def least_width(column: Column, cells: Iterable[Cell], breaks: re.Pattern[str]) -> float:
    """The widest word, without the margin."""
    lines = column_lines(column, cells)
    words = (text_width(word, size, bold=bold) + indent for text, size, bold, indent in lines for word in breaks.split(text))
    return max(words, default=0.0) * SLACK


def column_lines(column: Column, cells: Iterable[Cell]) -> Iterator[tuple[str, float, bool, float]]:
    """Every line of a column: text, size, whether bold, indent."""
    yield column.heading, 8.5, True, 0.0
    cells = list(cells)
    for cell, (value, note) in zip(cells, right_indents(column, cells), strict=True):
        indent = _INDENT if cell.indent else 0.0
        yield f"{cell.symbol}\u00a0{cell.text}" if cell.symbol else cell.text, VALUE_SIZE, cell.strong, indent + value
        yield cell.note, NOTE_SIZE, False, indent + note
        if cell.synthetic:
            yield "\u00a0EXEMPEL\u00a0", 7.5, True, indent


def _aligned(texts: Sequence[tuple[str, bool]], size: float) -> list[float]:
    tails = [text_width(match[1], size, bold=bold) if (match := _NUMBER.fullmatch(text)) else None for text, bold in texts]
    longest = max((tail for tail in tails if tail is not None), default=0.0)
    return [0.0 if tail is None else longest - tail for tail in tails]
