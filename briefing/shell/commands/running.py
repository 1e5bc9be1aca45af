"""`briefing run`: tick after tick in one process, with the plan shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from briefing.shell.commands.scheduled import timetable
from briefing.shell.commands.tick import ticked
from briefing.shell.scheduler import run


def running(root: Path, now: Callable[[], datetime], ends_after: int = 0) -> int:
    """Runs until it is told to end; the exit code. After `ends_after` ticks it ends by itself, 0 is never."""

    def view() -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        result = timetable(root, now())
        return result.heading, result.table

    return run(lambda: ticked(root, now()).lines, view, ends_after=ends_after)
