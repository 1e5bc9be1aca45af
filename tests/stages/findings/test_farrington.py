from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from scipy import stats

from briefing.findings.development import Transformation, farrington_bounds, farrington_p
from briefing.findings.dispersion import Dispersion, Reference, dispersion
from briefing.findings.farrington import ExpectedCount, score
from briefing.findings.multiplicity import benjamini_hochberg
from briefing.terms.period import Quarter

PERIODS = tuple(Quarter(2025 - back, 2) for back in range(5))


# Oracle O7, from the tests of R's surveillance (algo.farrington): one-sided alpha .05, µ0 = 5, se = .2, φ = 1, y = 8.
@pytest.mark.parametrize(
    ("transformation", "lower", "upper", "p"),
    [
        ("none", 1.3073128, 8.6926872, 0.0907246),
        ("1/2", 1.9891097, 9.3744842, 0.1189986),
        ("2/3", 1.8084477, 9.1154825, 0.1094727),
    ],
)
def test_farrington_as_surveillance_has_it(transformation: Transformation, lower: float, upper: float, p: float) -> None:
    bounds = farrington_bounds(expected=5, standard_error=0.2, dispersion=1, alpha=0.05, transformation=transformation)
    assert bounds == pytest.approx((lower, upper), abs=1e-6)
    assert farrington_p(8, expected=5, standard_error=0.2, dispersion=1, transformation=transformation) == pytest.approx(p, abs=1e-6)


def test_what_is_not_given_is_no_dispersion_the_power_of_two_thirds_and_the_normal_distribution() -> None:
    assert farrington_p(8, 5, 0.2) == pytest.approx(0.1094727, abs=1e-6)
    assert farrington_bounds(5, 0.2, alpha=0.05) == pytest.approx((1.8084477, 9.1154825), abs=1e-6)
    assert farrington_bounds(5, 0.2) == pytest.approx(farrington_bounds(5, 0.2, 1.0, 0.025, "2/3"))


def test_a_score_is_the_normal_deviate_of_its_p() -> None:
    assert score(8, 5, 0.2) == pytest.approx(stats.norm.isf(0.1094727), abs=1e-6)
    assert score(8, 5, 0.2, 1.0, "2/3") == score(8, 5, 0.2)
    assert score(2, 5, 0.2) < 0 < score(5.1, 5, 0.2)


def test_an_expected_count_has_whole_numbers_for_bounds_inside_the_range() -> None:
    """t with four degrees of freedom, φ = 6 and a standard error of 20: one hundredth lies in each tail of 98 %."""
    test = ExpectedCount(310.0, 300.0, 20.0, Dispersion(6.0, 4, 1), 0.9, PERIODS, ())
    assert farrington_bounds(300, 20, 6, 0.01, degrees_of_freedom=4) == pytest.approx((142.734379, 491.927471))
    assert test.bounds(0.98) == (143.0, 491.0)
    assert [type(each) for each in test.bounds(0.98)] == [float, float]
    assert (test.trend, test.caveats) == (None, ())


@pytest.mark.parametrize("expected", [0.4, 1.0])
def test_less_than_one_expected_case_has_a_range_from_nobody(expected: float) -> None:
    lower, upper = farrington_bounds(expected, 0.1)
    assert lower == 0.0
    assert farrington_p(upper, expected, 0.1) == pytest.approx(0.025)


@pytest.mark.parametrize("transformation", get_args(Transformation))
@pytest.mark.parametrize("freedom", [4, float("inf")])
def test_a_count_on_the_bound_has_the_p_of_its_tail(transformation: Transformation, freedom: float) -> None:
    given = {"expected": 300.0, "standard_error": 20.0, "dispersion": 6.0, "degrees_of_freedom": freedom}
    lower, upper = farrington_bounds(alpha=0.01, transformation=transformation, **given)
    assert farrington_p(upper, transformation=transformation, **given) == pytest.approx(0.01)
    assert farrington_p(lower, transformation=transformation, **given) == pytest.approx(0.99)


def test_t_quantiles_are_wider() -> None:
    normal, four = (farrington_bounds(300, 20, 6, degrees_of_freedom=freedom) for freedom in (float("inf"), 4))
    assert four[0] < normal[0] < 300 < normal[1] < four[1]
    reach = (normal[1] ** (2 / 3) - 300 ** (2 / 3)) * stats.t.isf(0.025, 4) / stats.norm.isf(0.025)
    assert four[1] ** (2 / 3) - 300 ** (2 / 3) == pytest.approx(reach)


def test_the_lower_bound_is_never_below_zero() -> None:
    assert farrington_bounds(5, 3, 20)[0] == 0.0


@pytest.mark.parametrize("expected", [0, -1, float("nan")])
def test_nothing_expected_has_no_range(expected: float) -> None:
    with pytest.raises(ValueError, match=r"^an expected count is above 0, not "):
        farrington_bounds(expected, 1)


def test_dispersion_is_pearson_over_degrees_of_freedom_around_each_own_rate() -> None:
    counts = {"2480": [2717, 2948, 3155, 3218, 3280], "0580": [3900, 4200, 4100, 4400, 4350], "1281": [3300, 3500, 3650, 3400, 3700]}
    of_each = {area: Reference(PERIODS, tuple(map(float, values)), (130_000.0,) * 5) for area, values in counts.items()}
    pooled = dispersion(of_each["2480"], [of_each["0580"], of_each["1281"]])
    by_hand = sum(stats.chisquare(values).statistic for values in counts.values()) / 12
    assert pooled is not None
    assert (pooled.phi, pooled.degrees_of_freedom, pooled.pooled_over) == (pytest.approx(by_hand), 12, 3)


def test_fewer_than_three_municipalities_leave_the_own_dispersion() -> None:
    own, peer = (Reference(PERIODS, counts, (1e5,) * 5) for counts in ((200.0, 260, 310, 220, 280), (500.0, 501, 502, 503, 504)))
    alone = dispersion(own, [peer])
    assert alone is not None
    assert (alone.degrees_of_freedom, alone.pooled_over) == (4, 1)
    assert alone.phi == pytest.approx(stats.chisquare(own.counts).statistic / 4)


def test_dispersion_is_never_below_that_of_chance() -> None:
    steady = Reference(PERIODS, (500.0,) * 5, (1e5,) * 5)
    found = dispersion(steady, [steady, steady])
    assert found is not None
    assert found.phi == 1.0


def test_municipalities_without_cases_say_nothing_of_variation() -> None:
    none = Reference(PERIODS, (0.0,) * 5, (1e5,) * 5)
    assert dispersion(none, [none] * 5) is None
    assert dispersion(None, []) is None


def test_quiet_indicators_are_seldom_called_changed() -> None:
    """Any false flag in at most 8 % of editions with 25 indicators in which nothing changed, φ from 1 to 50 mixed (statistics.md)."""
    random = np.random.default_rng(2026)
    editions, indicators, flagged = 300, 25, 0
    for _ in range(editions):
        mean, phi = random.uniform(150, 3000, indicators), random.choice([1.01, 2, 5, 12, 25, 50], indicators)
        size = (mean / (phi - 1))[:, None, None]
        counts = random.negative_binomial(size, size / (size + mean[:, None, None]), (indicators, 8, 6)).astype(float)
        flagged += any(p < 0.05 for p in benjamini_hochberg([_p(each) for each in counts]))
    assert flagged / editions <= 0.08


def _p(counts: np.ndarray) -> float:
    """The two-sided p of the last count of the first municipality, by the functions that `analyse` uses."""
    own, *peers = (Reference(PERIODS, tuple(row[:5]), (1e5,) * 5) for row in counts)
    variation = dispersion(own, peers)
    assert variation is not None
    expected = own.total / 5
    upper = farrington_p(
        counts[0, 5],
        expected,
        expected * (variation.phi / own.total) ** 0.5,
        variation.phi,
        degrees_of_freedom=variation.degrees_of_freedom,
    )
    return min(1.0, 2 * min(upper, 1 - upper))
