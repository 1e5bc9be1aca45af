"""Faults of the operating system, put into a real process at a chosen system call by strace: killed, disk full, or an error of the disk.

Works for any function of a folder, named `module:function`. First it runs once and strace tells every call on a path under the watched
folder; then once for each call and each fault, each time in a new process (`fault_server`), which strace is attached to before it begins.
A fault took effect only where strace says so on a path under that folder: `Outcome.effective`. The function must run in one thread
(BRIEFING_AT_ONCE=1), since strace counts every thread for itself.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CALLS = ("mkdir", "openat", "write", "fsync", "rename", "close", "unlink", "unlinkat", "rmdir")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
_LINE = re.compile(r"(\d+) +(\w+)\((.*)")


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


@dataclass(frozen=True)
class Command:
    """A function that is run on copies of the folder `before`, in `root`; only calls on paths under `watched` inside it count."""

    server: Server
    act: str
    before: Path
    root: Path
    watched: str = ""

    @property
    def place(self) -> str:
        return str(self.root / self.watched)

    def fresh(self) -> None:
        """Puts a new copy of `before` in place."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.before, self.root)

    def run(self) -> int:
        """Runs it on what lies there, without a fault; the exit code."""
        return self.server.run(self.act, self.root)


class Server:
    """The process that runs the functions; `said` is the file that their errors go to."""

    def __init__(self, process: subprocess.Popen[str], said: Path) -> None:
        self._process, self._said = process, said

    def run(self, act: str, root: Path) -> int:
        self._ask(act, root, traced=False)
        return int(self._line())

    def traced(self, act: str, root: Path, log: Path, *inject: str) -> tuple[int, int]:
        """The number of the process that ran it under strace, and its exit code."""
        child = self._ask(act, root, traced=True)
        options = [f"trace={','.join(CALLS)}", *inject]
        command = [
            "strace",
            "-f",
            "-y",
            "-s",
            "256",
            "-o",
            str(log),
            *(part for each in options for part in ("-e", each)),
            "-p",
            str(child),
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            os.kill(child, signal.SIGCONT)
            code = int(self._line())
            assert "attached" in attached, attached
        return child, code

    def last_said(self) -> str:
        return self._said.read_text(errors="replace")[-2000:]

    def _ask(self, act: str, root: Path, *, traced: bool) -> int:
        assert self._process.stdin is not None
        self._said.write_text("")
        self._process.stdin.write(json.dumps({"act": act, "root": str(root), "traced": traced}) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextmanager
def served(folder: Path, *acts: str) -> Iterator[Server]:
    """A server that has imported what those functions need."""
    here = Path(__file__).resolve().parent
    paths = os.pathsep.join((str(here), str(here.parent)))
    own = {"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "BRIEFING_AT_ONCE": "1"}
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    command = [sys.executable, str(here / "fault_server.py"), *acts]
    said = folder / "said.log"
    with (
        said.open("a") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **one_thread, **own}
        ) as process,
    ):
        try:
            yield Server(process, said)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def is_there() -> bool:
    """Whether this machine has strace and lets it trace."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def sites(command: Command) -> list[Site]:
    """Every call on a path under the watched folder when the command runs on a copy of `before` there."""
    command.fresh()
    log = command.root.parent / "calls.log"
    child, code = command.server.traced(command.act, command.root, log)
    assert code == 0, f"without a fault {command.act} ends with {code}: {command.server.last_said()}"
    seen: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        match = _LINE.match(line)
        if match and int(match[1]) == child:
            seen[match[2]] += 1
            if command.place in match[3]:
                found.append(Site(match[2], seen[match[2]], match[3][:200]))
    return found


def outcome(command: Command, site: Site, fault: str) -> Outcome:
    """What the command comes to on a copy of `before`, with the fault at that call."""
    command.fresh()
    log = command.root.parent / "fault.log"
    child, code = command.server.traced(command.act, command.root, log, f"inject={site.call}:{fault}:when={site.number}")
    lines = [each for each in log.read_text(errors="replace").splitlines() if each.startswith(f"{child} ")]
    if fault.startswith("signal"):
        last = next((each for each in reversed(lines) if each.split(" ", 1)[-1].lstrip().startswith(f"{site.call}(")), "")
        effective = code < 0 and any("killed by SIGKILL" in each for each in lines) and command.place in last
    else:
        effective = any("(INJECTED)" in each and command.place in each for each in lines)
    return Outcome(site, fault, code, effective, command.server.last_said())
