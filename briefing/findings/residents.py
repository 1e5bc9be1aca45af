"""Folkmängd: the mean population of areas, from delivered numbers of inhabitants, where no published rate tells it (rule 1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from briefing.findings.panel import NOWHERE, Panel, distinct
from briefing.findings.subject_data import REGISTERED, Populations, implied_populations
from briefing.terms.citation import Citation
from briefing.terms.indicator import Indicator, Unit
from briefing.terms.period import Frequency


@dataclass(frozen=True)
class Residents:
    """How many people live in an area during a year. `years`: the 31 December of which years it is the mean of, or the only one known.

    `is_provisional`: the year's own end is not known yet.
    """

    people: float
    years: tuple[int, ...]
    citations: tuple[Citation, ...]
    is_provisional: bool


Known = Mapping[tuple[str, int], tuple[float, tuple[Citation, ...]]]


def counted_residents(panel: Panel, indicators: Iterable[Indicator]) -> Known:
    """Inhabitants on 31 December by area and year; of several denominators the first that has one for the area and year."""
    found: dict[tuple[str, int], tuple[float, tuple[Citation, ...]]] = {}
    for each in indicators:
        grid = panel.grid(each.id, Frequency.AR, Unit.ANTAL) if each.denominator else None
        if grid is None:
            continue
        years = panel.periods(Frequency.AR)
        for area, row in panel.areas.items():
            for column in np.flatnonzero((grid.rows[row] != NOWHERE) & (grid.values[row] > 0)).tolist():
                told = float(grid.values[row, column]), panel.cited(int(grid.rows[row, column]))
                found.setdefault((area, years[column].first_day.year), told)
    return found


def residents(known: Known, area: str, year: int) -> Residents | None:
    """The mean of 31 December before and of the year; while only one is known that one. None where neither is."""
    there = [each for each in (year - 1, year) if (area, each) in known]
    if not there:
        return None
    told = [known[area, each] for each in there]
    people = sum(number for number, _ in told) / len(told)
    return Residents(people, tuple(there), distinct(places for _, places in told), is_provisional=year not in there)


def populations(panel: Panel, indicators: Iterable[Indicator]) -> Populations:
    """The population behind every published rate, by source, and beside them those of the denominators (REGISTERED)."""
    implied = dict(implied_populations(panel))
    known = counted_residents(panel, indicators)
    for frequency in panel.spans if known else ():
        periods = panel.periods(frequency)
        numbers = np.full((len(panel.areas), len(periods)), np.nan)
        for area in {area for area, _ in known}:
            by_year = {each: residents(known, area, each) for each in {period.first_day.year for period in periods}}
            means = [found.people if (found := by_year[period.first_day.year]) else np.nan for period in periods]
            numbers[panel.areas[area]] = means
        implied[REGISTERED, frequency] = numbers
    return implied
