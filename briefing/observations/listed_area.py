"""`ListedArea`: an area that somebody outside has put on a list, with what they say of it; the list is theirs, never ours."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.observations.boundary import Ring
from briefing.terms.citation import Citation


@dataclass(frozen=True)
class ListedArea:
    """One area of a list (utsatta områden): its name, the category that the list gives it, and since when, as the list writes it.

    `police_area` and `place` are the list's own words, empty where it has none. The rings are in metres, SWEREF 99 TM; which of them are
    holes follows from how they lie.
    """

    name: str
    category: str
    since: str
    police_area: str
    place: str
    rings: tuple[Ring, ...]
    citation: Citation
