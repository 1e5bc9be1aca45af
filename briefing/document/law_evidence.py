"""`Evidence`: what one need of a requirement of the law has found; and the evidence that the registers give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.document import wording
from briefing.document.law import RegisterNeed
from briefing.document.register_tables import registers_of
from briefing.document.scene import Scene
from briefing.observations.statement import Entry
from briefing.terms.sensitivity import Sensitivity, highest

_EXPIRES_SOON_MONTHS = 6  # lagesbild.md, R-09


@dataclass(frozen=True)
class Evidence:
    """What one need of a requirement has found: `met` of `of`, and whether this edition can tell at all; words, basis and date."""

    met: int
    of: int
    words: str = ""
    basis: tuple[str, ...] = ()
    dated: date | None = None
    known: bool = True
    sensitivity: Sensitivity = Sensitivity.OPPEN


def register_evidence(need: RegisterNeed, scene: Scene) -> Evidence:
    """The rows of a register that meet the need, of those that should. A register that has not been delivered tells nothing."""
    rows = [each for each in registers_of(scene).of(need.register) if _is_meant(each, need)]
    if not registers_of(scene).of(need.register):
        return Evidence(0, need.at_least, known=False)
    day = reference_day(scene)
    good = [each for each in rows if _meets(each, need, day)]
    dates = [date.fromisoformat(each.fields[need.since]) for each in good if need.since in each.fields]
    came = [scene.material.delivery(each.citation).received_on for each in rows or registers_of(scene).of(need.register)]
    return Evidence(
        len(good),
        max(need.at_least, len(rows)),
        _words(need, rows, good, day),
        tuple(f"post:{each.register}:{each.id}" for each in rows),
        max(dates or came),
        sensitivity=highest(*(each.sensitivity for each in rows)),
    )


def reference_day(scene: Scene) -> date:
    """The day on which an edition stands: the last day of its period, or the day of the latest delivery if that is later."""
    return max(scene.request.period.last_day, *(each.received_on for each in scene.material.deliveries), date.min)


def months_before(day: date, months: int) -> date:
    """The same day that many months earlier, or the last day of that month where it has no such day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def _is_meant(entry: Entry, need: RegisterNeed) -> bool:
    return all(entry.fields.get(name) == word for name, word in need.where.items())


def _meets(entry: Entry, need: RegisterNeed, day: date) -> bool:
    is_filled = all(name in entry.fields for name in need.filled)
    runs_on = not need.until or entry.fields.get(need.until, "9999-12-31") >= day.isoformat()
    is_fresh = not need.months or entry.fields.get(need.since, "") >= months_before(day, need.months).isoformat()
    return is_filled and runs_on and is_fresh


def _words(need: RegisterNeed, rows: Sequence[Entry], good: Sequence[Entry], day: date) -> str:
    if not rows:
        return f"inga {need.name}"
    counted = f"{len(good)} {need.name}" if len(good) == len(rows) else f"{len(good)} av {len(rows)} {need.name}"
    soon = [each for each in good if need.until and _ends_soon(each.fields.get(need.until, ""), day)]
    return counted + (f", varav {wording.spelled(len(soon))} går ut inom {wording.spelled(_EXPIRES_SOON_MONTHS)} månader" if soon else "")


def _ends_soon(until: str, day: date) -> bool:
    return bool(until) and months_before(date.fromisoformat(until), _EXPIRES_SOON_MONTHS) <= day
