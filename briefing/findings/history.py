"""Histories: whole series as they are drawn or tabulated, rolling sums, and the middle half of the comparable municipalities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from math import nan

import numpy as np

from briefing.findings import gaps
from briefing.findings.comparison import quantile
from briefing.findings.finding import History, HistoryPoint, Subject, history_id
from briefing.findings.panel import NOWHERE, ordinal, period_of
from briefing.findings.subject_data import SubjectData
from briefing.observations.observations import PRELIMINARY
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period

QUARTERS_OF_A_YEAR = 4
FEWEST_IN_QUARTILES = 4  # the middle half of three municipalities is one municipality
FIRST_QUARTILE, THIRD_QUARTILE = "liknande:q1", "liknande:q3"

Points = tuple[HistoryPoint, ...]


@dataclass(frozen=True, eq=False)
class Histories:
    """The histories of an edition's subjects, made when somebody asks for them (`finding.Drawn`)."""

    subjects: tuple[SubjectData, ...]
    made: dict[Subject, dict[str, History]] = field(default_factory=dict)

    def every(self) -> tuple[History, ...]:
        """All histories of all subjects, in the order of the subjects."""
        return tuple(history for data in self.subjects for history in self._of(data).values())

    def find(self, subject: Subject, area: str, measure: Unit, rolling: int) -> History | None:
        """The history of that key; None where there is none."""
        data = next((each for each in self.subjects if each.subject == subject), None)
        return self._of(data).get(history_id(subject, area, measure, rolling)) if data else None

    def _of(self, data: SubjectData) -> dict[str, History]:
        if data.subject not in self.made:
            self.made[data.subject] = {history.id: history for history in histories(data)}
        return self.made[data.subject]


def histories(data: SubjectData) -> tuple[History, ...]:
    """All histories of a subject: each municipality's, rolling four quarters too, and the quartiles of the peers.

    Counts have no quartiles, and values that are no counts or rates no rolling sums: neither would mean anything. A municipality that
    delivered nothing has no history.
    """
    rolling = (1, QUARTERS_OF_A_YEAR) if data.subject.frequency is Frequency.KVARTAL else (1,)
    return tuple(
        history
        for measure in data.measures
        for periods in (rolling if measure in (Unit.ANTAL, Unit.PER_100K) else (1,))
        for history in _of_measure(data, measure, periods)
    )


def rolling_sums(points: Points, periods: int, about: str, breaks: Sequence[date] = ()) -> Points:
    """At each point the sum of it and the points before it, `periods` in all, from the first point that has so many.

    A gap among them makes a gap, and so does a day in `breaks` between them. Preliminary if any of them is. `points` skip no period.
    """
    incomplete, broken, protected = gaps.rolling_incomplete(about, periods), gaps.rolling_broken(about), gaps.rolling_protected(about)
    numbers, preliminary, places = (
        [_number(each) for each in points],
        [each.preliminary for each in points],
        [each.citations for each in points],
    )
    summed: list[HistoryPoint] = []
    for end in range(periods, len(points) + 1):
        window = slice(end - periods, end)
        total = sum(numbers[window])
        value = total if total == total else incomplete  # noqa: PLR0124 - NaN: one of them is a gap
        if breaks and _spans(points[window], breaks):
            value = broken
        elif any(each.is_protected for each in points[window]):
            value = protected
        summed.append(HistoryPoint(points[end - 1].period, value, True in preliminary[window], tuple(chain.from_iterable(places[window]))))
    return tuple(summed)


def quartiles(municipalities: Sequence[Points]) -> tuple[Points, Points]:
    """The first and third quartile of many municipalities, in every period in which at least four have a value.

    Linear between the values (type 7 of Hyndman & Fan 1996, as R and numpy have it). Periods with fewer are left out.
    """
    by_period: dict[Period, list[HistoryPoint]] = {}
    for point in (point for points in municipalities for point in points if not isinstance(point.value, Gap)):
        by_period.setdefault(point.period, []).append(point)
    enough = [points for points in by_period.values() if len(points) >= FEWEST_IN_QUARTILES]
    enough.sort(key=lambda points: points[0].period.first_day)
    ordered = [sorted(_number(point) for point in points) for points in enough]
    places = [tuple(chain.from_iterable(point.citations for point in points)) for points in enough]
    preliminary = [any(point.preliminary for point in points) for points in enough]
    first, third = (
        tuple(
            HistoryPoint(points[0].period, quantile(values, part), is_preliminary, cited)
            for points, values, is_preliminary, cited in zip(enough, ordered, preliminary, places, strict=True)
        )
        for part in (0.25, 0.75)
    )
    return first, third


def _of_measure(data: SubjectData, measure: Unit, rolling: int) -> Iterator[History]:
    """Each municipality's history, own first, then the quartiles of the peers; of counts only the own, since others' are never compared."""
    breaks = [each.first.first_day for each in data.indicator.breaks]
    areas = (data.own,) if measure is Unit.ANTAL else (data.own, *data.peers)
    by_area = {area.code: points for area in areas if (points := _points(data, area.code, measure))}
    if rolling > 1:
        by_area = {area: rolling_sums(points, rolling, data.indicator.id, breaks) for area, points in by_area.items()}
    if measure is not Unit.ANTAL:
        peers = [points for area, points in by_area.items() if area != data.own.code]
        by_area |= zip((FIRST_QUARTILE, THIRD_QUARTILE), quartiles(peers), strict=True)
    for area, points in by_area.items():
        if points:
            yield History(history_id(data.subject, area, measure, rolling), data.subject, area, measure, rolling, points)


def _points(data: SubjectData, area: str, measure: Unit) -> Points:
    """Every period from the first delivered to the last, and on to the one spoken of: one that was not delivered is a gap."""
    grid, row, panel = data.table.grids[measure], data.table.panel.areas.get(area), data.table.panel
    columns = np.flatnonzero(grid.rows[row] != NOWHERE).tolist() if row is not None else []
    if not columns:
        return ()
    frequency, until = data.subject.frequency, data.asked or data.period
    start = panel.spans[frequency][0]
    last = max(columns[-1], ordinal(until) - start if until is not None else 0)
    rows, numbers, periods = grid.rows[row].tolist(), grid.values[row].tolist(), panel.periods(frequency)
    not_delivered, statuses = gaps.period_not_delivered(data.indicator.id), panel.columns["status"]
    points: list[HistoryPoint] = []
    for column in range(columns[0], min(last + 1, len(rows))):
        place, number = rows[column], numbers[column]
        if place == NOWHERE:
            points.append(HistoryPoint(periods[column], not_delivered, False, ()))
        else:
            value = number if number == number else panel.value(place)  # noqa: PLR0124 - NaN: its reason instead
            points.append(HistoryPoint(periods[column], value, statuses[place] == PRELIMINARY, panel.cited(place)))
    later = range(len(rows), last + 1)
    points += [HistoryPoint(period_of(frequency, start + column), not_delivered, False, ()) for column in later]
    return tuple(points)


def _spans(window: Points, breaks: Sequence[date]) -> bool:
    return any(window[0].period.first_day < day <= window[-1].period.first_day for day in breaks)


def _number(point: HistoryPoint) -> float:
    return nan if isinstance(point.value, Gap) else point.value
