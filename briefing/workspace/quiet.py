"""Whether a file is still being written: what a run sees in the middle of a copy must not be taken for what was delivered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

QUIET_SECONDS = 2.0  # a copy that pauses longer than this is a copy that has stopped
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".lock")
Traces = tuple[tuple[str, int, int, int], ...]


def is_unfinished(name: str) -> bool:
    """Whether the name is one that copying programs give to what is not whole yet; whoever copies by a program of their own may too."""
    return name.lower().endswith(_UNFINISHED) or name.startswith("~$")


def names_of(path: Path) -> list[str]:
    """The names of a file, or of all files in a folder, in the folder that it lies in, as the register has them; hidden ones left out."""
    inner = [each for each in _within(path) if each == path or not each.name.startswith(".")]
    return [each.relative_to(path.parent).as_posix() for each in inner if not each.is_dir() or each.is_symlink()]


def traces(path: Path) -> Traces:
    """Name, size and the times of change of a file, or of all files in a folder: another trace is another content."""
    return tuple(trace for each in _within(path) if (trace := _trace(each)) is not None)


def is_quiet(path: Path) -> bool:
    """Whether nothing in it has changed for a while. Where it has just changed, this waits that while out, once."""
    if any(is_unfinished(each.name) for each in _within(path)):
        return False
    before = traces(path)
    youngest = max((max(modified, changed) for _, _, modified, changed in before), default=0) / 1e9
    left = QUIET_SECONDS - (time.time() - youngest)
    if left <= 0 or left > QUIET_SECONDS:  # long ago; or in the future, where the clock says nothing
        return True
    time.sleep(left)
    return traces(path) == before


def _trace(path: Path) -> tuple[str, int, int, int] | None:
    """None for what is gone again, or cannot be seen: whoever opens it says so."""
    try:
        state = path.lstat()
    except OSError:
        return None
    return str(path), state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _within(path: Path) -> Iterator[Path]:
    """The file, or the folder and all in it; links are not followed."""
    yield path
    if path.is_dir() and not path.is_symlink():
        with suppress(OSError):
            for inner in sorted(path.iterdir()):
                yield from _within(inner)
