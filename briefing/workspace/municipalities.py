"""The 290 municipalities, from package data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from briefing.errors import BriefingError
from briefing.terms.area import LocalArea, Municipality
from briefing.terms.value import nearest

AreaSchemes = Mapping[str, Mapping[str, str]]


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All municipalities by code, in the order of the codes."""
    text = (resources.files("briefing.workspace") / "kommuner.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return MappingProxyType({row["code"]: _municipality(row) for row in rows})


def area_schemes(by_code: Mapping[str, Municipality] | None = None) -> AreaSchemes:
    """The ways in which a source may name all municipalities: `bra`, `kod` and `namn`; each maps its names to codes.

    `by_code` are the municipalities as an edition was sealed with them; default: those of today.

    `bra` has every form that Brå's files have: "Arjeplogs kommun" (kommunfilen), "Arjeplog kommun" (SOL), "Stockholm", and
    "Malung–Sälens kommun" with an en dash or a hyphen.
    """
    known = (by_code or municipalities()).values()
    return {
        "bra": {form: each.code for each in known for form in _bra_forms(each)},
        "kod": {each.code: each.code for each in known},
        "namn": {each.name: each.code for each in known},
    }


def division_schemes(areas: Iterable[LocalArea], own: Municipality) -> AreaSchemes:
    """A way to name areas for each division of the register (`stadsdel`, `deso-2025`): by code, or by name; the municipality itself too."""
    whole = {own.code: own.code, **dict.fromkeys((own.name, *_bra_forms(own), "Hela kommunen"), own.code)}
    schemes: dict[str, dict[str, str]] = {}
    for area in areas:
        schemes.setdefault(area.division, dict(whole)).update({area.code: area.code, area.name: area.code})
    return schemes


def municipality_named(text: str) -> Municipality:
    """The municipality of a code (`2480`) or a name (`umeå`, `Umeå kommun`); BriefingError names the nearest."""
    wanted = text.strip().casefold()
    for each in municipalities().values():
        if wanted in {each.code, *(form.casefold() for form in (each.name, *_bra_forms(each)))}:
            return each
    names = {each.name.casefold(): each.name for each in municipalities().values()}
    remedy = nearest(wanted.removesuffix(" kommun"), names)
    is_near = remedy.startswith("write ")
    near = (
        " or ".join(names[each] for each in remedy.removeprefix("write ").split(" or ")) if is_near else "a name or a code of four digits"
    )
    raise BriefingError("--kommun", problem=f"'{text}' is not one of the 290 municipalities", remedy=f"write {near}")


def _bra_forms(municipality: Municipality) -> tuple[str, ...]:
    return (municipality.bra_name, municipality.bra_name.replace("–", "-"), f"{municipality.name} kommun")


def _municipality(row: Mapping[str, str]) -> Municipality:
    return Municipality(row["code"], row["name"], row["bra_name"], row["county"], tuple(row["peers"].split()), int(row["peers_year"]))
