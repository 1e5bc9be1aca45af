"""A lock on a file, by filelock: a comfort that spares work. All is as right without it, as on a disk that knows no locks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def locked(path: Path, wait: float = 0.0, held_too_long: float | None = None) -> Iterator[bool]:
    """Whether no other process has the lock, after `wait` seconds at most. It goes with the process, however that ends.

    True also where the disk knows no locks or may not be written to, and where the holder has had it for `held_too_long` seconds.
    """
    from filelock import FileLock, Timeout

    lock, is_ours = FileLock(path, timeout=wait), True
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        os.utime(path)
    except Timeout:
        is_ours = held_too_long is not None and _age(path) > held_too_long
    except (OSError, NotImplementedError):
        pass
    try:
        yield is_ours
    finally:
        lock.release()


def _age(path: Path) -> float:
    """Seconds since the lock was taken, by the clock of its disk; 0 where nothing tells."""
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0
