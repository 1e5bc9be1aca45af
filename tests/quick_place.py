"""A folder in memory for what tests write, where the system has one: they write and synchronize some gigabytes, which a disk waits for."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
NEEDED = 4 << 30  # bytes; a whole run has some hundred megabytes at a time
_PREFIX = f"briefing-tests-{os.environ.get('USER', 'anybody')}-"


def in_memory() -> Path | None:
    """A new folder, which `tempfile` and all child processes write to from now on; None where TMPDIR names one, or memory is too small."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < NEEDED:
        return None
    for left in MEMORY.glob(f"{_PREFIX}*"):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():  # of a run that was killed
            shutil.rmtree(left, ignore_errors=True)
    folder = MEMORY / f"{_PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = None  # it is asked for anew
    return folder
