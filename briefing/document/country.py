"""Kommunen bland landets kommuner: where each key figure stands among all municipalities."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Placement, Subject
from briefing.terms.gap import Gap, GapReason


def country(block: BlockOutline, scene: Scene) -> Composed:
    """One row per indicator: lowest, own, median, middle half and highest of all municipalities, and the own rank."""
    asked = [subject(each) for each in block.indicators]
    placed = [found for each in asked if (found := scene.findings.placement(each))]
    gaps = tuple(not_placed(each, scene) for each in asked if scene.findings.placement(each) is None)
    if not placed:
        return Composed(gaps=gaps)
    right = Align.RIGHT
    columns = (
        Column("Nyckeltal"),
        Column("Period"),
        Column(scene.request.municipality.name, right),
        Column("Median", right),
        Column("Mellersta hälften", right),
        Column("Lägst–högst", right),
        Column("Plats", right),
    )
    citations = [citation for each in placed for citation in each.citations]
    note = "Plats 1 är lägst. Medianen är ovägd: hälften av kommunerna ligger under den. Skillnaderna är inte prövade."
    rows = tuple(_row(each, scene) for each in placed)
    notes = (f"{source_note(citations, scene)} {note}",)
    table = Table("landet", "", block.caption, columns, rows, notes, f"{block.caption}.", scene.is_synthetic(*citations))
    return Composed((table,), gaps, scene.sensitivity_of(*citations))


def not_placed(asked: Subject, scene: Scene) -> Gap:
    """The gap of an indicator that has no place among all municipalities."""
    if scene.findings.level(asked) is None:
        return scene.not_delivered(asked)
    detail = f"{scene.indicator(asked).label}: för få kommuner har en uppgift för att ange en plats i landet."
    return Gap(GapReason.FOR_LITET_UNDERLAG, detail, f"landet:{asked.id}")


def _row(placed: Placement, scene: Scene) -> tuple[Cell, ...]:
    unit, basis = placed.measure, (placed.id,)
    indicator = scene.indicator(placed.subject)
    return (
        Cell(indicator.label, basis=basis, note=indicator.short or wording.UNITS[unit]),
        Cell(wording.short_period(placed.period), basis=basis),
        Cell(wording.measured(placed.value, unit), placed.value, basis, strong=True),
        Cell(wording.measured(placed.median, unit), placed.median, basis),
        Cell(wording.between(*placed.quartiles, unit), basis=basis),
        Cell(wording.between(placed.lowest, placed.highest, unit), basis=basis),
        Cell(f"{placed.rank} av {placed.of}", float(placed.rank), basis),
    )
