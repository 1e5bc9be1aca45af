"""Ändringslogg: what has been done with this edition, version by version, as the archive has it."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.terms.edition import Logged

_NOT_YET = "Lägesbilden ligger inte i arkivet än. Loggen börjar när den läggs där."
_NOTE = "En version ändras aldrig. Det som rättas blir en ny version, som säger varför."


def change_log(block: BlockOutline, scene: Scene) -> Composed:
    """The log of the edition, oldest first; of a draft what is in the archive of it, or that nothing is."""
    log = scene.request.log
    if not log:
        return Composed((data_text(plain(_NOT_YET)),))
    columns = (
        Column("Version", width_mm=18),
        Column("Datum", width_mm=22),
        Column("Vad som gjordes", width_mm=30),
        Column("Av vem", width_mm=44),
        Column("Diarienummer, beslut och skäl"),
    )
    basis = (f"utgava:{scene.request.edition}",)
    rows = tuple(_row(line, basis) for line in log)
    return Composed(
        (Table("andringslogg", "", block.caption, columns, rows, (_NOTE,), "Versioner: datum, vad som gjordes, av vem, varför."),)
    )


def _row(line: Logged, basis: tuple[str, ...]) -> tuple[Cell, ...]:
    none = Cell(wording.NOT_APPLICABLE, muted=True)
    return (
        Cell(line.version, basis=basis, strong=True),
        Cell(wording.day(line.on), basis=basis),
        Cell(line.what, basis=basis),
        Cell(line.by, basis=basis) if line.by else none,
        Cell(line.about, basis=basis) if line.about else none,
    )
