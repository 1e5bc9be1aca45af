"""What an edited draft leaves behind on disk: a new delivery beside the others, and a file with what found no place."""

from __future__ import annotations

import os
from datetime import date
from hashlib import sha512
from itertools import count
from pathlib import Path

from briefing.errors import BriefingError
from briefing.terms.period import Period
from briefing.workspace.receipt import Row, add_to_receipt
from briefing.workspace.revisions import next_name

_HOW = "antagen ur ett redigerat utkast"


def add_delivery(root: Path, source: str, covers: Period, text: str, today: date) -> Path:
    """The new delivery, registered with the day; nothing that lies there is touched. BriefingError where it cannot be written."""
    folder = root / "sources" / source
    name = f"{next_name(folder, covers)}.toml"
    content = text.encode()
    _write_new(folder / name, content)
    add_to_receipt(folder, [Row(name, sha512(content).hexdigest(), today, _HOW)])
    return folder / name


def keep_beside(file: Path, name: str, text: str) -> Path:
    """The text in a new file beside the edited one; the same text is kept once."""
    content = text.encode()
    for number in count(1):
        path = file.with_name(f"{name}.ej-placerat.md" if number == 1 else f"{name}.ej-placerat-{number}.md")
        try:
            if path.read_bytes() == content:
                return path
        except FileNotFoundError:
            _write_new(path, content)
            return path
        except OSError:
            continue
    raise AssertionError("there is always a number more")


def _write_new(path: Path, content: bytes) -> None:
    """Puts the whole file there under a name that nobody has, or nothing."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(unfinished, path)
    except OSError as error:
        remedy = "see that there is room and a right to write, and run it again"
        raise BriefingError(str(path), problem=f"it cannot be written: {error.strerror}", remedy=remedy) from error
    finally:
        unfinished.unlink(missing_ok=True)
