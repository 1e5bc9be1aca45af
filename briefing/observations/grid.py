"""A delivered table, text file or Excel, as a grid of text that knows its places."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO

from briefing.observations.decoding import decoded
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.workbook_cells import Cell, Sheet, column_letters, filled, is_workbook, sheets_of, text_of
from briefing.sources.source import Part

_LOOKED_AT = 20  # lines in which the delimiter shows itself
FOOTNOTE = r"\s*(?:(?:källa|källor|anm|anmärkning|not|noter|fotnot|kommentar)\s*(?:\d+\s*)?[:.]|\*|\d{1,2}\))"
_FOOTNOTE = re.compile(FOOTNOTE, re.IGNORECASE)
NEAR = 0.6  # likeness from which another word is probably what was meant


@dataclass(frozen=True)
class Grid:
    """One table as it is seen: every cell as text on one line, merged cells filled. `lines` are the numbers of its rows as printed."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def place(self, row: int, column: int | None = None) -> str:
        """`blad Tabell, rad 9, kolumn C` of a workbook; `rad 9` of a text file."""
        if not self.name:
            return f"rad {self.lines[row]}"
        return f"blad {self.name}, rad {self.lines[row]}" + ("" if column is None else f", kolumn {column_letters(column)}")


def grids_of(part: Part, sheet: str = "") -> list[Grid]:
    """The tables of a file: the sheet of that name, else every sheet that is seen and not blank. UnusableError says what there is."""
    if not is_workbook(part):
        text = decoded(part)
        return [text_grid(text, delimiter_of(text))]
    sheets = [each for each in sheets_of(part) if not each.is_blank]
    if sheet:
        return [_of_sheet(_named(sheets, sheet))]
    seen = [_of_sheet(each) for each in sheets if not each.hidden]
    if not seen:
        raise UnusableError("en arbetsbok utan ifyllda blad", "ett blad med en tabell", "be avsändaren skicka filen på nytt")
    return seen


def is_footnote(cells: Sequence[str]) -> bool:
    """Whether a line of a table is a footnote and no row: its first cell begins as footnotes do, and the others are blank."""
    return bool(cells) and not any(cell.strip() for cell in cells[1:]) and _FOOTNOTE.match(cells[0]) is not None


def nearest(word: str, there: Sequence[str]) -> str:
    """`, närmast "Kommun"` for a remark on what was found; empty where nothing is near."""
    folded = {each.casefold(): each for each in there}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=NEAR)
    return f", närmast {quoted(folded[near[0]])}" if near else ""


def delimiter_of(text: str) -> str:
    """The delimiter that the first lines of a text have most of."""
    beginning = "\n".join(text.split("\n")[:_LOOKED_AT])
    return max(";\t,", key=beginning.count)


def on_one_line(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a record with single blanks."""
    return tuple(" ".join(cell.split()) for cell in cells)


def broken_quotes(line: int, rows: int) -> UnusableError:
    """What is said of a text whose quotation marks do not pair in the record that begins on a line."""
    found = f"ett citationstecken som inte går ihop, i raden som börjar på rad {line}"
    return UnusableError(found, "citattecken i par kring en cell", "rätta raden", rows=rows)


def text_grid(text: str, delimiter: str) -> Grid:
    """The records of a text file; UnusableError where its quotation marks do not pair."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    begins = 1
    try:
        for cells in reader:
            rows.append(on_one_line(cells))
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error:
        raise broken_quotes(begins, max(text.count("\n"), 1)) from None
    width = max(map(len, rows), default=0)
    return Grid("", tuple(row + ("",) * (width - len(row)) for row in rows), tuple(lines))


def _named(sheets: Sequence[Sheet], name: str) -> Sheet:
    found = [each for each in sheets if each.name.strip() == name.strip()]
    if not found:
        names = [each.name for each in sheets]
        said = f"bladen {', '.join(map(quoted, names[:8]))}{nearest(name, names)}"
        raise UnusableError(said, f"bladet {quoted(name)}", "rätta sheet i source.toml, eller döp om bladet i filen")
    return found[0]


def _of_sheet(sheet: Sheet) -> Grid:
    rows, texts = filled(sheet).rows, _Texts()
    return Grid(sheet.name, tuple(tuple([texts[type(cell), cell] for cell in row]) for row in rows), tuple(range(1, len(rows) + 1)))


class _Texts(dict[tuple[type, Cell], str]):
    """Cell → its text; a long sheet has few distinct cells. The type is part of the key, since 1.0 is True."""

    def __missing__(self, key: tuple[type, Cell]) -> str:
        self[key] = _text(key[1])
        return self[key]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and 0 < abs(cell) < 1e-4:  # else written with an exponent, which no table shows
        return f"{cell:.15f}".rstrip("0").replace(".", ",")
    return text_of(cell)
