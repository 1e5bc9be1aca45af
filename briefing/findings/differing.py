"""Där källorna skiljer sig åt: the same matter in two sources of numbers, with the size of the difference."""

from __future__ import annotations

from datetime import timedelta

from briefing.findings import gaps
from briefing.findings.disagreement import Difference
from briefing.findings.subject_data import cited
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, Point, Series
from briefing.terms.gap import Gap
from briefing.terms.indicator import Indicator, Tolerance, Unit
from briefing.terms.period import Frequency
from briefing.terms.request import Request


def differences(observations: Observations, request: Request) -> tuple[Difference, ...]:
    """A difference for every indicator that the catalogue links to another (`same_matter_as`), for every frequency that both have.

    The latest vintage received before the cut-off counts, and no period that ends after the edition's own. A pair of which one side was
    never delivered has none: that the other is missing is told as a gap of that indicator.
    """
    usable = _usable(observations, request)
    linked = ((each, request.indicator(each.same_matter_as)) for each in request.indicators if each.same_matter_as)
    pairs = ((one, other) for one, other in linked if other)
    found = (_difference(usable, request.municipality.code, one, other, each) for one, other in pairs for each in Frequency)
    return tuple(each for each in found if each is not None)


def is_within(size: float, other_value: float, tolerance: Tolerance) -> bool:
    """Whether a difference is inside a tolerance; on the limit it is."""
    allowed = tolerance.absolute if tolerance.absolute is not None else abs(other_value) * (tolerance.relative or 0.0)
    return abs(size) <= allowed


def _usable(observations: Observations, request: Request) -> Observations:
    """The municipality's values of linked indicators, of one vintage and nothing too late."""
    linked = {name for each in request.indicators if each.same_matter_as for name in (each.id, each.same_matter_as)}
    frame = observations.frame
    ours = Observations(frame[(frame["area"] == request.municipality.code) & frame["indicator"].isin(linked)])
    return ours.up_to(request.period.last_day).as_known(request.cut_off - timedelta(days=1) if request.cut_off else None)


def _difference(observations: Observations, area: str, one: Indicator, other: Indicator, frequency: Frequency) -> Difference | None:
    first, second = _comparable(observations, area, one, other, frequency)
    if not first.points or not second.points:
        return None
    subject, against = Subject(one.id, frequency), Subject(other.id, frequency)
    both = [(mine, theirs) for mine in first.points if (theirs := second.at(mine.period)) and _has_value(mine) and _has_value(theirs)]
    mine, theirs = max(both, key=lambda each: each[0].period.first_day) if both else (None, None)
    found = f"skillnad:{subject.id}:{other.id}"
    reasons = (one.may_differ_because,) if one.may_differ_because else ()
    gap = gaps.no_common_period(found) if mine is None else None
    if gap is None and first.measure is not second.measure:
        gap = gaps.different_measures(found)
    size = mine.number - theirs.number if mine and theirs and gap is None else None
    return Difference(
        id=found,
        subject=subject,
        other=against,
        area=area,
        period=mine.period if mine else None,
        measure=first.measure,
        other_measure=second.measure,
        value=mine.number if mine else None,
        other_value=theirs.number if theirs else None,
        size=size,
        relative=size / theirs.number if size is not None and theirs and theirs.number else None,
        tolerance=one.tolerance,
        within=is_within(size, theirs.number, one.tolerance) if size is not None and theirs and one.tolerance else None,
        preliminary=bool(mine and mine.is_preliminary),
        other_preliminary=bool(theirs and theirs.is_preliminary),
        reasons=reasons,
        gap=gap,
        citations=cited((mine, theirs)),
    )


def _comparable(observations: Observations, area: str, one: Indicator, other: Indicator, frequency: Frequency) -> tuple[Series, Series]:
    """The two series in a measure that both have, the own unit of the first before others; else each in its own."""
    measures = tuple(dict.fromkeys((one.unit, Unit.PER_100K, Unit.ANTAL, other.unit)))
    pairs = [
        (observations.series(one.id, area, frequency, each), observations.series(other.id, area, frequency, each)) for each in measures
    ]
    shared = next((pair for pair in pairs if all(series.points for series in pair)), None)
    own = (observations.series(one.id, area, frequency, one.unit), observations.series(other.id, area, frequency, other.unit))
    return shared or own


def _has_value(point: Point) -> bool:
    return not isinstance(point.value, Gap)
