"""What the lägesbild rests on and what it lacks: the sources with strengths and weaknesses, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.sources.source import Delivery, Source

_SEAL_LENGTH = 8  # enough to tell deliveries apart in a table; the record has all 128 characters


def sources(block: BlockOutline, scene: Scene) -> Composed:
    """Every declared source: period and seal of what came, strength, weakness, reliability; a row also for what did not come.

    Boundaries are a source only of an edition that has a map.
    """
    shown = [each for each in scene.material.sources if each.boundaries is None or each.id in scene.outline.sources]
    latest = {source.id: _latest(source, scene.material.deliveries) for source in shown}
    rows = tuple(
        _source_row(source, latest[source.id])
        for source in sorted(shown, key=lambda each: (latest[each.id] is None, each.origin != "data", each.title))
    )
    columns = (
        Column("Källa och period"),
        Column("Mottagen · sigill", width_mm=26),
        Column("Styrka"),
        Column("Svaghet"),
        Column("Tillförlitlighet"),
    )
    note = (
        f"Sigill: de {wording.spelled(_SEAL_LENGTH)} första tecknen i filens SHA-512. Alla filer med hela sigill finns i utgåvans datafil."
    )
    table = Table("kallor", "", block.caption, columns, rows, (note,), "Källor, deras styrkor och svagheter.")
    return Composed((table,))


def gaps(block: BlockOutline, scene: Scene) -> Composed:
    """Every indicator of the outline without a value: where it can be had, and what its absence means for the picture."""
    missing = dict.fromkeys(each.indicator for each in scene.outline.subjects if not scene.has_value(each))
    indicators = [indicator for each in missing if (indicator := scene.request.indicator(each))]
    if not indicators:
        return Composed((data_text(plain("Alla indikatorer som den här utgåvan ska visa har ett värde.")),))
    rows = tuple(
        (
            Cell(each.label, strong=True, basis=(f"lucka:{each.id}",)),
            Cell(each.available_from or "ingen källa är känd", basis=(f"lucka:{each.id}",)),
            Cell(each.gap_means or "Bilden blir ofullständig.", basis=(f"lucka:{each.id}",)),
        )
        for each in indicators
    )
    columns = (Column("Saknas", width_mm=50), Column("Kan hämtas från", width_mm=50), Column("Vad det betyder för bilden"))
    note = wording.MISSING_IS_NOT_ABSENT
    return Composed((Table("luckor", "", block.caption, columns, rows, (note,), "Uppgifter som saknas."),))


def _latest(source: Source, deliveries: Iterable[Delivery]) -> Delivery | None:
    own = [each for each in deliveries if each.source == source.id]
    return max(own, key=lambda each: (each.covers.last_day, each.revision), default=None)


def _source_row(source: Source, delivery: Delivery | None) -> tuple[Cell, ...]:
    if delivery is None:
        missing = Cell("inte inlämnad", symbol="○", muted=True)
        declared = (f"kalla:{source.id}",)
        words = (_words(text, declared) for text in (source.strength, source.weakness))
        return (Cell(source.title, strong=True, basis=declared), missing, *words, Cell(wording.NOT_APPLICABLE, muted=True))
    basis = (f"leverans:{delivery.id}",)
    seals = ", ".join(part.sha512[:_SEAL_LENGTH] for part in delivery.parts)
    return (
        Cell(source.title, note=f"till och med {wording.period(delivery.covers)}", strong=True, basis=basis, synthetic=source.synthetic),
        Cell(wording.day(delivery.received_on), note=seals, basis=basis),
        *(_words(text, basis) for text in (source.strength, source.weakness, source.reliability)),
    )


def _words(text: str, basis: tuple[str, ...]) -> Cell:
    return Cell(text, basis=basis) if text else Cell(wording.NOT_APPLICABLE, muted=True)
