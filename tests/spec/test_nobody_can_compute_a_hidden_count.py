"""Small counts of people are hidden so that nobody can compute them (statistics.md rule 9; oracle O9)."""

from __future__ import annotations

import os
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from briefing.findings.disclosure import Obstacle, Unprotectable, exposed, protect


def table(*rows: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=[f"rad {number}" for number in range(1, len(rows) + 1)])


def primary(counts: pd.DataFrame, threshold: int = 5) -> pd.DataFrame:
    return (counts > 0) & (counts < threshold)


def o9() -> pd.DataFrame:
    return pd.DataFrame([[18, 2], [14, 19], [12, 10], [11, 14]], index=list("ABCD"), columns=["first", "second"])


def test_o9_the_example_of_sdctable_hides_a_first_c_first_and_c_second() -> None:
    """From the tests of the R package sdcTable: the smallest sum of hidden counts that protects (A, second)."""
    hidden = protect(o9(), zeros_shown=False)
    assert [(row, column) for row in "ABCD" for column in ("first", "second") if hidden.loc[row, column]] == [
        ("A", "first"),
        ("A", "second"),
        ("C", "first"),
        ("C", "second"),
    ]
    assert exposed(o9(), primary(o9()), zeros_shown=False) == [("A", "second")]
    assert exposed(o9(), hidden, zeros_shown=False) == []


def widest_threshold(counts: pd.DataFrame, hidden: pd.DataFrame, *, zeros_shown: bool) -> int:
    """The highest small count that the attacker must believe possible, found by raising the threshold for the one small cell."""
    small = {(row, column) for row, column in zip(*np.nonzero(primary(counts).to_numpy()), strict=True)}
    named = {(counts.index[row], counts.columns[column]) for row, column in small}
    threshold = 5
    while not named & set(exposed(counts, hidden, threshold + 1, zeros_shown)):
        threshold += 1
    return threshold - 1


@pytest.mark.parametrize(("zeros_shown", "highest"), [(False, 12), (True, 11)])
def test_o9_the_attacker_knows_two_before_and_only_a_range_after(*, zeros_shown: bool, highest: int) -> None:
    """[2, 2] before; after [0, 12] where zeros may be hidden, [1, 11] where a hidden count is known to be at least 1."""
    hidden = protect(o9(), zeros_shown=zeros_shown)
    assert widest_threshold(o9(), hidden, zeros_shown=zeros_shown) == highest


def test_a_hidden_count_in_a_row_of_its_own_is_given_back_by_the_total() -> None:
    counts = table((3, 40, 50), (60, 70, 80))
    assert exposed(counts, primary(counts)) == [("rad 1", 0)]
    assert exposed(counts, counts < 0) == [("rad 1", 0)]


def test_hiding_a_whole_row_is_not_safe_since_the_columns_give_it_back() -> None:
    counts = table((3, 40, 50), (60, 70, 80))
    row = counts < 0
    row.loc["rad 1"] = True
    assert exposed(counts, row) == [("rad 1", 0)]


def test_a_hidden_one_beside_another_hidden_one_is_known_where_zeros_are_shown() -> None:
    """Two hidden counts that sum to 2 are 1 and 1, when none of them can be 0; else they may be 0, 1 or 2, still never 3 or 4."""
    counts = table((1, 1, 50), (60, 70, 80), (90, 95, 99))
    assert exposed(counts, counts > 0) == []
    assert exposed(counts, primary(counts)) == [("rad 1", 0), ("rad 1", 1)]
    assert exposed(counts, primary(counts), zeros_shown=False) == [("rad 1", 0), ("rad 1", 1)]


def test_a_count_may_be_all_of_one_to_four_before_it_counts_as_hidden() -> None:
    """A ring of four hidden counts of 2 lets each be 1, 2 or 3; not 4, since its neighbours would be 0."""
    counts = table((2, 2), (2, 2))
    assert len(exposed(counts, counts > 0)) == 4
    assert exposed(counts, counts > 0, threshold=4) == []


def test_a_table_without_small_counts_hides_nothing() -> None:
    counts = table((5, 6, 0), (7, 0, 9))
    assert not protect(counts).to_numpy().any()
    assert exposed(counts, counts < 0) == []


def test_a_table_that_is_already_safe_hides_nothing_more_than_the_small_counts() -> None:
    counts = table((3, 3, 3), (3, 3, 3), (3, 3, 3))
    assert protect(counts).equals(primary(counts))


def test_a_zero_is_never_hidden_where_zeros_are_shown() -> None:
    counts = table((2, 0, 30, 9), (11, 12, 0, 14), (0, 16, 17, 18))
    hidden = protect(counts)
    assert not (hidden & (counts == 0)).to_numpy().any()
    assert exposed(counts, hidden) == []


def test_with_a_threshold_of_one_nothing_is_small() -> None:
    counts = table((1, 2), (3, 4))
    assert not protect(counts, threshold=1).to_numpy().any()
    assert exposed(counts, counts < 0, threshold=1) == []


def test_small_totals_make_a_table_unprotectable_and_the_attacker_agrees() -> None:
    counts = table((2, 1, 0), (30, 40, 50))
    with pytest.raises(Unprotectable) as refused:
        protect(counts)
    assert refused.value.obstacle is Obstacle.SMA_SUMMOR
    assert exposed(counts, counts > 0) != []


def test_a_table_of_one_row_cannot_be_protected_from_its_column_totals() -> None:
    with pytest.raises(Unprotectable):
        protect(table((3, 40, 50)))


def test_a_search_that_reaches_its_limit_says_so() -> None:
    with pytest.raises(Unprotectable) as refused:
        protect(o9(), node_limit=0)
    assert refused.value.obstacle is Obstacle.SOKGRANS


def test_the_same_table_hides_the_same_cells_every_time() -> None:
    counts = pd.DataFrame(np.random.default_rng(3).poisson(9, size=(8, 7)))
    assert all(protect(counts).equals(protect(counts)) for _ in range(3))


def test_progress_is_told_round_by_round() -> None:
    told: list[tuple[int, int]] = []
    protect(o9(), progress=lambda rounds, left: told.append((rounds, left)))
    assert [rounds for rounds, _ in told] == list(range(1, len(told) + 1))
    assert told
    assert all(left > 0 for _, left in told)


@pytest.mark.parametrize(
    ("counts", "threshold", "said"),
    [
        (table((1, 2), (3, 4)), 0, "threshold"),
        (table((1, 2), (3, 4)), -1, "threshold"),
        (table((1, 2), (3, 4)), 2.5, "threshold"),
        (table((1, 2), (3, 4)), float("nan"), "threshold"),
        (table((-1, 2), (3, 4)), 5, "negative"),
        (pd.DataFrame([[1.5, 2.0]]), 5, "whole number"),
        (pd.DataFrame([[float("nan"), 2.0]]), 5, "without a value"),
        (pd.DataFrame([[float("inf"), 2.0]]), 5, "without a value"),
        (pd.DataFrame([["<5", 2]]), 5, "not a number"),
        (pd.DataFrame([[True, False]]), 5, "not a number"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), 5, "same name"),
    ],
)
def test_what_is_no_table_of_counts_is_one_sentence_never_an_answer(counts: pd.DataFrame, threshold: int, said: str) -> None:
    for asked in (
        lambda: protect(counts, threshold),
        lambda: exposed(counts, counts.notna(), threshold),
    ):
        with pytest.raises(ValueError, match=said):
            asked()


def test_what_is_hidden_must_be_said_of_the_same_table() -> None:
    counts = table((1, 20), (30, 40))
    with pytest.raises(ValueError, match="other rows or columns"):
        exposed(counts, primary(counts).T)
    with pytest.raises(ValueError, match="True and False"):
        exposed(counts, counts)


def test_an_empty_table_has_nothing_to_hide() -> None:
    assert protect(pd.DataFrame()).empty
    assert exposed(pd.DataFrame(), pd.DataFrame()) == []


@pytest.mark.parametrize("shape", [(10, 12), (26, 17)])
def test_a_large_table_is_protected_whole(shape: tuple[int, int]) -> None:
    generator = np.random.default_rng(1)
    counts = pd.DataFrame(generator.poisson(generator.gamma(0.7, 30 / 0.7, size=shape)))
    hidden = protect(counts)
    assert exposed(counts, hidden) == []
    assert hidden.to_numpy().sum() > primary(counts).to_numpy().sum() > 10, "there is something to protect, and it costs something"


def random_tables(how_many: int) -> Counter[str]:
    """Random 6×5 tables with means 1–15: what became of each, judged by the attacker."""
    generator, outcomes = np.random.default_rng(20261203), Counter[str]()
    for number in range(how_many):
        counts = pd.DataFrame(generator.poisson(generator.uniform(1, 15), size=(6, 5)))
        zeros_shown = number % 4 != 3
        try:
            hidden = protect(counts, zeros_shown=zeros_shown)
        except Unprotectable as refused:
            confirmed = exposed(counts, counts > 0 if zeros_shown else counts >= 0, zeros_shown=zeros_shown)
            outcomes["confirmed" if confirmed and refused.obstacle is Obstacle.SMA_SUMMOR else "unconfirmed"] += 1
        else:
            outcomes["exposed" if exposed(counts, hidden, zeros_shown=zeros_shown) else "safe"] += 1
            assert (hidden | ~primary(counts)).to_numpy().all(), "a small count is always hidden"
    return outcomes


def test_no_random_table_is_exposed_and_what_is_unprotectable_is_so_by_the_attacker() -> None:
    outcomes = random_tables(10_000 if os.environ.get("BRIEFING_LONG") else 40)
    assert outcomes["exposed"] == outcomes["unconfirmed"] == 0
    assert outcomes["safe"] > 0
    assert outcomes["confirmed"] > 0
