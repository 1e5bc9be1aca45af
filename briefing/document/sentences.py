"""Running text: fixed prose, computed sentences, and what people wrote."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import wording
from briefing.document.basis import Basis
from briefing.document.document import Origin, Role, Text
from briefing.document.outline import BlockOutline
from briefing.document.phrases import AbsentError, phrases, statements_missing
from briefing.document.prose import paragraph, paragraphs
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.rounds import assessment, rounds
from briefing.observations.form_shape import row_dimension
from briefing.observations.register_rows import open_rows
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.sources.source import Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.sensitivity import Sensitivity, highest


def prose(block: BlockOutline, scene: Scene) -> Composed:
    """Fixed prose of the municipality's own (texter/<text>.md.j2)."""
    basis = Basis()
    try:
        markdown = scene.prose.filled(f"texter/{block.text}.md.j2", scene.values(**phrases(scene, basis)))
    except AbsentError as absent:
        return Composed(gaps=(absent.gap,))
    text = Text(Origin.FAST, wording.ORIGINS[Origin.FAST], paragraphs(markdown, tuple(basis.ids)), role=_role(block))
    return Composed((text,), sensitivity=highest(basis.sensitivity, scene.sensitivity_of(*basis.citations)))


def sentence(block: BlockOutline, scene: Scene) -> Composed:
    """A computed sentence (meningar/<text>.j2) and what it rests on; nothing where the template has nothing to say."""
    basis = Basis()
    subjects = block.indicators
    values = scene.values(amnen=subjects, amne=subjects[0] if subjects else "", kalla=block.source, **phrases(scene, basis))
    try:
        markdown = scene.prose.filled(f"meningar/{block.text}.j2", values)
    except AbsentError as absent:
        return Composed(gaps=(absent.gap,))
    if not markdown.strip():
        return Composed()
    text = data_text(paragraph(markdown, tuple(basis.ids)), role=_role(block), synthetic=scene.is_synthetic(*basis.citations))
    if all(each.startswith("lucka:") for each in basis.ids):
        text = replace(text, origin=Origin.LUCKA, label=wording.ORIGINS[Origin.LUCKA])
    return Composed((text,), sensitivity=highest(basis.sensitivity, scene.sensitivity_of(*basis.citations)))


def signed(block: BlockOutline, scene: Scene) -> Composed:
    """What the municipality has signed of a subject, or the gap: nobody has assessed it. With a register, of each of its open rows."""
    rows = open_rows(block.register, scene.material) if block.register else ()
    if rows:
        return _signed_each(block, scene, rows)
    found = assessment(scene.material, scene.request, block.subject)
    if found is None:
        return Composed(gaps=(_not_signed(block, scene),))
    return Composed((assessed(block, scene, found),), sensitivity=found.sensitivity)


def _signed_each(block: BlockOutline, scene: Scene, rows: tuple[Entry, ...]) -> Composed:
    """What has been signed of every row of a register, each by itself, after what is signed of them all; a gap for each that lacks it."""
    whole = assessment(scene.material, scene.request, block.subject)
    blocks, gaps = [assessed(block, scene, whole)] if whole else [], []
    found = {row.id: assessment(scene.material, scene.request, row_dimension(block.subject, row.id)) for row in rows}
    for row, signed_of in found.items():
        if signed_of is None:
            own = replace(block, subject=row_dimension(block.subject, row), text=f"{block.text or 'Bedömning'} av {row}")
            gaps.append(_not_signed(own, scene))
        else:
            text = assessed(block, scene, signed_of)
            blocks.append(replace(text, signature=f"Gäller {row}. {text.signature}"))
    used = [each for each in (whole, *found.values()) if each]
    return Composed(tuple(blocks), tuple(gaps), highest(*(each.sensitivity for each in used)))


def assessed(block: BlockOutline, scene: Scene, found: Assessment) -> Text:
    """What the municipality has signed, with its overall level where it has one. A text about an area says which in its control's name."""
    source = scene.material.source_of(found.citation)
    control = ":".join(part for part in (found.subject, found.area) if part)
    text = _written(block, source, found, signature=_assessment_signature(found), control=control)
    if found.level:
        text = replace(text, overall=wording.OVERALL[found.level], overall_level=found.level.value)
    return text


def told(block: BlockOutline, scene: Scene) -> Composed:
    """What a source says of one dimension in its own words, or the gap."""
    rounds_told = rounds(scene.material, scene.request, block.source)
    if not rounds_told:
        return Composed(gaps=(statements_missing(scene, block.source),))
    source = scene.material.source(block.source)
    statement = rounds_told[-1].of(block.dimension)
    if source is None or statement is None or not statement.text:
        label = source.dimensions.get(block.dimension, block.dimension) if source else block.dimension
        detail = f"Den senaste rapporten säger inget under rubriken ”{wording.sentence_case(label)}”."
        gap = scene.withheld(label, f"{block.source}:{block.dimension}")
        gap = gap or Gap(GapReason.EJ_BEDOMD, detail, f"{block.source}:{block.dimension}")
        return Composed(gaps=(gap,))
    control = f"{block.source}:{block.dimension}"
    text = _written(block, source, statement, signature=statement_signature(statement), control=control)
    return Composed((text,), sensitivity=statement.sensitivity)


def absent(block: BlockOutline, scene: Scene) -> Composed:
    """What the outline says is not collected yet: one sentence that names it."""
    return Composed(gaps=(Gap(GapReason.EJ_DEKLARERAD, block.text, block.subject),))


def statement_signature(statement: Statement) -> str:
    """Who stands for a statement, when, how sure, and how sensitive it is when above öppen."""
    words = [f"{statement.body}, {wording.day(statement.dated)}."]
    if statement.confidence:
        words.append(f"Säkerhet i bedömningen: {wording.CONFIDENCES[statement.confidence]}.")
    return " ".join([*words, *_sensitivity_words(statement.sensitivity)])


def _not_signed(block: BlockOutline, scene: Scene) -> Gap:
    """Why a human text is not there: nobody has written it, or it may not be shown."""
    name = block.text or "Bedömning"
    detail = f"{name}: texten är inte skriven för {wording.period(scene.request.period)}."
    return scene.withheld(name, block.subject) or Gap(GapReason.EJ_BEDOMD, detail, block.subject)


def _written(block: BlockOutline, source: Source, said: Assessment | Statement, *, signature: str, control: str) -> Text:
    """What a person wrote, with the label of who is speaking, marked where it is invented."""
    origin, words = Origin(source.origin), paragraphs(said.text, (said.id,))
    label, role = wording.ORIGINS[origin], _role(block)
    return Text(origin, label, words, role, signature=signature, control=control, synthetic=source.synthetic)


def _assessment_signature(found: Assessment) -> str:
    who = ", ".join(part for part in (found.body, found.role) if part)
    words = [f"{who}, {wording.day(found.dated)}."]
    if found.rests_on:
        words.append(f"Bygger på: {wording.listed(found.rests_on)}.")
    if found.speaks_against:
        words.append(f"Det som talar emot: {found.speaks_against}")
    if found.likelihood:
        words.append(f"Sannolikhet: {found.likelihood}.")
    return " ".join([*words, *_sensitivity_words(found.sensitivity)])


def _sensitivity_words(sensitivity: Sensitivity) -> list[str]:
    return [] if sensitivity is Sensitivity.OPPEN else [f"Känslighet: {wording.SENSITIVITIES[sensitivity].lower()}."]


def _role(block: BlockOutline) -> Role:
    if block.point:
        return Role.PUNKT
    return Role.INGRESS if block.lead else Role.BROD
