"""What is wrong with the calendar of briefing.toml, beyond what its types can say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from briefing.errors import Problem
from briefing.terms.calendar import Calendar, Every, Recurrence, Skip
from briefing.terms.edition import parse_edition_id
from briefing.terms.value import unknown_word


@dataclass(frozen=True)
class Use:
    """What an outline is made for: a meeting or a period, one nämnd or the whole municipality."""

    for_meeting: bool
    for_committee: bool


_OF_EVERY = {
    Every.KVARTAL: ("after_days",),
    Every.VARTANNAT_AR: ("after_days", "before_months"),
    Every.MOTE: ("before_days",),
}
_LONGEST = {"after_days": 366, "before_days": 366, "before_months": 24, "wait_days": 366}


def calendar_faults(calendar: Calendar, municipality: str, committees: Collection[str], *where: str) -> Iterator[Problem]:
    """A problem for every rule that cannot be kept, and for every skip that names no edition, nobody or no reason."""
    for place, rule in enumerate(calendar.edition):
        here = (*where, "edition", f"item {place + 1}")
        yield from _faults_of_rule(rule, committees, here)
        if (rule.kind, rule.committee) in [(each.kind, each.committee) for each in calendar.edition[:place]]:
            yield Problem((*here, "kind"), f"'{rule.kind}' has a rule already", "remove one of them, or give each its own committee")
    for place, skip in enumerate(calendar.skip, start=1):
        yield from _faults_of_skip(skip, municipality, (*where, "skip", f"item {place}"))


def calendar_problems(calendar: Calendar, kinds: Mapping[str, Use], sources: Collection[str], *where: str) -> Iterator[Problem]:
    """A problem for every kind without an outline or used for what it is not, and every source of `wait_for` that nobody has declared."""
    for place, rule in enumerate(calendar.edition, start=1):
        here = (*where, "edition", f"item {place}")
        if rule.kind not in kinds:
            yield Problem((*here, "kind"), *unknown_word(rule.kind, "a kind of edition", kinds))
        else:
            yield from _misuse(rule, kinds[rule.kind], here)
        for name in rule.wait_for:
            if name not in sources:
                yield Problem((*here, "wait_for"), *unknown_word(name, "a source", sources))


def _misuse(rule: Recurrence, use: Use, here: tuple[str, ...]) -> Iterator[Problem]:
    if use.for_meeting is not (rule.every is Every.MOTE):
        made_for, right = ("a meeting", "mote") if use.for_meeting else ("a period", "kvartal or vartannat-ar")
        yield Problem((*here, "every"), f"{rule.kind} is made for {made_for}", f"write {right}")
    if use.for_committee is not bool(rule.committee):
        problem = f"{rule.kind} is made for {'one nämnd' if use.for_committee else 'the whole municipality'}"
        yield Problem((*here, "committee"), problem, "write the id of a [[committee]]" if use.for_committee else "remove it")


def _faults_of_rule(rule: Recurrence, committees: Collection[str], here: tuple[str, ...]) -> Iterator[Problem]:
    try:
        at = rule.clock
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None or rule.at != f"{at:%H:%M}":
        yield Problem((*here, "at"), f"'{rule.at}' is not a time of day", f'write it as "{time(6):%H:%M}"; it is Swedish local time')
    for key, longest in _LONGEST.items():
        value = getattr(rule, key)
        if value is not None and not 0 <= value <= longest:
            yield Problem((*here, key), f"{value} is out of range", f"write a whole number from 0 to {longest}")
        if value is not None and key != "wait_days" and key not in _OF_EVERY[rule.every]:
            yield Problem((*here, key), f"it has no meaning for every = {rule.every.value}", f"use {' and '.join(_OF_EVERY[rule.every])}")
    if rule.committee and rule.committee not in committees:
        yield Problem((*here, "committee"), *unknown_word(rule.committee, "a committee of this file", committees))


def _faults_of_skip(skip: Skip, municipality: str, here: tuple[str, ...]) -> Iterator[Problem]:
    try:
        own = parse_edition_id(skip.edition).municipality == municipality
    except ValueError:
        own = False
    if not own:
        remedy = f"write an id as `briefing schedule list` has it, for example {municipality}-kvartal-2026-K3"
        yield Problem((*here, "edition"), f"'{skip.edition}' is not an edition of this municipality", remedy)
    for key, remedy in (("by", "write the function that decided it, never a person's name"), ("reason", "write why")):
        if not getattr(skip, key).strip():
            yield Problem((*here, key), "the text is empty", remedy)
