"""Many tests in one edition: the false discovery rate (statistics.md rules 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

FALSE_DISCOVERY_RATE = 0.05  # of the changes that an edition calls changes, at most one in twenty is chance (rule 2)


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """The adjusted p of each test, in the order given; below 0.05 means called a change (Benjamini & Hochberg 1995, step-up).

    Adjusted p is the smallest p·m/rank over this and all larger p, and so at most 1. ValueError where a p is not between 0 and 1.
    """
    p = np.asarray(p_values, dtype=np.float64)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("a p-value lies between 0 and 1")
    order = np.argsort(p, kind="stable")[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(p[order] * len(p) / ranks)  # of the largest p that is p itself, so none is above 1
    return tuple(adjusted.tolist())


def printed_confidence(tests: int, rejections: int) -> float:
    """The level of the expected range that is printed, so that word and range agree: 1 − max(R, 1)·0.05/m (rule 3).

    A count lies outside the range of that level exactly when Benjamini-Hochberg rejects it: with R rejections, the rejected
    are those with p of at most R·0.05/m.
    """
    return 1.0 - max(rejections, 1) * FALSE_DISCOVERY_RATE / tests
