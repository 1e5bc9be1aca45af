"""Nivå: the latest value with its interval, its share and what the reader must know of it (statistics.md rule 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from briefing.findings.finding import Level
from briefing.findings.intervals import EXACT_BELOW, rate_interval, wilson_interval
from briefing.findings.subject_data import SubjectData, cited
from briefing.findings.vocabulary import IntervalKind
from briefing.observations.observations import Point
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

FEW_CASES = 5  # below five cases a rate says next to nothing, and no interval is printed for it (rule 1)
OUTDATED_AFTER_MONTHS = 18  # a yearly figure is published within 15 months; older means that one was missed

Interval = tuple[float | None, float | None]


def level(data: SubjectData, period: Period, whole: Point | None, edition_ends: date) -> Level:
    """The level in `period`; `whole` is the count that its count is a share of, None where it is no part of anything."""
    own = data.own.code
    points = {measure: point for measure in data.table.grids if (point := data.value_point(own, measure, period))}
    count, rate = points.get(Unit.ANTAL), points.get(Unit.PER_100K)
    value = None if data.indicator.unit in (Unit.ANTAL, Unit.PER_100K) else points.get(data.indicator.unit)
    lower, upper = share_interval(value, data.indicator.unit) if value else _rate_interval(count, rate)
    kind = None if lower is None else _kind(value, rate, count)
    share = 100 * count.number / whole.number if count and whole and whole.number > 0 else None
    return Level(
        id=f"niva:{data.subject.id}",
        subject=data.subject,
        area=own,
        period=period,
        count=count.number if count else None,
        rate=rate.number if rate else None,
        value=value.number if value else None,
        lower=lower,
        upper=upper,
        share=share,
        preliminary=any(point.is_preliminary for point in points.values()),
        caveats=_caveats(list(points.values()), count, period, edition_ends),
        citations=cited((*points.values(), whole if share is not None else None)),
        interval=kind,
    )


def share_interval(point: Point, unit: Unit) -> Interval:
    """The 95 % interval of a value that is not a rate: as published, else Wilson's for a share (in percent) of `n` answers."""
    if point.lower is not None and point.upper is not None:
        return point.lower, point.upper
    if unit is not Unit.ANDEL or not are_answers(point):
        return None, None
    lower, upper = wilson_interval(round(point.number / 100 * (point.n or 0)), round(point.n or 0))
    return 100 * lower, 100 * upper


def are_answers(point: Point) -> bool:
    """Whether the point is a share (percent) of a number of answers."""
    return point.n is not None and round(point.n) >= 1 and 0 <= point.number <= 100


def _rate_interval(count: Point | None, rate: Point | None) -> Interval:
    """The interval of the count, by the population that the published rate implies; none below five cases."""
    if rate is not None and rate.lower is not None and rate.upper is not None:
        return rate.lower, rate.upper
    if count is None or rate is None or count.number < FEW_CASES or not rate.number > 0:
        return None, None
    _, lower, upper = rate_interval(count.number, 100_000 * count.number / rate.number)
    return lower, upper


def _kind(value: Point | None, rate: Point | None, count: Point | None) -> IntervalKind:
    """How the interval of the value, or of the rate where there is no value, was made."""
    shown = value or rate
    if shown is not None and shown.lower is not None and shown.upper is not None:
        return IntervalKind.PUBLICERAT
    if value is not None:
        return IntervalKind.WILSON
    return IntervalKind.EXAKT if count is not None and count.number < EXACT_BELOW else IntervalKind.BYAR


def _caveats(points: Sequence[Point], count: Point | None, period: Period, edition_ends: date) -> tuple[Caveat, ...]:
    holds = {
        Caveat.PRELIMINAR: any(point.is_preliminary for point in points),
        Caveat.INALDRAD: _months_between(period.last_day, edition_ends) > OUTDATED_AFTER_MONTHS,
        Caveat.LITET_ANTAL: count is not None and count.number < FEW_CASES,
    }
    return tuple(caveat for caveat, is_so in holds.items() if is_so)


def _months_between(ended: date, now: date) -> float:
    """Months from the day after one day to the day after another, so that ends of months of different length are equal."""
    start, end = ended + timedelta(days=1), now + timedelta(days=1)
    return 12 * (end.year - start.year) + end.month - start.month + (end.day - start.day) / 31
