"""Several tables that share counts are one system for the attacker, and for what protects against it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from briefing.findings.disclosure import Bond, PublishedCount, PublishedTable, Unprotectable, exposed_keys, keys_to_hide
from briefing.findings.disclosure_linked import UNPRINTED, as_given_away, counts_behind, keys_to_hide_or_all, total

Counts = dict[str, int]


def printed(name: str, counts: Counts, *bonds: Bond, settled: bool = False) -> PublishedTable:
    return PublishedTable(name, tuple(PublishedCount(key, count, settled=settled) for key, count in counts.items()), bonds)


QUARTERS: Counts = {"K1": 12, "K2": 3, "K3": 20, "K4": 9}
YEAR = printed("året", {**QUARTERS, "2025": 44}, total("2025", QUARTERS))


def test_a_quarter_is_given_back_by_the_year_and_the_other_quarters() -> None:
    assert exposed_keys([YEAR], frozenset({"K2"})) == ("K2",)
    hidden = keys_to_hide([YEAR])
    assert hidden == {"K2", "K4"}  # the cheapest companion
    assert exposed_keys([YEAR], hidden) == ()


def test_the_year_may_be_what_is_hidden_when_it_is_the_cheapest() -> None:
    table = printed("t", {"a": 3, "b": 0, "c": 0, "total": 3}, total("total", ("a", "b", "c")))
    assert keys_to_hide([table]) == {"a", "total"}


def test_two_tables_that_are_safe_alone_may_expose_together() -> None:
    by_sex = printed("kön", {"flickor": 3, "pojkar": 9, "unga": 12}, total("unga", ("flickor", "pojkar")))
    by_age = printed("ålder", {"unga": 12, "äldre": 30, "alla": 42}, total("alla", ("unga", "äldre")))
    hidden = frozenset({"flickor", "unga"})
    assert exposed_keys([by_sex], hidden) == ()
    assert exposed_keys([by_sex, by_age], hidden | {"pojkar"}) == ()
    only_age_shows = PublishedTable("a", by_sex.counts[:1] + by_sex.counts[2:], by_sex.bonds)
    assert exposed_keys([only_age_shows, by_age, printed("skola", {"pojkar": 9})], hidden) == ("flickor",)


def test_a_rate_with_its_denominator_gives_the_count_back() -> None:
    assert counts_behind(12.3, 1, 24_390) == (3, 3)
    assert counts_behind(0.1, 1, 2_000_000) == (1, 3)
    rate = PublishedTable("t", (PublishedCount("a", 3, counts_behind(12.3, 1, 24_390)),))
    assert exposed_keys([rate], frozenset()) == ("a",)


def test_a_share_that_leaves_one_to_four_open_is_no_disclosure() -> None:
    lowest, highest = counts_behind(0.2, 0, 1_000, 100)
    assert (lowest, highest) == (0, 7)
    assert exposed_keys([PublishedTable("t", (PublishedCount("a", 3, (lowest, highest)),))], frozenset()) == ()


def test_a_denominator_of_zero_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="denominator"):
        counts_behind(1.0, 1, 0)


def test_the_rest_that_nobody_prints_is_found_by_subtraction() -> None:
    """18 of 20 are printed: two others are given away though no cell says 2."""
    table = PublishedTable(
        "t",
        (PublishedCount("alla", 20), PublishedCount("vuxna", 18), PublishedCount("barn", 2, UNPRINTED)),
        (total("alla", ("vuxna", "barn")),),
    )
    assert exposed_keys([table], frozenset()) == ("barn",)
    hidden = keys_to_hide([table])
    assert hidden & {"vuxna", "alla"}
    assert exposed_keys([table], hidden) == ()


def test_what_an_earlier_edition_printed_cannot_be_hidden_and_is_used_against_us() -> None:
    earlier = printed("2025-K3", {"K1": 12, "K3": 20, "2025": 44}, settled=True)
    hidden = keys_to_hide([YEAR, earlier])
    assert hidden == {"K2", "K4"}
    everything = printed("2025-K4", {"K1": 12, "K3": 20, "K4": 9, "2025": 44}, settled=True)
    with pytest.raises(Unprotectable):
        keys_to_hide([YEAR, everything])


def test_a_count_that_is_out_already_is_no_longer_small() -> None:
    assert keys_to_hide([YEAR, printed("Brå", {"K2": 3}, settled=True)]) == frozenset()


def test_what_an_earlier_edition_hid_stays_hidden_from_the_two_together() -> None:
    """The earlier edition hid K2 and K4; were this one to hide K2 and K1, K1 and then K2 would be known from the earlier one."""
    earlier = as_given_away(YEAR, frozenset({"K2", "K4"}))
    assert [(each.key, each.count) for each in earlier.counts if each.count is None] == [("K2", None), ("K4", None)]
    assert exposed_keys([YEAR, earlier], frozenset({"K1", "K2"})) == ("K2",)
    assert keys_to_hide([YEAR, earlier]) == {"K2", "K4"}


def test_a_revised_count_is_another_count_than_the_one_that_was_printed_then() -> None:
    revised = printed("2025-K4", {"K4": 11}, settled=True)
    hidden = keys_to_hide([YEAR, revised])
    assert exposed_keys([YEAR, revised], hidden) == ()
    assert hidden == {"K2", "K4"}


def test_sums_that_a_producer_has_blurred_tell_nothing() -> None:
    blurred = printed("SCB", {"a": 3, "b": 9, "total": 13}, total("total", ("a", "b")))
    assert keys_to_hide([blurred]) == {"a"}


def test_whole_numbers_alone_can_give_a_count_away() -> None:
    """3·a + 2·b = 10 with both at least 1 leaves only a = 2, b = 2, though fractions would leave a wider range."""
    table = printed("t", {"a": 2, "b": 2}, Bond((("a", 3.0), ("b", 2.0)), 10.0, 10.0))
    assert exposed_keys([table], frozenset({"a", "b"}), threshold=3) == ("a", "b")
    with pytest.raises(Unprotectable):
        keys_to_hide([table], threshold=3)


def test_a_negative_count_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="negative"):
        exposed_keys([printed("t", {"a": -1})], frozenset())


def test_nothing_published_exposes_nothing() -> None:
    assert exposed_keys([], frozenset()) == ()
    assert keys_to_hide([]) == frozenset()


def cube(generator: np.random.Generator) -> PublishedTable:
    """Area × sex × age with all its sums: three-way tables are where linked tables are hard."""
    counts = {f"{a}{b}{c}": int(generator.poisson(7)) for a, b, c in itertools.product("ABC", "kmo", "xyz")}
    bonds = []
    for pattern in (
        *("".join(p) for p in itertools.product("ABC", "kmo", "*")),
        *("".join(p) for p in itertools.product("ABC", "*", "xyz")),
    ):
        parts = [key for key in counts if all(wanted in ("*", letter) for wanted, letter in zip(pattern, key, strict=True))]
        bonds.append((pattern, parts))
    sums = {pattern: sum(counts[part] for part in parts) for pattern, parts in bonds}
    return printed("kub", counts | sums, *(total(pattern, parts) for pattern, parts in bonds))


def possible(table: PublishedTable, hidden: frozenset[str], key: str) -> set[int]:
    """The small values of a hidden count that some table of whole counts allows, asked of the solver value by value."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    keys = [each.key for each in table.counts]
    counts = np.array([each.count for each in table.counts], dtype=float)
    rows = np.array([[dict(bond.weights).get(each, 0.0) for each in keys] for bond in table.bonds])
    is_hidden = np.array([each in hidden for each in keys])
    low, high = np.where(is_hidden, 1, counts), np.where(is_hidden, 10_000, counts)
    found = set()
    for value in range(1, 5):
        low[keys.index(key)] = high[keys.index(key)] = value
        answer = milp(
            np.zeros(len(keys)), constraints=LinearConstraint(rows, 0, 0), bounds=Bounds(low, high), integrality=np.ones(len(keys), int)
        )
        found |= {value} if answer.status == 0 else set()
    return found


def test_a_cube_is_protected_by_the_word_of_a_slower_attacker_who_tries_every_value() -> None:
    table = cube(np.random.default_rng(11))
    hidden = keys_to_hide([table])
    small = [each.key for each in table.counts if each.count is not None and 0 < each.count < 5]
    assert small
    assert {key: possible(table, hidden, key) for key in small} == {key: {1, 2, 3, 4} for key in small}
    naive = frozenset(small)
    judged = {key for key in small if possible(table, naive, key) != {1, 2, 3, 4}}
    assert set(exposed_keys([table], naive)) == judged


def test_where_nothing_less_protects_all_that_is_bound_together_is_hidden_and_no_more() -> None:
    """Four quarters of one each can be no fewer in a year, and everybody knows it as long as zeros are shown."""
    ones = printed("t", {"K1": 1, "K2": 1, "K3": 1, "K4": 1, "2025": 4}, total("2025", ("K1", "K2", "K3", "K4")))
    other = printed("u", {"a": 3, "b": 40, "c": 43}, total("c", ("a", "b")))
    with pytest.raises(Unprotectable):
        keys_to_hide([ones, other])
    hidden, forced = keys_to_hide_or_all([ones, other])
    assert forced == {"K1", "K2", "K3", "K4", "2025"}
    assert hidden == forced | {"a", "b"}
    assert exposed_keys([other], hidden) == ()


def test_a_hidden_zero_says_that_zeros_are_hidden_in_all_that_it_is_bound_to() -> None:
    year = printed("t", {"K1": 1, "K2": 1, "K3": 0, "2025": 2}, total("2025", ("K1", "K2", "K3")))
    without_zero = frozenset({"K1", "K2", "2025"})
    assert "2025" in exposed_keys([year], without_zero), "two hidden quarters of at least one each"
    assert exposed_keys([year], without_zero | {"K3"}) == ()


def test_parts_that_nothing_binds_are_protected_apart() -> None:
    tables = [
        printed(f"t{number}", {f"a{number}": 3, f"b{number}": 40, f"c{number}": 43}, total(f"c{number}", (f"a{number}", f"b{number}")))
        for number in range(30)
    ]
    assert keys_to_hide(tables) == {f"{letter}{number}" for letter in "ab" for number in range(30)}
