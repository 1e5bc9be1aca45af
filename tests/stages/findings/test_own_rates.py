"""The rate that is computed for an area, told whole, and every case in which a sign stays as it was. All numbers are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from builders_observations import RECEIVED, indicator, request, rows

from briefing.findings.area_signs import OwnRate, Sign
from briefing.findings.own_rates import with_own_rates
from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.observations import joined
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap, GapReason
from briefing.terms.indicator import Indicator
from briefing.terms.period import Frequency, Year

AREA = LocalArea("2480-01", "Exempelbyn", AreaKind.STADSDEL)
PLACE = Citation("skador/2025", "rad 9")
PEOPLE = rows({"2024": 4_000, "2025": 4_400}, area=AREA.code, about="invanare")
DENOMINATOR = indicator("invanare", denominator=True)
SIGN = Sign(
    subject=Subject("skadegorelse", Frequency.AR),
    period=Year(2025),
    count=42.0,
    rate=None,
    value=None,
    preliminary=False,
    verdict=Trend.GAR_INTE_ATT_BEDOMA,
    p=None,
    p_adjusted=None,
    gap=None,
    citations=(PLACE,),
)


def rated(sign: Sign, *catalogue: Indicator, area: LocalArea = AREA, **asked: Any) -> Sign:
    [(same, (found,))] = with_own_rates([(area, (sign,))], PEOPLE, request(indicators=catalogue or (DENOMINATOR,), **asked))
    assert same == area
    return found


def test_a_rate_is_told_with_its_inhabitants_its_years_and_where_they_stand() -> None:
    places = tuple(Citation("bra-anmalda-brott/2026-K2", f"rad 2480-01.antal.{year}") for year in (2024, 2025))
    expected = replace(SIGN, own_rate=OwnRate(100.0, 4_200.0, (2024, 2025), False), citations=(PLACE, *places))
    assert rated(SIGN) == expected
    assert rated(replace(SIGN, citations=places[:1])).citations == places
    assert rated(SIGN, indicator("annat"), DENOMINATOR) == expected


@pytest.mark.parametrize(
    "sign", [replace(SIGN, count=None), replace(SIGN, rate=70.0), replace(SIGN, period=None), replace(SIGN, period=Year(2020))]
)
def test_a_sign_without_a_count_or_with_a_published_rate_or_without_inhabitants_stays_as_it_was(sign: Sign) -> None:
    assert rated(sign) == sign


def test_where_nobody_delivers_inhabitants_or_not_before_the_cut_off_the_signs_are_the_same() -> None:
    assert rated(SIGN, indicator("invanare")) == SIGN
    assert rated(SIGN, cut_off=RECEIVED) == SIGN
    assert rated(SIGN, area=replace(AREA, code="2480-02")) == SIGN
    assert rated(SIGN, period="2025-03-01").own_rate == OwnRate(42.0 / 4_000 * 10_000, 4_000.0, (2024,), True)


def test_the_fewest_cases_and_inhabitants_are_enough_and_one_fewer_is_not() -> None:
    assert rated(SIGN, fewest_cases=42, smallest_population=4_200).own_rate is not None
    assert rated(SIGN, fewest_cases=43) == replace(
        SIGN,
        no_rate=Gap(GapReason.FOR_LITET_UNDERLAG, "Inget tal per 10\u00a0000 invånare: färre än 43 fall.", "skadegorelse:2480-01:tal"),
    )
    assert rated(SIGN, fewest_cases=43, smallest_population=4_201) == replace(
        SIGN,
        no_rate=Gap(
            GapReason.FOR_LITET_UNDERLAG, "Inget tal per 10\u00a0000 invånare: färre än 4\u00a0201 invånare.", "skadegorelse:2480-01:tal"
        ),
    )


def test_each_sign_of_each_area_has_its_own_rate_in_the_order_given() -> None:
    other = replace(AREA, code="2480-02")
    both = joined([PEOPLE, rows({"2025": 1_000}, area="2480-02", about="invanare")])
    given = [(other, (SIGN, replace(SIGN, count=10.0))), (AREA, ())]
    found = with_own_rates(given, both, request(indicators=[DENOMINATOR], cut_off=date(2026, 8, 15)))
    assert [(area, [each.own_rate and each.own_rate.per_10k for each in signs]) for area, signs in found] == [
        (other, [420.0, 100.0]),
        (AREA, []),
    ]
