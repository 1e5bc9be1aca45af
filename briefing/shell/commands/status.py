"""`briefing status`: how every edition of the calendar stands, and whether anybody still looks. The dead-man's check of any monitor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.document.law_deadlines import WHOLE, LawDeadline, pressing
from briefing.errors import BriefingError
from briefing.planning import ZONE, Planned, statutory_deadline
from briefing.shell.commands.came_late import came_late
from briefing.shell.commands.collecting import collection_alarms, collection_data, collection_lines
from briefing.shell.commands.law_standing import law_standing
from briefing.shell.commands.result import Result
from briefing.shell.commands.timetable import clock, entry, expected_at, waits
from briefing.shell.commands.world import World, looked
from briefing.terms.edition import Status
from briefing.terms.period import in_words
from briefing.workspace.drafts import DRAFTS
from briefing.workspace.notice_log import unknown
from briefing.workspace.ticks import Attempt, Outcome, attempt, is_running, last_beat

OVERDUE_AFTER = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(hours=1)


class State(Enum):
    """How an edition of the calendar stands (läge)."""

    KOMMANDE = "kommande"
    VANTAR = "vantar"
    FORFALLEN = "forfallen"
    PAGAR = "pagar"
    MISSLYCKAD = "misslyckad"
    UTKAST = "utkast"
    ATT_GRANSKA = "att_granska"
    PUBLICERAD = "publicerad"
    OVERHOPPAD = "overhoppad"
    GALLRAD = "gallrad"
    OLASLIG = "olaslig"


WORDS = {
    State.KOMMANDE: "kommande",
    State.VANTAR: "väntar på underlag",
    State.FORFALLEN: "ska göras nu",
    State.PAGAR: "görs just nu",
    State.MISSLYCKAD: "misslyckad",
    State.UTKAST: "utkast",
    State.ATT_GRANSKA: "att granska",
    State.PUBLICERAD: "slutlig",
    State.OVERHOPPAD: "överhoppad",
    State.GALLRAD: "gallrad",
    State.OLASLIG: "går inte att läsa",
}


@dataclass(frozen=True)
class Standing:
    """One edition of the calendar: its state, a Swedish remark, the last attempt, and deliveries that came after it was sealed."""

    planned: Planned
    state: State
    remark: str = ""
    attempt: Attempt | None = None
    version: str = ""
    late: tuple[str, ...] = ()


def status(root: Path, now: datetime, max_age: float | None) -> Result:
    """How all editions of the calendar stand.

    Exit code 1 where one has failed or is overdue, where a source that is collected needs somebody to act, and with `max_age` (hours)
    where no tick came within that age. Nothing is written.
    """
    world = looked(root, now)
    standings = tuple(_standings(world))
    age = None if max_age is None else timedelta(hours=max_age)
    alarms = (*_alarms(world, standings, age), *collection_alarms(world))
    beaten = last_beat(root)
    cut_off = unknown(root)
    deadline, law = statutory_deadline(world.known.decided), law_standing(world)
    data = {
        "at": now.isoformat(),
        "last_tick": beaten.isoformat() if beaten else None,
        "statutory_deadline": deadline.isoformat() if deadline else None,
        "law": [_law_entry(each) for each in law],
        "editions": [_entry(each, world) for each in standings],
        "collection": collection_data(world),
        "alarms": list(alarms),
        "notices_unknown": list(cut_off),
    }
    ticked = f"Senaste kontrollen av kalendern: {clock(beaten)}." if beaten else "Kalendern har inte kontrollerats på den här arbetsytan."
    lines = [*alarms, ticked, *collection_lines(world), *_late(standings)]
    lines += [f"Det är inte känt om meddelandet {id} kom fram: det skickas igen, som samma brev, vid en senare kontroll." for id in cut_off]
    lines += [f"{each.requirement} ({each.paragraph}): {each.text}" for each in pressing(law)]
    lines += [each.text for each in law if each.subject == WHOLE and each not in pressing(law)]
    rows = tuple((str(each.planned.id), WORDS[each.state], clock(expected_at(each.planned)), each.remark or "–") for each in standings)
    return Result(data, tuple(lines), ("Utgåva", "Läge", "Tid", "Anmärkning"), rows, exit_code=1 if alarms else 0)


def _law_entry(deadline: LawDeadline) -> dict[str, str | None]:
    last = deadline.last.isoformat() if deadline.last else None
    own = {"requirement": deadline.requirement, "subject": deadline.subject, "standing": deadline.standing.value}
    return own | {"last": last, "text": deadline.text}


def _standings(world: World) -> Iterator[Standing]:
    running = is_running(world.root)
    archive = world.root / ARCHIVE
    archived, deleted = frozenset(store.ids(archive)), store.deleted_ids(archive)
    for planned in world.made:
        if planned.id in deleted:
            yield Standing(planned, State.GALLRAD)
            continue
        if planned.id not in archived:
            yield Standing(planned, State.UTKAST, f"ligger i {DRAFTS}/{planned.id}; `briefing issue` lägger den i arkivet")
            continue
        try:
            edition = store.edition(archive, planned.id)
        except BriefingError as error:
            yield Standing(planned, State.OLASLIG, str(error.problems[0].problem))
            continue
        state = State.PUBLICERAD if edition.status is Status.SLUTLIG else State.ATT_GRANSKA
        yield Standing(planned, state, edition.version, version=edition.version, late=came_late(world, planned, edition))
    plan = world.plan
    yield from (_of_due(world, planned, running=running) for planned in plan.due)
    yield from (Standing(each, State.VANTAR, "; ".join(waits(each, world))) for each in plan.waiting)
    yield from (Standing(each, State.OVERHOPPAD, f"av {each.skipped_by}: {each.reason}") for each in plan.skipped)
    yield from (Standing(each, State.KOMMANDE, "; ".join(waits(each, world))) for each in plan.coming)


def _of_due(world: World, planned: Planned, *, running: bool) -> Standing:
    tried = attempt(world.root, planned.id)
    if tried is None:
        return Standing(planned, State.FORFALLEN)
    if tried.outcome is Outcome.PAGAR and running:
        return Standing(planned, State.PAGAR, f"sedan {clock(tried.begun_at)}", tried)
    again = f"nästa försök {clock(tried.next_try)}" if tried.next_try else "försöker igen när något har ändrats"
    if tried.outcome is Outcome.PAGAR and not tried.next_try:
        again = "försöker igen vid nästa kontroll"
    return Standing(planned, State.MISSLYCKAD, f"{tried.count} försök, {again}: {tried.fault}", tried)


def _late(standings: Iterable[Standing]) -> Iterator[str]:
    for each in standings:
        if each.late:
            id = each.planned.id
            yield f"{id}: efter att den förseglades kom {', '.join(each.late)}. Det ändrar ingenting av sig självt. Ny version:"
            recipient = f" --for {id.recipient}" if id.recipient else ""
            asked = f"--{'meeting' if len(id.period) > 7 else 'period'} {id.period}{recipient}"
            yield f'  briefing produce --kind {id.kind} {asked} --seal --reason "..."'


def _alarms(world: World, standings: Iterable[Standing], max_age: timedelta | None) -> Iterator[str]:
    beaten = last_beat(world.root)
    if max_age is not None and (beaten is None or world.now - beaten > max_age):
        yield f"Ingen har kontrollerat kalendern på {max_age.total_seconds() / 3600:g} timmar: se till att `briefing tick` körs."
    if beaten is not None and beaten > world.now + CLOCKS_DIFFER:
        yield f"Senaste kontrollen ligger framåt i tiden ({clock(beaten)}): kontrollera klockan."
    for each in standings:
        about = f"{each.planned.id} ({in_words(each.planned.period)})"
        if each.state in (State.MISSLYCKAD, State.OLASLIG):
            yield f"{about}: {WORDS[each.state]}. {each.remark}"
        elif each.state is State.FORFALLEN and world.now - each.planned.at > (max_age or OVERDUE_AFTER):
            yield f"{about} skulle ha gjorts {clock(each.planned.at)}."


def _entry(standing: Standing, world: World) -> dict[str, Any]:
    tried = standing.attempt
    next_try = tried.next_try.astimezone(ZONE).isoformat() if tried and tried.next_try else None
    return entry(standing.planned, world) | {
        "state": standing.state.value,
        "remark": standing.remark,
        "version": standing.version or None,
        "attempts": tried.count if tried else 0,
        "next_try": next_try,
        "late": list(standing.late),
    }
