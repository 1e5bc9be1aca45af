"""The text of a record: frozen types as JSON, the same values always in the same bytes."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from briefing.document.document import Table, Text
from briefing.document.figure import Figure
from briefing.findings.area_signs import AreaSigns
from briefing.findings.disagreement import Contradiction, Difference
from briefing.findings.finding import (
    Comparison,
    Development,
    Funnel,
    History,
    Level,
    ModelComparison,
    Outlook,
    Placement,
    ProtectiveProfile,
    Spread,
    TotalComparison,
    WatchList,
)
from briefing.terms.citation import Citation
from briefing.terms.edition import EditionId
from briefing.terms.period import Day, Month, Quarter, Year

_LINE = 140
_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_TYPES: Mapping[type, str] = {
    Level: "niva",
    Development: "utveckling",
    Comparison: "jamforelse",
    TotalComparison: "jamforelse_med_total",
    ModelComparison: "jamforelse_med_modell",
    Placement: "placering",
    Spread: "fordelning",
    WatchList: "bevakningslista",
    ProtectiveProfile: "skyddsfaktorer",
    Outlook: "utblick",
    Funnel: "tratt",
    History: "historik",
    Difference: "skillnad",
    Contradiction: "motsagelse",
    AreaSigns: "tecken",
    Text: "text",
    Table: "tabell",
    Figure: "figur",
}


def record_text(content: Mapping[str, Any]) -> str:
    """The JSON text of a record, one space per level, ending in a newline.

    Fields that have their default are left out; enums are their values, periods their codes, dates ISO, a place is `delivery, place`.
    ValueError (our bug): a number that is not one, a value that JSON has no kind for.
    """
    return _written(_plain(content)) + "\n"


def _plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """The value in JSON's own kinds."""
    if value is None or isinstance(value, str | int):
        return value
    match value:
        case float():
            if not math.isfinite(value):
                raise ValueError("a number in the record is not a number; what is missing is a gap")
            return int(value) if value.is_integer() else value
        case Enum():
            return value.value
        case Year() | Quarter() | Month() | Day():
            return value.code
        case date():
            return value.isoformat()
        case EditionId():
            return str(value)
        case Citation():
            return f"{value.delivery}, {value.place}"
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case frozenset():
            return sorted(_plain(each) for each in value)
        case tuple() | list():
            return [_plain(each) for each in value]
    return _object(value)


def _object(value: Any) -> dict[str, Any]:
    """A frozen type: its kind where several kinds stand together, its id where it computes one, its fields that are not default."""
    if not is_dataclass(value):
        raise ValueError(f"the record has no words for a {type(value).__name__}")
    kind, computes_id, usual = _shape(value.__class__)
    named = {"type": kind} if kind else {}
    if computes_id:
        named["id"] = getattr(value, "id", "")
    given = ((name, getattr(value, name)) for name in usual)
    return named | {name: _plain(each) for name, each in given if each != usual[name] or type(each) is not type(usual[name])}


@lru_cache(maxsize=64)
def _shape(kind: type[Any]) -> tuple[str, bool, Mapping[str, Any]]:
    """Of a frozen type: its word where several kinds stand together, whether it computes its id, its fields with their defaults."""
    usual = {field.name: field.default for field in fields(kind)}
    return _TYPES.get(kind, ""), "id" not in usual and hasattr(kind, "id"), usual


def _written(value: Any, depth: int = 0) -> str:
    """JSON with one space per level, where a list or object with nothing nested in what it holds stands on one line if it fits."""
    if not isinstance(value, dict | list) or not value:
        return _ON_ONE_LINE(value)
    if _is_flat(value) and len(line := _ON_ONE_LINE(value)) + depth <= _LINE:
        return line
    start, end = ("{", "}") if isinstance(value, dict) else ("[", "]")
    keys = [f"{_ON_ONE_LINE(key)}: " for key in value] if isinstance(value, dict) else [""] * len(value)
    inner = value.values() if isinstance(value, dict) else value
    rows = (f"{' ' * (depth + 1)}{key}{_written(each, depth + 1)}" for key, each in zip(keys, inner, strict=True))
    return start + "\n" + ",\n".join(rows) + "\n" + " " * depth + end


def _is_flat(value: dict[str, Any] | list[Any]) -> bool:
    for each in _members(value):
        if isinstance(each, dict | list) and any(isinstance(inner, dict | list) for inner in _members(each)):
            return False
    return True


def _members(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value
