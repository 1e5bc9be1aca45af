"""Metodbilaga: every method that the edition rests on, with its rules, what it gave, and what was left out and why."""

from __future__ import annotations

from briefing.document import method_words, wording
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.method_use import MethodUse


def method_table(block: BlockOutline, scene: Scene) -> Composed:
    """One row per method that was used; a method that this edition had no use for has none."""
    if not scene.findings.methods:
        return Composed((data_text(plain("Inga siffror har lämnats, och därför har ingen beräkning gjorts.")),))
    rows = tuple(_row(each) for each in scene.findings.methods)
    columns = (
        Column("Metod", width_mm=27),
        Column("Regler"),
        Column("I den här utgåvan", width_mm=38),
        Column("Utelämnat, och varför", width_mm=38),
    )
    notes = (
        "Versionen höjs när samma underlag skulle ge ett annat resultat. Ändrade metoder står i förändringarna sedan förra lägesbilden.",
    )
    return Composed((Table("metod", "", block.caption, columns, rows, notes, "Metoder, deras regler, resultat och vad som utelämnats."),))


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
