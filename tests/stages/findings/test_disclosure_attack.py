"""What somebody who knows all that is published can compute of a hidden count, on systems small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from briefing.findings.disclosure_attack import (
    Need,
    System,
    _Attack,
    are_small,
    checked_threshold,
    exact_system,
    needs,
    parts,
    unmet,
)

HIDE = np.array([True, True, False])


def marks(*given: int) -> Any:
    return np.array(given, dtype=np.bool_)


def loose() -> System:
    """2, 3 and 5; the sum of the first two is printed as 4 to 8, that of the last two exactly; a shown count is right to 1 and 2."""
    relations = csr_array(np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]))
    below, above, floor, ceiling = np.array([1.0, 0.0]), np.array([3.0, 0.0]), np.full(3, 1.0), np.array([9.0, np.inf, 1.0])
    return System(np.array([2.0, 3.0, 5.0]), relations, below, above, floor, ceiling, np.ones(3), np.full(3, 2.0), marks(1, 1, 0), 4)


def sum_of_two(first: float, second: float, *, floor: float = 1.0) -> System:
    """Two counts and their sum, all printed exactly or hidden."""
    counts = np.array([first, second, first + second])
    return exact_system(counts, csr_array(np.array([[1.0, 1.0, -1.0]])), are_small(counts, 5), 4, floor)


def test_a_hidden_count_has_room_to_its_floor_and_ceiling_and_a_shown_one_what_its_print_leaves() -> None:
    down, up = loose().room(HIDE)
    assert (down.tolist(), up.tolist()) == ([1.0, 2.0, 1.0], [7.0, np.inf, 2.0])
    down, up = loose().room(marks(0, 0, 1))
    assert (down.tolist(), up.tolist()) == ([1.0, 1.0, 4.0], [2.0, 2.0, 0.0])  # a ceiling below the truth leaves no room up


def test_a_need_is_met_where_the_count_lies_far_enough_on_its_side() -> None:
    up, down = Need(1, 1, 2.0), Need(1, -1, 2.0)
    tables = [np.array([9.0, far, 9.0]) for far in (-2.0, -1.9, 1.9, 1.9999995, 2.0, 3.0)]
    assert [up.is_met(each) for each in tables] == [False, False, False, True, True, True]
    assert [down.is_met(each) for each in tables] == [True, False, False, False, False, False]


@pytest.mark.parametrize("threshold", [0, -1, 2.5, float("nan"), True, False])
def test_a_threshold_is_a_whole_number_of_people(threshold: Any) -> None:
    with pytest.raises(ValueError, match=f"^the threshold is a whole number of people, at least 1, not {threshold}$"):
        checked_threshold(threshold)


def test_a_threshold_that_is_whole_is_given_back_as_one() -> None:
    assert [checked_threshold(each) for each in (1, 5, 3.0)] == [1, 5, 3]  # type: ignore[arg-type]
    assert isinstance(checked_threshold(3.0), int)  # type: ignore[arg-type]


def test_small_counts_are_above_none_and_below_the_threshold() -> None:
    assert are_small(np.array([0.0, 1, 2, 3, 4]), 3).tolist() == [False, True, True, False, False]


def test_an_exact_system_leaves_nothing_open_but_what_is_hidden() -> None:
    system = sum_of_two(3, 9)
    assert (system.below.tolist(), system.above.tolist()) == ([0.0], [0.0])
    assert (system.floor.tolist(), system.ceiling.tolist()) == ([1.0] * 3, [np.inf] * 3)
    assert (system.shown_below.tolist(), system.shown_above.tolist()) == ([0.0] * 3, [0.0] * 3)
    assert (system.small.tolist(), system.highest, system.whole) == ([True, False, False], 4, False)


def test_all_small_counts_must_be_able_to_be_one_and_the_highest() -> None:
    counts = np.array([1.0, 2, 4, 5])
    system = exact_system(counts, csr_array((0, 4)), are_small(counts, 5), 4, 1.0)
    assert needs(system) == (Need(0, 1, 3.0), Need(1, -1, 1.0), Need(1, 1, 2.0), Need(2, -1, 3.0))


def test_the_parts_of_a_system_are_what_relations_bind_and_only_those_with_a_small_count() -> None:
    """0 + 3 and 1 + 4 are sums, 2 stands alone; the second part has no small count."""
    relations = csr_array(np.array([[0.0, 2.0, 0.0, 0.0, 3.0], [4.0, 0.0, 0.0, 5.0, 0.0]]))
    counts, floor, ceiling, shown_below, shown_above = (np.arange(5.0) + 10 * number for number in range(5))
    below, above, small = np.array([1.0, 2.0]), np.array([3.0, 4.0]), marks(0, 0, 1, 1, 0)
    system = System(counts, relations, below, above, floor, ceiling, shown_below, shown_above, small, 7, whole=True)
    (first, bound), (second, alone) = parts(system)
    assert (first.tolist(), second.tolist()) == ([0, 3], [2])
    assert (bound.relations.toarray().tolist(), alone.relations.shape) == ([[4.0, 5.0]], (0, 1))
    assert (bound.below.tolist(), bound.above.tolist(), alone.below.tolist()) == ([2.0], [4.0], [])
    assert [each.tolist() for each in (bound.counts, bound.floor, bound.ceiling)] == [[0.0, 3.0], [10.0, 13.0], [20.0, 23.0]]
    assert [each.tolist() for each in (bound.shown_below, bound.shown_above, bound.small)] == [[30.0, 33.0], [40.0, 43.0], [False, True]]
    assert (bound.highest, bound.whole, alone.counts.tolist()) == (7, True, [2.0])


def test_without_relations_every_count_is_a_part_of_its_own() -> None:
    counts = np.array([3.0, 9, 2])
    found = list(parts(exact_system(counts, csr_array((0, 3)), are_small(counts, 5), 4, 1.0)))
    assert [(cells.tolist(), part.counts.tolist()) for cells, part in found] == [([0], [3.0]), ([2], [2.0])]


def test_the_attacker_rules_out_what_no_table_allows() -> None:
    """2 + 6 = 8, the sum shown: the first may be 1 to 7. 2 + 2 = 4: neither can be 4, for the other would be 0."""
    assert unmet(sum_of_two(2, 6), HIDE, needs(sum_of_two(2, 6))) == ()
    tight = unmet(sum_of_two(2, 2), marks(1, 1, 0), [Need(0, 1, 1.0), Need(0, 1, 2.0), Need(0, -1, 1.0), Need(1, 1, 2.0)])
    assert [each.need for each in tight] == [Need(0, 1, 2.0), Need(1, 1, 2.0)]
    assert unmet(sum_of_two(2, 2, floor=0.0), HIDE, [Need(0, 1, 2.0)]) == ()
    assert [each.need.sign for each in unmet(sum_of_two(2, 6), marks(1, 0, 0), needs(sum_of_two(2, 6)))] == [-1, 1]


def test_where_nothing_can_deviate_nothing_holds_it_back_but_that() -> None:
    (shortfall,) = unmet(sum_of_two(2, 6), marks(0, 0, 0), [Need(0, 1, 1.0)])
    assert shortfall.weights is not None
    assert shortfall.weights.tolist() == [0.0]


def test_the_weights_say_which_relation_holds_a_count_back_and_how_strongly() -> None:
    """Alone hidden, the first is held by the sum with itself: one more in the sum would let it be one higher, and one less one lower."""
    for sign in (1, -1):
        (shortfall,) = unmet(sum_of_two(2, 6), marks(1, 0, 0), [Need(0, sign, 1.0)])
        assert shortfall.weights is not None
        assert shortfall.weights.tolist() == [float(sign)]


def test_a_sum_that_is_rounded_holds_a_count_back_only_at_its_edges() -> None:
    """The sum of the first two lies 1 below to 3 above the truth, and the second is shown to within 1 below and 2 above."""
    hidden = marks(1, 0, 0)
    attack = _Attack(loose(), hidden)
    for sign, far in ((1, 4.0), (-1, 1.0)):
        [(deviation, _)] = attack.furthest([[Need(0, sign, 100.0)]])
        assert sign * deviation[0] == pytest.approx(far)
    (shortfall,) = unmet(loose(), hidden, [Need(0, 1, 4.5)])
    assert shortfall.weights is not None
    assert shortfall.weights.tolist() == [1.0, 0.0]  # the second is held by its own print
    assert unmet(loose(), hidden, [Need(0, 1, 4.0), Need(0, -1, 1.0)]) == ()
    (shortfall,) = unmet(replace(loose(), counts=np.array([9.0, 3.0, 5.0])), hidden, [Need(0, -1, 2.5)])
    assert shortfall.weights is not None
    assert shortfall.weights.tolist() == [-1.0, 1.0]  # the second is held by the third, of which the print leaves one below


def test_several_lists_of_needs_are_several_answers_of_one_program() -> None:
    attack = _Attack(sum_of_two(2, 6), HIDE)
    found = attack.furthest([[Need(0, 1, 2.0)], [Need(0, -1, 1.0)], [Need(0, 1, 2.0), Need(1, 1, 2.0)], [Need(2, 1, 1.0)]])
    assert [deviation.tolist() for deviation, _ in found[:2]] == [pytest.approx([2.0, -2.0, 0.0]), pytest.approx([-1.0, 1.0, 0.0])]
    assert [deviation[2] for deviation, _ in found] == [0.0] * 4
    assert len(found) == 4


def test_what_is_pulled_goes_no_further_than_it_must() -> None:
    attack = _Attack(sum_of_two(2, 6), HIDE)
    goal, low, high = attack._pulled([[Need(0, 1, 2.0)], [Need(0, -1, 0.5), Need(1, -1, 3.0)], [Need(2, 1, 1.0)], [Need(1, 1, 1.0)]])
    assert goal.tolist() == [[-1.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.0, -1.0]]
    assert low.tolist() == [[-1.0, -5.0], [-0.5, -3.0], [-1.0, -5.0], [-1.0, -5.0]]
    assert high.tolist() == [[2.0, np.inf], [np.inf, np.inf], [np.inf, np.inf], [np.inf, 1.0]]


def test_only_what_can_deviate_is_in_the_program() -> None:
    attack = _Attack(loose(), marks(0, 0, 1))
    assert (attack.size, attack.free.tolist(), attack.place, attack.exact.tolist()) == (3, [0, 1, 2], {0: 0, 1: 1, 2: 2}, [False, True])
    assert (attack.equal.toarray().tolist(), attack.loose.toarray().tolist()) == ([[0.0, 1.0, 1.0]], [[1.0, 1.0, 0.0]])
    assert (attack.limits.tolist(), attack.whole) == ([3.0, 1.0], False)
    assert _Attack(sum_of_two(2, 6), marks(0, 1, 0)).place == {1: 0}
    half, one, none = np.array([0.5, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]), marks(0, 0, 0)
    assert _Attack(replace(sum_of_two(2, 6), shown_below=half, shown_above=one), none).free.tolist() == [0, 1]
    assert _Attack(replace(sum_of_two(2, 6), shown_below=one, shown_above=half), none).free.tolist() == [0, 1]


def test_a_program_without_an_answer_is_a_fault_and_not_a_secret_kept() -> None:
    attack = _Attack(loose(), HIDE)
    attack.limits = np.array([-90.0, -90.0])
    with pytest.raises(RuntimeError, match=r"^the attacker's linear program has no answer: ."):
        attack.furthest([[Need(0, 1, 1.0)]])


def whole(system: System) -> System:
    return replace(system, whole=True)


def test_a_table_of_fractions_shows_nothing_to_somebody_who_knows_that_counts_are_whole() -> None:
    need, half, full = Need(0, 1, 1.0), np.array([1.5, -1.5, 0.0]), np.array([1.0, -1.0000001, 0.0])
    exact, known = _Attack(sum_of_two(2, 6), HIDE), _Attack(whole(sum_of_two(2, 6)), HIDE)
    assert [each.shows(need, half) for each in (exact, known)] == [True, False]
    assert [each.shows(need, full) for each in (exact, known)] == [True, True]
    assert [each.shows(need, -full) for each in (exact, known)] == [False, False]


@pytest.mark.parametrize(("sign", "distance", "met"), [(1, 4.0, True), (1, 5.0, False), (-1, 1.0, True), (-1, 2.0, False)])
def test_whole_numbers_keep_to_rounded_sums_too(sign: int, distance: float, met: bool) -> None:
    assert _Attack(whole(loose()), marks(1, 0, 0)).is_met_by_whole_numbers(Need(0, sign, distance)) is met


def test_bounds_that_are_no_whole_numbers_are_drawn_in_to_some() -> None:
    """1.5 up and 1.5 down is 1 up and 1 down of whole ones."""
    counts, none = np.array([2.0, 6.0, 8.0]), np.zeros(3)
    relations = csr_array(np.array([[1.0, 1.0, -1.0]]))
    floor, ceiling = np.array([0.5, 1.0, 1.0]), np.array([3.5, 90.0, 90.0])
    system = System(counts, relations, np.zeros(1), np.zeros(1), floor, ceiling, none, none, marks(1, 0, 0), 4, whole=True)
    attack = _Attack(system, HIDE)
    assert [attack.is_met_by_whole_numbers(Need(0, sign, far)) for sign in (1, -1) for far in (1.0, 1.5)] == [True, False, True, False]


def test_a_sum_that_is_open_to_one_side_is_not_exact() -> None:
    for below, above in ((0.0, 3.0), (3.0, 0.0)):
        attack = _Attack(replace(sum_of_two(2, 6), below=np.array([below]), above=np.array([above])), HIDE)
        assert (attack.exact.tolist(), attack.limits.tolist()) == ([False], [above, below])
