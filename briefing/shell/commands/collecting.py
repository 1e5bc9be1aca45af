"""What is published is collected before it is decided what is due: each source when its own time has come, and never more often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from briefing.fetch.outcome import Ending, Outcome
from briefing.planning import instant, local_day
from briefing.shell.commands.timetable import clock
from briefing.shell.commands.world import World
from briefing.sources.fetching import EVERY
from briefing.sources.source import Source
from briefing.workspace.collection_log import Tried, remember, tried
from briefing.workspace.receipt import read_receipt

if TYPE_CHECKING:
    from briefing.fetch.network import Network

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(hours=6)
NIGHT = 5 * 60  # minutes after midnight, Swedish time, over which the sources of all municipalities are spread
TOO_LONG = timedelta(days=6)  # polisen's notices are gone after a week; what has failed for so long is for somebody to look at


def collected_by_itself(world: World, network: Network | None = None) -> tuple[Outcome, ...]:
    """What became of the sources whose time had come; how it went is remembered. Nothing is raised, whatever a service does."""
    waiting = [each for each in collectable(world) if _is_due(tried(world.root, each.id), world.now)]
    return tuple(_collected(each, world, network) for each in waiting)


def told_of(outcomes: Sequence[Outcome], today: date) -> tuple[list[dict[str, Any]], list[str]]:
    """What became of the sources that were collected, as JSON and in words."""
    if not outcomes:
        return [], []
    from briefing.shell.commands.fetch import data_of, told

    return [data_of(each, today) for each in outcomes], [line for each in outcomes for line in told(each, today)]


def collectable(world: World) -> Iterator[Source]:
    """The sources that a tick collects."""
    if world.workspace.configuration.collect:
        yield from (each for each in world.workspace.sources if each.fetch is not None)


def collection_alarms(world: World) -> Iterator[str]:
    """A source that somebody has to act on: a fault that does not pass, or one that has not passed in six days."""
    for source, last in failing(world):
        if needs_somebody(last, world.now):
            yield f"{source.title}: kan inte hämtas. {_told(last)}"


def collection_lines(world: World) -> Iterator[str]:
    """A line for each source that could not be collected: since when, why, and which delivery is used meanwhile."""
    for source, last in failing(world):
        yield f"{source.title}: inte hämtad sedan {clock(last.since or last.at)}. {_told(last)} {used(source, world)}"


def collection_data(world: World) -> list[dict[str, Any]]:
    """How collection stands, as JSON."""
    return [_entry(source, tried(world.root, source.id), world) for source in collectable(world)]


def needs_somebody(last: Tried, now: datetime) -> bool:
    """Whether a failure is for somebody to look at."""
    return bool(last.remedy) or (last.since is not None and now - last.since >= TOO_LONG)


def used(source: Source, world: World) -> str:
    """Which delivery is used, and its age."""
    received = _received(source, world)
    if received is None:
        return "Det finns ingen tidigare leverans att använda."
    return f"Den senaste leveransen används; den togs emot {received.isoformat()} ({(world.today - received).days} dagar gammal)."


def _is_due(last: Tried | None, now: datetime) -> bool:
    return last is None or now >= last.next_at or now < last.at


def _collected(source: Source, world: World, network: Network | None) -> Outcome:
    from briefing.shell.commands.fetch import collected  # imports httpx, which a tick with nothing to collect has no time for

    try:
        (outcome,) = collected(world.workspace, [source], world.today, network)
    except Exception as error:  # a fault of ours in one source is no reason to make no edition
        outcome = Outcome(source.id, source.title, Ending.MISSLYCKAD, fault=f"ett fel i briefing: {error!r}", remedy="rapportera felet")
    before = tried(world.root, source.id)
    if outcome.ending is not Ending.UPPTAGEN:
        remember(world.root, source.id, _tried(outcome, before, source, world))
    return outcome


def _tried(outcome: Outcome, before: Tried | None, source: Source, world: World) -> Tried:
    """After a success the next time is a night; after a failure soon, then twice as long each time."""
    if outcome.ending is not Ending.MISSLYCKAD:
        return Tried(world.now, _next_night(source, world))
    failures = 1 + (before.failures if before else 0)
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    since = before.since if before and before.since else world.now
    return Tried(world.now, world.now + pause, failures, since, outcome.fault, outcome.remedy)


def _next_night(source: Source, world: World) -> datetime:
    """The night in which it is collected next, at a minute of its own: not all municipalities shall ask at once."""
    days = EVERY[source.fetch.every] if source.fetch else 1
    name = f"{world.workspace.configuration.municipality.code} {source.id}"
    minute = int(sha256(name.encode()).hexdigest()[:8], 16) % NIGHT
    return instant(local_day(world.now) + timedelta(days=days), time(minute // 60, minute % 60))


def failing(world: World) -> Iterable[tuple[Source, Tried]]:
    """The sources whose last collection failed."""
    for source in collectable(world):
        last = tried(world.root, source.id)
        if last is not None and last.failures:
            yield source, last


def _told(last: Tried) -> str:
    remedy = f" Gör så här: {last.remedy}." if last.remedy else ""
    return f"{last.fault}.{remedy} Nästa försök {clock(last.next_at)}."


def _entry(source: Source, last: Tried | None, world: World) -> dict[str, Any]:
    received = _received(source, world)
    return {
        "source": source.id,
        "tried": last.at.isoformat() if last else None,
        "next": last.next_at.isoformat() if last else None,
        "failures": last.failures if last else 0,
        "problem": last.fault if last else "",
        "remedy": last.remedy if last else "",
        "received_on": received.isoformat() if received else None,
    }


def _received(source: Source, world: World) -> date | None:
    rows = read_receipt(world.root / "sources" / source.id).rows.values()
    return max((row.received_on for row in rows), default=None)
