"""`Doubt`: a remark on a delivery, before it is a finding about the world; `Refusal`: a row that was not used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Check(Enum):
    """The quality check that raised a doubt."""

    AKTUALITET = "aktualitet"
    VOLYM = "volym"
    RIMLIGHET = "rimlighet"
    AVGRANSNING = "avgransning"
    TITEL = "titel"
    MOTTAGNING = "mottagning"
    KANSLIGHET = "kanslighet"
    REGISTER = "register"


@dataclass(frozen=True)
class Doubt:
    """A remark on a delivery: which check, what it is about (a delivery or a source), one Swedish sentence."""

    check: Check
    subject: str
    text: str

    @property
    def id(self) -> str:
        return f"{self.check.value}:{self.subject}"


@dataclass(frozen=True)
class Refusal:
    """Rows that were read and not accepted: where, what stood there, what was expected, what to do. In Swedish.

    `place` is as in a citation (`rad 14, Antal`); a fault of the whole file has an empty place.
    `rows` is how many rows of the file it covers.
    """

    delivery: str
    place: str
    found: str
    expected: str
    remedy: str
    rows: int = 1

    @property
    def id(self) -> str:
        return f"{self.delivery}:{self.place}" if self.place else self.delivery

    @property
    def text(self) -> str:
        where = f"{self.delivery}, {self.place}" if self.place else self.delivery
        return f"{where}: här står {self.found}, väntat {self.expected}\n  Gör så här: {self.remedy}"
