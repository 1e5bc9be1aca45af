"""Two single counts without a history: the E-test of Krishnamoorthy & Thomson 2004 (statistics.md rule 2, oracle O5)."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

from briefing.findings.dispersion import Dispersion
from briefing.findings.vocabulary import Method
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

BELOW = 50  # from fifty cases on, ordinary variation beyond chance is larger than chance itself, and the test would flag it (rule 2)
_TIES = 1e-9  # relative slack, so that a table as extreme as the one seen counts whatever the rounding of its score

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SingleCount:
    """The test of one count against the only one before it; ordinary variation is not known, and the finding's caveat says so."""

    observed: float
    before: float
    population: float
    population_before: float
    reference: tuple[Period, ...]
    citations: tuple[Citation, ...]
    method: Method = Method.E_TEST
    measure: Unit = Unit.ANTAL
    caveats: tuple[Caveat, ...] = (Caveat.VANLIG_VARIATION_OKAND,)
    dispersion: Dispersion | None = None
    trend: None = None

    @property
    def expected(self) -> float:
        return self.before * self.population / self.population_before

    @property
    def p(self) -> float:
        return self._p(self.observed)

    def bounds(self, confidence: float) -> tuple[float, float]:
        """The smallest and the largest count that the test would not call a change."""
        lower = upper = round(self.expected)
        while lower > 0 and self._p(lower - 1) >= 1 - confidence:
            lower -= 1
        while self._p(upper + 1) >= 1 - confidence:
            upper += 1
        return float(lower), float(upper)

    def _p(self, count: float) -> float:
        return e_test(count, self.population, self.before, self.population_before)


def e_test(count: float, population: float, before: float, population_before: float) -> float:
    """The two-sided p of two Poisson counts having the same rate; 1 where both are 0.

    The statistic is the difference of the rates through its estimated standard error; p is the probability, at the pooled rate, of all
    pairs of counts whose statistic is at least as large. As in scipy's `poisson_means_test`.
    """
    pooled = (count + before) / (population + population_before)
    if not pooled > 0:
        return 1.0
    first, second = _counts(pooled * population), _counts(pooled * population_before)
    score = _score(first[:, None], population, second[None, :], population_before)
    seen = _score(np.array(count), population, np.array(before), population_before)
    probability = _poisson(first, pooled * population)[:, None] * _poisson(second, pooled * population_before)[None, :]
    return float(min(probability[score >= seen * (1 - _TIES)].sum(), 1.0))


def _score(count: Numbers, population: float, before: Numbers, population_before: float) -> Numbers:
    """The size of the statistic; 0 where both counts are 0."""
    spread = np.sqrt(count / population**2 + before / population_before**2)
    difference = np.abs(count / population - before / population_before)
    return difference / np.where(spread > 0, spread, 1.0)


def _counts(mean: float) -> Numbers:
    """All counts that come with any probability worth counting."""
    return np.arange(ceil(mean + 12 * sqrt(mean) + 30), dtype=np.float64)


def _poisson(counts: Numbers, mean: float) -> Numbers:
    from scipy.special import gammaln, xlogy

    return np.asarray(np.exp(xlogy(counts, mean) - mean - gammaln(counts + 1)))
