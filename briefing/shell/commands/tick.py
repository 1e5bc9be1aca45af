"""`briefing tick`: makes the editions that are due, each once, whoever asks and however often."""

from __future__ import annotations

import random
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import briefing
from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.errors import BriefingError
from briefing.planning import Planned
from briefing.shell.commands.collecting import collected_by_itself, told_of
from briefing.shell.commands.result import Result
from briefing.shell.commands.telling import Failure, told
from briefing.shell.commands.timetable import entry, listed
from briefing.shell.commands.world import World, looked_and_registered
from briefing.terms.edition import EditionId
from briefing.terms.period import Day
from briefing.workspace.drafts import DRAFTS
from briefing.workspace.ticked_drafts import note_draft, ticked_drafts
from briefing.workspace.ticks import Attempt, Outcome, alone, attempt, beat, forget, remember

if TYPE_CHECKING:
    from briefing.fetch.network import Network
    from briefing.shell.commands.asked import Asked

LOGS = "output/logs"
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)
CUT_OFF_AT_ONCE = 3  # a run that was cut off (the machine was switched off) is tried again at once, but not for ever


def ticked(root: Path, now: datetime, network: Network | None = None) -> Result:
    """Collects what is published, where its time has come, and makes what is due.

    Exit code 1 where something that is due could not be made.

    The answer is the same however often this is called, on as many hosts as there are: the archive decides what is done.
    """
    world = looked_and_registered(root, now)
    beat(root, now)
    outcomes = collected_by_itself(world, network)
    if any(each.new for each in outcomes):
        world = looked_and_registered(root, now)
    made, failures, is_busy = _run(world)
    try:
        unsent = told(world, made, failures)
    except (BriefingError, OSError) as error:
        unsent = (f"Meddelanden kunde inte skickas eller loggas: {error}",)
    result = _result(world, made, failures, unsent, is_busy=is_busy)
    collected, said = told_of(outcomes, world.today)
    return replace(result, data={**result.data, "collected": collected}, lines=(*said, *result.lines))


def _run(world: World) -> tuple[tuple[Planned, ...], tuple[Failure, ...], bool]:
    """What was made, what was not, and whether somebody else is making it."""
    if not world.plan.due:
        return (), (), False
    with alone(world.root) as is_ours:
        return (*_made(world), False) if is_ours else ((), (), True)


def _made(world: World) -> tuple[tuple[Planned, ...], tuple[Failure, ...]]:
    """What was made, oldest first, and what was not. While one waits for its next attempt, no later one of its rule is made."""
    made: list[Planned] = []
    failures: list[Failure] = []
    seen = fingerprint(world.root)
    for planned in world.plan.due:
        if any(each.planned.rule == planned.rule and each.attempt.next_try for each in failures):
            continue
        if _is_made(world, planned):
            continue  # another host made it after we had looked
        before = attempt(world.root, planned.id)
        if before is not None and not may_try(before, world.now, seen):
            failures.append(Failure(planned, before))
        elif (failed := _tried(world, planned, before, seen)) is None:
            made.append(planned)
        else:
            failures.append(Failure(planned, failed))
    return tuple(made), tuple(failures)


def may_try(before: Attempt, now: datetime, seen: str) -> bool:
    """Whether it is time for another attempt: after a passing fault its pause is over, after another what it was made from has changed."""
    if before.outcome is Outcome.FEL:
        return before.seen != seen
    return before.next_try is None or now >= before.next_try or now < before.begun_at


def _tried(world: World, planned: Planned, before: Attempt | None, seen: str) -> Attempt | None:
    """One attempt; None when the edition is made afterwards, whoever made it."""
    count = 1 if before is None or (before.outcome is Outcome.FEL and before.seen != seen) else before.count + 1
    begun = Attempt(count, world.now, Outcome.PAGAR, "körningen avbröts", _pause(world.now, count - CUT_OFF_AT_ONCE), seen)
    remember(world.root, planned.id, begun)
    try:
        fault, is_passing = _produced(world, planned), False
    except BriefingError as error:
        fault, is_passing = str(error), _is_passing(error)
    except OSError as error:
        fault, is_passing = f"{error.filename or ''}: {error.strerror}", True
    except Exception:
        fault, is_passing = f"ett fel i briefing; se {_logged(world, planned.id)}", False
    if _is_made(world, planned):
        forget(world.root, planned.id)
        return None
    outcome = Outcome.TILLFALLIGT_FEL if is_passing else Outcome.FEL
    failed = replace(begun, outcome=outcome, fault=fault, next_try=_pause(world.now, count) if is_passing else None)
    remember(world.root, planned.id, failed)
    return failed


def _produced(world: World, planned: Planned) -> str:
    """Makes the edition by the same function as `produce`, as a draft where nothing is archived by itself; what the gate refuses."""
    from briefing.shell.commands.produce import produced

    result = produced(world.root, replace(asked_for(planned), seal=world.calendar.archive), world.today)
    refusals = "; ".join(each["text"] for each in result.data["refusals"])
    if not refusals and not world.calendar.archive:
        note_draft(world.root, planned.id, world.today)
    return refusals


def _is_made(world: World, planned: Planned) -> bool:
    return planned.id in store.ids(world.root / ARCHIVE) or planned.id in ticked_drafts(world.root)


def asked_for(planned: Planned) -> Asked:
    """What the calendar asks `produce` for: what had come before the publishing day, about the edition's own period."""
    from briefing.shell.commands.asked import Asked  # imports pandas, which a tick with nothing to do has no time for

    is_meeting = isinstance(planned.period, Day)
    period, meeting = ("", planned.period.code) if is_meeting else (planned.period.code, "")
    return Asked(
        kind=planned.rule.kind, period=period, meeting=meeting, recipient=planned.rule.committee, seal=True, cut_off=planned.publishing_day
    )


def _is_passing(error: BaseException) -> bool:
    """Whether the disk or the network is behind it, which may be well the next time. What is wrong with the data stays wrong."""
    cause = error.__cause__
    return cause is not None and (isinstance(cause, OSError) or _is_passing(cause))


def _pause(now: datetime, count: int) -> datetime | None:
    """When to try again after that many attempts: twice as long each time, up to six hours, a half more or less so that hosts part."""
    if count < 1:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(count - 1, 10), LONGEST_PAUSE)
    return now + pause * random.uniform(0.5, 1.5)


def fingerprint(root: Path) -> str:
    """What an edition is made from, told apart by names, sizes and times: another one means that somebody has mended something."""
    paths = [root / "briefing.toml", *sorted((root / "templates").rglob("*")), *sorted((root / "sources").glob("*")), *_declared(root)]
    found = sha256(briefing.__version__.encode())
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        if path.is_file():
            found.update(f"{path.relative_to(root)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _declared(root: Path) -> Iterable[Path]:
    return sorted((root / "sources").glob("*/*"))


def _logged(world: World, edition: EditionId) -> str:
    """Where the details of our own fault lie."""
    path = world.root / LOGS / f"{edition}-{world.now:%Y%m%dT%H%M%SZ}.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError as error:
        return f"ingen logg ({error.strerror})"
    return path.relative_to(world.root).as_posix()


def _result(world: World, made: tuple[Planned, ...], failures: tuple[Failure, ...], unsent: tuple[str, ...], *, is_busy: bool) -> Result:
    data = {
        "at": world.now.isoformat(),
        "made": [str(each.id) for each in made],
        "failed": [_failed(each) for each in failures],
        "busy": is_busy,
        "unsent": list(unsent),
        "waiting": [entry(each, world) for each in world.plan.waiting],
        "next": [entry(each, world) for each in world.plan.coming[:1]],
    }
    return Result(data, (*_lines(world, made, failures, is_busy=is_busy), *unsent), exit_code=1 if failures else 0)


def _failed(failure: Failure) -> dict[str, object]:
    next_try = failure.attempt.next_try
    return {
        "edition": str(failure.planned.id),
        "fault": failure.attempt.fault,
        "attempts": failure.attempt.count,
        "next_try": next_try.isoformat() if next_try else None,
    }


def _lines(world: World, made: Iterable[Planned], failures: Iterable[Failure], *, is_busy: bool) -> Iterator[str]:
    where = "i arkivet" if world.calendar.archive else f"bland utkasten, i {DRAFTS}"
    yield from (f"{each.id} är gjord och ligger {where}." for each in made)
    for failure in failures:
        again = "försöker igen senare" if failure.attempt.next_try else "försöker inte igen förrän något har ändrats"
        yield f"{failure.planned.id} kunde inte göras (försök {failure.attempt.count}), {again}: {failure.attempt.fault}"
    if is_busy:
        yield "En annan körning pågår. Den gör det som ska göras."
    elif not world.plan.due:
        yield "Inget ska göras nu."
    yield from listed((*world.plan.waiting, *world.plan.coming[:1]), world)
