"""How long disclosure control takes: tables of the sizes that the speed is promised for, and the linked counts of a public edition.

There is no peer: the packages in Python hide small counts and nothing that would give them away.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from briefing.findings.disclosure import PublishedCount, PublishedTable, exposed, hiding, protect
from briefing.findings.disclosure_linked import total

PROMISED = {(10, 12): 1.5, (26, 17): 15.0}  # seconds
AREAS, YEARS = 12, 7


def main() -> None:
    """Prints processor seconds (one core) of protecting invented tables, the best of three, and of attacking what is then shown."""
    for (rows, columns), promised in PROMISED.items():
        counts = invented(rows, columns)
        hidden = protect(counts)
        small, all_hidden = int(((counts > 0) & (counts < 5)).to_numpy().sum()), int(hidden.to_numpy().sum())
        seconds = best(lambda table=counts: protect(table))
        print(f"a table of {rows}×{columns} protected: {seconds:.2f} s (promised {promised} s); {small} small counts, {all_hidden} hidden")
        seconds, left = best(lambda table=counts, marks=hidden: exposed(table, marks)), len(exposed(counts, hidden))
        print(f"the same attacked: {seconds:.2f} s; {left} exposed")
    table = linked()
    start = time.process_time()
    found = hiding([table])
    size = f"{len(table.counts)} counts, {len(table.bonds)} sums, {len(found.hidden)} hidden"
    print(f"a public edition's counts in {AREAS} areas over {YEARS} years, linked: {time.process_time() - start:.1f} s; {size}")


def best(run: Callable[[], object]) -> float:
    """Processor seconds of the fastest of three runs."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    return min(seconds)


def invented(rows: int, columns: int) -> pd.DataFrame:
    """Counts as skewed as those of areas by kind of crime: many small, some large."""
    generator = np.random.default_rng(1)
    return pd.DataFrame(generator.poisson(generator.gamma(0.7, 30 / 0.7, size=(rows, columns))))


def linked() -> PublishedTable:
    """Girls and boys of each area and quarter, with the sums of both, of all areas, and of each year."""
    generator = np.random.default_rng(2)
    counts: dict[str, int] = {}
    bonds = []
    for year in range(YEARS):
        cells = generator.poisson(generator.gamma(1.0, 12.0, size=(AREAS, 2, 4)))
        full = np.concatenate([cells, cells.sum(axis=2, keepdims=True)], axis=2)
        full = np.concatenate([full, full.sum(axis=1, keepdims=True)], axis=1)
        full = np.concatenate([full, full.sum(axis=0, keepdims=True)], axis=0)
        places = np.ndindex(full.shape)
        names = {place: "|".join(map(str, (year, *place))) for place in places}
        counts |= {name: int(full[place]) for place, name in names.items()}
        for place, name in names.items():
            for axis, last in enumerate(size - 1 for size in full.shape):
                if place[axis] == last:
                    parts = [names[(*place[:axis], part, *place[axis + 1 :])] for part in range(last)]
                    bonds.append(total(name, parts))
    return PublishedTable("bench", tuple(PublishedCount(key, count) for key, count in counts.items()), tuple(bonds))


if __name__ == "__main__":
    main()
