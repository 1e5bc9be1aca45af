"""output/notices.log: every notice, once. Lines are added, never changed; it is what keeps a notice from being sent twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from briefing.workspace.notes import add_to_log, logged

LOG = "output/notices.log"
_CLAIMS = "output/schedule/notices"
ABANDONED_AFTER = 600  # seconds; a sending takes at most a minute, so whoever claimed it that long ago was cut off
BEGUN, SENT, NOTED, FAILED, UNKNOWN = "paborjad", "skickad", "noterad", "misslyckad", "okand"


@dataclass(frozen=True)
class Line:
    """One line: which notice, what became of it, its subject or the fault.

    paborjad is written before it is handed over, then skickad or misslyckad; okand where whoever began it was cut off before it could
    say which, and it is sent again; noterad where e-mail is off.
    """

    id: str
    event: str
    text: str


def lines(root: Path) -> tuple[Line, ...]:
    """The log so far; half a line that a power cut left is passed over."""
    found = []
    for content in logged(root / LOG):
        with suppress(KeyError, TypeError):
            found.append(Line(str(content["id"]), str(content["event"]), str(content["text"])))
    return tuple(found)


def settled(root: Path) -> frozenset[str]:
    """The ids of notices that are done with."""
    return frozenset(each.id for each in lines(root) if each.event in (SENT, NOTED))


def unknown(root: Path) -> tuple[str, ...]:
    """The ids of notices that somebody began to send and never said what became of: under way, or cut off."""
    last = {each.id: each.event for each in lines(root)}
    return tuple(id for id, event in last.items() if event == BEGUN)


def add(root: Path, line: Line, now: datetime, to: tuple[str, ...] = ()) -> None:
    """Adds a line and waits until the disk has it."""
    add_to_log(root / LOG, {"at": now.isoformat(), "id": line.id, "event": line.event, "text": line.text, "to": list(to)})


@contextmanager
def claimed(root: Path, id: str) -> Iterator[bool]:
    """Whether this process is the one that deals with a notice; the log must be read again inside. A claim that was abandoned is taken."""
    path = root / _CLAIMS / sha256(id.encode()).hexdigest()[:32]
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
            path.rename(path.with_name(f"{path.name}.{os.getpid()}.left"))
            path.with_name(f"{path.name}.{os.getpid()}.left").unlink()
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
    except FileExistsError:
        yield False
        return
    try:
        yield True
    finally:
        with suppress(OSError):
            path.unlink()
