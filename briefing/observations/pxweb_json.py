"""PxWeb's own JSON of version 1: columns with codes, values as texts (format `pxweb-json`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.observations.cube import METRIC, TIME, Axis, Cube, Key, Told
from briefing.observations.cube_reading import read_cubes
from briefing.observations.fault import UnusableError
from briefing.observations.json_pages import keys_of, parsed_json, shown
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source

_AGAIN = "hämta tabellen på nytt som json och ändra inget i filen"
_CONTENTS = "ContentsCode"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one value of an entry of `data`. Keys are codes, values texts; `..` is saknas."""
    return read_cubes(delivery, source, lambda part: [_cube(part)])


def _cube(part: Part) -> Cube:
    page = parsed_json(part, "en hel tabell från PxWeb", _AGAIN)
    columns, data = (page.get(key) if isinstance(page, dict) else None for key in ("columns", "data"))
    if not (isinstance(columns, list) and isinstance(data, list) and all(_is_column(column) for column in columns)):
        raise UnusableError(f"JSON med {keys_of(page)}", "PxWeb:s json, med columns och data", _AGAIN)
    keys = [column for column in columns if column.get("type") != "c"]
    contents = {column["code"]: str(column.get("text") or column["code"]) for column in columns if column.get("type") == "c"}
    if not contents:
        raise UnusableError("kolumner utan innehåll", 'minst en kolumn av typen "c"', _AGAIN, rows=len(data))
    axes = (*(_axis(column, number, data) for number, column in enumerate(keys)), Axis(_CONTENTS, _CONTENTS, METRIC, contents))
    cells = list(_cells(data, len(keys), tuple(contents)))
    return Cube("", axes, cells, len(cells), lambda number, key: f"post {number // len(contents) + 1} ({', '.join(key)})")


def _is_column(column: Any) -> bool:
    return isinstance(column, dict) and isinstance(column.get("code"), str)


def _axis(column: Mapping[str, Any], number: int, data: Sequence[Any]) -> Axis:
    codes = {entry["key"][number]: None for entry in data if _is_entry(entry) and number < len(entry["key"])}
    label = str(column.get("text") or column["code"])
    return Axis(column["code"], label, TIME if column.get("type") == "t" else "", {code: code for code in codes})


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(entry.get(name), list) for name in ("key", "values"))
        and all(isinstance(code, str) for code in entry["key"])
    )


def _cells(data: Sequence[Any], width: int, contents: Sequence[str]) -> Iterator[tuple[Key, Told]]:
    for number, entry in enumerate(data, start=1):
        if not _is_entry(entry) or len(entry["key"]) != width or len(entry["values"]) != len(contents):
            expected = f"{width} koder under key och {len(contents)} värden under values"
            raise UnusableError(f"post {number}: {shown(entry)}", expected, _AGAIN, rows=len(data))
        yield from (((*entry["key"], code), value) for code, value in zip(contents, entry["values"], strict=True))
