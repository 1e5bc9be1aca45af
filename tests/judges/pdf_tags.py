"""What no validator of PDF asks: do the tags say what the document says? Headings, table heads, alternative texts, title, language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from io import BytesIO
from itertools import chain

import pikepdf

from briefing.document.document import Document, Figure, Table

Heading = tuple[int, str]


@dataclass(frozen=True)
class Told:
    """What a reader who cannot see the page is told.

    `bookmarks` are (level, text) of the outline, `heading_levels` those of the tags. A table is the number of its header cells (TH in
    its first row) and of its rows. `alternatives` are the texts of the figures, in order.
    """

    title: str
    language: str
    shows_title: bool
    heading_levels: tuple[int, ...]
    bookmarks: tuple[Heading, ...]
    tables: tuple[tuple[int, int], ...]
    alternatives: tuple[str, ...]


def tag_findings(content: bytes, expected: Told) -> tuple[str, ...]:
    """Each thing that the file tells otherwise than the document does."""
    said = told_by(content)
    differing = [each.name for each in fields(Told) if getattr(said, each.name) != getattr(expected, each.name)]
    return tuple(f"{name}: {getattr(said, name)!r}, expected {getattr(expected, name)!r}" for name in differing)


def expected_of(document: Document) -> Told:
    """What the document itself says. The headings around the text (facts, reading guide, contents) are chapters without a bookmark."""
    blocks = list(document.blocks())
    frame = document.frame
    around = [each for each in (frame.facts_heading, frame.guide_heading, frame.contents_heading) if each]
    return Told(
        title=_plain(f"{frame.title} {frame.subtitle}"),
        language=document.language,
        shows_title=True,
        heading_levels=(*(1 for _ in around), *(section.depth for section in document.sections)),
        bookmarks=tuple((section.depth, _plain(f"{section.number} {section.heading}")) for section in document.sections),
        tables=tuple((len(block.columns), len(block.rows) + 1) for block in blocks if isinstance(block, Table)),
        alternatives=tuple(_plain(block.alt) for block in blocks if isinstance(block, Figure)),
    )


def told_by(content: bytes) -> Told:
    """What the PDF file says, from its tags, its outline and its catalog."""
    with pikepdf.open(BytesIO(content)) as pdf:
        catalog = pdf.Root
        elements = list(_elements(catalog.get("/StructTreeRoot", pikepdf.Dictionary()).get("/K")))
        with pdf.open_outline() as outline:
            bookmarks = tuple(_bookmarks(outline.root, 1))
        return Told(
            title=_plain(str(pdf.docinfo.get("/Title", ""))),
            language=str(catalog.get("/Lang", "")),
            shows_title=bool(catalog.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)),
            heading_levels=tuple(int(level[1]) for each in elements if (level := re.fullmatch(r"/H([1-6])", str(each.S)))),
            bookmarks=bookmarks,
            tables=tuple(_table(each) for each in elements if each.S == "/Table"),
            alternatives=tuple(_plain(str(each.get("/Alt", ""))) for each in elements if each.S == "/Figure"),
        )


def _elements(node: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    """Every element of the structure below, in reading order."""
    if isinstance(node, pikepdf.Array):
        yield from chain.from_iterable(_elements(each) for each in node)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K"))


def _table(table: pikepdf.Object) -> tuple[int, int]:
    rows = [each for each in _elements(table.get("/K")) if each.S == "/TR"]
    heads = [each for each in _elements(rows[0].get("/K")) if each.S == "/TH"] if rows else []
    return len(heads), len(rows)


def _bookmarks(items: Iterable[pikepdf.OutlineItem], level: int) -> Iterator[Heading]:
    for item in items:
        yield level, _plain(item.title)
        yield from _bookmarks(item.children, level + 1)


def _plain(text: str) -> str:
    return " ".join(text.split())
