"""What the cells of a list of events say: the period in which an event was, how many it is, where, and of which type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.heading import period_in
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.numbers import parsed_number
from briefing.observations.registered import fault_of_area
from briefing.sources.layouts import EventList
from briefing.sources.source import Source
from briefing.terms.period import Day, Month, Period, Quarter, Year, quarter_of

_DATE_LENGTH = 10  # of 2026-08-14; what follows is a time of day
_BARE = EventList(date="Datum")
_ONE = "1"
_KEPT = 50_000  # cells that are remembered
Parsed = TypeVar("Parsed")


@dataclass(frozen=True)
class Cells:
    """What one row says by our words; empty where the list has no such column."""

    date: str
    area: str = ""
    type: str = ""
    count: str = ""


@dataclass(frozen=True, eq=False)
class Terms:
    """How a source reads such cells. `period`, `amount` and `strange` (of an area's code) give a Fault where it cannot be used."""

    source: Source
    layout: EventList
    period: Callable[[str], Period | Fault]
    amount: Callable[[str], float | Fault]
    area_of: Callable[[str], str]
    id_of: Callable[[str], str]
    strange: Callable[[str], Fault | None]

    def fault(self, cells: Cells) -> Fault | None:
        """Why a row cannot be counted; None where it can."""
        period, amount = self.period(cells.date), self.amount(cells.count)
        return period if isinstance(period, Fault) else amount if isinstance(amount, Fault) else None

    def area(self, cells: Cells) -> tuple[str, str]:
        """The area code, empty where the source does not map it, and the name as the row or the declaration tells it."""
        told = cells.area if self.layout.area else self.layout.in_area
        constant = "" if self.layout.area else told
        return self.area_of(told) or constant or ("hela filen" if self.source.is_bare else ""), told

    def indicators(self, cells: Cells) -> tuple[str, ...]:
        """The indicators under which a row is counted: its type's, and that of all types together."""
        told = cells.type if self.layout.type else self.layout.of_type
        constant = "" if self.layout.type else told
        kind = self.id_of(told) or constant or ("händelser" if self.source.is_bare else "")
        whole = self.id_of(self.layout.total) if self.layout.total else ""
        return tuple(filter(None, (kind, whole)))


def terms_of(source: Source) -> Terms:
    """The terms of a source; a cell that comes again is not read again."""
    layout = source.events or _BARE
    periods, amounts = _told(_period_reader(layout)), _told(_amount)
    known_area, known_type = lru_cache(_KEPT)(area_code(source)), lru_cache(_KEPT)(indicator_id(source))
    strange = lru_cache(_KEPT)(lambda code: fault_of_area(code, source))
    return Terms(source, layout, periods, lambda cell: amounts(cell if layout.count else _ONE), known_area, known_type, strange)


def in_period(found: Period | None, per: str) -> Period | None:
    """The period of that kind in which an event was; None where the cell says too little."""
    if isinstance(found, Day | Month):
        day = found.first_day
        return Year(day.year) if per == "ar" else quarter_of(day) if per == "kvartal" else Month(day.year, day.month)
    if isinstance(found, Quarter) and per != "manad":
        return Year(found.year) if per == "ar" else found
    return found if isinstance(found, Year) and per == "ar" else None


def _told(parse: Callable[[str], Parsed]) -> Callable[[str], Parsed | Fault]:
    """What a cell means, or why it means nothing; the latest cells are remembered, so that a long list needs no more memory."""

    @lru_cache(_KEPT)
    def told(cell: str) -> Parsed | Fault:
        try:
            return parse(cell)
        except UnusableError as unusable:
            return unusable.fault

    return told


def _period_reader(layout: EventList) -> Callable[[str], Period]:
    def period(cell: str) -> Period:
        found = period_in(cell[:_DATE_LENGTH]) if cell else None
        in_words = in_period(found, layout.per)
        if in_words is None:
            seen = f"datumet {quoted(cell)}" if cell else "en tom cell"
            raise UnusableError(seen, "ett datum som 2026-08-14", "skriv hela datumet", column=layout.date)
        return in_words

    return period


def _amount(cell: str) -> float:
    try:
        return parsed_number(cell, whole=True)
    except ValueError as expected:
        seen = quoted(cell) if cell else "en tom cell"
        raise UnusableError(seen, str(expected), "skriv hur många händelser raden är", column="antal") from None
