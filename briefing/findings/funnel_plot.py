"""Parts of the municipality against all of them together, with funnel limits (statistics.md rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from briefing.findings import gaps
from briefing.findings.finding import Funnel, FunnelArea, Position, Subject
from briefing.findings.funnel import FAR, NEAR, Curve, limit_curves, overdispersion, ratio_limits
from briefing.findings.panel import distinct, panel_of
from briefing.findings.residents import counted_residents, populations, residents
from briefing.findings.subject_data import SubjectData, SubjectTable, cited, subject_table
from briefing.observations.observations import Observations
from briefing.terms.area import Area
from briefing.terms.boundary_change import in_force
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Period, Quarter
from briefing.terms.request import Request

__all__ = ["FAR", "NEAR", "Curve", "funnel_of_parts", "limit_curves", "ratio_limits"]

FEWEST_AREAS = 3  # of two areas each is the other's mirror


def funnel_of_parts(
    observations: Observations, request: Request, subject: Subject, indicator: Indicator, *, is_dispersed: bool = False
) -> Funnel | None:
    """The parts of the municipality against all of them together; None where nothing was delivered of any part.

    A part's expected count is the rate of all parts together on its own population, as its own published rate or the delivered numbers of
    inhabitants tell it. Where areas are declared of several divisions, which overlap, the one that most parts are of is used; of each only
    the parts that there were in the period. A funnel with fewer than three parts that have both
    has no points and says why. `is_dispersed` widens the limits by what the parts vary beyond chance (`overdispersion`).
    """
    table = _table(observations, request, subject, indicator)
    period = _period(table, request)
    if period is None:
        return None
    seen = SubjectData(table, request.municipality.area, (), None, period)
    parts = _of_one_division(table.panel.areas, request, period)
    values = {area: (seen.value_point(area.code, Unit.ANTAL, period), seen.population(area.code, period)) for area in parts}
    counted = {area: (point.number, people) for area, (point, people) in values.items() if point and people}
    about = f"tratt:{subject.id}"
    left_out = tuple((area, _why_left_out(seen, area, period, f"{about}:{area.code}")) for area in parts if area not in counted)
    points, phi = _points(counted, is_dispersed=is_dispersed)
    return Funnel(
        id=about,
        subject=subject,
        area=request.municipality.code,
        period=period,
        points=points,
        left_out=left_out,
        dispersion=phi,
        gap=None if points else gaps.no_area_data(about),
        citations=(*cited([seen.point(area.code, Unit.ANTAL, period) for area in parts]), *_inhabited(seen, counted, period, request)),
    )


def _inhabited(seen: SubjectData, areas: Iterable[Area], period: Period, request: Request) -> tuple[Citation, ...]:
    """The places of the delivered numbers of inhabitants, of areas without a published rate."""
    known = counted_residents(seen.table.panel, request.indicators)
    without = (area for area in areas if known and seen.value_point(area.code, Unit.PER_100K, period) is None)
    found = (residents(known, area.code, period.first_day.year) for area in without)
    return distinct(each.citations for each in found if each)


def _why_left_out(seen: SubjectData, area: Area, period: Period, about: str) -> Gap:
    """That the count is under secrecy, or that something is missing."""
    point = seen.point(area.code, Unit.ANTAL, period)
    if point is not None and isinstance(point.value, Gap) and point.value.reason is GapReason.SEKRETESS:
        return gaps.area_protected(about)
    return gaps.area_without_data(about)


def _of_one_division(codes: Iterable[str], request: Request, period: Period) -> list[Area]:
    """The parts, with the names that are declared; only those of the division that most of them are of, not declared being one more."""
    declared = {each.code: each for each in request.areas}
    there = {each.code for each in in_force(request.areas, request.boundary_changes, period.last_day)}
    by_division: dict[str, list[Area]] = {}
    for code in sorted(codes):
        local = declared.get(code)
        if local is None or code in there:
            by_division.setdefault(local.division if local else "", []).append(local.area if local else Area(code, ""))
    return max(by_division.values(), key=len, default=[])


def _table(observations: Observations, request: Request, subject: Subject, indicator: Indicator) -> SubjectTable:
    """What was delivered of the indicator for parts of the municipality."""
    frame = observations.frame
    own = request.municipality.code
    is_part = frame["area"].str.startswith(own) & (frame["area"] != own)
    asked = [indicator.id, *(each.id for each in request.indicators if each.denominator)]
    parts = Observations(frame[frame["indicator"].isin(asked) & is_part])
    panel = panel_of(parts, None, request.period.last_day, request.cut_off)
    return subject_table(panel, populations(panel, request.indicators), subject, indicator)


def _period(table: SubjectTable, request: Request) -> Period | None:
    """The quarter asked about, else the latest period of any part."""
    if table.has_value is None:
        return None
    columns = np.flatnonzero(table.has_value.any(axis=0)).tolist()
    periods = [table.panel.periods(table.subject.frequency)[column] for column in columns]
    if isinstance(request.period, Quarter) and table.subject.frequency is request.period.frequency:
        return request.period if request.period in periods else None
    return periods[-1] if periods else None


def _points(counted: Mapping[Area, tuple[float, float]], *, is_dispersed: bool) -> tuple[tuple[FunnelArea, ...], float]:
    """Each part in its place, and the φ that widens its limits."""
    total, inhabitants = (sum(each[part] for each in counted.values()) for part in (0, 1))
    if len(counted) < FEWEST_AREAS or not total > 0:
        return (), 1.0
    means = {area: total / inhabitants * people for area, (_, people) in counted.items()}
    phi = overdispersion([count for count, _ in counted.values()], list(means.values())) if is_dispersed else 1.0
    return tuple(_placed(area, count, means[area], phi) for area, (count, _) in counted.items()), phi


def _placed(area: Area, observed: float, expected: float, dispersion: float) -> FunnelArea:
    ratio = observed / expected
    near, far = (ratio_limits(expected, confidence, dispersion) for confidence in (NEAR, FAR))
    position = Position.HOGRE if ratio > near[1] else Position.LAGRE if ratio < near[0] else Position.LIKNANDE
    return FunnelArea(area, observed, expected, ratio, near, far, position, far=ratio > far[1] or ratio < far[0])
