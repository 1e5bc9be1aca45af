"""Numbers in Swedish files."""

from __future__ import annotations

import pytest

from briefing.observations.numbers import parsed_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12411", 12411),
        ("12 411", 12411),
        ("12\u00a0411", 12411),
        ("1\u2009416\u202f280", 1416280),
        (" 9209,6378 ", 9209.6378),
        ("87.9", 87.9),
        ("007", 7),
        ("0", 0),
        ("-2,5", -2.5),
        ("\u22122,5", -2.5),
    ],
)
def test_numbers_as_they_are_written(text: str, number: float) -> None:
    assert parsed_number(text, signed=True) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<5", "ett tal"),
        ("12 34", "ett tal"),
        ("1,2,3", "ett tal"),
        ("1.234,5", "ett tal"),
        ("5 %", "ett tal"),
        ("1.234", "ett tal med decimalkomma (punkten kan betyda tusental eller decimal)"),
        ("-1", "ett tal som är noll eller större"),
        ("1000000000", "ett tal under 1 000 000 000"),
        ("1" * 500, "ett tal under 1 000 000 000"),
    ],
)
def test_what_is_no_number_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(ValueError) as refused:
        parsed_number(text)
    assert str(refused.value) == expected


def test_a_count_is_whole() -> None:
    assert parsed_number("12,0", whole=True) == 12
    with pytest.raises(ValueError, match="ett heltal"):
        parsed_number("12,5", whole=True)
