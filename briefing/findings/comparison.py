"""Jämförelse: the municipality against the unweighted mean of its comparable municipalities (statistics.md rule 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt
from statistics import fmean, variance

import numpy as np

from briefing.findings import gaps
from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import Comparison, Position
from briefing.findings.level import FEW_CASES, share_interval
from briefing.findings.quantiles import upper_quantile
from briefing.findings.subject_data import SubjectData, cited
from briefing.observations.observations import Point
from briefing.terms.area import Area
from briefing.terms.gap import Gap
from briefing.terms.indicator import Polarity, Unit
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


@dataclass(frozen=True)
class Uncertainty:
    """The variance of a value and the degrees of freedom that it was estimated with (infinite: known)."""

    variance: float
    degrees_of_freedom: float

    @property
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


def comparison(data: SubjectData, period: Period, variation: Dispersion | None) -> Comparison:
    """The comparison in `period`; `variation` is the indicator's φ, by which the own uncertainty is widened.

    Only members with a value for that very period count. Where the difference cannot be tested the verdict is gar_inte_att_bedoma with
    its gap, and value, mean, quartiles and rank are given all the same; with fewer than three members only the own value is.
    """
    measure = data.rate_or_value
    own = data.value_point(data.own.code, measure, period)
    by_member = {peer: data.value_point(peer.code, measure, period) for peer in data.peers}
    members = {peer: point for peer, point in by_member.items() if point is not None}
    unjudged = _unjudged(data, period, own, members)
    if own is None:
        return replace(unjudged, gap=gaps.nothing_to_compare(unjudged.id, measure))
    if len(members) < FEWEST_MEMBERS:
        return replace(unjudged, gap=gaps.too_few_members(unjudged.id, len(members), FEWEST_MEMBERS))
    uncertainty = _uncertainty(data, period, own, variation)
    others = [point.number for point in members.values()]
    placed = _placed(unjudged, own.number, others, uncertainty)
    if isinstance(uncertainty, Gap):
        return placed
    group = Uncertainty(variance(others) / len(others), len(others) - 1)
    return _judged(placed, data.indicator.polarity, own.number - fmean(others), uncertainty.plus(group))


def _unjudged(data: SubjectData, period: Period, own: Point | None, members: Mapping[Area, Point]) -> Comparison:
    return Comparison(
        id=f"jamforelse:{data.subject.id}",
        subject=data.subject,
        area=data.own.code,
        period=period,
        measure=data.rate_or_value,
        verdict=Position.GAR_INTE_ATT_BEDOMA,
        value=own.number if own else None,
        mean=None,
        difference_lower=None,
        difference_upper=None,
        quartiles=None,
        rank=None,
        rank_lowest=None,
        rank_highest=None,
        members=tuple(members),
        missing=tuple(peer for peer in data.peers if peer not in members),
        gap=None,
        citations=cited((own, *members.values())),
    )


def _placed(unjudged: Comparison, value: float, others: Sequence[float], uncertainty: Uncertainty | Gap) -> Comparison:
    """With mean, middle half and rank, and the ranks that the own interval covers where it is known."""
    first, third = np.quantile(others, [0.25, 0.75]).tolist()
    placed = replace(unjudged, mean=fmean(others), quartiles=(first, third), rank=_rank(value, others))
    if isinstance(uncertainty, Gap):
        return replace(placed, gap=uncertainty)
    reach = uncertainty.half_width
    return replace(placed, rank_lowest=_rank(value - reach, others), rank_highest=_rank(value + reach, others))


def _judged(placed: Comparison, polarity: Polarity, difference: float, uncertainty: Uncertainty) -> Comparison:
    """With the interval of the difference, and a word of difference only where it excludes 0."""
    lower, upper = difference - uncertainty.half_width, difference + uncertainty.half_width
    word = _WORDS[polarity, difference > 0] if lower > 0 or upper < 0 else Position.LIKNANDE
    return replace(placed, verdict=word, difference_lower=lower, difference_upper=upper)


def _uncertainty(data: SubjectData, period: Period, own: Point, variation: Dispersion | None) -> Uncertainty | Gap:
    """How uncertain the own value is, or why that cannot be said."""
    about, measure = f"jamforelse:{data.subject.id}", data.rate_or_value
    if measure is Unit.PER_100K:
        known = _of_rate(about, own, data.value_point(data.own.code, Unit.ANTAL, period), variation)
    else:
        known = _of_value(about, own, measure)
    if isinstance(known, Uncertainty) and not data.indicator.tested:
        return gaps.difference_not_tested(about)
    return known


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
    lower, upper = share_interval(value, measure)
    if lower is None or upper is None or not upper > lower:
        return gaps.difference_without_uncertainty(about, measure)
    return Uncertainty(((upper - lower) / 2 / upper_quantile(0.025)) ** 2, inf)


def _rank(value: float, others: Sequence[float]) -> int:
    """1 is lowest; equal values share the lower rank."""
    return 1 + sum(other < value for other in others)
