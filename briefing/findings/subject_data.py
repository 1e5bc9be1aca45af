"""`SubjectTable`: what was delivered on one subject, for all municipalities; `SubjectData`: seen from one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import nan
from typing import Any

import numpy as np

from briefing.findings import gaps
from briefing.findings.panel import NOWHERE, Grid, Numbers, Panel, distinct, period_of
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Point
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency, Period, Quarter
from briefing.terms.request import Request

Populations = Mapping[tuple[str, Frequency], Numbers]
REGISTERED = ""
"""Instead of a source, among populations: the delivered numbers of inhabitants (`residents.populations`)."""


@dataclass(frozen=True, eq=False)
class SubjectTable:
    """One subject's grids by measure. `populations` is by source and frequency (`implied_populations`), in the shape of the grids.

    `worked_out` keeps what is the same for every municipality, so that it is computed once.
    """

    subject: Subject
    indicator: Indicator
    panel: Panel
    grids: Mapping[Unit, Grid]
    populations: Populations
    worked_out: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def population(self) -> Numbers | None:
        """The denominators that the indicator's producer used, else delivered numbers of inhabitants, areas by periods; None: neither."""
        rows = (grid.rows[grid.rows != NOWHERE] for grid in self.grids.values())
        first = next((int(found[0]) for found in rows if len(found)), None)
        source = self.panel.source(first) if first is not None else ""
        own, registered = (self.populations.get((each, self.subject.frequency)) for each in (source, REGISTERED))
        return (
            np.where(np.isnan(own), registered, own)
            if own is not None and registered is not None
            else own
            if registered is None
            else registered
        )

    @cached_property
    def has_value(self) -> Any:
        """Whether an area has a value for a period in any measure: areas by periods of true and false."""
        return np.any([~np.isnan(grid.values) for grid in self.grids.values()], axis=0) if self.grids else None


@dataclass(frozen=True, eq=False)
class SubjectData:
    """One subject as one municipality and its comparators see it.

    `asked` is the quarter that the edition is about, None where the latest period will do. `period` is the one that the findings
    speak of, None where the municipality has no value for it.
    """

    table: SubjectTable
    own: Area
    peers: tuple[Area, ...]
    asked: Quarter | None
    period: Period | None

    @property
    def subject(self) -> Subject:
        return self.table.subject

    @property
    def indicator(self) -> Indicator:
        return self.table.indicator

    @property
    def rate_or_value(self) -> Unit:
        """What municipalities are compared by: the rate where cases are counted, else the indicator's own unit."""
        return Unit.PER_100K if self.indicator.unit is Unit.ANTAL else self.indicator.unit

    @property
    def measures(self) -> tuple[Unit, ...]:
        """The measures that the municipality or a peer delivered, of count, rate and own unit."""
        rows = [row for area in (self.own, *self.peers) if (row := self.table.panel.areas.get(area.code)) is not None]
        return tuple(measure for measure, grid in self.table.grids.items() if (grid.rows[rows] != NOWHERE).any())

    @property
    def own_periods(self) -> int:
        """How many periods the own municipality has a value for."""
        row = self.table.panel.areas.get(self.own.code)
        return 0 if row is None or self.table.has_value is None else int(self.table.has_value[row].sum())

    def point(self, area: str, measure: Unit, period: Period) -> Point | None:
        """The point of that period, with the interval that its half-width indicator gives; None when nothing was delivered for it."""
        grid, row, column = self.table.grids.get(measure), self.table.panel.areas.get(area), self.table.panel.column(period)
        if grid is None or row is None or column is None or grid.rows[row, column] == NOWHERE:
            return None
        point = self.table.panel.point(int(grid.rows[row, column]))
        return self._with_half_width(point, row, column) if measure is self.indicator.unit and self.indicator.half_width else point

    def values(self, areas: Iterable[Area], measure: Unit, period: Period) -> dict[Area, tuple[float, tuple[Citation, ...]]]:
        """Value (NaN: none) and place of each area in that period."""
        grid, column, panel = self.table.grids.get(measure), self.table.panel.column(period), self.table.panel
        found: dict[Area, tuple[float, tuple[Citation, ...]]] = {}
        for area in areas:
            row = panel.areas.get(area.code)
            if grid is None or row is None or column is None or (stands := int(grid.rows[row, column])) == NOWHERE:
                found[area] = (nan, ())
            else:
                found[area] = (float(grid.values[row, column]), panel.cited(stands))
        return found

    def citations(self, area: str, measure: Unit, periods: Iterable[Period]) -> tuple[Citation, ...]:
        """The places of the values of those periods, each once."""
        grid, row, panel = self.table.grids.get(measure), self.table.panel.areas.get(area), self.table.panel
        if grid is None or row is None:
            return ()
        rows = (grid.rows[row, column] for each in periods if (column := panel.column(each)) is not None)
        return distinct(panel.cited(int(each)) for each in rows if each != NOWHERE)

    def value_point(self, area: str, measure: Unit, period: Period) -> Point | None:
        """The point of that period where it holds a value."""
        point = self.point(area, measure, period)
        return point if point is not None and not isinstance(point.value, Gap) else None

    def population(self, area: str, period: Period) -> float | None:
        """The denominator that the indicator's producer used, else delivered numbers of inhabitants; None where there are none."""
        known, row, column = self.table.population, self.table.panel.areas.get(area), self.table.panel.column(period)
        if known is None or row is None or column is None or np.isnan(known[row, column]):
            return None
        return float(known[row, column])

    def _with_half_width(self, point: Point, row: int, column: int) -> Point:
        half = self._half_widths
        if half is None or point.lower is not None or isinstance(point.value, Gap) or not half.values[row, column] > 0:
            return point
        width = self.table.panel.point(int(half.rows[row, column]))
        lower, upper = point.number - width.number, point.number + width.number
        if self.indicator.unit is Unit.ANDEL:
            lower, upper = max(lower, 0.0), min(upper, 100.0)
        return replace(point, lower=lower, upper=upper, citations=point.citations + width.citations)

    @property
    def _half_widths(self) -> Grid | None:
        """The grid of the half widths, in the unit in which they were delivered."""
        named, frequency = self.indicator.half_width, self.subject.frequency
        found = (self.table.panel.grid(named, frequency, unit) for unit in (self.indicator.unit, *Unit))
        return next((grid for grid in found if grid is not None), None)


def subject_table(panel: Panel, populations: Populations, subject: Subject, indicator: Indicator) -> SubjectTable:
    """The grids of a subject, one for each of its measures that somebody delivered."""
    asked_for = dict.fromkeys((Unit.ANTAL, Unit.PER_100K, indicator.unit))
    grids = {measure: panel.grid(subject.indicator, subject.frequency, measure) for measure in asked_for}
    delivered = {measure: grid for measure, grid in grids.items() if grid is not None}
    return SubjectTable(subject, indicator, panel, delivered, populations)


def subject_data(table: SubjectTable, request: Request) -> SubjectData:
    """A subject seen from the municipality of the request."""
    own = request.municipality.area
    peers = tuple(peer for peer in request.peers if peer.code != own.code)
    asked = request.period if table.subject.frequency is Frequency.KVARTAL and isinstance(request.period, Quarter) else None
    return SubjectData(table, own, peers, asked, _period(table, own, asked))


def cited(points: Iterable[Point | None]) -> tuple[Citation, ...]:
    """The places that points were read at, each once, in the order given."""
    return distinct(point.citations for point in points if point)


def implied_populations(panel: Panel) -> Populations:
    """The population behind every published rate: count / rate · 100 000, by source and frequency, areas by periods.

    Of all series that a source gives for an area and period, the one with the largest count is used: the population is the
    denominator the producer used, the same for all of them, and the rounding of the rate distorts the largest count least. A rate
    that no population gives together with its count (0 where there are at least five cases, or above 0 where there are none) is unusable.
    """
    largest: dict[tuple[str, Frequency], Numbers] = {}
    implied: dict[tuple[str, Frequency], Numbers] = {}
    for indicator in panel.indicators:
        for frequency in panel.spans:
            counts, rates = (panel.grid(indicator, frequency, unit) for unit in (Unit.ANTAL, Unit.PER_100K))
            if counts is None or rates is None:
                continue
            _refuse_contradictions(panel, indicator, counts, rates)
            source = panel.source(int(counts.rows[counts.rows != NOWHERE][0]))
            most = largest.setdefault((source, frequency), np.zeros_like(counts.values))
            found = implied.setdefault((source, frequency), np.full_like(counts.values, np.nan))
            better = (counts.values > most) & (rates.values > 0)
            most[better] = counts.values[better]
            found[better] = counts.values[better] / rates.values[better] * 100_000
    return implied


_CERTAIN = 5  # so many cases give a rate of 0 only where more than a million people live


def _refuse_contradictions(panel: Panel, indicator: str, counts: Grid, rates: Grid) -> None:
    """Rates that contradict their count become gaps, before anybody has read them."""
    wrong = ((rates.values == 0) & (counts.values >= _CERTAIN)) | ((rates.values > 0) & (counts.values == 0))
    for row in rates.rows[wrong]:
        panel.unusable[int(row)] = gaps.rate_against_count(indicator)
    rates.values[wrong] = np.nan


def _period(table: SubjectTable, own: Area, asked: Quarter | None) -> Period | None:
    """The quarter asked about, else the latest period with a value. A quarter that was not delivered is not replaced by an older one."""
    row = table.panel.areas.get(own.code)
    if row is None or table.has_value is None:
        return None
    if asked is not None:
        column = table.panel.column(asked)
        return asked if column is not None and table.has_value[row, column] else None
    columns = np.flatnonzero(table.has_value[row])
    if not len(columns):
        return None
    return period_of(table.subject.frequency, table.panel.spans[table.subject.frequency][0] + int(columns[-1]))
