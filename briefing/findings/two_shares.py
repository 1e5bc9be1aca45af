"""A share or a mean against the value before: two proportions, or published intervals (statistics.md rule 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor, sqrt

from briefing.findings.dispersion import Dispersion
from briefing.findings.quantiles import upper_quantile, upper_tail
from briefing.findings.vocabulary import Method
from briefing.observations.observations import Point
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

FEWEST_OF_EACH = 5  # answers of either kind that are expected in either survey; with fewer the normal approximation does not hold
_DECIMALS = 10  # shares are printed with one decimal, so a bound is the last such value inside


@dataclass(frozen=True)
class ExpectedShare:
    """The test of a share (percent) or a mean against the value before.

    `n` and `n_before` are the numbers of answers, None where `error` and `error_before` are the standard errors that published 95 %
    intervals tell.
    """

    observed: float
    expected: float
    measure: Unit
    reference: tuple[Period, ...]
    citations: tuple[Citation, ...]
    n: float | None = None
    n_before: float | None = None
    error: float = 0.0
    error_before: float = 0.0
    caveats: tuple[Caveat, ...] = ()
    dispersion: Dispersion | None = None
    trend: None = None

    @property
    def method(self) -> Method:
        return Method.OSAKERHETSTAL if self.n is None else Method.TVA_ANDELAR

    @property
    def p(self) -> float:
        """Two-sided: the score test of two proportions with a pooled share, or the difference through its standard error."""
        return 1.0 if self.observed == self.expected else 2 * upper_tail(abs(self.observed - self.expected) / self._spread)

    def bounds(self, confidence: float) -> tuple[float, float]:
        """The lowest and the highest value, with one decimal, that the test would not call a change."""
        z = upper_quantile((1.0 - confidence) / 2.0)
        lower, upper = self._of_proportions(z) if self.n is not None else self._of_errors(z)
        if self.measure is Unit.ANDEL:
            lower, upper = max(lower, 0.0), min(upper, 100.0)
        return ceil(round(lower * _DECIMALS, 9)) / _DECIMALS, floor(round(upper * _DECIMALS, 9)) / _DECIMALS

    @property
    def too_few(self) -> bool:
        """Whether either survey has too few answers of either kind for the test."""
        if self.n is None or self.n_before is None:
            return False
        pooled = self._pooled
        return min(self.n, self.n_before) * min(pooled, 1 - pooled) < FEWEST_OF_EACH

    @property
    def _pooled(self) -> float:
        """The share of all answers in both surveys, as a part of one."""
        n, before = self.n or 0.0, self.n_before or 0.0
        return (self.observed * n + self.expected * before) / (n + before) / 100

    @property
    def _spread(self) -> float:
        """The standard error of the difference where nothing has changed, in the unit of the value."""
        if self.n is None or self.n_before is None:
            return sqrt(self.error**2 + self.error_before**2)
        return 100 * sqrt(self._pooled * (1 - self._pooled) * (1 / self.n + 1 / self.n_before))

    def _of_errors(self, z: float) -> tuple[float, float]:
        return self.expected - z * self._spread, self.expected + z * self._spread

    def _of_proportions(self, z: float) -> tuple[float, float]:
        """The new shares at which the score is just z: d² = z²·c·p(1 − p), where p = before + w·d is the pooled share, solved for d."""
        n, n_before = self.n or 0.0, self.n_before or 0.0
        weight, scale, before = n / (n + n_before), z * z * (1 / n + 1 / n_before), self.expected / 100
        square, linear, constant = 1 + scale * weight**2, scale * weight * (1 - 2 * before), scale * before * (1 - before)
        root = sqrt(linear**2 + 4 * square * constant)
        return 100 * (before + (linear - root) / (2 * square)), 100 * (before + (linear + root) / (2 * square))


def expected_share(now: Point, before: Point, measure: Unit, citations: tuple[Citation, ...]) -> ExpectedShare | None:
    """The test of a value against the one before it; None where neither intervals nor numbers of answers tell how certain they are."""
    test = ExpectedShare(now.number, before.number, measure, (before.period,), citations)
    error, error_before = standard_error(now), standard_error(before)
    if error is not None and error_before is not None:
        return replace(test, error=error, error_before=error_before)
    are_shares = measure is Unit.ANDEL and 0 <= now.number <= 100 and 0 <= before.number <= 100
    return replace(test, n=now.n, n_before=before.n) if are_shares and now.n and before.n else None


def standard_error(point: Point) -> float | None:
    """The standard error that a published 95 % interval tells, by its longer side, since the other may end at 0 or 100; None without."""
    if point.lower is None or point.upper is None or not point.upper > point.lower:
        return None
    return max(point.upper - point.number, point.number - point.lower) / upper_quantile(0.025)
