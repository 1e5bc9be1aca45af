"""Polisen's notices counted by type and period (format `polisen-handelser`). They are what polisen chose to publish, never offences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from briefing.observations import tabell
from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, UnusableError
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.observations import FINAL, Observations, observations_of
from briefing.observations.polisen_events import DIGEST, Event, event_of, events_of, kommun_named
from briefing.observations.reading import Reading
from briefing.observations.settled import refusals_of
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Frequency, Month, Period, Year, quarter_of

ALL, DIGESTS = "Alla typer", "Sammanfattningar"
FEWEST_A_WEEK = 0.25  # notices of a whole file per place in it; in 2023–2026 the country, the county and Umeå alone had at least 1.0
_BROKEN = "bruten"
_Key = tuple[str, str, str]
_Row = tuple[_Key, float, str]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one notice, or one version of it: the last is counted, those before are duplicates.

    A notice is about the kommun that its name ends with, else its location; others are not mapped. Categories are its type, Alla typer
    (all but digests) and Sammanfattningar (digests, which are never among the others). A period is the one in which it was published:
    months, or what the source covers. A declared category without notices in a period that was collected is 0; a period that was
    collected in part is bruten, and what was before the first whole one is left out. A table (.csv) is what was counted before the
    notices were collected: it is read as the source's [table] says.
    """
    if source.table is not None and all(part.name.endswith(".csv") for part in delivery.parts):
        return tabell.read(delivery, source)
    faults: dict[int, Fault] = {}
    events: dict[int, Event] = {}
    files, refused = _gathered(delivery)
    read_before = 0
    for _, entries in files:
        for number, entry in enumerate(entries, start=read_before):
            try:
                event = event_of(entry)
                events[event.id] = event  # one that is missing from a later file has not been taken back
            except UnusableError as unusable:
                faults[number] = unusable.fault
        read_before += len(entries)
    counted, unmapped = _counted(events.values(), delivery, source)
    return Reading(
        observations=counted,
        refusals=(*refused, *refusals_of(delivery.id, _Places(files), faults)),
        rows_read=read_before + sum(refusal.rows for refusal in refused),
        duplicates=read_before - len(faults) - len(events),
        unmapped=unmapped,
    )


class _Places(Sequence[str]):
    """The place of every entry, written only where something is refused."""

    def __init__(self, files: Sequence[tuple[str, Sequence[Any]]]) -> None:
        self._files = files

    def __len__(self) -> int:
        return sum(len(entries) for _, entries in self._files)

    def __getitem__(self, number: Any) -> Any:
        for name, entries in self._files:
            if number < len(entries):
                return ", ".join(filter(None, (name, f"post {number + 1}")))
            number -= len(entries)
        raise IndexError(number)


def _gathered(delivery: Delivery) -> tuple[list[tuple[str, list[Any]]], list[Refusal]]:
    """The entries of every file with its name, which is empty where there is but one."""
    files: list[tuple[str, list[Any]]] = []
    refused: list[Refusal] = []
    for part in delivery.parts:
        name = place_in(delivery, part, "")
        try:
            files.append((name, events_of(part)))
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, name, unusable.rows))
    return files, refused


def _area_of(source: Source) -> Callable[[tuple[str, str]], str]:
    """The area code of a notice's places; polisen writes `Upplands väsby`, so case says nothing."""
    if source.is_bare:
        return kommun_named
    code_of = area_code(source)
    spelled = {name.casefold(): name for name in source.areas}

    def code(places: tuple[str, str]) -> str:
        return next(filter(None, (code_of(spelled.get(place.casefold(), place)) for place in places)), "")

    return code


def _counted(events: Collection[Event], delivery: Delivery, source: Source) -> tuple[Observations, int]:
    """The numbers of notices by area, category and period, and how many notices have no area."""
    frequency = source.covers if source.covers in (Frequency.AR, Frequency.KVARTAL) else Frequency.MANAD
    period_of = cache(lambda day: _period(day, frequency))
    area_of, id_of = cache(_area_of(source)), indicator_id(source)
    counts: Counter[_Key] = Counter()
    names: dict[str, str] = {}
    areas: set[str] = set()
    unmapped = 0
    alike = Counter((event.places, event.type, event.day) for event in events)
    for (places, kind, day), number in alike.items():
        area = area_of(places)
        if not area:
            unmapped += number
            continue
        areas.add(area)
        for category in (DIGESTS,) if kind.startswith(DIGEST) else (kind, ALL):
            if indicator := id_of(category):
                names[indicator] = category
                counts[area, indicator, period_of(day).code] += number
    whole = {each.code: is_whole for each, is_whole in _whole_periods(events, period_of).items()}
    rows = list(_rows(counts, areas, whole, source))
    places_told = [f"rader: {counts[key]}, filter: typ={names.get(key[1], key[1])}, {key[2]}" for key, _, _ in rows]
    return _observations(rows, places_told, frequency, delivery, source), unmapped


def _rows(counts: Mapping[_Key, int], areas: set[str], whole: Mapping[str, bool], source: Source) -> Iterator[_Row]:
    """Key, number and status; of a bare source only what there is."""
    indicators = sorted(set(source.indicators.values()))
    keys = counts if source.is_bare else ((area, each, period) for area in sorted(areas) for each in indicators for period in whole)
    for key in keys:
        if key[2] in whole:
            yield (key, float(counts.get(key, 0)), FINAL) if whole[key[2]] else (key, float("nan"), _BROKEN)


def _observations(rows: Sequence[_Row], places: Sequence[str], frequency: Frequency, delivery: Delivery, source: Source) -> Observations:
    keys = [key for key, _, _ in rows]
    return observations_of(
        {
            "area": [area for area, _, _ in keys],
            "indicator": [indicator for _, indicator, _ in keys],
            "period": [period for _, _, period in keys],
            "value": [count for _, count, _ in rows],
            "status": [status for _, _, status in rows],
            "frequency": frequency.value,
            "measure": Unit.ANTAL.value,
            "place": places,
            "received_on": delivery.received_on,
            "revision": delivery.revision,
            "sensitivity": source.sensitivity.value,
            "delivery": delivery.id,
        }
    )


def _whole_periods(events: Collection[Event], period_of: Callable[[date], Period]) -> Mapping[Period, bool]:
    """Every period from the first that was collected as a whole to the last, and whether it was.

    It was where the file holds a week's usual notices in each of its weeks. A list that reaches months back with a few notices, as the
    API gives at times, tells of no week.
    """
    if not events:
        return {}
    days = Counter(event.day for event in events)
    fewest = FEWEST_A_WEEK * len({kommun_named(event.places) for event in events})
    periods: list[Period] = [period_of(min(days))]
    while periods[-1].last_day < max(days):
        periods.append(periods[-1].shifted(1))
    whole = {each: all(sum(days[day] for day in week) >= fewest for week in _weeks(each)) for each in periods}
    whole[periods[-1]] &= periods[-1].last_day in days
    first = next((each for each in periods if whole[each]), None)
    return {each: is_whole for each, is_whole in whole.items() if first is not None and each.first_day >= first.first_day}


def _weeks(period: Period) -> Iterator[list[date]]:
    """The days of a period, seven by seven; the last week has its odd days too."""
    days = [period.first_day + timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)]
    starts = range(0, len(days) - 13, 7) if len(days) >= 14 else [0]
    yield from (days[start : start + 7] if start != starts[-1] else days[start:] for start in starts)


def _period(day: date, frequency: Frequency | None) -> Period:
    if frequency is Frequency.AR:
        return Year(day.year)
    return quarter_of(day) if frequency is Frequency.KVARTAL else Month(day.year, day.month)
