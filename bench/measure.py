"""How long and how much: whole processes and their peak of memory (Linux), functions by the clock."""

from __future__ import annotations

import gc
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Process:
    """The median of the wall seconds of some runs, and their highest peak of memory in MB."""

    seconds: float
    peak_mb: float


def whole_process(command: Sequence[str], runs: int = 5) -> Process:
    """A command from start to end, after one run that is not counted; it prints its `peak_mb` last. CalledProcessError where it fails."""
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


def peak_mb() -> float:
    """The highest memory of this process so far, in MB. (What a parent is told of a child counts the parent's own memory too.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def _once(command: Sequence[str]) -> Process:
    """One run of a command that prints its own peak last."""
    started = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return Process(time.perf_counter() - started, float(run.stdout.split()[-1]))
