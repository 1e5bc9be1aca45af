"""An empty form as an Excel file: a row per dimension, drop-downs, and what was answered last beside the empty cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from briefing.document.form import Form, FormDimension
from briefing.observations.form_fields import DIMENSION, EARLIER, HELP, IDENTITY_LABELS, LABELS, NUMBERS, TOP_LABELS
from briefing.outputs.file import File
from briefing.outputs.form_excel_styles import STYLES, Look
from briefing.outputs.package import HEAD, RELATIONS, content_types, zipped
from briefing.outputs.workbook import column_name
from briefing.outputs.xml_text import escaped, writable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Formulär"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_COLUMNS = ((DIMENSION, 22), (HELP, 34), (NUMBERS, 28), (EARLIER, 44))  # heading and width in characters
_WIDTHS = {"level": 13, "direction": 14, "confidence": 11, "overall": 10, "likelihood": 18, "sensitivity": 13, "text": 64}
_WIDTHS |= {"rests_on": 34, "speaks_against": 34}
_LINE = 15.0  # points
_LONGEST_MESSAGE = 200  # characters; Excel's own limit is 255 with what stands around
_TALLEST = 400.0  # points; Excel's own limit is 409


@dataclass(frozen=True)
class _Cell:
    text: str
    look: Look


def render_form_excel(form: Form) -> File:
    """The form as `<source>-<period>.xlsx`, the same bytes for the same form."""
    texts = {
        "[Content_Types].xml": content_types(
            {
                "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
                "xl/worksheets/sheet1.xml": f"{_TYPE}.worksheet+xml",
                "xl/styles.xml": f"{_TYPE}.styles+xml",
                "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            }
        ),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(form),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations((f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"), (f"{_OFFICE}/styles", "styles.xml")),
        "xl/worksheets/sheet1.xml": _sheet(form),
        "xl/styles.xml": f"{HEAD}{STYLES}",
    }
    return File(f"{form.name}.xlsx", MEDIA_TYPE, zipped({name: text.encode() for name, text in texts.items()}))


def _sheet(form: Form) -> str:
    top = list(_top(form))
    header = len(top) + 1
    keys = _keys(form)
    rows = [*top, _header(keys), *(_row(each, keys) for each in form.dimensions)]
    widths = [*(width for _, width in _COLUMNS), *(_WIDTHS[key] for key in keys)]
    columns = "".join(f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, start=1))
    data = "".join(_row_xml(number, row, widths, is_wide=number < header) for number, row in enumerate(rows, start=1))
    dated = next(number for number, row in enumerate(top, start=1) if row and row[0].text == TOP_LABELS["dated"])
    merged = [number for number, row in enumerate(top, start=1) if len(row) == 1]
    merges = "".join(f'<mergeCell ref="A{number}:{column_name(len(widths) - 1)}{number}"/>' for number in merged)
    return (
        f'{HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane xSplit="1" topLeftCell="B1" activePane="topRight" '
        f'state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{data}</sheetData>'
        f'<mergeCells count="{len(merged)}">{merges}</mergeCells>'
        f"{_validations(form, keys, header, dated)}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
    )


def _top(form: Form) -> Iterator[list[_Cell]]:
    """What stands above the fields: which form it is, how to fill it in, who answers and when."""
    yield [_Cell(form.heading, Look.TITEL)]
    if form.synthetic and form.earlier:
        yield [_Cell("EXEMPEL: svaren från förra gången är påhittade.", Look.NOT)]
    for each in form.guide:
        yield [_Cell(("• " if each.list_number else "") + each.text.replace("i kolumnen Ert svar", "i de ljusblå cellerna"), Look.TEXT)]
    for key, words in form.identity_words.items():
        yield [_Cell(IDENTITY_LABELS[key], Look.RUBRIK), _Cell(words, Look.TEXT)]
    if form.due_on:
        yield [_Cell("Svara senast", Look.RUBRIK), _Cell(form.due_on.isoformat(), Look.TEXT)]
    if form.earlier:
        yield [_Cell(EARLIER, Look.RUBRIK), _Cell(form.earlier, Look.TEXT)]
    yield from ([_Cell(TOP_LABELS[key], Look.RUBRIK), _Cell(text, Look.SVAR)] for key, text in form.top.items())
    yield []


def _keys(form: Form) -> tuple[str, ...]:
    """The keys of the columns to fill in: of all fields that any of the dimensions has."""
    asked = {each.name.key for dimension in form.dimensions for each in dimension.fields}
    return tuple(key for key in LABELS if key in asked)


def _header(keys: tuple[str, ...]) -> list[_Cell]:
    return [_Cell(heading, Look.HUVUD) for heading in (*(name for name, _ in _COLUMNS), *(LABELS[key] for key in keys))]


def _row(dimension: FormDimension, keys: tuple[str, ...]) -> list[_Cell]:
    answered = [each for each in dimension.fields if each.earlier != "–"]
    earlier = [f"{each.label}: {each.earlier}" for each in answered if each.name.key != "text"]
    earlier += [each.earlier for each in answered if each.name.key == "text"]
    asked = {each.name.key for each in dimension.fields}
    answers = [_Cell("", Look.SVAR if key in asked else Look.STANGD) for key in keys]
    about = (dimension.help, "\n".join(dimension.numbers), "\n".join(earlier))
    return [_Cell(dimension.label, Look.RUBRIK), *(_Cell(each, Look.TEXT) for each in about), *answers]


def _row_xml(number: int, row: list[_Cell], widths: list[int], *, is_wide: bool) -> str:
    """One row, as high as its longest text needs: what stands alone above the fields reaches over all columns."""
    rooms = [sum(widths)] if is_wide and len(row) == 1 else widths
    lines = max((_lines(cell.text, room) for cell, room in zip(row, rooms, strict=False)), default=1)
    height = min(_TALLEST, max(1, lines) * _LINE + 4 + (12 if row and row[0].look is Look.TITEL else 0))
    cells = "".join(_cell(f"{column_name(place)}{number}", cell) for place, cell in enumerate(row))
    return f'<row r="{number}" ht="{height:g}">{cells}</row>'


def _lines(text: str, room: int) -> int:
    return sum(max(1, ceil(len(line) / (room * 0.95))) for line in text.split("\n")) if text else 1


def _cell(place: str, cell: _Cell) -> str:
    if not cell.text:
        return f'<c r="{place}" s="{cell.look.value}"/>'
    text = "\n".join(escaped(line) for line in writable(cell.text).split("\n"))
    return f'<c r="{place}" s="{cell.look.value}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _validations(form: Form, keys: tuple[str, ...], header: int, dated: int) -> str:
    """A drop-down over each column of words, a date in its cell; prompts say what to do when the cell is chosen."""
    last = header + len(form.dimensions)
    first_column = len(_COLUMNS)
    found = []
    choices = {each.name.key: each.choices for dimension in form.dimensions for each in dimension.fields}
    for place, key in enumerate(keys, start=first_column):
        if choices[key]:
            name, label, words = column_name(place), LABELS[key], escaped(",".join(choices[key]))
            said = escaped(", ".join(choices[key])[:_LONGEST_MESSAGE])
            found.append(
                f'<dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="{label}" '
                f'error="Välj ett av orden i listan: {said}." promptTitle="{label}" '
                f'prompt="Välj i listan." sqref="{name}{header + 1}:{name}{last}"><formula1>"{words}"</formula1></dataValidation>'
            )
    found.append(
        '<dataValidation type="date" operator="greaterThan" allowBlank="1" showInputMessage="1" showErrorMessage="1" errorTitle="Datum" '
        'error="Skriv ett datum, till exempel 2026-11-03." promptTitle="Datum" prompt="Dagen då ni svarade, till exempel 2026-11-03." '
        f'sqref="B{dated}"><formula1>36526</formula1></dataValidation>'
    )
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>'


def _core(form: Form) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(form.heading)}</dc:title><dc:language>sv-SE</dc:language></cp:coreProperties>"
    )


def _relations(*targets: tuple[str, str]) -> str:
    each: Iterable[str] = (f'<Relationship Id="rId{i}" Type="{kind}" Target="{name}"/>' for i, (kind, name) in enumerate(targets, start=1))
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{"".join(each)}</Relationships>'
