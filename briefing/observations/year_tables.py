"""Tables over years on Excel sheets, as agencies make them for reading: a title, a header one or two rows deep, notes below.

Years stand in the header (`2015*`, `Antal 2023`) or first in every row. Both are found by their years, wherever the table begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.observations.workbook_cells import Cell, Sheet, filled, text_of

_YEAR = re.compile(r"(?P<words>.*?)[ ]?(?<![0-9–-])(?P<year>(?:19|20)[0-9]{2})\*?(?: ?(?P<prel>prel\.?))?", re.IGNORECASE)
_SEARCHED = 12  # rows within which a table begins; a header further down has not been seen


@dataclass(frozen=True)
class Column:
    """One column of values: its words without the year, the words above them (a geography), its year (empty where rows have it)."""

    position: int
    words: str
    above: str
    year: str
    preliminary: bool = False


@dataclass(frozen=True)
class YearRow:
    """One row of values: `labels` is what stands before the values (without the year), blank ones taken from the row above."""

    number: int
    labels: tuple[str, ...]
    year: str
    preliminary: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class YearTable:
    """One table: its sheet, its title, the names of its label columns, its columns of values, its rows."""

    sheet: Sheet
    title: str
    label_names: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[YearRow, ...]


def year_table(sheet: Sheet) -> YearTable | None:
    """The table of a sheet; None where no year stands in a header or first in a row."""
    texts = [tuple(map(text_of, row)) for row in sheet.rows]
    return _years_across(sheet, texts) or _years_down(sheet, texts)


def year_of(text: str) -> tuple[str, str, bool] | None:
    """The words before a year, the year, and whether it is preliminary; None for a text that does not end with a year."""
    match = _YEAR.fullmatch(text)
    return (match["words"].rstrip(" ,:"), match["year"], bool(match["prel"])) if match else None


def title_of(texts: Sequence[Sequence[str]]) -> str:
    """The longest text alone in its row above a table: links back to a list of contents are short."""
    alone = (cells[0] for cells in texts if cells and cells[0] and not any(cells[1:]))
    return max(alone, key=len, default="")


def _years_across(sheet: Sheet, texts: Sequence[Sequence[str]]) -> YearTable | None:
    for number, cells in enumerate(texts[:_SEARCHED]):
        told = {position: found for position, cell in enumerate(cells) if position and (found := year_of(cell))}
        if not told:
            continue
        first = min(told)
        above = _above(sheet, texts, number)
        columns = tuple(Column(at, words, above[at], year, prel) for at, (words, year, prel) in told.items())
        rows = tuple(_rows_across(sheet, texts, number + 1, first, columns))
        return YearTable(sheet, title_of(texts[:number]), tuple(cells[:first]), columns, rows)
    return None


def _rows_across(sheet: Sheet, texts: Sequence[Sequence[str]], start: int, width: int, columns: Sequence[Column]) -> Iterator[YearRow]:
    before: tuple[str, ...] = ("",) * width
    for number, cells in enumerate(texts[start:], start=start):
        if not any(cells[column.position] for column in columns):
            continue  # a blank row, a heading or a note
        labels = tuple(cells[:width])
        first = next((position for position, label in enumerate(labels) if label), width)
        before = (*before[:first], *labels[first:])
        yield YearRow(number, before, "", False, sheet.rows[number])


def _years_down(sheet: Sheet, texts: Sequence[Sequence[str]]) -> YearTable | None:
    found = [(number, year) for number, cells in enumerate(texts) if (year := year_of(cells[0] if cells else "")) and not year[0]]
    years = [(number, year) for number, year in found if any(texts[number][1:])]
    if not years or years[0][0] == 0:
        return None
    start = years[0][0]
    header = next((number for number in range(start - 1, -1, -1) if any(texts[number][1:])), -1)
    if header < 0:
        return None
    above = _above(sheet, texts, header)
    columns = tuple(Column(at, words, above[at], "") for at, words in enumerate(texts[header]) if at and words)
    rows = tuple(YearRow(number, (), year, prel, sheet.rows[number]) for number, (_, year, prel) in years)
    return YearTable(sheet, title_of(texts[:header]), (texts[header][0],), columns, rows)


def _above(sheet: Sheet, texts: Sequence[Sequence[str]], header: int) -> Sequence[str]:
    """What stands right above every column of a header, merged or written once over its columns; blank where nothing does."""
    if not header or not any(texts[header - 1][1:]):
        return ("",) * len(texts[header])
    row = tuple(map(text_of, filled(sheet).rows[header - 1]))
    spread: list[str] = []
    for cell in row:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread
