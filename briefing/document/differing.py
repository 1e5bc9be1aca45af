"""Där källorna skiljer sig åt: each pair of sources in a row, both with their own value and place, never averaged."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.findings.disagreement import Contradiction, Difference
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.sensitivity import Sensitivity, highest

Found = Difference | Contradiction


def differing(block: BlockOutline, scene: Scene) -> Composed:
    """Pairs that differ first, then those that agree: that two sources agree is worth knowing too."""
    found = sorted(sources_beside(block.indicators, scene), key=agrees)
    if not found:
        return Composed(gaps=(nothing_beside(),))
    rows = tuple(_number_row(each, scene) if isinstance(each, Difference) else _statement_row(each, scene) for each in found)
    columns = (
        Column("Vad", width_mm=30),
        Column("En källa", width_mm=31),
        Column("En annan källa", width_mm=32),
        Column("Utfall", width_mm=26),
        Column("Kan förklara skillnaden"),
    )
    notes = ["Källorna vägs inte samman: båda uppgifterna gäller tills människor har bedömt dem."]
    if any(isinstance(each, Contradiction) for each in found):
        notes.append("En bedömning ställs bredvid den indikator som ligger närmast; de mäter inte exakt samma sak.")
    description = "Två källor till samma sak bredvid varandra."
    table = Table("skillnader", "", block.caption, columns, rows, tuple(notes), description, _is_invented(found, scene))
    return Composed((table,), sensitivity=sensitivity_of(found, scene))


def sources_beside(written: Sequence[str], scene: Scene) -> list[Found]:
    """The pairs that are about the indicators; all where none is named."""
    wanted = {subject(each) for each in written}
    found = [each for each in scene.findings.all if isinstance(each, Difference | Contradiction)]
    return [each for each in found if not wanted or each.subject in wanted or (isinstance(each, Difference) and each.other in wanted)]


def nothing_beside() -> Gap:
    """The gap of an edition in which no two sources tell of the same matter."""
    detail = "Inga två källor i underlaget berättar om samma sak, så de går inte att ställa mot varandra."
    return Gap(GapReason.EJ_DEKLARERAD, detail, "skillnader")


def name_of(found: Found, scene: Scene) -> str:
    """What the two sources are about: the other indicator's name, or the dimension's."""
    if isinstance(found, Difference):
        return scene.indicator(found.other).label
    source = scene.material.source(found.source)
    return source.dimensions.get(found.dimension, found.dimension) if source else found.dimension


def sensitivity_of(pairs: Sequence[Found], scene: Scene) -> Sensitivity:
    """How sensitive the pairs are: as their sources, and as the statements in them."""
    told = {each.statement for each in pairs if isinstance(each, Contradiction)}
    statements = (each.sensitivity for each in scene.material.statements if each.id in told)
    return highest(scene.sensitivity_of(*(citation for each in pairs for citation in each.citations)), *statements)


def agrees(found: Found) -> bool:
    """Whether the two say the same; not where no tolerance is declared, or the two cannot be compared."""
    return found.within is True if isinstance(found, Difference) else found.agrees


def _is_invented(found: Sequence[Found], scene: Scene) -> bool:
    """Whether all of it is; what is invented among what is not is marked in its cell."""
    return all(scene.is_synthetic(*each.citations) for each in found)


def _number_row(found: Difference, scene: Scene) -> tuple[Cell, ...]:
    basis, period = (found.id,), wording.short_period(found.period) if found.period else ""
    units = dict.fromkeys(wording.UNITS[each] for each in (found.measure, found.other_measure))
    first, second = (_sources(scene, each.indicator) for each in (found.subject, found.other))
    return (
        Cell(name_of(found, scene), note=", ".join(part for part in (period, " och ".join(units)) if part), basis=basis, strong=True),
        _value(found.value, found.measure, basis, first, is_preliminary=found.preliminary),
        _value(found.other_value, found.other_measure, basis, second, is_preliminary=found.other_preliminary),
        _outcome(found),
        Cell(" ".join(found.reasons), basis=basis) if found.reasons else Cell(wording.NOT_APPLICABLE, muted=True),
    )


def _sources(scene: Scene, indicator: str) -> str:
    return next((each.title for each in scene.material.sources if indicator in each.indicators.values()), "")


def _value(value: float | None, unit: Unit, basis: tuple[str, ...], source: str, *, is_preliminary: bool) -> Cell:
    if value is None:
        return Cell(wording.NO_VALUE, symbol="○", muted=True, basis=basis, note=source)
    return Cell(wording.preliminary(wording.measured(value, unit), is_preliminary=is_preliminary), value, basis, note=source)


def _outcome(found: Difference) -> Cell:
    """Within the tolerance or not, with the size of the difference; the size alone where no tolerance is declared."""
    if found.size is None:
        return Cell("går inte att jämföra", symbol="○", muted=True, basis=(found.id,), note=found.gap.detail if found.gap else "")
    share = f" ({wording.signed(100 * found.relative, 1)}{wording.NBSP}%)" if found.relative is not None else ""
    size = f"skillnad {wording.signed(found.size, wording.fine_decimals(found.measure))}{share}"
    if found.tolerance is None or found.within is None:
        return Cell(size, found.size, (found.id,), note="ingen tolerans är bestämd")
    note = f"{size}, tolerans {wording.tolerance(found.tolerance, found.measure)}"
    return Cell("inom toleransen" if found.within else "skiljer sig åt", found.size, (found.id,), note=note, strong=not found.within)


def _statement_row(found: Contradiction, scene: Scene) -> tuple[Cell, ...]:
    source, indicator = scene.material.source(found.source), scene.indicator(found.subject)
    basis = (found.id, found.statement)
    title = source.title if source else found.source
    reasons = [*found.reasons, *_times(found)]
    return (
        Cell(name_of(found, scene), note="riktning och utveckling", basis=basis, strong=True),
        Cell(
            wording.DIRECTIONS[found.direction],
            symbol=wording.DIRECTION_SIGNS[found.direction],
            note=f"{title}, {wording.day(found.dated)}",
            basis=(found.statement,),
            synthetic=source.synthetic if source else False,
        ),
        Cell(
            wording.TRENDS[found.verdict],
            symbol=wording.TREND_SIGNS[found.verdict],
            note=f"{indicator.label}, {wording.short_period(found.period)}",
            basis=(found.development,),
        ),
        Cell("stämmer överens" if found.agrees else "skiljer sig åt", basis=basis, strong=not found.agrees),
        Cell(" ".join(reasons), basis=basis) if reasons and not found.agrees else Cell(wording.NOT_APPLICABLE, muted=True),
    )


def _times(found: Contradiction) -> list[str]:
    """That the two are about different times, where the numbers end more than three months before the judgement."""
    is_older = (found.dated - found.period.last_day).days > 92  # a quarter: what is said of a quarter is dated soon after it
    return [f"Talen gäller {wording.period(found.period)}, bedömningen är från {wording.day(found.dated)}."] if is_older else []
