"""A funnel plot holds the parts of the municipality against what chance alone gives, and says higher or lower, never better or worse."""

from __future__ import annotations

from itertools import pairwise

import pytest
from builders_areas import OWN, PARTS, block, composed, figure_of
from builders_observations import counted, indicator, request

from briefing.document.figure import Funnel
from briefing.document.figure_table import figure_table
from briefing.document.outline import BlockKind
from briefing.findings.finding import Subject
from briefing.findings.funnel_plot import FAR, NEAR, funnel_of_parts, limit_curves, ratio_limits
from briefing.observations.observations import Observations, joined
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.gap import GapReason
from briefing.terms.period import Frequency

COUNT = indicator("brott")
FUNNEL = block(BlockKind.TRATT)
COUNTS = (520, 300, 210, 12, 640)
PEOPLE = (40_000, 42_000, 26_000, 3_000, 90_000)


def parts(counts: tuple[float | str, ...] = COUNTS, people: tuple[int, ...] = PEOPLE) -> Observations:
    rows = zip(PARTS.values(), counts, people, strict=False)
    return joined(counted({"2025": count}, area=area, population=size, about="brott") for area, count, size in rows)


def drawn(observations: Observations) -> Funnel:
    picture = figure_of(composed(observations, FUNNEL, (COUNT,))).picture
    assert isinstance(picture, Funnel)
    return picture


@pytest.mark.parametrize(
    ("confidence", "expected", "side"), [(NEAR, 7.224687515, 0), (NEAR, 0.242209467, 1), (FAR, 11.22886836, 0), (FAR, 0.04540199, 1)]
)
def test_two_cases_lie_on_the_limits_where_public_health_tabulates_them(confidence: float, expected: float, side: int) -> None:
    assert ratio_limits(expected, confidence)[side] * expected == pytest.approx(2, abs=1e-5)


def test_the_limits_close_around_one_and_the_wider_lie_outside() -> None:
    near, far = (limit_curves(5, 5000, each) for each in (NEAR, FAR))
    for curve, direction in ((near[0], 1), (near[1], -1), (far[0], 1), (far[1], -1)):
        assert all(direction * (after[1] - before[1]) >= 0 for before, after in pairwise(curve))
    assert near[0][-1][1] < 1 < near[1][-1][1]
    assert all(outer[1] >= inner[1] for outer, inner in zip(far[1], near[1], strict=True))


def test_no_count_is_low_enough_where_so_few_are_expected() -> None:
    assert ratio_limits(3.0, NEAR)[0] == 0.0
    assert ratio_limits(4.0, NEAR)[0] >= 0.0
    with pytest.raises(ValueError, match="above 0"):
        ratio_limits(0.0)


def test_what_is_expected_adds_up_to_what_was_counted() -> None:
    assert sum(spot.x for spot in drawn(parts()).spots) == pytest.approx(sum(COUNTS), rel=2e-3)


def test_an_area_says_which_limit_it_lies_outside() -> None:
    outside = {spot.label: spot.outside for spot in drawn(parts()).spots}
    assert outside["Exempelområdet"] == "över gränsen för 99,8\u00a0%"
    assert outside["Exempelhamnen"] == ""
    assert "bättre" not in str(outside) and "sämre" not in str(outside)
    table = figure_table(figure_of(composed(parts(), FUNNEL, (COUNT,))))
    assert all(cell.text for row in table.rows for cell in row)


def test_areas_that_are_alike_lie_inside() -> None:
    assert {spot.outside for spot in drawn(parts((100,) * 5, (10_000,) * 5)).spots} == {""}


def test_the_municipality_as_a_whole_and_other_municipalities_are_no_areas() -> None:
    whole = counted({"2025": 9000}, area=OWN, population=130_000, about="brott")
    other = counted({"2025": 9000}, area="0580", population=130_000, about="brott")
    assert len(drawn(joined([parts(), whole, other])).spots) == 5


def test_areas_of_one_kind_are_held_together_since_kinds_overlap_and_have_their_declared_names() -> None:
    kinds = [AreaKind.REGSO, AreaKind.REGSO, AreaKind.REGSO, AreaKind.DESO, AreaKind.DESO]
    areas = tuple(LocalArea(code, f"Namn {code}", kind) for code, kind in zip(PARTS.values(), kinds, strict=True))
    found = funnel_of_parts(parts(), request("2026-K2", (COUNT,), areas=areas), Subject("brott", Frequency.AR), COUNT)
    assert found is not None
    assert [each.area.name for each in found.points] == ["Namn 2480-01", "Namn 2480-02", "Namn 2480-03"]
    assert sum(each.expected for each in found.points) == pytest.approx(sum(COUNTS[:3]), rel=2e-3)


def test_an_area_without_a_count_is_named_below_and_not_drawn_as_zero() -> None:
    found = figure_of(composed(parts((520, "saknas", 210, 12, 640)), FUNNEL, (COUNT,)))
    assert isinstance(found.picture, Funnel)
    assert len(found.picture.spots) == 4
    assert "Utan antal eller folkmängd: Exempelbyn. Att uppgift saknas betyder inte" in found.notes[0]


def test_two_areas_are_too_few_and_no_area_is_a_gap() -> None:
    (gap,) = composed(parts(COUNTS[:2], PEOPLE[:2]), FUNNEL, (COUNT,)).gaps
    assert gap.reason is GapReason.FOR_LITET_UNDERLAG
    (gap,) = composed(counted({"2025": 9000}, area=OWN, about="brott"), FUNNEL, (COUNT,)).gaps
    assert gap.detail == "Brott har inte kommit."


def test_the_text_for_who_cannot_see_it_names_the_areas_outside() -> None:
    alt = figure_of(composed(parts(), FUNNEL, (COUNT,))).alt
    assert alt.startswith("Trattdiagram. Prov, 2025. 5 områden. Högst Exempelområdet ")
    assert "(över gränsen för 99,8\u00a0%)" in alt
    assert "Inget område ligger utanför gränserna." in figure_of(composed(parts((100,) * 5, (10_000,) * 5), FUNNEL, (COUNT,))).alt
