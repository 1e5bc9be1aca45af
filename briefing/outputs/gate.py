"""The gate: what an edition must be before it is sealed. Pure: files and document in, refusals out."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence

from briefing.document.document import Document, Origin, Table, Text
from briefing.document.figure import Figure
from briefing.document.figure_table import figure_table
from briefing.document.published_counts import parse_published
from briefing.findings.disclosure import THRESHOLD, PublishedTable
from briefing.outputs.beyond_record import beyond_record
from briefing.outputs.equality import differences, unmarked
from briefing.outputs.extraction import page_extract, page_tree, word_extract, word_parts
from briefing.outputs.file import File
from briefing.outputs.leak import leak_faults
from briefing.outputs.page_rules import page_faults
from briefing.outputs.pdf_extraction import pdf_extract
from briefing.outputs.pdf_rules import pdf_faults
from briefing.outputs.pdf_structure import pdf_content
from briefing.outputs.proof_counts import computable, hidden_but_printed, untried
from briefing.outputs.public_rules import public_faults
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.word_rules import word_faults
from briefing.terms.edition import Status
from briefing.terms.sensitivity import Sensitivity

__all__ = ["GateReason", "GateRefusal", "refusals"]

_DIGIT = re.compile(r"\d")
_HUMAN = ("uppgift:", "bedomning:", "post:")


def refusals(
    files: tuple[File, ...],
    document: Document,
    ceiling: Sensitivity = Sensitivity.BEGRANSAD,
    open_sources: Collection[str] | None = None,
    contact: str = "",
    *,
    truth: Sequence[PublishedTable] = (),
    threshold: int = THRESHOLD,
) -> tuple[GateRefusal, ...]:
    """Why the edition may not leave; empty when it may.

    The model: every digit has a basis, human text rests on what a human wrote, nothing is above `ceiling`, nothing invented is final.
    No byte of any file has a personal identity number; in a public edition, nor an e-mail address, a telephone or a registration number,
    but for the declared `contact`.
    In a public edition no file tells more than the record, and what is hidden there can neither be read nor computed: `truth` is its counts
    as they are, and what earlier public editions have given away.
    Word, PDF and HTML: accessible, clean, invented content marked, and the same headings, paragraphs and cells as the model.
    """
    found = [*_basis_faults(document), *_document_faults(document, ceiling)]
    if document.sensitivity is Sensitivity.OPPEN:
        found += _disclosures(files, truth, threshold, str(document.edition))
    for file in files:
        found += leak_faults(file, is_public=document.sensitivity is Sensitivity.OPPEN, contact=contact)
        if file.name.endswith(".docx"):
            parts = word_parts(file.content)
            extract = word_extract(parts)
            found += [*word_faults(parts, document, file.name), *differences(extract, document, file.name)]
            found += unmarked(extract, document, file.name)
        elif file.name.endswith(".html"):
            tree = page_tree(file.content)
            found += page_faults(tree, document, file.name)
            extract = page_extract(tree)
            found += [*differences(extract, document, file.name), *unmarked(extract, document, file.name)]
        elif file.name.endswith(".pdf"):
            content = pdf_content(file.content)
            extract = pdf_extract(content.root)
            found += [*pdf_faults(content, document, file.name), *differences(extract, document, file.name)]
            found += unmarked(extract, document, file.name)
        elif file.name.endswith(".json") and open_sources is not None:
            found += public_faults(document, file, open_sources)
    return tuple(found)


def _disclosures(files: tuple[File, ...], truth: Sequence[PublishedTable], threshold: int, where: str) -> Iterator[GateRefusal]:
    """What an edition that everybody may read gives away, held against its record; nothing where there is none."""
    record = next((json.loads(file.content) for file in files if file.name.endswith(".json")), None)
    if record is None:
        return
    tables = [parse_published(each) for each in record["published"]]
    yield from hidden_but_printed(record, tables, where)
    yield from untried(record, tables, where)
    yield from computable(truth, tables, threshold, where)
    for file in files:
        yield from beyond_record(file, record)


def _document_faults(document: Document, ceiling: Sensitivity) -> Iterator[GateRefusal]:
    where = str(document.edition)
    if document.sensitivity.exceeds(ceiling):
        text = f"Utgåvan är {document.sensitivity.value}, och högst {ceiling.value} är tillåtet."
        yield GateRefusal(where, GateReason.FOR_KANSLIG, text)
    is_invented = any(block.synthetic for block in document.blocks())
    if is_invented and not document.synthetic:
        yield GateRefusal(where, GateReason.OMARKT_EXEMPEL, "Utgåvan har påhittat innehåll men är inte märkt som exempel.")
    if (is_invented or document.synthetic) and document.status is Status.SLUTLIG:
        yield GateRefusal(where, GateReason.OMARKT_EXEMPEL, "En slutlig utgåva får inte ha påhittat innehåll.")


def _basis_faults(document: Document) -> Iterator[GateRefusal]:
    """Numbers and human texts that rest on nothing. The facts of the cover are the edition's own and rest on the request."""
    for section in document.sections:
        where = f"{document.edition} avsnitt {section.number or section.heading}"
        for block in section.blocks:
            match block:
                case Text():
                    yield from _text_faults(block, where)
                case Table():
                    yield from _table_faults(block, where)
                case Figure():
                    yield from _figure_faults(block, where)


def _text_faults(text: Text, where: str) -> Iterator[GateRefusal]:
    for paragraph in text.paragraphs:
        if text.origin.is_human and not any(basis.startswith(_HUMAN) for basis in paragraph.basis):
            yield GateRefusal(where, GateReason.UTAN_AVSANDARE, f"Ingen människa står bakom texten: {paragraph.text}")
        elif text.origin is not Origin.FAST and not paragraph.basis and _DIGIT.search(paragraph.text):
            yield GateRefusal(where, GateReason.UTAN_GRUND, f"Stycket har ett tal utan grund: {paragraph.text}")


def _table_faults(table: Table, where: str) -> Iterator[GateRefusal]:
    for row in table.rows:
        for cell in row:
            if not cell.basis and (cell.value is not None or _DIGIT.search(cell.text + cell.note)):
                yield GateRefusal(
                    where, GateReason.UTAN_GRUND, f"{table.label}: cellen har ett tal utan grund: {cell.text} {cell.note}".rstrip()
                )


def _figure_faults(figure: Figure, where: str) -> Iterator[GateRefusal]:
    """Numbers of the picture that rest on nothing, told once."""
    rootless = [(row[0], cell) for row in figure_table(figure).rows for cell in row if cell.value is not None and not cell.basis]
    for name, cell in rootless[:1]:
        yield GateRefusal(where, GateReason.UTAN_GRUND, f"{figure.label}: figuren har ett värde utan grund: {name.text} {cell.text}")
