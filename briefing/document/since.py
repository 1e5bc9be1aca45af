"""Sedan förra lägesbilden: all that is otherwise than in the edition before in its kind, each kind of change told apart."""

from __future__ import annotations

from dataclasses import replace

from briefing.document.document import Column, Table
from briefing.document.outline import BlockKind, BlockOutline, subject
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.document.since_judgements import assessment_rows, problem_rows, statement_rows
from briefing.document.since_numbers import number_rows, series_rows
from briefing.document.since_row import Row
from briefing.document.since_terms import definition_rows, method_rows
from briefing.document.since_verdicts import sign_rows, verdict_rows, watch_rows
from briefing.document.since_words import NO_TERMS, PARTIAL, meanings
from briefing.findings.earlier import Earlier
from briefing.findings.rounds import assessment
from briefing.findings.since import Changes, changes
from briefing.observations.statement import Assessment
from briefing.terms.sensitivity import highest


def new_since_last(block: BlockOutline, scene: Scene) -> Composed:
    """A row for every change; what a source says otherwise stands in the block `andrade` where the outline has one for it."""
    if scene.earlier is None:
        return Composed((data_text(plain("Det finns ingen tidigare utgåva av samma slag i arkivet att jämföra med.")),))
    found = _wanted(changes(scene.earlier, scene.findings, scene.material, scene.request, _signed(scene)), block, scene)
    rows = (
        *verdict_rows(found, scene),
        *watch_rows(found.watched, scene),
        *sign_rows(found, scene),
        *problem_rows(found.problems, scene),
        *statement_rows(found.statements, scene),
        *assessment_rows(found.assessments, scene),
        *number_rows(found.numbers, scene),
        *definition_rows(found.definitions, scene),
        *method_rows(found.methods),
        *series_rows(found.series, scene),
    )
    if not rows:
        basis = (f"utgava:{scene.earlier.edition}",)
        said = f"Inga siffror och inga bedömningar är nya eller ändrade sedan {scene.earlier.name}."
        return Composed((data_text(plain(f"{said} {PARTIAL}" if scene.earlier.is_partial else said, basis)),))
    return _table(block, rows, scene.earlier, scene)


def _table(block: BlockOutline, rows: tuple[Row, ...], earlier: Earlier, scene: Scene) -> Composed:
    columns = (
        Column("Slag", width_mm=26),
        Column("Vad"),
        Column("Tidigare", width_mm=26),
        Column("Nu", width_mm=28),
        Column("Anmärkning", width_mm=38),
    )
    citations = [citation for each in rows for citation in each.citations]
    marked = [replace(each, synthetic=each.synthetic or scene.is_synthetic(*each.citations)) for each in rows]
    synthetic = all(each.synthetic for each in marked)
    cells = tuple((each if not synthetic else replace(each, synthetic=False)).cells for each in marked)
    table = Table("nytt", "", block.caption, columns, cells, _notes(rows, earlier), "Vad som är nytt eller ändrat.", synthetic)
    return Composed((table,), sensitivity=highest(scene.sensitivity_of(*citations), *(each.sensitivity for each in rows)))


def _notes(rows: tuple[Row, ...], earlier: Earlier) -> tuple[str, ...]:
    shown = dict.fromkeys(each.kind for each in rows)
    notes = [f"Jämfört med utgåva {earlier.name}.", meanings(shown)]
    if earlier.is_partial:
        notes.append(PARTIAL)
    if earlier.schema < 2:  # the first schema had neither definitions nor methods
        notes.append(NO_TERMS)
    return tuple(each for each in notes if each)


def _wanted(found: Changes, block: BlockOutline, scene: Scene) -> Changes:
    """Without what another block tells, and where the block names indicators only what is about them."""
    told = {each.source for section in scene.outline.section for each in section.block if each.kind is BlockKind.ANDRADE}
    found = replace(found, statements=tuple(each for each in found.statements if getattr(each.judged, "source", "") not in told))
    if not block.indicators:
        return found
    subjects = {subject(each) for each in block.indicators}
    indicators = {each.indicator for each in subjects}
    return replace(
        found,
        verdicts=tuple(each for each in found.verdicts if each.finding.subject in subjects),
        signs=tuple(each for each in found.signs if each.sign.subject in subjects),
        watched=tuple(each for each in found.watched if each.subject in {asked.id for asked in subjects}),
        numbers=tuple(each for each in found.numbers if each.history.subject in subjects),
        series=tuple(each for each in found.series if each.subject in subjects),
        definitions=tuple(each for each in found.definitions if each.now.indicator in indicators),
    )


def _signed(scene: Scene) -> tuple[Assessment, ...]:
    """What this edition prints of what the municipality has signed."""
    codes = [area.code for area in scene.request.areas]
    blocks = [each for section in scene.outline.section for each in section.block]
    wanted = [(each.subject, "") for each in blocks if each.kind is BlockKind.BEDOMNING]
    wanted += [(each.subject, code) for each in blocks if each.kind is BlockKind.OMRADEN for code in codes]
    found = (assessment(scene.material, scene.request, subject, area) for subject, area in dict.fromkeys(wanted))
    return tuple(each for each in found if each is not None)
