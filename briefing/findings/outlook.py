"""Utblick om utvecklingen fortsätter som hittills: an extrapolation with its interval, never a point alone (statistics.md rule 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from briefing.findings import gaps
from briefing.findings.finding import Outlook
from briefing.findings.panel import Mask, Numbers, Rows, ordinal, period_of
from briefing.findings.profile import OutlookPoint
from briefing.findings.reference import latest_break
from briefing.findings.seasonal import SEASONS, SIMULATIONS, fitted, simulated_bounds
from briefing.findings.subject_data import SubjectData, SubjectTable
from briefing.findings.vocabulary import Subject
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period

AHEAD = 4  # quarters
FEWEST_QUARTERS = 12  # three of each season: with fewer neither seasons nor trend are known (rule 6)
MOST_QUARTERS = 40  # ten years, as for the test of a year (rule 2): a log-linear trend holds no longer
FEWEST_CASES = 5.0  # in an ordinary quarter of the season with the fewest, as for a test of change (rule 2)
FEWEST_OF_SEASON = 2  # with one quarter of a season its factor fits it exactly, and says nothing of variation
LEVEL = 0.95
_TOGETHER = 256  # series fitted at a time: enough to share the work, few enough for the memory that the draws take
WIDEST = 10.0  # an upper bound ten times the lower one says nothing that a reader can use


@dataclass(frozen=True, eq=False)
class Ahead:
    """What a model leads one to expect of one series: bounds by quarters ahead, and φ."""

    bounds: Numbers
    dispersion: float


Models = Mapping[tuple[Subject, str], Ahead]


def models(asked: Iterable[tuple[SubjectData, Period]]) -> Models:
    """The models of all series that have enough quarters, by subject and area, fitted together as far as they are equally long."""
    by_length: dict[int, list[tuple[SubjectData, _Quarters]]] = {}
    for data, period in asked:
        if _is_made(data, period):
            quarters = _quarters(data.table, period)
            if quarters.hindrance(data.table.panel.areas[data.own.code], "") is None:
                by_length.setdefault(len(quarters.columns), []).append((data, quarters))
    return {
        (data.subject, data.own.code): ahead
        for same in by_length.values()
        for start in range(0, len(same), _TOGETHER)
        for (data, _), ahead in zip(same[start : start + _TOGETHER], _fitted(same[start : start + _TOGETHER]), strict=True)
    }


def outlook(data: SubjectData, period: Period, known: Models) -> Outlook | None:
    """The outlook of a subject's counts for the four quarters after `period`; None for what is not by quarter.

    Fitted (`models`) to at most ten years that end with `period`, none before the latest break; the population is held at that of
    `period`. Where there is no outlook its gap says why.
    """
    if period.frequency is not Frequency.KVARTAL:
        return None
    empty = _without_points(data)
    if not _is_made(data, period):
        return replace(empty, gap=gaps.outlook_not_made(empty.id))
    quarters = _quarters(data.table, period)
    if (gap := quarters.hindrance(data.table.panel.areas[data.own.code], empty.id)) is not None:
        return replace(empty, gap=gap)
    ahead = known[data.subject, data.own.code]
    if not (ahead.bounds[:, 1] <= WIDEST * np.maximum(ahead.bounds[:, 0], 1.0)).all():  # nor where a bound is no number
        return replace(empty, gap=gaps.outlook_too_uncertain(empty.id))
    return _with_points(empty, data, quarters, ahead)


def _is_made(data: SubjectData, period: Period) -> bool:
    is_counted = data.indicator.unit is Unit.ANTAL and Unit.ANTAL in data.table.grids
    return is_counted and data.indicator.tested and period.frequency is Frequency.KVARTAL


@dataclass(frozen=True, eq=False)
class _Quarters:
    """The quarters that may be used of a subject: their columns, counts and populations by area, and where an area has both.

    `number` and `fewest` are, by area, how many those are (0 where the last is not among them, or a season has but one), and the mean
    count of the season with the fewest. `repeated` is the most quarters with cases that any season has.
    """

    columns: Rows
    counts: Numbers
    populations: Numbers
    known: Mask
    number: Rows
    fewest: Numbers
    repeated: Rows

    def hindrance(self, row: int, about: str) -> Gap | None:
        """Why an area has no model."""
        if self.number[row] < FEWEST_QUARTERS:
            return gaps.outlook_too_short(about, int(self.known[row].sum()), FEWEST_QUARTERS)
        if self.fewest[row] < FEWEST_CASES:
            return gaps.outlook_too_few_cases(about)
        # Cases in one year alone: where it is the first or the last, the likelihood has no maximum, since no trend is too steep.
        return gaps.outlook_too_uncertain(about) if self.repeated[row] < FEWEST_OF_SEASON else None


def _without_points(data: SubjectData) -> Outlook:
    return Outlook(
        id=f"utblick:{data.subject.id}",
        subject=data.subject,
        area=data.own.code,
        points=(),
        level=None,
        first=None,
        last=None,
        quarters=0,
        dispersion=None,
        population=None,
        simulations=0,
        gap=None,
        citations=(),
    )


def _with_points(empty: Outlook, data: SubjectData, quarters: _Quarters, ahead: Ahead) -> Outlook:
    panel, row = data.table.panel, data.table.panel.areas[data.own.code]
    used = quarters.columns[quarters.known[row]]
    first, last = (panel.periods(Frequency.KVARTAL)[column] for column in (int(used[0]), int(used[-1])))
    rows = data.table.grids[Unit.ANTAL].rows[row, used]
    place = f"rader: {len(used)}, filter: {data.indicator.id}, {first.code}–{last.code}"
    return replace(
        empty,
        points=tuple(
            OutlookPoint(last.shifted(step), float(ceil(lower)), float(floor(upper)))
            for step, (lower, upper) in enumerate(ahead.bounds.tolist(), start=1)
        ),
        level=LEVEL,
        first=first,
        last=last,
        quarters=len(used),
        dispersion=ahead.dispersion,
        population=data.population(data.own.code, last),
        simulations=SIMULATIONS,
        citations=tuple(Citation(delivery, place) for delivery in dict.fromkeys(panel.columns["delivery"][rows])),
    )


def _quarters(table: SubjectTable, period: Period) -> _Quarters:
    if ("quarters", period) not in table.worked_out:
        table.worked_out["quarters", period] = _usable(table, _columns(table, period))
    found: _Quarters = table.worked_out["quarters", period]
    return found


def _usable(table: SubjectTable, columns: Rows) -> _Quarters:
    counts = table.grids[Unit.ANTAL].values[:, columns]
    populations = np.full(counts.shape, np.nan) if table.population is None else table.population[:, columns]
    known: Mask = ~np.isnan(counts) & (populations > 0)
    whole = np.where(known, counts, 0.0)
    numbers, sums, repeated = (
        np.array([each[:, season::SEASONS].sum(axis=1) for season in range(SEASONS)]) for each in (known, whole, whole > 0)
    )
    is_usable = known[:, -1] & (numbers.min(axis=0) >= FEWEST_OF_SEASON)
    number, fewest = np.where(is_usable, known.sum(axis=1), 0), (sums / np.maximum(numbers, 1)).min(axis=0)
    return _Quarters(columns, counts, populations, known, number, fewest, repeated.max(axis=0))


def _fitted(same: Sequence[tuple[SubjectData, _Quarters]]) -> Iterator[Ahead]:
    """The models of series with as many columns each."""
    rows = [(data.table.panel.areas[data.own.code], quarters) for data, quarters in same]
    counts, populations = np.array([(quarters.counts[row], quarters.populations[row]) for row, quarters in rows]).swapaxes(0, 1)
    model = fitted(counts, populations, AHEAD)
    return (Ahead(bounds, float(phi)) for bounds, phi in zip(simulated_bounds(model, LEVEL), model.dispersion, strict=True))


def _columns(table: SubjectTable, period: Period) -> Rows:
    """The columns of the quarters that may be used, oldest first."""
    start, last = table.panel.spans[Frequency.KVARTAL][0], table.panel.column(period) or 0
    broken = latest_break(table.indicator, period)
    since = ordinal(_quarter(broken.first)) - start if broken else 0
    return np.arange(max(0, since, last + 1 - MOST_QUARTERS), last + 1)


def _quarter(period: Period) -> Period:
    """The first whole quarter on or after the first day of a period."""
    day = period.first_day
    number = 4 * day.year + (day.month - 1) // 3
    return period_of(Frequency.KVARTAL, number + (period_of(Frequency.KVARTAL, number).first_day < day))
