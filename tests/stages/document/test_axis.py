"""Axes: round ends, even ticks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.axis import axis_of

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False).filter(lambda each: each == 0 or abs(each) > 1e-3), min_size=1, max_size=8)


@given(VALUES)
def test_every_value_lies_between_the_ends(values: list[float]) -> None:
    axis = axis_of(values)
    assert axis.minimum <= min(values)
    assert axis.maximum >= max(values)
    assert 2 <= len(axis.ticks) <= 9


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1782.0, 6676.0], ["0", "2\u00a0000", "4\u00a0000", "6\u00a0000", "8\u00a0000"]),
        ([9500.0, 12000.0], ["9\u00a0500", "10\u00a0000", "10\u00a0500", "11\u00a0000", "11\u00a0500", "12\u00a0000"]),
        ([0.0], ["0", "1"]),
    ],
)
def test_ticks_are_round(values: list[float], labels: list[str]) -> None:
    assert [label for _, label in axis_of(values).ticks] == labels
