"""What to hide of counts in linked tables, and what may then be given away (statistics.md rule 9).

Small counts and the cheapest others with them; where no set is enough, only such totals as tell nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from briefing.findings.disclosure_attack import THRESHOLD, Marks, Numbers, System, are_small, needs, parts, unmet
from briefing.findings.disclosure_linked import UNPRINTED, PublishedCount, PublishedTable, linked, with_hidden_zeros
from briefing.findings.disclosure_protection import NODE_LIMIT, Progress, Unprotectable, protection

_MOST_LEVELS = 8  # of sums of sums; month, quarter, year, part of the municipality, group and indicator are five


@dataclass(frozen=True)
class Hiding:
    """What to hide of all tables together: `hidden`, and among them what is hidden since nothing less protects what it is bound to.

    `forced` are those; of `known_small` among them the reader sees, by which other totals are shown, that they are small.
    """

    hidden: frozenset[str]
    forced: frozenset[str] = frozenset()
    known_small: frozenset[str] = frozenset()


def hiding(
    tables: Sequence[PublishedTable], threshold: int = THRESHOLD, *, node_limit: int = NODE_LIMIT, progress: Progress | None = None
) -> Hiding:
    """What to hide; never Unprotectable.

    Where hiding every count that is not zero is not enough, zeros are hidden too, as few as it takes. A part of the system that cannot be
    protected so either is published as those of its totals that are 0 or at least the threshold, if the attacker confirms that; else
    nothing of it that is not settled is.
    """
    keys, system, settled = linked(tables, threshold, zeros_shown=True)
    found = Hiding(frozenset())
    for cells, part in parts(system):
        names = np.array(keys, dtype=object)[cells]
        chosen = _chosen(part, ~settled[cells], node_limit, progress)
        if chosen is not None:
            own = Hiding(frozenset(names[chosen]))
        else:
            forced, totals = _but_totals(part, settled[cells], threshold)
            own = Hiding(frozenset(names[forced]), frozenset(names[forced]), frozenset(names[totals]))
        found = Hiding(found.hidden | own.hidden, found.forced | own.forced, found.known_small | own.known_small)
    return found


def _chosen(part: System, hideable: Marks, node_limit: int, progress: Progress | None) -> Marks | None:
    """The counts to hide with all zeros shown, else with as few zeros hidden as can be; None where neither protects.

    A hidden zero tells the reader that any hidden count may be none. Where the cheapest set has no zero in it one is hidden to tell him.
    """
    cost = part.counts + 1  # + 1: to hide a zero, too, costs something
    try:
        return protection(part, part.small, hideable & (part.counts > 0), cost, node_limit=node_limit, progress=progress)
    except Unprotectable:
        pass
    try:
        chosen = protection(with_hidden_zeros(part), part.small, hideable, cost, node_limit=node_limit, progress=progress)
    except Unprotectable:
        return None
    zeros = np.flatnonzero(hideable & (part.counts == 0))
    if not len(zeros):
        return None
    chosen[zeros[:1]] |= not chosen[zeros].any()
    return chosen


def as_given_away(table: PublishedTable, hidden: Hiding, threshold: int = THRESHOLD) -> PublishedTable:
    """The table as a public record may hold it, for the editions to come: settled, and without the counts that were hidden."""
    return replace(table, counts=tuple(_given_away(each, hidden, threshold) for each in table.counts))


def _given_away(each: PublishedCount, hidden: Hiding, threshold: int) -> PublishedCount:
    if each.key in hidden.known_small:
        return PublishedCount(each.key, None, (1.0, threshold - 1.0), settled=True)
    if each.key in hidden.hidden or each.shown == UNPRINTED:
        return PublishedCount(each.key, None, each.shown if each.settled else None, settled=each.settled and each.shown is not None)
    if each.shown is not None:
        return PublishedCount(each.key, None, each.shown, settled=True)
    return replace(each, settled=True, secret=False)


def _but_totals(part: System, settled: Marks, threshold: int) -> tuple[Marks, Marks]:
    """What of an unprotectable part is hidden, and which of it the reader can see to be small: as few levels of sums as are safe.

    First every count that is no sum is hidden, then also the sums of such, and so on; of the levels above, what is small.
    """
    height = _heights(part)
    is_small = are_small(part.counts, threshold)
    for lowest in range(int(height.max())):
        totals = (height > lowest) & is_small & ~settled
        hidden = ((height <= lowest) & ~settled) | totals
        floor = np.where(totals, np.maximum(part.floor, 1.0), with_hidden_zeros(part).floor)
        ceiling = np.where(totals, np.minimum(part.ceiling, threshold - 1.0), part.ceiling)
        if not unmet(replace(part, floor=floor, ceiling=ceiling), hidden, needs(part)):
            return hidden, totals
    return ~settled, np.zeros(len(part.counts), dtype=np.bool_)


def _heights(part: System) -> Numbers:
    """How many levels of sums lie below each count: 0 for what is a sum of nothing. A sum has weight 1, its parts −1 (`total`)."""
    height = np.zeros(len(part.counts))
    rows = part.relations.tocsr()
    for _ in range(_MOST_LEVELS):
        before = height.copy()
        for row in range(rows.shape[0]):
            places, weights = rows.indices[rows.indptr[row] : rows.indptr[row + 1]], rows.data[rows.indptr[row] : rows.indptr[row + 1]]
            parts_of = places[weights < 0]
            if len(parts_of):
                height[places[weights > 0]] = np.maximum(height[places[weights > 0]], height[parts_of].max() + 1)
        if (height == before).all():
            break
    return height
