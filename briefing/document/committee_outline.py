"""The outline of an edition for one committee (nämnd): the indicators that it names are the committee's own."""

from __future__ import annotations

from dataclasses import replace

from briefing.document.outline import OWN_INDICATORS, BlockOutline, Outline, SectionOutline
from briefing.terms.committee import Committee


def for_committee(outline: Outline, committee: Committee) -> Outline:
    """The outline with the committee's indicators where it says `namnden`, or those of one frequency where it says `namnden/ar`.

    A block for which none is left is left out.
    """
    return replace(outline, section=tuple(_section(each, committee) for each in outline.section))


def _section(section: SectionOutline, committee: Committee) -> SectionOutline:
    filled = ((block, _filled(block, committee)) for block in section.block)
    return replace(section, block=tuple(after for before, after in filled if after.indicators or not before.indicators))


def _filled(block: BlockOutline, committee: Committee) -> BlockOutline:
    return replace(block, indicators=tuple(each for written in block.indicators for each in _meant(written, committee)))


def _meant(written: str, committee: Committee) -> tuple[str, ...]:
    word, _, frequency = written.partition("/")
    if word != OWN_INDICATORS:
        return (written,)
    return tuple(each for each in committee.indicators if not frequency or each.endswith(f"/{frequency}"))
