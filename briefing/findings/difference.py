"""Findings of difference: against comparable municipalities, a published total, a model, and all municipalities of the country."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from briefing.findings.vocabulary import Position, Subject
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Period


@dataclass(frozen=True)
class Comparison:
    """Jämförelse with a group of municipalities (`liknande` or `lan`): the own rate against the unweighted mean of the members.

    `difference_lower` and `difference_upper` bound own minus mean (95 %); the own uncertainty is widened by φ, the group's is the
    spread between its members. `quartiles` is the middle half of the members. Rank 1 is lowest, `tied` how many members share the own
    value and rank; `rank_lowest` to `rank_highest` are the ranks that the own interval covers, among `members` plus one.
    A mean of members is never a total: what is weighted by population is a `TotalComparison`. `preliminary`: the own value is.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    measure: Unit
    verdict: Position
    value: float | None
    mean: float | None
    difference_lower: float | None
    difference_upper: float | None
    quartiles: tuple[float, float] | None
    rank: int | None
    rank_lowest: int | None
    rank_highest: int | None
    members: tuple[Area, ...]
    missing: tuple[Area, ...]
    gap: Gap | None
    citations: tuple[Citation, ...]
    comparator: Comparator
    tied: int
    preliminary: bool


@dataclass(frozen=True)
class TotalComparison:
    """Jämförelse with a published total (`riket`): weighted by population, so no mean of municipalities and no member.

    `difference_lower` and `difference_upper` bound own minus total (95 %). Of cases per inhabitant the total is context only: it holds
    cases that belong to no municipality, so no verdict is given (statistics.md rule 4).
    """

    id: str
    subject: Subject
    area: str
    period: Period
    measure: Unit
    comparator: Comparator
    verdict: Position
    value: float | None
    total: float | None
    difference_lower: float | None
    difference_upper: float | None
    preliminary: bool
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ModelComparison:
    """Jämförelse with what a published model expects of a municipality like this one (modellberäknat värde, `modelled` its indicator).

    `expected` is None where the model tells only fewer, as many or more (SKR's U00489, U00490).
    """

    id: str
    subject: Subject
    area: str
    period: Period
    measure: Unit
    modelled: str
    verdict: Position
    value: float | None
    expected: float | None
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Placement:
    """Läget bland landets kommuner: the own value among all municipalities that have one for the same period.

    Rank 1 is lowest; equal values share the lower rank. `of` is how many have a value, `median` and `quartiles` theirs, unweighted.
    Nothing is tested: it says where the value stands, not whether the difference is more than chance. `rank_lowest` to `rank_highest`
    are the ranks that the own 95 % interval covers; None where it is not known.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    measure: Unit
    value: float
    rank: int
    of: int
    lowest: float
    median: float
    quartiles: tuple[float, float]
    highest: float
    citations: tuple[Citation, ...]
    rank_lowest: int | None = None
    rank_highest: int | None = None


@dataclass(frozen=True)
class Spread:
    """Fördelning: the value of every area that has one for the period, from the lowest to the highest.

    `values` are (area code, value): municipalities, or parts of a municipality where the indicator is about parts. `preliminary` are
    the codes whose value is, `protected` those whose value is under secrecy. `quartiles` are the lower quartile, the median and the upper
    quartile, unweighted, as in R type 7.
    Nothing is tested: it says where values stand, not whether differences are more than chance.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    measure: Unit
    values: tuple[tuple[str, float], ...]
    quartiles: tuple[float, float, float]
    citations: tuple[Citation, ...]
    preliminary: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()

    @property
    def lowest(self) -> float:
        return self.values[0][1]

    @property
    def highest(self) -> float:
        return self.values[-1][1]

    def value(self, area: str) -> float | None:
        """The value of an area; None where it has none."""
        return self._by_area.get(area)

    def rank(self, value: float) -> int:
        """1 is lowest; equal values share the lower rank."""
        return 1 + bisect_left(self.values, value, key=lambda each: each[1])

    @cached_property
    def _by_area(self) -> dict[str, float]:
        return dict(self.values)
