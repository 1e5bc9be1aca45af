"""`briefing schedule list` and `skip`: the coming editions, and one that somebody decides to leave out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from briefing.errors import BriefingError
from briefing.shell.commands.result import Result
from briefing.shell.commands.timetable import STATES, clock, entry, expected_at, waits
from briefing.shell.commands.world import looked
from briefing.terms.edition import parse_edition_id
from briefing.workspace.configuration import parse_configuration
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.municipalities import municipalities
from briefing.workspace.texts import text_of

_HEADING = ("Utgåva", "Görs", "Läge", "Väntar på")


def timetable(root: Path, now: datetime) -> Result:
    """What the calendar will make, oldest first: what is due, what waits, what comes next, what is skipped."""
    world = looked(root, now)
    plan = world.plan
    editions = (*plan.due, *plan.waiting, *plan.coming, *plan.skipped)
    rows = tuple((str(each.id), clock(expected_at(each)), STATES[each.state], _waits(each.reason, waits(each, world))) for each in editions)
    lines = () if rows else ("Kalendern i briefing.toml har inga utgåvor som ska göras.",)
    return Result({"editions": [entry(each, world) for each in editions]}, lines, _HEADING if rows else (), rows)


def skipped(root: Path, now: datetime, written: str, by: str, reason: str) -> Result:
    """Writes in briefing.toml that an edition is left out, by whom and why. BriefingError where it is made already."""
    world = looked(root, now)
    try:
        id = parse_edition_id(written)
    except ValueError as error:
        raise BriefingError(written, problem=str(error), remedy="see `briefing schedule list`") from None
    if id in world.known.archived:
        raise BriefingError(written, problem="it is made already", remedy="nothing is left to skip")
    path = root / CONFIGURATION_FILE
    text = text_of(path, CONFIGURATION_FILE).rstrip("\n")
    values = "\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in _fields(written, by, reason).items())
    changed = f"{text}\n\n[[calendar.skip]]\n{values}\n"
    parse_configuration(changed, municipalities(), CONFIGURATION_FILE)
    made = path.with_name(f".{path.name}.{os.getpid()}")
    made.write_text(changed, encoding="utf-8", newline="\n")
    made.replace(path)
    return Result({"edition": written, "by": by, "reason": reason}, (f"{written} hoppas över. Det står i {CONFIGURATION_FILE}.",))


def _fields(edition: str, by: str, reason: str) -> dict[str, str]:
    return {"edition": edition, "by": by, "reason": reason}


def _waits(reason: str, waits: Iterable[str]) -> str:
    return reason or "\n".join(waits) or "–"
