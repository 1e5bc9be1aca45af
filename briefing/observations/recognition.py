"""Which format a file is in: every reader tries it, and the one that understands most of it is proposed."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.observations.boundary_properties import boundary_layout
from briefing.observations.file_kinds import refused_kind
from briefing.observations.likeness import likely_format
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.sources.source import BoundaryLayout, Delivery, Source

# Formats that fit many files, the most telling first; what only one publisher writes comes before them all.
GENERIC = ("tabell", "polisen-brottskoder", "enkat", "myndighetstabell", "handelselista", "korstabell")
SIGNED = ("bra-tabell",)  # fits many files too, and is tried only where the file carries its sign
_LEAST = 0.5  # of the rows; a reader that refuses more of them was made for something else
_WHOLE_FILE = "hela filen"


@dataclass(frozen=True)
class Recognized:
    """A format, and what its reader makes of the file when nothing is declared."""

    form: str
    reading: Reading
    boundaries: BoundaryLayout | None = None

    @property
    def share(self) -> float:
        """The part of the rows that was accepted."""
        return self.reading.rows_accepted / max(self.reading.rows_read, 1)


def recognized(delivery: Delivery) -> Recognized | None:
    """The format that fits a delivery best; None where none reads half of its rows."""
    if any(refused_kind(part) for part in delivery.parts):
        return None
    likely = {likely_format(part) for part in delivery.parts}
    tried = [_tried(form, delivery) for form in _in_order() if form not in SIGNED or form in likely]
    fitting = [each for each in tried if each.share >= _LEAST and _says_anything(each) and _is_telling(each)]
    return max(fitting, key=lambda each: (round(each.share, 2), -_rank(each.form), _amount(each.reading)), default=None)


def _tried(form: str, delivery: Delivery) -> Recognized:
    source = Source(boundaries=boundary_layout(delivery) if form == "geojson" else None)
    return Recognized(form, READERS[form](delivery, source), source.boundaries)


def _in_order() -> list[str]:
    return sorted(READERS, key=_rank)


def _rank(form: str) -> int:
    return GENERIC.index(form) + 1 if form in GENERIC else 0


def _amount(reading: Reading) -> int:
    told = (reading.statements, reading.assessments, reading.entries, reading.boundaries)
    return len(reading.observations) + sum(map(len, told))


def _says_anything(found: Recognized) -> bool:
    """Whether values came of it; a publisher's own format may hold rows and no value (a week of notices, and no whole month)."""
    return _amount(found.reading) > 0 or (found.form not in GENERIC and found.reading.rows_accepted > 0)


def _is_telling(found: Recognized) -> bool:
    """Whether a format that fits many files says something that a plainer one would not."""
    frame = found.reading.observations.frame
    match found.form:
        case "enkat":
            return bool(frame["n"].notna().any() or frame["lower"].notna().any())
        case "polisen-brottskoder":
            return bool(frame["indicator"].str.fullmatch(r"[0-9]{4}").all())
        case "myndighetstabell" | "korstabell":
            return not (frame["area"] == _WHOLE_FILE).all()
    return True
