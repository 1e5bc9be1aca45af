"""Findings that stand on other findings, or look ahead: watch list, protective factors, outlook, funnel of areas."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.findings.vocabulary import Position, Protection, Subject, Trend
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Unit
from briefing.terms.period import Period


@dataclass(frozen=True)
class WatchEntry:
    """One indicator on the watch list: significantly worse than its comparators and moving the wrong way.

    `rests_on` are the ids of the development and the comparisons that say so.
    """

    subject: Subject
    period: Period
    development: Trend
    comparators: tuple[Comparator, ...]
    rests_on: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"bevakning:{self.subject.id}"


@dataclass(frozen=True)
class WatchList:
    """Bevakningslista (statistics.md rule 5). Empty is an answer only for the subjects in `judged`.

    `unjudged` has a gap per subject where more or less would be worse and that could not be judged. `gap` stands where none could.
    """

    id: str
    area: str
    entries: tuple[WatchEntry, ...]
    judged: tuple[Subject, ...]
    unjudged: tuple[tuple[Subject, Gap], ...]
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class ProtectiveFactor:
    """One protective indicator: level, development and comparison together; the ids of the findings that say so are `rests_on`."""

    subject: Subject
    protection: Protection
    period: Period
    value: float | None
    measure: Unit
    development: Trend
    positions: tuple[tuple[Comparator, Position], ...]
    rests_on: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"skyddsfaktor:{self.subject.id}"


@dataclass(frozen=True)
class ProtectiveProfile:
    """Skyddsfaktorer as a profile, never one score. `missing` has a gap for each of the three that no indicator with a value tells of."""

    id: str
    area: str
    factors: tuple[ProtectiveFactor, ...]
    missing: tuple[tuple[Protection, Gap], ...]
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class OutlookPoint:
    """One quarter ahead: the range of counts in which it falls with the outlook's level. There is no point value."""

    period: Period
    lower: float
    upper: float


@dataclass(frozen=True)
class Outlook:
    """Utblick om utvecklingen fortsätter som hittills (statistics.md rule 6): an extrapolation, not a forecast of what will be done.

    `quarters` of counts from `first` to `last` were fitted: a factor per quarter and a log-linear trend. `population` is that of the
    last quarter with a known one and is held there. `gap` says why there are no points.
    """

    id: str
    subject: Subject
    area: str
    points: tuple[OutlookPoint, ...]
    level: float | None
    first: Period | None
    last: Period | None
    quarters: int
    dispersion: float | None
    population: float | None
    simulations: int
    gap: Gap | None
    citations: tuple[Citation, ...]


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
