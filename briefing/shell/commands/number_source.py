"""Where a printed line comes from: the record of the edition asked for what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_MOST = 3  # places that a sentence names


def sources_of(record: Mapping[str, Any], line: str) -> tuple[str, ...]:
    """`leverans, plats` of all that a printed line rests on, at most three; empty where the record does not know the line."""
    wanted, citations = _squeezed(line), record.get("citations", {})
    bases = (basis for text, found in _printed(record.get("document", {})) if text and text == wanted for basis in found)
    places = (
        f"{each['delivery']}, {place}" for basis in dict.fromkeys(bases) for each in citations.get(basis, ()) for place in each["places"]
    )
    return tuple(dict.fromkeys(places))[:_MOST]


def _printed(value: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every paragraph and every line of a cell with what it rests on."""
    if isinstance(value, list):
        for each in value:
            yield from _printed(each)
    elif isinstance(value, dict):
        basis = tuple(value.get("basis", ()))
        if basis:
            runs = "".join(run.get("text", "") for run in value.get("runs", ()))
            text, symbol, note = (value.get(key, "") for key in ("text", "symbol", "note"))
            yield from ((_squeezed(each), basis) for each in (runs, text, symbol + text, note, symbol + text + note))
        for each in value.values():
            if isinstance(each, dict | list):
                yield from _printed(each)


def _squeezed(text: str) -> str:
    return re.sub("[\\s\u00a0\u200e]+", "", text)
