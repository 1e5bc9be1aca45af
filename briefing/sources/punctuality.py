"""Whether what was agreed came when it was agreed, and whether what came was new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from briefing.sources.source import Delivery, Source
from briefing.terms.period import Day, Frequency, Month, Period, Year, quarter_of


class Timeliness(Enum):
    """Aktualitet of a source for one period. `ej_avtalad`: the source has no set times."""

    I_TID = "i_tid"
    SEN = "sen"
    EJ_FORFALLEN = "ej_forfallen"
    SAKNAS = "saknas"
    EJ_AVTALAD = "ej_avtalad"


@dataclass(frozen=True)
class Punctuality:
    """How a source stands for one period: in time, late by `days`, not yet due, or missing since `due_on` (`days` ago).

    `delivery` is the id of the newest revision of the first delivery that covers the period, empty when none does; `received_on`
    the day on which the period was first covered. `corrected`: a revision with other bytes than the one before it.
    `unchanged_from`: the id of the delivery before, when its bytes are the same, as when last quarter's file is sent again.
    """

    source: str
    period: Period
    timeliness: Timeliness
    due_on: date | None = None
    received_on: date | None = None
    days: int = 0
    delivery: str = ""
    corrected: bool = False
    unchanged_from: str = ""


def punctuality(source: Source, deliveries: Iterable[Delivery], period: Period, today: date) -> Punctuality:
    """The punctuality of a source for a period of its own frequency, as it is known on `today`.

    A delivery covers its own period and all before it. One of another frequency (a police statement dated in the middle of a
    quarter) covers none.
    """
    known = [each for each in deliveries if each.source == source.id and each.received_on <= today]
    own = _in_order(each for each in known if each.covers.frequency == period.frequency)
    covering = [each for each in own if each.covers.last_day >= period.last_day]
    due_on = due_day(source, period)
    if not covering:
        return _not_delivered(source, period, due_on, today)
    received_on = min(each.received_on for each in covering)
    newest = _in_order(each for each in covering if each.covers == covering[0].covers)[-1]
    late = max((received_on - due_on).days, 0) if due_on else 0
    timeliness = Timeliness.EJ_AVTALAD if due_on is None else Timeliness.SEN if late else Timeliness.I_TID
    before = own[own.index(newest) - 1] if own.index(newest) else None
    return Punctuality(
        source.id,
        period,
        timeliness,
        due_on,
        received_on,
        late,
        newest.id,
        corrected=before is not None and _is_correction(newest, before),
        unchanged_from=before.id if before is not None and _bytes_of(newest) == _bytes_of(before) else "",
    )


def due_day(source: Source, period: Period) -> date | None:
    """The last day on which what a source says of a period is in time; None when it has no set times.

    What is asked for one day, as before a meeting, is due on that day at the latest: nobody waits for it any longer.
    """
    if source.due_after_days is None:
        return None
    waits = not isinstance(period, Day) or source.covers is Frequency.DAG
    return period.last_day + timedelta(days=source.due_after_days if waits else 0)


def latest_due(source: Source, on: date) -> Period | None:
    """The latest period of the source's frequency whose delivery is due on that day; None when it has no set times."""
    if source.covers is None or source.due_after_days is None:
        return None
    ended_by = on - timedelta(days=source.due_after_days)
    current = _period_of(ended_by, source.covers)
    return current if current.last_day <= ended_by else current.shifted(-1)


def _period_of(day: date, frequency: Frequency) -> Period:
    match frequency:
        case Frequency.AR:
            return Year(day.year)
        case Frequency.KVARTAL:
            return quarter_of(day)
        case Frequency.MANAD:
            return Month(day.year, day.month)
        case Frequency.DAG:
            return Day(day)


def _in_order(deliveries: Iterable[Delivery]) -> Sequence[Delivery]:
    return sorted(deliveries, key=lambda each: (each.covers.last_day, each.covers.code, each.revision))


def _not_delivered(source: Source, period: Period, due_on: date | None, today: date) -> Punctuality:
    if due_on is None:
        return Punctuality(source.id, period, Timeliness.EJ_AVTALAD)
    overdue = max((today - due_on).days, 0)
    return Punctuality(source.id, period, Timeliness.SAKNAS if overdue else Timeliness.EJ_FORFALLEN, due_on, days=overdue)


def _is_correction(newest: Delivery, before: Delivery) -> bool:
    return newest.revision > 1 and newest.covers == before.covers and _bytes_of(newest) != _bytes_of(before)


def _bytes_of(delivery: Delivery) -> tuple[str, ...]:
    """The seals of all parts; names are left out, because a file is named by its period."""
    return tuple(sorted(part.sha512 for part in delivery.parts))
