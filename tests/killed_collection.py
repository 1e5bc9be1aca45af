"""A collection that is killed. As a program, PORT ROOT COPIES DAY STEP, it tells how often it was killed and where it ended otherwise.

Each time a fresh copy of ROOT is collected in a process of its own, which kills itself (SIGKILL) before its n-th change to the disk,
and is then collected again until nothing kills it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from datetime import date
from hashlib import sha512
from pathlib import Path

from player import Clock, network

from briefing.fetch import bra_sol, kolada, page, polisen, pxweb  # noqa: F401 - imported before the processes part
from briefing.shell.commands.fetch import fetched

CHANGES = ("os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")


def main(port: int, root: Path, copies: Path, day: date, step: int) -> None:
    def collect(copy: Path) -> None:
        fetched(copy, (), day, network(port, Clock()), lambda line: None)

    def apart(copy: Path, at: int) -> bool:
        """Whether a process that collects was killed before its `at`-th change."""
        child = os.fork()
        if not child:
            kill_at(at, copy)
            try:
                collect(copy)
            finally:
                os._exit(0)
        return os.waitpid(child, 0)[1] == signal.SIGKILL

    import filelock  # noqa: F401
    import httpx  # noqa: F401
    from lxml import html  # noqa: F401

    whole = copied(root, copies / "whole")
    apart(whole, 10**9)
    expected, kills, different = state(whole), 0, []
    at = 1
    while True:
        copy = copied(root, copies / str(at))
        if not apart(copy, at):
            break
        kills += 1
        apart(copy, at + step // 2 + 1)  # killed once more on the way back, or not
        apart(copy, 10**9)
        if state(copy) != expected:
            different.append({"at": at, "what": sorted(set(state(copy).items()) ^ set(expected.items()))[:6]})
        shutil.rmtree(copy)
        at += step
    print(json.dumps({"kills": kills, "files": len(expected), "different": different}))


def kill_at(at: int, root: Path) -> None:
    """Kills this process before its `at`-th change under a folder: a file opened to write, a new name, a folder, a removal."""
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        if (writes or event in CHANGES) and str(arguments[0]).startswith(str(root)):
            seen += 1
            if seen == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def copied(root: Path, copy: Path) -> Path:
    shutil.copytree(root, copy)
    return copy


def state(root: Path) -> dict[str, str]:
    """Every file of sources/ and output/ with its content, hidden ones too; locks have no content."""
    files = (path for folder in ("sources", "output") for path in (root / folder).rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(root).as_posix(): sha512(path.read_bytes()).hexdigest()[:12] for path in files}


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), date.fromisoformat(sys.argv[4]), int(sys.argv[5]))
