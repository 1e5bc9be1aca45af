"""Sections after they are composed: what is missing is said once in a chapter, and parts without any input are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.document.document import Section, Text
from briefing.document.outline import BlockOutline
from briefing.document.scene import Scene, gap_text
from briefing.terms.gap import Gap
from briefing.terms.sensitivity import Sensitivity

_FEWEST = 2  # one part without input says so in its own place


@dataclass(frozen=True)
class ComposedSection:
    """A section with the gaps that it prints and those that it only found; `later` are the blocks that need all the others first.

    `unwritten` are the gaps of required human texts.
    """

    section: Section
    gaps: tuple[Gap, ...]
    unsaid: tuple[Gap, ...]
    sensitivity: Sensitivity
    later: tuple[BlockOutline, ...] = ()
    gathers: bool = False
    unwritten: tuple[Gap, ...] = ()

    @property
    def chapter(self) -> str:
        return self.section.number.partition(".")[0]

    @property
    def is_empty(self) -> bool:
        return not self.section.blocks and not self.later


def said_once(composed: Sequence[ComposedSection], scene: Scene) -> tuple[ComposedSection, ...]:
    """The sections with one gap paragraph each; a section that only repeats its chapter's gap, or is empty, is left out."""
    kept: list[ComposedSection] = []
    said: set[tuple[str, str]] = set()
    gathered = {each.chapter: parts for each in composed if each.gathers and len(parts := _without_input(each, composed)) >= _FEWEST}
    outlined = [each for each in composed if each.gathers or each not in gathered.get(each.chapter, ())]
    for index, each in enumerate(outlined):
        parts = gathered.get(each.chapter, []) if each.gathers else []
        new = [gap for gap in each.unsaid if (each.chapter, gap.id) not in said]
        said |= {(each.chapter, gap.id) for of in (each, *parts) for gap in of.gaps}
        blocks = (*each.section.blocks, *_gap_paragraph(new, parts, scene))
        leads_on = index + 1 < len(outlined) and outlined[index + 1].section.depth > each.section.depth
        if blocks or leads_on or each.later:
            kept.append(replace(each, section=replace(each.section, blocks=blocks)))
    return tuple(kept)


def _without_input(chapter: ComposedSection, composed: Iterable[ComposedSection]) -> list[ComposedSection]:
    """The chapter's parts that have nothing to show but gaps."""
    return [each for each in composed if each is not chapter and each.chapter == chapter.chapter and each.is_empty and each.gaps]


def _gap_paragraph(own: Sequence[Gap], parts: Sequence[ComposedSection], scene: Scene) -> tuple[Text, ...]:
    """What is missing in one paragraph: the section's own gaps, and the parts that are left out since nothing has come about them."""
    named = "; ".join(f"{each.section.number} {each.section.heading}" for each in parts)
    left_out = f"Avsnitt utan underlag är utelämnade: {named}." if parts else ""
    gaps = [gap for each in parts for gap in each.gaps]
    return (gap_text(*own, scene=scene, left_out=left_out, because=gaps),) if own or parts else ()
