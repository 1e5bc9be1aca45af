"""Which editions are due: a pure function of the calendar, the editions in the archive, what has arrived, and the time.

The archive is the truth about what is done. Nothing here remembers anything, so that any host may ask at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from briefing.archive.edition import Edition
from briefing.terms.calendar import Calendar, CatchUp, Every, Recurrence
from briefing.terms.deadline import STATUTORY_MONTHS, counted_from
from briefing.terms.edition import EditionId
from briefing.terms.expected import Expected
from briefing.terms.period import Day, Quarter, months_after, quarter_of

ZONE = ZoneInfo("Europe/Stockholm")
STATUTORY_KIND = "fullstandig"
GRACE = timedelta(days=1)  # with catch_up = none: a host that restarts during the publishing day has missed nothing
THE_CALENDAR = "kalendern"


class PlanState(Enum):
    """How an edition stands in the plan."""

    KOMMANDE = "kommande"
    VANTAR = "vantar"
    FORFALLEN = "forfallen"
    OVERHOPPAD = "overhoppad"
    KLAR = "klar"


@dataclass(frozen=True)
class Known:
    """What is known of the world: whose calendar it is, the ids that have been made (`archived`: all that were ever in the archive, and
    drafts that the calendar made), the `statutory_days`, and what has come of each source.

    A source of `wait_for` that is not among `sources` is one that never comes.
    """

    municipality: str
    archived: Collection[EditionId] = frozenset()
    decided: Collection[date] = ()
    sources: Mapping[str, Expected] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Wait:
    """A source that is waited for: since which day, and on which day the edition is made without it."""

    source: str
    since: date
    until: date


@dataclass(frozen=True)
class Planned:
    """One edition of the calendar.

    `ordinary_day` is the publishing day if nothing is waited for, `publishing_day` the one that holds with what is known now; it is the
    cut-off too: what was received before it is used. `at` is the publishing instant (UTC). `waits` are the sources of `wait_for` that
    have not come. `skipped_by` and `reason` say who left it out and why.
    """

    id: EditionId
    rule: Recurrence
    period: Quarter | Day
    ordinary_day: date
    publishing_day: date
    at: datetime
    state: PlanState
    waits: tuple[Wait, ...] = ()
    skipped_by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """What is not in the archive: due (oldest first), waiting for data, to come (the next of each rule, all meetings), skipped."""

    due: tuple[Planned, ...]
    waiting: tuple[Planned, ...]
    coming: tuple[Planned, ...]
    skipped: tuple[Planned, ...]


@dataclass(frozen=True)
class _Slot:
    """A place in the calendar before anybody has looked at what has come."""

    id: EditionId
    rule: Recurrence
    period: Quarter | Day
    day: date
    latest: date


def due(calendar: Calendar, known: Known, now: datetime) -> Plan:
    """What the calendar asks for at the instant `now` (with time zone) and the archive does not have."""
    slots = _slots(calendar, known, now, is_archived=False)
    planned = [_with_skips(_planned(slot, known, now), calendar, now) for slot in slots]
    ordered = sorted(_caught_up(planned, calendar, known, now), key=lambda each: each.at)
    by_state = {state: tuple(each for each in ordered if each.state is state) for state in PlanState}
    return Plan(*(by_state[state] for state in (PlanState.FORFALLEN, PlanState.VANTAR, PlanState.KOMMANDE, PlanState.OVERHOPPAD)))


def done(calendar: Calendar, known: Known, now: datetime) -> tuple[Planned, ...]:
    """The editions of the calendar that are in the archive, oldest first, with the cut-off that they had."""
    slots = _slots(calendar, known, now, is_archived=True)
    found = [replace(_planned(slot, known, now), state=PlanState.KLAR, waits=()) for slot in slots]
    return tuple(sorted(found, key=lambda each: each.at))


def missing(planned: Planned, sources: Iterable[Expected]) -> tuple[tuple[str, date], ...]:
    """The sources with set times that have not come for an edition, and the day on which each should have."""
    found = []
    for each in sources:
        needed = each.needed(planned.period, planned.ordinary_day)
        if needed is not None and each.due_after_days is not None and each.came_on(planned.period, planned.ordinary_day) is None:
            found.append((each.source, needed.last_day + timedelta(days=each.due_after_days)))
    return tuple(found)


def is_special(calendar: Calendar, period: Quarter | Day) -> bool:
    """Whether an edition is a särskild lägesbild: for a day on which the calendar has no meeting. One about a quarter never is."""
    return isinstance(period, Day) and period.day not in calendar.meetings


def statutory_days(editions: Iterable[Edition]) -> tuple[date, ...]:
    """The days from which the law's two years run: of full editions that are Slutlig, and of deposited ones, never of drafts."""
    return tuple(sorted(day for each in editions if each.id.kind == STATUTORY_KIND and (day := each.decided_on) is not None))


def statutory_deadline(decided: Collection[date]) -> date | None:
    """The day on which the law's two years are out; None where there has been no statutory edition."""
    return counted_from(max(decided), STATUTORY_MONTHS).day if decided else None


def instant(day: date, at: time) -> datetime:
    """The instant (UTC) of a local wall clock. A time that a change to summer time leaves out is as much later; of two it is the first."""
    return datetime.combine(day, at, ZONE).astimezone(UTC)


def local_day(now: datetime) -> date:
    """The calendar day in Sweden at an instant."""
    return now.astimezone(ZONE).date()


def _slots(calendar: Calendar, known: Known, now: datetime, *, is_archived: bool) -> Iterator[_Slot]:
    today = local_day(now)
    for rule in calendar.edition:
        for period, day, latest in _days(rule, calendar, known.decided, today):
            id = EditionId(known.municipality, rule.kind, period.code, rule.committee)
            if (id in known.archived) is is_archived:
                yield _Slot(id, rule, period, day, latest)


def _days(rule: Recurrence, calendar: Calendar, decided: Collection[date], today: date) -> Iterator[tuple[Quarter | Day, date, date]]:
    """Period, ordinary publishing day and last publishing day of every edition of a rule up to the next one."""
    wait = timedelta(days=rule.wait_days)
    match rule.every:
        case Every.KVARTAL:
            quarter, day = calendar.first, calendar.first.first_day
            while day <= today:
                following = quarter.shifted(1)
                day = following.first_day + timedelta(days=rule.after - 1)
                yield quarter, day, day + wait
                quarter = following
        case Every.VARTANNAT_AR:
            quarter, day = _statutory(rule, calendar.first, decided)
            yield quarter, day, day + wait
        case Every.MOTE:
            for meeting in sorted(set(calendar.meetings)):
                if meeting >= calendar.first.first_day:
                    day = meeting - timedelta(days=rule.days_before)
                    yield Day(meeting), day, min(day + wait, max(day, meeting))


def _day_after(quarter: Quarter, rule: Recurrence) -> date:
    return quarter.last_day + timedelta(days=rule.after)


def _statutory(rule: Recurrence, first: Quarter, decided: Collection[date]) -> tuple[Quarter, date]:
    """The quarter of the next statutory edition and its day: the latest quarter that is out on that day, never one before the first."""
    if not decided:
        return first, _day_after(first, rule)
    day = months_after(max(decided), STATUTORY_MONTHS - rule.months_before)
    quarter = quarter_of(day - timedelta(days=rule.after - 1)).shifted(-1)
    return (quarter, day) if quarter >= first else (first, max(day, _day_after(first, rule)))


def _planned(slot: _Slot, known: Known, now: datetime) -> Planned:
    came = {name: known.sources.get(name, Expected(name)).came_on(slot.period, slot.day) for name in slot.rule.wait_for}
    publishing_day = _publishing_day(slot, came.values())
    at = instant(publishing_day, slot.rule.clock)
    has_begun = now >= instant(slot.day, slot.rule.clock)
    state = PlanState.FORFALLEN if now >= at else PlanState.VANTAR if has_begun else PlanState.KOMMANDE
    waits = tuple(Wait(name, slot.day, slot.latest) for name, day in came.items() if day is None and state is not PlanState.FORFALLEN)
    return Planned(slot.id, slot.rule, slot.period, slot.day, publishing_day, at, state, waits)


def _publishing_day(slot: _Slot, came: Collection[date | None]) -> date:
    """The ordinary day; where a source has not come before it, the day after the last of them came, never later than the latest day."""
    late = [day for day in came if day is None or day >= slot.day]
    known = [day for day in late if day is not None]
    if len(known) < len(late):
        return slot.latest
    return min(slot.latest, max((day + timedelta(days=1) for day in known), default=slot.day))


def _with_skips(planned: Planned, calendar: Calendar, now: datetime) -> Planned:
    """What somebody has decided to leave out, and briefings for meetings that have been."""
    for skip in calendar.skip:
        if skip.edition == str(planned.id):
            return replace(planned, state=PlanState.OVERHOPPAD, waits=(), skipped_by=skip.by, reason=skip.reason)
    if isinstance(planned.period, Day) and planned.period.day < local_day(now):
        return _left_out(planned, "mötet har varit")
    return planned


def _caught_up(planned: Iterable[Planned], calendar: Calendar, known: Known, now: datetime) -> Iterator[Planned]:
    """The plan after the policy for what was missed. Meetings have their own: a briefing is made until the meeting has been."""
    everything = list(planned)
    for each in everything:
        if each.state is not PlanState.FORFALLEN or each.rule.every is not Every.KVARTAL or calendar.catch_up is CatchUp.ALL:
            yield each
        elif calendar.catch_up is CatchUp.NONE:
            yield _left_out(each, "tiden passerade utan att någon körde, och catch_up är none") if now - each.at > GRACE else each
        else:
            yield _left_out(each, "en senare finns, och catch_up är latest") if _has_later(each, everything, known.archived) else each


def _has_later(planned: Planned, everything: Iterable[Planned], archived: Collection[EditionId]) -> bool:
    """Whether a later edition of the same rule is due too, or made already."""
    others = [each.id for each in everything if each.state is PlanState.FORFALLEN]
    of_rule = replace(planned.id, period="")
    return any(replace(each, period="") == of_rule and each.period > planned.id.period for each in (*others, *archived))


def _left_out(planned: Planned, reason: str) -> Planned:
    return replace(planned, state=PlanState.OVERHOPPAD, waits=(), skipped_by=THE_CALENDAR, reason=reason)
