"""A two-way table of counts: what is no such table is refused with one sentence, and the cheapest set is the smallest sum."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from briefing.findings.disclosure import _sums, _system, exposed, protect


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "two rows or two columns of the table have the same name, so a cell cannot be named"),
        (
            pd.DataFrame([[1], [2]], index=["a", "a"]),
            "two rows or two columns of the table have the same name, so a cell cannot be named",
        ),
        (pd.DataFrame([["<5", 2]]), "the table holds something that is not a number"),
        (
            pd.DataFrame([[float("nan"), 2.0]]),
            "the table has a cell without a value; what is missing cannot be protected, leave its row or column out",
        ),
        (pd.DataFrame([[-1, 2]]), "the table has a negative count; disclosure control is for counts of people"),
        (
            pd.DataFrame([[1.5, 2.0]]),
            "the table has a count that is not a whole number; disclosure control is for counts, not for rates or shares",
        ),
    ],
)
def test_what_is_no_table_of_counts_is_refused_word_for_word(counts: pd.DataFrame, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        protect(counts)


def test_what_is_hidden_is_said_of_the_same_rows_and_columns_with_true_and_false() -> None:
    counts = pd.DataFrame([[1, 20], [30, 40]])
    for other in ((counts < 5).rename(columns={0: "a"}), (counts < 5).rename(index={0: "a"})):
        with pytest.raises(ValueError, match=r"^what is hidden has other rows or columns than the table$"):
            exposed(counts, other)
    with pytest.raises(ValueError, match=r"^what is hidden is said with True and False$"):
        exposed(counts, counts)


def test_columns_that_could_hold_missing_values_and_do_not_are_counts_as_others() -> None:
    counts = pd.DataFrame([[3, 40, 50], [60, 70, 80]], dtype="Int64")
    hidden = (counts < 5).astype("boolean")
    assert exposed(counts, hidden) == [(0, 0)]
    safe = protect(pd.DataFrame([[3, 20], [30, 40]], dtype="Int64"))
    assert safe.to_numpy(dtype=np.bool_).all()


def test_the_sum_of_what_is_hidden_decides_before_how_many_they_are() -> None:
    """Beside the 2 either five sixes (30, and one for each: 35) or three that are 33 (36)."""
    hidden = protect(pd.DataFrame([[2, 6, 60], [21, 6, 6], [6, 60, 6]]))
    assert hidden.to_numpy().tolist() == [[True, True, False], [False, True, True], [True, False, True]]


def test_a_zero_that_may_be_hidden_is_hidden_only_where_it_helps() -> None:
    hidden = protect(pd.DataFrame([[2, 6, 0], [6, 6, 70], [60, 80, 0]]), zeros_shown=False)
    assert hidden.to_numpy().tolist() == [[True, True, False], [True, True, False], [False, False, False]]


def test_sums_are_those_of_rows_and_then_of_columns() -> None:
    assert _sums(2, 3).toarray().tolist() == [
        [1, 1, 1, 0, 0, 0],
        [0, 0, 0, 1, 1, 1],
        [1, 0, 0, 1, 0, 0],
        [0, 1, 0, 0, 1, 0],
        [0, 0, 1, 0, 0, 1],
    ]
    assert _sums(2, 0).shape == (2, 0)


@pytest.mark.parametrize(("zeros_shown", "floor"), [(True, 1.0), (False, 0.0)])
def test_a_hidden_cell_is_at_least_one_where_zeros_are_shown(*, zeros_shown: bool, floor: float) -> None:
    system = _system(np.array([[1.0, 4.0], [5.0, 0.0]]), 5, zeros_shown)
    assert (system.counts.tolist(), system.floor.tolist()) == ([1.0, 4.0, 5.0, 0.0], [floor] * 4)
    assert (system.small.tolist(), system.highest, system.whole) == ([True, True, False, False], 4, False)
