"""Utveckling: the latest count against what the years before lead one to expect (statistics.md rules 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, inf, sqrt
from typing import Literal

from briefing.findings import gaps
from briefing.findings.dispersion import Dispersion, Reference
from briefing.findings.finding import Development, Trend, YearlyTrend
from briefing.findings.multiplicity import FALSE_DISCOVERY_RATE, benjamini_hochberg, printed_confidence
from briefing.findings.quantiles import upper_quantile, upper_tail
from briefing.findings.reference import FEWEST_BEFORE, counted, latest_break, reference, reference_periods
from briefing.findings.subject_data import SubjectData, cited
from briefing.findings.trend import YEARS_OF_TREND, yearly_change
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period

Transformation = Literal["none", "1/2", "2/3"]

_POWERS: dict[str, float] = {"none": 1.0, "1/2": 0.5, "2/3": 2 / 3}
FEWEST_EXPECTED = 5.0  # below 5 the 2/3-power p is too small up to fivefold (simulated); the same five as for rates (rule 1)


@dataclass(frozen=True)
class ExpectedCount:
    """The test of one count: what its reference leads one to expect, and the two-sided p, not yet adjusted for the other tests."""

    observed: float
    expected: float
    standard_error: float
    dispersion: Dispersion
    p: float
    reference: tuple[Period, ...]
    citations: tuple[Citation, ...]
    trend: YearlyTrend | None = None

    def bounds(self, confidence: float) -> tuple[float, float]:
        """The smallest and the largest whole number of cases that lie inside the expected range."""
        freedom = self.dispersion.degrees_of_freedom
        alpha = (1.0 - confidence) / 2.0
        lower, upper = farrington_bounds(self.expected, self.standard_error, self.dispersion.phi, alpha, degrees_of_freedom=freedom)
        return float(ceil(lower)), float(floor(upper))


def farrington_bounds(
    expected: float,
    standard_error: float,
    dispersion: float = 1.0,
    alpha: float = 0.025,
    transformation: Transformation = "2/3",
    *,
    degrees_of_freedom: float = inf,
) -> tuple[float, float]:
    """The prediction interval of a new count with `alpha` in each tail; never below 0.

    `standard_error` is that of the expected count. Quantiles are normal, or t with the degrees of freedom given. ValueError
    where the expected count is not above 0. Farrington et al. 1996, as in algo.farrington of R's surveillance.
    """
    power, spread = _POWERS[transformation], _spread(expected, standard_error, dispersion, transformation)
    centre, reach = expected**power, upper_quantile(alpha, degrees_of_freedom) * spread
    return float(max(centre - reach, 0.0) ** (1 / power)), float((centre + reach) ** (1 / power))


def farrington_p(
    observed: float,
    expected: float,
    standard_error: float,
    dispersion: float = 1.0,
    transformation: Transformation = "2/3",
    *,
    degrees_of_freedom: float = inf,
) -> float:
    """The upper-tail p of an observed count; the lower tail is 1 − p. See `farrington_bounds`."""
    return upper_tail(_score(observed, expected, standard_error, dispersion, transformation), degrees_of_freedom)


def expected_count(data: SubjectData, period: Period, variation: Dispersion | None) -> ExpectedCount | Gap:
    """The test of a subject's count in `period`, or why there is none. `variation` is its φ (`reference.variation`)."""
    own, point = reference(data, data.own.code, period), data.value_point(data.own.code, Unit.ANTAL, period)
    population, gap = data.population(data.own.code, period), _hindrance(data, period)
    if gap is not None:
        return gap
    if point is None or population is None or own is None:
        return gaps.no_population(development_id(data))
    expected = own.rate * population
    if variation is None or expected < FEWEST_EXPECTED:
        return gaps.too_few_cases(development_id(data))
    error = expected * sqrt(variation.phi / own.total)
    score = abs(_score(point.number, expected, error, variation.phi, "2/3"))
    p = min(1.0, 2 * upper_tail(score, variation.degrees_of_freedom))
    rows = [data.value_point(data.own.code, Unit.ANTAL, each) for each in (period, *own.periods)]
    trend = _trend(data, period, own, variation)
    return ExpectedCount(point.number, expected, error, variation, p, own.periods, cited(rows), trend)


def developments(tests: Sequence[tuple[SubjectData, Period, ExpectedCount | Gap]]) -> tuple[Development, ...]:
    """The developments of one edition: a verdict of change only where p, adjusted for all its tests, is below 0.05 (rule 3)."""
    adjusted = benjamini_hochberg([test.p for _, _, test in tests if isinstance(test, ExpectedCount)])
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
    )


def _judged(unjudged: Development, test: ExpectedCount, p_adjusted: float, level: float) -> Development:
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
        dispersion=test.dispersion.phi,
        pooled_over=test.dispersion.pooled_over,
        reference=test.reference,
        citations=test.citations,
        trend=test.trend,
    )


def _trend(data: SubjectData, period: Period, own: Reference, variation: Dispersion) -> YearlyTrend | None:
    """The trend over five whole years that end with `period`; None for quarters, and where one of the years lacks a value."""
    if period.frequency is not Frequency.AR:
        return None
    years = [period.years_before(back) for back in reversed(range(YEARS_OF_TREND))]
    if not {*years[:-1]} <= {*own.periods}:
        return None
    points = [data.value_point(data.own.code, Unit.ANTAL, each) for each in years]
    populations = [data.population(data.own.code, each) or 0.0 for each in years]
    counts = [point.number for point in points if point]
    if len(counts) < len(years) or not all(populations):
        return None
    fitted = yearly_change(counts, populations, variation)
    return YearlyTrend(*fitted, years[0], years[-1]) if fitted else None


def _hindrance(data: SubjectData, period: Period) -> Gap | None:
    """Why a development cannot be tested, the plainest reason first."""
    about, indicator = development_id(data), data.indicator
    if data.own_periods == 1:
        return gaps.one_period_only(about, period.frequency)
    if not indicator.tested or period.frequency not in FEWEST_BEFORE:
        return gaps.change_not_tested(about)
    if data.value_point(data.own.code, Unit.ANTAL, period) is None:
        return gaps.change_without_counts(about)
    counts, needed = counted(data, data.own.code, period).values(), FEWEST_BEFORE[period.frequency]
    if len(counts) >= needed:
        return None if any(counts) else gaps.too_few_cases(about)
    allowed, broken = len(reference_periods(indicator, period)), latest_break(indicator, period)
    if broken is not None and allowed < needed:
        return gaps.broken_series(about, broken)
    return gaps.too_few_periods(about, period.frequency, len(counts), allowed, needed)


def _score(observed: float, expected: float, standard_error: float, dispersion: float, transformation: Transformation) -> float:
    power = _POWERS[transformation]
    return float(observed**power - expected**power) / _spread(expected, standard_error, dispersion, transformation)


def _spread(expected: float, standard_error: float, dispersion: float, transformation: Transformation) -> float:
    """The standard deviation of new count minus expected on the transformed scale, τ = φ + se²/µ (delta method)."""
    if not expected > 0:
        raise ValueError(f"an expected count is above 0, not {expected}")
    power = _POWERS[transformation]
    tau = dispersion + standard_error**2 / expected
    return float(power * sqrt(tau) * expected ** (power - 0.5))
