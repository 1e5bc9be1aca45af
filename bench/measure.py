"""How long and how much: whole processes by the operating system's own account, functions by the clock."""

from __future__ import annotations

import gc
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Process:
    """The median of the wall seconds of some runs, and their highest peak of memory in MB."""

    seconds: float
    peak_mb: float


def whole_process(command: Sequence[str], runs: int = 5) -> Process:
    """A command from start to end, after one run that is not counted; CalledProcessError where it fails."""
    measured = [_once(command) for _ in range(runs + 1)][1:]
    return Process(median(each.seconds for each in measured), max(each.peak_mb for each in measured))


def in_process(make: Callable[[], object], runs: int = 5) -> tuple[float, float]:
    """Seconds of the first call, and the median of the calls after it."""
    measured = []
    for _ in range(runs + 1):
        gc.collect()
        started = time.perf_counter()
        make()
        measured.append(time.perf_counter() - started)
    return measured[0], median(measured[1:])


def _once(command: Sequence[str]) -> Process:
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Process(seconds, usage.ru_maxrss / 1024)
