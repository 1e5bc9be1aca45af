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
from briefing.terms.deadline import EXPIRES_SOON_MONTHS, LastDay, Standing, counted_from, expiring
from briefing.terms.sensitivity import Sensitivity, highest


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
    rows = [each for each in registers_of(scene).of(need.register) if is_meant(each, need)]
    if not registers_of(scene).of(need.register):
        return Evidence(0, need.at_least, known=False)
    day = reference_day(scene)
    good = [each for each in rows if _meets(each, need, day)]
    dates = [date.fromisoformat(each.fields[need.since]) for each in good if need.since in each.fields]
    came = [scene.material.delivery(each.citation).received_on for each in rows or registers_of(scene).of(need.register)]
    return Evidence(
        len(good),
        max(need.at_least, len(good) if need.log else len(rows)),
        _words(need, rows, good, day),
        tuple(f"post:{each.register}:{each.id}" for each in rows),
        max(dates or came),
        sensitivity=highest(*(each.sensitivity for each in rows)),
    )


def reference_day(scene: Scene) -> date:
    """The day on which an edition stands: the last day of its period, or the day of the latest delivery if that is later."""
    return max(scene.request.period.last_day, *(each.received_on for each in scene.material.deliveries), date.min)


def last_day(entry: Entry, need: RegisterNeed) -> LastDay | None:
    """The last day of a row: on which it runs out, or until which what was done is fresh. None where the row says no day."""
    if need.until and need.until in entry.fields:
        return expiring(date.fromisoformat(entry.fields[need.until]))
    if need.months and need.since in entry.fields:
        return counted_from(date.fromisoformat(entry.fields[need.since]), need.months)
    return None


def is_meant(entry: Entry, need: RegisterNeed) -> bool:
    """Whether a need is about a row."""
    return all(entry.fields.get(name) == word for name, word in need.where.items())


def _meets(entry: Entry, need: RegisterNeed, day: date) -> bool:
    """Whether the row has what is needed; one without an end runs on, one without a day was never done."""
    if not all(name in entry.fields for name in need.filled):
        return False
    last = last_day(entry, need)
    return not need.months if last is None else last.standing(day) is not Standing.FORSENAD


def _words(need: RegisterNeed, rows: Sequence[Entry], good: Sequence[Entry], day: date) -> str:
    if not rows:
        return f"inga {need.name}"
    counted = f"{need.name}: {len(good)}" + ("" if need.log or len(good) == len(rows) else f" av {len(rows)}")
    soon = [each for each in good if need.until and (last := last_day(each, need)) and last.standing(day) is Standing.SNART]
    return counted + (f", varav {wording.spelled(len(soon))} går ut inom {wording.spelled(EXPIRES_SOON_MONTHS)} månader" if soon else "")
