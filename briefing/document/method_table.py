"""Metodbilaga: every method that the edition rests on, with its rules, what it gave, and what was left out and why."""

from __future__ import annotations

from briefing.document import method_words, wording
from briefing.document.differing import sensitivity_of
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.disagreement import Contradiction
from briefing.findings.finding import Development
from briefing.findings.method_use import MethodUse


def method_table(block: BlockOutline, scene: Scene) -> Composed:
    """One row per method that was used; a method that this edition had no use for has none."""
    if not scene.findings.methods:
        return Composed((data_text(plain("Inga siffror har lämnats, och därför har ingen beräkning gjorts.")),))
    rows = tuple(_row(each) for each in scene.findings.methods)
    columns = (
        Column("Metod", width_mm=25),
        Column("Regler"),
        Column("I den här utgåvan", width_mm=34),
        Column("Utelämnat, och varför", width_mm=34),
    )
    notes = (
        *_dispersions(scene),
        "Versionen höjs när samma underlag skulle ge ett annat resultat. Ändrade metoder står i förändringarna sedan förra lägesbilden.",
    )
    table = Table("metod", "", block.caption, columns, rows, notes, "Metoder, deras regler, resultat och vad som utelämnats.")
    compared = [each for each in scene.findings.judged if isinstance(each, Contradiction)]  # their number tells of what was said
    return Composed((table,), sensitivity=sensitivity_of(compared, scene))


def _dispersions(scene: Scene) -> tuple[str, ...]:
    """φ of every test, since it decides how wide the expected range is."""
    tested = [each for each in scene.findings.all if isinstance(each, Development) and each.dispersion is not None]
    said = (
        f"{wording.running(scene.indicator(each.subject).label)} {wording.FREQUENCIES[each.subject.frequency]} "
        f"{wording.number(each.dispersion or 0.0, 1)}"
        for each in tested
    )
    return (f"φ för varje prövad utveckling: {'; '.join(said)}.",) if tested else ()


def _row(method: MethodUse) -> tuple[Cell, ...]:
    basis = (f"metod:{method.id.value}",)
    left_out = " ".join(
        f"{wording.counted(each.count, 'indikator', 'indikatorer')}: {wording.running(each.why)}" for each in method.left_out
    )
    return (
        Cell(method_words.TITLES[method.id], note=f"version {method.version}", strong=True, basis=basis),
        Cell(wording.unbroken(method_words.rules(method)), basis=basis),
        Cell(method_words.outcome(method), basis=basis),
        Cell(left_out, basis=basis) if left_out else Cell(wording.NOT_APPLICABLE, muted=True),
    )
