"""Forms for the tests: made from a small source, filled in as people and programs do, and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from lxml import etree
from workspaces import REPOSITORY

from briefing.document.form import Asking, Form, form_of
from briefing.document.prose import Prose
from briefing.document.templates import Templates
from briefing.observations.observations import observations_of
from briefing.observations.reading import Material, Reading
from briefing.observations.statement import Confidence, Direction, SituationLevel, Statement
from briefing.observations.uppgifter import read
from briefing.outputs.form_excel import render_form_excel
from briefing.outputs.form_word import render_form_word
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.citation import Citation
from briefing.terms.control import FieldName
from briefing.terms.period import Quarter
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.municipalities import municipalities
from briefing.workspace.texts import load_templates

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PERIOD = Quarter(2026, 3)
RECEIVED = date(2026, 10, 12)
POLICE = Source(
    id="polisen-lagesrapport",
    format="uppgifter",
    title="Polisens lägesrapport",
    producer="Lokalpolisområdet",
    origin="polis",
    sensitivity=Sensitivity.INTERN,
    due_after_days=14,
    dimensions={"rekrytering": "Rekrytering", "valdsniva": "Våldsnivå", "platser": "Platser", "samlad-bild": "Samlad bild"},
    help={"rekrytering": "Hur och var värvas personer?"},
    text_only=("samlad-bild",),
    may_clear=True,
    municipality="2480",
)
EARLIER = Statement(
    source=POLICE.id,
    area="",
    dimension="rekrytering",
    level=SituationLevel.HOG,
    direction=Direction.FORSAMRAD,
    confidence=Confidence.MEDEL,
    text="Flera skolor berättar om försök att värva unga.",
    body="Lokalpolisområde Umeå",
    sensitivity=Sensitivity.INTERN,
    dated=date(2026, 7, 3),
    citation=Citation("polisen-lagesrapport/2026-K2", "uppgift 1"),
)
FIELDS: Mapping[tuple[str, str], str] = {
    ("rekrytering", "level"): "mycket hög",
    ("rekrytering", "direction"): "försämrad",
    ("rekrytering", "confidence"): "hög",
    ("rekrytering", "text"): "Åtta skolor berättar om värvning på nätet.",
    ("platser", "level"): "låg",
    ("samlad-bild", "text"): "Yngre dras in än förut.",
    ("", "dated"): "2026-10-10",
}
TOML = """
dated = 2026-10-10
body = "Lokalpolisområde Umeå"
[[statement]]
dimension = "rekrytering"
level = "mycket_hog"
direction = "forsamrad"
confidence = "hog"
text = "Åtta skolor berättar om värvning på nätet."
[[statement]]
dimension = "platser"
level = "lag"
[[statement]]
dimension = "samlad-bild"
text = "Yngre dras in än förut."
"""


@cache
def templates() -> Templates:
    return load_templates(REPOSITORY)


@cache
def form(period: Quarter = PERIOD, source: str = POLICE.id, kommun: str = "2480") -> Form:
    """The form of the police, or of another source or municipality with the same dimensions."""
    before = Delivery(POLICE.id, Quarter(2026, 2), 1, date(2026, 7, 6), ())
    material = Material(observations_of({}), (EARLIER,), (), (), (), (), (before,), (POLICE,))
    asking = Asking(municipalities()[kommun], "Samordningsfunktionen", material, (), Prose(templates()))
    return form_of(replace(POLICE, id=source, municipality=kommun), period, asking)


@cache
def word_form(period: Quarter = PERIOD, source: str = POLICE.id, kommun: str = "2480") -> bytes:
    return render_form_word(form(period, source, kommun), templates()).content


@cache
def excel_form(period: Quarter = PERIOD, source: str = POLICE.id, kommun: str = "2480") -> bytes:
    return render_form_excel(form(period, source, kommun)).content


def read_form(content: bytes, name: str = "2026-K3.docx", source: Source = POLICE) -> Reading:
    """What the reader makes of a form that is delivered for the third quarter."""
    return read(Delivery(source.id, PERIOD, 1, RECEIVED, (Part(name, len(content), "0" * 128, content),)), source)


def read_toml(text: str) -> Reading:
    return read_form(text.encode(), "2026-K3.toml")


def said(reading: Reading) -> list[Statement]:
    """The statements without their places, in the order of their dimensions."""
    bare = (replace(each, citation=Citation("", "")) for each in reading.statements)
    return sorted(bare, key=lambda each: each.dimension)


def in_word(fields: Mapping[tuple[str, str], str], content: bytes | None = None) -> bytes:
    """The form with the fields filled in as Word does it: the text of the control is exchanged, and is no prompt any more."""

    def fill(body: etree._Element) -> None:
        for (dimension, key), text in fields.items():
            control = control_of(body, dimension, key)
            for prompt in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
                prompt.getparent().remove(prompt)  # type: ignore[union-attr]
            next(control.find(f"{W}sdtContent").iter(f"{W}t")).text = text  # type: ignore[union-attr]

    return changed(content or word_form(), fill)


def in_python_docx(fields: Mapping[tuple[str, str], str], content: bytes | None = None) -> bytes:
    """The form with cells overwritten by python-docx: controls and bookmarks in them are gone."""
    document = docx.Document(BytesIO(content or word_form()))
    labels = {"": "Om formuläret", **POLICE.dimensions}
    words = {"level": "Nivå", "direction": "Riktning", "confidence": "Säkerhet", "sensitivity": "Känslighet", "text": "Beskrivning"}
    words |= {"dated": "Datum", "body": "Lämnas av"}
    tables = dict(zip(labels, document.tables, strict=True))
    for (dimension, key), text in fields.items():
        row = next(row for row in tables[dimension].rows if row.cells[0].text == words[key])
        row.cells[1].text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_excel(fields: Mapping[tuple[str, str], Any], edit: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """The form with the cells filled in by openpyxl, and then edited further."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(excel_form()))
    sheet = book.active
    for (dimension, key), text in fields.items():
        sheet.cell(*excel_place(sheet, dimension, key)).value = text
    edit(sheet)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def excel_place(sheet: Any, dimension: str, key: str) -> tuple[int, int]:
    """Row and column of a field."""
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    if not dimension:
        return rows[{"dated": "Datum", "body": "Lämnas av"}[key]], 2
    words = {"level": "Nivå", "direction": "Riktning", "confidence": "Säkerhet", "sensitivity": "Känslighet", "text": "Beskrivning"}
    columns = {sheet.cell(rows["Uppgift"], column).value: column for column in range(1, sheet.max_column + 1)}
    return rows[POLICE.dimensions[dimension]], columns[words[key]]


def control_of(body: etree._Element, dimension: str, key: str) -> etree._Element:
    """The content control of a field."""
    tag = FieldName(dimension, key).tag
    return next(each for each in body.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)  # type: ignore[union-attr]


def changed(content: bytes, edit: Callable[[etree._Element], object]) -> bytes:
    """A Word file with its body edited."""
    with ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    edit(root)
    parts["word/document.xml"] = etree.tostring(root)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()
