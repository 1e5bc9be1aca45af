"""What one worker of a test run has made, the others take over: each of them would else make the same editions and archives."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from briefing.observations.reading import Reading

T = TypeVar("T")
_RUN: list[Path] = []


def share_in(folder: Path) -> None:
    """From now on this process shares with all that name the folder. Processes that tests start never do: they make all themselves."""
    folder.mkdir(exist_ok=True)
    _RUN[:] = [folder]


def once(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, made by the first who asks for the name; the others wait for it. It must pickle."""
    if not _RUN:
        return make()
    path = _RUN[0] / f"{name}.pickle"
    with FileLock(path.with_suffix(".lock")):
        if path.exists():
            found: T = pickle.loads(path.read_bytes())
            return found
        value = make()
        path.write_bytes(pickle.dumps(value))
        return value


@cache
def readings() -> dict[str, Reading]:
    """What readers made in this process; a cache, so that whoever looks at what a test reaches can empty it."""
    return {}


def shared_folder(instead: Path) -> Path:
    """Where lies what others take over; `instead` where nothing is shared."""
    return _RUN[0] if _RUN else instead
