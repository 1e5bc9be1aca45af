"""Statements and assessments said more than once in a delivery."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from briefing.observations.doubt import Refusal
from briefing.observations.statement import Assessment, Statement

Told = TypeVar("Told", Statement, Assessment)


def told_once(said: Iterable[Told], key: Callable[[Told], Hashable]) -> tuple[tuple[Told, ...], list[Refusal], int]:
    """The first of every key, refusals of those that say something else about the same, and how many only repeat it."""
    first: dict[Hashable, Told] = {}
    refused: list[Refusal] = []
    duplicates = 0
    for each in said:
        earlier = first.setdefault(key(each), each)
        if earlier is each:
            continue
        if replace(each, citation=earlier.citation) == earlier:
            duplicates += 1
            continue
        place = f"samma sak som i {earlier.citation.place}"
        remedy = "behåll den ena och ta bort den andra, eller slå ihop dem"
        refused.append(Refusal(each.citation.delivery, each.citation.place, "en annan utsaga om samma sak", place, remedy))
    return tuple(first.values()), refused, duplicates
