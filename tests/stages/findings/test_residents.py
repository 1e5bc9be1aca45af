"""Inhabitants of an area: of which years' ends they are the mean, where they were read, and beside which published populations."""

from __future__ import annotations

import numpy as np
from builders_observations import counted, indicator, rows

from briefing.findings.panel import Panel, panel_of
from briefing.findings.residents import Residents, counted_residents, populations, residents
from briefing.findings.subject_data import REGISTERED
from briefing.observations.observations import Observations, joined
from briefing.terms.citation import Citation
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Quarter

FIRST, SECOND = (indicator(name, denominator=True) for name in ("invanare", "folkmangd"))
CATALOGUE = (indicator(), indicator("annan", denominator=True), FIRST, SECOND)


def place(area: str, year: int) -> tuple[Citation, ...]:
    return (Citation("bra-anmalda-brott/2026-K2", f"rad {area}.antal.{year}"),)


def panel(*observations: Observations) -> Panel:
    return panel_of(joined(observations), None, Quarter(2026, 2).last_day, None)


def test_of_several_denominators_the_first_that_has_a_number_for_the_area_and_year_counts() -> None:
    shared = panel(
        rows({"2023": 90, "2024": 0, "2025": "saknas"}, about="invanare"),
        rows({"2023": 91, "2024": 92, "2025": 93}, about="folkmangd"),
        rows({"2025": 1}, area="2480R1", about="folkmangd"),
        rows({"2025": 50}, measure=Unit.PER_100K, about="folkmangd", area="2480R2"),
        rows({"2025": 8}),
    )
    assert counted_residents(shared, CATALOGUE) == {
        ("2480", 2023): (90.0, place("2480", 2023)),
        ("2480", 2024): (92.0, place("2480", 2024)),
        ("2480", 2025): (93.0, place("2480", 2025)),
        ("2480R1", 2025): (1.0, place("2480R1", 2025)),
    }
    assert counted_residents(shared, CATALOGUE[:2]) == {}


def test_a_years_inhabitants_are_the_mean_of_its_two_ends_or_the_one_that_is_known() -> None:
    known = {("2480", year): (people, place("2480", year)) for year, people in ((2023, 100.0), (2024, 104.0))}
    assert residents(known, "2480", 2024) == Residents(102.0, (2023, 2024), (*place("2480", 2023), *place("2480", 2024)), False)
    assert residents(known, "2480", 2025) == Residents(104.0, (2024,), place("2480", 2024), True)
    assert residents(known, "2480", 2023) == Residents(100.0, (2023,), place("2480", 2023), False)
    assert residents(known, "2480", 2026) is residents(known, "0580", 2024) is None


def test_the_registered_stand_beside_the_populations_that_rates_imply_and_are_unknown_where_nobody_told() -> None:
    told = rows({"2023": 100, "2024": 104}, about="invanare")
    found = populations(panel(told, counted({"2025": 50}, area="0580", population=20_000), rows({"2026-K2": 7}, area="0580")), CATALOGUE)
    years, quarters = found[REGISTERED, Frequency.AR], found[REGISTERED, Frequency.KVARTAL]
    np.testing.assert_array_equal(years, [[100.0, 102.0, 104.0], [np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(quarters, [[np.nan], [np.nan]])
    np.testing.assert_array_equal(found["bra-anmalda-brott", Frequency.AR][:, -1], [np.nan, 20_000.0])
    assert set(populations(panel(rows({"2025": 7})), CATALOGUE)) == set()
