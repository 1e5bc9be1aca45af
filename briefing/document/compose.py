"""From outline and findings to the document: section by section, block by block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from briefing.document import account, figures, police, register_tables, sentences, tables
from briefing.document.ahead import ahead
from briefing.document.area_map import area_map
from briefing.document.areas import areas
from briefing.document.basis import bases
from briefing.document.change_log import change_log
from briefing.document.chapters import ComposedSection, said_once
from briefing.document.country import country
from briefing.document.differing import differing
from briefing.document.document import Block, Document, Role, Section, Table, Text
from briefing.document.figure_data import figure_data
from briefing.document.frame import frame
from briefing.document.funnel import funnel
from briefing.document.law_matrix import law_matrix
from briefing.document.listed_areas import listed_areas
from briefing.document.matrix import matrix
from briefing.document.method_table import method_table
from briefing.document.multiples import panels
from briefing.document.numbering import numbered
from briefing.document.outline import BlockKind, BlockOutline, SectionOutline, subject
from briefing.document.printable import printable
from briefing.document.prose import plain
from briefing.document.rounds_history import history
from briefing.document.scene import Composed, Scene, data_text
from briefing.document.since import new_since_last
from briefing.document.spine import spine
from briefing.document.splitting import within_page
from briefing.document.watch import protective, watch_list
from briefing.terms.gap import Gap, GapReason
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
    BlockKind.HISTORIK: history,
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
    BlockKind.OMRADESLISTA: listed_areas,
    BlockKind.BEVAKNINGSLISTA: watch_list,
    BlockKind.SKYDDSFAKTORER: protective,
    BlockKind.UTBLICK: ahead,
    BlockKind.REGISTER: register_tables.register_table,
    BlockKind.SUMMA: register_tables.register_sum,
    BlockKind.KOPPLINGAR: register_tables.connections,
    BlockKind.ANDRINGSLOGG: change_log,
}
_LATER = (BlockKind.FIGURDATA, BlockKind.LAGKRAV)  # made of what the other sections have become


_NO_FIGURES = Composed((data_text(plain("Utgåvan har inga figurer med siffror.")),))


@dataclass(frozen=True)
class Composition:
    """The document and every gap that it prints, each once; `unwritten` are those of them that stand for a required human text."""

    document: Document
    gaps: tuple[Gap, ...]
    unwritten: tuple[Gap, ...] = ()


def compose(scene: Scene) -> Composition:
    """The lägesbild that an outline makes of the findings. BriefingError where a template has an undefined name."""
    request, outline = scene.request, scene.outline
    chapters = [_section(each, scene) for each in outline.section]
    filled = _filled(said_once(chapters, scene), scene)
    sections = numbered(within_page(tuple(each.section for each in filled)))
    sensitivity = highest(_cover_sensitivity(scene), *(each.sensitivity for each in (*chapters, *filled)))
    synthetic = any(is_synthetic(block) for section in sections for block in section.blocks)
    around = frame(scene, sensitivity, synthetic=synthetic)
    document = Document(
        edition=request.edition,
        version=request.version,
        status=request.status,
        sensitivity=sensitivity,
        frame=around,
        sections=sections,
        description=around.tagline,
        keywords=("lägesbild", "brottsförebyggande", request.municipality.name),
        synthetic=synthetic,
    )
    gaps = {gap.id: gap for each in chapters for gap in each.gaps}
    unwritten = dict.fromkeys(gap for each in chapters for gap in each.unwritten)
    return Composition(printable(document), tuple(gaps.values()), tuple(unwritten))


def _cover_sensitivity(scene: Scene) -> Sensitivity:
    """How sensitive the cover's figure is."""
    level = scene.findings.level(subject(scene.outline.skyline)) if scene.outline.skyline else None
    return scene.sensitivity_of(*level.citations) if level else Sensitivity.OPPEN


def is_synthetic(block: Block) -> bool:
    """Whether anything in the block is invented for the example."""
    return block.synthetic or (isinstance(block, Table) and any(cell.synthetic for row in block.rows for cell in row))


def _section(outlined: SectionOutline, scene: Scene) -> ComposedSection:
    where = f"templates/utgavor/{scene.request.edition.kind}.toml > {outlined.heading}"
    blocks_of = [_phrased(block, scene, where) for block in outlined.block]
    composed = [_composed(block, scene) for block in blocks_of if block.kind not in _LATER]
    blocks = _pointed(tuple(block for each in composed for block in each.blocks))
    gaps = tuple(dict.fromkeys(gap for each in composed for gap in each.gaps))
    said = set(bases(blocks))
    heading = scene.prose.phrase(outlined.heading, where, scene.values())
    depth = outlined.depth or (outlined.number.count(".") + 1 if outlined.number else 2)
    section = Section(_slug(outlined.number or heading), outlined.number, heading, depth, blocks, outlined.starts_page)
    return ComposedSection(
        section,
        gaps,
        tuple(gap for gap in gaps if gap.id not in said),
        highest(*(each.sensitivity for each in composed)),
        tuple(block for block in blocks_of if block.kind in _LATER),
        outlined.gathers,
        tuple(gap for block in blocks_of if block.required for gap in _unwritten(block, scene)),
    )


def _unwritten(block: BlockOutline, scene: Scene) -> tuple[Gap, ...]:
    """Why a required human text is not there: the gaps of its block, or that it has no words."""
    composed = _COMPOSERS[block.kind](block, scene)
    is_said = any(isinstance(each, Text) and each.origin.is_human and _words(each) for each in composed.blocks)
    if composed.gaps or is_said or block.kind not in (BlockKind.BEDOMNING, BlockKind.UPPGIFT):
        return composed.gaps
    name = block.text or block.caption or block.subject
    return (Gap(GapReason.EJ_BEDOMD, f"{name}: texten är tom.", block.subject or block.source),)


def _words(text: Text) -> str:
    return "".join(paragraph.text for paragraph in text.paragraphs).strip()


def _composed(block: BlockOutline, scene: Scene) -> Composed:
    composed = _COMPOSERS[block.kind](block, scene)
    return replace(composed, gaps=()) if block.optional else composed


def _phrased(block: BlockOutline, scene: Scene, where: str) -> BlockOutline:
    """The block with its short texts filled in."""
    caption, subject_of = (scene.prose.phrase(text, where, scene.values()) for text in (block.caption, block.subject))
    name = block.text if block.kind in (BlockKind.TEXT, BlockKind.MENING) else scene.prose.phrase(block.text, where, scene.values())
    return replace(block, caption=caption, subject=subject_of, text=name)


def _filled(composed: tuple[ComposedSection, ...], scene: Scene) -> tuple[ComposedSection, ...]:
    """The sections with the blocks that need all the others: the law's matrix, and the numbers behind the figures."""
    sections = tuple(each.section for each in composed)
    data = figure_data(sections)
    return tuple(_with_later(each, sections, data, scene) for each in composed)


def _with_later(each: ComposedSection, sections: tuple[Section, ...], data: tuple[Table, ...], scene: Scene) -> ComposedSection:
    blocks, sensitivity = each.section.blocks, each.sensitivity
    for block in each.later:
        made = (Composed(data) if data else _NO_FIGURES) if block.kind is BlockKind.FIGURDATA else law_matrix(block, scene, sections)
        blocks, sensitivity = (*blocks, *made.blocks), highest(sensitivity, made.sensitivity)
    return replace(each, section=replace(each.section, blocks=blocks), sensitivity=sensitivity)


def _pointed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The points of the summary numbered in order; one that had nothing to say takes no number."""
    numbers = count(1)
    return tuple(replace(block, point=next(numbers)) if isinstance(block, Text) and block.role is Role.PUNKT else block for block in blocks)


def _slug(text: str) -> str:
    plain = text.lower().translate(str.maketrans("åäöé", "aaoe"))
    return "avsnitt-" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
