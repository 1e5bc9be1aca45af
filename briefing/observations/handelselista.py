"""Lists with a row for every event (format `handelselista`): damage reports, EST observations; counted by area, type and period."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from briefing.observations.decoding import place_in
from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.fault import Fault, Memo, UnusableError, quoted
from briefing.observations.grid import Grid, grids_of, is_footnote, nearest
from briefing.observations.heading import period_in
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.numbers import parsed_number
from briefing.observations.observations import Observations
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.layouts import EventList
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Day, Month, Period, Quarter, Year, quarter_of

_DECLARE = "rätta rubriken i filen, eller ange filens rubrik under [events] i source.toml"
_LOOKED_AT = 30  # rows in which the headings stand
_DATE_LENGTH = 10  # of 2026-08-14; what follows is a time of day
_BARE = EventList(date="Datum")
_Counted = dict[tuple[str, str, Period], list[float]]


@dataclass
class _Events:
    """The rows gathered so far: where they stand, what they say by our words, and files that cannot be used."""

    places: list[str] = field(default_factory=list)
    rows: list[Mapping[str, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one event, or as many as its column of counts says.

    Rows are counted; nothing else of them is kept. With `first`, a period from then to the delivery's own without a row is a zero, for
    each pair of area and type that the file has at all; otherwise it is nothing.
    """
    layout = source.events or _BARE
    events = _Events()
    for part in delivery.parts:
        try:
            _gather(events, delivery, part, layout)
        except UnusableError as unusable:
            events.refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows))
    counted, faults, unmapped = _counted(events, layout, source)
    if layout.first:
        _with_zeros(counted, layout, delivery)
    values = [_value(key, amounts, events) for key, amounts in counted.items()]
    unknown = unknown_areas(filter(None, unmapped), source, delivery.id)
    doubts = tuple(each for each in (unknown, _too_few(faults, delivery)) if each is not None)
    understood = Understood(events.places, faults, len(unmapped), columns_of(values), tuple(events.refused), doubts)
    reading = settled(understood, delivery, source)
    return Reading(
        observations=_cited(reading.observations, counted),
        refusals=reading.refusals,
        doubts=reading.doubts,
        rows_read=reading.rows_read,
        unmapped=reading.unmapped,
    )


def _gather(events: _Events, delivery: Delivery, part: Part, layout: EventList) -> None:
    """Adds the rows of one file; UnusableError where it has not the declared columns."""
    found = 0
    fault: UnusableError | None = None
    for grid in grids_of(part, layout.sheet):
        try:
            header, columns = _columns(grid, layout)
        except UnusableError as unusable:
            fault = fault or unusable
            continue
        found += 1
        for number in range(header + 1, len(grid.rows)):
            if any(grid.rows[number]) and not is_footnote(grid.rows[number]):
                events.places.append(place_in(delivery, part, grid.place(number)))
                events.rows.append({word: grid.rows[number][place] for word, place in columns.items()})
    if fault is not None and not found:
        raise fault


def _columns(grid: Grid, layout: EventList) -> tuple[int, dict[str, int]]:
    """The row of the headings, and our word → column."""
    wanted = {"date": layout.date, "area": layout.area, "type": layout.type, "count": layout.count}
    named = {word: name for word, name in wanted.items() if name}
    folded = [[cell.casefold() for cell in row] for row in grid.rows[:_LOOKED_AT]]
    header = next((number for number, row in enumerate(folded) if layout.date.casefold() in row), None)
    seen = grid.rows[header] if header is not None else next((row for row in grid.rows if sum(map(bool, row)) > 1), ())
    for name in named.values():
        if header is None or name.casefold() not in folded[header]:
            found = f"rubrikerna {quoted(';'.join(filter(None, seen)), 200)}{nearest(name, seen)}"
            raise UnusableError(found, f"kolumnen {quoted(name)}", _DECLARE, rows=max(len(grid.rows) - 1, 0))
    assert header is not None
    return header, {word: folded[header].index(name.casefold()) for word, name in named.items()}


def _counted(events: _Events, layout: EventList, source: Source) -> tuple[_Counted, dict[int, Fault], list[str]]:
    """Area, indicator and period → row numbers' amounts (first the first row's number); faults by row; names that are not mapped."""
    area_of, id_of = cache(area_code(source)), cache(indicator_id(source))
    periods, amounts = Memo(_period_reader(layout)), Memo(_amount)
    whole = id_of(layout.total) if layout.total else ""
    counted: _Counted = {}
    faults: dict[int, Fault] = {}
    unmapped: list[str] = []
    for number, row in enumerate(events.rows):
        area_told, type_told = row.get("area", layout.in_area), row.get("type", layout.of_type)
        area = area_of(area_told) or (area_told if "area" not in row else "") or ("hela filen" if source.is_bare else "")
        kind = id_of(type_told) or (type_told if "type" not in row else "") or ("händelser" if source.is_bare else "")
        period, amount = periods[row["date"]], amounts[row.get("count", "1")]
        if isinstance(period, Fault) or isinstance(amount, Fault):
            faults[number] = period if isinstance(period, Fault) else amount  # type: ignore[assignment]
        elif not area or not (kind or whole):
            unmapped.append("" if area else area_told)
        else:
            for indicator in filter(None, (kind, whole)):
                counted.setdefault((indicator, area, period), [number]).append(amount)
    return counted, faults, unmapped


def _period_reader(layout: EventList) -> Callable[[str], Period]:
    def period(cell: str) -> Period:
        found = period_in(cell[:_DATE_LENGTH]) if cell else None
        in_words = _in_period(found, layout.per, cell)
        if in_words is None:
            seen = f"datumet {quoted(cell)}" if cell else "en tom cell"
            raise UnusableError(seen, "ett datum som 2026-08-14", "skriv hela datumet", column=layout.date)
        return in_words

    return period


def _in_period(found: Period | None, per: str, cell: str) -> Period | None:
    """The period of that kind in which an event was; None where the cell says too little."""
    if isinstance(found, Day | Month):
        day = found.first_day
        return Year(day.year) if per == "ar" else quarter_of(day) if per == "kvartal" else Month(day.year, day.month)
    if isinstance(found, Quarter) and per != "manad":
        return Year(found.year) if per == "ar" else found
    return found if isinstance(found, Year) and per == "ar" else None


def _amount(cell: str) -> float:
    try:
        return parsed_number(cell, whole=True)
    except ValueError as expected:
        seen = quoted(cell) if cell else "en tom cell"
        raise UnusableError(seen, str(expected), "skriv hur många händelser raden är", column="antal") from None


def _with_zeros(counted: _Counted, layout: EventList, delivery: Delivery) -> None:
    """Adds a zero for every period without a row, from the first that the list is whole from to the delivery's own."""
    first = period_in(layout.first)
    start = _in_period(first, layout.per, layout.first)
    for indicator, area in {(indicator, area) for indicator, area, _ in counted}:
        period = start
        while period is not None and period.last_day <= delivery.covers.last_day:
            counted.setdefault((indicator, area, period), [-1])
            period = period.shifted(1)


def _value(key: tuple[str, str, Period], amounts: Sequence[float], events: _Events) -> Value:
    indicator, area, period = key
    row, *numbers = amounts
    return Value(max(int(row), 0), indicator, area, period.code, Unit.ANTAL.value, math.fsum(numbers), "slutlig")


def _cited(observations: Observations, counted: Mapping[tuple[str, str, Period], Sequence[float]]) -> Observations:
    """The observations with how many rows each was counted from, instead of the first of them."""
    rows = {(indicator, area, period.code): len(numbers) - 1 for (indicator, area, period), numbers in counted.items()}
    frame = observations.frame.copy()
    keys: Iterable[tuple[str, str, str]] = zip(frame["indicator"], frame["area"], frame["period"], strict=True)
    frame["place"] = [f"rader: {rows[key]}, filter: {key[0]}, {key[1]}, {key[2]}" for key in keys]
    return Observations(frame)


def _too_few(faults: Mapping[int, Fault], delivery: Delivery) -> Doubt | None:
    """The remark that some events could not be counted; None where all were."""
    if not faults:
        return None
    return Doubt(Check.VOLYM, delivery.id, f"{len(faults)} rader kunde inte räknas, så antalen kan vara för låga.")
