"""Declarations: TOML text → a frozen dataclass, or every problem in the text at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

from cattrs.errors import AttributeValidationNote, BaseValidationError, ForbiddenExtraKeysError, IterableValidationNote

from briefing.errors import DeclarationError, Problem
from briefing.terms.value import CONVERTER, FaultError, expected, nearest

T = TypeVar("T")

_SYNTAX = 'write key = value, with texts in quotes, and keys too if they have a space or å, ä, ö: "Umeå kommun" = "2480"'


def declared(cls: type[T], text: str, *where: str) -> T:
    """The TOML text as a `cls`; DeclarationError has every problem in it, each with the breadcrumbs `where` and its key path.

    `cls` is a dataclass of plain fields: str, int, float, bool, date, Enum (by value), periods (by code), `X | None`,
    `tuple[X, ...]`, `Mapping[str, X]`, dataclasses. A field without a default is required, any other key is refused, nothing
    is converted in silence.
    """
    return structured(cls, parsed_toml(text, *where), *where)


def structured(cls: type[T], table: Mapping[str, Any], *where: str) -> T:
    """As `declared`, from a table that has already been parsed."""
    try:
        return CONVERTER.structure(table, cls)
    except Exception as error:
        problems = tuple(_problems(error, where))
        if not problems:
            raise
        raise DeclarationError(problems) from None


def parsed_toml(text: str, *where: str) -> dict[str, Any]:
    """The TOML text as a table; DeclarationError quotes the line that is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError([_syntax_problem(text, str(error), where)]) from None


def _problems(error: BaseException, where: tuple[str, ...]) -> Iterator[Problem]:
    match error:
        case BaseValidationError():
            for inner in error.exceptions:
                yield from _problems(inner, _deeper(where, inner))
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, where)
        case FaultError():
            yield Problem(where, error.problem, error.remedy)
        case KeyError():
            yield Problem(where, "the key is missing", f"add {where[-1]}: {expected(_type_at(error))}")
        case ValueError():
            yield Problem(where, str(error), "write a value that exists")


def _deeper(where: tuple[str, ...], error: BaseException) -> tuple[str, ...]:
    """The breadcrumbs with the key or the place in a list at which cattrs met the error; places count from 1."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (*where, note.name)
        if isinstance(note, IterableValidationNote):
            return (*where, str(note.index) if isinstance(note.index, str) else f"item {note.index + 1}")
    return where


def _type_at(error: BaseException) -> Any:
    return next(note.type for note in error.__notes__ if isinstance(note, AttributeValidationNote))


def _unknown_keys(error: ForbiddenExtraKeysError, where: tuple[str, ...]) -> Iterator[Problem]:
    known = [field.name for field in fields(cast(Any, error.cl)) if field.init]
    for key in sorted(error.extra_fields):
        yield Problem((*where, key), "the key is not known here", nearest(key, known))


def _syntax_problem(text: str, message: str, where: tuple[str, ...]) -> Problem:
    """tomllib's message in our words: the line as it stands and what is wrong with it."""
    lines = text.splitlines()
    found = re.search(r"line (\d+), column (\d+)", message)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    place = (*where, f"line {number}")
    if message.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate")):
        return Problem(place, f"'{lines[number - 1].strip()}' is given a second time", "keep one of them")
    return Problem(place, f"'{lines[number - 1].strip()}' is not TOML", _SYNTAX)
