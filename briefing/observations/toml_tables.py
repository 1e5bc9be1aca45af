"""Texts that people write as TOML: the file, its repeated tables, and fields that say what was expected when they do not fit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from typing import Any, TypeVar

from briefing.observations.decoding import decoded, place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.mapping import area_code
from briefing.observations.registered import registered
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.sensitivity import Sensitivity, highest

Fields = Mapping[str, Any]
Word = TypeVar("Word", bound=Enum)
Said = TypeVar("Said")
_MEND = "rätta filen"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no document can carry them


def tables(part: Part, name: str) -> tuple[Fields, list[Fields]]:
    """The fields at the top of a file and its tables `[[name]]`; UnusableError where the file is not TOML or has no such table."""
    try:
        top = tomllib.loads(decoded(part))
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        found = f"text som inte går att läsa som TOML{f' på rad {line[1]}' if line else ' i slutet av filen'}"
        raise UnusableError(found, 'rader som nyckel = "text", och citattecken i par', _MEND) from None
    rows = top.pop(name, None)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        found = "inget sådant stycke" if rows is None else f"{name} skrivet på annat sätt"
        raise UnusableError(found, f"minst ett stycke som börjar med [[{name}]]", _MEND)
    return top, rows


def said(
    delivery: Delivery,
    name: str,
    row_name: Callable[[int, Fields], str],
    check: Callable[[Fields], object],
    told: Callable[[Fields, Fields, str], Said],
    *,
    parts: tuple[Part, ...] | None = None,
) -> tuple[list[Said], list[Refusal], int]:
    """What `told(top, row, place)` makes of every table of all parts, the refusals, and how many tables were read.

    `check(top)` raises UnusableError where the top of a file cannot be used; then the file is refused whole. `parts` are those that are
    TOML; None: all are.
    """
    accepted: list[Said] = []
    refused: list[Refusal] = []
    count = 0
    for part in delivery.parts if parts is None else parts:
        rows: list[Fields] = []
        try:
            top, rows = tables(part, name)
            check(top)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), len(rows)))
            continue
        finally:
            count += len(rows)
        for number, row in enumerate(rows, start=1):
            place = place_in(delivery, part, row_name(number, row))
            try:
                accepted.append(told(top, row, place))
            except UnusableError as unusable:
                refused.append(unusable.fault.refusal(delivery.id, place))
    return accepted, refused, count


def check_keys(fields: Fields, known: Iterable[str]) -> None:
    """UnusableError where a key is none of those known; it names the nearest."""
    words = tuple(known)
    for key in fields:
        if key not in words:
            nearest = get_close_matches(key, words, n=1)
            expected = f"nyckeln {quoted(nearest[0])}" if nearest else "en av nycklarna " + ", ".join(words)
            raise UnusableError(f"nyckeln {quoted(key)}", expected, "rätta eller ta bort nyckeln")


def text_of(fields: Fields, key: str, *, expected: str = "") -> str:
    """The text under a key, empty where there is none; with `expected`, UnusableError where there is none."""
    text = fields.get(key, "")
    if not isinstance(text, str):
        raise UnusableError(f"{key} = {text}", "en text inom citattecken", _MEND, column=key)
    if _CONTROL.search(text):
        raise UnusableError(f"{key} med ett osynligt styrtecken", "bara skrivna tecken", f"skriv om {key} utan det", column=key)
    if expected and not text.strip():
        raise UnusableError("ingenting" if key not in fields else "en tom text", expected, f"fyll i {key}", column=key)
    return text.strip()


def texts_of(fields: Fields, key: str) -> tuple[str, ...]:
    """The texts of a list under a key, empty where there is none."""
    texts = fields.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise UnusableError(f"{key} = {texts}", "en lista av texter", _MEND, column=key)
    return tuple(text.strip() for text in texts)


def word_of(fields: Fields, key: str, words: type[Word]) -> Word | None:
    """The word of a fixed vocabulary under a key, None where there is none; UnusableError lists the vocabulary."""
    text = text_of(fields, key)
    if not text:
        return None
    try:
        return words(text)
    except ValueError:
        expected = "ett av " + ", ".join(str(word.value) for word in words)
        raise UnusableError(quoted(text), expected, f"rätta {key}", column=key) from None


def date_of(fields: Fields, key: str) -> date:
    """The day under a key, written as a TOML date or as text; UnusableError where there is none."""
    found = fields.get(key)
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        shown = "ingenting" if found is None else quoted(str(found))
        raise UnusableError(shown, "ett datum, till exempel 2026-11-03", f"fyll i {key}", column=key) from None


def sensitivity_of(source: Source, *levels: Fields) -> Sensitivity:
    """The most sensitive of what the source, the file and the row say: a file can be made more closed, never more open.

    Where the source lets whoever delivers clear it (`may_clear`), the last level that says something decides.
    """
    own = [each for fields in levels if (each := word_of(fields, "sensitivity", Sensitivity))]
    return own[-1] if source.may_clear and own else highest(source.sensitivity, *own)


def area_of(source: Source, *levels: Fields) -> str:
    """The area code of the row, else of the file; empty means the whole municipality. UnusableError where it is not known."""
    name = next((text for text in (text_of(fields, "area") for fields in levels) if text), "")
    code = area_code(source)(name) if name else ""
    if name and not code:
        names = ", ".join(quoted(each) for each in (*source.areas,)[:5]) or "en kommunkod med fyra siffror"
        known = f"ett område som källan känner till: {names}"
        raise UnusableError(f"området {quoted(name)}", known, "rätta area eller ta bort raden", column="area")
    return registered(code, source)
