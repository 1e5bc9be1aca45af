"""The sheets of an Excel file, xlsx or xls, as rows of cells that know their place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from briefing.observations.fault import UnusableError
from briefing.observations.numbers import checked_number, parsed_number
from briefing.sources.source import Part

Cell = str | float | bool | date | datetime | time | timedelta
Corner = tuple[int, int]

LARGEST_GRID = 5_000_000  # cells of one sheet, blank ones included: 100 000 rows of 50; calamine reserves memory for all of them
LARGEST_UNPACKED = 512 * 2**20  # bytes; the largest sheets that are read at all have a tenth of it
_OLD, _NEW = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_AGAIN = "be avsändaren spara arbetsboken på nytt som xlsx, eller lämna bladet som textfil"
_BEYOND_Z = re.compile(rb"\br=[\"']([A-Z]{2,3})[0-9]")
_ROW = rb"\br=[\"'](?:[A-Z]{1,3})?([0-9]{%d,8})"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0][0]` is A1. A blank cell is "", a number always a float. `merged`: (first, last) corners, (row, column) from 0.

    An error value such as #REF!, and a formula that was never computed, are blank.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[Corner, Corner], ...] = ()
    hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell != "" for row in self.rows for cell in row)

    def place(self, row: int, column: int | None = None) -> str:
        """The place of a row or a cell, counted from 0, as it is printed: `blad Tabell, rad 9` or `blad Tabell, rad 9, kolumn C`."""
        return f"blad {self.name}, rad {row + 1}" + ("" if column is None else f", kolumn {column_letters(column)}")


def sheets_of(part: Part) -> tuple[Sheet, ...]:
    """All sheets with cells, in their order; UnusableError where the file is none of Excel's, is locked, broken or too large."""
    content = part.content
    if content is None:
        raise UnusableError("en fil som är större än 64 MB", "en mindre arbetsbok", "dela filen i delar, till exempel en per år")
    if content.startswith(_NEW):
        return _new(content)
    if content.startswith(_OLD):
        return _old(content)
    web = content.lstrip()[:1] == b"<"
    found = "en tom fil" if not content.strip() else "en webbsida (HTML eller XML)" if web else "en fil som inte är gjord i Excel"
    raise UnusableError(found, "en Excelfil, xlsx eller xls", "hämta filen på nytt och ändra inte dess namn eller form")


def is_workbook(part: Part) -> bool:
    """Whether a file begins as Excel's files do."""
    return bool(part.content) and part.content is not None and part.content.startswith((_NEW, _OLD))


def filled(sheet: Sheet) -> Sheet:
    """The sheet with the text of every merged cell in all the cells that it covers, as a reader sees it."""
    rows = [list(row) for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def text_of(cell: Cell) -> str:
    """A cell as text on one line: a whole number without decimals, others with a decimal comma, a date as 2026-08-01."""
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",") if abs(cell) < 1e15 else f"{cell:.0f}"
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return " ".join(str(cell).split())


def number_of(cell: Cell, *, whole: bool = False, signed: bool = False) -> float:
    """The number in a cell, written as a number or as text; ValueError, whose text is what was expected, where there is none."""
    if isinstance(cell, float):
        return checked_number(cell, whole=whole, signed=signed)
    return parsed_number(text_of(cell), whole=whole, signed=signed)


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _new(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an xlsx file (calamine)."""
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    _check_size(content)
    sheets: list[Sheet] = []
    try:
        book = load_workbook(BytesIO(content))
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows = tuple(tuple(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False))
            sheets.append(Sheet(about.name, rows, tuple(sheet.merged_cell_ranges or ()), about.visible is not SheetVisibleEnum.Visible))
    except PasswordError:
        raise _locked() from None
    except CalamineError as fault:
        raise _broken(str(fault)) from None
    except BaseException as panic:  # what Rust cannot go on from, such as a date in the year 10099, is no Exception
        if type(panic).__name__ != "PanicException":
            raise
        raise _broken("ett värde som inte kan finnas, till exempel ett datum efter år 9999") from None
    return tuple(sheets)


def _old(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an xls file (xlrd)."""
    from xlrd import open_workbook
    from xlrd.biffh import XLRDError

    try:
        book = open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=_Silent())
    except XLRDError as fault:
        raise (_locked() if "encrypt" in str(fault).lower() else _broken(str(fault))) from None
    except Exception as fault:  # xlrd meets a broken file with whatever Python raises there
        raise _broken(type(fault).__name__) from None
    return tuple(_old_sheet(sheet, book.datemode) for sheet in book.sheets())


def _old_sheet(sheet: Any, datemode: Any) -> Sheet:
    _check_area(sheet.name, sheet.nrows, sheet.ncols)
    rows = tuple(tuple(_old_cell(cell, datemode) for cell in sheet.row(number)) for number in range(sheet.nrows))
    width = max(map(len, rows), default=0)
    merged = tuple(((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells)
    return Sheet(sheet.name, tuple(row + ("",) * (width - len(row)) for row in rows), merged, sheet.visibility != 0)


def _old_cell(cell: Any, datemode: Any) -> Cell:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_DATE:
            try:
                return xlrd.xldate_as_datetime(cell.value, datemode)
            except (ValueError, OverflowError, xlrd.xldate.XLDateError):
                return float(cell.value)
    return ""


class _Silent:
    """Where xlrd may write its remarks."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None: ...


def _cell(cell: Any) -> Cell:
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _check_size(content: bytes) -> None:
    """UnusableError where a sheet has far more room than cells: one cell in the last corner makes a grid of 17 billion."""
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                raise UnusableError("en arbetsbok som är mycket större uppackad än packad", "en mindre arbetsbok", _AGAIN)
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
                    _check_grid(entry.filename, package.read(entry))
    except UnusableError:
        raise
    except Exception as fault:  # zipfile meets a broken file with whatever its parts raise, zlib.error among them
        raise _broken(str(fault)) from None


def _check_grid(name: str, sheet: bytes) -> None:
    wide = max((_column_number(letters) for letters in set(_BEYOND_Z.findall(sheet))), default=26)
    fewest_digits = len(str(LARGEST_GRID // wide))  # of a row's number where the sheet is too large; the others are not looked at
    tall = max(map(int, re.findall(_ROW % fewest_digits, sheet)), default=0)
    _check_area(name.rpartition("/")[2], tall, wide)


def _check_area(name: str, tall: int, wide: int) -> None:
    if wide * tall > LARGEST_GRID:
        found = f"ett blad ({name}) som sträcker sig över {tall} rader och {wide} kolumner"
        raise UnusableError(found, f"högst {LARGEST_GRID} celler i ett blad", "ta bort det som står långt utanför tabellen")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _locked() -> UnusableError:
    return UnusableError("en arbetsbok med lösenord", "en arbetsbok utan lösenord", "be avsändaren lämna filen utan lösenord")


def _broken(remark: str) -> UnusableError:
    return UnusableError(f"en arbetsbok som inte går att öppna ({' '.join(remark.split())[:80]})", "en hel Excelfil", _AGAIN)
