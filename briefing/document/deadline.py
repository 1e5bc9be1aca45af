"""The law's two years (6 §): how long the latest whole lägesbild, Slutlig or deposited, is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.document import wording
from briefing.terms.edition import StatutoryEdition
from briefing.terms.period import months_after

_MONTHS_ALLOWED, _MONTHS_UNTIL_WARNING = 24, 18  # 6 §: at least every second year; the warning leaves half a year for the work


@dataclass(frozen=True)
class Deadline:
    """The last day for the next update in words, and whether that day had passed."""

    words: str
    is_overdue: bool


def deadline(counted: StatutoryEdition, received: date | None) -> Deadline:
    """The deadline as of the day up to which the edition has received data: it knows of no other day."""
    last = months_after(counted.issued_on, _MONTHS_ALLOWED)
    words = f"senast {wording.day(last)}, två år efter {counted.name} (6 §)"
    if received and received > last:
        return Deadline(f"{words}. Den är försenad.", is_overdue=True)
    if received and received >= months_after(counted.issued_on, _MONTHS_UNTIL_WARNING):
        words = f"{words}. Det är mindre än ett halvår kvar."
    return Deadline(words, is_overdue=False)
