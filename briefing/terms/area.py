"""Areas: the municipality, its peers, and its own declared parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, order=True)
class Area:
    """A place that values are about: SCB's code (`2480`, text, leading zero kept) and the name it is printed with."""

    code: str
    name: str


COUNTRY = Area("00", "Riket")  # SCB's code for the country as a whole


class AreaKind(Enum):
    """How a part of the municipality is drawn up (områdesindelning): SCB's RegSO or DeSO, a tätort, the police's or the municipality's.

    Never a classification of the area by the police, which is a judgement and theirs.
    """

    STADSDEL = "stadsdel"
    TATORT = "tatort"
    REGSO = "regso"
    DESO = "deso"
    LOKALPOLISOMRADE = "lokalpolisomrade"
    EGET = "eget"


_VINTAGE = re.compile(r"_(?:DeSO|RegSO)([0-9]{4})")
_FIRST_VINTAGE = 2018  # its codes have no year; those of later ones do: 2480A0010, 2480A0010_DeSO2025
_WITH_VINTAGES = (AreaKind.DESO, AreaKind.REGSO)


@dataclass(frozen=True)
class LocalArea:
    """A row of the register of areas: a part of the municipality that the lägesbild shows for itself (område).

    The code begins with the municipality's; that of a DeSO or RegSO is SCB's and tells its vintage. `part_of` is the code of the area that
    it lies in, empty for the municipality itself. It is there from `first` to `last`; None: as far as is known.
    """

    code: str
    name: str
    kind: AreaKind
    part_of: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def vintage(self) -> int | None:
        """The year of SCB's division (årgång): 2018, 2025 …; None for areas that are not SCB's."""
        told = _VINTAGE.search(self.code)
        return (int(told[1]) if told else _FIRST_VINTAGE) if self.kind in _WITH_VINTAGES else None

    @property
    def division(self) -> str:
        """The division that it belongs to (indelning): `stadsdel`, `deso-2025`. Areas of one division can be compared, others overlap."""
        return f"{self.kind.value}-{self.vintage}" if self.vintage else self.kind.value

    @property
    def area(self) -> Area:
        return Area(self.code, self.name)


@dataclass(frozen=True)
class Municipality:
    """One of the 290: SCB code, name, name as Brå writes it, county, and Kolada's comparable municipalities.

    `peers` are the codes of the members of "Liknande kommuner, övergripande" of `peers_year`.
    """

    code: str
    name: str
    bra_name: str
    county: str
    peers: tuple[str, ...]
    peers_year: int

    @property
    def area(self) -> Area:
        return Area(self.code, self.name)
