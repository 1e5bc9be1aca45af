"""`briefing run`: the built-in host. A ticker and nothing more; what is due is decided anew at every tick."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import schedule
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

EVERY_MINUTES, VIEW_SECONDS = 15, 30

Beat = Callable[[], tuple[str, ...]]
View = Callable[[], tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]


class _StoppedError(BaseException):
    """Somebody asked us to end: no fault, so no beat takes it for one."""


def run(beat: Beat, view: View, console: Console | None = None, ends_after: int = 0) -> int:
    """Calls `beat` at once and every quarter of an hour, and shows what `view` tells of the plan, until Ctrl-C or SIGTERM: exit code 0.

    A beat that fails is told and the next one comes all the same. `ends_after` beats it ends by itself; 0 is never.
    """
    shown, ticker, said = console or Console(), schedule.Scheduler(), _Said()
    plan = _seldom(view)
    job = _started(ticker, lambda: said.hear(beat, shown))
    try:
        with _ends_on_signals() as asked, Live(console=shown, refresh_per_second=1, transient=True, auto_refresh=False) as live:
            said.hear(beat, shown)
            while not asked and (not ends_after or said.beats < ends_after):
                if shown.is_terminal:
                    live.update(_picture(plan(), job.next_run), refresh=True)
                time.sleep(min(1.0, max(0.0, ticker.idle_seconds or 0.0)))
                ticker.run_pending()
                if (ticker.idle_seconds or 0.0) > EVERY_MINUTES * 60:  # the clock went back: the next beat would come that much later
                    job = _started(ticker, lambda: said.hear(beat, shown))
    except (_StoppedError, KeyboardInterrupt):
        pass
    shown.print("Stoppad. Det som var färdigt ligger i arkivet; resten görs vid nästa start.")
    return 0


def _started(ticker: schedule.Scheduler, beat: Callable[[], None]) -> schedule.Job:
    """The one job, beginning now."""
    ticker.clear()
    job: schedule.Job = ticker.every(EVERY_MINUTES).minutes.do(beat)
    return job


class _Said:
    """What the last beat said, and how many there have been."""

    def __init__(self) -> None:
        self.lines: tuple[str, ...] = ()
        self.beats = 0

    def hear(self, beat: Beat, console: Console) -> None:
        """One beat. It never raises: a ticker that stops is worse than any fault of a single tick."""
        try:
            lines = beat()
        except Exception as error:
            lines = (f"Kontrollen misslyckades: {error}",)
        self.beats += 1
        at = f"{datetime.now(UTC).astimezone():%Y-%m-%d %H:%M}"
        for line in lines if lines != self.lines else ():
            console.print(Text(f"{at} {line}"))
        self.lines = lines


def _seldom(view: View) -> Callable[[], RenderableType]:
    """The plan as a table, read anew every half minute: the clock below it moves every second."""
    kept: list[tuple[float, RenderableType]] = []

    def plan() -> RenderableType:
        if not kept or time.monotonic() - kept[-1][0] > VIEW_SECONDS:
            kept[:] = [(time.monotonic(), _table(view))]
        return kept[-1][1]

    return plan


def _table(view: View) -> RenderableType:
    try:
        heading, rows = view()
    except Exception as error:  # a workspace that is being edited: the next time may be better
        return Text(f"Kalendern går inte att läsa just nu: {error}")
    table = Table(*heading, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _picture(table: RenderableType, next_run: Any) -> Group:
    """The plan, and when the next look is."""
    left = max(0, int((next_run - datetime.now()).total_seconds())) if next_run else 0
    return Group(table, Text(f"Nästa kontroll om {left // 60} min {left % 60:02d} s. Avsluta med Ctrl-C.", style="dim"))


@contextmanager
def _ends_on_signals() -> Iterator[list[int]]:
    """SIGTERM ends the loop as Ctrl-C does. What has been asked is kept too: what is raised where Python cleans up is heard by nobody."""
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        raise _StoppedError

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
