"""A page of Brå's SOL where one chooses: offences, areas and periods stand in its script, each with an id that is its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from briefing.terms.period import Month, Period, Quarter, Year

ENCODING = "iso-8859-1"
_ENTRY = re.compile(r'array(\w+)\[\d+\]\s*=\s*(?:"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\')')
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))")
_YEAR = re.compile(r"\b([12][0-9]{3})\b")
_QUARTER = re.compile(r"Kvartal ([1-4])")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_KINDS = {"-1": "ar", "0": "ar", "1": "kvartal", "2": "manad"}  # SOL's types: year of a yearly menu, whole year, quarter, month
_TOTAL = " totalt"  # "X totalt" in the page is "X" in the answer


class Offence(NamedTuple):
    """An offence that can be chosen: its id, its name as answers have it, and where it stands in the tree."""

    id: str
    name: str
    path: str


class Place(NamedTuple):
    """An area that can be chosen."""

    id: str
    name: str


class When(NamedTuple):
    """A period that can be chosen: its id, and whether it is of the kind ar, kvartal or manad."""

    id: str
    kind: str
    period: Period


@dataclass(frozen=True)
class Menu:
    """All that can be chosen in one menu, in the page's order, each id once."""

    offences: tuple[Offence, ...]
    places: tuple[Place, ...]
    periods: tuple[When, ...]


def menu_of(page: bytes) -> Menu:
    """The choices of a page; each empty where the page is another than it was."""
    entries: dict[str, dict[str, list[str]]] = {}
    for name, double, single in _ENTRY.findall(page.decode(ENCODING)):
        fields = [_plain(field) for field in _unescaped(double or single).split("*")]
        entries.setdefault(name.lower(), {}).setdefault(fields[0], fields)
    areas = entries.get("regionnivaett", {}) | entries.get("regionnivatva", {})
    return Menu(
        tuple(
            Offence(each[0], each[1].removesuffix(_TOTAL), each[3] if len(each) > 3 else "")
            for each in entries.get("nivatva", {}).values()
            if len(each) > 1
        ),
        tuple(Place(each[0], each[1]) for each in areas.values() if len(each) > 1),
        tuple(when for each in entries.get("period", {}).values() if len(each) > 1 and (when := _when(each))),
    )


def _when(fields: list[str]) -> When | None:
    """`id*name*year's id*full name*type`; None of what is no period."""
    id, name = fields[:2]
    full = fields[3] if len(fields) > 3 else name
    kind = _KINDS.get(fields[4] if len(fields) > 4 else "-1", "")
    year = _YEAR.search(full) or _YEAR.search(name)
    if not kind or not year:
        return None
    period = _period(kind, int(year[1]), name, full)
    return When(id, kind, period) if period else None


def _period(kind: str, year: int, name: str, full: str) -> Period | None:
    if kind == "ar":
        return Year(year)
    if kind == "kvartal":
        quarter = _QUARTER.search(name) or _QUARTER.search(full)
        return Quarter(year, int(quarter[1])) if quarter else None
    month = name[:3].lower()
    return Month(year, _MONTHS.index(month) + 1) if month in _MONTHS else None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)) if found[1] or found[2] else found[3], text)


def _plain(text: str) -> str:
    """A text with single blanks: nbsp is how SOL shows where a name stands in the tree."""
    return " ".join(text.split())
