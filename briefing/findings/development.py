"""Utveckling: the latest value against what the earlier ones lead one to expect (statistics.md rules 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from briefing.findings import gaps
from briefing.findings.dispersion import Dispersion
from briefing.findings.farrington import ExpectedCount, Transformation, farrington_bounds, farrington_p, score
from briefing.findings.finding import Development, Trend, YearlyTrend
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE, benjamini_hochberg, printed_confidence
from briefing.findings.panel import Numbers
from briefing.findings.quantiles import upper_tail
from briefing.findings.reference import FEWEST_BEFORE, YEARS_BEFORE, counted, latest_break, reference, reference_periods
from briefing.findings.single_counts import BELOW, SingleCount
from briefing.findings.subject_data import SubjectData, SubjectTable, cited
from briefing.findings.trend import YEARS_OF_TREND, change_per_year, slopes
from briefing.findings.two_shares import ExpectedShare, expected_share
from briefing.observations.observations import Point
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period

__all__ = ["ExpectedCount", "Test", "Transformation", "developments", "expected", "farrington_bounds", "farrington_p"]

FEWEST_EXPECTED = 5.0  # below 5 the 2/3-power p is too small up to fivefold (simulated); the same five as for rates (rule 1)
_COUNTED = (Unit.ANTAL, Unit.PER_100K)

Test = ExpectedCount | ExpectedShare | SingleCount


def expected(data: SubjectData, period: Period, variation: Dispersion | None) -> Test | Gap:
    """The test of a subject's value in `period`, or why there is none. `variation` is its φ (`reference.variation`)."""
    gap = _hindrance(data, period)
    if gap is not None:
        return gap
    if data.indicator.unit not in _COUNTED:
        return _expected_share(data, period)
    now = data.value_point(data.own.code, Unit.ANTAL, period)
    if now is None:
        return gaps.change_without_counts(development_id(data), data.indicator.unit)
    counts = counted(data, data.own.code, period)
    single = _single(data, now, *counts) if len(counts) == 1 else None
    return single or _too_short(data, period, len(counts)) or _expected_count(data, now, variation)


def developments(tests: Sequence[tuple[SubjectData, Period, Test | Gap]]) -> tuple[Development, ...]:
    """The developments of one edition: a verdict of change only where p, adjusted for all its tests, is below 0.05 (rule 3)."""
    adjusted = benjamini_hochberg([test.p for _, _, test in tests if not isinstance(test, Gap)])
    rejections, of_each = sum(each < FALSE_DISCOVERY_RATE for each in adjusted), iter(adjusted)
    level = printed_confidence(len(adjusted), rejections) if adjusted else 0.0
    unjudged = ((_unjudged(data, period, len(adjusted)), test) for data, period, test in tests)
    return tuple(replace(each, gap=test) if isinstance(test, Gap) else _judged(each, test, next(of_each), level) for each, test in unjudged)


def development_id(data: SubjectData) -> str:
    """The id of a subject's development, by which its gap is known too."""
    return f"utveckling:{data.subject.id}"


def _unjudged(data: SubjectData, period: Period, tests: int) -> Development:
    return Development(
        id=development_id(data),
        subject=data.subject,
        area=data.own.code,
        period=period,
        verdict=Trend.GAR_INTE_ATT_BEDOMA,
        observed=None,
        expected=None,
        lower=None,
        upper=None,
        level=None,
        p=None,
        p_adjusted=None,
        dispersion=None,
        pooled_over=0,
        tests=tests,
        reference=(),
        gap=None,
        citations=(),
        measure=Unit.ANTAL if data.indicator.unit in _COUNTED else data.indicator.unit,
        preliminary=point.is_preliminary if (point := _point(data, period)) else False,
    )


def _judged(unjudged: Development, test: Test, p_adjusted: float, level: float) -> Development:
    lower, upper = test.bounds(level)
    changed = Trend.OKAR if test.observed > test.expected else Trend.MINSKAR
    return replace(
        unjudged,
        verdict=changed if p_adjusted < FALSE_DISCOVERY_RATE else Trend.INOM_NORMAL_VARIATION,
        observed=test.observed,
        expected=test.expected,
        lower=lower,
        upper=upper,
        level=level,
        p=test.p,
        p_adjusted=p_adjusted,
        dispersion=test.dispersion.phi if test.dispersion else None,
        pooled_over=test.dispersion.pooled_over if test.dispersion else 0,
        reference=test.reference,
        citations=test.citations,
        trend=test.trend,
        method=test.method,
        caveats=test.caveats,
    )


def _expected_count(data: SubjectData, now: Point, variation: Dispersion | None) -> ExpectedCount | Gap:
    """The quasi-Poisson test of a count."""
    own, population = reference(data, data.own.code, now.period), data.population(data.own.code, now.period)
    if population is None or own is None:
        return gaps.no_population(development_id(data))
    mean = own.rate * population
    if variation is None or mean < FEWEST_EXPECTED:
        return gaps.too_few_cases(development_id(data))
    error = mean * sqrt(variation.phi / own.total)
    p = 2 * upper_tail(abs(score(now.number, mean, error, variation.phi)), variation.degrees_of_freedom)
    cited_at = data.citations(data.own.code, Unit.ANTAL, (now.period, *own.periods))
    return ExpectedCount(now.number, mean, error, variation, p, own.periods, cited_at, _trend(data, now.period, variation))


def _single(data: SubjectData, now: Point, earlier: Period) -> SingleCount | None:
    """The test of two single small counts, which is all that can be done without a history; None where they are too large or none."""
    before = data.value_point(data.own.code, Unit.ANTAL, earlier)
    if before is None or max(now.number, before.number) >= BELOW or now.number + before.number == 0 or data.own_periods > 2:
        return None
    now_people, people_before = (data.population(data.own.code, each) for each in (now.period, earlier))
    if now_people is None or people_before is None:
        now_people, people_before = 1.0, 1.0
    return SingleCount(now.number, before.number, now_people, people_before, (earlier,), cited([now, before]))


def _expected_share(data: SubjectData, period: Period) -> ExpectedShare | Gap:
    """The test of a share or mean against the latest value before it that no break parts it from."""
    about, own, unit = development_id(data), data.own.code, data.indicator.unit
    now = _point(data, period)
    earlier = (data.value_point(own, unit, each) for each in reference_periods(data.indicator, period))
    before = next((point for point in earlier if point is not None), None)
    if now is None or before is None:
        broken = latest_break(data.indicator, period)
        is_cut = broken is not None and len(reference_periods(data.indicator, period)) < YEARS_BEFORE[period.frequency]
        return gaps.broken_series(about, broken) if broken and is_cut else gaps.no_earlier_value(about)
    test = expected_share(now, before, unit, cited([now, before]))
    if test is None:
        return gaps.change_without_counts(about, unit)
    return gaps.too_few_answers(about) if test.too_few else test


def _point(data: SubjectData, period: Period) -> Point | None:
    """The own point that the development is about."""
    measure = Unit.ANTAL if data.indicator.unit in _COUNTED else data.indicator.unit
    return data.value_point(data.own.code, measure, period)


def _trend(data: SubjectData, period: Period, variation: Dispersion) -> YearlyTrend | None:
    """The trend over five whole years that end with `period`; None for quarters, and where one of the years lacks a value."""
    if period.frequency is not Frequency.AR:
        return None
    slope, variance = _slopes(data.table, period)
    row = data.table.panel.areas[data.own.code]
    fitted = change_per_year(float(slope[row]), float(variance[row]), variation)
    return YearlyTrend(*fitted, period.years_before(YEARS_OF_TREND - 1), period) if fitted else None


def _slopes(table: SubjectTable, period: Period) -> tuple[Numbers, Numbers]:
    """Slopes and their variances of all areas over the five years that end with `period` (NaN: without one of them); fitted once."""
    key = ("slopes", period)
    if key not in table.worked_out:
        years = (period.years_before(back) for back in reversed(range(YEARS_OF_TREND)))
        columns = [column for year in years if (column := table.panel.column(year)) is not None]
        counts, populations = table.grids[Unit.ANTAL].values, table.population
        assert populations is not None  # there is a reference, and it has some
        table.worked_out[key] = slopes(counts[:, columns], populations[:, columns])
    found: tuple[Numbers, Numbers] = table.worked_out[key]
    return found


def _hindrance(data: SubjectData, period: Period) -> Gap | None:
    """Why nothing of the subject can be tested, the plainest reason first."""
    about = development_id(data)
    if data.own_periods == 1:
        return gaps.one_period_only(about, period.frequency)
    if not data.indicator.tested or period.frequency not in FEWEST_BEFORE:
        return gaps.change_not_tested(about)
    return None


def _too_short(data: SubjectData, period: Period, values: int) -> Gap | None:
    """Why the earlier values are too few, when they are."""
    about, indicator, needed = development_id(data), data.indicator, FEWEST_BEFORE[period.frequency]
    if values >= needed:
        return None if any(counted(data, data.own.code, period).values()) else gaps.too_few_cases(about)
    allowed, broken = len(reference_periods(indicator, period)), latest_break(indicator, period)
    if broken is not None and allowed < needed:
        return gaps.broken_series(about, broken)
    return gaps.too_few_periods(about, period.frequency, values, allowed, needed)
