"""A document from before the program (docx, pdf): whether it may be deposited, and its text. Pure and pickles: it is read in a child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from briefing.observations.preflight import DAMAGED
from briefing.outputs.extraction import W, word_parts, word_text
from briefing.outputs.file import File
from briefing.outputs.leak import leaks
from briefing.terms.identity import found

_MOST_PARTS, _LARGEST = 3000, 200_000_000  # trust.md: members of a zip-based file, and bytes when inflated
_OLD_WORD = b"\xd0\xcf\x11\xe0"  # the container of a Word file with a password, and of the format before 2007
_TOLD = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class OldDocument:
    """What a document says, a paragraph or a line each (none where it is only pictures of pages), or why it cannot be deposited.

    `problem` and the way out are empty where it can. Nothing that points out a person is repeated in them.
    """

    problem: str = ""
    remedy: str = ""
    text: tuple[str, ...] = ()


def old_document(file: File) -> OldDocument:
    """The file looked at, and read where nothing speaks against it."""
    problem, remedy = _problem(file)
    return OldDocument(problem, remedy) if problem else OldDocument(text=_text(file))


def _problem(file: File) -> tuple[str, str]:
    shape = _name_problem(file.name) or _shape_problem(file)
    if shape:
        return shape
    for leak in leaks(file, only_numbers=True):
        if leak.identity is None:
            return f"a part of it cannot be read: {leak.place}", "save it again from the program that made it"
        return f"it has a personal identity number ({leak.place})", "remove the number, and keep the original where it belongs"
    return "", ""


def _text(file: File) -> tuple[str, ...]:
    lines = _pdf_lines(file.content) if _ending(file) == "pdf" else _word_lines(file.content)
    return tuple(line for each in lines if (line := " ".join(each.split())))


def _ending(file: File) -> str:
    return file.name.rpartition(".")[2].lower()


def _name_problem(name: str) -> tuple[str, str] | None:
    if found(name) or not name.isprintable() or len(name) > _LONGEST_NAME or name.startswith((".", "~")) or "/" in name or "\\" in name:
        return "the name of the file cannot be kept", "give it a plain name without numbers that point out a person"
    return None


def _shape_problem(file: File) -> tuple[str, str] | None:
    if not file.content:
        return "the file is empty", "deposit the document itself"
    if _ending(file) == "pdf":
        return _pdf_problem(file.content)
    if _ending(file) == "docx":
        return _word_problem(file.content)
    return "it is neither a Word file (.docx) nor a PDF", "save it as PDF/A, and deposit that"


def _pdf_problem(content: bytes) -> tuple[str, str] | None:
    from pikepdf import PasswordError, Pdf, PdfError

    try:
        with Pdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return "it is encrypted", "save it without a password or restrictions"
            pages = len(pdf.pages)
        tuple(_pdf_lines(content))
    except PasswordError:
        return "it is encrypted", "save it without a password or restrictions"
    except (PdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "it is no PDF that can be read, though it is named like one", "save it again from the program that made it"
    return None if pages else ("it has no page", "deposit the document itself")


def _word_problem(content: bytes) -> tuple[str, str] | None:
    from lxml.etree import XMLSyntaxError

    if content.startswith(_OLD_WORD):
        return "it is protected with a password, or a Word file of the format before 2007", "save it as .docx without a password, or as PDF"
    broken = "it is no Word file that can be read, though it is named like one", "save it again from Word"
    try:
        with ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > _MOST_PARTS or sum(each.file_size for each in members) > _LARGEST:
                return "it is far larger inside than a document is", "save it as PDF"
            if package.testzip() is not None:
                return broken
        if "word/document.xml" not in word_parts(content):
            return broken
    except (*DAMAGED, XMLSyntaxError):
        return broken
    return None


def _pdf_lines(content: bytes) -> Iterator[str]:
    from briefing.outputs.pdf_structure import pdf_content

    for page in pdf_content(content).pages:
        yield from page.splitlines()


def _word_lines(content: bytes) -> Iterator[str]:
    parts = word_parts(content)
    for name in _TOLD:
        if name in parts:
            yield from (word_text(paragraph) for paragraph in parts[name].iter(f"{W}p"))
