"""What every PDF must be: tagged, readable by a screen reader, and clean of what it could do or carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.document.document import Document, Table
from briefing.outputs.equality import squeezed
from briefing.outputs.page_rules import heading_faults
from briefing.outputs.pdf_data import drawn_figures
from briefing.outputs.pdf_extraction import HEADINGS, as_read, table_rows
from briefing.outputs.pdf_structure import Element, PdfContent
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.xml_text import allowed

Faults = Iterator[tuple[GateReason, str]]

_SHOWN = 60
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|pdf)", re.IGNORECASE)


def pdf_faults(content: PdfContent, document: Document, where: str) -> Iterator[GateRefusal]:
    """The faults of the PDF of a document: those of any PDF, and what its tags say otherwise than the model."""
    for reason, text in (
        *pdf_file_faults(content, language=document.language, owner=document.frame.owner),
        *_figures_of(content, document),
        *_heads_of(content, document),
        *_around(content, document),
    ):
        yield GateRefusal(where, reason, text)


def pdf_file_faults(content: PdfContent, *, language: str = "sv-SE", owner: str = "") -> Faults:
    """The faults of any PDF: tags, title, language, headings in order, words for figures, heads of tables, nothing that acts by itself.

    `owner` is who may stand as its author; where it is empty nobody is asked for.
    """
    yield from _tags(content)
    yield from _title_and_author(content, owner)
    yield from _language(content, language)
    yield from heading_faults([(int(each.kind[1]), each.text) for each in content.root.all(*HEADINGS)])
    yield from _figures(content)
    yield from _tables(content)
    yield from ((GateReason.EXTERNT_INNEHALL, f"PDF-filen gör eller bär med sig något: {action[1:]}") for action in content.actions)


def _tags(content: PdfContent) -> Faults:
    if not content.is_marked or not content.root.parts:
        yield GateReason.UTAN_TAGGAR, "PDF-filen är inte taggad: en skärmläsare kan inte läsa den i ordning."
    for text in content.untold:
        yield GateReason.UTAN_TAGGAR, f"PDF-filen har en text som ingen skärmläsare läser: {text[:_SHOWN]}"


def _title_and_author(content: PdfContent, owner: str) -> Faults:
    if not content.properties.get("/Title", "").strip():
        yield GateReason.TITEL_SAKNAS, "PDF-filen saknar titel."
    if not content.shows_title:
        yield GateReason.TITEL_SAKNAS, "PDF-filen visar inte sin titel i fönstret, utan sitt filnamn."
    author = content.properties.get("/Author", "").strip()
    if owner and author and author not in owner:
        yield GateReason.RESTER, f"PDF-filen bär ett namn som inte är utgivarens: {author}"


def _language(content: PdfContent, language: str) -> Faults:
    if content.language.partition("-")[0] != language.partition("-")[0]:
        yield GateReason.FEL_SPRAK, f"PDF-filens språk är ”{content.language}”, väntat {language}."


def _figures(content: PdfContent) -> Faults:
    for words in _told(content):
        if not words or _FILE_NAME.fullmatch(words):
            yield GateReason.BILD_UTAN_TEXT, f"En figur saknar alternativtext: {words or 'utan namn'}"


def _figures_of(content: PdfContent, document: Document) -> Faults:
    """Every figure has the words of the model, in order."""
    found = _told(content)
    wanted = [allowed(figure.alt).strip() for _, figure in drawn_figures(document)]
    if all(found) and found != wanted:
        yield GateReason.BILD_UTAN_TEXT, f"Figurernas texter är inte modellens: väntat {len(wanted)} figurer, filen har {len(found)}."


def _told(content: PdfContent) -> list[str]:
    return [as_read(each.alt).strip() for each in content.root.all("Figure")]


def _tables(content: PdfContent) -> Faults:
    for head, name in _heads(content):
        if not head or any(cell.kind != "TH" for cell in head):
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell saknar huvudrad: {name}"


def _heads_of(content: PdfContent, document: Document) -> Faults:
    """Every table has a head cell for each column of the model."""
    models = [block for block in document.blocks() if isinstance(block, Table)]
    for model, (head, name) in zip(models, _heads(content), strict=False):
        if head and all(cell.kind == "TH" for cell in head) and len(head) != len(model.columns):
            yield GateReason.TABELL_UTAN_HUVUD, f"En tabell har {len(head)} huvudceller, väntat {len(model.columns)}: {name}"


def _heads(content: PdfContent) -> list[tuple[tuple[Element, ...], str]]:
    """The first row of every table, with its words."""
    heads = [next(table_rows(table), ()) for table in content.root.all("Table")]
    return [(head, as_read(" ".join(cell.text for cell in head)) or "tom") for head in heads]


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
