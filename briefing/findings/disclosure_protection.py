"""The protector: the cheapest set of counts to hide so that the attacker learns no small count (complementary suppression, rule 9).

A mixed integer program by cuts (Fischetti & Salazar-González 2000, the capacity constraints): what the attacker's linear program says of
a count that is not safe becomes a condition on what is hidden, and the program is solved again, until no count is exposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from briefing.findings.disclosure_attack import Marks, Need, Numbers, Shortfall, System, needs, unmet

Progress = Callable[[int, int], None]

NODE_LIMIT = 20_000  # of the search for one table, in all; a 26×17 table needs some tens
_NOTHING = 1e-9


class Obstacle(Enum):
    """Why a table cannot be protected: its totals are too small, or the search came to its limit."""

    SMA_SUMMOR = "sma_summor"
    SOKGRANS = "sokgrans"


class Unprotectable(Exception):  # noqa: N818 - an outcome with a name in the papers, no fault
    """No set of hidden counts was found that keeps the small ones from being computed."""

    def __init__(self, obstacle: Obstacle) -> None:
        self.obstacle = obstacle
        super().__init__(
            "hiding every count that is not zero is not enough: the totals are too small"
            if obstacle is Obstacle.SMA_SUMMOR
            else "the search reached its node limit before it found what to hide"
        )


def protection(
    system: System, first: Marks, hideable: Marks, cost: Numbers, *, node_limit: int = NODE_LIMIT, progress: Progress | None = None
) -> Marks:
    """The counts to hide: those of `first`, and the cheapest others among `hideable`. Lazy: nothing more where nothing is exposed.

    `progress` is told the round and how many needs were not met in it. Unprotectable where there is no such set.
    """
    wanted, hidden = needs(system), first.copy()
    exposed = unmet(system, hidden, wanted)
    if exposed and unmet(system, first | hideable, [each.need for each in exposed]):
        raise Unprotectable(Obstacle.SMA_SUMMOR)
    search = _Search(system, first, hideable, cost, node_limit)
    search.learn_neighbours(each.need for each in exposed)
    rounds = 0
    while exposed:
        rounds += 1
        if progress is not None:
            progress(rounds, len(exposed))
        search.learn(exposed, hidden)
        hidden = search.cheapest()
        exposed = unmet(system, hidden, wanted)
    return hidden


@dataclass(eq=False)
class _Search:
    """What has been learnt about what must be hidden: rows of weights of which the hidden ones must sum to at least 1."""

    system: System
    first: Marks
    hideable: Marks
    cost: Numbers
    nodes_left: int
    cuts: dict[bytes, Numbers] = field(default_factory=dict)

    def learn(self, exposed: Iterable[Shortfall], hidden: Marks) -> None:
        """A cut from each dual solution. Where none says anything new, something more than what is hidden must be hidden."""
        before = len(self.cuts)
        for each in exposed:
            if each.weights is not None:
                self._add(each.need, each.weights)
        if len(self.cuts) == before:
            more = (self.hideable & ~hidden).astype(np.float64)
            self.cuts[more.tobytes()] = more

    def learn_neighbours(self, wanted: Iterable[Need]) -> None:
        """What each sum alone says of a need: that others in the same sum must be able to make up for it."""
        for need in wanted:
            column = self.system.relations[:, [need.cell]].tocoo()
            for row, weight in zip(column.row, column.data, strict=True):
                alone = np.zeros(self.system.relations.shape[0])
                alone[row] = need.sign / weight
                self._add(need, alone)

    def cheapest(self) -> Marks:
        """The cheapest set of hidden counts that agrees with all cuts."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_matrix

        if self.nodes_left <= 0:
            raise Unprotectable(Obstacle.SOKGRANS)
        result = milp(
            self.cost,
            integrality=[1],
            bounds=Bounds(self.first.astype(np.float64), (self.first | self.hideable).astype(np.float64)),
            constraints=LinearConstraint(csr_matrix(np.array(list(self.cuts.values()))), lb=1 - _NOTHING),
            options={"node_limit": self.nodes_left, "mip_rel_gap": 0.0},
        )
        self.nodes_left -= int(result.mip_node_count or 0)
        if result.status == 2:
            raise Unprotectable(Obstacle.SMA_SUMMOR)  # reached where whole numbers alone give a count away
        if result.status != 0:
            raise Unprotectable(Obstacle.SOKGRANS)
        return result.x > 0.5

    def _add(self, need: Need, weights: Numbers) -> None:
        """The cut of a dual solution: the room that hiding each count gives, at most what is needed, in shares of what is needed."""
        system = self.system
        pull = -(system.relations.T @ weights)
        pull[need.cell] += need.sign
        pull[np.abs(pull) < _NOTHING] = 0.0
        (down, up), nowhere = system.room(self.first | self.hideable), np.zeros(len(pull), dtype=np.bool_)
        down_shown, up_shown = system.room(nowhere)
        always = _filled(pull, up_shown, down_shown).sum() + np.maximum(weights, 0) @ system.above + np.maximum(-weights, 0) @ system.below
        missing = need.distance - always
        if missing > _NOTHING:
            gained = np.maximum(_filled(pull, up, down) - _filled(pull, up_shown, down_shown), 0.0)
            cut = np.round(np.minimum(gained / missing, 1.0), 9)
            self.cuts[cut.tobytes()] = cut


def _filled(pull: Numbers, up: Numbers, down: Numbers) -> Numbers:
    """How far each count can go in the direction that it is pulled, times the pull; endless room counts only where there is a pull."""
    way = np.where(pull > 0, up, down)
    return np.abs(pull) * np.where(pull == 0, 0.0, way)
