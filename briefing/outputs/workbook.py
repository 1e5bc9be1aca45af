"""The workbook inside a chart: only what is drawn, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.outputs.package import HEAD, RELATIONS, content_types, zipped
from briefing.outputs.xml_text import escaped, number

Value = str | float | None

DATA_SHEET, SOURCE_SHEET = "Diagram", "Källor"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(columns: Sequence[Sequence[Value]], sources: Sequence[Sequence[str]]) -> bytes:
    """An xlsx file: sheet Diagram with the columns (their first values are headings), sheet Källor with a row per series drawn.

    None is an empty cell: a gap is never a zero.
    """
    widest = max((len(row) for row in sources), default=0)
    origins = [[row[place] if place < len(row) else None for row in sources] for place in range(widest)]
    sheets = {DATA_SHEET: columns, SOURCE_SHEET: origins}
    files = {f"xl/worksheets/sheet{index}.xml": _sheet(each) for index, each in enumerate(sheets.values(), start=1)}
    types = {"xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml"} | dict.fromkeys(files, f"{_SHEET_TYPE}.worksheet+xml")
    targets = [name.removeprefix("xl/") for name in files]
    texts = files | {
        "[Content_Types].xml": content_types(types),
        "_rels/.rels": _relations("officeDocument", ["xl/workbook.xml"]),
        "xl/workbook.xml": _book(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relations("worksheet", targets),
    }
    return zipped({name: text.encode("utf-8") for name, text in texts.items()})


def cells(column: int, first: int, last: int) -> str:
    """An absolute reference into the sheet Diagram: `Diagram!$B$2:$B$9`; columns count from 0, rows from 1."""
    name = column_name(column)
    return f"{DATA_SHEET}!${name}${first}" + (f":${name}${last}" if last != first else "")


def column_name(index: int) -> str:
    """A, B … Z, AA … for 0, 1 …"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _book(names: Sequence[str]) -> str:
    sheets = "".join(f'<sheet name="{name}" sheetId="{index}" r:id="rId{index}"/>' for index, name in enumerate(names, start=1))
    return f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _relations(kind: str, targets: Sequence[str]) -> str:
    each = "".join(f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{name}"/>' for i, name in enumerate(targets, start=1))
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def _sheet(columns: Sequence[Sequence[Value]]) -> str:
    """The cells that hold something, row by row; columns may be of any length."""
    rows: list[list[str]] = [[] for _ in range(max((len(column) for column in columns), default=0))]
    for place, column in enumerate(columns):
        name = column_name(place)
        for index, value in enumerate(column, start=1):
            if value is not None and value != "":
                rows[index - 1].append(_cell(f"{name}{index}", value))
    data = "".join(f'<row r="{index}">{"".join(cells)}</row>' for index, cells in enumerate(rows, start=1))
    return f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData></worksheet>'


def _cell(place: str, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{escaped(value)}</t></is></c>'
    return f'<c r="{place}"><v>{number(value)}</v></c>'
