"""Utblick: what follows if the development goes on as before, always as a range, with its method and limits beside it."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.figure_table import no_value
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Outlook
from briefing.terms.indicator import Unit


def ahead(block: BlockOutline, scene: Scene) -> Composed:
    """A table per indicator, a row per quarter ahead: the range beside the count of the same quarter the year before."""
    asked = [subject(each) for each in block.indicators]
    made = [scene.findings.outlook(each) for each in asked]
    told = [each for each in made if each and each.points]
    gaps = [each.gap for each in made if each and each.gap]
    gaps += [scene.not_delivered(each) for each, found in zip(asked, made, strict=True) if found is None]
    tables = tuple(_table(each, block, scene) for each in told)
    return Composed(tables, tuple(gaps), scene.sensitivity_of(*(citation for each in told for citation in each.citations)))


def _table(found: Outlook, block: BlockOutline, scene: Scene) -> Table:
    confidence = wording.number(100 * (found.level or 0.0))
    columns = (
        Column("Kvartal"),
        Column("Samma kvartal året före", Align.RIGHT),
        Column(f"Om utvecklingen fortsätter som hittills ({confidence} %)", Align.RIGHT),
    )
    history = scene.findings.history(found.subject, found.area, Unit.ANTAL)
    rows = []
    for each in found.points:
        point = history.at(each.period.years_before(1)) if history else None
        before = no_value((found.id,), is_protected=bool(point and point.is_protected))
        if history and point and isinstance(point.value, float):
            said = wording.preliminary(wording.number(point.value), is_preliminary=point.preliminary)
            before = Cell(said, point.value, (history.id,))
        span = Cell(wording.between(each.lower, each.upper, Unit.ANTAL), basis=(found.id,))
        rows.append((Cell(wording.period(each.period), basis=(found.id,)), before, span))
    label = wording.running(scene.indicator(found.subject).label)
    description = f"Utblick fyra kvartal framåt för {label}."
    is_invented = scene.is_synthetic(*found.citations)
    return Table(
        f"utblick-{found.subject.indicator}", "", block.caption, columns, tuple(rows), _notes(found, scene), description, is_invented
    )


def _notes(found: Outlook, scene: Scene) -> tuple[str, ...]:
    span = f"{wording.period(found.first)}–{wording.period(found.last)}" if found.first and found.last else ""
    return (
        f"{source_note(list(found.citations), scene)} Beräknat på {found.quarters} kvartal ({span}) med en faktor per kvartal och en jämn "
        "trend, och med folkmängden oförändrad.",
        "Utblicken är en framskrivning och ingen bedömning. Den vet inget om planerade åtgärder, nya lagar eller ändrad "
        "anmälningsbenägenhet, och är inget av scenarierna.",
    )
