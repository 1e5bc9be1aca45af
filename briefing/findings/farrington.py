"""The test of one count against what the years before lead one to expect, of Farrington's kind (statistics.md rule 2, oracle O7)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, sqrt
from typing import ClassVar, Literal

from briefing.findings.dispersion import Dispersion
from briefing.findings.finding import YearlyTrend
from briefing.findings.quantiles import upper_quantile, upper_tail
from briefing.findings.vocabulary import Method
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

Transformation = Literal["none", "1/2", "2/3"]

_POWERS: dict[str, float] = {"none": 1.0, "1/2": 0.5, "2/3": 2 / 3}


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

    method: ClassVar[Method] = Method.KVASI_POISSON
    measure: ClassVar[Unit] = Unit.ANTAL
    caveats: ClassVar[tuple[Caveat, ...]] = ()

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
    return upper_tail(score(observed, expected, standard_error, dispersion, transformation), degrees_of_freedom)


def score(
    observed: float, expected: float, standard_error: float, dispersion: float = 1.0, transformation: Transformation = "2/3"
) -> float:
    """How far an observed count lies from the expected one on the transformed scale, in standard deviations."""
    power = _POWERS[transformation]
    return float(observed**power - expected**power) / _spread(expected, standard_error, dispersion, transformation)


def _spread(expected: float, standard_error: float, dispersion: float, transformation: Transformation) -> float:
    """The standard deviation of new count minus expected on the transformed scale, τ = φ + se²/µ (delta method)."""
    if not expected > 0:
        raise ValueError(f"an expected count is above 0, not {expected}")
    power = _POWERS[transformation]
    tau = dispersion + standard_error**2 / expected
    return float(power * sqrt(tau) * expected ** (power - 0.5))
