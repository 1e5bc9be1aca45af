"""The search for what to hide, step by step: what is learnt of a need, and what is hidden for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from briefing.findings.disclosure_attack import Need, Shortfall, System, are_small, exact_system
from briefing.findings.disclosure_protection import Obstacle, Unprotectable, _filled, _Search, protection


def marks(*given: int) -> Any:
    return np.array(given, dtype=np.bool_)


def four() -> System:
    """3 + 7 + 9 = 19, printed exactly or hidden."""
    counts = np.array([3.0, 7, 9, 19])
    return exact_system(counts, csr_array(np.array([[1.0, 1, 1, -1]])), are_small(counts, 5), 4, 1.0)


def search(system: System, hideable: Any = None, cost: Any = (4.0, 8.0, 10.0, 20.0), nodes: int = 100) -> _Search:
    return _Search(system, system.small, marks(1, 1, 1, 1) if hideable is None else hideable, np.array(cost), nodes)


def test_the_two_obstacles_are_told_apart_in_words() -> None:
    small, limit = (Unprotectable(each) for each in Obstacle)
    assert (str(small), small.obstacle) == (
        "hiding every count that is not zero is not enough: the totals are too small",
        Obstacle.SMA_SUMMOR,
    )
    assert (str(limit), limit.obstacle) == ("the search reached its node limit before it found what to hide", Obstacle.SOKGRANS)


def test_the_cheapest_that_is_enough_is_hidden_and_progress_is_told_of_each_round() -> None:
    told: list[tuple[int, int]] = []
    system = four()
    hidden = protection(system, system.small, marks(0, 1, 1, 1), np.array([4.0, 8, 10, 20]), progress=lambda *each: told.append(each))
    assert hidden.tolist() == [True, True, False, False]
    assert told == [(1, 2)]
    assert protection(system, marks(1, 0, 1, 0), marks(1, 1, 1, 1), np.ones(4)).tolist() == [True, False, True, False]


def test_what_hiding_all_does_not_protect_is_refused_before_the_search() -> None:
    system = four()
    with pytest.raises(Unprotectable) as refused:
        protection(system, system.small, system.small, np.ones(4), node_limit=0)
    assert refused.value.obstacle is Obstacle.SMA_SUMMOR


def test_a_neighbour_is_worth_the_share_of_the_need_that_it_makes_up_for() -> None:
    """The first is to go 2 lower: the second and third can go any number higher, the sum any lower; to go 8 higher they have 6 and 8."""
    found = search(four())
    found.learn_neighbours([Need(0, -1, 2.0)])
    assert [cut.tolist() for cut in found.cuts.values()] == [[0.0, 1.0, 1.0, 1.0]]
    higher = search(four())
    higher.learn_neighbours([Need(0, 1, 8.0)])
    assert [cut.tolist() for cut in higher.cuts.values()] == [[0.0, 0.75, 1.0, 1.0]]


def test_room_that_is_always_there_is_not_asked_for() -> None:
    """The sum may be 1 lower or 2 higher than printed, and a shown count is right to half a person."""
    counts, relations = np.array([3.0, 7, 9]), csr_array(np.array([[2.0, 1.0, 1.0]]))
    half = np.full(3, 0.5)
    system = System(counts, relations, np.array([1.0]), np.array([2.0]), np.ones(3), np.full(3, np.inf), half, half, marks(1, 0, 0), 4)
    up = search(system, marks(1, 1, 0), (4.0, 8.0, 10.0))
    up.learn_neighbours([Need(0, 1, 4.0)])
    # 2 of the sum and a half of each other one, by the weight of 2: 1.5 is always there, and 2.5 is missing, of which the second has 2.75
    assert [cut.tolist() for cut in up.cuts.values()] == [[0.0, 1.0, 0.0]]
    far = search(system, marks(1, 1, 0), (4.0, 8.0, 10.0))
    far.learn_neighbours([Need(0, 1, 8.0)])
    assert [cut.tolist() for cut in far.cuts.values()] == [pytest.approx([0.0, 2.75 / 6.5, 0.0])]
    down = search(system, marks(1, 1, 0), (4.0, 8.0, 10.0))
    down.learn_neighbours([Need(0, -1, 1.0)])  # 1 of the sum and a half of each is just enough
    assert down.cuts == {}


def test_where_nothing_new_is_learnt_something_more_must_be_hidden() -> None:
    found = search(four(), marks(0, 1, 1, 0))
    found.learn([Shortfall(Need(0, -1, 2.0), None)], marks(1, 1, 0, 0))
    assert [cut.tolist() for cut in found.cuts.values()] == [[0.0, 0.0, 1.0, 0.0]]
    assert [*found.cuts] == [np.array([0.0, 0.0, 1.0, 0.0]).tobytes()]
    found.learn([Shortfall(Need(0, -1, 2.0), np.array([-1.0]))], marks(1, 1, 0, 0))
    assert [cut.tolist() for cut in found.cuts.values()][1:] == [[0.0, 1.0, 1.0, 0.0]]


def test_the_cheapest_set_has_the_first_and_agrees_with_every_cut() -> None:
    found = search(four(), marks(0, 1, 1, 1), (1.0, 8.0, 10.0, 7.0))
    for cut in ([0.0, 1.0, 1.0, 1.0], [0.0, 0.5, 0.5, 1.0], [0.0, 0.5, 1.0, 0.0]):
        found.cuts[np.array(cut).tobytes()] = np.array(cut)
    assert found.cheapest().tolist() == [True, False, True, True]
    assert found.nodes_left == 100, "it was decided without branching"
    found.nodes_left = 1
    assert found.cheapest().tolist() == [True, False, True, True], "one node is enough where nothing is left to branch on"
    found.cuts[b""] = np.zeros(4)
    with pytest.raises(Unprotectable) as refused:
        found.cheapest()
    assert refused.value.obstacle is Obstacle.SMA_SUMMOR, "nothing that is hidden meets the last cut"
    found.nodes_left = 0
    with pytest.raises(Unprotectable) as refused:
        found.cheapest()
    assert refused.value.obstacle is Obstacle.SOKGRANS


def test_a_count_is_filled_in_the_direction_of_its_pull_and_endless_room_only_where_there_is_one() -> None:
    pull, up, down = np.array([2.0, -3.0, 0.0, 0.5]), np.array([5.0, np.inf, np.inf, np.inf]), np.array([7.0, 4.0, np.inf, 1.0])
    assert _filled(pull, up, down).tolist() == [10.0, 12.0, 0.0, np.inf]


def test_a_search_that_its_last_node_did_not_finish_has_come_to_its_limit() -> None:
    """Twenty counts in thirty random cuts: more than one node can decide."""
    generator = np.random.default_rng(1)
    found = _Search(four(), np.zeros(20, dtype=np.bool_), np.ones(20, dtype=np.bool_), generator.uniform(1, 2, 20), 1)
    for _ in range(30):
        cut = (generator.random(20) < 0.3) * generator.choice([0.5, 0.6, 0.4], 20)
        found.cuts[cut.tobytes()] = cut
    with pytest.raises(Unprotectable) as refused:
        found.cheapest()
    assert refused.value.obstacle is Obstacle.SOKGRANS
    assert found.nodes_left == 0
