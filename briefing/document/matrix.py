"""Läget i korthet: each indicator's level, development and comparison in words and signs."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Cell, Column, Table, Tone
from briefing.document.outline import BlockOutline, subject
from briefing.document.phrases import rank
from briefing.document.scene import Composed, Scene
from briefing.findings.finding import Comparison, Development, Level, Position, Subject, Trend
from briefing.terms.gap import Caveat, GapReason
from briefing.terms.indicator import Indicator, Unit

_TONES = {Position.BATTRE: Tone.BATTRE, Position.SAMRE: Tone.SAMRE}


def matrix(block: BlockOutline, scene: Scene) -> Composed:
    """One row per indicator, in the order of the outline; those without a value come last and are never left out."""
    subjects = [subject(each) for each in block.indicators]
    present = [each for each in subjects if scene.findings.level(each)]
    absent = list(dict.fromkeys(each.indicator for each in subjects if each not in present))
    if not present:
        return Composed(gaps=tuple(scene.not_delivered(each) for each in subjects))
    gaps = [next(each for each in subjects if each.indicator == indicator) for indicator in absent]
    rows = tuple(_row(each, scene, brief=block.brief) for each in present) + tuple(_absent_row(each, scene) for each in gaps)
    columns = (
        Column("Indikator och period", width_mm=41),
        Column("Nivå: antal · per 100\u00a0000 inv.", width_mm=41),
        Column("Utveckling", width_mm=41),
        Column("Jämfört med liknande", width_mm=43),
    )
    citations = [citation for each in present if (level := scene.findings.level(each)) for citation in level.citations]
    notes, synthetic = _notes(present, scene, brief=block.brief), scene.is_synthetic(*citations)
    description = "Nivå, utveckling och jämförelse för varje indikator."
    table = Table("matris", "", block.caption, columns, rows, notes, description, synthetic)
    return Composed((table,), tuple(scene.not_delivered(each) for each in gaps), scene.sensitivity_of(*citations))


def _row(asked: Subject, scene: Scene, *, brief: bool) -> tuple[Cell, ...]:
    level = scene.findings.level(asked)
    assert level is not None
    indicator = scene.indicator(asked)
    return (
        _name_cell(indicator, level, scene),
        _level_cell(indicator, level),
        _development_cell(scene.findings.development(asked)),
        _comparison_cell(scene.findings.comparison(asked), indicator, brief=brief),
    )


def _absent_row(asked: Subject, scene: Scene) -> tuple[Cell, ...]:
    gap = scene.not_delivered(asked)
    missing = Cell(wording.NOT_SHOWN if gap.reason.is_withheld else wording.NO_VALUE, symbol="○", basis=(gap.id,), muted=True)
    if gap.reason is GapReason.SEKRETESS:
        missing = Cell("", symbol=wording.PROTECTED, basis=(gap.id,))
    return (Cell(scene.indicator(asked).label, basis=(gap.id,), strong=True), missing, missing, missing)


def _name_cell(indicator: Indicator, level: Level, scene: Scene) -> Cell:
    is_sub_row = scene.is_part_of_a_part(indicator)
    label = f"därav {wording.running(indicator.label)}" if is_sub_row else indicator.label
    period = wording.preliminary(wording.short_period(level.period), is_preliminary=level.preliminary)
    stale = "äldre än 18 månader" if Caveat.INALDRAD in level.caveats else ""
    note = ", ".join(part for part in (indicator.short, period, stale) if part)
    return Cell(label, basis=(level.id,), note=note, strong=True, indent=is_sub_row)


def _level_cell(indicator: Indicator, level: Level) -> Cell:
    if level.value is not None:
        has_sign = indicator.unit in (Unit.ANDEL, Unit.PROCENT)
        suffix, note = (f"{wording.NBSP}%", "") if has_sign else ("", wording.UNITS[indicator.unit])
        return Cell(wording.measured(level.value, indicator.unit) + suffix, level.value, (level.id,), note=note)
    printed = (wording.number(each) for each in (level.count, level.rate) if each is not None)
    numbers = [wording.preliminary(each, is_preliminary=level.preliminary) for each in printed]
    if level.count is None:
        return Cell(f"antal saknas · {numbers[0]}" if numbers else wording.NO_VALUE, level.rate, (level.id,), symbol="○", muted=True)
    return Cell(" · ".join(numbers), level.count, (level.id,), note=_share(level.share))


def _share(share: float | None) -> str:
    """Part of all offences in words; the whole is no part of itself."""
    if share is None or share >= 100:
        return ""
    return f"{wording.share_sign(share)} {wording.share_word(share)}, {wording.number(share, 1)}{wording.NBSP}%"


def _development_cell(development: Development | None) -> Cell:
    if development is None:
        return Cell(wording.TRENDS[Trend.GAR_INTE_ATT_BEDOMA], symbol="○", muted=True)
    word, sign = wording.TRENDS[development.verdict], wording.TREND_SIGNS[development.verdict]
    if development.gap is not None or development.lower is None or development.upper is None:
        reason = development.gap.detail if development.gap else ""
        return Cell(word, basis=(development.id,), symbol=sign, note=reason, muted=True)
    changes = development.verdict in (Trend.OKAR, Trend.MINSKAR)
    note = f"väntat {wording.expected(development.lower, development.upper, development.measure)}"
    note += "".join(f". {wording.CAVEATS[each].removesuffix('.')}" for each in development.caveats)
    return Cell(word, basis=(development.id,), symbol=sign, note=note, strong=changes)


def _comparison_cell(comparison: Comparison | None, indicator: Indicator, *, brief: bool) -> Cell:
    if comparison is None:
        return Cell(wording.NOT_APPLICABLE, muted=True)
    word = wording.position(comparison.verdict, indicator.polarity)
    sign = wording.position_sign(comparison.verdict, indicator.polarity)
    if comparison.mean is None:
        return Cell(word, basis=(comparison.id,), symbol=sign, note=comparison.gap.detail if comparison.gap else "", muted=True)
    place = "" if brief or comparison.rank is None else f", plats {rank(comparison)} av {len(comparison.members) + 1}"
    few = f" av {wording.spelled(len(comparison.members))}" if comparison.missing else ""
    note = f"medel{few} {wording.measured(comparison.mean, comparison.measure)}{place}"
    is_verdict = comparison.verdict not in (Position.LIKNANDE, Position.GAR_INTE_ATT_BEDOMA)
    tone = _TONES.get(comparison.verdict, Tone.NEUTRAL)
    return Cell(word, basis=(comparison.id,), symbol=sign, tone=tone, note=note, strong=is_verdict, muted=comparison.gap is not None)


def _notes(subjects: list[Subject], scene: Scene, *, brief: bool) -> tuple[str, ...]:
    developments = [found for each in subjects if (found := scene.findings.development(each)) and found.level is not None]
    citations = [citation for each in subjects if (level := scene.findings.level(each)) for citation in level.citations]
    notes = [f"Källa: {'; '.join(scene.sources_of(*citations))}. (p) betyder preliminär uppgift."]
    notes.append(
        "Del av alla anmälda brott: stor del är minst 20 procent, medelstor del 5–20 procent och liten del under 5 procent."
        + ("" if brief else " Plats 1 är lägst; inom parentes står de platser som osäkerheten täcker.")
    )
    if developments:
        confidence = wording.number(100 * (developments[0].level or 0.0), 1)
        tests = developments[0].tests
        why = f", eftersom {wording.spelled(tests)} utvecklingar prövas samtidigt" if tests > 1 else ""
        notes.append(f"Väntat antal bygger på åren före. Intervallet gäller på nivån {confidence} procent{why}.")
    notes += _peer_notes(subjects, scene)
    return tuple(notes)


def _peer_notes(subjects: list[Subject], scene: Scene) -> list[str]:
    """Who the comparable municipalities are, and which of them have left no value for some row."""
    request = scene.request
    if not request.peers:
        return ["Inga jämförbara kommuner är angivna, och därför görs ingen jämförelse."]
    group = f"Kolada, Liknande kommuner, övergripande, {request.municipality.name}, {request.peers_year}"
    notes = [f"Jämförbara kommuner: {group} ({', '.join(area.name for area in request.peers)}), ovägt medelvärde."]
    comparisons = [found for each in subjects if (found := scene.findings.comparison(each))]
    if missing := dict.fromkeys(area.name for each in comparisons for area in each.missing):
        notes.append(f"Uppgift saknas i minst en jämförelse för {wording.listed(missing)}; medelvärdet gäller de övriga.")
    return notes
