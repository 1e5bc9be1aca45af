"""Cells that say what was found of one indicator: its name, level, development and comparison, the same in every table."""

from __future__ import annotations

from briefing.document import wording
from briefing.document.document import Cell, Tone
from briefing.document.phrases import rank
from briefing.document.scene import Scene
from briefing.findings.finding import Comparison, Development, Level, Position, Trend
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Indicator, Unit

_TONES = {Position.BATTRE: Tone.BATTRE, Position.SAMRE: Tone.SAMRE}


def name_cell(indicator: Indicator, level: Level, scene: Scene) -> Cell:
    """The indicator's name; its period, and what must be borne in mind, on the second line."""
    is_sub_row = scene.is_part_of_a_part(indicator)
    label = f"därav {wording.running(indicator.label)}" if is_sub_row else indicator.label
    period = wording.preliminary(wording.short_period(level.period), is_preliminary=level.preliminary)
    stale = "äldre än 18 månader" if Caveat.INALDRAD in level.caveats else ""
    note = ", ".join(part for part in (indicator.short, period, stale) if part)
    return Cell(label, basis=(level.id,), note=note, strong=True, indent=is_sub_row)


def level_cell(indicator: Indicator, level: Level) -> Cell:
    """The level in figures: a value, or count and rate."""
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


def development_cell(development: Development | None) -> Cell:
    """The word of change with the expected range, or why it cannot be judged."""
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


def comparison_cell(comparison: Comparison | None, indicator: Indicator, *, brief: bool) -> Cell:
    """The word of difference with the members' mean and the own place, or why it cannot be judged."""
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
