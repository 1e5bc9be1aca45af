"""Street addresses: a street with its number, a postcode with its town; a street alone is a place."""

from __future__ import annotations

import pytest

from briefing.terms.address import addresses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hon bor på Storgatan 12 B i dag", ["Storgatan 12 B"]),
        ("på Östra Norrlandsgatan 7", ["Östra Norrlandsgatan 7"]),
        ("Gamla Stortorget 3.", ["Gamla Stortorget 3"]),
        ("adress 903 26 Umeå, Kungsgatan 101a", ["903 26 Umeå", "Kungsgatan 101a"]),
        ("Götgatan  1", ["Götgatan  1"]),
        ("Götgatan   1", []),
        ("på Storgatan i maj", []),
        ("Storgatan 1 234", ["Storgatan 1"]),
        ("Storgatan 1234", []),
        ("Storgatan 12,5", []),
        ("Storgatan 12-14", []),
        ("storgatan 12", []),
        ("1903 26 Umeå", []),
        ("003 26 Umeå", []),
        ("903 26 umeå", []),
        ("903 26 Um", []),
        ("90326 Umeå", []),
        ("903 26  Umeå", ["903 26  Umeå"]),
    ],
)
def test_an_address_has_a_number_or_a_postcode(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == expected
