"""Faults of the operating system, put into a real process at a chosen system call by strace: killed, disk full, or an error of the disk.

Works for any command. First it runs once and strace tells every call on a path under the folder; then once for each call and each fault.
strace counts the calls of a kind over the whole process, also those of Python's start, so a call is named by its kind and number. A fault
took effect only where strace says so on a path under the folder: `Outcome.effective`. The program must run in one thread
(BRIEFING_AT_ONCE=1), since strace counts every thread for itself.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CALLS = ("mkdir", "openat", "write", "fsync", "rename", "close", "unlink", "unlinkat", "rmdir")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)")
Command = Callable[[Path], Sequence[str]]


@dataclass(frozen=True)
class Site:
    """The `number`th call of its kind, and what it was about when nothing went wrong."""

    call: str
    number: int
    about: str


@dataclass(frozen=True)
class Outcome:
    """What a run with a fault came to: its exit code (negative: killed), and whether the fault took effect under the folder."""

    site: Site
    fault: str
    code: int
    effective: bool
    said: str


def is_there() -> bool:
    """Whether this machine has strace and lets it trace."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def sites(before: Path, root: Path, command: Command) -> list[Site]:
    """Every call on a path under `root` when the command runs on a copy of `before` there."""
    _fresh(before, root)
    log = root.parent / "calls.log"
    code = _traced(command(root), log).returncode
    assert code == 0, f"without a fault the command ends with {code}"
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if match:
            seen[match[1]] += 1
            if str(root) in match[2]:
                found.append(Site(match[1], seen[match[1]], match[2][:200]))
    return found


def outcome(before: Path, root: Path, command: Command, site: Site, fault: str) -> Outcome:
    """What the command comes to on a copy of `before`, with the fault at that call."""
    _fresh(before, root)
    log = root.parent / "fault.log"
    run = _traced(command(root), log, f"inject={site.call}:{fault}:when={site.number}")
    lines = log.read_text(errors="replace").splitlines()
    if fault.startswith("signal"):
        last = next((each for each in reversed(lines) if each.split(" ", 1)[-1].lstrip().startswith(f"{site.call}(")), "")
        effective = run.returncode != 0 and any("killed by SIGKILL" in each for each in lines) and str(root) in last
    else:
        effective = any("(INJECTED)" in each and str(root) in each for each in lines)
    return Outcome(site, fault, run.returncode, effective, run.stderr[-2000:])


def _fresh(before: Path, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(before, root)


def _traced(command: Sequence[str], log: Path, *inject: str) -> subprocess.CompletedProcess[str]:
    options = [f"trace={','.join(CALLS)}", *inject]
    traced = ["strace", "-f", "-y", "-s", "256", "-o", str(log), *(part for each in options for part in ("-e", each)), *command]
    here = Path(__file__).resolve().parent
    paths = os.pathsep.join((str(here), str(here.parent)))
    own = {"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "BRIEFING_AT_ONCE": "1"}
    return subprocess.run(traced, capture_output=True, text=True, check=False, env={**os.environ, **own}, timeout=120)


def python(text: str) -> Command:
    """A command that runs a Python text with the folder as its argument."""
    return lambda root: [sys.executable, "-c", text, str(root)]
