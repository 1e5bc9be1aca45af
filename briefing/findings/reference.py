"""Which earlier periods a count is judged against (statistics.md rules 2 and 7)."""

from __future__ import annotations

from briefing.findings.dispersion import Dispersion, Reference, dispersion
from briefing.findings.subject_data import SubjectData
from briefing.terms.indicator import Break, Indicator, Unit
from briefing.terms.period import Frequency, Period

YEARS_BEFORE = {Frequency.KVARTAL: 5, Frequency.AR: 10}  # the same quarter of five years; ten years (rule 2)
FEWEST_BEFORE = {Frequency.KVARTAL: 3, Frequency.AR: 5}  # fewer say too little of what is ordinary (rule 2)


def reference_periods(indicator: Indicator, period: Period) -> tuple[Period, ...]:
    """The periods that `period` may be judged against, newest first: the same quarter of the years before, or the years before.

    None lies before the latest break. Months and days have none: their development is not tested.
    """
    years = YEARS_BEFORE.get(period.frequency, 0)
    broken = latest_break(indicator, period)
    before = (period.years_before(years_back) for years_back in range(1, years + 1))
    return tuple(each for each in before if broken is None or each.first_day >= broken.first.first_day)


def latest_break(indicator: Indicator, period: Period) -> Break | None:
    """The last break that came into force before `period` ended."""
    in_force = [each for each in indicator.breaks if each.first.first_day <= period.last_day]
    return max(in_force, key=lambda each: each.first.first_day, default=None)


def counted(data: SubjectData, area: str, period: Period) -> dict[Period, float]:
    """The counts of one municipality in the reference periods that have one."""
    points = {each: data.value_point(area, Unit.ANTAL, each) for each in reference_periods(data.indicator, period)}
    return {each: point.number for each, point in points.items() if point is not None}


def reference(data: SubjectData, area: str, period: Period) -> Reference | None:
    """Counts and populations of one municipality in the reference periods; None where they are too few.

    A count without a known population is left out. None, too, where that would leave out a zero: what is left would be too high.
    """
    rows = [(each, count, data.population(area, each)) for each, count in counted(data, area, period).items()]
    if any(population is None and count == 0 for _, count, population in rows):
        return None
    known = [(each, count, population) for each, count, population in rows if population]
    if not known or len(known) < FEWEST_BEFORE[period.frequency]:
        return None
    return Reference(*zip(*known, strict=True))


def variation(data: SubjectData, period: Period) -> Dispersion | None:
    """φ of the subject, over the municipality and those of its peers that have the series; None: not to be estimated."""
    peers = (reference(data, peer.code, period) for peer in data.peers)
    return dispersion(reference(data, data.own.code, period), [each for each in peers if each is not None])
