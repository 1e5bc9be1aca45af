"""The numbers that differ between two editions, series by series: every period, its two values and the difference."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.difference import Change, NumberChange, SeriesChange
from briefing.document.difference_labels import indicator_label
from briefing.document.since_words import NUMBERS, relative, series_kind
from briefing.findings.recorded import Recorded
from briefing.findings.since_numbers import ChangedNumber, ChangedSeries, NumberKind
from briefing.terms.gap import GapReason
from briefing.terms.indicator import Unit

_MOST_DECIMALS = 5  # as many as any source delivers


def number_changes(changed: Iterable[ChangedNumber], now: Recorded, before: Recorded) -> tuple[SeriesChange, ...]:
    """Revised and withdrawn values first, new ones after; a series once for each kind of change."""
    order = [NumberKind.REVIDERAD_HISTORIK, NumberKind.BORTTAGET_VARDE, *NumberKind]
    found: dict[tuple[NumberKind, str], list[ChangedNumber]] = {}
    for each in sorted(changed, key=lambda each: order.index(each.kind)):
        found.setdefault((each.kind, each.history.id), []).append(each)
    return tuple(_series(kind, each, now, before) for (kind, _), each in found.items())


def series_changes(changed: Iterable[ChangedSeries], now: Recorded, before: Recorded) -> tuple[Change, ...]:
    """Indicators, or measures of one, that only one of the editions shows."""
    return tuple(_shown(each, now, before) for each in changed)


def _shown(changed: ChangedSeries, now: Recorded, before: Recorded) -> Change:
    asked = changed.subject
    note = f"{wording.FREQUENCIES[asked.frequency]}, {wording.UNITS[changed.measure]}"
    there, gone = "visas", wording.NOT_APPLICABLE
    values = (gone, there) if changed.is_new else (there, gone)
    return Change(series_kind(changed), indicator_label(asked.indicator, now, before), *values, note, basis=asked.id)


def _series(kind: NumberKind, changes: list[ChangedNumber], now: Recorded, before: Recorded) -> SeriesChange:
    history = changes[0].history
    ordered = sorted(changes, key=lambda each: each.period.first_day)
    periods = tuple(_period(each) for each in ordered)
    is_revision = kind is NumberKind.REVIDERAD_HISTORIK
    shown = periods[max(range(len(ordered)), key=lambda at: abs(relative(ordered[at])))] if is_revision else periods[-1]
    because = f"{'störst' if is_revision else 'senast'} av {wording.number(len(periods))}" if len(periods) > 1 else ""
    label = indicator_label(history.subject.indicator, now, before)
    note = f"{wording.FREQUENCIES[history.subject.frequency]}, {wording.UNITS[history.measure]}"
    return SeriesChange(NUMBERS[kind], label, note, history.id, periods, shown, because)


def _period(change: ChangedNumber) -> NumberChange:
    is_protected = change.gap is not None and change.gap.reason is GapReason.SEKRETESS
    was = None if is_protected else change.before  # what is protected now is not told by what it was
    decimals = _decimals(was, change.now, change.history.measure)
    return NumberChange(
        period=wording.short_period(change.period),
        code=change.period.code,
        before=_value(was, decimals, is_preliminary=change.was_preliminary),
        now=_value(change.now, decimals, is_preliminary=change.is_preliminary) if change.now is not None else _missing(change),
        difference=_difference(was, change, decimals),
        remark="Var preliminär, är slutlig." if change.was_preliminary and not change.is_preliminary and change.now is not None else "",
        was=was,
        value=change.now,
    )


def _decimals(was: float | None, now: float | None, unit: Unit) -> int:
    """As many decimals as the unit is printed with; more where two different values, or their difference, would look like none."""
    usual = wording.decimals(unit)
    if was is None or now is None or was == now:
        return usual
    tried = range(usual, _MOST_DECIMALS + 1)
    return next((each for each in tried if wording.signed(now - was, each)[0] in "+−" and _apart(was, now, each)), _MOST_DECIMALS)


def _apart(was: float, now: float, decimals: int) -> bool:
    return wording.number(was, decimals) != wording.number(now, decimals)


def _value(value: float | None, decimals: int, *, is_preliminary: bool) -> str:
    if value is None:
        return wording.NOT_APPLICABLE
    return wording.preliminary(wording.number(value, decimals), is_preliminary=is_preliminary)


def _missing(change: ChangedNumber) -> str:
    return f"○ {wording.GAP_REASONS[change.gap.reason] if change.gap else wording.NO_VALUE}"


def _difference(was: float | None, change: ChangedNumber, decimals: int) -> str:
    """`+12 (+0,4 %)`, without a share that rounds to nothing; empty where there are not two different values."""
    if was is None or change.now is None or was == change.now:
        return ""
    share = wording.signed(100 * relative(change), 1)
    said = f" ({share}{wording.NBSP}%)" if share[0] in "+−" else ""
    return f"{wording.signed(change.now - was, decimals)}{said}"
