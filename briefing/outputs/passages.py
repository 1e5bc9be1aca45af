"""Every byte of a file read as text: packages within packages, drawings, metadata, numbers behind charts.

What is compressed is inflated, what is marked up is read with and without its marks, what is encoded is decoded.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from briefing.observations.preflight import DAMAGED

if TYPE_CHECKING:
    from briefing.outputs.pdf_structure import Element

_DEEPEST = 6  # packages within packages; a workbook in a document in a data package is three
_LARGEST = 400_000_000  # bytes of one part when inflated; ours are a hundredth of that
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
_MARKS = re.compile(r"\s*(?:<\?xml|<!doctype html|<html|<svg)", re.IGNORECASE)
_END_OF_BLOCK = re.compile(
    r"</(?:\w+:)?(?:p|tc|tr|c|row|si|is|v|t[dh]|li|h[1-6]|div|text|title|desc|caption|figcaption|pt|summary|option|dt|dd)>|<(?:\w+:)?(?:br|tab|cr)\b[^<>]*>"
)
_MARK = re.compile(r"<[^<>]*>")  # no mark holds another, and so a million of `<` take no time
_EMBEDDED = re.compile(r"data:[\w/+.;=-]*;base64,([A-Za-z0-9+/=\s]+)")
_PDF_BLOCKS = ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH", "LBody", "Caption", "Title", "Note")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Passage:
    """A text in a file: the way to it (`x.docx, word/document.xml`), and the text; None where that part cannot be read.

    `is_text` is False for the bytes of something else (a font, a picture), read sign by sign.
    """

    place: str
    text: str | None
    is_text: bool = True


def passages(place: str, content: bytes, depth: int = 0) -> Iterator[Passage]:
    """The texts of the bytes, the innermost part of every package included."""
    if depth > _DEEPEST:
        yield Passage(place, None)
    elif content.startswith(_ZIP):
        yield Passage(place, content.decode("latin-1"), is_text=False)
        yield from _packed(place, content, depth)
    elif content.startswith(_PDF):
        yield Passage(place, content.decode("latin-1"), is_text=False)
        yield from _printed(place, content, depth)
    else:
        yield from _plain(place, content, depth)


def _packed(place: str, content: bytes, depth: int) -> Iterator[Passage]:
    """The parts of a zip file, their names and remarks."""
    try:
        with ZipFile(BytesIO(content)) as package:
            names = [f"{each.filename}\n{each.comment.decode('latin-1')}" for each in package.infolist()]
            yield Passage(place, "\n".join([package.comment.decode("latin-1"), *names]))
            for each in package.infolist():
                inner = f"{place}, {each.filename}"
                if each.file_size > _LARGEST:
                    yield Passage(inner, None)
                else:
                    yield from passages(inner, package.read(each), depth + 1)
    except DAMAGED:
        yield Passage(place, None)


def _printed(place: str, content: bytes, depth: int) -> Iterator[Passage]:
    """The pages of a PDF as read, and every object in it."""
    from pikepdf import PdfError

    from briefing.outputs.passages_pdf import pdf_objects
    from briefing.outputs.pdf_structure import pdf_content

    try:
        read = pdf_content(content)
        yield Passage(f"{place}, löptext", "\n".join(_blocks(read.root)))
        for number, text in enumerate(read.pages, 1):
            yield Passage(f"{place}, sida {number}", text)
        for name, part in pdf_objects(content):
            if isinstance(part, str):
                yield Passage(f"{place}, {name}", part)
            else:
                yield from passages(f"{place}, {name}", part, depth + 1)
    except (PdfError, ValueError):
        yield Passage(place, None)


def _blocks(element: Element) -> Iterator[str]:
    """The text of every outermost block within an element."""
    for each in element.elements:
        if each.kind in _PDF_BLOCKS:
            yield _apart(each)
        else:
            yield from _blocks(each)


def _apart(element: Element) -> str:
    """What is read inside, with the blocks within it on lines of their own.

    The tags of PDF/A-1a know no body of a table: it is a paragraph with rows in it, whose cells side by side would be one long number.
    """
    text = "".join(part if isinstance(part, str) else _apart(part) for part in element.parts)
    return f"\n{text}\n" if element.kind in _PDF_BLOCKS else text


def _plain(place: str, content: bytes, depth: int) -> Iterator[Passage]:
    text = _decoded(content)
    if text is None:
        yield Passage(place, content.decode("latin-1"), is_text=False)
        return
    for number, match in enumerate(_EMBEDDED.finditer(text), 1):
        yield from passages(f"{place}, inbäddat {number}", b64decode(match[1]), depth + 1)
    text = _EMBEDDED.sub("", text)
    if _MARKS.match(text):
        yield Passage(place, unescape(_MARK.sub("", _END_OF_BLOCK.sub("\n", text))))
        text = unescape(text)
    elif "\\u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    yield Passage(place, text)


def _decoded(content: bytes) -> str | None:
    """The bytes as text, None where they are something else."""
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return content.decode("utf-32", errors="replace")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
