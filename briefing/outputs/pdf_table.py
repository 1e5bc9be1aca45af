"""Tables of the PDF as plain values: columns with their widths in mm, cells with what stands on each line of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.document.document import Align, Cell, Table
from briefing.outputs.columns import Widths, column_widths, text_width
from briefing.outputs.pdf_words import words
from briefing.outputs.xml_text import allowed

_VALUE, _NOTE, _HEADING = 9.5, 8.5, 8.5  # sizes in points
_LINE, _NOTE_LINE = 11.6, 10.4
_AIR = 2.0  # above and below what stands in a cell
_POINTS_PER_MM = 72 / 25.4
_TOGETHER = 12  # a table of at most so many rows stands on one page with its notes
_PAGE = 251 * _POINTS_PER_MM
_TAIL = re.compile("(?:,\\d+)?(?:\u00a0%)?(?:\u00a0\\(p\\))?$")
_MARK = re.compile("(?:\u00a0\\(p\\))?$")
_DIGIT = re.compile(r"\d")
_PAGE_WIDTH = 166 * _POINTS_PER_MM


def table_data(table: Table, mark: str, short_mark: str, anchor: str) -> Mapping[str, Any]:
    """What the template needs to set a table. `together` says that it stands on one page with its caption and its notes.

    Numbers of a right-aligned column stand with their decimals and (p) below each other, where the column has room for it.
    """
    fitted = column_widths(table.columns, table.rows)
    inner = [width * _POINTS_PER_MM - fitted.padding for width in fitted.columns]
    tails = [_tail_width(column.align, cells, room) for column, cells, room in _by_column(table, inner)]
    heights = [_height(row, inner) for row in table.rows]
    height = sum(heights) + sum(_lines(note, _NOTE, _PAGE_WIDTH) for note in table.notes) * _NOTE_LINE
    return {
        "kind": "table",
        "anchor": anchor,
        "label": allowed(table.label),
        "caption": words(table.caption, width=_PAGE_WIDTH, size=_VALUE),
        "mark": mark if table.synthetic else "",
        "columns": [_column(table, index, fitted, room) for index, room in enumerate(inner)],
        "padding": fitted.padding,
        "air": _AIR,
        "rows": [
            {"long": tall > _PAGE / 3, "cells": [_cell(*each, short_mark) for each in zip(row, inner, tails, strict=True)]}
            for row, tall in zip(table.rows, heights, strict=True)
        ],
        "notes": [words(note, width=_PAGE_WIDTH, size=_NOTE) for note in table.notes if note],
        "together": len(table.rows) <= _TOGETHER and height < _PAGE * 0.7,
    }


def _by_column(table: Table, inner: Sequence[float]) -> list[tuple[Any, list[Cell], float]]:
    return [(column, [row[index] for row in table.rows], inner[index]) for index, column in enumerate(table.columns)]


def _column(table: Table, index: int, fitted: Widths, room: float) -> Mapping[str, Any]:
    column = table.columns[index]
    heading = words(column.heading, width=room, size=_HEADING)
    return {"width": fitted.columns[index], "right": column.align is Align.RIGHT, "heading": heading}


def _cell(cell: Cell, room: float, tail_width: float, short_mark: str) -> Mapping[str, Any]:
    return {
        "sign": words(cell.symbol, cell.tone, muted=cell.muted),
        "words": words(cell.text, muted=cell.muted, width=room, size=_VALUE, bold=cell.strong),
        "gap": round(tail_width - _width(_tail(cell), cell), 2) if tail_width and _is_number(cell) else 0,
        "note": words(cell.note, muted=cell.muted, width=room, size=_NOTE, bold=False),
        "strong": cell.strong,
        "muted": cell.muted,
        "indent": cell.indent,
        "mark": short_mark if cell.synthetic else "",
    }


def _is_number(cell: Cell) -> bool:
    return _DIGIT.search(cell.text) is not None


def _tail(cell: Cell) -> str:
    """The decimals and signs after the whole number: `,5 %`, ` (p)`; after a range the sign only."""
    text = allowed(cell.text)
    found = (_MARK if "–" in text else _TAIL).search(text)
    return found[0] if found and _is_number(cell) else ""


def _tail_width(align: Align, cells: Sequence[Cell], room: float) -> float:
    """How much room the tails of a column take; 0 where it has none, or where heads and tails would not fit beside each other."""
    if align is not Align.RIGHT or not cells:
        return 0.0
    tails = [_width(_tail(cell), cell) for cell in cells]
    heads = [_width(f"{cell.symbol}{cell.text}", cell) - tail for cell, tail in zip(cells, tails, strict=True)]
    return max(tails) if max(heads) + max(tails) <= room else 0.0


def _width(text: str, cell: Cell) -> float:
    return text_width(text, _VALUE, bold=cell.strong)


def _height(row: Sequence[Cell], inner: Sequence[float]) -> float:
    """How high a row stands, by the widths of its texts."""
    highest = max(
        (
            _lines(cell.text, _VALUE, room) * _LINE + (_lines(cell.note, _NOTE, room) * _NOTE_LINE if cell.note else 0)
            for cell, room in zip(row, inner, strict=True)
        ),
        default=0.0,
    )
    return highest + 2 * _AIR


def _lines(text: str, size: float, room: float) -> int:
    """How many lines a text takes, a little more than it needs."""
    return int(text_width(text, size) * 1.05 / max(room, 1.0)) + 1
