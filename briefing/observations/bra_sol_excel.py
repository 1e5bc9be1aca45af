"""Brå's SOL "excel": the sheet Resultat of an xls file, or the same saved as xlsx (format `bra-sol-excel`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.observations.bra_sol_blocks import Line, read_blocks
from briefing.observations.reading import Reading
from briefing.observations.workbook_cells import Cell, Sheet, sheets_of, text_of
from briefing.sources.source import Delivery, Part, Source

SHEET = "Resultat"
_MOST_OF_AN_AREA = 2  # Heby stands twice, since it changed county; no other area does
_AREA = re.compile(r" kommun$| län$|^Region |^Hela landet$")
_CHAPTER = re.compile(r"[0-9]+(-[0-9]+)? kap\.")


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery. The sheet is called Resultat; where none is, the first that holds something is read."""
    return read_blocks(delivery, source, _lines)


def _lines(part: Part) -> Sequence[Line]:
    sheets = [sheet for sheet in sheets_of(part) if not sheet.is_blank]
    sheet = next((sheet for sheet in sheets if sheet.name == SHEET), sheets[0] if sheets else Sheet(SHEET, ()))
    rows = [(number, _cells(row)) for number, row in enumerate(sheet.rows) if any(cell != "" for cell in row)]
    ancestors = _ancestors([cells for _, cells in rows])
    told = ((number, (cells[0], *([".."] * (len(cells) - 1))) if cells[0] in ancestors else cells) for number, cells in rows)
    return [Line(sheet.place(number), cells) for number, cells in told]


def _cells(row: Sequence[Cell]) -> tuple[str, ...]:
    """The cells as text; the blank column that SOL puts last is no column."""
    return tuple(text_of(cell) for cell in (row[:-1] if len(row) > 2 and row[-1] == "" else row))


def _ancestors(rows: Sequence[Sequence[str]]) -> frozenset[str]:
    """The names of rows that are ancestors of offences: in this export they have no `..`, and look as areas do.

    They begin with a chapter of the law, stand under a row that is without values too, or stand under every area.
    """
    alone = [(number, cells[0]) for number, cells in enumerate(rows) if cells[0] and not any(cells[1:])]
    numbers = {number for number, _ in alone}
    often = Counter(name for _, name in alone)
    return frozenset(
        name
        for number, name in alone
        if not _AREA.search(name) and (_CHAPTER.match(name) or number - 1 in numbers or often[name] > _MOST_OF_AN_AREA)
    )
