"""From outline and findings to the document: section by section, block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from briefing.document import account, figures, police, sentences, tables
from briefing.document.area_map import area_map
from briefing.document.areas import areas
from briefing.document.basis import bases
from briefing.document.country import country
from briefing.document.differing import differing
from briefing.document.document import Block, Document, Role, Section, Table, Text
from briefing.document.figure_data import figure_data
from briefing.document.frame import frame
from briefing.document.funnel import funnel
from briefing.document.matrix import matrix
from briefing.document.method_table import method_table
from briefing.document.multiples import panels
from briefing.document.numbering import numbered
from briefing.document.outline import BlockKind, BlockOutline, Outline, SectionOutline, subject
from briefing.document.scene import Composed, Scene, gap_text
from briefing.document.since import new_since_last
from briefing.document.spine import spine
from briefing.document.splitting import within_page
from briefing.terms.gap import Gap
from briefing.terms.sensitivity import Sensitivity, highest

_COMPOSERS: Mapping[BlockKind, Callable[[BlockOutline, Scene], Composed]] = {
    BlockKind.TEXT: sentences.prose,
    BlockKind.MENING: sentences.sentence,
    BlockKind.BEDOMNING: sentences.signed,
    BlockKind.UPPGIFT: sentences.told,
    BlockKind.SAKNAS: sentences.absent,
    BlockKind.MATRIS: matrix,
    BlockKind.PERIODER: tables.periods,
    BlockKind.GRUPPER: tables.groups,
    BlockKind.NYCKELTAL: tables.key_figures,
    BlockKind.LANDET: country,
    BlockKind.MANADER: tables.months,
    BlockKind.INDIKATORER: tables.definitions,
    BlockKind.OMRADEN: areas,
    BlockKind.SKILLNADER: differing,
    BlockKind.DIMENSIONER: police.dimensions,
    BlockKind.ANDRADE: police.changed,
    BlockKind.NYTT: new_since_last,
    BlockKind.KALLOR: account.sources,
    BlockKind.METOD: method_table,
    BlockKind.LUCKOR: account.gaps,
    BlockKind.TREND: figures.trend,
    BlockKind.STAPLAR: figures.bars,
    BlockKind.RUTOR: panels,
    BlockKind.RYGGRAD: spine,
    BlockKind.TRATT: funnel,
    BlockKind.KARTA: area_map,
}


@dataclass(frozen=True)
class Composition:
    """The document and every gap that it prints, each once."""

    document: Document
    gaps: tuple[Gap, ...]


def compose(scene: Scene) -> Composition:
    """The lägesbild that an outline makes of the findings. BriefingError where a template has an undefined name."""
    request, outline = scene.request, scene.outline
    chapters = [_section(each, scene) for each in outline.section]
    sections = numbered(within_page(_with_figure_data(_said_once(chapters), outline)))
    sensitivity = highest(_cover_sensitivity(scene), *(each.sensitivity for each in chapters))
    synthetic = any(is_synthetic(block) for section in sections for block in section.blocks)
    document = Document(
        edition=request.edition,
        version=request.version,
        status=request.status,
        sensitivity=sensitivity,
        frame=frame(scene, sensitivity, synthetic=synthetic),
        sections=sections,
        description=scene.prose.phrase(outline.tagline, "tagline", scene.values()),
        keywords=("lägesbild", "brottsförebyggande", request.municipality.name),
        synthetic=synthetic,
    )
    gaps = {gap.id: gap for each in chapters for gap in each.gaps}
    return Composition(document, tuple(gaps.values()))


def _cover_sensitivity(scene: Scene) -> Sensitivity:
    """How sensitive the cover's figure is."""
    level = scene.findings.level(subject(scene.outline.skyline)) if scene.outline.skyline else None
    return scene.sensitivity_of(*level.citations) if level else Sensitivity.OPPEN


def is_synthetic(block: Block) -> bool:
    """Whether anything in the block is invented for the example."""
    return block.synthetic or (isinstance(block, Table) and any(cell.synthetic for row in block.rows for cell in row))


@dataclass(frozen=True)
class _Composed:
    """A section with the gaps that it prints and those that it only found, before what is said twice is taken out."""

    section: Section
    gaps: tuple[Gap, ...]
    unsaid: tuple[Gap, ...]
    sensitivity: Sensitivity
    scene: Scene
    is_filled_later: bool

    @property
    def chapter(self) -> str:
        return self.section.number.partition(".")[0]


def _section(outlined: SectionOutline, scene: Scene) -> _Composed:
    where = f"templates/utgavor/{scene.request.edition.kind}.toml > {outlined.heading}"
    composed = [_composed(block, scene, where) for block in outlined.block if block.kind is not BlockKind.FIGURDATA]
    blocks = _pointed(tuple(block for each in composed for block in each.blocks))
    gaps = tuple(dict.fromkeys(gap for each in composed for gap in each.gaps))
    said = set(bases(blocks))
    heading = scene.prose.phrase(outlined.heading, where, scene.values())
    depth = outlined.depth or (outlined.number.count(".") + 1 if outlined.number else 2)
    section = Section(_slug(outlined.number or heading), outlined.number, heading, depth, blocks, outlined.starts_page)
    return _Composed(
        section,
        gaps,
        tuple(gap for gap in gaps if gap.id not in said),
        highest(*(each.sensitivity for each in composed)),
        scene,
        len(composed) < len(outlined.block),
    )


def _composed(block: BlockOutline, scene: Scene, where: str) -> Composed:
    caption = scene.prose.phrase(block.caption, where, scene.values()) if block.caption else ""
    return _COMPOSERS[block.kind](replace(block, caption=caption), scene)


def _said_once(chapters: list[_Composed]) -> tuple[Section, ...]:
    """The sections with one gap paragraph each; a section that only repeats its chapter's gap, or is empty, is left out."""
    sections: list[Section] = []
    said: set[tuple[str, str]] = set()
    for index, each in enumerate(chapters):
        new = [gap for gap in each.unsaid if (each.chapter, gap.id) not in said]
        said |= {(each.chapter, gap.id) for gap in each.gaps}
        blocks = (*each.section.blocks, *([gap_text(*new, scene=each.scene)] if new else []))
        leads_on = index + 1 < len(chapters) and chapters[index + 1].section.depth > each.section.depth
        if blocks or leads_on or each.is_filled_later:
            sections.append(replace(each.section, blocks=blocks))
    return tuple(sections)


def _with_figure_data(sections: tuple[Section, ...], outline: Outline) -> tuple[Section, ...]:
    wanted = {each.heading for each in outline.section if any(block.kind is BlockKind.FIGURDATA for block in each.block)}
    data = figure_data(sections)
    return tuple(replace(each, blocks=(*each.blocks, *data)) if each.heading in wanted else each for each in sections)


def _pointed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The points of the summary numbered in order; one that had nothing to say takes no number."""
    numbers = count(1)
    return tuple(replace(block, point=next(numbers)) if isinstance(block, Text) and block.role is Role.PUNKT else block for block in blocks)


def _slug(text: str) -> str:
    plain = text.lower().translate(str.maketrans("åäöé", "aaoe"))
    return "avsnitt-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
