"""Headings that agencies and surveys write over the columns that name a row, and the layout that a table with them has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.observations.grid import Grid
from briefing.sources.layouts import CrossTable

_LOOKED_AT = 30  # rows in which headings stand
_AREA = ("kommunkod", "kommun", "område", "lokalpolisområde", "stadsdel", "geografi", "region", "län")
NAMES: Mapping[str, tuple[str, ...]] = {
    "area": _AREA,
    "indicator": ("brottskod", "fråga", "indikator", "mått", "brott", "brottstyp", "typ"),
    "period": ("period", "tidsperiod"),
    "year": ("år", "ar", "kalenderår"),
    "month": ("månad",),
    "quarter": ("kvartal",),
    "group": ("kön", "grupp"),
}
GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("Kvinnor och män", "Totalt", "Samtliga", "Alla", "Båda könen", "Båda", "Total"), ""),
    **dict.fromkeys(("Kvinnor", "Kvinna", "Tjejer", "Tjej", "Flickor", "Flicka"), "K"),
    **dict.fromkeys(("Män", "Man", "Killar", "Kille", "Pojkar", "Pojke"), "M"),
}
_WHOLE = "samtliga"  # an age group that is all of them


def known_layout(grid: Grid, declared: CrossTable) -> CrossTable:
    """The declared layout, with the columns that its headings name where none are declared, our groups, and all ages together."""
    found = dict(declared.columns) or _columns(grid)
    only = dict(declared.only) or _only(grid)
    return replace(declared, columns=found, groups={**GROUPS, **declared.groups}, only=only)


def _columns(grid: Grid) -> dict[str, str]:
    """Our word → the heading that says it. A column of months that are whole periods (2026-01) is the period itself."""
    there = {" ".join(cell.split()).casefold(): cell for row in reversed(grid.rows[:_LOOKED_AT]) for cell in row}
    found = {word: there[name] for word, names in NAMES.items() for name in names[::-1] if name in there}
    for word in ("month", "quarter"):
        if word in found and "year" not in found:
            found["period"] = found.pop(word)
    return found


def _only(grid: Grid) -> dict[str, str]:
    """The column of ages, kept to that of all ages where the file has it beside others."""
    for number, row in enumerate(grid.rows[:_LOOKED_AT]):
        column = next((place for place, cell in enumerate(row) if cell.casefold() == "ålder"), None)
        if column is not None:
            ages = dict.fromkeys(each[column] for each in grid.rows[number + 1 :] if each[column])
            whole = next((age for age in ages if age.casefold().startswith(_WHOLE)), None)
            return {row[column]: whole} if whole else {}
    return {}
