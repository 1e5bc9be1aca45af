"""`Finding`: what the data says, computed by a stated method, with the places it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, TypeVar

from briefing.findings.area_signs import AreaSigns
from briefing.findings.difference import Comparison, ModelComparison, Placement, Spread, TotalComparison
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.method_use import MethodUse
from briefing.findings.profile import Funnel, FunnelArea, Outlook, ProtectiveProfile, WatchList
from briefing.findings.vocabulary import IntervalKind, Method, Position, Subject, Trend
from briefing.terms.citation import Citation
from briefing.terms.gap import Caveat, Gap, GapReason
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Period

__all__ = [
    "Comparison",
    "Development",
    "Drawn",
    "Finding",
    "Findings",
    "Funnel",
    "FunnelArea",
    "History",
    "HistoryPoint",
    "Level",
    "Method",
    "ModelComparison",
    "Outlook",
    "Placement",
    "Position",
    "ProtectiveProfile",
    "Spread",
    "Subject",
    "TotalComparison",
    "Trend",
    "WatchList",
    "YearlyTrend",
    "comparison_id",
    "history_id",
]


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
    """Utveckling: the latest value against what the earlier ones lead one to expect (statistics.md rules 2 and 3).

    `observed`, `expected`, `lower` and `upper` are in `measure`: counts, or percent for a share, which is held against the value before.
    `lower` and `upper` bound what is expected at `level` (0.95, or wider when several indicators are tested, so that word and range
    agree). `dispersion` is φ, pooled over `pooled_over` municipalities; None where `method` knows of none. `p` is two-sided,
    `p_adjusted` after Benjamini-Hochberg over the edition's `tests`. `trend` is only for years. `preliminary`: the observed value is.
    `gap` says why where the verdict is gar_inte_att_bedoma; the figures are then None.
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
    method: Method | None = None
    measure: Unit = Unit.ANTAL
    preliminary: bool = False
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """One period of a history: the value or its gap, and where it was read."""

    period: Period
    value: float | Gap
    preliminary: bool
    citations: tuple[Citation, ...]

    @property
    def is_protected(self) -> bool:
        """Whether the value is under secrecy, so that it gives nobody away."""
        return isinstance(self.value, Gap) and self.value.reason is GapReason.SEKRETESS


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


@dataclass(frozen=True)
class ListedInside:
    """An area of a list that lies in the municipality, or in part: what the list says of it, its size, and how much of it in percent."""

    name: str
    category: str
    since: str
    police_area: str
    place: str
    hectares: float
    share: float


@dataclass(frozen=True)
class ListedAreas:
    """The areas of somebody's list that lie in the municipality, of the `total` that it has (områdeslista). No status is given them here.

    `source` is the list's, `period` what its delivery covers. Of which less than `smallest_hectares` lies inside is left out.
    """

    id: str
    source: str
    area: str
    period: Period
    total: int
    inside: tuple[ListedInside, ...]
    smallest_hectares: float
    citations: tuple[Citation, ...]


Finding = (
    Level
    | Development
    | Comparison
    | TotalComparison
    | ModelComparison
    | Placement
    | WatchList
    | ProtectiveProfile
    | Outlook
    | Spread
    | Funnel
    | ListedAreas
    | History
    | Difference
    | Contradiction
    | AreaSigns
)
_F = TypeVar("_F", bound=Finding)


class Drawn(Protocol):
    """Histories that are made when somebody asks for them: a whole edition draws few of all that there are."""

    def every(self) -> tuple[History, ...]:
        """All of them."""
        ...

    def find(self, subject: Subject, area: str, measure: Unit, rolling: int) -> History | None:
        """The one of that key; None where there is none."""
        ...


@dataclass(frozen=True)
class Findings:
    """All findings of one edition, the gaps found on the way, and the methods that were used.

    `judged` is all but the histories, which `drawn` makes when somebody asks for one.
    """

    judged: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    methods: tuple[MethodUse, ...] = ()
    drawn: Drawn | None = field(default=None, repr=False)

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, histories too."""
        return (*self.judged, *(self.drawn.every() if self.drawn else ()))

    def level(self, subject: Subject) -> Level | None:
        return self._find(f"niva:{subject.id}", Level)

    def development(self, subject: Subject) -> Development | None:
        return self._find(f"utveckling:{subject.id}", Development)

    def comparison(self, subject: Subject, comparator: Comparator = Comparator.LIKNANDE) -> Comparison | None:
        return self._find(comparison_id(subject, comparator), Comparison)

    def total_comparison(self, subject: Subject, comparator: Comparator = Comparator.RIKET) -> TotalComparison | None:
        return self._find(comparison_id(subject, comparator), TotalComparison)

    def model_comparison(self, subject: Subject) -> ModelComparison | None:
        return self._find(f"modell:{subject.id}", ModelComparison)

    def placement(self, subject: Subject) -> Placement | None:
        return self._find(f"placering:{subject.id}", Placement)

    def spread(self, subject: Subject) -> Spread | None:
        return self._find(f"fordelning:{subject.id}", Spread)

    def outlook(self, subject: Subject) -> Outlook | None:
        return self._find(f"utblick:{subject.id}", Outlook)

    def funnel(self, subject: Subject) -> Funnel | None:
        return self._find(f"tratt:{subject.id}", Funnel)

    def listed(self, source: str) -> ListedAreas | None:
        return self._find(f"omradeslista:{source}", ListedAreas)

    @property
    def watch_list(self) -> WatchList | None:
        return self._find("bevakningslista", WatchList)

    @property
    def protective_profile(self) -> ProtectiveProfile | None:
        return self._find("skyddsfaktorer", ProtectiveProfile)

    def history(self, subject: Subject, area: str, measure: Unit, rolling: int = 1) -> History | None:
        found = self._find(history_id(subject, area, measure, rolling), History)
        return found or (self.drawn.find(subject, area, measure, rolling) if self.drawn else None)

    def _find(self, finding_id: str, kind: type[_F]) -> _F | None:
        finding = self._by_id.get(finding_id)
        return finding if isinstance(finding, kind) else None

    @cached_property
    def _by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.judged}


def history_id(subject: Subject, area: str, measure: Unit, rolling: int) -> str:
    """The id of a history: `historik:anmalda-brott:kvartal:2480:per_100k:4`."""
    return f"historik:{subject.id}:{area}:{measure.value}:{rolling}"


def comparison_id(subject: Subject, comparator: Comparator) -> str:
    """The id of a comparison: `jamforelse:anmalda-brott:ar`, with another comparator than the comparable municipalities named after it."""
    return f"jamforelse:{subject.id}" + ("" if comparator is Comparator.LIKNANDE else f":{comparator.value}")
