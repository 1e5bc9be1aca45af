"""What a reader of the PDF is told: its headings, its lines and its tables, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.outputs.extraction import Extract
from briefing.outputs.pdf_structure import Element

HEADINGS = tuple(f"H{level}" for level in range(1, 7))

_INLINE = {"Span", "Link", "Reference", "Lbl", "Quote", "Code", "Annot", "Strong", "Em", "BibEntry"}
_UNREAD = {"TOC", *HEADINGS}
_NUMBERED = re.compile(r"\[U\+([0-9A-F]{4,6})\]")


def pdf_extract(root: Element) -> Extract:
    """What a tagged PDF says outside its figures and its contents. Characters printed as their numbers are read as what they are."""
    headings = tuple((int(each.kind[1]), as_read(each.text)) for each in root.all(*HEADINGS))
    lines = tuple(line for each in _lines(root) if (line := as_read(each)).strip())
    tables = tuple(tuple(tuple(as_read(cell.text) for cell in row) for row in table_rows(table)) for table in root.all("Table"))
    return Extract(headings, lines, tables)


def table_rows(table: Element) -> Iterator[tuple[Element, ...]]:
    """The rows of a table as cells, the heading row first."""
    for row in table.all("TR"):
        yield tuple(cell for cell in row.elements if cell.kind in {"TH", "TD"})


def as_read(text: str) -> str:
    """The text with its numbered characters (`[U+1F600]`) as themselves."""
    return _NUMBERED.sub(lambda number: chr(int(number[1], 16)), text)


def _lines(element: Element) -> Iterator[str]:
    """Every stretch of text that stands by itself: paragraphs, captions, items of lists with their label."""
    if element.kind == "LI":
        yield from _item(element)
        return
    pieces: list[str] = []
    for part in element.parts:
        if isinstance(part, str):
            pieces.append(part)
        elif part.kind in _INLINE:
            pieces.append(part.text)
        else:
            yield "".join(pieces)
            pieces.clear()
            yield from _block_lines(part)
    yield "".join(pieces)


def _block_lines(block: Element) -> Iterator[str]:
    if block.kind in {"Table", "Figure"}:
        for caption in block.all("Caption"):
            yield from _lines(caption)
    elif block.kind not in _UNREAD:
        yield from _lines(block)


def _item(item: Element) -> Iterator[str]:
    """The lines of a list's item; its label stands before the first."""
    label = "".join(part.text for part in item.elements if part.kind == "Lbl")
    body = [line for part in item.elements if part.kind != "Lbl" for line in _lines(part) if line.strip()]
    yield label + (body[0] if body else "")
    yield from body[1:]
