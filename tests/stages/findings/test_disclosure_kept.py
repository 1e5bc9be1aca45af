"""Counts that the source keeps under secrecy: some that agree with the sums that are told."""

from __future__ import annotations

import pytest

from briefing.findings.disclosure_kept import possible_counts


@pytest.mark.parametrize(
    ("sums", "found"),
    [
        ([], {}),
        ([(1, ["a"])], {"a": 1}),
        ([(4, ["a"])], {"a": 4}),
        ([(9, ["a"])], {"a": 4}),  # the rest is somebody else's
        ([(8, ["a", "b"])], {"a": 4, "b": 4}),
        ([(2, ["a", "b"])], {"a": 1, "b": 1}),
        ([(1, ["a", "b"])], {"a": 1, "b": 1}),  # less than two can be: no sum of them
        ([(5, ["a"]), (1, ["b", "c"])], {"a": 4, "b": 1, "c": 1}),
        ([(5, ["a", "b"]), (1, ["b"])], {"a": 4, "b": 1}),
        ([(5, ["a", "b"]), (6, ["b", "c"]), (2, ["c"]), (1, ["b", "c", "a"])], {"a": 1, "b": 4, "c": 2}),
    ],
)
def test_counts_are_those_that_the_sums_leave(sums: list[tuple[int, list[str]]], found: dict[str, int]) -> None:
    assert possible_counts(sums, 4) == found


def test_counts_agree_with_all_sums_as_nearly_as_any_can() -> None:
    """b is 2 by itself; of 6 the other has 4 at the most, so that 3 of the last 9 are left over whatever a and c are."""
    found = possible_counts([(2, ["b"]), (5, ["a", "b"]), (9, ["a", "b", "c"])], 4)
    assert found == {"b": 2, "a": 3, "c": 4}
    assert all(isinstance(each, int) for each in found.values())


def test_sums_that_contradict_each_other_leave_what_is_more_to_somebody_else() -> None:
    """Two keys are 2 or more together, so that of the 9 they may have all but what the other sum forbids."""
    assert possible_counts([(9, ["a", "b"]), (2, ["a"]), (3, ["b"])], 4) == {"a": 2, "b": 3}


def test_counts_are_whole_where_halves_would_agree_better() -> None:
    """Two and two of three are 3 together: one and a half each, or 1, 1 and 2 with one left over."""
    found = possible_counts([(3, ["a", "b"]), (3, ["b", "c"]), (3, ["a", "c"])], 4)
    assert sorted(found.values()) == [1, 1, 2]
