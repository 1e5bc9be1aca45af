"""What is hidden of linked tables, and what of them may then be told to the editions to come."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from briefing.findings.disclosure_hiding import Hiding, _but_totals, _chosen, _heights, as_given_away, hiding
from briefing.findings.disclosure_linked import UNPRINTED, Bond, PublishedCount, PublishedTable, linked, total


def printed(name: str, counts: dict[str, int], *bonds: Bond) -> PublishedTable:
    return PublishedTable(name, tuple(PublishedCount(key, count) for key, count in counts.items()), bonds)


def test_what_may_be_given_away_of_each_print() -> None:
    prints = (
        PublishedCount("visad", 30),
        PublishedCount("hemlig", 40, secret=True),
        PublishedCount("dold", 3),
        PublishedCount("ute", 12, (10.0, 14.0), settled=True),
        PublishedCount("dold-ute", 2, (0.0, 4.0), settled=True),
        PublishedCount("dold-okänd", 2, settled=True),
        PublishedCount("otryckt", 2, UNPRINTED),
        PublishedCount("otryckt-ute", 2, UNPRINTED, settled=True),
        PublishedCount("avrundad", 7, (5.0, 9.0)),
        PublishedCount("känd", 3),
    )
    table = PublishedTable("t", prints, (total("visad", ("dold", "känd")),))
    hidden = Hiding(frozenset({"dold", "dold-ute", "dold-okänd", "känd"}), frozenset({"känd"}), frozenset({"känd"}))
    assert as_given_away(table, hidden, 4) == PublishedTable(
        "t",
        (
            PublishedCount("visad", 30, settled=True),
            PublishedCount("hemlig", 40, settled=True),
            PublishedCount("dold", None),
            PublishedCount("ute", None, (10.0, 14.0), settled=True),
            PublishedCount("dold-ute", None, (0.0, 4.0), settled=True),
            PublishedCount("dold-okänd", None),
            PublishedCount("otryckt", None),
            PublishedCount("otryckt-ute", None, UNPRINTED, settled=True),
            PublishedCount("avrundad", None, (5.0, 9.0), settled=True),
            PublishedCount("känd", None, (1.0, 3.0), settled=True),
        ),
        table.bonds,
    )


def test_a_total_lies_one_level_above_the_highest_of_its_parts() -> None:
    months = total("kvartal", ("jan", "feb"))
    year, groups = total("år", ("kvartal", "kvartal2")), total("kvartal", ("barn", "vuxna"))
    table = printed("t", {"år": 12, "kvartal": 7, "kvartal2": 5, "jan": 3, "feb": 4, "barn": 2, "vuxna": 5}, year, months, groups)
    keys, system, _ = linked([table], 5, zeros_shown=True)
    heights = {"år": 2, "kvartal": 1, "kvartal2": 0, "jan": 0, "feb": 0, "barn": 0, "vuxna": 0}
    assert dict(zip(keys, _heights(system).tolist(), strict=True)) == heights


def test_eight_levels_of_sums_are_followed() -> None:
    names = [f"n{number}" for number in range(11)]
    bonds = [total(above, (below,)) for below, above in itertools.pairwise(names)]
    _, system, _ = linked([printed("t", dict.fromkeys(names, 9), *reversed(bonds))], 5, zeros_shown=True)
    assert _heights(system).tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8]


def test_a_bond_without_parts_is_no_sum() -> None:
    _, system, _ = linked([printed("t", {"a": 3, "b": 4}, Bond((("a", 1.0), ("b", 1.0)), 7.0, 7.0))], 5, zeros_shown=True)
    assert _heights(system).tolist() == [0, 0]


def two_way(*rows: tuple[int, ...]) -> PublishedTable:
    cells = {f"r{row}c{column}": count for row, counts in enumerate(rows) for column, count in enumerate(counts)}
    lines = {f"r{row}": [f"r{row}c{column}" for column in range(3)] for row in range(3)}
    lines |= {f"c{column}": [f"r{row}c{column}" for row in range(3)] for column in range(3)}
    sums = {name: sum(cells[part] for part in parts) for name, parts in lines.items()}
    return printed("t", {**cells, **sums}, *(total(name, parts) for name, parts in lines.items()))


def ones(*counts: int) -> PublishedTable:
    parts = {f"K{number}": count for number, count in enumerate(counts, start=1)}
    return printed("t", {**parts, "år": sum(counts)}, total("år", parts))


def test_the_cheapest_companion_is_the_smallest_and_a_zero_costs_too() -> None:
    assert hiding([ones(3, 7, 9, 20)]).hidden == {"K1", "K2"}
    assert hiding([ones(3, 7, 0, 20)]) == Hiding(frozenset({"K1", "K2"}))
    assert hiding([ones(4, 7, 0, 20)]) == Hiding(frozenset({"K1", "K2"})), "a zero could make up for it, and is shown all the same"


def test_the_sum_of_what_is_hidden_decides_before_how_many_they_are() -> None:
    """Beside the 2, its square of 6, 21 and 6; or round the table three sixes for the 21, or a six and two sevens, one each too."""
    corner = {"r0c0", "r0c1", "r1c0", "r1c1"}
    assert hiding([two_way((2, 6, 60), (21, 6, 6), (6, 60, 6))]).hidden == corner - {"r1c0"} | {"r1c2", "r2c0", "r2c2"}
    assert hiding([two_way((2, 6, 60), (21, 6, 7), (7, 60, 6))]).hidden == corner


@pytest.mark.parametrize(("first", "companions"), [(3, {"K5", "K7"}), (4, {"K7"})])
def test_where_zeros_must_be_hidden_the_search_is_made_with_them(first: int, companions: set[str]) -> None:
    """1 + 1 + 3 = 5, which is out: with zeros shown none of the ones can be 4. In the same table one count needs a companion."""
    quarters = {"K1": 1, "K2": 1, "K3": 3}, {"K4": first, "K5": 7, "K6": 9, "K7": 0}
    sums = {"h1": 5, "h2": first + 16}
    counts = [PublishedCount(key, count) for half in quarters for key, count in half.items()]
    out = [PublishedCount(key, count, settled=True) for key, count in {**sums, "år": sum(sums.values())}.items()]
    bonds = (total("h1", quarters[0]), total("h2", quarters[1]), total("år", sums))
    told: list[tuple[int, int]] = []
    found = hiding([PublishedTable("t", (*counts, *out), bonds)], progress=lambda *each: told.append(each))
    assert found == Hiding(frozenset({*quarters[0], "K4", *companions}))
    assert [rounds for rounds, _ in told] == [1]


def test_one_zero_is_hidden_where_a_reader_must_believe_that_there_are_some() -> None:
    """1 + 1 = 2 with the year hidden: shown zeros would tell that the year is at least 2."""
    found = hiding([ones(1, 1, 0, 0)])
    assert found.hidden == {"K1", "K2", "K3", "år"}
    assert found.forced == frozenset()


def test_where_no_zero_can_be_hidden_nothing_tells_that_there_are_some() -> None:
    _, system, _ = linked([ones(1, 1)], 5, zeros_shown=True)
    assert _chosen(system, np.ones(3, dtype=np.bool_), 100, None) is None


def test_the_search_is_told_its_limit_and_tells_its_progress() -> None:
    told: list[tuple[int, int]] = []
    hiding([ones(3, 7, 9, 20)], progress=lambda rounds, left: told.append((rounds, left)))
    assert told == [(1, 2)]
    assert hiding([ones(3, 7, 9, 20)], node_limit=0).forced


def test_a_part_that_cannot_be_protected_keeps_what_is_settled_and_the_totals_that_tell_nothing() -> None:
    """Of the four parts of the year two are small and 5 together: that each is 1 to 4 tells nothing more."""
    parts = {"d1": {"a": 1, "b": 1}, "d2": {"c": 3, "d": 4}, "d3": {"e": 1, "f": 2}, "d4": {"g": 20, "h": 30}}
    sums = {name: sum(of_it.values()) for name, of_it in parts.items()}
    cells = {key: count for of_it in parts.values() for key, count in of_it.items()}
    bonds = (total("år", parts), *(total(name, of_it) for name, of_it in parts.items()))
    keys, system, settled = linked([printed("t", {"år": 62, **sums, **cells}, *bonds)], 5, zeros_shown=True)
    for out in ("", "g"):
        hidden, small = _but_totals(system, settled | np.array([key == out for key in keys]), 5)
        assert {key for key, is_hidden in zip(keys, hidden, strict=True) if is_hidden} == {*cells, "d1", "d3"} - {out}
        assert {key for key, is_small in zip(keys, small, strict=True) if is_small} == {"d1", "d3"}


def test_totals_that_are_seen_to_be_small_are_at_least_one_and_may_give_each_other_away_by_that() -> None:
    """1 + 1 + 3 = 5: beside two others of at least one none of the first can be 4, so that no total but that of all may be known small."""
    parts = {"d1": ("a", "b"), "d2": ("c", "d"), "d3": ("e", "f")}
    counts = {"år": 5, "d1": 1, "d2": 1, "d3": 3, "a": 1, "b": 0, "c": 1, "d": 0, "e": 3, "f": 0}
    bonds = (total("år", parts), *(total(name, of_it) for name, of_it in parts.items()))
    _, system, settled = linked([printed("t", counts, *bonds)], 5, zeros_shown=True)
    hidden, small = _but_totals(system, settled, 5)
    assert (hidden.tolist(), small.any()) == ([False, *[True] * 9], False)


def test_where_no_level_is_safe_all_that_is_not_settled_is_hidden() -> None:
    _, system, settled = linked([ones(1, 1, 1, 1)], 5, zeros_shown=True)
    settled[0] = True
    hidden, small = _but_totals(system, settled, 5)
    assert (hidden.tolist(), small.tolist()) == ([False, True, True, True, True], [False] * 5)


@pytest.mark.parametrize("threshold", [5, 3])
def test_the_threshold_decides_what_is_small(threshold: int) -> None:
    assert hiding([ones(4, 7, 9)], threshold).hidden == ({"K1", "K2"} if threshold == 5 else frozenset())
