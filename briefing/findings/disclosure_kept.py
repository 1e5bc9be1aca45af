"""Counts that the source itself keeps under secrecy (`<5`): what they may be, given the sums that are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_NODES = 2_000


def possible_counts(sums: Sequence[tuple[int, Sequence[str]]], highest: int) -> Mapping[str, int]:
    """Some counts from 1 to `highest` that agree with the sums, as nearly as any can; each sum is what is left of a total, and its keys.

    Which ones does not matter for the attacker's linear program: what it finds possible is the same from every possible truth. What is
    more than the counts can be is somebody else's, and a sum that is less than they must be is no sum of them. Empty where the search
    comes to its limit.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, eye_array, hstack

    places = {key: place for place, key in enumerate(dict.fromkeys(key for _, keys in sums for key in keys))}
    usable = [(rest, keys) for rest, keys in sums if rest >= len(keys)]
    counts = len(places)
    if not usable:
        return dict.fromkeys(places, 1)
    rows = [row for row, (_, keys) in enumerate(usable) for _ in keys]
    columns = [places[key] for _, keys in usable for key in keys]
    held = hstack([csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(usable), counts)), eye_array(len(usable))])
    rests = np.array([rest for rest, _ in usable])
    result = milp(
        np.concatenate([np.zeros(counts), np.ones(len(usable))]),
        integrality=[1],
        bounds=Bounds(np.concatenate([np.ones(counts), np.zeros(len(usable))]), np.concatenate([np.full(counts, highest), rests])),
        constraints=LinearConstraint(held, rests, rests),
        options={"node_limit": _NODES},
    )
    if result.x is None:
        return {}
    return {key: round(result.x[place]) for key, place in places.items()}
