"""Events counted: how many there were of each kind in each area and period, and what could not be counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.observations.event_terms import Cells, Terms, in_period
from briefing.observations.fault import Fault
from briefing.observations.heading import period_in
from briefing.observations.mapping import unknown_areas
from briefing.observations.observations import Observations, observations_of
from briefing.observations.reading import Reading
from briefing.observations.settled import LISTED
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Period, in_words

Key = tuple[str, str, Period]
SAMPLED = LISTED + 1  # of each kind of fault: those that are listed, and the place of the first that is not
NAMED = 1_000  # unknown names of areas that are kept; more of them are no areas


@dataclass
class Faulty:
    """Rows with the same kind of fault: how many, and the first of them with their order in the delivery and their places."""

    rows: int = 0
    sample: list[tuple[int, str, Fault]] = field(default_factory=list)


@dataclass
class Tally:
    """The counting of one delivery, file by file. `counted`: events and the rows that told of them, by indicator, area and period.

    `strange`: rows of codes that are no area of the register, by code. `told`: rows that were counted, by period.
    """

    terms: Terms
    rows: int = 0
    unmapped: int = 0
    counted: dict[Key, tuple[float, int]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    strange: dict[str, int] = field(default_factory=dict)
    told: Counter[Period] = field(default_factory=Counter)
    faulty: dict[tuple[str, str], Faulty] = field(default_factory=dict)
    listed: int = 0

    def add(self, cells: Cells, place: str) -> None:
        """Counts one row."""
        period, amount = self.terms.period(cells.date), self.terms.amount(cells.count)
        if isinstance(period, Fault):
            self._refuse_one(period, place)
        elif isinstance(amount, Fault):
            self._refuse_one(amount, place)
        else:
            self.count(cells, period, amount, 1)

    def count(self, cells: Cells, period: Period, amount: float, rows: int) -> None:
        """Counts that many rows that say the same of area, type and period."""
        self.rows += rows
        (area, told), indicators = self.terms.area(cells), self.terms.indicators(cells)
        if not area or not indicators:
            self.unmapped += rows
            if not area and told and len(self.unknown) < NAMED:
                self.unknown.add(told)
            return
        if self.terms.strange(area) is not None:
            self.strange[area] = self.strange.get(area, 0) + rows
            return
        self.told[period] += rows
        for indicator in indicators:
            self._add((indicator, area, period), amount, rows)

    def refuse(self, fault: Fault, rows: int) -> None:
        """Counts rows that cannot be used."""
        self.rows += rows
        self.faulty.setdefault((fault.expected, fault.column), Faulty()).rows += rows

    def sample(self, fault: Fault, place: str) -> None:
        """Keeps a refused row for the list, while there is room for its kind."""
        kind = self.faulty[fault.expected, fault.column]
        if len(kind.sample) < min(SAMPLED, kind.rows):
            kind.sample.append((self.listed, place, fault))
            self.listed += 1

    def join(self, other: Tally) -> None:
        """Adds the counting of a further file."""
        self.rows += other.rows
        self.unmapped += other.unmapped
        self.unknown |= other.unknown
        self.told += other.told
        for area, rows in other.strange.items():
            self.strange[area] = self.strange.get(area, 0) + rows
        for key, (amount, rows) in other.counted.items():
            self._add(key, amount, rows)
        for kind, more in other.faulty.items():
            own = self.faulty.setdefault(kind, Faulty())
            own.rows += more.rows
            own.sample += [(self.listed + order, place, fault) for order, place, fault in more.sample]
            del own.sample[SAMPLED:]
        self.listed += other.listed

    def reading(self, delivery: Delivery, source: Source, refused: tuple[Refusal, ...]) -> Reading:
        """The reading; `refused` are files that could not be used."""
        later = self._leave_out_later(delivery)
        doubts = (unknown_areas(sorted(self.unknown), source, delivery.id), self._too_few(delivery), later)
        return Reading(
            observations=self._observations(delivery, source),
            refusals=(*refused, *self._refusals(delivery), *self._strange(delivery)),
            doubts=tuple(each for each in doubts if each is not None),
            rows_read=self.rows + sum(refusal.rows for refusal in refused),
            unmapped=self.unmapped,
        )

    def _leave_out_later(self, delivery: Delivery) -> Doubt | None:
        """Periods that do not end before the delivery's own does are not whole in it, and their counts would be too low: none is kept."""
        later = {period for period in self.told if period.last_day > delivery.covers.last_day}
        rows = sum(self.told[period] for period in later)
        self.counted = {key: counted for key, counted in self.counted.items() if key[2] not in later}
        self.unmapped += rows
        text = f"{_rows(rows)} gäller tid som inte är hel till och med {in_words(delivery.covers)}, och räknas inte."
        return Doubt(Check.AKTUALITET, delivery.id, text) if rows else None

    def _add(self, key: Key, amount: float, rows: int) -> None:
        before = self.counted.get(key, (0.0, 0))
        self.counted[key] = (before[0] + amount, before[1] + rows)

    def _refuse_one(self, fault: Fault, place: str) -> None:
        self.refuse(fault, 1)
        self.sample(fault, place)

    def _refusals(self, delivery: Delivery) -> Iterator[Refusal]:
        """One refusal per row; of a kind that fills the file the first ones, and one that counts the rest."""
        listed = sorted(each for kind in self.faulty.values() for each in kind.sample[:LISTED])
        yield from (fault.refusal(delivery.id, place) for _, place, fault in listed)
        for kind in sorted(self.faulty.values(), key=lambda kind: kind.sample[0]):
            if kind.rows > LISTED:
                _, place, fault = kind.sample[LISTED]
                more = kind.rows - LISTED
                yield fault.refusal(delivery.id, place + (f" och {more - 1} rader till" if more > 1 else ""), more)

    def _strange(self, delivery: Delivery) -> Iterator[Refusal]:
        """One refusal per code: what is wrong with it is wrong with all its rows."""
        for area, rows in sorted(self.strange.items()):
            if (fault := self.terms.strange(area)) is not None:
                yield fault.refusal(delivery.id, f"rader: {rows}, filter: {area}", rows)

    def _observations(self, delivery: Delivery, source: Source) -> Observations:
        """In the order of indicator, area and period, whatever the order of the rows."""
        counted = {**self._zeros(delivery), **self.counted}
        told = {period: (period.first_day, period.code, period.frequency.value) for period in {period for _, _, period in counted}}
        rows = sorted(
            (indicator, area, *told[period], amount, f"rader: {rows}, filter: {indicator}, {area}, {told[period][1]}")
            for (indicator, area, period), (amount, rows) in counted.items()
        )
        indicators, areas, _, codes, frequencies, amounts, places = zip(*rows, strict=True) if rows else ((),) * 7
        return observations_of(
            {
                "indicator": indicators,
                "area": areas,
                "period": codes,
                "frequency": frequencies,
                "measure": Unit.ANTAL.value,
                "value": amounts,
                "place": places,
                "received_on": delivery.received_on,
                "revision": delivery.revision,
                "sensitivity": source.sensitivity.value,
                "delivery": delivery.id,
            }
        )

    def _zeros(self, delivery: Delivery) -> dict[Key, tuple[float, int]]:
        """A zero for every period from the first that the list is whole from to the delivery's own, for each pair that the list has."""
        layout = self.terms.layout
        zeros: dict[Key, tuple[float, int]] = {}
        start = in_period(period_in(layout.first), layout.per) if layout.first else None
        for indicator, area in {(indicator, area) for indicator, area, _ in self.counted}:
            period = start
            while period is not None and period.last_day <= delivery.covers.last_day:
                zeros[indicator, area, period] = (0.0, 0)
                period = period.shifted(1)
        return zeros

    def _too_few(self, delivery: Delivery) -> Doubt | None:
        """The remark that some events could not be counted; None where all were."""
        rows = sum(kind.rows for kind in self.faulty.values()) + sum(self.strange.values())
        return Doubt(Check.VOLYM, delivery.id, f"{_rows(rows)} kunde inte räknas, så antalen kan vara för låga.") if rows else None


def _rows(number: int) -> str:
    return "1 rad" if number == 1 else f"{number} rader"
