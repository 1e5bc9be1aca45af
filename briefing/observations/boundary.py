"""`Boundary`: where an area lies, so that it can be drawn on a map."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.terms.citation import Citation

Position = tuple[float, float]
Ring = tuple[Position, ...]


@dataclass(frozen=True)
class Boundary:
    """The outlines of one area in degrees: (longitude, latitude), WGS 84.

    `area` is the area's code and `name` what it is printed as. A ring is closed without repeating its first point; an outline runs
    counter-clockwise and a hole in it clockwise, whatever the delivery says, so that what overlaps itself is still one area.
    """

    area: str
    name: str
    rings: tuple[Ring, ...]
    citation: Citation
