"""A `Reading` as a text and back, exactly: JSON, its columns packed."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from briefing.observations.boundary import Boundary
from briefing.observations.doubt import Doubt, Refusal
from briefing.observations.observations import COLUMNS, Observations, observations_of
from briefing.observations.reading import Reading
from briefing.observations.statement import Assessment, Entry, Statement

if TYPE_CHECKING:
    from cattrs import Converter

_DAY = "received_on"  # the column of days; the other columns of objects are texts
_CODES = "<i4"
_NUMBERS = {"float64": "<f8", "int64": "<i8"}


@dataclass(frozen=True)
class _Told:
    """All of a reading but its observations."""

    statements: tuple[Statement, ...]
    assessments: tuple[Assessment, ...]
    entries: tuple[Entry, ...]
    boundaries: tuple[Boundary, ...]
    refusals: tuple[Refusal, ...]
    doubts: tuple[Doubt, ...]
    rows_read: int
    duplicates: int
    unmapped: int


def text_of(reading: Reading) -> str:
    """The reading as a text."""
    told = _Told(*(getattr(reading, each.name) for each in fields(_Told)))
    frame = reading.observations.frame
    columns = {name: _packed(frame[name]) for name in COLUMNS} if len(frame) else {}
    return json.dumps({"told": _converter().unstructure(told), "columns": columns})


def reading_of(text: str) -> Reading:
    """The reading of a text; ValueError where it is none."""
    from cattrs import BaseValidationError

    try:
        parsed = json.loads(text)
        told = _converter().structure(parsed["told"], _Told)
        columns = parsed["columns"]
        observed = Observations(_frame(columns)) if columns else _none()
    except (BaseValidationError, KeyError, TypeError, IndexError) as error:
        raise ValueError("the text is no reading") from error
    return Reading(observed, **{each.name: getattr(told, each.name) for each in fields(_Told)})


def _frame(columns: Any) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(_unpacked(name, columns[name]), dtype=dtype) for name, dtype in COLUMNS.items()})


@cache
def _none() -> Observations:
    return observations_of({})


@cache
def _converter() -> Converter:
    from cattrs.preconf.json import make_converter

    return make_converter()


def _packed(column: pd.Series[Any]) -> Any:
    """Numbers as bytes; texts and days as the distinct ones and which of them stands where."""
    if str(column.dtype) in _NUMBERS:
        return b64encode(column.to_numpy(dtype=_NUMBERS[str(column.dtype)]).tobytes()).decode()
    codes, words = pd.factorize(column)
    said = [each.isoformat() if isinstance(each, date) else str(each) for each in words]
    return {"words": said, "codes": b64encode(codes.astype(_CODES).tobytes()).decode()}


def _unpacked(name: str, packed: Any) -> Any:
    dtype = COLUMNS[name]
    if dtype in _NUMBERS:
        return np.frombuffer(b64decode(packed), dtype=_NUMBERS[dtype]).astype(dtype)
    words = np.empty(len(packed["words"]), dtype=object)
    words[:] = [date.fromisoformat(each) for each in packed["words"]] if name == _DAY else packed["words"]
    return words[np.frombuffer(b64decode(packed["codes"]), dtype=_CODES)]
