"""A document with one block of every sort: enough to see that a look can set whatever a document has."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from briefing.document.document import Block, Document, Section, Table, Text
from briefing.document.figure import charts_of

Sort = tuple[object, ...]


def specimen(document: Document, seen: Collection[Sort] = ()) -> tuple[Document, frozenset[Sort]]:
    """The document with all its headings, but of its blocks only the first of each sort that is not among `seen`; and those sorts."""
    known = {*seen, *_around(document)}
    sections = []
    for section in document.sections:
        kept, known = _firsts(section, known)
        sections.append(kept)
    return replace(document, sections=tuple(sections)), frozenset(known) - frozenset(seen)


def _firsts(section: Section, known: set[Sort]) -> tuple[Section, set[Sort]]:
    kept: list[Block] = []
    for block in section.blocks:
        if not known.issuperset(found := set(_sorts(block))):
            kept.append(block)
            known = known | found
    return replace(section, blocks=tuple(kept), starts_page=section.starts_page and bool(kept)), known


def _around(document: Document) -> Iterator[Sort]:
    """What the look sets beside the blocks."""
    frame = document.frame
    yield "omslag", frame.has_cover, frame.skyline is None
    yield "innehåll", bool(frame.contents_heading)
    yield "exempel", document.synthetic
    yield from (("rubrik", section.depth) for section in document.sections)


def _sorts(block: Block) -> Iterator[Sort]:
    """What a look sets in its own way in a block."""
    if isinstance(block, Text):
        yield from (("text", block.role), ("läge", block.overall_level), ("etikett", block.label != ""), ("exempeltext", block.synthetic))
        yield from (("underskrift", block.signature != ""), ("oskriven", bool(block.unwritten)))
        yield from (("stycke", min(paragraph.list_number, 1)) for paragraph in block.paragraphs)
        runs = [run for paragraph in block.paragraphs for run in paragraph.runs]
        yield from (sort for run in runs for sort in (("fet", run.strong), ("kursiv", run.emphasis), ("länk", run.link[:1])))
    elif isinstance(block, Table):
        yield from (("tabell", bool(block.notes)), ("exempeltabell", block.synthetic))
        yield from (("cell", cell.tone) for row in block.rows for cell in row)
    else:
        yield from (("figur", type(block.picture)), ("exempelfigur", block.synthetic))
        yield from (("diagram", chart.kind) for chart in charts_of(block))
