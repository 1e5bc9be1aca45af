"""Which earlier periods a value is judged against (statistics.md rules 2 and 7)."""

from __future__ import annotations

from briefing.findings.dispersion import Dispersion, Reference, dispersion
from briefing.findings.subject_data import SubjectData, SubjectTable
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
    return {each: count for each, count, _ in _rows(data.table, area, period)}


def reference(data: SubjectData, area: str, period: Period) -> Reference | None:
    """Counts and populations of one municipality in the reference periods; None where they are too few.

    A count without a known population is left out. None, too, where that would leave out a zero: what is left would be too high.
    """
    references: dict[tuple[str, str, Period], Reference | None] = data.table.worked_out
    key = ("reference", area, period)
    if key not in references:
        references[key] = _reference(data.table, area, period)
    return references[key]


def variation(data: SubjectData, period: Period) -> Dispersion | None:
    """φ of the subject, over the municipality and those of its peers that have the series; None: not to be estimated."""
    peers = (reference(data, peer.code, period) for peer in data.peers)
    return dispersion(reference(data, data.own.code, period), [each for each in peers if each is not None])


def _reference(table: SubjectTable, area: str, period: Period) -> Reference | None:
    rows = _rows(table, area, period)
    if any(population is None and count == 0 for _, count, population in rows):
        return None
    known = [(each, count, population) for each, count, population in rows if population]
    if not known or len(known) < FEWEST_BEFORE[period.frequency]:
        return None
    return Reference(*zip(*known, strict=True))


def _rows(table: SubjectTable, area: str, period: Period) -> list[tuple[Period, float, float | None]]:
    """Period, count and population (None: unknown) of the reference periods that have a count."""
    grid, row = table.grids.get(Unit.ANTAL), table.panel.areas.get(area)
    if grid is None or row is None:
        return []
    known, columns = table.population, _columns(table, period)
    counts = grid.values[row].tolist()
    populations = known[row].tolist() if known is not None else [float("nan")] * len(counts)
    found = ((each, counts[column], populations[column]) for each, column in columns)
    return [(each, count, people if people == people else None) for each, count, people in found if count == count]  # noqa: PLR0124 - NaN


def _columns(table: SubjectTable, period: Period) -> list[tuple[Period, int]]:
    """The reference periods within the span that anybody has, with their columns."""
    if ("columns", period) not in table.worked_out:
        columns = ((each, table.panel.column(each)) for each in reference_periods(table.indicator, period))
        table.worked_out["columns", period] = [(each, column) for each, column in columns if column is not None]
    found: list[tuple[Period, int]] = table.worked_out["columns", period]
    return found
