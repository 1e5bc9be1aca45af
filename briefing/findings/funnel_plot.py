"""Funnel limits for areas: which of them lie further from all together than chance explains (statistics.md rule 4, oracle O10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

import numpy as np

from briefing.findings import gaps
from briefing.findings.finding import Funnel, FunnelArea, Position, Subject
from briefing.findings.subject_data import cited, implied_populations
from briefing.observations.observations import Observations, Point
from briefing.terms.area import Area, AreaKind
from briefing.terms.gap import Gap
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Period, Quarter, parse_period
from briefing.terms.request import Request

NEAR, FAR = 0.95, 0.998  # about two and three standard deviations, as public health draws them
FEWEST_AREAS = 3  # of two areas each is the other's mirror

Curve = tuple[tuple[float, float], ...]


def ratio_limits(expected: float, confidence: float = NEAR) -> tuple[float, float]:
    """Between which ratios of observed to expected chance alone keeps an area that expects so many (exact Poisson).

    At the ratio of a limit, the exact interval of the observed count ends just at the expected one. ValueError where nothing is expected.
    """
    from scipy.special import pdtrik

    if not expected > 0:
        raise ValueError(f"an expected count is above 0, not {expected}")
    tail = (1 - confidence) / 2
    # Where even no cases at all is inside the limit, no count is low enough to have it.
    fewest = float(pdtrik(tail, expected)) if np.exp(-expected) < tail else 0.0
    most = float(pdtrik(1 - tail, expected)) + 1
    return fewest / expected, most / expected


def limit_curves(lowest: float, highest: float, confidence: float, points: int = 60) -> tuple[Curve, Curve]:
    """The lower and the upper curve as (expected, ratio) from left to right, denser where the curves are steep."""
    steps = np.geomspace(lowest, highest, points).tolist()
    both = [(each, ratio_limits(each, confidence)) for each in steps]
    return tuple((x, limits[0]) for x, limits in both), tuple((x, limits[1]) for x, limits in both)


def funnel_of_parts(observations: Observations, request: Request, subject: Subject, indicator: Indicator) -> Funnel | None:
    """The parts of the municipality against all of them together; None where nothing was delivered of any part.

    A part's expected count is the rate of all parts together on its own population, as its own published rate tells it. Where areas are
    declared of several kinds, which overlap, the kind that most parts are of is used. A funnel with fewer than three parts that have both
    has no points and says why.
    """
    usable = _usable(observations, request, indicator)
    period = _period(usable, request, subject)
    if period is None:
        return None
    populations = {(area, when): people for (_, area, _, when), people in implied_populations(usable).items()}
    found = {area: _count(usable, indicator, subject, area, period) for area in _of_one_kind(usable.frame["area"].unique(), request)}
    counted = {
        area: (point.number, people)
        for area, point in found.items()
        if point and not isinstance(point.value, Gap) and (people := populations.get((area.code, period.code)))
    }
    about = f"tratt:{subject.id}"
    left_out = tuple((area, gaps.area_without_data(f"{about}:{area.code}")) for area in found if area not in counted)
    points = _points(counted)
    return Funnel(
        id=about,
        subject=subject,
        area=request.municipality.code,
        period=period,
        points=points,
        left_out=left_out,
        dispersion=1.0,
        gap=None if points else gaps.no_area_data(about),
        citations=cited(found.values()),
    )


def _of_one_kind(codes: Iterable[str], request: Request) -> list[Area]:
    """The parts, with the names that are declared; only those of the kind that most of them are of, not declared being one more."""
    declared = {each.code: each for each in request.areas}
    by_kind: dict[AreaKind | None, list[Area]] = {}
    for code in sorted(codes):
        local = declared.get(code)
        by_kind.setdefault(local.kind if local else None, []).append(local.area if local else Area(code, ""))
    return max(by_kind.values(), key=len, default=[])


def _usable(observations: Observations, request: Request, indicator: Indicator) -> Observations:
    """The one vintage of the indicator's values of parts that the edition may use."""
    frame = observations.frame
    own = request.municipality.code
    is_part = frame["area"].str.startswith(own) & (frame["area"] != own)
    parts = Observations(frame[(frame["indicator"] == indicator.id) & is_part & (frame["group"] == "")])
    return parts.up_to(request.period.last_day).as_known(request.cut_off - timedelta(days=1) if request.cut_off else None)


def _period(usable: Observations, request: Request, subject: Subject) -> Period | None:
    """The quarter asked about, else the latest period of any part."""
    frame = usable.frame
    codes = frame.loc[(frame["frequency"] == subject.frequency.value) & frame["value"].notna(), "period"].unique()
    if isinstance(request.period, Quarter) and subject.frequency is request.period.frequency:
        return request.period if request.period.code in codes else None
    return max(map(parse_period, codes), key=lambda period: period.first_day, default=None)


def _count(usable: Observations, indicator: Indicator, subject: Subject, area: Area, period: Period) -> Point | None:
    return usable.series(indicator.id, area.code, subject.frequency, Unit.ANTAL).at(period)


def _points(counted: Mapping[Area, tuple[float, float]]) -> tuple[FunnelArea, ...]:
    total, inhabitants = (sum(each[part] for each in counted.values()) for part in (0, 1))
    if len(counted) < FEWEST_AREAS or not total > 0:
        return ()
    return tuple(_placed(area, count, total / inhabitants * people) for area, (count, people) in counted.items())


def _placed(area: Area, observed: float, expected: float) -> FunnelArea:
    ratio = observed / expected
    near, far = ratio_limits(expected, NEAR), ratio_limits(expected, FAR)
    position = Position.HOGRE if ratio > near[1] else Position.LAGRE if ratio < near[0] else Position.LIKNANDE
    return FunnelArea(area, observed, expected, ratio, near, far, position, far=ratio > far[1] or ratio < far[0])
