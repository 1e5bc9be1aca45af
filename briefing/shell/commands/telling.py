"""What there is to tell after a tick: reminders before the cut-off, editions made, runs that fail, a situation that has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from briefing.planning import ZONE, Planned, PlanState, missing
from briefing.shell.commands.collecting import failing, needs_somebody, used
from briefing.shell.commands.timetable import clock
from briefing.shell.commands.world import World
from briefing.terms.calendar import Every
from briefing.terms.deadline import Standing
from briefing.terms.edition import EditionId
from briefing.terms.period import in_words
from briefing.workspace.notice_log import settled
from briefing.workspace.ticked_drafts import ticked_drafts
from briefing.workspace.ticks import Attempt, Outcome, last_situation, law_was_looked_at, remember_law, remember_situation

if TYPE_CHECKING:
    from briefing.shell.commands.situation import Situation

DAYS_BEFORE = (3, 14, 28)
NEWS_FOR = timedelta(days=7)  # an edition sealed longer ago is no news: an archive that is older than its notices is not announced
THIRD_TIME = 3


@dataclass(frozen=True)
class Failure:
    """An edition that is due and was not made, with the last attempt at it."""

    planned: Planned
    attempt: Attempt


def told(world: World, made: Iterable[Planned], failures: Iterable[Failure]) -> tuple[str, ...]:
    """Sends what there is to tell and has not been told; what could not be sent. Fast where there is nothing."""
    done = settled(world.root)
    asked = [*_reminders(world), *_made(world, {each.id for each in made}), *_failures(failures), *_uncollected(world)]
    wanted = [each for each in asked if each[0] not in done]
    law = [] if law_was_looked_at(world.root, world.today) else list(_law(world))
    wanted += [each for each in law if each[0] not in done]
    situation = _new_situation(world)
    if not wanted and situation is None:
        remember_law(world.root, world.today)
        return ()
    from briefing.shell.notices import Notice, tell

    wanted += situation.asked if situation else ()
    notices = [Notice(id, kind, _common(world) | values) for id, kind, values in wanted]
    unsent = tell(world.root, world.workspace.templates, world.workspace.configuration.notices, notices, world.now)
    if situation and {id for id, _, _ in situation.asked} <= settled(world.root):
        remember_situation(world.root, situation.seen, situation.levels)
    if {id for id, _, _ in law} <= settled(world.root):
        remember_law(world.root, world.today)
    return unsent


_Asked = tuple[str, str, dict[str, object]]


def _reminders(world: World) -> Iterator[_Asked]:
    """What is missing 28, 14 and 3 days before an edition's ordinary day, and before the last day of one that waits.

    After a pause only the last of them. The statutory edition has no deliveries of its own.
    """
    for planned in (*world.plan.coming, *world.plan.waiting):
        is_waiting = planned.state is PlanState.VANTAR
        day = planned.publishing_day if is_waiting else planned.ordinary_day
        left = (day - world.today).days
        mark = next((each for each in DAYS_BEFORE if 0 < left <= each), None)
        lacking = missing(planned, world.known.sources.values()) if mark and planned.rule.every is not Every.VARTANNAT_AR else ()
        if lacking:
            latest = planned.publishing_day.isoformat() if planned.publishing_day > day else ""
            about = {"dagar": left, "dag": day.isoformat(), "senast": latest, "saknas": _lacking(world, lacking)}
            yield f"{'vantar' if is_waiting else 'paminnelse'}-{planned.id}-{mark}", "paminnelse", _about(planned) | about


def _lacking(world: World, lacking: Iterable[tuple[str, object]]) -> list[dict[str, object]]:
    declared = {each.id: each for each in world.workspace.sources}
    return [
        {
            "kalla": declared[name].title,
            "fran": declared[name].contact or declared[name].producer,
            "skulle": str(due_on),
            "sen": str(due_on) < world.today.isoformat(),
        }
        for name, due_on in lacking
    ]


def _made(world: World, made: Collection[EditionId]) -> Iterator[_Asked]:
    """Editions of the calendar that were sealed just now, or lately, by this host or another."""
    drafts = ticked_drafts(world.root)
    for planned in (*world.made, *world.plan.due):
        day = world.today if planned.id in made else world.sealed.get(planned.id)
        if day is not None and world.today - day <= NEWS_FOR:
            yield f"gjord-{planned.id}", "gjord", _about(planned) | {"arkiverad": planned.id not in drafts}


def _failures(failures: Iterable[Failure]) -> Iterator[_Asked]:
    """A run that has failed three times, or that will not be tried again by itself: once for each thing that it was made from."""
    for planned, attempt in ((each.planned, each.attempt) for each in failures):
        if attempt.outcome is Outcome.FEL or attempt.count >= THIRD_TIME:
            again = clock(attempt.next_try) if attempt.next_try else ""
            about = {"antal": attempt.count, "fel": attempt.fault, "igen": again}
            yield f"fel-{planned.id}-{attempt.seen[:12]}", "fel", _about(planned) | about


def _uncollected(world: World) -> Iterator[_Asked]:
    """A source that cannot be collected and that somebody has to act on: once for each time that it began to fail."""
    if "notiser/hamtning.txt.j2" not in world.workspace.templates.texts:
        return  # a workspace from before the program collected by itself
    for source, last in failing(world):
        if needs_somebody(last, world.now):
            since = (last.since or last.at).astimezone(ZONE).date().isoformat()
            about: dict[str, object] = {
                "kalla": source.title,
                "sedan": since,
                "fel": last.fault,
                "gor": last.remedy,
                "anvands": used(source, world),
            }
            yield f"hamtning-{source.id}-{since}", "hamtning", about


def _law(world: World) -> Iterator[_Asked]:
    """The law's deadlines that are late or will be soon, in one notice; another one when they are others, or stand otherwise."""
    from briefing.shell.commands.law_standing import law_standing  # imports pandas, by the reader of registers

    found = [each for each in law_standing(world) if each.standing is not Standing.I_TID]
    if found:
        id = sha256(repr([(each.requirement, each.subject, each.standing.value, each.last) for each in found]).encode()).hexdigest()[:12]
        yield f"frist-{id}", "frist", {"frister": [{"paragraf": each.paragraph, "text": each.text} for each in found]}


def _new_situation(world: World) -> Situation | None:
    """What the deliveries say now, where any have come since somebody last looked; None where none have."""
    seen = sha256(repr(sorted(world.known.sources.items())).encode()).hexdigest()
    before = last_situation(world.root)
    if before is not None and before[0] == seen:
        return None
    from briefing.shell.commands.situation import situation  # imports pandas

    return situation(world, seen, before[1] if before else None)


def _about(planned: Planned) -> dict[str, object]:
    return {"utgava": str(planned.id), "period": in_words(planned.period), "dag": planned.publishing_day.isoformat()}


def _common(world: World) -> dict[str, object]:
    return {"kommun": world.workspace.configuration.municipality.name, "dag": world.today.isoformat()}
