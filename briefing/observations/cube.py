"""`Cube`: a statistical table of any number of dimensions, as JSON-stat, PxWeb and PC-Axis have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from briefing.observations.fault import UnusableError

TIME, PLACE, METRIC = "time", "geo", "metric"
LARGEST_CUBE = 500_000  # cells, blank ones included; SCB gives at most 150 000 at a time, and a small file can claim any number
Key = tuple[str, ...]
Told = float | str | None


@dataclass(frozen=True)
class Axis:
    """One dimension: `names` are its categories, code → label in their order, `units` the units of those that are measures.

    `role` is time, geo, metric or empty. `whole`: the code of the category that stands for all the others, as the producer says.
    """

    id: str
    label: str
    role: str
    names: Mapping[str, str] = field(hash=False)
    units: Mapping[str, str] = field(default_factory=dict, hash=False)
    whole: str = ""


@dataclass(frozen=True)
class Cube:
    """One table: its title, its dimensions, and for every cell its codes, one of each dimension, and what stands there.

    A number, None where nothing does, or a text: a marker, or something that is none. `size` is how many cells there are, `place` the
    place of a cell by its number and codes.
    """

    label: str
    axes: tuple[Axis, ...]
    cells: Iterable[tuple[Key, Told]]
    size: int
    place: Callable[[int, Key], str]


def cells_in_order(axes: Sequence[Axis], values: Sequence[Told]) -> Iterator[tuple[Key, Told]]:
    """The cells of values in row-major order: the last dimension runs fastest."""
    yield from zip(product(*(axis.names for axis in axes)), values, strict=True)


def checked_size(sizes: Sequence[int], told: int | None, remedy: str) -> int:
    """The number of cells; UnusableError where the dimensions ask for another number than there is, or for too many."""
    cells = 1
    for size in sizes:
        cells *= size
        if cells > LARGEST_CUBE:
            raise UnusableError(f"en tabell med mer än {LARGEST_CUBE} celler", "en mindre tabell", "hämta tabellen i delar")
    if told is not None and told != cells:
        raise UnusableError(f"{told} värden", f"{cells} värden, som dimensionerna säger ({' × '.join(map(str, sizes))})", remedy)
    return cells


def cell_place(number: int, key: Key) -> str:
    """The place of a cell of a table that is one long list."""
    return f"cell {number + 1} ({', '.join(key)})"
