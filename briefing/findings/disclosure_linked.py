"""Disclosure control over several tables that share counts: all that is published of them is one linear system (statistics.md rule 9).

Totals, rates with denominators, percentages, rounded values, other tables and earlier editions all say something of the same counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from briefing.findings.disclosure_attack import NEAR, THRESHOLD, System, are_small, checked_threshold, needs, parts, unmet

Range = tuple[float, float]

UNPRINTED: Range = (0.0, math.inf)  # of a count that is printed nowhere, but that a total and its other parts may give


@dataclass(frozen=True)
class PublishedCount:
    """One print of a count of people. `key` says what is counted; the same key in two tables is the same count.

    `count` is the true one, None where it was hidden and only its place is known (an earlier public edition). `shown` is the range that
    the print leaves open, None where the count itself is printed. `settled`: it is out already, in an earlier edition or by the authority
    that owns it, and hiding it here changes nothing. `secret`: it may not be told whatever its size.
    """

    key: str
    count: int | None
    shown: Range | None = None
    settled: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Bond:
    """What everybody knows of some counts together: `lowest` ≤ Σ weight · count ≤ `highest`."""

    weights: tuple[tuple[str, float], ...]
    lowest: float = 0.0
    highest: float = 0.0


@dataclass(frozen=True)
class PublishedTable:
    """What one table of one edition gives away: prints of counts, and the bonds between them."""

    id: str
    counts: tuple[PublishedCount, ...]
    bonds: tuple[Bond, ...] = ()


def total(key: str, parts: Iterable[str]) -> Bond:
    """The bond that a count is the sum of its parts."""
    return Bond(((key, 1.0), *((part, -1.0) for part in parts)))


def counts_behind(printed: float, decimals: int, denominator: float, per: float = 100_000) -> Range:
    """The counts that a printed rate or share may stand for: those that give it when divided by the denominator and rounded.

    `per` is 100 for a percentage. ValueError: a denominator that is not positive.
    """
    if not denominator > 0:
        raise ValueError("a rate needs a denominator above 0")
    half = 0.5 * 10**-decimals
    lowest, highest = ((printed + side) * denominator / per for side in (-half, half))
    return max(math.ceil(lowest - NEAR), 0), math.floor(highest + NEAR)


def exposed_keys(
    tables: Sequence[PublishedTable], hidden: frozenset[str], threshold: int = THRESHOLD, zeros_shown: bool = True
) -> tuple[str, ...]:
    """The small counts of which somebody who sees all the tables, but for what is hidden, can rule out a small count.

    A hidden key is hidden in every print that is not settled. Where a zero is hidden, zeros are not shown in all that is bound to it.
    ValueError: a threshold below 1, a negative count.
    """
    keys, system, _ = linked(tables, threshold, zeros_shown)
    marks = np.array([key in hidden for key in keys], dtype=np.bool_)
    found: set[int] = set()
    for cells, part in parts(system):
        hides_zeros = bool((marks[cells] & (part.counts == 0)).any())
        attacked = with_hidden_zeros(part) if hides_zeros else part
        found |= {int(cells[each.need.cell]) for each in unmet(attacked, marks[cells], needs(part))}
    return tuple(keys[cell] for cell in sorted(found))


def with_hidden_zeros(part: System) -> System:
    """The system as the attacker has it where a hidden count may be zero.

    Not one of which a range is out already (what the source keeps as `<5`): that says more than whether zeros are shown.
    """
    return replace(part, floor=np.where((part.floor <= 1) & np.isinf(part.ceiling), 0.0, part.floor))


def linked(tables: Sequence[PublishedTable], threshold: int, zeros_shown: bool) -> tuple[tuple[str, ...], System, Any]:
    """The keys, their system, and which are settled: printed exactly where it cannot be hidden."""
    checked_threshold(threshold)
    truths, alike = _truths(tables)
    keys = tuple(truths)
    every, lasting = _ranges(alike, truths, only_settled=False), _ranges(alike, truths, only_settled=True)
    counts = np.array([truths[key] for key in keys], dtype=np.float64)
    low, high = np.array([every[key] for key in keys]).reshape(-1, 2).T
    floor, ceiling = np.array([lasting[key] for key in keys]).reshape(-1, 2).T
    settled = floor == ceiling
    floor = np.maximum(floor, 1.0 if zeros_shown else 0.0)
    bonds = _holding(alike, truths)
    relations, below, above = _matrix(bonds, truths)
    told = {each.key for table in alike for each in table.counts if each.secret}
    small = (are_small(counts, threshold) | np.array([key in told for key in keys], dtype=np.bool_)) & ~settled
    return keys, System(counts, relations, below, above, floor, ceiling, counts - low, high - counts, small, threshold - 1, True), settled


def _truths(tables: Sequence[PublishedTable]) -> tuple[Mapping[str, int], tuple[PublishedTable, ...]]:
    """Each key's true count, and the tables with a key of its own for a count that was later revised.

    The first table that knows a count decides; another count under the same key is what was known then, and says nothing exact of now.
    """
    truths: dict[str, int] = {}
    alike = []
    for table in tables:
        renamed = {}
        for key, count in ((each.key, each.count) for each in table.counts if each.count is not None):
            if count < 0:
                raise ValueError(f"'{key}' has a negative count; disclosure control is for counts of people")
            if truths.setdefault(key, count) != count:
                renamed[key] = f"{key}@{table.id}"
                truths[renamed[key]] = count
        alike.append(_with_keys(table, renamed) if renamed else table)
    return truths, tuple(alike)


def _with_keys(table: PublishedTable, renamed: Mapping[str, str]) -> PublishedTable:
    counts = tuple(replace(each, key=renamed.get(each.key, each.key)) for each in table.counts)
    bonds = tuple(replace(bond, weights=tuple((renamed.get(key, key), weight) for key, weight in bond.weights)) for bond in table.bonds)
    return replace(table, counts=counts, bonds=bonds)


def _ranges(tables: Iterable[PublishedTable], truths: Mapping[str, int], *, only_settled: bool) -> Mapping[str, Range]:
    """What all prints of a key together leave open; a print that the truth contradicts (rounded otherwise) says nothing."""
    found = dict.fromkeys(truths, UNPRINTED)
    for each in (each for table in tables for each in table.counts if each.settled or not only_settled):
        count = truths.get(each.key) if each.count is None and each.shown is not None else each.count
        if count is None:
            continue
        lowest, highest = (count, count) if each.shown is None else each.shown
        before = found[each.key]
        if lowest <= count <= highest:
            found[each.key] = (max(before[0], lowest), min(before[1], highest))
    return found


def _holding(tables: Iterable[PublishedTable], truths: Mapping[str, int]) -> tuple[Bond, ...]:
    """The bonds that the true counts keep: a producer that adds noise breaks its own sums, and then they tell nothing."""
    bonds = dict.fromkeys(bond for table in tables for bond in table.bonds)
    known = (bond for bond in bonds if all(key in truths for key, _ in bond.weights))
    return tuple(bond for bond in known if bond.lowest - NEAR <= _sum(bond, truths) <= bond.highest + NEAR)


def _sum(bond: Bond, truths: Mapping[str, int]) -> float:
    return sum(weight * truths[key] for key, weight in bond.weights)


def _matrix(bonds: Sequence[Bond], truths: Mapping[str, int]) -> tuple[Any, Any, Any]:
    """The bonds as rows of a sparse matrix, and how far below and above the true sum each leaves open."""
    from scipy.sparse import coo_array

    place = {key: index for index, key in enumerate(truths)}
    rows = [row for row, bond in enumerate(bonds) for _ in bond.weights]
    columns = [place[key] for bond in bonds for key, _ in bond.weights]
    weights = [weight for bond in bonds for _, weight in bond.weights]
    matrix = coo_array((weights, (rows, columns)), shape=(len(bonds), len(place))).tocsr()
    sums = np.array([_sum(bond, truths) for bond in bonds])
    below = np.maximum(sums - np.array([bond.lowest for bond in bonds]), 0.0)
    return matrix, below, np.maximum(np.array([bond.highest for bond in bonds]) - sums, 0.0)
