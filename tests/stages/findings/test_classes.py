"""The classes of a map: where they begin, and what belongs to them."""

from __future__ import annotations

import pytest

from briefing.findings.classes import class_of, quarter_limits


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([], ()),
        ([7], ()),
        ([7, 7], ()),
        ([1, 2], (2,)),
        ([3, 1, 2], (2, 3)),
        ([8, 7, 6, 5, 4, 3, 2, 1], (3, 5, 7)),
        ([1, 1, 1, 1, 1, 9], (9,)),
        ([1, 5, 5, 5, 5, 9], (9,)),
        ([1, 1, 2, 2, 3, 3, 4, 4], (2, 3, 4)),
    ],
)
def test_a_class_begins_at_a_value_that_is_there_and_none_is_empty(values: list[float], limits: tuple[float, ...]) -> None:
    assert quarter_limits(values) == limits


def test_a_class_begins_at_its_limit() -> None:
    assert [class_of(value, (2, 5)) for value in (1, 2, 4.9, 5, 6)] == [0, 1, 1, 2, 2]
    assert class_of(3, ()) == 0
