"""Areas: the municipality, its peers and, later, its parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Area:
    """A place that values are about: SCB's code (`2480`, text, leading zero kept) and the name it is printed with."""

    code: str
    name: str


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
