"""output/hamtat/<source>.forsok.json: when a tick last collected a source, how it went, and when it tries again.

It may be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from briefing.workspace.notes import note, write_note

COLLECTED = "output/hamtat"


@dataclass(frozen=True)
class Tried:
    """The last time that a source was collected by itself: instants. `since`: of the first failure in a row, None where it went well.

    `fault` is what the last failure said, `remedy` what the operator can do about it.
    """

    at: datetime
    next_at: datetime
    failures: int = 0
    since: datetime | None = None
    fault: str = ""
    remedy: str = ""


def tried(root: Path, source: str) -> Tried | None:
    """What is remembered of a source; None where there is nothing, or nothing that can be read."""
    try:
        told = note(_path(root, source))
        since = datetime.fromisoformat(told["since"]) if told["since"] else None
        at, next_at = datetime.fromisoformat(told["at"]), datetime.fromisoformat(told["next_at"])
        return Tried(at, next_at, int(told["failures"]), since, str(told["fault"]), str(told["remedy"]))
    except (ValueError, KeyError, TypeError):
        return None


def remember(root: Path, source: str, tried: Tried) -> None:
    """Notes it in place of the one before. A disk that cannot take the note stops nothing."""
    with suppress(OSError):
        write_note(_path(root, source), asdict(tried))


def forget_failure(root: Path, source: str) -> None:
    """Removes what is remembered of a source that could not be collected: somebody has collected it by hand."""
    last = tried(root, source)
    if last is not None and last.failures:
        with suppress(OSError):
            _path(root, source).unlink(missing_ok=True)


def _path(root: Path, source: str) -> Path:
    return root / COLLECTED / f"{source}.forsok.json"
