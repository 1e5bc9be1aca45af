"""What the lägesbild rests on and what it lacks: the sources with strengths and weaknesses, and the gaps."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.finding import Subject
from briefing.findings.rounds import assessment
from briefing.sources.asked import JUDGED_FORMAT
from briefing.sources.source import Delivery, Source
from briefing.terms.request import Request

_SEAL_LENGTH = 8  # enough to tell deliveries apart in a table; the record has all 128 characters


def sources(block: BlockOutline, scene: Scene) -> Composed:
    """Every source that the outline uses: period and seal of what came, strength, weakness, reliability; a row also for what did not come.

    Boundaries and lists of areas are a source only of an edition that shows them. The brief form has only the weakness: what the reader
    must bear in mind.
    """
    used = [source for source in scene.material.sources if _is_used(source, scene)]
    latest = {source.id: _latest(source, scene.material.deliveries) for source in used}
    rows = tuple(
        _source_row(source, latest[source.id], scene.request)
        for source in sorted(used, key=lambda each: (latest[each.id] is None, each.origin != "data", each.title))
    )
    columns: tuple[Column, ...] = (
        Column("Källa och period"),
        Column("Mottagen · sigill", width_mm=26),
        Column("Styrka"),
        Column("Svaghet"),
        Column("Tillförlitlighet"),
    )
    if block.brief:
        columns = (Column("Källa och period", width_mm=46), Column("Mottagen · sigill", width_mm=31), Column("Svaghet"))
        rows = tuple((source, came, weakness) for source, came, _, weakness, *_ in rows)
    note = (
        f"Sigill: de {wording.spelled(_SEAL_LENGTH)} första tecknen i filens SHA-512. Alla filer med hela sigill finns i utgåvans datafil."
    )
    table = Table("kallor", "", block.caption, columns, rows, (note,), "Källor, deras styrkor och svagheter.")
    return Composed((table,))


def gaps(block: BlockOutline, scene: Scene) -> Composed:
    """Every indicator of the outline without a value: where it can be had, and what its absence means for the picture."""
    missing = {each.indicator: each for each in scene.outline.subjects if not scene.has_value(each)}
    if not missing:
        return Composed((data_text(plain("Alla indikatorer som den här utgåvan ska visa har ett värde.")),))
    rows = tuple(_gap_row(each, scene) for each in missing.values())
    columns = (Column("Saknas", width_mm=50), Column("Kan hämtas från", width_mm=50), Column("Vad det betyder för bilden"))
    note = wording.MISSING_IS_NOT_ABSENT
    return Composed((Table("luckor", "", block.caption, columns, rows, (note,), "Uppgifter som saknas."),))


def _gap_row(asked: Subject, scene: Scene) -> tuple[Cell, ...]:
    indicator, gap = scene.indicator(asked), scene.not_delivered(asked)
    withheld = f"{wording.NOT_SHOWN}: {wording.GAP_REASONS[gap.reason]}"
    return (
        Cell(indicator.label, strong=True, basis=(gap.id,)),
        Cell(withheld if gap.reason.is_withheld else indicator.available_from or "ingen källa är känd", basis=(gap.id,)),
        Cell(indicator.gap_means or "Bilden blir ofullständig.", basis=(gap.id,)),
    )


def _is_used(source: Source, scene: Scene) -> bool:
    """Whether the outline asks the source for an indicator, for what it tells, or for a text; of a source of texts also when none came."""
    blocks = [block for section in scene.outline.section for block in section.block]
    asked = {each.indicator for each in (*scene.outline.subjects, *scene.outline.signs)}
    if scene.outline.signs or scene.outline.funnels:
        asked |= {each.id for each in scene.request.indicators if each.denominator}
    if any(source.id in (block.source, block.boundaries) for block in blocks) or asked & {*source.indicators.values()}:
        return True
    if source.register is not None:
        return any(block.register == source.register.name for block in blocks)
    if source.format != JUDGED_FORMAT:
        return False
    subjects = [scene.prose.phrase(block.subject, block.kind.value, scene.values()) for block in blocks if block.subject]
    signed = [found for each in subjects if (found := assessment(scene.material, scene.request, each))]
    has_told = any(each.source == source.id for each in scene.material.deliveries)
    return bool(subjects) and (not has_told or any(scene.material.source_of(each.citation).id == source.id for each in signed))


def _latest(source: Source, deliveries: Iterable[Delivery]) -> Delivery | None:
    own = [each for each in deliveries if each.source == source.id]
    return max(own, key=lambda each: (each.covers.last_day, each.revision), default=None)


def _source_row(source: Source, delivery: Delivery | None, request: Request) -> tuple[Cell, ...]:
    if delivery is None:
        withheld = f"ingår inte: {'inte öppen' if request.public else 'för känslig'}"
        is_withheld = source.sensitivity.exceeds(request.ceiling)
        missing = Cell(withheld if is_withheld else "inte inlämnad", symbol="○", muted=True)
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
