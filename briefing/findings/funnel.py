"""Funnel limits: how far from all together chance alone may take an area (statistics.md rule 4, oracle O10)."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt

from briefing.findings.intervals import exact_poisson

NEAR, FAR = 0.95, 0.998  # two and three standard deviations, as Fingertips draws them
FEWEST_FOR_DISPERSION = 10  # with fewer areas one that is truly different would hide itself by widening the limits
_WINSORISED = 0.1  # the tenth of the areas at each end counts as the last one inside it (Spiegelhalter 2005)

Curve = tuple[tuple[float, float], ...]


def expected_limits(observed: float, confidence: float = NEAR, dispersion: float = 1.0) -> tuple[float, float]:
    """The expected counts between which an observed one is not extraordinary: exact Poisson, φ times as variable.

    `observed` through them are the ratios on the funnel's curves at those expected counts, which is how the published oracle has them:
    what `ratio_limits` draws is held against it. ValueError for a negative count or a
    dispersion below 1.
    """
    if observed < 0 or dispersion < 1:
        raise ValueError(f"a count is 0 or more and a dispersion 1 or more, not {observed} and {dispersion}")
    lower, upper = exact_poisson(observed / dispersion, confidence)
    return dispersion * lower, dispersion * upper


def ratio_limits(expected: float, confidence: float = NEAR, dispersion: float = 1.0) -> tuple[float, float]:
    """Between which ratios of observed to expected chance keeps an area that expects so many: the opposite of `expected_limits`.

    At the ratio of a limit, the exact interval of the observed count ends just at the expected one. ValueError where nothing is expected.
    """
    from scipy.special import pdtrik

    if not expected > 0:
        raise ValueError(f"an expected count is above 0, not {expected}")
    mean, tail = expected / dispersion, (1 - confidence) / 2
    # Where even no cases at all is inside the limit, no count is low enough to have it.
    fewest = float(pdtrik(tail, mean)) if exp(-mean) < tail else 0.0
    return fewest / mean, (float(pdtrik(1 - tail, mean)) + 1) / mean


def limit_curves(lowest: float, highest: float, confidence: float, points: int = 60, dispersion: float = 1.0) -> tuple[Curve, Curve]:
    """The lower and the upper curve as (expected, ratio) from left to right, denser where the curves are steep."""
    step = (highest / lowest) ** (1 / (points - 1)) if points > 1 else 1.0
    both = [(each, ratio_limits(each, confidence, dispersion)) for each in (lowest * step**number for number in range(points))]
    return tuple((x, limits[0]) for x, limits in both), tuple((x, limits[1]) for x, limits in both)


def overdispersion(observed: Sequence[float], expected: Sequence[float]) -> float:
    """φ of areas around what is expected of them, winsorised so that a few truly different ones do not widen it; never below 1.

    z is on the square root scale: 2(√observed − √expected), of variance 1 by chance. Spiegelhalter 2005, Statistics in Medicine 24.
    """
    if len(observed) < FEWEST_FOR_DISPERSION:
        return 1.0
    scores = sorted(2 * (sqrt(count) - sqrt(mean)) for count, mean in zip(observed, expected, strict=True))
    cut = int(len(scores) * _WINSORISED)
    lowest, highest = scores[cut], scores[-1 - cut]
    return max(1.0, sum(min(max(score, lowest), highest) ** 2 for score in scores) / len(scores))
