"""The value axis of a figure: round ends, evenly spaced ticks, and their printed numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefing.document import wording
from briefing.document.figure import Axis


def axis_of(values: Sequence[float], *, most_ticks: int = 7) -> Axis:
    """Round ends and evenly spaced ticks around the values; from 0 when the lowest is below a third of the highest."""
    low, high = min(values), max(values)
    if 0 <= low < high / 3:
        low = 0.0
    step = _step((high - low) or abs(high) or float(most_ticks - 1), most_ticks)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    ticks = tuple(index * step for index in range(first, last + 1))
    decimals = max(0, -math.floor(math.log10(step)))
    return Axis(ticks[0], ticks[-1], tuple((tick, wording.number(tick, decimals)) for tick in ticks))


def _step(span: float, most_ticks: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that needs no more ticks than that."""
    size = 10.0 ** math.floor(math.log10(span / most_ticks))
    return next(factor * size for factor in (1, 2, 5, 10, 20) if span / (factor * size) <= most_ticks - 1)
