"""What is asked of a table, and how it is cut."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.fetch.bundle import Scope
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.selection import Selection, Variable, blocks, checked_blocks, selection
from briefing.sources.fetching import FetchTable
from briefing.terms.area import Municipality
from briefing.workspace.municipalities import municipalities

UMEA: Municipality = municipalities()["2480"]
SCOPE = Scope(UMEA, ("0680", "2580"), ("2482",), tuple(municipalities()))
VARIABLES = [
    Variable("Region", ("00", "01", "0114", "0680", "2480", "2580", "0114A0010")),
    Variable("Kon", ("1", "2"), may_be_left_out=True),
    Variable("ContentsCode", ("A", "B"), is_contents=True),
    Variable("Tid", ("2023M01", "2023M02", "2024M01"), is_time=True),
]


def asked(**values: tuple[str, ...]) -> Selection:
    return selection(FetchTable("TAB1", values), VARIABLES, SCOPE)


def test_words_masks_and_codes_become_codes_that_the_table_has() -> None:
    found = asked(Region=("kommunen", "jamforbara", "riket", "01??"))
    assert found["Region"] == ("2480", "0680", "2580", "00", "0114")
    assert found["Tid"] == ("2023M01", "2023M02", "2024M01")
    assert found["ContentsCode"] == ("A", "B")
    assert "Kon" not in found


def test_time_is_asked_for_from_a_period_or_from_the_end() -> None:
    assert asked(Region=("2480",), Tid=("top(2)",))["Tid"] == ("2023M02", "2024M01")
    assert asked(Region=("2480",), Tid=("from(2023M02)",))["Tid"] == ("2023M02", "2024M01")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"Region": ("9999",)}, '"9999", som Region'),
        ({"Region": ("lanets",)}, '"lanets", som Region'),
        ({"Region": ("2480",), "Tid": ("top(0)",)}, r'"top\(0\)"'),
        ({"Omrade": ("2480",)}, 'ingen variabel "Omrade"'),
        ({}, 'inga värden för variabeln "Region"'),
    ],
)
def test_what_a_table_has_not_is_named(values: dict[str, tuple[str, ...]], told: str) -> None:
    with pytest.raises(NotFetchedError, match=told):
        asked(**values)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.integers(1, 200))
def test_the_parts_are_small_enough_and_hold_every_cell_once(sizes: list[int], most: int) -> None:
    whole = {str(at): tuple(map(str, range(size))) for at, size in enumerate(sizes)}
    parts = list(blocks(whole, most)) if prod(sizes) <= most * 1000 else []
    cells = [cell for part in parts for cell in product(*part.values())]
    assert all(prod(map(len, part.values())) <= most for part in parts)
    assert not parts or sorted(cells) == sorted(product(*whole.values()))


def test_an_endless_table_is_refused() -> None:
    with pytest.raises(NotFetchedError, match="högst 1000"):
        checked_blocks({"A": tuple(map(str, range(100))), "B": tuple(map(str, range(100)))}, 1, "TAB1")
