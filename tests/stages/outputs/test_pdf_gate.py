"""Faults planted in a PDF are caught by the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from builders import paragraph, sample_document, with_block
from editions import Made
from pikepdf import Array, Dictionary, Name, String
from sample_edition import all_templates

from briefing.document.document import Document, Origin, Run, Table, Text
from briefing.document.figure import Figure
from briefing.outputs.file import File
from briefing.outputs.gate import GateReason, refusals
from briefing.outputs.pdf import render_pdf, render_pdfs

Plant = Callable[[pikepdf.Pdf], None]


@cache
def sound() -> tuple[File, File]:
    return render_pdfs(sample_document(), all_templates())


def planted(content: bytes, plant: Plant) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        plant(pdf)
        pdf.save(stream)
    return stream.getvalue()


def reasons(content: bytes, document: Document) -> set[GateReason]:
    return {each.reason for each in refusals((File("x.pdf", "", content),), document)}


def elements(node: Any, kind: str) -> Iterator[Any]:
    """The elements of that kind, in reading order."""
    for each in node if isinstance(node, Array) else (node,):
        if isinstance(each, Dictionary) and Name.S in each:
            if str(each.S) == kind:
                yield each
            yield from elements(each.get(Name.K, Array([])), kind)


def first(pdf: pikepdf.Pdf, kind: str) -> Any:
    return next(elements(pdf.Root.StructTreeRoot.K, kind))


def removed(key: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return plant


def kind_changed(kind: str, other: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        first(pdf, kind).S = Name(other)

    return plant


def emptied(kind: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        first(pdf, kind).K = Array([])

    return plant


def said_otherwise(kind: str, text: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        first(pdf, kind).ActualText = String(text)

    return plant


def alt(text: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        first(pdf, "/Figure").Alt = String(text)

    return plant


def untitled(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def renamed(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = String("Test Testsson")


def title_hidden(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def written_on(words: bytes) -> Plant:
    """Something drawn on the third page; it has a font without a table of its own."""

    def plant(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2]
        page.Resources.Font["/Egen"] = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.contents_add(b"q BT /Egen 11 Tf 20 20 Td " + words + b" ET Q", prepend=False)

    return plant


def remarked(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("x")))
    pdf.pages[0].Annots = Array([note])


def acting(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def carrying(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["dold.txt"] = b"hemligt"


def digits_swapped(pdf: pikepdf.Pdf) -> None:
    """Two glyphs of the first heading of the third page change place."""
    page = pdf.pages[2]
    instructions = list(pikepdf.parse_content_stream(page))
    begun = next(index for index, each in enumerate(instructions) if str(each.operator) == "BDC" and each.operands[1].get("/MCID") == 1)
    shown = next(each for each in instructions[begun:] if str(each.operator) == "TJ")
    codes = bytes(shown.operands[0][0])
    shown.operands[0][0] = String(codes[2:4] + codes[:2] + codes[4:])
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def moved(pdf: pikepdf.Pdf) -> None:
    """The last chapters are read before the first."""
    held = first(pdf, "/Document").K
    half = len(held) // 2
    first(pdf, "/Document").K = Array([*held[half:], *held[:half]])


@pytest.mark.parametrize("archive", [False, True])
def test_a_sound_pdf_passes(*, archive: bool) -> None:
    assert reasons(sound()[archive].content, sample_document()) == set()
    assert reasons(planted(sound()[archive].content, lambda _: None), sample_document()) == set(), "written anew by another program"


@pytest.mark.parametrize("archive", [False, True])
@pytest.mark.parametrize(
    ("plant", "reason"),
    [
        (removed("/MarkInfo"), GateReason.UTAN_TAGGAR),
        (removed("/StructTreeRoot"), GateReason.UTAN_TAGGAR),
        (removed("/Lang"), GateReason.FEL_SPRAK),
        (untitled, GateReason.TITEL_SAKNAS),
        (removed("/ViewerPreferences"), GateReason.TITEL_SAKNAS),
        (title_hidden, GateReason.TITEL_SAKNAS),
        (renamed, GateReason.RESTER),
        (alt(""), GateReason.BILD_UTAN_TEXT),
        (alt("figur-1.svg"), GateReason.BILD_UTAN_TEXT),
        (alt("Stapeldiagram. Högst 9 999."), GateReason.BILD_UTAN_TEXT),
        (kind_changed("/Figure", "/P"), GateReason.BILD_UTAN_TEXT),
        (kind_changed("/TH", "/TD"), GateReason.TABELL_UTAN_HUVUD),
        (kind_changed("/H2", "/H3"), GateReason.RUBRIKORDNING),
        (emptied("/H2"), GateReason.RUBRIKORDNING),
        (kind_changed("/H2", "/P"), GateReason.OLIKA_RUBRIKER),
        (said_otherwise("/H2", "1.1 Läget i stort"), GateReason.OLIKA_RUBRIKER),
        (moved, GateReason.OLIKA_RUBRIKER),
        (emptied("/LI"), GateReason.OLIKA_STYCKEN),
        (digits_swapped, GateReason.OLIKA_RUBRIKER),
        (said_otherwise("/Caption", "Tabell 1. Annat"), GateReason.OLIKA_STYCKEN),
        (said_otherwise("/TD", "Final"), GateReason.OLIKA_TABELLER),
        (kind_changed("/Table", "/Div"), GateReason.OLIKA_TABELLER),
        (emptied("/TR"), GateReason.TABELL_UTAN_HUVUD),
        (written_on(b"(Dolt) Tj"), GateReason.UTAN_TAGGAR),
        (written_on(b"/Artifact BMC (Dolt) Tj EMC"), GateReason.OLIKA_STYCKEN),
        (remarked, GateReason.EXTERNT_INNEHALL),
        (acting, GateReason.EXTERNT_INNEHALL),
        (carrying, GateReason.EXTERNT_INNEHALL),
    ],
)
def test_a_fault_planted_in_a_pdf_is_caught(plant: Plant, reason: GateReason, *, archive: bool) -> None:
    assert reason in reasons(planted(sound()[archive].content, plant), sample_document())


def other(change: Callable[[Document], Document]) -> set[GateReason]:
    """What the gate says of the PDF of another document."""
    return reasons(render_pdf(change(sample_document()), all_templates()).content, sample_document())


def changed(block_type: type, **changes: object) -> Callable[[Document], Document]:
    """The document with the first block of that type changed."""

    def change(document: Document) -> Document:
        for index, section in enumerate(document.sections):
            for place, block in enumerate(section.blocks):
                if isinstance(block, block_type):
                    blocks = (*section.blocks[:place], replace(block, **changes), *section.blocks[place + 1 :])  # type: ignore[type-var]
                    sections = (*document.sections[:index], replace(section, blocks=blocks), *document.sections[index + 1 :])
                    return replace(document, sections=sections)
        raise AssertionError("nothing to change")

    return change


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (changed(Text, paragraphs=(paragraph(Run("Antalet anmälda brott ökar.", strong=True)),)), GateReason.OLIKA_STYCKEN),
        (lambda document: with_block(document, Text(Origin.DATA, "", (paragraph("Läget är allvarligt."),))), GateReason.OLIKA_STYCKEN),
        (changed(Table, rows=()), GateReason.OLIKA_TABELLER),
        (changed(Table, synthetic=False), GateReason.OMARKT_EXEMPEL),
        (changed(Table, caption="Annat"), GateReason.OLIKA_STYCKEN),
        (changed(Table, notes=("Bedömt 2026-08-26.",)), GateReason.OLIKA_STYCKEN),
        (changed(Figure, alt="Linjediagram."), GateReason.BILD_UTAN_TEXT),
        (changed(Figure, caption="Annat"), GateReason.OLIKA_STYCKEN),
        (lambda document: replace(document, sections=document.sections[:-1]), GateReason.OLIKA_RUBRIKER),
        (lambda document: replace(document, frame=replace(document.frame, header="Annat")), GateReason.OLIKA_STYCKEN),
        (lambda document: replace(document, frame=replace(document.frame, status_line="Slutlig · Öppen")), GateReason.OLIKA_STYCKEN),
    ],
)
def test_a_pdf_of_another_document_is_caught(change: Callable[[Document], Document], reason: GateReason) -> None:
    assert reason in other(change)


def test_the_gate_reads_a_pdf_of_a_whole_edition(kvartal: Made) -> None:
    [pdf] = [file for file in kvartal.production.files if file.name == f"{kvartal.document.edition}.pdf"]
    assert refusals((pdf,), kvartal.document) == ()
