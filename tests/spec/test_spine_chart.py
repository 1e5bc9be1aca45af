"""A spine chart shows every municipality of the country, tests nothing, and never turns an axis round."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from builders_areas import OWN, RATE, block, composed, country, everywhere, figure_of
from builders_observations import PEERS, counted, indicator

from briefing.document.figure import Spine, SpineRow
from briefing.document.outline import BlockKind
from briefing.observations.observations import Observations, joined
from briefing.terms.indicator import Indicator, Polarity, Scale, Unit

SPINE = block(BlockKind.RYGGRAD)


def spine(observations: Observations, *indicators: Indicator) -> Spine:
    asked = indicators or (RATE,)
    picture = figure_of(composed(observations, block(BlockKind.RYGGRAD, *(f"{each.id}/ar" for each in asked)), asked)).picture
    assert isinstance(picture, Spine)
    return picture


def row(observations: Observations, *indicators: Indicator) -> SpineRow:
    (((_, (found,)),),) = (spine(observations, *indicators).groups,)
    return found


def test_every_municipality_is_a_mark_between_the_lowest_and_the_highest() -> None:
    found = row(everywhere(country(1950)))
    assert [each.place for each in found.everyone] == sorted(each.place for each in found.everyone)
    assert (len(found.everyone), found.everyone[0].place, found.everyone[-1].place) == (31, 0.0, 1.0)
    assert (found.lowest, found.highest) == ("1\u00a0000", "3\u00a0900")
    assert found.own.place == pytest.approx((1950 - 1000) / 2900, abs=1e-5)


def test_a_place_is_linear_unless_the_catalogue_declares_a_logarithmic_scale() -> None:
    values = everywhere({OWN: 100, **{f"{100 + index:04d}": 10.0 ** (index % 4 + 1) for index in range(24)}}, "invanare", Unit.ANTAL)
    people = indicator("invanare", scale=Scale.LOG)
    assert row(values, people).own.place == pytest.approx(math.log(10) / math.log(1000), abs=1e-5)
    assert "(log-skala)" in row(values, people).note
    straight = row(values, replace(people, scale=Scale.LINJAR))
    assert straight.own.place == pytest.approx(90 / 9990, abs=1e-5)
    assert "log" not in straight.note


def test_a_logarithmic_scale_is_linear_where_a_value_is_not_above_zero() -> None:
    found = row(everywhere(country(0), "invanare", Unit.ANTAL), indicator("invanare", scale=Scale.LOG))
    assert found.own.place == 0.0
    assert "log" not in found.note


def test_more_is_always_to_the_right_whichever_direction_is_better() -> None:
    values = everywhere(country(3950))
    places = {polarity: row(values, replace(RATE, polarity=polarity)).own.place for polarity in Polarity}
    assert set(places.values()) == {1.0}


def test_indicators_stand_under_what_is_better_and_what_is_not_judged_stands_apart() -> None:
    asked = [replace(RATE, id=name, polarity=polarity) for name, polarity in zip("abc", reversed(Polarity), strict=True)]
    values = joined(everywhere(country(2000), each.id) for each in asked)
    assert [heading for heading, _ in spine(values, *asked).groups] == [
        "Lägre är bättre",
        "Högre är bättre",
        "Bakgrund – tolkas inte som bättre eller sämre",
    ]


def test_the_comparable_municipalities_with_a_value_are_marked() -> None:
    peers = {PEERS[0].code: 1500.0, PEERS[1].code: "saknas"}
    assert [each.value for each in row(everywhere(country(2000) | peers)).peers] == [1500.0]


def test_equal_values_stand_in_the_middle_and_nothing_is_divided_by_zero() -> None:
    found = row(everywhere(country(7, first=7, step=0)))
    assert {each.place for each in (*found.everyone, found.own, found.median, *found.quartiles)} == {0.5}


def test_a_value_that_is_missing_is_no_mark() -> None:
    assert len(row(everywhere(country(2000) | {"0999": "saknas", "0998": "sekretess"})).everyone) == 31


def test_parts_of_municipalities_and_the_country_are_not_among_the_municipalities() -> None:
    assert len(row(everywhere(country(2000) | {"2480-01": 9e6, "00": 9e6, "24": 9e6})).everyone) == 31


@pytest.mark.parametrize("values", [{OWN: 5.0}, country("saknas"), country(2000, count=10)], ids=["alone", "missing", "few"])
def test_without_an_own_value_or_with_few_others_there_is_a_gap_and_no_figure(values: dict[str, float | str]) -> None:
    found = composed(everywhere(values), SPINE)
    assert found.blocks == ()
    assert [gap.subject.removeprefix("landet:").partition(":")[0] for gap in found.gaps] == ["brott"]


def test_the_interval_is_that_of_the_same_matter_where_the_value_is_the_same() -> None:
    counts = counted({"2025": 400}, area=OWN, population=20_000, about="antal-brott")
    asked = (replace(RATE, same_matter_as="antal-brott"), indicator("antal-brott"))
    kind = block(BlockKind.RYGGRAD)
    for own, has_interval in ((2000.2, True), (2100.0, False)):
        values = joined([counts, everywhere(country(own))])
        # The level of the same matter is there only where the outline asks for it too.
        found = figure_of(composed(values, replace(kind, indicators=("brott/ar", "antal-brott/ar")), asked)).picture
        assert isinstance(found, Spine)
        ((_, (only,)),) = found.groups
        assert (only.interval is not None) == has_interval
        assert ("niva:antal-brott:ar" in only.basis) == has_interval
        assert ("interval" in dict(found.words)) == has_interval


def test_the_text_for_who_cannot_see_it_says_the_place_the_lowest_the_median_and_the_highest() -> None:
    assert figure_of(composed(everywhere(country(1950)), SPINE)).alt == (
        "Ryggradsdiagram. Prov. Brott, per 100\u00a0000 invånare, 2025: Umeå 1\u00a0950, plats 11 av 31 räknat från lägst; "
        "lägst 1\u00a0000, median 2\u00a0400, högst 3\u00a0900."
    )


def test_every_mark_rests_on_the_spread_that_was_delivered() -> None:
    assert row(everywhere(country(1950))).basis == ("fordelning:brott:ar",)
