"""What is expected of a source, and whether it has come: by the registers of receipt alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from briefing.terms.period import Day, Frequency, Month, Period, Quarter, Year, quarter_of


@dataclass(frozen=True)
class Arrival:
    """One delivery in the register of receipt: the period it covers and the day on which it was complete."""

    covers: Period
    received_on: date


@dataclass(frozen=True)
class Expected:
    """A source as the calendar knows it: how often it comes (None: at no set times), how long after a period, and what has come."""

    source: str
    frequency: Frequency | None = None
    due_after_days: int | None = None
    arrivals: tuple[Arrival, ...] = ()

    def came_on(self, period: Quarter | Day, publishing_day: date) -> date | None:
        """The day on which it had come for an edition; None while it has not. What is made for a meeting will do for the meeting."""
        needed = self.needed(period, publishing_day)
        came = (each.received_on for each in self.arrivals if _covers(each.covers, needed) or each.covers == period)
        return min(came, default=None)

    def needed(self, period: Quarter | Day, publishing_day: date) -> Quarter | Month | Year | None:
        """The period that must have been covered; None where anything from the source will do.

        A quarter's edition needs the source's quarter or last month; of yearly sources, and for a meeting, the latest period whose
        delivery is due before the publishing day.
        """
        last = publishing_day - timedelta(days=1 + (self.due_after_days or 0))
        if isinstance(period, Quarter) and self.frequency is not Frequency.AR:
            last = period.last_day
        begun_after = last + timedelta(days=1)
        match self.frequency:
            case Frequency.KVARTAL:
                return quarter_of(begun_after).shifted(-1)
            case Frequency.MANAD:
                return Month(begun_after.year, begun_after.month).shifted(-1)
            case Frequency.AR:
                return Year(begun_after.year - 1)
            case _:
                return None


def _covers(covers: Period, needed: Quarter | Month | Year | None) -> bool:
    """Whether a delivery covers a period of its own kind, or anything at all where nothing certain is needed."""
    match needed:
        case Quarter():
            return isinstance(covers, Quarter) and covers >= needed
        case Month():
            return isinstance(covers, Month) and covers >= needed
        case Year():
            return isinstance(covers, Year) and covers >= needed
        case None:
            return True
