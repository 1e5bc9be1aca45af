"""Text that every format can print: nothing that no font has, and right-to-left names that leave the numbers after them in place."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_KEPT_AS_THEY_ARE = {"id", "basis", "control", "link", "edition"}  # names of things, which are never printed
_LEFT_TO_RIGHT = "\u200e"
# Control characters, halves of surrogate pairs, and the marks that turn the direction of all that follows.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"([{_RTL}](?:[^A-Za-z0-9\u200e]*[{_RTL}])*)")
"""Words written from right to left, with the blanks between them."""
_SUSPECT = re.compile(f"{_UNPRINTABLE.pattern}|[{_RTL}]|  ")


def printable(value: T) -> T:
    """The document, or a part of it, with nothing but text that can be printed; the very same object where there is nothing to change."""
    changed: T = _printable(value)
    return changed


def printable_text(text: str) -> str:
    """The text without what cannot be printed, and without blanks in a row.

    A right-to-left word is closed, so that a number after it stays after it.
    """
    if not _SUSPECT.search(text):
        return text
    kept = re.sub(" {2,}", " ", _UNPRINTABLE.sub("", text).replace(_LEFT_TO_RIGHT, ""))
    return RIGHT_TO_LEFT.sub(lambda words: words[0] + _LEFT_TO_RIGHT, kept)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, tuple):
        parts = [_printable(each) for each in value]
        return tuple(parts) if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    if not is_dataclass(value) or isinstance(value, type):
        return value
    old = {name: getattr(value, name) for name in _texts(type(value))}
    changes = {name: new for name, each in old.items() if (new := _printable(each)) is not each}
    return replace(value, **changes) if changes else value


@cache
def _texts(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass in which a text may stand."""
    plain = ("float", "int", "bool", "frozenset")
    named = ((each.name, str(each.type)) for each in fields(kind))
    return tuple(name for name, type_ in named if name not in _KEPT_AS_THEY_ARE and not type_.startswith(plain))
