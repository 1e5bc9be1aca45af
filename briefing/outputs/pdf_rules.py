"""What every PDF must be: tagged, readable by a screen reader, and clean of what it could do or carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.document.document import Document, Table
from briefing.outputs.equality import squeezed
from briefing.outputs.page_rules import heading_faults
from briefing.outputs.pdf_data import drawn_figures
from briefing.outputs.pdf_extraction import HEADINGS, as_read, table_rows
from briefing.outputs.pdf_structure import PdfContent
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.xml_text import allowed

Faults = Iterator[tuple[GateReason, str]]

_SHOWN = 60
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|pdf)", re.IGNORECASE)


def pdf_faults(content: PdfContent, document: Document, where: str) -> Iterator[GateRefusal]:
    """The faults of a PDF: tags, title, language, headings in order, words for figures, heads of tables, nothing that acts by itself."""
    for reason, text in (
        *_tags(content),
        *_title_and_author(content, document),
        *_language(content, document),
        *heading_faults([(int(each.kind[1]), each.text) for each in content.root.all(*HEADINGS)]),
        *_figures(content, document),
        *_tables(content, document),
        *_around(content, document),
        *((GateReason.EXTERNT_INNEHALL, f"PDF-filen gör eller bär med sig något: {action[1:]}") for action in content.actions),
    ):
        yield GateRefusal(where, reason, text)


def _tags(content: PdfContent) -> Faults:
    if not content.is_marked or not content.root.parts:
        yield GateReason.UTAN_TAGGAR, "PDF-filen är inte taggad: en skärmläsare kan inte läsa den i ordning."
    for text in content.untold:
        yield GateReason.UTAN_TAGGAR, f"PDF-filen har en text som ingen skärmläsare läser: {text[:_SHOWN]}"


def _title_and_author(content: PdfContent, document: Document) -> Faults:
    if not content.properties.get("/Title", "").strip():
        yield GateReason.TITEL_SAKNAS, "PDF-filen saknar titel."
    if not content.shows_title:
        yield GateReason.TITEL_SAKNAS, "PDF-filen visar inte sin titel i fönstret, utan sitt filnamn."
    author = content.properties.get("/Author", "").strip()
    if author and author not in document.frame.owner:
        yield GateReason.RESTER, f"PDF-filen bär ett namn som inte är utgivarens: {author}"


def _language(content: PdfContent, document: Document) -> Faults:
    if content.language.partition("-")[0] != document.language.partition("-")[0]:
        yield GateReason.FEL_SPRAK, f"PDF-filens språk är ”{content.language}”, väntat {document.language}."


def _figures(content: PdfContent, document: Document) -> Faults:
    """Every figure has the words of the model, in order."""
    found = [as_read(each.alt).strip() for each in content.root.all("Figure")]
    for words in found:
        if not words or _FILE_NAME.fullmatch(words):
            yield GateReason.BILD_UTAN_TEXT, f"En figur saknar alternativtext: {words or 'utan namn'}"
    wanted = [allowed(figure.alt).strip() for _, figure in drawn_figures(document)]
    if all(found) and found != wanted:
        yield GateReason.BILD_UTAN_TEXT, f"Figurernas texter är inte modellens: väntat {len(wanted)} figurer, filen har {len(found)}."


def _tables(content: PdfContent, document: Document) -> Faults:
    """Every table has a head cell for each column of the model."""
    models = [block for block in document.blocks() if isinstance(block, Table)]
    for index, table in enumerate(content.root.all("Table")):
        head = next(table_rows(table), ())
        name = as_read(" ".join(cell.text for cell in head)) or "tom"
        if not head or any(cell.kind != "TH" for cell in head):
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell saknar huvudrad: {name}"
        elif index < len(models) and len(head) != len(models[index].columns):
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell har {len(head)} huvudceller, väntat {len(models[index].columns)}: {name}"


def _around(content: PdfContent, document: Document) -> Faults:
    """Header and footer say what the model says and nothing more; heads of tables stand there again on their next page."""
    frame = document.frame
    heads = (column.heading for block in document.blocks() if isinstance(block, Table) for column in block.columns)
    words = {frame.header, frame.footer, *frame.status_line.split(" · "), frame.example_short, *heads}
    pieces = sorted({squeezed(allowed(each)) for each in words} - {""}, key=len, reverse=True)
    for number, text in enumerate(content.around, start=1):
        page, of = (squeezed(each) for each in frame.page_words)
        rest = squeezed(as_read(text)).replace(f"{page}{number}{of}{len(content.around)}", "")
        for piece in pieces:
            rest = rest.replace(piece, "")
        if rest.strip("·"):
            yield GateReason.OLIKA_STYCKEN, f"Sidhuvud eller sidfot på sida {number} har en text som modellen inte har: {rest[:_SHOWN]}"
