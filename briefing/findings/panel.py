"""`Panel`: the one vintage of every value that an edition may use, in arrays of areas and periods, so that many municipalities share it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from briefing.findings import gaps
from briefing.observations.observations import HAS_VALUE, Observations, Point, last_day_covered
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Unit
from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year, parse_period
from briefing.terms.sensitivity import Sensitivity

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
NOWHERE = -1  # the row of a cell for which nothing was delivered


@dataclass(frozen=True, eq=False)
class Grid:
    """One indicator in one measure and frequency: areas down, periods across, one column for every period of the frequency.

    `values` is NaN where there is no value; `rows` is the cell's row in the panel, NOWHERE where nothing was delivered.
    """

    values: Numbers
    rows: Rows


@dataclass(frozen=True, eq=False)
class Panel:
    """Values by row: each key once, sorted by indicator, measure, area and period.

    `areas` and `indicators` number the codes; `spans` is, by frequency, the ordinals of the first and the last period that anybody has.
    `unusable` says of a row with an impossible value why it is none.
    """

    areas: Mapping[str, int]
    indicators: Mapping[str, int]
    spans: Mapping[Frequency, tuple[int, int]]
    columns: Mapping[str, Any]
    unusable: dict[int, Gap]
    grids: dict[tuple[str, Frequency, Unit], Grid | None] = field(default_factory=dict)
    points: dict[int, Point] = field(default_factory=dict)
    places: dict[tuple[str, str], tuple[Citation, ...]] = field(default_factory=dict)

    def grid(self, indicator: str, frequency: Frequency, measure: Unit) -> Grid | None:
        """The grid of that key; None where nobody delivered anything."""
        key = (indicator, frequency, measure)
        if key not in self.grids:
            self.grids[key] = self._grid(*key)
        return self.grids[key]

    def column(self, period: Period) -> int | None:
        """The column of a period in every grid of its frequency; None outside the span."""
        return self._columns.get(period)

    def periods(self, frequency: Frequency) -> Sequence[Period]:
        """The periods of the columns of that frequency, oldest first."""
        return self._periods.get(frequency, ())

    def cited(self, row: int) -> tuple[Citation, ...]:
        """The place of a row; rows that were read at one place have one citation (`distinct`)."""
        place = self.columns["delivery"][row], self.columns["place"][row]
        found = self.places.get(place)
        if found is None:
            found = self.places[place] = (Citation(*place),)
        return found

    def point(self, row: int) -> Point:
        """The point that stands on a row."""
        found = self.points.get(row)
        if found is None:
            found = self.points[row] = self._point(row)
        return found

    def value(self, row: int) -> float | Gap:
        """The value of a row, or why there is none."""
        if row in self.unusable:
            return self.unusable[row]
        status = self.columns["status"][row]
        if status not in HAS_VALUE:
            return Gap(GapReason(status), "", self.columns["indicator"][row])
        return float(self.columns["value"][row])

    def source(self, row: int) -> str:
        """The id of the source that delivered a row."""
        return str(self.columns["delivery"][row]).partition("/")[0]

    @cached_property
    def _periods(self) -> Mapping[Frequency, Sequence[Period]]:
        return {each: tuple(period_of(each, number) for number in range(first, last + 1)) for each, (first, last) in self.spans.items()}

    @cached_property
    def _columns(self) -> Mapping[Period, int]:
        return {period: column for periods in self._periods.values() for column, period in enumerate(periods)}

    def _grid(self, indicator: str, frequency: Frequency, measure: Unit) -> Grid | None:
        number = self.indicators.get(indicator)
        if number is None or frequency not in self.spans:
            return None
        series = number * len(_MEASURES) + _MEASURES[measure.value]
        start, end = np.searchsorted(self.columns["series"], [series, series + 1])
        rows = np.arange(start, end)[self.columns["frequency"][start:end] == _FREQUENCIES.index(frequency)]
        if not len(rows):
            return None
        first, last = self.spans[frequency]
        shape = (len(self.areas), last - first + 1)
        cells = self.columns["area"][rows], self.columns["ordinal"][rows] - first
        grid = Grid(np.full(shape, np.nan), np.full(shape, NOWHERE, dtype=np.int64))
        grid.values[cells], grid.rows[cells] = self.columns["value"][rows], rows
        return grid

    def _point(self, row: int) -> Point:
        columns = self.columns
        status, value = columns["status"][row], self.value(row)
        lower, upper, n = (_number_or_none(float(columns[name][row])) for name in ("lower", "upper", "n"))
        frequency = _FREQUENCIES[columns["frequency"][row]]
        period = self.periods(frequency)[int(columns["ordinal"][row]) - self.spans[frequency][0]]
        return Point(period, value, lower, upper, n, status, self.cited(row), Sensitivity(columns["sensitivity"][row]))


_MEASURES = {unit.value: number for number, unit in enumerate(Unit)}
_FREQUENCIES = tuple(Frequency)
_KEPT = ("indicator", "value", "lower", "upper", "n", "status", "sensitivity", "delivery", "place")


def panel_of(observations: Observations, areas: Iterable[str] | None, last_day: date, cut_off: date | None) -> Panel:
    """The latest vintage of the values of those areas (None: all), in periods that ended on `last_day` or before.

    Only what was received before the cut-off, and only whole populations (group ""). Of one key received on the same day, the delivery
    that covers the later period counts, then the later revision; two that differ all the same are no value.
    """
    frame = _usable(observations.frame, areas, last_day, cut_off)
    indicator, indicators = _numbered(frame["indicator"])
    area, area_codes = _numbered(frame["area"])
    period, codes = _numbered(frame["period"])
    measure = frame["measure"].map(_MEASURES).to_numpy().astype(np.int64)
    series = indicator * len(_MEASURES) + measure
    key = (series * len(area_codes) + area) * len(codes) + period
    kept, contradicted = _latest(key, frame)
    periods = [parse_period(code) for code in codes]
    ordinals = np.array([ordinal(each) for each in periods], dtype=np.int64)[period[kept]]
    frequency = np.array([_FREQUENCIES.index(each.frequency) for each in periods], dtype=np.int64)[period[kept]]
    columns: dict[str, Any] = {name: frame[name].to_numpy()[kept] for name in _KEPT}
    columns |= {"series": series[kept], "area": area[kept], "ordinal": ordinals, "frequency": frequency}
    unusable = _unusable(columns, measure[kept], contradicted)
    columns["value"][list(unusable)] = np.nan  # not in the frame: what is taken by positions is a copy
    return Panel(_positions(area_codes), _positions(indicators), _spans(periods), columns, unusable)


def distinct(many: Iterable[Iterable[Citation]]) -> tuple[Citation, ...]:
    """The citations of one panel, each once, in the order given; told apart as objects, which is much faster than as texts."""
    return tuple({id(citation): citation for citation in chain.from_iterable(many)}.values())


def ordinal(period: Period) -> int:
    """The number of a period among those of its frequency: consecutive periods have consecutive numbers."""
    match period:
        case Quarter():
            return 4 * period.year + period.quarter - 1
        case Month():
            return 12 * period.year + period.month - 1
        case Year():
            return period.year
        case Day():
            return period.day.toordinal()


def period_of(frequency: Frequency, number: int) -> Period:
    """The period with that number; the opposite of `ordinal`."""
    if frequency is Frequency.KVARTAL:
        return Quarter(number // 4, number % 4 + 1)
    if frequency is Frequency.MANAD:
        return Month(number // 12, number % 12 + 1)
    return Year(number) if frequency is Frequency.AR else Day(date.fromordinal(number))


def _usable(frame: pd.DataFrame, areas: Iterable[str] | None, last_day: date, cut_off: date | None) -> pd.DataFrame:
    if areas is not None:
        frame = frame[frame["area"].isin(set(areas))]
    ended = {code for code in frame["period"].unique() if parse_period(code).last_day <= last_day}
    usable = (frame["group"] == "") & frame["period"].isin(ended)
    if cut_off is not None:
        usable &= frame["received_on"] <= cut_off - timedelta(days=1)
    return frame[usable]


def _numbered(column: pd.Series) -> tuple[Rows, Sequence[str]]:
    codes, distinct = pd.factorize(column)
    return codes.astype(np.int64), list(distinct)


def _positions(names: Sequence[str]) -> Mapping[str, int]:
    return {name: position for position, name in enumerate(names)}


def _latest(key: Rows, frame: pd.DataFrame) -> tuple[Rows, Rows]:
    """Positions in the frame of the latest vintage of every key, in the order of the keys; positions in that of contradictions."""
    order = np.argsort(key, kind="stable")
    if not (np.diff(key[order]) == 0).any():
        return order, np.array([], dtype=np.int64)
    vintage = _vintages(frame)
    order = np.lexsort((vintage, key))
    is_last = np.append(np.diff(key[order]) != 0, True)
    kept = order[is_last]
    last, before = order[1:], order[:-1]
    values = frame["value"].to_numpy()
    differ = (values[last] != values[before]) & ~np.isnan(values[last]) & ~np.isnan(values[before])
    twice = is_last[1:] & (key[last] == key[before]) & (vintage[last] == vintage[before]) & differ
    return kept, np.flatnonzero(np.isin(kept, last[twice]))


def _vintages(frame: pd.DataFrame) -> Rows:
    """A number per row that grows with the day of receipt, the last day that the delivery covers, and the revision."""
    covered = frame["delivery"].map({each: last_day_covered(each) for each in frame["delivery"].unique()})
    vintages = list(zip(frame["received_on"], covered, frame["revision"], strict=True))
    ranks = {vintage: rank for rank, vintage in enumerate(sorted(set(vintages)))}
    return np.array([ranks[vintage] for vintage in vintages], dtype=np.int64)


def _unusable(columns: Mapping[str, Any], measure: Rows, contradicted: Rows) -> dict[int, Gap]:
    """Rows whose value cannot be one: infinite, negative where that means nothing, a count that is not whole, or told in two ways."""
    values, statuses = columns["value"], columns["status"]
    signed = np.isin(measure, [_MEASURES[unit.value] for unit in (Unit.PROCENT, Unit.MEDEL)])
    fraction = (measure == _MEASURES[Unit.ANTAL.value]) & (values != np.floor(values))
    wrong = np.isinf(values) | ((values < 0) & ~signed) | (fraction & ~np.isnan(values))
    units = tuple(Unit)
    found = {
        int(row): gaps.impossible(columns["indicator"][row], float(values[row]), units[measure[row]])
        for row in np.flatnonzero(wrong)
        if statuses[row] in HAS_VALUE
    }
    return found | {int(row): gaps.told_in_two_ways(columns["indicator"][row]) for row in contradicted}


def _spans(periods: Sequence[Period]) -> Mapping[Frequency, tuple[int, int]]:
    numbers: dict[Frequency, list[int]] = {}
    for period in periods:
        numbers.setdefault(period.frequency, []).append(ordinal(period))
    return {frequency: (min(found), max(found)) for frequency, found in numbers.items()}


def _number_or_none(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124 - NaN alone differs from itself
