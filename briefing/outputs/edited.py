"""A document that a person has edited, held against the rules of every document: the same ones that the gate asks of our own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError

from briefing.outputs.extraction import word_parts
from briefing.outputs.file import File
from briefing.outputs.leak import leak_faults
from briefing.outputs.pdf_rules import pdf_file_faults
from briefing.outputs.pdf_structure import pdf_content
from briefing.outputs.refusal import GateReason, GateRefusal
from briefing.outputs.word_rules import word_file_faults


@dataclass(frozen=True)
class NoDocument:
    """Why a file is no document that can be held against the rules, in English."""

    problem: str


def edited_faults(file: File) -> tuple[GateRefusal, ...] | NoDocument:
    """Why a Word file or a PDF is not yet fit to be published; empty when it is. NoDocument: the file is neither, or cannot be read.

    Its content is not compared with any edition: what a person has changed is theirs to change. It comes from outside, so it is read
    in a child process: the function is pure and pickles.
    """
    try:
        found = [GateRefusal(file.name, reason, text) for reason, text in _faults(file)]
    except ValueError as error:
        return NoDocument(str(error))
    return (*found, *leak_faults(file, is_public=False))


def _faults(file: File) -> Iterator[tuple[GateReason, str]]:
    ending = file.name.rpartition(".")[2].lower()
    if ending == "pdf":
        try:
            content = pdf_content(file.content)
        except ValueError as error:
            raise ValueError("it is no PDF that can be read, though it is named like one") from error
        return pdf_file_faults(content)
    if ending != "docx":
        raise ValueError("it is neither a Word file (.docx) nor a PDF")
    try:
        parts = word_parts(file.content)
    except (BadZipFile, XMLSyntaxError) as error:
        raise ValueError("it is no Word file, though it is named like one") from error
    missing = [name for name in ("word/document.xml", "word/styles.xml") if name not in parts]
    if missing:
        raise ValueError(f"it has no {missing[0]}, which every Word file has")
    return word_file_faults(parts)
