"""Stops a writer at its n-th call to the operating system: killed, or refused by the disk. All in this process, so it is fast."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.errors import BriefingError

CALLS = {
    True: ("open", "write", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir"),  # killed at a close is killed at the next call
    False: ("open", "write", "fsync", "close", "mkdir", "rename", "replace"),  # a refusal to clean up is let be
}
Writer = Callable[[Path], object]


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Stop:
    """Lets `at` calls pass. Killed: that call and all later ones fail. Refused: that one call only."""

    at: int
    killed: bool
    seen: int = 0

    def guarded(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            self.seen += 1
            if self.seen == self.at and name == "write":
                descriptor, block = args
                real(descriptor, bytes(block)[: len(bytes(block)) // 2])
            if self.seen == self.at and not self.killed:
                if name == "close":
                    real(*args)
                raise OSError(errno.ENOSPC, "No space left on device")
            if self.killed and self.seen >= self.at:
                raise Killed
            return real(*args, **named)

        return call


def stopped(root: Path, writer: Writer, at: int, *, killed: bool) -> bool:
    """Whether the writer was stopped at that call; False when it has fewer."""
    stop = Stop(at, killed)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS[killed]:
            patch.setattr(os, name, stop.guarded(name, getattr(os, name)))
        with suppress(Killed, BriefingError, OSError):
            writer(root)
    return stop.seen >= at
