"""sources/<id>/.hamtning/: answers that have come and are not yet a delivery, so that what was cut off goes on where it was."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha512
from pathlib import Path
from typing import Any

STAGE = ".hamtning"
_DAY = "dag"


@dataclass(frozen=True)
class Answer:
    """A service's answer: which question it answers (`key`), its bytes, and what the service calls this version of it."""

    key: str
    content: bytes = field(repr=False)
    etag: str = ""
    last_modified: str = ""


class Stage:
    """The answers of one source in the making. Those of another day are thrown away: a delivery is what was to be had on one day."""

    def __init__(self, folder: Path, memory: Path, today: date) -> None:
        """`folder` is the source's, `memory` the file with what is known of delivered answers; it may be deleted at any time."""
        self._source, self._memory = folder, _read(memory)
        self.folder = folder / STAGE
        day = self.folder / _DAY
        if not day.is_file() or day.read_text(encoding="ascii") != today.isoformat():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            written(day, today.isoformat().encode())

    def forget(self) -> None:
        """Throws all answers away: one of them cannot be used, and the next run shall ask anew."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def answer(self, key: str) -> Answer | None:
        """An answer that has already come."""
        body, told = self.folder / f"{key}.svar", _read(self.folder / f"{key}.json")
        try:
            return Answer(key, body.read_bytes(), str(told.get("etag", "")), str(told.get("last_modified", "")))
        except FileNotFoundError:
            return None

    def keep(self, answer: Answer) -> None:
        """Keeps an answer; it is there when its body has its name."""
        told = {"etag": answer.etag, "last_modified": answer.last_modified}
        written(self.folder / f"{answer.key}.json", json.dumps(told).encode())
        written(self.folder / f"{answer.key}.svar", answer.content)

    def delivered(self, key: str) -> Answer | None:
        """The answer as it was delivered last time, if the service said what it calls it and the file is as it was."""
        told = self._memory.get(key)
        if not isinstance(told, dict) or not (told.get("etag") or told.get("last_modified")):
            return None
        with suppress(OSError):
            content = (self._source / str(told.get("file", ""))).read_bytes()
            if sha512(content).hexdigest() == told.get("sha512"):
                return Answer(key, content, str(told.get("etag", "")), str(told.get("last_modified", "")))
        return None


def written(path: Path, content: bytes) -> None:
    """Puts a file on the disk, whole or not at all."""
    half = path.with_name(f"{path.name}.del")
    with half.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(path)


def _read(path: Path) -> dict[str, Any]:
    """The object in a file; empty where there is none, or none that can be read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
