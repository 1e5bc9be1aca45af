"""Sensitivity (känslighet) of every value and text."""

from __future__ import annotations

from enum import Enum


class Sensitivity(Enum):
    """oppen < intern < begransad; a document is as sensitive as the most sensitive thing in it."""

    OPPEN = "oppen"
    INTERN = "intern"
    BEGRANSAD = "begransad"

    @property
    def rank(self) -> int:
        return list(Sensitivity).index(self)

    def exceeds(self, ceiling: Sensitivity) -> bool:
        return self.rank > ceiling.rank


def highest(*sensitivities: Sensitivity) -> Sensitivity:
    """The most sensitive of those given; oppen when none is given."""
    return max(sensitivities, key=lambda each: each.rank, default=Sensitivity.OPPEN)
