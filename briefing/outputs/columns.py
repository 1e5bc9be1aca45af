"""Widths of table columns from what stands in them: no word is broken where the page has room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from briefing.document.document import Cell, Column
from briefing.document.metrics import (
    BREAK,
    LOOSE_BREAK,
    NOTE_SIZE,
    PADDING,
    PAGE_WIDTH_MM,
    POINTS_PER_MM,
    SLACK,
    TIGHT,
    VALUE_SIZE,
    column_lines,
    least_width,
    right_indents,
    text_width,
)

__all__ = ["PAGE_WIDTH_MM", "Widths", "column_widths", "right_indents", "row_height", "text_width"]

_STEP = 6.0  # in points
_VALUE_LINE, _NOTE_LINE, _ROW_MARGINS = 11.6, 10.4, 4.4  # in points
_MOST_NATURAL = 2 * 142.0 * POINTS_PER_MM  # wider than two lines of the text column a cell does not ask to be


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
    total = width_mm * POINTS_PER_MM
    least: list[float] = []
    for padding, breaks in ((PADDING, BREAK), (TIGHT, BREAK), (TIGHT, LOOSE_BREAK)):
        least = [least_width(column, cells, breaks) + padding for column, cells in _by_column(columns, rows)]
        if sum(least) < total:
            wanted = [max(_wanted(*each, padding), low) for each, low in zip(_by_column(columns, rows), least, strict=True)]
            is_enough = not least or sum(wanted) <= total
            shared = _widened(columns, wanted, total) if is_enough else _narrowed(columns, rows, least, wanted, total)
            return Widths(tuple(each / POINTS_PER_MM for each in shared), padding)
    return Widths(tuple(width_mm * each / sum(least) for each in least), TIGHT)


def row_height(row: Sequence[Cell], widths: Widths) -> float:
    """How high a row becomes, in points: that of its highest cell, with its margins."""
    rooms = (width * POINTS_PER_MM - widths.padding for width in widths.columns)
    return max((_cell_height(cell, room) for cell, room in zip(row, rooms, strict=True)), default=0.0) + _ROW_MARGINS


def _cell_height(cell: Cell, room: float) -> float:
    value = text_width(f"{cell.symbol} {cell.text}" if cell.symbol else cell.text, VALUE_SIZE, bold=cell.strong)
    note = text_width(cell.note, NOTE_SIZE)
    return max(ceil(value / max(room, 1.0)), 1) * _VALUE_LINE + ceil(note / max(room, 1.0)) * _NOTE_LINE


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
        [(text_width(text, size, bold=bold) + indent) * SLACK + PADDING for text, size, bold, indent in column_lines(*each) if text]
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


def _wanted(column: Column, cells: Iterable[Cell], padding: float) -> float:
    if column.width_mm:
        return column.width_mm * POINTS_PER_MM
    widest = max((text_width(text, size, bold=bold) + indent for text, size, bold, indent in column_lines(column, cells)), default=0.0)
    return min(widest, _MOST_NATURAL) * SLACK + padding
