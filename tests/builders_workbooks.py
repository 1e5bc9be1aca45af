"""Excel files for the tests of the readers: the least that an xlsx package may hold, made from rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from briefing.observations.workbook_cells import column_letters

Cell = str | float | int | bool | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(sheets: Mapping[str, Iterable[Sequence[Cell]]], *, merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """The bytes of an xlsx file; `merged` names the merged ranges (B1:D1) of a sheet. None and "" are no cell."""
    bodies = [_sheet(rows, (merged or {}).get(name, ())) for name, rows in sheets.items()]
    return package(list(sheets), bodies)


def package(names: Sequence[str], bodies: Sequence[str]) -> bytes:
    """The bytes of an xlsx file from the XML of its sheets."""
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>' for number in numbers
    )
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>' for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        **{f"xl/worksheets/sheet{number}.xml": body for number, body in zip(numbers, bodies, strict=True)},
    }
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return content.getvalue()


def sheet_of(rows: str, merged: str = "") -> str:
    """The XML of a sheet from the XML of its rows."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def _sheet(rows: Iterable[Sequence[Cell]], merged: Sequence[str]) -> str:
    lines = "".join(
        f'<row r="{number}">{"".join(_cell(cell, f"{column_letters(column)}{number}") for column, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    return sheet_of(lines, f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>' if merged else "")


def _cell(cell: Cell, place: str) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
