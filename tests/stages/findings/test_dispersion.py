"""φ by hand: Pearson's X² of each around its own rate, pooled over those that have cases."""

from __future__ import annotations

import pytest

from briefing.findings.dispersion import Dispersion, Reference, dispersion
from briefing.terms.period import Year


def reference(*counts: float, population: float = 1000.0) -> Reference:
    return Reference(tuple(Year(2020 + each) for each in range(len(counts))), counts, tuple(population for _ in counts))


WILD = reference(10, 30, 20)  # mean 20: 100/20 + 100/20 + 0 = 10, with 2 degrees of freedom
CALM = reference(10, 10, 10, 10)  # nothing, with 3
NONE = reference(0, 0, 0)


def test_a_rate_is_cases_per_inhabitant_and_period_and_each_count_is_held_beside_its_own_population() -> None:
    growing = Reference((Year(2020), Year(2021)), (10.0, 50.0), (1000.0, 2000.0))
    assert (growing.total, growing.rate, growing.degrees_of_freedom) == (60.0, 0.02, 1)
    assert growing.pearson == pytest.approx(10**2 / 20 + 10**2 / 40)


def test_three_with_cases_are_pooled_and_one_is_judged_by_itself() -> None:
    assert dispersion(WILD, [CALM, WILD]) == Dispersion(20 / 7, 7, 3)
    assert dispersion(WILD, [CALM, NONE]) == Dispersion(5.0, 2, 1)
    assert dispersion(WILD, [CALM]) == Dispersion(5.0, 2, 1)
    assert dispersion(None, [CALM, WILD, WILD]) == Dispersion(20 / 7, 7, 3)
    assert dispersion(NONE, [CALM, WILD, WILD]) == Dispersion(20 / 7, 7, 3)
    assert dispersion(reference(0, 1), []) is not None
    one = dispersion(reference(0, 1), [CALM, WILD])
    assert one is not None
    assert one.pooled_over == 3


def test_phi_is_never_below_that_of_chance() -> None:
    assert dispersion(CALM, []) == Dispersion(1.0, 3, 1)


def test_without_cases_there_is_nothing_to_estimate_it_from() -> None:
    assert dispersion(NONE, [CALM, WILD]) is None
    assert dispersion(None, [CALM, WILD]) is None
