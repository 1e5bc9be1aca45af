"""Disclosure control (röjandekontroll) of a table of counts of people (statistics.md rule 9).

Small counts are hidden, and as many others as it takes for nobody to compute them from the totals. The attacker who decides what is
enough is a linear program (`disclosure_attack`), the choice of what to hide a mixed integer program (`disclosure_protection`).
Tables that share counts are in `disclosure_linked`, what to hide of them in `disclosure_hiding`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from briefing.findings.disclosure_attack import THRESHOLD, Marks, Numbers, System, are_small, checked_threshold, exact_system, needs, unmet
from briefing.findings.disclosure_hiding import Hiding, hiding
from briefing.findings.disclosure_linked import Bond, PublishedCount, PublishedTable, exposed_keys
from briefing.findings.disclosure_protection import NODE_LIMIT, Obstacle, Progress, Unprotectable, protection

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "THRESHOLD",
    "Bond",
    "Hiding",
    "Obstacle",
    "PublishedCount",
    "PublishedTable",
    "Unprotectable",
    "exposed",
    "exposed_keys",
    "hiding",
    "protect",
]


def protect(
    table: pd.DataFrame,
    threshold: int = THRESHOLD,
    zeros_shown: bool = True,
    node_limit: int = NODE_LIMIT,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The cells to hide (True), primary and complementary, of a two-way table of counts without its totals; all totals are published.

    Lazy: where the small counts alone are enough, nothing more is hidden. Of all sets that are enough, the one with the smallest sum of
    hidden counts. With `zeros_shown` a zero is never hidden; without, it may be, and the attacker knows that.
    Unprotectable where no set is enough, or where `node_limit` is reached. ValueError: a threshold below 1, a table that is not of counts.
    `progress` is told the round and how much is still exposed.
    """
    import pandas as pd

    counts = _counts(table, threshold)
    system = _system(counts, threshold, zeros_shown)
    hideable = system.counts > 0 if zeros_shown else np.ones(counts.size, dtype=np.bool_)
    # + 1: to hide a zero, too, costs something
    hidden = protection(system, system.small, hideable, system.counts + 1, node_limit=node_limit, progress=progress)
    return pd.DataFrame(hidden.reshape(counts.shape), index=table.index, columns=table.columns)


def exposed(table: pd.DataFrame, hidden: pd.DataFrame, threshold: int = THRESHOLD, zeros_shown: bool = True) -> list[tuple[Any, Any]]:
    """The primary cells (0 < count < threshold), as (row, column), of which somebody who sees all totals can rule out a small count.

    Such a cell's interval does not contain all of 1 … threshold − 1. A small count that is not hidden is exposed.
    ValueError: a threshold below 1, a table that is not of counts, `hidden` with other rows or columns than the table.
    """
    counts = _counts(table, threshold)
    system = _system(counts, threshold, zeros_shown)
    found = {each.need.cell for each in unmet(system, _marks(hidden, table), needs(system))}
    return [(table.index[cell // counts.shape[1]], table.columns[cell % counts.shape[1]]) for cell in sorted(found)]


def _counts(table: pd.DataFrame, threshold: int) -> Numbers:
    """The table as numbers. ValueError says what is wrong: nothing that is not a count may look like an answer."""
    checked_threshold(threshold)
    if not (table.index.is_unique and table.columns.is_unique):
        raise ValueError("two rows or two columns of the table have the same name, so a cell cannot be named")
    if any(kind.kind not in "iuf" for kind in table.dtypes):
        raise ValueError("the table holds something that is not a number")
    counts = table.to_numpy(dtype=np.float64)
    if not np.isfinite(counts).all():
        raise ValueError("the table has a cell without a value; what is missing cannot be protected, leave its row or column out")
    if (counts < 0).any():
        raise ValueError("the table has a negative count; disclosure control is for counts of people")
    if (counts != np.floor(counts)).any():
        raise ValueError("the table has a count that is not a whole number; disclosure control is for counts, not for rates or shares")
    return counts


def _marks(hidden: pd.DataFrame, table: pd.DataFrame) -> Marks:
    if not (hidden.index.equals(table.index) and hidden.columns.equals(table.columns)):
        raise ValueError("what is hidden has other rows or columns than the table")
    if any(kind.kind != "b" for kind in hidden.dtypes):
        raise ValueError("what is hidden is said with True and False")
    return hidden.to_numpy(dtype=np.bool_).ravel()


def _system(counts: Numbers, threshold: int, zeros_shown: bool) -> System:
    """The cells row by row, bound by the totals of rows and columns; a hidden cell is at least 1 where zeros are shown."""
    cells = counts.ravel()
    return exact_system(cells, _sums(*counts.shape), are_small(cells, threshold), threshold - 1, 1.0 if zeros_shown else 0.0)


def _sums(rows: int, columns: int) -> Any:
    """The matrix (sparse) of row totals, then column totals, of cells that are listed row by row."""
    from scipy.sparse import coo_array

    cells = np.arange(rows * columns)
    totals = np.concatenate([cells // columns, rows + cells % columns]) if columns else np.zeros(0, dtype=np.int64)
    return coo_array((np.ones(2 * len(cells)), (totals, np.tile(cells, 2))), shape=(rows + columns, len(cells))).tocsr()
