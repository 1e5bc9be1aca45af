"""Where a value or a text stands: delivery and place in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Citation:
    """Delivery (`bra-anmalda-brott/2026-K2.r2`) and place in it (`rad 47`, `blad Tabell, rad 9`)."""

    delivery: str
    place: str
