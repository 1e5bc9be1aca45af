"""Jämförelse: the municipality against the unweighted mean of comparable municipalities, or of its county (statistics.md rule 4)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import floor, inf, isnan, sqrt

from briefing.findings import gaps
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import Comparison, Position, comparison_id
from briefing.findings.intervals import wilson_interval
from briefing.findings.level import FEW_CASES, are_answers
from briefing.findings.panel import distinct
from briefing.findings.quantiles import upper_quantile
from briefing.findings.subject_data import SubjectData
from briefing.findings.two_shares import standard_error
from briefing.observations.observations import Point
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Polarity, Unit
from briefing.terms.period import Period

FEWEST_MEMBERS = 3  # a mean and a spread of fewer municipalities describe those, not the group (rule 4)

_WORDS = {
    (Polarity.LAGRE_BATTRE, True): Position.SAMRE,
    (Polarity.LAGRE_BATTRE, False): Position.BATTRE,
    (Polarity.HOGRE_BATTRE, True): Position.BATTRE,
    (Polarity.HOGRE_BATTRE, False): Position.SAMRE,
    (Polarity.TOLKAS, True): Position.HOGRE,
    (Polarity.TOLKAS, False): Position.LAGRE,
}


Members = Mapping[Area, tuple[float, tuple[Citation, ...]]]  # value (NaN: none) and place of each


@dataclass(frozen=True)
class Uncertainty:
    """The variance of a value and the degrees of freedom that it was estimated with (infinite: known)."""

    variance: float
    degrees_of_freedom: float

    @cached_property
    def half_width(self) -> float:
        """Half of the 95 % interval."""
        return upper_quantile(0.025, self.degrees_of_freedom) * sqrt(self.variance)

    def plus(self, other: Uncertainty) -> Uncertainty:
        """The uncertainty of a difference of two independent values, with Welch–Satterthwaite's degrees of freedom.

        The two variances are unequal and estimated from few values each: φ from the years before, the group's from its few members.
        """
        variance = self.variance + other.variance
        weights = ((each.variance / variance) ** 2 / each.degrees_of_freedom for each in (self, other))
        return Uncertainty(variance, 1 / spread if (spread := sum(weights)) else inf)


def comparison(
    data: SubjectData,
    period: Period,
    variation: Dispersion | None,
    comparator: Comparator = Comparator.LIKNANDE,
    group: Sequence[Area] | None = None,
) -> Comparison:
    """The comparison in `period` with a group of municipalities (None: the peers); φ (`variation`) widens the own uncertainty.

    Only members with a value for that very period count. Where the difference cannot be tested the verdict is gar_inte_att_bedoma with
    its gap, and value, mean, quartiles and rank are given all the same; with fewer than three members only the own value is.
    """
    measure = data.rate_or_value
    own = data.value_point(data.own.code, measure, period)
    asked = data.peers if group is None else tuple(each for each in group if each.code != data.own.code)
    members = data.values(asked, measure, period)
    unjudged = _unjudged(data, period, comparator, own, members)
    if own is None:
        return replace(unjudged, gap=gaps.nothing_to_compare(unjudged.id, measure))
    if len(unjudged.members) < FEWEST_MEMBERS:
        return replace(unjudged, gap=gaps.too_few_members(unjudged.id, comparator, len(unjudged.members), FEWEST_MEMBERS))
    found = uncertainty(data, period, own, variation, unjudged.id)
    others = sorted(value for value, _ in members.values() if not isnan(value))
    placed = _placed(unjudged, own.number, others, found)
    if isinstance(found, Gap):
        return placed
    mean = sum(others) / len(others)
    spread = sum((each - mean) ** 2 for each in others) / (len(others) - 1)
    return _judged(placed, data.indicator.polarity, own.number - mean, found.plus(Uncertainty(spread / len(others), len(others) - 1)))


def position(polarity: Polarity, lower: float, upper: float) -> Position:
    """The word for a difference whose 95 % interval is given: of difference only where it excludes 0."""
    return _WORDS[polarity, lower > 0] if lower > 0 or upper < 0 else Position.LIKNANDE


def uncertainty(data: SubjectData, period: Period, own: Point, variation: Dispersion | None, about: str) -> Uncertainty | Gap:
    """How uncertain the own value is, or why that cannot be said; `about` is the finding that asks."""
    measure = data.rate_or_value
    if measure is Unit.PER_100K:
        known = _of_rate(about, own, data.value_point(data.own.code, Unit.ANTAL, period), variation)
    else:
        known = _of_value(about, own, measure)
    if isinstance(known, Uncertainty) and not data.indicator.tested:
        return gaps.difference_not_tested(about)
    return known


def rank(value: float, ordered: Sequence[float]) -> int:
    """1 is lowest; equal values share the lower rank. `ordered` are the others, in order."""
    return 1 + bisect_left(ordered, value)


def quantile(ordered: Sequence[float], part: float) -> float:
    """Linear between the values, which are in order (type 7 of Hyndman & Fan 1996, as R and numpy have it)."""
    place = part * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _unjudged(data: SubjectData, period: Period, comparator: Comparator, own: Point | None, members: Members) -> Comparison:
    measure = data.rate_or_value
    present = tuple(each for each, (value, _) in members.items() if not isnan(value))
    places = (own.citations if own else (), *(members[each][1] for each in present))
    return Comparison(
        id=comparison_id(data.subject, comparator),
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=measure,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=own.number if own else None,
        mean=None,
        difference_lower=None,
        difference_upper=None,
        quartiles=None,
        rank=None,
        rank_lowest=None,
        rank_highest=None,
        members=present,
        missing=tuple(each for each in members if each not in present),
        gap=None,
        citations=distinct(places),
        comparator=comparator,
        tied=0,
        preliminary=own.is_preliminary if own else False,
    )


def _placed(unjudged: Comparison, value: float, others: Sequence[float], own: Uncertainty | Gap) -> Comparison:
    """With mean, middle half and rank, and the ranks that the own interval covers where it is known; `others` in order."""
    placed = replace(
        unjudged,
        mean=sum(others) / len(others),
        quartiles=(quantile(others, 0.25), quantile(others, 0.75)),
        rank=rank(value, others),
        tied=bisect_right(others, value) - bisect_left(others, value),
    )
    if isinstance(own, Gap):
        return replace(placed, gap=own)
    return replace(placed, rank_lowest=rank(value - own.half_width, others), rank_highest=rank(value + own.half_width, others))


def _judged(placed: Comparison, polarity: Polarity, difference: float, both: Uncertainty) -> Comparison:
    """With the interval of the difference, and a word of difference only where it excludes 0."""
    lower, upper = difference - both.half_width, difference + both.half_width
    return replace(placed, verdict=position(polarity, lower, upper), difference_lower=lower, difference_upper=upper)


def _of_rate(about: str, rate: Point, count: Point | None, variation: Dispersion | None) -> Uncertainty | Gap:
    """A count varies φ times as much as Poisson, so the rate's variance is φ·count/population² = φ·rate²/count."""
    if count is None:
        return gaps.difference_without_uncertainty(about, Unit.PER_100K)
    if count.number < FEW_CASES:
        return gaps.too_few_cases_to_compare(about)
    if variation is None:
        return gaps.variation_unknown(about)
    return Uncertainty(variation.phi * rate.number**2 / count.number, variation.degrees_of_freedom)


def _of_value(about: str, value: Point, measure: Unit) -> Uncertainty | Gap:
    """The published 95 % interval of a share or mean, or Wilson's, read back as a variance."""
    error = standard_error(value)
    if error is None and measure is Unit.ANDEL and are_answers(value):
        lower, upper = wilson_interval(round(value.number / 100 * (value.n or 0)), round(value.n or 0))
        error = 100 * (upper - lower) / 2 / upper_quantile(0.025)
    return gaps.difference_without_uncertainty(about, measure) if error is None else Uncertainty(error**2, inf)
