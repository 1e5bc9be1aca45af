"""`AreaSigns`: the signs of social unrest (tecken på social oro) of one area, as a profile: each for itself, never one score."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.findings.vocabulary import Subject, Trend
from briefing.terms.area import LocalArea
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.period import Period


@dataclass(frozen=True)
class OwnRate:
    """Cases per 10 000 inhabitants (egen beräkning), where no rate was published.

    `people` is the mean population of 31 December of `years`. `is_provisional`: the year's own end is not known yet.
    """

    per_10k: float
    people: float
    years: tuple[int, ...]
    is_provisional: bool


@dataclass(frozen=True)
class Sign:
    """One sign in one area: its latest level, and its direction in the closed vocabulary of change.

    `count` is a number of cases, `rate` per 100 000 inhabitants as published, `value` the indicator's own unit otherwise; all are None, and
    so is `period`, where nothing has been delivered for the area. `gap` says why there is no level, or why there is no direction.
    `own_rate` is computed where cases are counted and no rate was published; `no_rate` says why it is not.
    `p` is two-sided, `p_adjusted` after Benjamini–Hochberg over all signs of all areas of the edition.
    """

    subject: Subject
    period: Period | None
    count: float | None
    rate: float | None
    value: float | None
    preliminary: bool
    verdict: Trend
    p: float | None
    p_adjusted: float | None
    gap: Gap | None
    citations: tuple[Citation, ...]
    own_rate: OwnRate | None = None
    no_rate: Gap | None = None


@dataclass(frozen=True)
class AreaSigns:
    """The signs of one area in the order of the outline. There is no sum, mean or rank of them: what they mean is for people to judge."""

    id: str
    area: LocalArea
    signs: tuple[Sign, ...]
    tests: int
    citations: tuple[Citation, ...]
