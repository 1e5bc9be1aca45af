"""Funnel limits. Oracle O10: the funnel test data of PHEindicatormethods (PHE, now OHID)."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from builders_observations import counted, indicator, request
from scipy import stats

from briefing.findings.finding import Funnel, Position, Subject
from briefing.findings.funnel import expected_limits, limit_curves, overdispersion, ratio_limits
from briefing.findings.funnel_plot import funnel_of_parts
from briefing.observations.observations import joined
from briefing.terms.area import Area
from briefing.terms.gap import GapReason
from briefing.terms.period import Frequency, Year

YEAR = Subject("anmalda-brott", Frequency.AR)
AREAS = tuple(Area(f"24800{number}", f"Område {number}") for number in range(6))


def test_the_limits_of_two_cases_as_phe_has_them() -> None:
    assert expected_limits(2) == pytest.approx((0.242209467, 7.224687515), abs=1e-5)
    assert expected_limits(2, 0.998) == pytest.approx((0.04540199, 11.22886836), abs=1e-5)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("dispersion", [1.0, 4.0])
@pytest.mark.parametrize("observed", [9, 40, 700])
def test_the_curves_go_through_the_ratios_at_the_limits(observed: int, dispersion: float, confidence: float) -> None:
    low, high = expected_limits(observed, confidence, dispersion)
    assert ratio_limits(high, confidence, dispersion)[0] == pytest.approx(observed / high, rel=1e-6)
    assert ratio_limits(low, confidence, dispersion)[1] == pytest.approx(observed / low, rel=1e-6)


def test_where_even_no_cases_is_within_chance_the_lower_limit_is_nobody() -> None:
    assert ratio_limits(2)[0] == 0.0
    assert ratio_limits(4)[0] > 0.0


def test_a_wider_dispersion_widens_the_limits_by_its_root() -> None:
    plain, wide = ratio_limits(5000), ratio_limits(5000, dispersion=4)
    assert (wide[1] - 1) / (plain[1] - 1) == pytest.approx(2, rel=0.02)
    assert plain[1] - 1 == pytest.approx(1.96 / 5000**0.5, rel=0.02)


@pytest.mark.parametrize("expected", [0, -1, float("nan")])
def test_nothing_expected_has_no_limits(expected: float) -> None:
    with pytest.raises(ValueError, match=r"^an expected count is above 0, not "):
        ratio_limits(expected)


@pytest.mark.parametrize(("observed", "dispersion"), [(-1, 1), (3, 0.5)])
def test_what_is_no_count_and_no_dispersion_is_refused(observed: float, dispersion: float) -> None:
    with pytest.raises(ValueError, match=r"^a count is 0 or more and a dispersion 1 or more, not "):
        expected_limits(observed, dispersion=dispersion)


def test_no_case_and_half_a_case_have_limits_that_begin_with_nobody() -> None:
    for observed in (0, 0.5):
        lower, upper = expected_limits(observed)
        assert lower == pytest.approx(stats.gamma.ppf(0.025, observed) if observed else 0.0)
        assert upper == pytest.approx(stats.gamma.ppf(0.975, observed + 1))


def test_areas_that_vary_by_chance_have_no_overdispersion_and_one_odd_area_makes_none() -> None:
    counts = stats.poisson.rvs(200, size=60, random_state=7)
    assert overdispersion(counts, [200] * 60) == pytest.approx(1.0, abs=0.25)
    assert overdispersion([*counts[:59], 900], [200] * 60) == pytest.approx(overdispersion(counts, [200] * 60), abs=0.1)
    shaken = np.random.default_rng(7).negative_binomial(200 / 3, 1 / 4, 60)
    assert 2.2 < overdispersion(shaken, [200] * 60) < 5.0  # φ = 4, less what winsorising takes


def test_few_areas_tell_nothing_of_dispersion() -> None:
    assert overdispersion([100, 300, 500], [300, 300, 300]) == 1.0


def found(counts: list[float | str], populations: list[float]) -> Funnel:
    parts = joined(
        counted({"2025": count}, area=area.code, population=population)
        for area, count, population in zip(AREAS, counts, populations, strict=False)
    )
    funnel = funnel_of_parts(joined([counted({"2025": 900}), parts]), request(), YEAR, indicator())
    assert funnel is not None
    return funnel


def test_areas_are_held_against_all_of_them_together() -> None:
    funnel = found([100, 100, 220, 30], [10_000, 10_000, 10_000, 10_000])
    assert [each.position for each in funnel.points] == [Position.LIKNANDE, Position.LIKNANDE, Position.HOGRE, Position.LAGRE]
    assert [each.far for each in funnel.points] == [False, False, True, True]
    assert [each.expected for each in funnel.points] == pytest.approx([112.5] * 4, rel=1e-3)
    assert sum(each.observed for each in funnel.points) == pytest.approx(sum(each.expected for each in funnel.points))
    assert (funnel.gap, funnel.left_out, funnel.dispersion) == (None, (), 1.0)
    assert len(funnel.citations) == 4


def test_word_and_limits_of_an_area_agree() -> None:
    for each in found([100, 128, 136, 160, 80], [10_000] * 5).points:
        assert (each.position is Position.LIKNANDE) == (each.limits_95[0] <= each.ratio <= each.limits_95[1])
        assert each.far == (not each.limits_998[0] <= each.ratio <= each.limits_998[1])


def test_an_area_without_a_count_is_left_out_and_named() -> None:
    funnel = found([100, 100, "sekretess", 90], [10_000] * 4)
    assert [area.code for area, _ in funnel.left_out] == [AREAS[2].code]
    assert len(funnel.points) == 3
    assert {each.area.name for each in funnel.points} == {""}, "nobody has said what they are called"


@pytest.mark.parametrize("counts", [[100, 90], [0, 0, 0, 0]])
def test_two_areas_and_areas_without_any_case_are_no_funnel(counts: list[float]) -> None:
    funnel = found(list(counts), [10_000] * 4)
    assert (funnel.points, funnel.gap.reason if funnel.gap else None) == ((), GapReason.FOR_LITET_UNDERLAG)
    assert funnel.dispersion == 1.0


def test_many_areas_may_have_limits_as_wide_as_they_vary() -> None:
    counts, many = [60.0, 140, 75, 125, 90, 110, 65, 135, 85, 115, 100, 100], [Area(f"24801{number:02d}", "") for number in range(12)]
    parts = joined(counted({"2025": count}, area=area.code, population=10_000) for count, area in zip(counts, many, strict=True))
    plain = funnel_of_parts(parts, request(), YEAR, indicator())
    wide = funnel_of_parts(parts, request(), YEAR, indicator(), is_dispersed=True)
    assert plain is not None
    assert wide is not None
    assert plain.dispersion == 1.0
    assert wide.dispersion > 2
    assert {each.position for each in plain.points} == {Position.LIKNANDE, Position.HOGRE, Position.LAGRE}
    assert {each.position for each in wide.points} == {Position.LIKNANDE}


def test_a_funnel_is_of_the_quarter_asked_about_and_else_of_the_latest_year() -> None:
    parts = joined(counted({"2024": 90, "2025": 100, "2026-K1": 30}, area=area.code, population=10_000) for area in AREAS)
    yearly = funnel_of_parts(parts, request(), YEAR, indicator())
    assert yearly is not None
    assert yearly.period == Year(2025)
    assert funnel_of_parts(parts, request(), Subject("anmalda-brott", Frequency.KVARTAL), indicator()) is None
    assert funnel_of_parts(counted({"2025": 900}), request(), YEAR, indicator()) is None


def test_the_curves_are_sixty_points_at_even_steps_of_a_factor() -> None:
    lower, upper = limit_curves(2, 2000, 0.95)
    assert len(lower) == len(upper) == 60
    xs = [x for x, _ in lower]
    assert (xs[0], xs[-1]) == (2, pytest.approx(2000))
    assert [after / before for before, after in itertools.pairwise(xs)] == pytest.approx([1000 ** (1 / 59)] * 59)
    assert [x for x, _ in upper] == xs
    assert [(low, high) for (_, low), (_, high) in zip(lower, upper, strict=True)] == [ratio_limits(x, 0.95) for x in xs]
    wide = limit_curves(2, 2000, 0.998, points=3, dispersion=4.0)
    assert ratio_limits(2, 0.998, 4.0) == (wide[0][0][1], wide[1][0][1])
    assert [x for x, _ in wide[0]] == pytest.approx([2, 4000**0.5, 2000])
    assert limit_curves(7, 700, 0.95, points=1)[0] == ((7, ratio_limits(7, 0.95)[0]),)
    assert [x for x, _ in limit_curves(7, 700, 0.95, points=2)[0]] == pytest.approx([7, 700])


@pytest.mark.parametrize(("areas", "phi"), [(9, 1.0), (10, pytest.approx(4.0))])
def test_ten_areas_tell_of_dispersion_and_nine_do_not(areas: int, phi: float) -> None:
    """Each is one or the other side of 100 by two standard deviations on the square root scale: (√100 ± 1)²."""
    assert overdispersion([121.0, 81.0] * 4 + [121.0] * (areas - 8), [100.0] * areas) == phi


def test_the_tenth_at_each_end_counts_as_the_last_one_inside_it() -> None:
    """z = −8, −4, −2 … of twenty areas two at each end are cut: those left are ±2, and so is what is cut."""
    scores = [-8, -8, *[-2] * 8, *[2] * 8, 8, 8]
    assert overdispersion([(10 + z / 2) ** 2 for z in scores], [100.0] * 20) == pytest.approx(4.0)
    assert overdispersion([(10 + z / 2) ** 2 for z in [-8, -8, -8, *[-2] * 7, *[2] * 8, 8, 8]], [100.0] * 20) == pytest.approx(
        (3 * 64 + 17 * 4) / 20
    )
    uneven = [(10 + z / 2) ** 2 for z in (-9, -4, -2, -1, 0, 0, 1, 2, 3, 9)]  # of ten areas one at each end: it counts as −4 and as 3
    assert overdispersion(uneven, [100.0] * 10) == pytest.approx((2 * 16 + 4 + 1 + 1 + 4 + 2 * 9) / 10)
    assert overdispersion([100.0] * 12, [100.0] * 12) == 1.0
