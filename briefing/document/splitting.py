"""Tables with more columns than a page has room for: split into parts that repeat the first column, the same in every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.document.document import Block, Section, Table
from briefing.document.metrics import LOOSE_BREAK, PAGE_WIDTH_MM, POINTS_PER_MM, TIGHT, least_width

_PAGE = PAGE_WIDTH_MM * POINTS_PER_MM


def within_page(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with every table as one or more tables whose words fit side by side; pages stand upright, so none is turned."""
    return tuple(replace(section, blocks=tuple(part for block in section.blocks for part in _parts(block))) for section in sections)


def _parts(block: Block) -> tuple[Block, ...]:
    if not isinstance(block, Table):
        return (block,)
    least = [least_width(column, [row[index] for row in block.rows], LOOSE_BREAK) + TIGHT for index, column in enumerate(block.columns)]
    groups = _groups(least)
    if len(groups) < 2:
        return (block,)
    return tuple(_part(block, group, index, len(groups)) for index, group in enumerate(groups, start=1))


def _groups(least: Sequence[float]) -> list[list[int]]:
    """Which columns stand together: the first one and as many of the others, in their order, as there is room for."""
    groups: list[list[int]] = [[]]
    room = _PAGE - sum(least[:1])
    left = room
    for index, width in enumerate(least[1:], start=1):
        if groups[-1] and width > left:
            groups.append([])
            left = room
        groups[-1].append(index)
        left -= width
    return [[0, *group] for group in groups]


def _part(table: Table, group: Sequence[int], number: int, of: int) -> Table:
    said = f"del {number} av {of}"
    return replace(
        table,
        id=table.id if number == 1 else f"{table.id}-del-{number}",
        caption=f"{table.caption}, {said}" if table.caption else said.capitalize(),
        columns=tuple(table.columns[index] for index in group),
        rows=tuple(tuple(row[index] for index in group) for row in table.rows),
        description=f"{table.description} {said.capitalize()}.".strip(),
    )
