"""`SubjectData`: everything that was delivered on one subject, read once and shared by level, development, comparison and history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.findings.finding import Subject
from briefing.observations.observations import Observations, Point, Series
from briefing.terms.area import Area
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency, Period, Quarter
from briefing.terms.request import Request

Populations = Mapping[tuple[str, str, str, str], float]


@dataclass(frozen=True, eq=False)
class SubjectData:
    """One subject's series by area code and measure, the own municipality first.

    `asked` is the quarter that the edition is about, None where the latest period will do. `period` is the one that the findings
    speak of, None where the municipality has no value for it. `populations` is by source, area code, frequency and period code
    (`implied_populations`).
    """

    subject: Subject
    indicator: Indicator
    own: Area
    peers: tuple[Area, ...]
    asked: Quarter | None
    period: Period | None
    series: Mapping[tuple[str, Unit], Series]
    populations: Populations

    @property
    def rate_or_value(self) -> Unit:
        """What municipalities are compared by: the rate where cases are counted, else the indicator's own unit."""
        return Unit.PER_100K if self.indicator.unit is Unit.ANTAL else self.indicator.unit

    @property
    def measures(self) -> tuple[Unit, ...]:
        """The measures that somebody delivered, of count, rate and own unit."""
        delivered = {measure for (_, measure), series in self.series.items() if series.points}
        return tuple(measure for measure in _asked_for(self.indicator) if measure in delivered)

    @property
    def own_periods(self) -> int:
        """How many periods the own municipality has a value for."""
        own = [series for (area, _), series in self.series.items() if area == self.own.code]
        return len({point.period for series in own for point in series.points if not isinstance(point.value, Gap)})

    def point(self, area: str, measure: Unit, period: Period) -> Point | None:
        series = self.series.get((area, measure))
        return series.at(period) if series else None

    def value_point(self, area: str, measure: Unit, period: Period) -> Point | None:
        """The point of that period where it holds a value."""
        point = self.point(area, measure, period)
        return point if point is not None and not isinstance(point.value, Gap) else None

    def population(self, area: str, period: Period) -> float | None:
        """The denominator that the indicator's producer used; None where no count and rate tell it."""
        return self.populations.get((self._source, area, period.frequency.value, period.code))

    @cached_property
    def _source(self) -> str:
        points = (point for series in self.series.values() for point in series.points)
        return next((_source_of(point.citations[0].delivery) for point in points), "")


def subject_data(
    observations: Observations, populations: Populations, request: Request, subject: Subject, indicator: Indicator
) -> SubjectData:
    """The series of a subject for the municipality and its peers; `observations` hold one vintage and nothing too late."""
    own = request.municipality.area
    peers = tuple(peer for peer in request.peers if peer.code != own.code)
    series = {
        (area.code, measure): observations.series(indicator.id, area.code, subject.frequency, measure)
        for area in (own, *peers)
        for measure in _asked_for(indicator)
    }
    asked = request.period if subject.frequency is Frequency.KVARTAL and isinstance(request.period, Quarter) else None
    period = _period(asked, [series[own.code, measure] for measure in _asked_for(indicator)])
    return SubjectData(subject, indicator, own, peers, asked, period, series, populations)


def cited(points: Iterable[Point | None]) -> tuple[Citation, ...]:
    """The places that points were read at, each once, in the order given."""
    return tuple(dict.fromkeys(citation for point in points if point for citation in point.citations))


def implied_populations(observations: Observations) -> Populations:
    """The population behind every published rate: count / rate · 100 000, by source, area, frequency and period.

    Of all series that a source gives for an area and period, the one with the largest count is used: the population is the
    denominator the producer used, the same for all of them, and the rounding of the rate distorts the largest count least.
    """
    frame = observations.frame
    rows = frame[(frame["group"] == "") & frame["measure"].isin([Unit.ANTAL.value, Unit.PER_100K.value]) & (frame["value"] > 0)]
    columns = ("delivery", "area", "frequency", "period", "indicator", "measure", "value")
    values: dict[tuple[str, ...], dict[str, float]] = {}
    for delivery, area, frequency, period, indicator, measure, value in zip(*(rows[column].tolist() for column in columns), strict=True):
        values.setdefault((_source_of(delivery), area, frequency, period, indicator), {})[measure] = value
    pairs = [(each[Unit.ANTAL.value], each[Unit.PER_100K.value], key[:4]) for key, each in values.items() if len(each) == 2]
    return {(source, area, frequency, period): count / rate * 100_000 for count, rate, (source, area, frequency, period) in sorted(pairs)}


def _asked_for(indicator: Indicator) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys((Unit.ANTAL, Unit.PER_100K, indicator.unit)))


def _period(asked: Quarter | None, own: Iterable[Series]) -> Period | None:
    """The quarter asked about, else the latest period with a value. A quarter that was not delivered is not replaced by an older one."""
    with_value = [point.period for series in own for point in series.points if not isinstance(point.value, Gap)]
    if asked is not None:
        return asked if asked in with_value else None
    return max(with_value, key=lambda period: period.first_day, default=None)


def _source_of(delivery: str) -> str:
    return delivery.partition("/")[0]
