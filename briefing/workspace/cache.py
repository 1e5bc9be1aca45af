"""output/cache/: what was found out of files, so that it need not be found out again.

The folder may be deleted at any time and is no part of the archive. What it holds is as sensitive as the deliveries, so that files are
0600. A file in it is data, never code; one that is not as it was written is as if it were not there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import briefing

CACHE = "output/cache"
UNFINISHED = ".part"
_ROOMS = ("observations", "sources", "terms", "workspace")  # all that decides what is made of a file


def kept(path: Path) -> str:
    """The text of a file; empty where there is none, or it is not as it was written."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
        return content.decode() if seal == _seal(path, content) else ""
    except (OSError, UnicodeDecodeError):
        return ""


def keep(path: Path, text: str) -> None:
    """Writes a file that is whole or not there; where nothing can be written, the next run reads again."""
    content = text.encode()
    beside = path.with_name(f"{secrets.token_hex(8)}{UNFINISHED}")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(_seal(path, content) + b"\n" + content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def forget_all(root: Path) -> None:
    """Removes all that has been kept of deliveries."""
    shutil.rmtree(root / CACHE, ignore_errors=True)


@cache
def program() -> str:
    """The readers as they are now: the version of the program, its modules byte for byte, the libraries beside it by version."""
    import pandas as pd  # late: who only empties the folder needs none

    home = Path(briefing.__file__).parent
    modules = sorted(path for room in _ROOMS for path in (home / room).glob("*.py"))
    libraries = sorted(path.name for path in Path(pd.__file__).parent.parent.glob("*.dist-info"))
    seal = sha256(repr((briefing.__version__, libraries)).encode())
    for path in modules:
        seal.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return seal.hexdigest()


def _seal(path: Path, content: bytes) -> bytes:
    """Of the name too, so that nothing stands for another file."""
    return sha256(path.name.encode() + b"\n" + content).hexdigest().encode()
