"""Tables of numbers: one series period by period, groups of crimes, key figures, months, the catalogue's definitions."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.figure_table import no_value
from briefing.document.outline import BlockOutline, subject
from briefing.document.prose import plain
from briefing.document.scene import Composed, Scene, data_text
from briefing.findings.finding import Comparison, History, HistoryPoint, Level, Subject
from briefing.findings.level import FEW_CASES
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, quarter_of

MISSING = Cell(wording.NO_VALUE, symbol="○", muted=True)
_TOO_FEW = Cell(wording.TOO_FEW_CASES, symbol="○", muted=True)
_RIGHT = Align.RIGHT


def periods(block: BlockOutline, scene: Scene) -> Composed:
    """The latest periods of one indicator: number, rate, and for quarters the sum of four and the peers' middle half."""
    asked = subject(block.indicators[0])
    level = scene.findings.level(asked)
    if level is None:
        return Composed(gaps=(scene.not_delivered(asked),))
    own = scene.request.municipality.code
    rolling = block.rolling if asked.frequency is Frequency.KVARTAL else 1
    counts, rates = (scene.findings.history(asked, own, unit) for unit in (Unit.ANTAL, Unit.PER_100K))
    sums, sum_rates = (scene.findings.history(asked, own, unit, rolling) for unit in (Unit.ANTAL, Unit.PER_100K))
    edges = tuple(scene.findings.history(asked, f"liknande:{edge}", Unit.PER_100K, rolling) for edge in ("q1", "q3"))
    shown = [level.period.shifted(-back) for back in reversed(range(block.rows or 6))]
    rows = tuple(
        (
            Cell(wording.short_period(each), basis=(level.id,)),
            *(value_cell(history, each, unit) for history, unit in ((counts, Unit.ANTAL), (rates, Unit.PER_100K))),
            *((value_cell(sums, each, Unit.ANTAL), value_cell(sum_rates, each, Unit.PER_100K)) if rolling > 1 else ()),
            span_cell(edges[0], edges[1], each, Unit.PER_100K),
        )
        for each in shown
    )
    four = (Column("Antal, fyra kvartal", _RIGHT), Column("Per 100\u00a0000, fyra kvartal", _RIGHT)) if rolling > 1 else ()
    columns = (
        Column("Period"),
        Column("Antal", _RIGHT),
        Column("Per 100\u00a0000", _RIGHT),
        *four,
        Column("Mellersta hälften", _RIGHT),
    )
    notes = (source_note(level.citations, scene) + " (p) betyder preliminär uppgift.", *_indicator_notes([asked], scene))
    table = Table(
        f"perioder-{asked.indicator}",
        "",
        block.caption,
        columns,
        rows,
        notes,
        f"{block.caption}, period för period.",
        scene.is_synthetic(*level.citations),
    )
    return Composed((table,), sensitivity=scene.sensitivity_of(*level.citations))


def groups(block: BlockOutline, scene: Scene) -> Composed:
    """Crime groups in their latest year: number now and the year before, rate with interval, the peers' mean and middle half."""
    subjects = [subject(each) for each in block.indicators]
    levels = [level for each in subjects if (level := scene.findings.level(each))]
    gaps = tuple(scene.not_delivered(each) for each in subjects if scene.findings.level(each) is None)
    if not levels:
        return Composed(gaps=gaps)
    latest = max(level.period for level in levels)
    columns = (
        Column("Brottsgrupp"),
        Column(f"Antal {wording.short_period(latest.shifted(-1))}", _RIGHT),
        Column(f"Antal {wording.short_period(latest)}", _RIGHT),
        Column("Per 100\u00a0000", _RIGHT),
        Column("95 % intervall", _RIGHT),
        Column("Medel, liknande", _RIGHT),
        Column("Mellersta hälften", _RIGHT),
    )
    rows = tuple(_group_row(level, scene) for level in levels)
    citations = [citation for level in levels for citation in level.citations]
    notes = (
        source_note(citations, scene) + " Intervallet visar slumpens osäkerhet i antalet (Byar; under tio fall exakt Poisson).",
        *_indicator_notes([level.subject for level in levels], scene),
    )
    description = f"{block.caption}: antal, tal per 100\u00a0000 invånare och jämförelse."
    table = Table("grupper", "", block.caption, columns, rows, notes, description, scene.is_synthetic(*citations))
    return Composed((table,), gaps, scene.sensitivity_of(*citations))


def key_figures(block: BlockOutline, scene: Scene) -> Composed:
    """Key figures in their own units beside the peers' mean and middle half, with the rank among them."""
    subjects = [subject(each) for each in block.indicators]
    levels = [level for each in subjects if (level := scene.findings.level(each))]
    gaps = tuple(scene.not_delivered(each) for each in subjects if scene.findings.level(each) is None)
    if not levels:
        return Composed(gaps=gaps)
    columns = (
        Column("Nyckeltal"),
        Column("Period"),
        Column(scene.request.municipality.name, _RIGHT),
        Column("Medel, liknande", _RIGHT),
        Column("Mellersta hälften", _RIGHT),
        Column("Plats", _RIGHT),
    )
    rows = tuple(_key_row(level, scene) for level in levels)
    citations = [citation for level in levels for citation in level.citations]
    notes = (
        source_note(citations, scene) + " Plats 1 är lägst. Medel är ovägt.",
        *_indicator_notes([each.subject for each in levels], scene),
    )
    description, synthetic = f"{block.caption}, med jämförbara kommuner.", scene.is_synthetic(*citations)
    table = Table("nyckeltal", "", block.caption, columns, rows, notes, description, synthetic)
    return Composed((table,), gaps, scene.sensitivity_of(*citations))


def months(block: BlockOutline, scene: Scene) -> Composed:
    """Monthly counts of the quarter, their sum, and the same quarter of the year before: context, never tested."""
    asked = [subject(each) for each in block.indicators]
    found = {each: scene.findings.history(each, scene.request.municipality.code, Unit.ANTAL) for each in asked}
    histories = [history for history in found.values() if history and history.points]
    gaps = tuple(scene.not_delivered(each) for each, history in found.items() if not history or not history.points)
    if not histories:
        return Composed(gaps=gaps)
    quarter = _quarter_of_months(scene.request.period)
    shown, before = _months_of(quarter), _months_of(quarter.years_before(1))
    rows = tuple(
        (
            Cell(scene.indicator(history.subject).label, basis=(history.id,)),
            *(value_cell(history, each, Unit.ANTAL) for each in shown),
            _sum_cell(history, shown),
            _sum_cell(history, before),
        )
        for history in histories
    )
    columns = (
        Column("Indikator"),
        *(Column(wording.period(each).split(" ", maxsplit=1)[0], _RIGHT) for each in shown),
        Column(wording.short_period(quarter), _RIGHT),
        Column(wording.short_period(quarter.years_before(1)), _RIGHT),
    )
    citations = [citation for history in histories for citation in history.points[-1].citations]
    notes = (source_note(citations, scene), *_indicator_notes([history.subject for history in histories], scene))
    description = f"{block.caption}, månad för månad."
    table = Table("manader", "", block.caption, columns, rows, notes, description, scene.is_synthetic(*citations))
    return Composed((table,), gaps, scene.sensitivity_of(*citations))


def _quarter_of_months(period: Quarter | Day) -> Quarter:
    """The edition's own quarter; for a meeting the last that has ended."""
    return period if isinstance(period, Quarter) else quarter_of(period.day).shifted(-1)


def _months_of(quarter: Quarter) -> list[Month]:
    return [Month(quarter.year, 3 * quarter.quarter - back) for back in (2, 1, 0)]


def definitions(block: BlockOutline, scene: Scene) -> Composed:
    """Every indicator that the edition shows, with its definition, unit and how more of it is to be read."""
    indicators = dict.fromkeys(scene.indicator(each) for each in scene.outline.subjects if scene.findings.level(each))
    rows = tuple(
        (
            Cell(each.label, strong=True, basis=(f"indikator:{each.id}",)),
            Cell(wording.unbroken(each.definition), basis=(f"indikator:{each.id}",)),
            Cell(wording.UNITS[each.unit], basis=(f"indikator:{each.id}",)),
            Cell(wording.READINGS[each.polarity]),
        )
        for each in indicators
    )
    if not rows:
        return Composed((data_text(plain("Utgåvan har ingen indikator med ett värde.")),))
    columns = (Column("Indikator", width_mm=42), Column("Definition"), Column("Mått", width_mm=26), Column("Läses", width_mm=26))
    note = "Tolkas: att antalet är högre behöver inte vara sämre, och därför sägs varken bättre eller sämre."
    return Composed((Table("indikatorer", "", block.caption, columns, rows, (note,), "Definitioner av indikatorerna."),))


def value_cell(history: History | None, period: Period, unit: Unit) -> Cell:
    """The value of a history in a period as printed, (p) when preliminary; the gap's words where there is none."""
    point = history.at(period) if history else None
    if history is None or point is None or isinstance(point.value, Gap):
        return gap_cell(point.value if point and isinstance(point.value, Gap) else None, (history.id,) if history else ())
    return Cell(printed(point, unit), point.value, (history.id,))


def gap_cell(gap: Gap | None, basis: tuple[str, ...]) -> Cell:
    """The words of what is missing and why; × for what is hidden so that nobody is given away."""
    if gap is None or gap.reason is GapReason.SEKRETESS:
        return no_value(basis, is_protected=gap is not None)
    return Cell(wording.GAP_REASONS[gap.reason], symbol="○", muted=True, basis=basis)


def span_cell(lower: History | None, upper: History | None, period: Period, unit: Unit) -> Cell:
    """The middle half of the peers in a period."""
    ends = [history.at(period) for history in (lower, upper) if history]
    values = [end.value for end in ends if end and not isinstance(end.value, Gap)]
    if lower is None or upper is None or len(values) != 2:
        return MISSING
    text = wording.between(values[0], values[1], unit)
    is_preliminary = any(end.preliminary for end in ends if end)
    return Cell(wording.preliminary(text, is_preliminary=is_preliminary), basis=(lower.id, upper.id))


def printed(point: HistoryPoint, unit: Unit) -> str:
    """A point's value in words; empty where a gap stands."""
    if isinstance(point.value, Gap):
        return ""
    return wording.preliminary(wording.measured(point.value, unit), is_preliminary=point.preliminary)


def source_note(citations: Iterable[Citation], scene: Scene) -> str:
    """The source line under a table or figure."""
    return f"Källa: {'; '.join(scene.sources_of(*citations))}."


def _indicator_notes(subjects: list[Subject], scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for each in subjects if (note := scene.indicator(each).note)))


def _group_row(level: Level, scene: Scene) -> tuple[Cell, ...]:
    counts = scene.findings.history(level.subject, level.area, Unit.ANTAL)
    comparison = scene.findings.comparison(level.subject)
    indicator = scene.indicator(level.subject)
    is_part = scene.is_part_of_a_part(indicator)
    label = f"därav {wording.running(indicator.label)}" if is_part else indicator.label
    interval = MISSING if level.count is None or level.count >= FEW_CASES else _TOO_FEW
    if level.lower is not None and level.upper is not None:
        interval = Cell(wording.between(level.lower, level.upper, Unit.PER_100K), basis=(level.id,))
    return (
        Cell(label, basis=(level.id,), indent=is_part),
        value_cell(counts, level.period.shifted(-1), Unit.ANTAL),
        value_cell(counts, level.period, Unit.ANTAL),
        Cell(wording.number(level.rate), level.rate, (level.id,)) if level.rate is not None else MISSING,
        interval,
        *_comparison_cells(comparison),
    )


def _key_row(level: Level, scene: Scene) -> tuple[Cell, ...]:
    indicator = scene.indicator(level.subject)
    comparison = scene.findings.comparison(level.subject)
    shown = ((level.value, indicator.unit), (level.rate, Unit.PER_100K), (level.count, Unit.ANTAL))
    value, unit = next((number, unit) for number, unit in shown if number is not None)
    words = wording.preliminary(wording.measured(value, unit), is_preliminary=level.preliminary)
    place = Cell(wording.NOT_APPLICABLE, muted=True)
    if comparison and comparison.rank is not None:
        place = Cell(f"{comparison.rank} av {len(comparison.members) + 1}", float(comparison.rank), (comparison.id,))
    return (
        Cell(indicator.label, basis=(level.id,), note=wording.UNITS[unit]),
        Cell(wording.short_period(level.period), basis=(level.id,)),
        Cell(words, value, (level.id,)),
        *_comparison_cells(comparison),
        place,
    )


def _comparison_cells(comparison: Comparison | None) -> tuple[Cell, Cell]:
    if comparison is None or comparison.mean is None or comparison.quartiles is None:
        return (MISSING, MISSING)
    mean = Cell(wording.measured(comparison.mean, comparison.measure), comparison.mean, (comparison.id,))
    return (mean, Cell(wording.between(*comparison.quartiles, comparison.measure), basis=(comparison.id,)))


def _sum_cell(history: History, months_of: list[Month]) -> Cell:
    points = [point for each in months_of if (point := history.at(each))]
    values = [point.value for point in points if not isinstance(point.value, Gap)]
    if len(values) != len(months_of):
        return no_value((history.id,), is_protected=any(each.is_protected for each in points))
    total = wording.preliminary(wording.number(sum(values)), is_preliminary=any(point.preliminary for point in points))
    return Cell(total, sum(values), (history.id,))
