"""Which values make a spread: of areas of one sort, of one measure, of one period, and each from the vintage that may be used."""

from __future__ import annotations

from datetime import date
from typing import Any

from builders_observations import indicator, request, rows

from briefing.findings.finding import Spread
from briefing.findings.spread import spread
from briefing.findings.vocabulary import Subject
from briefing.observations.observations import Observations, joined
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Year

YEAR = Subject("anmalda-brott", Frequency.AR)
WHAT = indicator(unit=Unit.MEDEL)


def value(number: float | str, area: str, period: str = "2025", **given: Any) -> Observations:
    return rows({period: number}, area=area, **{"measure": Unit.MEDEL, **given})


def told(*observations: Observations, **asked: Any) -> Spread | None:
    return spread(joined(observations), request(indicators=[WHAT], **asked), YEAR, WHAT)


def numbers(*observations: Observations, **asked: Any) -> list[tuple[str, float]]:
    found = told(*observations, **asked)
    return list(found.values) if found else []


OWN, OTHER = value(5, "2480"), value(4, "3001")


def test_only_values_of_the_very_indicator_measure_frequency_and_of_everybody_are_spread() -> None:
    others = (
        value(1, "3002", about="annat"),
        value(2, "3003", measure=Unit.ANDEL),
        value(3, "3004", "2025-K4"),
        value(6, "3005", group="kvinnor"),
        value(7, "3006", "2027"),
        value(8, "3007", "2024"),
    )
    assert numbers(OWN, OTHER, *others) == [("3001", 4.0), ("2480", 5.0)]
    assert told(*others[:1]) is None


def test_the_country_the_counties_and_what_is_inside_a_municipality_are_not_among_the_municipalities() -> None:
    others = (value(1, "00"), value(2, "24"), value(3, "2480A"), value(6, "248"), value(7, "24R1"))
    assert numbers(OWN, OTHER, *others) == [("3001", 4.0), ("2480", 5.0)]
    assert numbers(OWN) == numbers(OWN, value(1, "00")) == [("2480", 5.0)]
    without = value("saknas", "3001")
    assert numbers(OWN, without, value(6, "2480R001")) == [("2480R001", 6.0)]


def test_equal_values_stand_in_the_order_of_their_areas_and_the_latest_vintage_counts() -> None:
    newer = value(9, "3001", received_on=[date(2026, 8, 20)])
    assert numbers(value(5, "3009"), value(5, "3008"), OWN, OTHER, newer) == [("2480", 5.0), ("3008", 5.0), ("3009", 5.0), ("3001", 9.0)]
    assert numbers(OWN, OTHER, newer, cut_off=date(2026, 8, 20)) == [("3001", 4.0), ("2480", 5.0)]
    assert numbers(OWN, OTHER, newer, cut_off=date(2026, 8, 21)) == [("2480", 5.0), ("3001", 9.0)]


def test_areas_whose_value_is_protected_are_told_beside_and_no_other_missing_one() -> None:
    found = told(OWN, OTHER, value("sekretess", "3002"), value("saknas", "3003"), value("sekretess", "3004", "2024"))
    assert found is not None
    assert (found.protected, found.preliminary) == (frozenset({"3002"}), frozenset())
    both = told(OWN, value(4, "3001", status="preliminar"), value("sekretess", "3001", measure=Unit.PER_100K))
    assert both is not None
    assert (both.protected, both.preliminary) == (frozenset(), frozenset({"3001"}))


def test_places_are_the_own_and_then_the_rows_of_every_delivery() -> None:
    found = told(OWN, OTHER, value(3, "3002", delivery="annan/2025"))
    assert found is not None
    assert found.citations == (
        Citation("bra-anmalda-brott/2026-K2", "rad 2480.medel.2025"),
        Citation("annan/2025", "rader: 1, filter: anmalda-brott, 2025"),
        Citation("bra-anmalda-brott/2026-K2", "rader: 2, filter: anmalda-brott, 2025"),
    )


PARTS = tuple(LocalArea(f"2480R00{number}", f"Området {number}", AreaKind.REGSO) for number in (1, 2, 3))
TOWN = LocalArea("2480T001", "Tätorten", AreaKind.TATORT)


def test_of_parts_of_the_municipality_those_of_the_largest_division_are_spread() -> None:
    values = [value(number, each.code) for number, each in enumerate((*PARTS, TOWN), start=1)]
    assert numbers(OWN, *values, areas=(*PARTS, TOWN)) == [(each.code, float(number)) for number, each in enumerate(PARTS, start=1)]
    assert numbers(*values, areas=(TOWN,)) == [(each.code, float(number)) for number, each in enumerate(PARTS, start=1)]
    gone = tuple(LocalArea(each.code, each.name, each.kind, last=date(2025, 12, 31)) for each in PARTS)
    assert numbers(*values, areas=(*gone, TOWN)) == [(TOWN.code, 4.0)]
    assert told(*values[:3], areas=gone) is None


def test_the_period_is_the_latest_of_the_own_and_without_one_the_latest_of_any() -> None:
    older = [value(number, each.code, "2024") for number, each in enumerate(PARTS, start=1)]
    found = told(*older, value(9, PARTS[0].code, "2023"), areas=PARTS)
    assert found is not None
    assert (found.period, found.quartiles, found.area) == (Year(2024), (1.5, 2.0, 2.5), "2480")
    assert told() is None
