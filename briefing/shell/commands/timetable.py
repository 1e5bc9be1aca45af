"""The plan in words and as JSON: what is made when, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from briefing.planning import ZONE, Planned, PlanState, instant
from briefing.shell.commands.world import World
from briefing.terms.period import in_words

STATES = {
    PlanState.KOMMANDE: "kommande",
    PlanState.VANTAR: "väntar på underlag",
    PlanState.FORFALLEN: "ska göras nu",
    PlanState.OVERHOPPAD: "hoppas över",
    PlanState.KLAR: "gjord",
}


def entry(planned: Planned, world: World) -> dict[str, Any]:
    """One edition of the plan as JSON."""
    return {
        "edition": str(planned.id),
        "state": planned.state.value,
        "at": expected_at(planned).astimezone(ZONE).isoformat(),
        "latest": planned.at.astimezone(ZONE).isoformat(),
        "cut_off": planned.publishing_day.isoformat(),
        "waits_for": [
            {"source": each.source, "title": world.title(each.source), "since": each.since.isoformat(), "until": each.until.isoformat()}
            for each in planned.waits
        ],
        "skipped_by": planned.skipped_by,
        "reason": planned.reason,
    }


def listed(planned: Iterable[Planned], world: World) -> Iterator[str]:
    """A line for each edition: when it is made, and under it what it waits for."""
    for each in planned:
        yield f"{each.id} ({in_words(each.period)}): {_when(each)}"
        yield from (f"  {said}" for said in waits(each, world))


def waits(planned: Planned, world: World) -> Iterator[str]:
    """What an edition waits for, since when and until when."""
    for each in planned.waits:
        if planned.state is PlanState.VANTAR:
            until = f"görs utan den {each.until.isoformat()} om den inte har kommit"
            yield f"väntar på {world.title(each.source)} sedan {each.since.isoformat()}; {until}"
        else:
            yield f"behöver {world.title(each.source)}, som inte har kommit; ska finnas före {each.since.isoformat()}"


def expected_at(planned: Planned) -> datetime:
    """The instant that is planned for: of one that is to come its ordinary one, also while something is missing."""
    return instant(planned.ordinary_day, planned.rule.clock) if planned.state is PlanState.KOMMANDE else planned.at


def clock(at: datetime) -> str:
    """An instant as Swedish local time: `2026-10-15 06:00`."""
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _when(planned: Planned) -> str:
    match planned.state:
        case PlanState.OVERHOPPAD:
            return f"hoppas över av {planned.skipped_by}: {planned.reason}"
        case PlanState.VANTAR:
            return f"väntar på underlag, senast {clock(planned.at)}"
        case PlanState.FORFALLEN:
            return f"skulle göras {clock(planned.at)}"
        case _:
            return clock(expected_at(planned))
