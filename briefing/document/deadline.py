"""The law's two years (6 §): how long the latest whole lägesbild, Slutlig or deposited, is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.document import wording
from briefing.terms.deadline import STATUTORY_MONTHS, Standing, counted_from
from briefing.terms.edition import StatutoryEdition


@dataclass(frozen=True)
class Deadline:
    """The last day for the next update in words, and whether that day had passed."""

    words: str
    is_overdue: bool


def deadline(counted: StatutoryEdition, received: date | None) -> Deadline:
    """The deadline as of the day up to which the edition has received data: it knows of no other day."""
    last = counted_from(counted.issued_on, STATUTORY_MONTHS)
    words = f"senast {wording.day(last.day)}, två år efter {counted.name} (6 §)"
    standing = last.standing(received) if received else Standing.I_TID
    if standing is Standing.FORSENAD:
        return Deadline(f"{words}. Den är försenad.", is_overdue=True)
    return Deadline(f"{words}. Det är mindre än ett halvår kvar." if standing is Standing.SNART else words, is_overdue=False)
