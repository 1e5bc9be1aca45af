"""Bevakningslista and skyddsfaktorer: what level, development and comparison say together, in words that are already in the matrix."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document import wording
from briefing.document.document import Cell, Column, Paragraph, Run, Table
from briefing.document.outline import BlockOutline
from briefing.document.scene import Composed, Scene, data_text
from briefing.document.tables import source_note
from briefing.document.verdict_cells import comparison_cell, development_cell, level_cell, name_cell
from briefing.findings.finding import Comparison, ProtectiveProfile, WatchList
from briefing.findings.profile import ProtectiveFactor
from briefing.findings.vocabulary import Protection
from briefing.terms.gap import Gap

PROTECTIONS: Mapping[Protection, str] = {
    Protection.SKOLRESULTAT: "Skolresultat",
    Protection.MENINGSFULL_FRITID: "Meningsfull fritid",
    Protection.EKONOMISK_STABILITET: "Ekonomisk stabilitet",
    Protection.OVRIGT: "Övrigt",
}


def watch_list(block: BlockOutline, scene: Scene) -> Composed:
    """Which indicators are both worse than their comparators and moving the wrong way; that none is, is said too."""
    found = scene.findings.watch_list
    if found is None or found.gap is not None:
        return Composed(gaps=(found.gap,) if found and found.gap else ())
    basis = (found.id, *(rest for entry in found.entries for rest in entry.rests_on))
    runs = (Run("Bevakningslista: ", strong=True), Run(_watched(found, scene)))
    return Composed((data_text(Paragraph(runs, basis)),), sensitivity=scene.sensitivity_of(*found.citations))


def protective(block: BlockOutline, scene: Scene) -> Composed:
    """The three protective factors as a profile, never one score: a row for each indicator, and for each factor that nothing tells of."""
    found = scene.findings.protective_profile
    if found is None or not found.factors:
        return Composed(gaps=(found.gap,) if found and found.gap else ())
    rows = tuple(_factor_row(each, scene) for each in found.factors) + tuple(_missing_row(*each) for each in found.missing)
    columns = (Column("Skyddsfaktor"), Column("Indikator"), Column("Nivå"), Column("Utveckling"), Column("Jämfört med liknande"))
    notes = (f"{source_note(list(found.citations), scene)} Faktorerna vägs inte samman till ett mått.",)
    table = Table("skyddsfaktorer", "", block.caption, columns, rows, notes, f"{block.caption}.", _is_invented(found, scene))
    gaps = tuple(gap for _, gap in found.missing)
    return Composed((table,), gaps, scene.sensitivity_of(*found.citations))


def _watched(found: WatchList, scene: Scene) -> str:
    number = len(found.judged)
    tried = f"{wording.spelled(number)} {'indikator' if number == 1 else 'indikatorer'} har prövats."
    if not found.entries:
        return f"ingen indikator är både sämre än jämförbara kommuner och på väg åt fel håll. {wording.sentence_case(tried)}"
    labels = (f"{wording.running(scene.indicator(each.subject).label)} ({wording.TRENDS[each.development]})" for each in found.entries)
    return f"{wording.listed(labels)} är sämre än i jämförbara kommuner och på väg åt fel håll. {wording.sentence_case(tried)}"


def _factor_row(factor: ProtectiveFactor, scene: Scene) -> tuple[Cell, ...]:
    indicator, level = scene.indicator(factor.subject), scene.findings.level(factor.subject)
    assert level is not None  # the profile is made of levels
    compared = scene.findings.comparison(factor.subject)
    return (
        Cell(PROTECTIONS[factor.protection], basis=(level.id,), strong=True),
        name_cell(indicator, level, scene),
        level_cell(indicator, level),
        development_cell(scene.findings.development(factor.subject)),
        comparison_cell(compared if isinstance(compared, Comparison) else None, indicator, brief=True),
    )


def _missing_row(protection: Protection, gap: Gap) -> tuple[Cell, ...]:
    nothing = Cell(wording.NO_VALUE, symbol="○", basis=(gap.id,), muted=True)
    none = Cell(wording.NOT_APPLICABLE, muted=True)
    return Cell(PROTECTIONS[protection], basis=(gap.id,), strong=True), nothing, none, none, none


def _is_invented(found: ProtectiveProfile, scene: Scene) -> bool:
    return scene.is_synthetic(*found.citations)
