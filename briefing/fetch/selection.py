"""What is asked of a table: codes, masks and words as codes that the table has, and the whole cut to what may be asked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import prod

from briefing.fetch.bundle import Scope
from briefing.fetch.fault import NotFetchedError
from briefing.sources.fetching import AREA_WORDS, FetchTable

COUNTRY = "00"
MOST_QUESTIONS = 1000
_CALL = re.compile(r"(top|from)\(([^)]+)\)")
_REMEDY = "rätta tables under [fetch] i source.toml"
Selection = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Variable:
    """A variable of a table: its codes in order; whether it may be left out (summed over), is time, or tells what is measured."""

    code: str
    codes: tuple[str, ...]
    may_be_left_out: bool = False
    is_time: bool = False
    is_contents: bool = False


def selection(table: FetchTable, variables: Sequence[Variable], scope: Scope) -> Selection:
    """Variable → codes, each of which the table has; NotFetchedError where something is asked for that it has not."""
    known = {each.code: each for each in variables}
    strange = next((name for name in table.values if name not in known), None)
    if strange is not None:
        raise NotFetchedError(f'tabellen {table.id} har ingen variabel "{strange}"', f"en av {', '.join(known)}", _REMEDY)
    chosen: dict[str, tuple[str, ...]] = {}
    for each in variables:
        if each.code in table.values:
            chosen[each.code] = tuple(
                dict.fromkeys(code for value in table.values[each.code] for code in _codes(value, each, scope, table.id))
            )
        elif each.is_time or each.is_contents:
            chosen[each.code] = each.codes
        elif not each.may_be_left_out:
            raise NotFetchedError(f'inga värden för variabeln "{each.code}" i tabellen {table.id}', "minst ett värde", _REMEDY)
    return chosen


def blocks(chosen: Selection, most: int) -> Iterator[Selection]:
    """The selection in parts of at most `most` cells, cut along the variable with the most codes."""
    cells = prod(map(len, chosen.values()))
    if cells <= most:
        yield chosen
        return
    longest = max(chosen, key=lambda name: len(chosen[name]))
    codes = chosen[longest]
    if len(codes) == 1:
        raise NotFetchedError(f"en tjänst som lämnar {most} värden åt gången", "minst ett värde")
    size = max(len(codes) * most // cells, 1)
    for start in range(0, len(codes), size):
        yield from blocks({**chosen, longest: codes[start : start + size]}, most)


def checked_blocks(chosen: Selection, most: int, table: str) -> tuple[Selection, ...]:
    """All parts; NotFetchedError where they are so many that something else must be meant."""
    cells = prod(map(len, chosen.values()))
    if cells > most * MOST_QUESTIONS:
        raise NotFetchedError(f"{cells} värden ur tabellen {table}", f"högst {most * MOST_QUESTIONS}", _REMEDY)
    return tuple(blocks(chosen, most))


def _codes(value: str, variable: Variable, scope: Scope, table: str) -> Sequence[str]:
    call = _CALL.fullmatch(value)
    if call:
        found = _from_end(call[1], call[2], sorted(variable.codes))
    elif value in AREA_WORDS:
        found = [code for code in scope.codes((value,), COUNTRY) if code in variable.codes]
    elif "?" in value or "*" in value:
        mask = re.compile("".join({"?": ".", "*": ".*"}.get(letter, re.escape(letter)) for letter in value))
        found = [code for code in variable.codes if mask.fullmatch(code)]
    else:
        found = [value] if value in variable.codes else []
    if not found:
        near = get_close_matches(value, variable.codes, n=3) or variable.codes[:3]
        raise NotFetchedError(f'"{value}", som {variable.code} i tabellen {table} inte har', f"till exempel {', '.join(near)}", _REMEDY)
    return found


def _from_end(word: str, told: str, ordered: list[str]) -> list[str]:
    if word == "from":
        return [code for code in ordered if code >= told.strip()]
    return ordered[-int(told) :] if told.strip().isdecimal() and int(told) else []
