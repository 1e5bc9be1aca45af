"""Committees (nämnder) that get an edition of their own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Committee:
    """One nämnd: its id in edition ids (`fritid`), its name as it is printed, and the indicators that it answers for.

    `indicators` are written as in an outline: `<indicator>/<ar|kvartal|manad>`.
    """

    id: str
    name: str
    indicators: tuple[str, ...]
