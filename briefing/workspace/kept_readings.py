"""What readers made of deliveries, kept in output/cache/ by content: a delivery that has not changed is not read again.

The folder may be deleted at any time. It is no part of the archive, and what it holds is as sensitive as the deliveries, so that files are
0600 and what this run did not ask for goes. A file in it is data, never code, and one that is damaged is as if it were not there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import briefing
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Source
from briefing.workspace.careful import read_carefully
from briefing.workspace.reading_text import reading_of, text_of

CACHE = "output/cache"
_ENDING = ".lasning"
_ROOMS = ("observations", "sources", "terms")  # all that decides what a reader makes of a file
_LIBRARIES = ("duckdb", "lxml", "numpy", "pandas", "python-calamine", "xlrd")
Reader = Callable[[Delivery, Source], Reading]


class KeptReadings:
    """A way to call readers (`run` of production.read_material) that looks first at what has been kept."""

    def __init__(self, root: Path) -> None:
        self.folder = root / CACHE
        self._asked: set[str] = set()

    def __call__(self, reader: Reader, delivery: Delivery, source: Source) -> Reading:
        """The reading of a delivery, kept or made now. One that no reader came through is made anew each time."""
        name = f"{_key(delivery, source)}{_ENDING}"
        self._asked.add(name)
        kept = _kept(self.folder / name)
        if kept is not None:
            return kept
        reading = read_carefully(reader, delivery, source)
        if reading.rows_read or not reading.refusals:
            _keep(self.folder / name, text_of(reading))
        return reading

    def forget_others(self) -> None:
        """Removes what nobody asked for: readings of deliveries or declarations that are no more, or of an older program."""
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.suffix == _ENDING and path.name not in self._asked:
                    path.unlink(missing_ok=True)


def forget_all(root: Path) -> None:
    """Removes all that has been kept of deliveries."""
    shutil.rmtree(root / CACHE, ignore_errors=True)


def _key(delivery: Delivery, source: Source) -> str:
    """What decides a reading: the bytes of the delivery, when it came and what it covers, the declaration, the program."""
    parts = [(part.name, part.size, part.sha512) for part in delivery.parts]
    told = (program(), delivery.id, delivery.received_on.isoformat(), delivery.revision, parts, repr(source))
    return sha256(repr(told).encode()).hexdigest()


@cache
def program() -> str:
    """The readers as they are now: the version of the program, its modules byte for byte, the libraries that it reads with."""
    home = Path(briefing.__file__).parent
    modules = sorted(path for room in _ROOMS for path in (home / room).glob("*.py"))
    seal = sha256(repr((briefing.__version__, [(each, version(each)) for each in _LIBRARIES])).encode())
    for path in modules:
        seal.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return seal.hexdigest()


def _kept(path: Path) -> Reading | None:
    """The reading in a file; None where there is none, or it is not as it was written."""
    try:
        seal, _, text = path.read_bytes().partition(b"\n")
        return reading_of(text.decode()) if seal == sha256(text).hexdigest().encode() else None
    except (OSError, ValueError):
        return None


def _keep(path: Path, text: str) -> None:
    """Writes a file that is whole or not there; where nothing can be written, the next run reads again."""
    content = text.encode()
    beside = path.with_name(f"{secrets.token_hex(8)}.part")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(sha256(content).hexdigest().encode() + b"\n" + content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
