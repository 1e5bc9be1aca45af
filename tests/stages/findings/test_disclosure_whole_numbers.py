"""The attacker knows that counts are whole: what the linear program allows may be ruled out by that alone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from briefing.findings.disclosure_attack import Need, System, unmet
from briefing.findings.disclosure_protection import Obstacle, Unprotectable, _Search

ALL = np.array([True, True, True])
EVEN = csr_matrix(np.array([[1.0, 1.0, -1.0], [1.0, -1.0, 0.0]]))  # the third is the sum of two equal ones, and so even


def system(*, whole: bool) -> System:
    nothing, none = np.zeros(2), np.zeros(3)
    endless, small = np.full(3, np.inf), np.array([False, False, True])
    return System(np.array([2.0, 2.0, 4.0]), EVEN, nothing, nothing, none, endless, none, none, small, 6, whole)


@pytest.mark.parametrize(
    ("sign", "distance", "met"),
    [(1, 1.0, False), (1, 2.0, True), (-1, 1.0, False), (-1, 2.0, True), (-1, 3.0, False), (-1, 4.0, True), (-1, 5.0, False)],
)
def test_an_even_count_cannot_be_odd(sign: int, distance: float, met: bool) -> None:
    need = Need(2, sign, distance)
    assert (unmet(system(whole=True), ALL, [need]) == ()) == met
    assert (unmet(system(whole=False), ALL, [need]) == ()) == (distance <= 4.0)


def test_what_only_whole_numbers_rule_out_has_no_weights() -> None:
    (shortfall,) = unmet(system(whole=True), ALL, [Need(2, 1, 1.0)])
    assert shortfall.weights is None
    (shortfall,) = unmet(system(whole=True), ALL, [Need(2, -1, 5.0)])
    assert shortfall.weights is not None


def test_a_shown_count_moves_nowhere() -> None:
    shown = np.array([True, True, False])
    assert len(unmet(system(whole=True), shown, [Need(2, 1, 2.0)])) == 1


@pytest.mark.parametrize(("nodes", "obstacle"), [(100, Obstacle.SMA_SUMMOR), (0, Obstacle.SOKGRANS)])
def test_a_search_tells_too_small_sums_from_its_limit(nodes: int, obstacle: Obstacle) -> None:
    nothing_helps = {b"": np.zeros(3)}
    search = _Search(system(whole=False), np.zeros(3, dtype=np.bool_), ALL, np.ones(3), nodes, nothing_helps)
    with pytest.raises(Unprotectable) as raised:
        search.cheapest()
    assert raised.value.obstacle is obstacle
