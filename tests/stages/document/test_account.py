"""Which sources an edition says that it rests on, and which it says have not been handed in."""

from __future__ import annotations

from dataclasses import replace

from builders_areas import scene
from builders_observations import counted, indicator

from briefing.document.account import sources
from briefing.document.document import Table
from briefing.document.outline import BlockKind, BlockOutline, SectionOutline
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.source import Source


def test_a_source_of_figures_of_which_none_is_chosen_is_not_said_to_be_missing() -> None:
    """It was added with all its categories left out: it has come, and nothing of it is used. Judgements that are asked for are missing."""
    figures, text = BlockOutline(BlockKind.KALLOR, caption="Källor"), BlockOutline(BlockKind.BEDOMNING, subject="skola")
    plain = scene(counted({"2025": 60}), figures, (indicator(),))
    added = (Source("ohalsotal", "myndighetstabell", "Ohälsotal"), Source("bedomningar", JUDGED_FORMAT, "Kommunens bedömningar"))
    outline = replace(plain.outline, section=(SectionOutline("A", block=(figures, text)),))
    [table] = sources(figures, replace(plain, outline=outline, material=replace(plain.material, sources=added))).blocks
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Kommunens bedömningar"]
