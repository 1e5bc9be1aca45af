"""Classes of a map: where they begin, and which one each value belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import quantiles


def quarter_limits(values: Sequence[float]) -> tuple[float, ...]:
    """The values at which the second class and those above it begin, with as many areas in each of four as can be (quartiles, R type 7).

    Equal values are never parted and no class is empty: there are fewer where many are equal or few have a value, one where all are equal.
    """
    if len(values) < 2:
        return ()
    ordered = sorted(values)
    above = (bisect_right(ordered, each) for each in quantiles(ordered, n=4, method="inclusive"))
    return tuple(sorted({ordered[index] for index in above if index < len(ordered)}))


def class_of(value: float, limits: Sequence[float]) -> int:
    """The class of a value, 0 the lowest; a class begins at its limit."""
    return bisect_right(limits, value)
