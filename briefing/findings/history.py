"""Histories: whole series as they are drawn or tabulated, rolling sums, and the middle half of the comparable municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import nan

import numpy as np

from briefing.findings import gaps
from briefing.findings.finding import History, HistoryPoint, history_id
from briefing.findings.subject_data import SubjectData
from briefing.observations.observations import Series
from briefing.terms.gap import Gap
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Period

QUARTERS_OF_A_YEAR = 4
FEWEST_IN_QUARTILES = 4  # the middle half of three municipalities is one municipality
FIRST_QUARTILE, THIRD_QUARTILE = "liknande:q1", "liknande:q3"

Points = tuple[HistoryPoint, ...]


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
    incomplete, broken = gaps.rolling_incomplete(about, periods), gaps.rolling_broken(about)
    windows = (points[end - periods : end] for end in range(periods, len(points) + 1))
    return tuple(_summed(window, broken if _spans(window, breaks) else None, incomplete) for window in windows)


def quartiles(municipalities: Sequence[Points]) -> tuple[Points, Points]:
    """The first and third quartile of many municipalities, in every period in which at least four have a value.

    Linear between the values (type 7 of Hyndman & Fan 1996, as R and numpy have it). Periods with fewer are left out.
    """
    by_period: dict[Period, list[HistoryPoint]] = {}
    for point in (point for points in municipalities for point in points if not isinstance(point.value, Gap)):
        by_period.setdefault(point.period, []).append(point)
    enough = [points for points in by_period.values() if len(points) >= FEWEST_IN_QUARTILES]
    enough.sort(key=lambda points: points[0].period.first_day)
    first, third = _quantiles([[_number(point) for point in points] for points in enough], (0.25, 0.75))
    return _computed(enough, first), _computed(enough, third)


def _of_measure(data: SubjectData, measure: Unit, rolling: int) -> Iterator[History]:
    """Each municipality's history, own first, then the quartiles of the peers; of counts only the own, since others' are never compared."""
    breaks = [each.first.first_day for each in data.indicator.breaks]
    areas = (data.own,) if measure is Unit.ANTAL else (data.own, *data.peers)
    delivered = ((area.code, data.series[area.code, measure]) for area in areas)
    by_area = {area: _points(series, data.asked or data.period) for area, series in delivered if series.points}
    if rolling > 1:
        by_area = {area: rolling_sums(points, rolling, data.indicator.id, breaks) for area, points in by_area.items()}
    if measure is not Unit.ANTAL:
        peers = [points for area, points in by_area.items() if area != data.own.code]
        by_area |= zip((FIRST_QUARTILE, THIRD_QUARTILE), quartiles(peers), strict=True)
    for area, points in by_area.items():
        if points:
            yield History(history_id(data.subject, area, measure, rolling), data.subject, area, measure, rolling, points)


def _points(series: Series, until: Period | None) -> Points:
    """Every period from the first delivered to the last, and on to `until`: one that was not delivered is a gap."""
    not_delivered = gaps.period_not_delivered(series.indicator)
    period, last = series.points[0].period, series.points[-1].period
    if until is not None and until.first_day > last.first_day:
        last = until
    points: list[HistoryPoint] = []
    while period.first_day <= last.first_day:
        point = series.at(period)
        found = (point.value, point.is_preliminary, point.citations) if point else (not_delivered, False, ())
        points.append(HistoryPoint(period, *found))
        period = period.shifted(1)
    return tuple(points)


def _summed(window: Points, broken: Gap | None, incomplete: Gap) -> HistoryPoint:
    has_gap = any(isinstance(point.value, Gap) for point in window)
    return HistoryPoint(
        period=window[-1].period,
        value=broken or (incomplete if has_gap else sum(map(_number, window))),
        preliminary=any(point.preliminary for point in window),
        citations=tuple(citation for point in window for citation in point.citations),
    )


def _spans(window: Points, breaks: Sequence[date]) -> bool:
    return any(window[0].period.first_day < day <= window[-1].period.first_day for day in breaks)


def _number(point: HistoryPoint) -> float:
    return nan if isinstance(point.value, Gap) else point.value


def _computed(by_period: Sequence[Sequence[HistoryPoint]], values: Iterable[float]) -> Points:
    """Points of values that were computed from many municipalities: preliminary if any is, citing all."""
    return tuple(
        HistoryPoint(
            period=points[0].period,
            value=value,
            preliminary=any(point.preliminary for point in points),
            citations=tuple(citation for point in points for citation in point.citations),
        )
        for points, value in zip(by_period, values, strict=True)
    )


def _quantiles(rows: Sequence[Sequence[float]], parts: Sequence[float]) -> list[list[float]]:
    """Each part's quantile of every row, all rows of a length at once: one call per row would take most of the time."""
    found = np.full((len(parts), len(rows)), nan)
    for length in {len(row) for row in rows}:
        of_length = [index for index, row in enumerate(rows) if len(row) == length]
        found[:, of_length] = np.quantile([rows[index] for index in of_length], parts, axis=1)
    return [values.tolist() for values in found]
