"""The value of one key of a declaration: of exactly the type that was asked for, or a fault that says what to write."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn, mapping_structure_factory

from briefing.terms.period import Day, Month, Quarter, Year, parse_period

_PERIODS: Mapping[type, str] = {Year: "2026", Quarter: "2026-K2", Month: "2026-08", Day: "2026-11-03"}
_EXPECTED: Mapping[type, str] = {
    str: 'a text in quotes, for example "2480"',
    int: "a whole number without quotes",
    float: "a number without quotes, with a decimal point",
    bool: "true or false, without quotes",
    date: "a date, for example 2026-11-03",
}
_KINDS: Mapping[type, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class FaultError(ValueError):
    """What is wrong with one value, and the way out; the place is added on the way up."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def unknown_word(word: str, what: str, known: Iterable[str]) -> tuple[str, str]:
    """Problem and remedy for a word that is not in a vocabulary: the nearest known word, else all of them.

    >>> unknown_word("otrygghet", "an indicator", ["otrygghet-sen-kvall"])
    ("'otrygghet' is not an indicator", "write otrygghet-sen-kvall")
    """
    return f"'{word}' is not {what}", nearest(word, known)


def nearest(word: str, known: Iterable[str]) -> str:
    """What to do about a word that is not known: write the nearest, at most three, or one of all."""
    words = sorted(known)
    near = get_close_matches(word, words, n=3, cutoff=0.6)
    return f"write {' or '.join(near)}" if near else _one_of(words)


def expected(cls: Any) -> str:
    """What should stand at a place of that type."""
    options = _options(cls)
    if options[0] in _PERIODS:
        return f'a period in quotes, for example "{_PERIODS[options[0]]}"'
    kind = get_origin(options[0]) or options[0]
    if kind is tuple:
        return 'a list in brackets, for example ["2480"]'
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"one of {', '.join(str(each.value) for each in kind)}"
    return _EXPECTED.get(kind, "a table, with lines key = value")


def _options(cls: Any) -> tuple[Any, ...]:
    """The types of a union, without None; TOML has no null."""
    if get_origin(cls) in (Union, UnionType):
        return tuple(each for each in get_args(cls) if each is not NoneType)
    return (cls,)


def _wrong_type(value: object, cls: Any) -> FaultError:
    shown = str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)
    kind = "a date" if isinstance(value, date) else _KINDS.get(type(value), "a time of day")
    return FaultError(f"here stands {shown if len(shown) <= 60 else shown[:57] + '...'}, {kind}", f"write {expected(cls)}")


def _plain(value: Any, cls: Any) -> Any:
    """A str, int, bool or float of exactly that type; a whole number is also a float."""
    if type(value) is cls:
        return value
    if cls is float and type(value) is int:
        return float(value)
    raise _wrong_type(value, cls)


def _date(value: Any, cls: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong_type(value, cls) from None


def _enum(value: Any, cls: Any) -> Any:
    for member in cls:
        if member.value == value and type(member.value) is type(value):
            return member
    name = re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower()
    raise FaultError(f"'{value}' is not {'an' if name[0] in 'aeio' else 'a'} {name}", _one_of([str(member.value) for member in cls]))


def _period(value: Any, cls: Any) -> Any:
    """A period of one of the kinds that the type allows."""
    options = _options(cls)
    if not isinstance(value, str):
        raise _wrong_type(value, cls)
    remedy = f"write {' or '.join(_PERIODS[each] for each in options)}, in quotes"
    try:
        period = parse_period(value)
        if period.first_day <= period.last_day and isinstance(period, options):
            return period
    except ValueError:
        raise FaultError(f"'{value}' is not a period", remedy) from None
    raise FaultError(f"'{value}' is not a {' or '.join(each.__name__.lower() for each in options)}", remedy)


def _is_period(cls: Any) -> bool:
    return all(isinstance(each, type) and each in _PERIODS for each in _options(cls))


def _is_list(cls: Any) -> bool:
    origin: object = get_origin(cls)
    return origin is tuple


def _is_dataclass(cls: Any) -> bool:
    return is_dataclass(cls)


def _is_mapping(cls: Any) -> bool:
    return isinstance(origin := get_origin(cls), type) and issubclass(origin, Mapping)


def _guarded(container: type, factory: Callable[[Any, Converter], Any]) -> Callable[[Any, Converter], Any]:
    """A hook factory whose hooks refuse all but lists or tables (a text is iterable too)."""

    def guarded_factory(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
        hook = factory(cls, converter)

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, container):
                raise _wrong_type(value, cls)
            return hook(value, cls)

        return structure

    return guarded_factory


def _converter() -> Converter:
    """cattrs with nothing coerced. Hooks that are registered later are asked first."""
    converter = Converter(forbid_extra_keys=True)
    for plain in (str, int, float, bool):
        converter.register_structure_hook(plain, _plain)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook_func(lambda cls: isinstance(cls, type) and issubclass(cls, Enum), _enum)
    converter.register_structure_hook_factory(_is_dataclass, _guarded(dict, make_dict_structure_fn))
    converter.register_structure_hook_factory(_is_list, _guarded(list, homogenous_tuple_structure_factory))
    converter.register_structure_hook_factory(_is_mapping, _guarded(dict, mapping_structure_factory))
    converter.register_structure_hook_func(_is_period, _period)
    return converter


def _one_of(words: Collection[str]) -> str:
    return f"use one of {', '.join(words)}" if words else "remove it; nothing is known here yet"


CONVERTER = _converter()
