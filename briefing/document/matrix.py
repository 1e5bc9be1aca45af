"""Läget i korthet: each indicator's level, development and comparison in words and signs."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.figure_table import no_value
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.verdict_cells import comparison_cell, development_cell, level_cell, name_cell
from briefing.findings.finding import Subject
from briefing.terms.gap import GapReason


def matrix(block: BlockOutline, scene: Scene) -> Composed:
    """One row per indicator, in the order of the outline; those without a value come last and are never left out."""
    subjects = [subject(each) for each in block.indicators]
    present = [each for each in subjects if scene.findings.level(each)]
    absent = list(dict.fromkeys(each.indicator for each in subjects if each not in present))
    if not present:
        return Composed(gaps=tuple(scene.not_delivered(each) for each in subjects))
    gaps = [next(each for each in subjects if each.indicator == indicator) for indicator in absent]
    rows = tuple(_row(each, scene, brief=block.brief) for each in present) + tuple(_absent_row(each, scene) for each in gaps)
    columns = (
        Column("Indikator och period", width_mm=41),
        Column("Nivå: antal · per 100\u00a0000 inv.", width_mm=41),
        Column("Utveckling", width_mm=41),
        Column("Jämfört med liknande", width_mm=43),
    )
    citations = [citation for each in present if (level := scene.findings.level(each)) for citation in level.citations]
    notes, synthetic = _notes(present, scene, brief=block.brief), scene.is_synthetic(*citations)
    description = "Nivå, utveckling och jämförelse för varje indikator."
    table = Table("matris", "", block.caption, columns, rows, notes, description, synthetic)
    return Composed((table,), tuple(scene.not_delivered(each) for each in gaps), scene.sensitivity_of(*citations))


def _row(asked: Subject, scene: Scene, *, brief: bool) -> tuple[Cell, ...]:
    level = scene.findings.level(asked)
    assert level is not None
    indicator = scene.indicator(asked)
    return (
        name_cell(indicator, level, scene),
        level_cell(indicator, level),
        development_cell(scene.findings.development(asked)),
        comparison_cell(scene.findings.comparison(asked), indicator, brief=brief),
    )


def _absent_row(asked: Subject, scene: Scene) -> tuple[Cell, ...]:
    gap = scene.not_delivered(asked)
    missing = no_value((gap.id,), is_protected=gap.reason is GapReason.SEKRETESS)
    if gap.reason.is_withheld:
        missing = Cell(wording.NOT_SHOWN, symbol="○", basis=(gap.id,), muted=True)
    return (Cell(scene.indicator(asked).label, basis=(gap.id,), strong=True), missing, missing, missing)


def _notes(subjects: list[Subject], scene: Scene, *, brief: bool) -> tuple[str, ...]:
    developments = [found for each in subjects if (found := scene.findings.development(each)) and found.level is not None]
    citations = [citation for each in subjects if (level := scene.findings.level(each)) for citation in level.citations]
    notes = [f"Källa: {'; '.join(scene.sources_of(*citations))}. (p) betyder preliminär uppgift."]
    notes.append(
        "Del av alla anmälda brott: stor del är minst 20 procent, medelstor del 5–20 procent och liten del under 5 procent."
        + ("" if brief else " Plats 1 är lägst; inom parentes står de platser som osäkerheten täcker.")
    )
    if developments:
        confidence = wording.number(100 * (developments[0].level or 0.0), 1)
        tests = developments[0].tests
        why = f", eftersom {wording.spelled(tests)} utvecklingar prövas samtidigt" if tests > 1 else ""
        notes.append(f"Väntat antal bygger på åren före. Intervallet gäller på nivån {confidence} procent{why}.")
    notes += _peer_notes(subjects, scene)
    return tuple(notes)


def _peer_notes(subjects: list[Subject], scene: Scene) -> list[str]:
    """Who the comparable municipalities are, and which of them have left no value for some row."""
    request = scene.request
    if not request.peers:
        return ["Inga jämförbara kommuner är angivna, och därför görs ingen jämförelse."]
    group = f"Kolada, Liknande kommuner, övergripande, {request.municipality.name}, {request.peers_year}"
    notes = [f"Jämförbara kommuner: {group} ({', '.join(area.name for area in request.peers)}), ovägt medelvärde."]
    comparisons = [found for each in subjects if (found := scene.findings.comparison(each))]
    if missing := dict.fromkeys(area.name for each in comparisons for area in each.missing):
        notes.append(f"Uppgift saknas i minst en jämförelse för {wording.listed(missing)}; medelvärdet gäller de övriga.")
    return notes
