"""The catalogue of indicators: sources/indicators.toml → `Indicator`s."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from briefing.errors import DeclarationError, Problem
from briefing.terms.declaration import parsed_toml, structured
from briefing.terms.indicator import Indicator
from briefing.terms.value import unknown_word

IDENTIFIER = re.compile(r"[a-z0-9-]{1,64}")
_LAW = re.compile(r"R-\d{2}[a-e]?")
_ORIGIN = (
    *("utrikes född", "utländsk", "härkomst", "ursprung", "födelseland", "etnisk", "etnicitet", "medborgarskap", "nationalitet"),
    *("invandr", "flykting", "religi", "hudfärg", "modersmål"),
)
_LINKS = ("part_of", "same_matter_as", "half_width", "modelled")
_OF_ANOTHER = ("same_matter_as", "half_width", "modelled")  # links that an indicator cannot have to itself


def parse_indicators(text: str, *where: str) -> tuple[Indicator, ...]:
    """The indicators of a catalogue with one TOML table per id, in its order; DeclarationError has every problem in it."""
    tables = parsed_toml(text, *where)
    problems: list[Problem] = []
    indicators: list[Indicator] = []
    for indicator_id, table in tables.items():
        problems += _faults_of_id(indicator_id, table, where)
        try:
            if isinstance(table, dict):
                indicators.append(structured(Indicator, {**table, "id": indicator_id}, *where, indicator_id))
        except DeclarationError as error:
            problems += error.problems
    problems += _faults_of_links(tables, where)
    problems += [problem for each in indicators for problem in _faults_of_words(each, where)]
    problems += [problem for each in indicators for problem in (*_faults_of_tolerance(each, where), *_faults_of_signs(each, where))]
    if problems:
        raise DeclarationError(problems)
    return tuple(indicators)


def indicator_ids(text: str) -> frozenset[str] | None:
    """The ids that a catalogue declares, right or wrong otherwise; None when it is not TOML and nothing is known."""
    try:
        return frozenset(parsed_toml(text))
    except DeclarationError:
        return None


def _faults_of_id(indicator_id: str, table: object, where: tuple[str, ...]) -> Iterator[Problem]:
    place = (*where, indicator_id)
    if not IDENTIFIER.fullmatch(indicator_id):
        yield Problem(place, f"'{indicator_id}' is not an id", "use 1 to 64 of the characters a-z, 0-9 and -")
    if not isinstance(table, dict):
        yield Problem(place, "here stands a value outside every table", f"write [{indicator_id}] and the keys below it")
    elif "id" in table:
        yield Problem((*place, "id"), "the key is not known here", "remove it; the name of the table is the id")


def _faults_of_words(indicator: Indicator, where: tuple[str, ...]) -> Iterator[Problem]:
    for key in ("label", "definition"):
        if not getattr(indicator, key).strip():
            yield Problem((*where, indicator.id, key), "the text is empty", "write it in Swedish, as the reader should see it")
    if not _LAW.fullmatch(indicator.law):
        yield Problem(
            (*where, indicator.id, "law"), f"'{indicator.law}' is not a requirement", "write the row of the law's matrix, e.g. R-04a"
        )


def _faults_of_signs(indicator: Indicator, where: tuple[str, ...]) -> Iterator[Problem]:
    """A sign of social unrest is something that happens in an area, never who lives there."""
    said = f"{indicator.label} {indicator.definition}".lower()
    about = next((word for word in _ORIGIN if word in said), "")
    if indicator.sign and about:
        problem = f"'{about}' is about people's origin, which no sign may be"
        yield Problem((*where, indicator.id, "sign"), problem, "remove sign, and choose something that happens in the area")


def _faults_of_tolerance(indicator: Indicator, where: tuple[str, ...]) -> Iterator[Problem]:
    """A tolerance is one number, not below 0, of an indicator that has another source to differ from."""
    place, given = (*where, indicator.id), indicator.tolerance
    for key in ("tolerance", "may_differ_because"):
        if getattr(indicator, key) and not indicator.same_matter_as:
            yield Problem((*place, key), "there is no other source to differ from", "add same_matter_as, or remove the key")
    if given is None:
        return
    numbers = [number for number in (given.relative, given.absolute) if number is not None]
    if len(numbers) != 1:
        yield Problem((*place, "tolerance"), "a tolerance is one number", "write { relative = 0.01 } or { absolute = 2 }")
    elif numbers[0] < 0:
        yield Problem((*place, "tolerance"), f"{numbers[0]:g} is below 0", "write 0 or more")


def _faults_of_links(tables: Mapping[str, Any], where: tuple[str, ...]) -> Iterator[Problem]:
    for indicator_id, table in tables.items():
        for key in _LINKS if isinstance(table, dict) else ():
            target = table.get(key, "")
            if isinstance(target, str) and target and target not in tables:
                yield Problem((*where, indicator_id, key), *unknown_word(target, "an indicator", tables))
    parents = {each: table.get("part_of", "") for each, table in tables.items() if isinstance(table, dict)}
    for indicator_id in parents:
        if _is_part_of_itself(indicator_id, parents):
            yield Problem((*where, indicator_id, "part_of"), f"'{indicator_id}' is a part of itself", "let one of the chain stand alone")
    for indicator_id, table in tables.items():
        for key in _OF_ANOTHER if isinstance(table, dict) else ():
            if table.get(key) == indicator_id:
                yield Problem((*where, indicator_id, key), "an indicator is linked to itself", "name the other indicator")


def _is_part_of_itself(indicator_id: str, parents: Mapping[str, object]) -> bool:
    passed: Collection[object] = ()
    current: object = parents[indicator_id]
    while isinstance(current, str) and current in parents and current not in passed:
        if current == indicator_id:
            return True
        passed = (*passed, current)
        current = parents[current]
    return False
