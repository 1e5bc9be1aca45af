"""Codes of areas held against the register: one that it does not have, or of another vintage, is refused and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.sources.source import Source
from briefing.terms.area import LocalArea

_PART = re.compile(r"[0-9]{4}(?![0-9]*\Z)[0-9A-Za-z_-]+")
_YEAR = re.compile(r"_(DeSO|RegSO)([0-9]{4})")
_OFFICIAL = re.compile(r"[0-9]{4}(?:([ABC])[0-9]{4}|R[0-9]{3})(?:_(?:DeSO|RegSO)[0-9]{4})?")
_FIRST = "2018"
_DECLARE = "registrera området med [[area]] i briefing.toml, eller rätta koden"


def is_code_of_part(text: str, source: Source) -> bool:
    """Whether a text looks like the code of a part of the workspace's municipality: it begins with its code, and is no number."""
    return bool(source.municipality) and text.startswith(source.municipality) and bool(_PART.fullmatch(text))


def is_strange(code: str, source: Source) -> bool:
    """Whether a code is that of a part which the source may not tell of: not in the register, or not of the source's division."""
    return is_code_of_part(code, source) and all(each.code != code for each in _allowed(source))


def fault_of_area(code: str, source: Source) -> Fault | None:
    """Why the area of a code cannot be used; None where it can, or is no part of the workspace's municipality."""
    if not is_strange(code, source):
        return None
    own, allowed = _in_words(code), _allowed(source)
    same_kind = {told for each in allowed if (told := _in_words(each.code)).split()[:1] == own.split()[:1]} if own else set()
    if own and same_kind and own not in same_kind:
        expected = f"en kod i {' eller '.join(sorted(same_kind))}, som är källans indelning"
        remedy = "årgångar blandas aldrig: lämna dem var för sig, eller registrera den nya indelningen och gränsändringen i briefing.toml"
        return Fault(f"koden {quoted(code)}, som är {own}", expected, remedy)
    return Fault(f"områdeskoden {quoted(code)}", f"ett område i registret ({_named(allowed)})", _DECLARE)


def registered(code: str, source: Source) -> str:
    """The code itself; UnusableError where its area cannot be used."""
    fault = fault_of_area(code, source)
    if fault is not None:
        raise UnusableError(fault.found, fault.expected, fault.remedy)
    return code


def faults_of_areas(codes: Iterable[str], source: Source) -> dict[str, Fault]:
    """The codes that cannot be used, each with why."""
    return {code: fault for code in codes if (fault := fault_of_area(code, source)) is not None}


def _allowed(source: Source) -> tuple[LocalArea, ...]:
    """The areas of the register that the source may tell of: those of its division, else all."""
    of_division = tuple(each for each in source.register_of_areas if each.division == source.division)
    return of_division or source.register_of_areas


def _in_words(code: str) -> str:
    """`DeSO 2025`, by how SCB writes its codes; empty for other codes."""
    official = _OFFICIAL.fullmatch(code)
    if not official:
        return ""
    told = _YEAR.search(code)
    return f"{told[1]} {told[2]}" if told else f"{'DeSO' if official[1] else 'RegSO'} {_FIRST}"


def _named(areas: tuple[LocalArea, ...]) -> str:
    named = ", ".join(each.code for each in areas[:3])
    return f"{named} …" if len(areas) > 3 else named or "det är tomt"
