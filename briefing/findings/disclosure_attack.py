"""The attacker: what somebody who knows all that is published, and the rule, can compute of a hidden count (statistics.md rule 9).

A linear program in the deviation from the true counts: the truth is always possible, so the program always has a solution.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]

THRESHOLD = 5  # counts of 1–4 people are small: the default of the papers, and a municipality may set another
NEAR = 1e-6  # the solver is right to 1e-7, and what is asked for are whole numbers
_AT_ONCE = 40  # needs solved in one program: its start costs as much as some tens of small needs
_NODES = 2_000  # for one whole-number question; one that is not answered by then counts as ruled out, the cautious way


@dataclass(frozen=True, eq=False)
class System:
    """Counts, and what binds them together. A row of `relations` (sparse, rows × counts) is a weighted sum that is known to all.

    The attacker knows that each sum lies `below` … `above` from the true one (0 where it is printed exactly), that a shown count lies
    `shown_below` … `shown_above` from the true one, and that a hidden count lies between `floor` and `ceiling`. A count marked `small` is
    safe when, for all the attacker can tell, it may be as low as 1 and as high as `highest`. `whole`: whether the counts being whole
    numbers tells the attacker more than the linear program does; in a two-way table it does not (its matrix is totally unimodular).
    """

    counts: Numbers
    relations: Any
    below: Numbers
    above: Numbers
    floor: Numbers
    ceiling: Numbers
    shown_below: Numbers
    shown_above: Numbers
    small: Marks
    highest: int
    whole: bool = False

    def room(self, hidden: Marks) -> tuple[Numbers, Numbers]:
        """How far down and up from the truth each count may lie for the attacker, given which are hidden."""
        down = np.where(hidden, self.counts - self.floor, self.shown_below)
        up = np.where(hidden, self.ceiling - self.counts, self.shown_above)
        return np.maximum(down, 0.0), np.maximum(up, 0.0)


@dataclass(frozen=True)
class Need:
    """What must be possible: that the count `cell` lies `distance` above (`sign` 1) or below (−1) the truth."""

    cell: int
    sign: int
    distance: float

    def is_met(self, deviation: Numbers) -> bool:
        return bool(deviation[self.cell] * self.sign >= self.distance - NEAR)


@dataclass(frozen=True, eq=False)
class Shortfall:
    """A need that is not met, and why: the weight of each relation that holds the count back (the dual solution).

    `weights` is None where only whole numbers rule it out, which has no dual.
    """

    need: Need
    weights: Numbers | None


def checked_threshold(threshold: int) -> int:
    """The threshold, the smallest count that is not small. ValueError where it is no such number."""
    if isinstance(threshold, bool) or not threshold >= 1 or threshold != int(threshold):
        raise ValueError(f"the threshold is a whole number of people, at least 1, not {threshold}")
    return int(threshold)


def are_small(counts: Numbers, threshold: int) -> Marks:
    """Which counts are primary: above 0 and below the threshold."""
    return (counts > 0) & (counts < threshold)


def exact_system(counts: Numbers, relations: Any, small: Marks, highest: int, floor: float) -> System:
    """Counts that are printed exactly or hidden (then at least `floor`), in sums that are all printed exactly."""
    exact, none = np.zeros(relations.shape[0]), np.zeros(len(counts))
    return System(counts, relations, exact, exact, np.full(len(counts), floor), np.full(len(counts), np.inf), none, none, small, highest)


def parts(system: System) -> Iterator[tuple[NDArray[np.int64], System]]:
    """The parts of a system that no relation binds to each other, with the places of their counts in it; only those with a small count."""
    from scipy.sparse import block_array
    from scipy.sparse.csgraph import connected_components

    rows = system.relations.shape[0]
    graph = block_array([[None, system.relations], [system.relations.T, None]]) if rows else system.relations
    labels = connected_components(graph, directed=False)[1] if rows else np.arange(len(system.counts))
    for label in np.unique(labels[rows:][system.small]):
        cells, bound = np.flatnonzero(labels[rows:] == label), np.flatnonzero(labels[:rows] == label)
        sums = {name: getattr(system, name)[bound] for name in ("below", "above")}
        names = ("counts", "floor", "ceiling", "shown_below", "shown_above", "small")
        yield (
            cells,
            replace(system, relations=system.relations[bound][:, cells], **sums, **{each: getattr(system, each)[cells] for each in names}),
        )


def needs(system: System) -> tuple[Need, ...]:
    """All that must be possible: every small count as low as 1, and as high as the highest small count."""
    cells = [(int(cell), float(system.counts[cell])) for cell in np.flatnonzero(system.small)]
    wanted = (Need(cell, sign, far) for cell, count in cells for sign, far in ((-1, count - 1), (1, system.highest - count)))
    return tuple(need for need in wanted if need.distance > 0)


def unmet(system: System, hidden: Marks, wanted: Iterable[Need]) -> tuple[Shortfall, ...]:
    """The needs that the attacker can rule out.

    One other possible table often meets many needs at once: first a table that pulls all counts up and one that pulls all down, then a
    table for each need that is left.
    """
    attack, left = _Attack(system, hidden), tuple(wanted)
    for sign in (1, -1):
        pulled = [need for need in left if need.sign == sign]
        if len(pulled) > 1:
            [(deviation, _)] = attack.furthest([pulled])
            left = tuple(need for need in left if not attack.shows(need, deviation))
    found, doubtful = [], []
    for start in range(0, len(left), _AT_ONCE):
        chunk = left[start : start + _AT_ONCE]
        for need, (deviation, weights) in zip(chunk, attack.furthest([[need] for need in chunk]), strict=True):
            if not need.is_met(deviation):
                found.append(Shortfall(need, weights))
            elif not attack.shows(need, deviation):
                doubtful.append(need)
    return (*found, *(Shortfall(need, None) for need in doubtful if not attack.is_met_by_whole_numbers(need)))


class _Attack:
    """The linear program of one system and one set of hidden counts; only counts that can deviate are in it."""

    def __init__(self, system: System, hidden: Marks) -> None:
        self.size = len(system.counts)
        self.down, self.up = system.room(hidden)
        self.free = np.flatnonzero((self.down > 0) | (self.up > 0))
        self.place = {int(cell): place for place, cell in enumerate(self.free)}
        columns = system.relations[:, self.free]
        self.exact = (system.below == 0) & (system.above == 0)
        self.equal, self.loose = columns[self.exact], columns[~self.exact]
        self.limits = np.concatenate([system.above[~self.exact], system.below[~self.exact]])
        self.whole = system.whole

    def shows(self, need: Need, deviation: Numbers) -> bool:
        """Whether this table is one that the attacker must believe possible, and meets the need."""
        return need.is_met(deviation) and not (self.whole and bool((np.abs(deviation - np.rint(deviation)) > NEAR).any()))

    def furthest(self, wanted: Sequence[Sequence[Need]]) -> list[tuple[Numbers, Numbers]]:
        """For each list of needs (of one sign) the possible table that goes furthest towards them, and the weights of what stops it.

        Each list is a block of its own in one program.
        """
        from scipy.optimize import linprog
        from scipy.sparse import block_diag, vstack

        times = len(wanted)
        if not len(self.free):
            return [(np.zeros(self.size), np.zeros(len(self.exact)))] * times
        goal, low, high = self._pulled(wanted)
        held: dict[str, Any] = {  # the stubs of linprog do not know of sparse matrices
            "A_eq": block_diag([self.equal] * times),
            "b_eq": np.zeros(self.equal.shape[0] * times),
            "bounds": np.column_stack([low.ravel(), high.ravel()]),
        }
        if len(self.limits):
            held |= {"A_ub": block_diag([vstack([self.loose, -self.loose])] * times), "b_ub": np.tile(self.limits, times)}
        result = linprog(goal.ravel(), **held)
        if result.status != 0:
            raise RuntimeError(f"the attacker's linear program has no answer: {result.message}")
        deviations = np.zeros((times, self.size))
        deviations[:, self.free] = result.x.reshape(times, -1)
        return list(zip(deviations, self._weights(result, times), strict=True))

    def is_met_by_whole_numbers(self, need: Need) -> bool:
        """Whether a table of whole counts meets a need that a table of any numbers meets."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        goal, low, high = (each.ravel() for each in self._pulled([[need]]))
        upper, lower = np.split(self.limits, 2)
        held = [LinearConstraint(self.equal, 0, 0), LinearConstraint(self.loose, -lower, upper)]
        within = Bounds(np.ceil(low), np.floor(high))
        result = milp(goal, constraints=held, bounds=within, integrality=[1], options={"node_limit": _NODES})
        return result.x is not None and -result.fun >= need.distance - NEAR

    def _pulled(self, wanted: Sequence[Sequence[Need]]) -> tuple[Numbers, Numbers, Numbers]:
        """Goal, lower and upper bounds, a row per list; what is pulled goes no further than it must, so that the goal is never endless."""
        goal = np.zeros((len(wanted), len(self.free)))
        low, high = np.tile(-self.down[self.free], (len(wanted), 1)), np.tile(self.up[self.free], (len(wanted), 1))
        for row, need in ((row, need) for row, needed in enumerate(wanted) for need in needed if need.cell in self.place):
            place = self.place[need.cell]
            goal[row, place] = -need.sign
            if need.sign > 0:
                high[row, place] = min(high[row, place], need.distance)
            else:
                low[row, place] = max(low[row, place], -need.distance)
        return goal, low, high

    def _weights(self, result: Any, times: int) -> Numbers:
        """The dual solution, a row per block: how much further the count would get, were the relation's sum one larger."""
        weights = np.zeros((times, len(self.exact)))
        weights[:, self.exact] = -result.eqlin.marginals.reshape(times, -1)
        if len(self.limits):
            upper, lower = np.split(-result.ineqlin.marginals.reshape(times, -1), 2, axis=1)
            weights[:, ~self.exact] = upper - lower
        return weights
