"""The text of the demo's editions, word for word. Run with UPDATE_GOLDEN=1 when a change of what a lägesbild says is meant."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from editions import Made

from briefing.document.document import Block, Cell, Document, Table, Text
from briefing.document.figure import Figure

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def as_text(document: Document) -> str:
    """Style | text, tables as rows; a no-break space shows as ~."""
    lines = [f"title | {document.frame.title}", f"subtitle | {document.frame.subtitle}", f"status | {document.frame.status_line}"]
    for section in document.sections:
        lines.append(f"\nheading {section.depth} | {section.number} {section.heading}".replace("|  ", "| "))
        lines += [line for block in section.blocks for line in block_lines(block)]
    return "\n".join(lines).replace("\u00a0", "~") + "\n"


def block_lines(block: Block) -> Iterator[str]:
    match block:
        case Text():
            mark = " EXEMPEL" if block.synthetic else ""
            point = f" {block.point}" if block.point else ""
            yield from (f"{block.origin.value}{point}{mark} | {paragraph.text}" for paragraph in block.paragraphs)
            if block.signature:
                yield f"signature | {block.signature}"
        case Table():
            yield f"table | {block.label}. {block.caption}"
            yield " ; ".join(column.heading for column in block.columns)
            yield from (" ; ".join(cell_text(cell) for cell in row) for row in block.rows)
            yield from (f"note | {note}" for note in block.notes)
        case Figure():
            yield f"figure | {block.label}. {block.caption}"
            yield f"alt | {block.alt}"
            yield from (f"note | {note}" for note in block.notes)


def cell_text(cell: Cell) -> str:
    value = f"{cell.symbol} {cell.text}".strip()
    return f"{value} ({cell.note})" if cell.note else value


@pytest.mark.parametrize("kind", ["kvartal", "radsbriefing", "fullstandig", "publik", "kf-rapport", "namnd"])
def test_the_demo_says_just_this(kind: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(kind.replace("-", "_"))
    said, path = as_text(made.document), GOLDEN / f"{kind}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")
