"""Areas: the municipality, its peers, and its own declared parts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, order=True)
class Area:
    """A place that values are about: SCB's code (`2480`, text, leading zero kept) and the name it is printed with."""

    code: str
    name: str


COUNTRY = Area("00", "Riket")  # SCB's code for the country as a whole


class AreaKind(Enum):
    """How a part of the municipality is drawn up (områdesindelning): SCB's RegSO or DeSO, a tätort, or the municipality's own.

    Never a classification of the area by the police, which is a judgement and theirs.
    """

    STADSDEL = "stadsdel"
    TATORT = "tatort"
    REGSO = "regso"
    DESO = "deso"
    EGET = "eget"


@dataclass(frozen=True)
class LocalArea:
    """A part of the municipality that the lägesbild shows for itself (område). The code begins with the municipality's."""

    code: str
    name: str
    kind: AreaKind

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
