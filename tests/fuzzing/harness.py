"""A run of a target: what it raises is a crash, and more than two seconds of the processor is a hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from pathlib import Path

from fuzzing.targets import Target

SECONDS = 2.0
CORPUS = Path(__file__).parents[1] / "corpus"


def _stop(*_: object) -> None:
    raise TimeoutError("busy for too long")


signal.signal(signal.SIGVTALRM, _stop)  # once: a run takes some ten microseconds, and so does this


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """TimeoutError in a program that has used the processor for so long."""

    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def tried(target: Target, content: bytes) -> None:
    """One run; whatever it raises is a crash or a hang."""
    with no_longer_than(SECONDS):
        target.run(content)


def kept(name: str) -> list[Path]:
    """The files that once made a target crash or hang."""
    return sorted(path for path in (CORPUS / name).glob("*") if path.is_file())


def keep(name: str, content: bytes) -> Path:
    """The file under which a crash is kept, named as libFuzzer names it."""
    path = CORPUS / name / f"crash-{sha1(content).hexdigest()}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
