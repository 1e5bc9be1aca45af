"""Several tables that share counts are one system for the attacker, and for what protects against it."""

from __future__ import annotations

import itertools
from collections.abc import Collection

import numpy as np
import pytest

from briefing.findings.disclosure import Bond, Hiding, PublishedCount, PublishedTable, exposed_keys, hiding
from briefing.findings.disclosure_hiding import as_given_away
from briefing.findings.disclosure_linked import UNPRINTED, counts_behind, linked, total, with_hidden_zeros

Counts = dict[str, int]


def printed(name: str, counts: Counts, *bonds: Bond, settled: bool = False) -> PublishedTable:
    return PublishedTable(name, tuple(PublishedCount(key, count, settled=settled) for key, count in counts.items()), bonds)


QUARTERS: Counts = {"K1": 12, "K2": 3, "K3": 20, "K4": 9}
YEAR = printed("året", {**QUARTERS, "2025": 44}, total("2025", QUARTERS))


def test_a_quarter_is_given_back_by_the_year_and_the_other_quarters() -> None:
    assert exposed_keys([YEAR], frozenset({"K2"})) == ("K2",)
    hidden = hiding([YEAR]).hidden
    assert hidden == {"K2", "K4"}  # the cheapest companion
    assert exposed_keys([YEAR], hidden) == ()


def test_the_year_may_be_what_is_hidden_when_it_is_the_cheapest() -> None:
    table = printed("t", {"a": 3, "b": 0, "c": 0, "total": 3}, total("total", ("a", "b", "c")))
    assert hiding([table]).hidden == {"a", "total"}


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
    hidden = hiding([table]).hidden
    assert hidden & {"vuxna", "alla"}
    assert exposed_keys([table], hidden) == ()


def test_what_an_earlier_edition_printed_cannot_be_hidden_and_is_used_against_us() -> None:
    earlier = printed("2025-K3", {"K1": 12, "K3": 20, "2025": 44}, settled=True)
    hidden = hiding([YEAR, earlier]).hidden
    assert hidden == {"K2", "K4"}
    everything = printed("2025-K4", {"K1": 12, "K3": 20, "K4": 9, "2025": 44}, settled=True)
    assert "K2" in hiding([YEAR, everything]).forced


def test_a_count_that_is_out_already_is_no_longer_small() -> None:
    assert hiding([YEAR, printed("Brå", {"K2": 3}, settled=True)]).hidden == frozenset()


def test_what_an_earlier_edition_hid_stays_hidden_from_the_two_together() -> None:
    """The earlier edition hid K2 and K4; were this one to hide K2 and K1, K1 and then K2 would be known from the earlier one."""
    earlier = as_given_away(YEAR, Hiding(frozenset({"K2", "K4"})))
    assert [(each.key, each.count) for each in earlier.counts if each.count is None] == [("K2", None), ("K4", None)]
    assert exposed_keys([YEAR, earlier], frozenset({"K1", "K2"})) == ("K2",)
    assert hiding([YEAR, earlier]).hidden == {"K2", "K4"}


def test_a_revised_count_is_another_count_than_the_one_that_was_printed_then() -> None:
    revised = printed("2025-K4", {"K4": 11}, settled=True)
    hidden = hiding([YEAR, revised]).hidden
    assert exposed_keys([YEAR, revised], hidden) == ()
    assert hidden == {"K2", "K4"}


def test_two_counts_that_were_revised_are_two() -> None:
    revised = printed("2024", {"K1": 9, "K4": 11, "sum": 20}, total("sum", ("K1", "K4")), settled=True)
    keys, system, _ = linked([YEAR, revised], 5, True)
    counts = dict(zip(keys, system.counts.tolist(), strict=True))
    assert (counts["K1"], counts["K1@2024"], counts["K4"], counts["K4@2024"], counts["sum"]) == (12, 9, 9, 11, 20)


def test_sums_that_a_producer_has_blurred_tell_nothing() -> None:
    blurred = printed("SCB", {"a": 3, "b": 9, "total": 13}, total("total", ("a", "b")))
    assert hiding([blurred]).hidden == {"a"}


def test_the_room_that_a_rounded_sum_leaves_is_made_use_of_before_more_is_hidden() -> None:
    counts = {"a": 3, "b": 12, "c": 5, "d": 6, "e": 5}
    wide, narrow = (tuple((key, 1.0) for key in keys) for keys in ("abde", "abc"))
    table = printed("t", counts, Bond(wide, 24.0, 27.0), Bond(narrow, 19.5, 20.5))
    assert hiding([table]).hidden == {"a", "c"}


def test_whole_numbers_alone_can_give_a_count_away() -> None:
    """3·a + 2·b = 10 with both at least 1 leaves only a = 2, b = 2, though fractions would leave a wider range."""
    table = printed("t", {"a": 2, "b": 2}, Bond((("a", 3.0), ("b", 2.0)), 10.0, 10.0))
    assert exposed_keys([table], frozenset({"a", "b"}), threshold=3) == ("a", "b")
    assert hiding([table], threshold=3).forced == {"a", "b"}


def test_a_negative_count_is_one_sentence() -> None:
    with pytest.raises(ValueError, match="negative"):
        exposed_keys([printed("t", {"a": -1})], frozenset())


def test_nothing_published_exposes_nothing() -> None:
    assert exposed_keys([], frozenset()) == ()
    assert hiding([]).hidden == frozenset()


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


def possible(table: PublishedTable, hidden: frozenset[str], key: str, lowest: int = 1, small: Collection[str] = ()) -> set[int]:
    """The small values of a hidden count that some table of whole counts allows, asked of the solver value by value."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    keys = [each.key for each in table.counts]
    counts = np.array([each.count for each in table.counts], dtype=float)
    rows = np.array([[dict(bond.weights).get(each, 0.0) for each in keys] for bond in table.bonds])
    is_hidden = np.array([each in hidden for each in keys])
    is_known_small = np.array([each in small for each in keys])
    low = np.where(is_hidden, np.where(is_known_small, 1, lowest), counts)
    high = np.where(is_hidden, np.where(is_known_small, 4, 10_000), counts)
    found, place = set(), keys.index(key)
    before = low[place], high[place]
    for value in range(1, 5):
        if not before[0] <= value <= before[1]:
            continue
        low[place] = high[place] = value
        answer = milp(
            np.zeros(len(keys)), constraints=LinearConstraint(rows, 0, 0), bounds=Bounds(low, high), integrality=np.ones(len(keys), int)
        )
        found |= {value} if answer.status == 0 else set()
    return found


def test_a_cube_is_protected_by_the_word_of_a_slower_attacker_who_tries_every_value() -> None:
    table = cube(np.random.default_rng(11))
    hidden = hiding([table]).hidden
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
    found = hiding([ones, other])
    assert found.forced == {"K1", "K2", "K3", "K4", "2025"}
    assert found.hidden == found.forced | {"a", "b"}
    assert exposed_keys([other], found.hidden) == ()


def two_way(*rows: tuple[int, ...]) -> PublishedTable:
    """A table of cells `r0c0` with the totals of its rows (`r0`), columns (`c0`) and all (`alla`)."""
    cells = {f"r{row}c{column}": count for row, counts in enumerate(rows) for column, count in enumerate(counts)}
    by_row = {f"r{row}": [f"r{row}c{column}" for column in range(len(rows[0]))] for row in range(len(rows))}
    by_column = {f"c{column}": [f"r{row}c{column}" for row in range(len(rows))] for column in range(len(rows[0]))}
    sums = {name: sum(cells[part] for part in parts) for name, parts in (by_row | by_column).items()}
    bonds = [total(name, parts) for name, parts in (by_row | by_column).items()]
    every = {**cells, **sums, "alla": sum(cells.values())}
    return printed("tabell", every, *bonds, total("alla", by_row), total("alla", by_column))


def test_a_table_that_cannot_be_protected_is_published_as_those_of_its_totals_that_tell_nothing() -> None:
    found = hiding([two_way((2, 1, 0), (1, 1, 0), (30, 40, 50))], node_limit=0)
    cells = {f"r{row}c{column}" for row in range(3) for column in range(3)}
    assert found.forced == cells | {"r0", "r1"}
    assert found.known_small == {"r0", "r1"}


def test_small_totals_that_the_others_give_back_are_left_out_with_all_on_their_level() -> None:
    """Two totals of 3 that sum to 6 are known to be at least 2: only the total of all is left."""
    found = hiding([two_way((2, 1, 0), (1, 2, 0), (30, 40, 50))], node_limit=0)
    assert two_way((2, 1, 0), (1, 2, 0), (30, 40, 50)).counts[-1].key == "alla"
    assert {each.key for each in two_way((2, 1, 0), (1, 2, 0), (30, 40, 50)).counts} - found.hidden == {"alla"}


def test_what_is_left_of_totals_alone_is_hidden_from_a_slower_attacker_too() -> None:
    """Every random table that cannot be protected: the totals left let each hidden small cell be all of 1 to 4, and each small total."""
    generator, tried = np.random.default_rng(5), 0
    while tried < 6:
        table = two_way(*(tuple(row) for row in generator.poisson(generator.uniform(1, 6), size=(3, 3)).tolist()))
        found = hiding([table], node_limit=0)
        shown = {each.key for each in table.counts} - found.hidden
        if not found.forced or not shown:
            continue
        tried += 1
        for each in table.counts:
            if each.count is not None and 0 < each.count < 5:
                assert possible(table, found.hidden, each.key, lowest=0, small=found.known_small) == {1, 2, 3, 4}


def test_a_total_that_the_reader_sees_to_be_small_is_remembered_as_such() -> None:
    table = two_way((2, 1, 0), (1, 1, 0), (30, 40, 50))
    kept = as_given_away(table, hiding([table], node_limit=0))
    assert [(each.key, each.count, each.shown) for each in kept.counts if each.key in ("r0", "r2")] == [
        ("r0", None, (1.0, 4.0)),
        ("r2", 120, None),
    ]


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
    assert hiding(tables).hidden == {f"{letter}{number}" for letter in "ab" for number in range(30)}


def test_a_total_weighs_one_and_its_parts_one_less() -> None:
    assert total("år", iter(("K1", "K2"))) == Bond((("år", 1.0), ("K1", -1.0), ("K2", -1.0)), 0.0, 0.0)


def test_the_counts_behind_a_print_are_those_that_are_rounded_to_it() -> None:
    assert counts_behind(50, 0, 10, 100) == (5, 5)  # 49.5–50.5 % of 10
    assert counts_behind(50.0, 1, 2000, 100) == (999, 1001)  # 49.95 % of 2 000 is 999 to the last decimal
    assert counts_behind(0, 0, 300, 100) == (0, 1)
    assert counts_behind(100, 0, 300_000) == (299, 301)
    assert counts_behind(100, 0, 1, 100) == (1, 1)
    for none in (0, -1, float("nan")):
        with pytest.raises(ValueError, match=r"^a rate needs a denominator above 0$"):
            counts_behind(1.0, 1, none)


def test_one_system_of_all_prints_is_what_the_attacker_knows() -> None:
    first = PublishedTable(
        "nu",
        (
            PublishedCount("a", 3),
            PublishedCount("b", 40, (35.0, 44.0)),
            PublishedCount("c", 7, secret=True),
            PublishedCount("summa", 50, settled=True),
        ),
        (total("summa", ("a", "b", "c")), Bond((("b", 1.0),), 39.0, 42.0), total("summa", ("a", "okänd")), Bond((("a", 1.0),), 4.0, 9.0)),
    )
    then = PublishedTable(
        "då",
        (
            PublishedCount("b", None, (38.0, 60.0), settled=True),
            PublishedCount("c", None, settled=True),
            PublishedCount("a", 2, settled=True),
            PublishedCount("b", 40, (41.0, 50.0)),
        ),
        (total("summa", ("a", "b", "c")), Bond((("a", 2.0),), 4.0, 4.0)),
    )
    keys, system, settled = linked([first, then], 5, zeros_shown=True)
    assert keys == ("a", "b", "c", "summa", "a@då")
    assert (system.counts.tolist(), settled.tolist()) == ([3.0, 40.0, 7.0, 50.0, 2.0], [False, False, False, True, True])
    assert (system.floor.tolist(), system.ceiling.tolist()) == ([1.0, 38.0, 1.0, 50.0, 2.0], [np.inf, 60.0, np.inf, 50.0, 2.0])
    assert (system.shown_below.tolist(), system.shown_above.tolist()) == ([0.0, 2.0, 0.0, 0.0, 0.0], [0.0, 4.0, 0.0, 0.0, 0.0])
    assert system.relations.toarray().tolist() == [[-1.0, -1.0, -1.0, 1.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 2.0]]
    assert (system.below.tolist(), system.above.tolist()) == ([0.0, 1.0, 0.0], [0.0, 2.0, 0.0])
    assert (system.small.tolist(), system.highest, system.whole) == ([True, False, True, False, False], 4, True)
    assert linked([first, then], 5, zeros_shown=False)[1].floor.tolist() == [0.0, 38.0, 0.0, 50.0, 2.0]


def test_a_sum_of_what_was_revised_and_what_was_not_binds_what_was_known_then() -> None:
    tables = [printed("nu", {"a": 3, "b": 4}), printed("då", {"a": 2, "b": 4, "summa": 6}, total("summa", ("a", "b")))]
    keys, system, _ = linked(tables, 5, zeros_shown=True)
    assert (keys, system.relations.toarray().tolist()) == (("a", "b", "a@då", "summa"), [[0.0, -1.0, -1.0, 1.0]])


def test_a_hidden_count_may_be_none_but_where_a_range_of_it_is_out() -> None:
    table = PublishedTable(
        "t",
        (
            PublishedCount("a", 3),
            PublishedCount("b", 3, (1.0, 4.0), settled=True),
            PublishedCount("c", 6, (2.0, np.inf), settled=True),
            PublishedCount("d", 6, (0.0, 9.0), settled=True),
        ),
    )
    _, system, _ = linked([table], 5, zeros_shown=True)
    assert with_hidden_zeros(system).floor.tolist() == [0.0, 1.0, 2.0, 1.0]


def test_a_threshold_and_counts_are_checked_before_anything_is_made_of_them() -> None:
    with pytest.raises(ValueError, match="threshold"):
        linked([], 0, zeros_shown=True)
    with pytest.raises(ValueError, match=r"^'a' has a negative count; disclosure control is for counts of people$"):
        linked([printed("t", {"a": -1})], 5, zeros_shown=True)
    keys, system, settled = linked([], 5, zeros_shown=True)
    assert (keys, len(system.counts), system.relations.shape, len(settled)) == ((), 0, (0, 0), 0)
    assert linked([printed("t", {"a": 0})], 5, zeros_shown=True)[1].counts.tolist() == [0.0]
