"""All findings of one edition: level, development, comparison and histories of the subjects that its outline asks for."""

from __future__ import annotations

from datetime import timedelta

from briefing.findings import gaps
from briefing.findings.comparison import comparison
from briefing.findings.development import developments, expected_count
from briefing.findings.finding import Finding, Findings, Subject
from briefing.findings.history import histories
from briefing.findings.level import level
from briefing.findings.placement import placement
from briefing.findings.reference import variation
from briefing.findings.subject_data import SubjectData, implied_populations, subject_data
from briefing.observations.observations import Observations, Point
from briefing.terms.gap import Gap
from briefing.terms.indicator import Comparator, Indicator, Unit
from briefing.terms.period import Period
from briefing.terms.request import Request


def analyse(observations: Observations, request: Request, subjects: tuple[Subject, ...]) -> Findings:
    """What the observations say of the subjects, for the municipality of the request against its peers.

    Uses the latest vintage received before the cut-off, and no period that ends after the edition's own. A subject without a value has
    a gap and no level, development or comparison; its histories show what there is. All developments are adjusted for each other,
    so the subjects of one edition belong in one call.
    """
    usable = _usable(observations, request)
    populations = implied_populations(usable)
    asked = {subject: request.indicator(subject.indicator) for subject in subjects}
    read = [subject_data(usable, populations, request, subject, indicator) for subject, indicator in asked.items() if indicator]
    judged = [(data, data.period, variation(data, data.period)) for data in read if data.period]
    findings: tuple[Finding, ...] = (
        *(level(data, period, _whole(usable, request, data, period), request.period.last_day) for data, period, _ in judged),
        *developments([(data, period, expected_count(data, period, phi)) for data, period, phi in judged]),
        *(comparison(data, period, phi) for data, period, phi in judged if Comparator.LIKNANDE in data.indicator.comparators),
        *_placements(observations, request, [(data, period) for data, period, _ in judged]),
        *(history for data in read for history in histories(data)),
    )
    undeclared = [gaps.not_declared(subject) for subject, indicator in asked.items() if indicator is None]
    return Findings(findings, gaps.joined([*undeclared, *(_without_value(data) for data in read if not data.period)]))


def _placements(observations: Observations, request: Request, judged_periods: list[tuple[SubjectData, Period]]) -> list[Finding]:
    """Places in the country, for the indicators that are compared with all municipalities."""
    wanted = [(data, period) for data, period in judged_periods if Comparator.ALLA in data.indicator.comparators]
    found = (placement(observations, request, data, period) for data, period in wanted)
    return [each for each in found if each is not None]


def _usable(observations: Observations, request: Request) -> Observations:
    """The one vintage of the municipality's and its peers' values that the edition may use. The cut-off day itself is too late."""
    areas = {request.municipality.code, *(peer.code for peer in request.peers)}
    ours = Observations(observations.frame[observations.frame["area"].isin(areas)])
    return ours.up_to(request.period.last_day).as_known(request.cut_off - timedelta(days=1) if request.cut_off else None)


def _whole(observations: Observations, request: Request, data: SubjectData, period: Period) -> Point | None:
    """The count that a level is a share of: that of the indicator at the root of its `part_of`, same area and period."""
    root = _root(data.indicator, request)
    if root == data.indicator.id:
        return None
    return observations.series(root, data.own.code, data.subject.frequency, Unit.ANTAL).at(period)


def _root(indicator: Indicator, request: Request) -> str:
    passed = [indicator.id]
    above = indicator.part_of
    while above and above not in passed:
        passed.append(above)
        parent = request.indicator(above)
        above = parent.part_of if parent else ""
    return passed[-1]


def _without_value(data: SubjectData) -> Gap:
    """Why a subject has nothing to show: the reason that the source gives for the quarter asked about, else that nothing came."""
    points = [data.point(data.own.code, measure, data.asked) for measure in data.measures] if data.asked else []
    stands = next((point.value for point in points if point and isinstance(point.value, Gap)), None)
    return gaps.not_delivered(data.indicator, data.subject, data.asked, stands)
