"""What does not fit together in the register of areas and in the changes of their boundaries, as it stands in briefing.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.errors import Problem
from briefing.terms.area import AreaKind, LocalArea
from briefing.terms.boundary_change import BoundaryChange
from briefing.terms.value import unknown_word

_CODE = re.compile(r"[0-9]{4}[0-9A-Za-z_-]{1,60}")
_OFFICIAL: Mapping[AreaKind, tuple[re.Pattern[str], str]] = {  # how SCB writes its own codes; the year is the vintage
    AreaKind.DESO: (re.compile(r"[0-9]{4}[ABC][0-9]{4}(_DeSO(?!2018)[0-9]{4})?"), "{}A0010 (DeSO 2018) or {}A0010_DeSO2025"),
    AreaKind.REGSO: (re.compile(r"[0-9]{4}R[0-9]{3}(_RegSO(?!2018)[0-9]{4})?"), "{}R001 (RegSO 2018) or {}R001_RegSO2025"),
}


def area_faults(areas: Sequence[LocalArea], municipality: str, *where: str) -> Iterator[Problem]:
    """The problems of the register: codes, names that stand twice, areas that lie in none, and days that run backwards."""
    for place, area in enumerate(areas, start=1):
        here, before = (*where, f"item {place}"), areas[: place - 1]
        yield from _faults_of_code(area, municipality, (*here, "code"))
        if not area.name.strip():
            yield Problem((*here, "name"), "the text is empty", "write the name as the reader should see it")
        if area.code in [each.code for each in before]:
            yield Problem((*here, "code"), f"'{area.code}' stands here twice", "remove one of them")
        if area.name in [each.name for each in before if each.division == area.division]:
            yield Problem((*here, "name"), f"'{area.name}' stands here twice", "remove one of them")
        if area.first and area.last and area.last < area.first:
            yield Problem((*here, "last"), f"{area.last} is before {area.first}", "write the days between which the area is there")
        yield from _faults_of_whole(area, {each.code: each.part_of for each in areas}, municipality, (*here, "part_of"))


def change_faults(changes: Sequence[BoundaryChange], areas: Sequence[LocalArea], *where: str) -> Iterator[Problem]:
    """The problems of declared boundary changes: codes that the register does not have, and changes of nothing."""
    known = [each.code for each in areas]
    for place, change in enumerate(changes, start=1):
        here = (*where, f"item {place}")
        for key in ("before", "after"):
            codes = getattr(change, key)
            if not codes:
                yield Problem(
                    (*here, key), "the list is empty", "name the areas that changed; one that only came or went has first or last"
                )
            for code in codes:
                if code not in known:
                    yield Problem((*here, key), *unknown_word(code, "the code of an [[area]]", known))


def _faults_of_code(area: LocalArea, municipality: str, place: tuple[str, ...]) -> Iterator[Problem]:
    example = f"{municipality}R001"
    pattern, form = _OFFICIAL.get(area.kind, (_CODE, ""))
    if not _CODE.fullmatch(area.code) or not area.code.startswith(municipality) or area.code == municipality:
        remedy = f'begin with the municipality\'s code, for example "{example}"; letters, digits, _ and - may follow'
        yield Problem(place, f"'{area.code}' is not the code of a part of the municipality", remedy)
    elif not pattern.fullmatch(area.code):
        yield Problem(place, f"'{area.code}' is not a code of a {area.kind.value} area", f"write {form.format(municipality, municipality)}")


def _faults_of_whole(area: LocalArea, wholes: Mapping[str, str], municipality: str, place: tuple[str, ...]) -> Iterator[Problem]:
    """A whole that is not there, or a chain of wholes that leads back to the area."""
    whole, passed = area.part_of, {area.code}
    if whole and whole != municipality and whole not in wholes:
        yield Problem(place, *unknown_word(whole, "the code of an [[area]]", [municipality, *wholes]))
    while whole in wholes and whole not in passed:
        passed.add(whole)
        whole = wholes[whole]
    if whole and whole == area.code:
        yield Problem(place, f"'{area.code}' is a part of itself", "let the largest of them stand alone")
