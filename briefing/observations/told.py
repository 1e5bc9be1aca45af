"""Statements and assessments said more than once in a delivery, or dated when they cannot have been."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.statement import Assessment, Statement
from briefing.sources.source import Delivery
from briefing.terms.period import Day, in_words

Told = TypeVar("Told", Statement, Assessment)


def strange_dates(said: Iterable[Statement | Assessment], delivery: Delivery) -> tuple[Doubt, ...]:
    """A remark where something is dated before the period that it covers began, or after the day on which it came.

    What is delivered for one day, such as a meeting, is written before it.
    """
    first = date.min if isinstance(delivery.covers, Day) else delivery.covers.first_day
    last = delivery.received_on
    strange = sorted({each.dated for each in said if not first <= each.dated <= last})
    if not strange:
        return ()
    dates = ", ".join(each.isoformat() for each in strange)
    text = f"{delivery.id} är daterad {dates}, men gäller {in_words(delivery.covers)} och kom {last.isoformat()}. Kontrollera datumet."
    return (Doubt(Check.RIMLIGHET, delivery.id, text),)


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
