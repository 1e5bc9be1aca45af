"""output/schedule/: when the ticker last came, and how often an edition has been tried. All of it may be deleted at any time."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from briefing.terms.edition import EditionId
from briefing.workspace.lock import locked
from briefing.workspace.notes import host, note, write_note

SCHEDULE = "output/schedule"
_HEARTBEAT, _LOCK, _SITUATION = "tick.json", "lock", "situation.json"
_ASKING = 0.3  # seconds: `status` holds the lock for a moment when it asks who runs
_LAW = "lag.json"
HELD_TOO_LONG = 3600  # seconds: a run takes a minute, so one that has held the lock for an hour hangs, and no longer stops the others


class Outcome(Enum):
    """How an attempt ended. `pagar`: it has begun and not said how it ended; if nobody runs, it was cut off."""

    PAGAR = "pagar"
    TILLFALLIGT_FEL = "tillfalligt-fel"
    FEL = "fel"


@dataclass(frozen=True)
class Attempt:
    """What is remembered of the attempts at one edition that is not in the archive.

    `count` is how many have begun, `begun_at` and `next_try` instants. `fault` is what the last one said, `seen` the fingerprint of
    what it was made from: a fault that is no passing one is tried again only when that has changed.
    """

    count: int
    begun_at: datetime
    outcome: Outcome
    fault: str = ""
    next_try: datetime | None = None
    seen: str = ""


def beat(root: Path, now: datetime) -> None:
    """Notes that a tick has looked at the calendar. A disk that cannot take the note stops nothing."""
    with suppress(OSError):
        write_note(root / SCHEDULE / _HEARTBEAT, {"at": now.isoformat(), "host": host()})
        for left in (root / SCHEDULE).glob(".*"):  # half a note of a process that was killed
            if time.time() - left.stat().st_mtime > HELD_TOO_LONG:
                left.unlink()


def last_beat(root: Path) -> datetime | None:
    """When a tick last looked at the calendar; None when no note says so."""
    content = note(root / SCHEDULE / _HEARTBEAT)
    try:
        return datetime.fromisoformat(content["at"])
    except (KeyError, TypeError, ValueError):
        return None


def attempt(root: Path, edition: EditionId) -> Attempt | None:
    """What is remembered of the attempts at an edition; None when there is nothing, or nothing that can be read."""
    content = note(_path(root, edition))
    try:
        return Attempt(
            count=int(content["count"]),
            begun_at=datetime.fromisoformat(content["begun_at"]),
            outcome=Outcome(content["outcome"]),
            fault=str(content["fault"]),
            next_try=datetime.fromisoformat(content["next_try"]) if content["next_try"] else None,
            seen=str(content["seen"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def remember(root: Path, edition: EditionId, attempt: Attempt) -> None:
    """Notes an attempt in place of the one before."""
    content = asdict(attempt) | {"outcome": attempt.outcome.value}
    with suppress(OSError):
        write_note(_path(root, edition), content)


def forget(root: Path, edition: EditionId) -> None:
    """Removes what is remembered of an edition: it is made."""
    with suppress(OSError):
        _path(root, edition).unlink(missing_ok=True)


def last_situation(root: Path) -> tuple[str, dict[str, str]] | None:
    """What the deliveries said when somebody last looked: the fingerprint of what had come, and each judgement by its name."""
    content = note(root / SCHEDULE / _SITUATION)
    try:
        return str(content["seen"]), {str(name): str(level) for name, level in content["levels"].items()}
    except (KeyError, TypeError, AttributeError):
        return None


def remember_situation(root: Path, seen: str, levels: Mapping[str, str]) -> None:
    """Notes what the deliveries say now."""
    with suppress(OSError):
        write_note(root / SCHEDULE / _SITUATION, {"seen": seen, "levels": dict(levels)})


def law_was_looked_at(root: Path, day: date) -> bool:
    """Whether somebody has looked at the law's deadlines that day: they change with the day, and looking costs a second."""
    try:
        return str(note(root / SCHEDULE / _LAW)["day"]) == day.isoformat()
    except (KeyError, TypeError):
        return False


def remember_law(root: Path, day: date) -> None:
    """Notes that somebody has looked at the law's deadlines and told of them."""
    with suppress(OSError):
        write_note(root / SCHEDULE / _LAW, {"day": day.isoformat()})


@contextmanager
def alone(root: Path) -> Iterator[bool]:
    """Whether this process is the only one that runs the calendar. Comfort only: it saves work, and two that run do no harm.

    True also where the disk knows no locks, and where the holder has hung for an hour.
    """
    with locked(root / SCHEDULE / _LOCK, _ASKING, HELD_TOO_LONG) as is_ours:
        yield is_ours


def is_running(root: Path) -> bool:
    """Whether some process on this machine runs the calendar now."""
    if not (root / SCHEDULE / _LOCK).exists():
        return False
    with alone(root) as is_ours:
        return not is_ours


def _path(root: Path, edition: EditionId) -> Path:
    return root / SCHEDULE / f"{edition}.json"
