"""Labels of tables and figures, counted through the document in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from briefing.document.document import Block, Section, Table
from briefing.document.figure import Figure


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with "Tabell 1", "Figur 1" …, and an id of its own for every table and figure."""
    counts: Counter[str] = Counter()
    return tuple(replace(section, blocks=tuple(_labelled(block, counts) for block in section.blocks)) for section in sections)


def _labelled(block: Block, counts: Counter[str]) -> Block:
    if not isinstance(block, Table | Figure):
        return block
    word = "Tabell" if isinstance(block, Table) else "Figur"
    counts[word] += 1
    counts[block.id] += 1
    own_id = block.id if counts[block.id] == 1 else f"{block.id}-{counts[block.id]}"
    return replace(block, id=own_id, label=f"{word} {counts[word]}")
