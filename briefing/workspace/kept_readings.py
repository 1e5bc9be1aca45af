"""What readers made of deliveries, kept by content: a delivery that has not changed is not read again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Source
from briefing.workspace.cache import CACHE, UNFINISHED, keep, kept, program
from briefing.workspace.careful import read_carefully
from briefing.workspace.reading_text import reading_of, text_of

_ENDING = ".lasning"
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
        found = _kept(self.folder / name)
        if found is not None:
            return found
        reading = read_carefully(reader, delivery, source)
        if reading.rows_read or not reading.refusals:
            keep(self.folder / name, text_of(reading))
        return reading

    def forget_others(self) -> None:
        """Removes what nobody asked for: readings of deliveries or declarations that are no more, or of an older program."""
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.suffix in (_ENDING, UNFINISHED) and path.name not in self._asked:
                    path.unlink(missing_ok=True)


def _key(delivery: Delivery, source: Source) -> str:
    """What decides a reading: the bytes of the delivery, when it came and what it covers, the declaration, the program."""
    parts = [(part.name, part.size, part.sha512) for part in delivery.parts]
    told = (program(), delivery.id, delivery.received_on.isoformat(), delivery.revision, parts, repr(source))
    return sha256(repr(told).encode()).hexdigest()


def _kept(path: Path) -> Reading | None:
    """The reading in a file; None where there is none, or it is not as it was written."""
    try:
        text = kept(path)
        return reading_of(text) if text else None
    except ValueError:
        return None
