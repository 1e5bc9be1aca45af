"""What the lägesbild rests on and what it lacks: the sources with strengths and weaknesses, the gaps, and what is new since last time."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.outline import BlockOutline, subject
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.earlier import ChangedNumber, NumberChange, changed_numbers
from briefing.sources.source import Delivery, Source
from briefing.terms.citation import Citation
from briefing.terms.period import parse_period

_NUMBER_CHANGES = {NumberChange.NYA_UPPGIFTER: "Nya uppgifter", NumberChange.REVIDERAD_HISTORIK: "Reviderad historik"}
_SEAL_LENGTH = 8  # enough to tell deliveries apart in a table; the record has all 128 characters


def sources(block: BlockOutline, scene: Scene) -> Composed:
    """Every declared source: period and seal of what came, strength, weakness, reliability; a row also for what did not come."""
    latest = {source.id: _latest(source, scene.material.deliveries) for source in scene.material.sources}
    rows = tuple(
        _source_row(source, latest[source.id])
        for source in sorted(scene.material.sources, key=lambda each: (latest[each.id] is None, each.origin != "data", each.title))
    )
    columns = (
        Column("Källa och period", width_mm=42),
        Column("Mottagen · sigill", width_mm=26),
        Column("Styrka"),
        Column("Svaghet"),
        Column("Tillförlitlighet", width_mm=27),
    )
    note = (
        f"Sigill: de {wording.spelled(_SEAL_LENGTH)} första tecknen i filens SHA-512. Alla filer med hela sigill finns i utgåvans datafil."
    )
    table = Table("kallor", "", block.caption, columns, rows, (note,), "Källor, deras styrkor och svagheter.")
    return Composed((table,))


def gaps(block: BlockOutline, scene: Scene) -> Composed:
    """Every indicator of the outline without a value: where it can be had, and what its absence means for the picture."""
    missing = dict.fromkeys(each.indicator for each in scene.outline.subjects if scene.findings.level(each) is None)
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


def new_since_last(block: BlockOutline, scene: Scene) -> Composed:
    """New data and revised history since the edition before in its kind."""
    if scene.earlier is None:
        return Composed((data_text(plain("Det finns ingen tidigare utgåva av samma slag i arkivet att jämföra siffrorna med.")),))
    wanted = {subject(each) for each in block.indicators} or set(scene.outline.subjects)
    changes = [
        each for each in changed_numbers(scene.earlier, scene.findings, scene.request.municipality.code) if each.history.subject in wanted
    ]
    since = f"{scene.earlier.edition} {scene.earlier.version}".strip()
    if not changes:
        return Composed((data_text(plain(f"Inga siffror är nya eller ändrade sedan {since}.")),))
    columns = (Column("Slag"), Column("Vad"), Column("Tidigare", Align.RIGHT), Column("Nu", Align.RIGHT))
    citations = [citation for each in changes for citation in _read_at(each)]
    notes = (f"Jämfört med utgåva {since}.",)
    synthetic = scene.is_synthetic(*citations)
    table = Table("nytt", "", block.caption, columns, tuple(_changes(changes, scene)), notes, block.caption, synthetic)
    return Composed((table,), sensitivity=scene.sensitivity_of(*citations))


def _read_at(change: ChangedNumber) -> tuple[Citation, ...]:
    point = change.history.at(parse_period(change.period))
    return point.citations if point else ()


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


def _changes(changes: list[ChangedNumber], scene: Scene) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for each in changes:
        unit, basis = each.history.measure, (each.history.id,)
        what = f"{scene.indicator(each.history.subject).label}, {wording.period(parse_period(each.period))}"
        before = wording.NOT_APPLICABLE if each.before is None else wording.measured(each.before, unit)
        rows.append(
            (
                Cell(_NUMBER_CHANGES[each.kind], strong=True),
                Cell(what, note=wording.UNITS[unit], basis=basis),
                Cell(before, each.before, basis, muted=each.before is None),
                Cell(wording.measured(each.now, unit), each.now, basis),
            )
        )
    return rows
