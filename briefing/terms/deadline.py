"""Days that the law sets (frister): the last day for something, and from when to warn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from briefing.terms.period import months_after

STATUTORY_MONTHS = 24  # lag (2023:196) 6 §: the lägesbild is updated at least every second year
WARNING_SHARE = 4  # the last quarter of the time is for the work: two years are warned of after 18 months
EXPIRES_SOON_MONTHS = 6  # an agreement takes half a year to negotiate


class Standing(Enum):
    """How a deadline stands on a day."""

    I_TID = "i_tid"
    SNART = "snart"
    FORSENAD = "forsenad"


@dataclass(frozen=True)
class LastDay:
    """The last day for something, and the first on which there is reason to warn."""

    day: date
    warn_from: date

    def standing(self, today: date) -> Standing:
        """How it stands today; on the last day itself it is not late."""
        if today > self.day:
            return Standing.FORSENAD
        return Standing.SNART if today >= self.warn_from else Standing.I_TID


def counted_from(begun: date, months: int) -> LastDay:
    """The last day of something that is done again within so many months."""
    return LastDay(months_after(begun, months), months_after(begun, months - months // WARNING_SHARE))


def expiring(until: date) -> LastDay:
    """The last day of something that runs out."""
    return LastDay(until, months_after(until, -EXPIRES_SOON_MONTHS))
