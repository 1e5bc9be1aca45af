"""What the program notes for itself: a note that is there whole or not at all, and a log of lines that are added and never changed."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def host() -> str:
    """What this machine calls itself."""
    return socket.gethostname()


def note(path: Path) -> dict[str, Any]:
    """What a note says; empty where there is none, or none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_note(path: Path, content: Mapping[str, Any]) -> None:
    """Puts a note in place of the one before, whole or not at all; that it survives a power cut is not asked of it. OSError as the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{host()}.{os.getpid()}")
    made.write_text(json.dumps(content, ensure_ascii=False, default=lambda each: each.isoformat()), encoding="utf-8")
    made.replace(path)


def logged(path: Path) -> Iterator[Any]:
    """The lines of a log, none where there is no log; half a line that a power cut left is passed over."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return
    for written in text.splitlines():
        with suppress(ValueError):
            yield json.loads(written)


def add_to_log(path: Path, content: Mapping[str, Any]) -> None:
    """Adds a line and waits until the disk has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        # A line of its own even after half a line: an empty line costs nothing.
        os.write(descriptor, ("\n" + json.dumps(content, ensure_ascii=False) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
