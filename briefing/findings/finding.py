"""`Finding`: what the data says, computed by a stated method, with the places it rests on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from briefing.findings.area_signs import AreaSigns
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.method_use import MethodUse
from briefing.findings.vocabulary import IntervalKind, Position, Subject, Trend
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat, Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Period


@dataclass(frozen=True)
class Level:
    """Nivå: the latest value. `count` is a number of cases, `rate` is per 100 000 inhabitants in the period, as published.

    `lower` and `upper` are the 95 % interval of the rate (exact Poisson below 10 cases, else Byar), or of the value for a share;
    `interval` is how it was made. `share` is the part of all offences in percent. `value` is the indicator's own unit where it is
    neither a count nor a rate. None: the source gives no such figure.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    count: float | None
    rate: float | None
    value: float | None
    lower: float | None
    upper: float | None
    share: float | None
    preliminary: bool
    caveats: tuple[Caveat, ...]
    citations: tuple[Citation, ...]
    interval: IntervalKind | None = None


@dataclass(frozen=True)
class YearlyTrend:
    """The log-linear trend of a rate over the latest five years: percent per year, with its 95 % interval. It carries no verdict."""

    change: float
    lower: float
    upper: float
    first: Period
    last: Period


@dataclass(frozen=True)
class Development:
    """Utveckling: the latest count against what the years before lead one to expect (statistics.md rules 2 and 3).

    `lower` and `upper` bound the expected count at `level` (0.95, or wider when several indicators are tested, so that word and range
    agree). `dispersion` is φ, pooled over `pooled_over` municipalities. `p` is two-sided, `p_adjusted` after Benjamini-Hochberg over
    the edition's `tests`. `trend` is only for years. `gap` says why where the verdict is gar_inte_att_bedoma; the figures are then None.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    verdict: Trend
    observed: float | None
    expected: float | None
    lower: float | None
    upper: float | None
    level: float | None
    p: float | None
    p_adjusted: float | None
    dispersion: float | None
    pooled_over: int
    tests: int
    reference: tuple[Period, ...]
    gap: Gap | None
    citations: tuple[Citation, ...]
    trend: YearlyTrend | None = None


@dataclass(frozen=True)
class Comparison:
    """Jämförelse with the comparable municipalities: the own rate against the unweighted mean of the members.

    `difference_lower` and `difference_upper` bound own minus mean (95 %); the own uncertainty is widened by φ, the group's is the
    spread between its members. `quartiles` is the middle half of the members. Rank 1 is lowest; `rank_lowest` to `rank_highest` are
    the ranks that the own interval covers, among `members` plus one.
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


@dataclass(frozen=True)
class Placement:
    """Läget bland landets kommuner: the own value among all municipalities that have one for the same period.

    Rank 1 is lowest; equal values share the lower rank. `of` is how many have a value, `median` and `quartiles` theirs, unweighted.
    Nothing is tested: it says where the value stands, not whether the difference is more than chance.
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


@dataclass(frozen=True)
class Spread:
    """Fördelning: the value of every area that has one for the period, from the lowest to the highest.

    `values` are (area code, value): municipalities, or parts of a municipality where the indicator is about parts. `preliminary` are
    the codes whose value is. `quartiles` are the lower quartile, the median and the upper quartile, unweighted, as in R type 7.
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


@dataclass(frozen=True)
class FunnelArea:
    """One area: its count, what its population leads one to expect, and on which side of the 95 % and 99.8 % limits it falls.

    `ratio` is observed through expected, with its limits around 1. Högre and lägre are said outside the limits only: no better or worse.
    `far`: outside the 99.8 % limit too.
    """

    area: Area
    observed: float
    expected: float
    ratio: float
    limits_95: tuple[float, float]
    limits_998: tuple[float, float]
    position: Position
    far: bool


@dataclass(frozen=True)
class Funnel:
    """Areas of the municipality against all of them together, with funnel limits (statistics.md rule 4).

    `dispersion` is 1, or how much more the areas vary than chance, by which the limits are widened. `left_out` are areas without
    count or population. `gap` says why there are no points.
    """

    id: str
    subject: Subject
    area: str
    period: Period
    points: tuple[FunnelArea, ...]
    left_out: tuple[tuple[Area, Gap], ...]
    dispersion: float
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class HistoryPoint:
    """One period of a history: the value or its gap, and where it was read."""

    period: Period
    value: float | Gap
    preliminary: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class History:
    """A whole series as it is drawn or tabulated. `rolling` is how many periods each point sums (4: rolling four quarters).

    `area` is an area code, or `liknande:q1` / `liknande:q3` for the quartiles of the comparable municipalities (computed).
    """

    id: str
    subject: Subject
    area: str
    measure: Unit
    rolling: int
    points: tuple[HistoryPoint, ...]

    def at(self, period: Period) -> HistoryPoint | None:
        return self._by_period.get(period)

    @cached_property
    def _by_period(self) -> Mapping[Period, HistoryPoint]:
        return {point.period: point for point in self.points}


Finding = Level | Development | Comparison | Placement | Spread | Funnel | History | Difference | Contradiction | AreaSigns
# The vocabulary is part of what a reader of this file looks for, and is imported from here.
__all__ = [
    "Comparison",
    "Development",
    "Finding",
    "Findings",
    "Funnel",
    "FunnelArea",
    "History",
    "HistoryPoint",
    "Level",
    "Placement",
    "Position",
    "Spread",
    "Subject",
    "Trend",
    "YearlyTrend",
    "history_id",
]
_F = TypeVar("_F", Level, Development, Comparison, Placement, Spread, Funnel, History)


@dataclass(frozen=True)
class Findings:
    """All findings of one edition, the gaps found on the way, and the methods that were used."""

    all: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    methods: tuple[MethodUse, ...] = ()

    def level(self, subject: Subject) -> Level | None:
        return self._find(f"niva:{subject.id}", Level)

    def development(self, subject: Subject) -> Development | None:
        return self._find(f"utveckling:{subject.id}", Development)

    def comparison(self, subject: Subject) -> Comparison | None:
        return self._find(f"jamforelse:{subject.id}", Comparison)

    def placement(self, subject: Subject) -> Placement | None:
        return self._find(f"placering:{subject.id}", Placement)

    def spread(self, subject: Subject) -> Spread | None:
        return self._find(f"fordelning:{subject.id}", Spread)

    def funnel(self, subject: Subject) -> Funnel | None:
        return self._find(f"tratt:{subject.id}", Funnel)

    def history(self, subject: Subject, area: str, measure: Unit, rolling: int = 1) -> History | None:
        return self._find(history_id(subject, area, measure, rolling), History)

    def _find(self, finding_id: str, kind: type[_F]) -> _F | None:
        finding = self._by_id.get(finding_id)
        return finding if isinstance(finding, kind) else None

    @cached_property
    def _by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.all}


def history_id(subject: Subject, area: str, measure: Unit, rolling: int) -> str:
    """The id of a history: `historik:anmalda-brott:kvartal:2480:per_100k:4`."""
    return f"historik:{subject.id}:{area}:{measure.value}:{rolling}"
