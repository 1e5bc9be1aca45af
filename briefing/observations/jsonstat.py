"""JSON-stat 1.x and 2.0, as PxWeb and others publish it (format `json-stat`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.observations.cube import METRIC, PLACE, TIME, Axis, Cube, Told, cell_place, cells_in_order, checked_size
from briefing.observations.cube_reading import read_cubes
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.json_pages import keys_of, parsed_json, shown
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source

_AGAIN = "hämta tabellen på nytt som JSON-stat och ändra inget i filen"
_WHOLE = "en hel tabell i JSON-stat"


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one cell. Values are a list or a sparse object, null is saknas."""
    return read_cubes(delivery, source, lambda part: [_cube(each) for each in _datasets(part)])


def _datasets(part: Part) -> list[Any]:
    """The tables of a file: one of version 2, a collection of them, or a bundle of version 1."""
    page = parsed_json(part, _WHOLE, _AGAIN)
    if _is_dataset(page):
        return [page]
    link = page.get("link") if isinstance(page, dict) else None
    items = link.get("item") if isinstance(link, dict) else None
    inner = items if isinstance(items, list) else list(page.values()) if isinstance(page, dict) else []
    datasets = [each for each in inner if _is_dataset(each)]
    if not datasets:
        raise UnusableError(f"JSON med {keys_of(page)}", "JSON-stat, med dimension och value", _AGAIN)
    return datasets


def _is_dataset(page: Any) -> bool:
    return isinstance(page, dict) and isinstance(page.get("dimension"), dict) and isinstance(page.get("value"), list | dict)


def _cube(dataset: Mapping[str, Any]) -> Cube:
    dimensions = dataset["dimension"]
    old = "id" not in dataset  # version 1 has id, size and role among the dimensions
    ids, sizes, roles = (dimensions.get(key) if old else dataset.get(key) for key in ("id", "size", "role"))
    if not (isinstance(ids, list) and isinstance(sizes, list) and len(ids) == len(sizes) and all(isinstance(each, str) for each in ids)):
        raise UnusableError(f"id {shown(ids)} och size {shown(sizes)}", "lika många dimensioner som storlekar", _AGAIN)
    axes = tuple(_axis(name, dimensions.get(name), _mapping(roles)) for name in ids)
    cells = checked_size([len(axis.names) for axis in axes], None, _AGAIN)
    if [len(axis.names) for axis in axes] != sizes:
        told = " × ".join(str(len(axis.names)) for axis in axes)
        raise UnusableError(f"size {shown(sizes)}", f"så många kategorier som dimensionerna har ({told})", _AGAIN, rows=cells)
    values = _values(dataset["value"], cells)
    return Cube(_text(dataset.get("label")), axes, list(cells_in_order(axes, values)), cells, cell_place)


def _axis(name: str, dimension: Any, roles: Mapping[str, Any]) -> Axis:
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        raise UnusableError(f"dimensionen {quoted(name)} utan kategorier", _WHOLE, _AGAIN)
    labels, units = _mapping(category.get("label")), _mapping(category.get("unit"))
    codes = _codes(category.get("index"), labels, name)
    role = next((role for role in (TIME, PLACE, METRIC) if isinstance(roles.get(role), list) and name in roles[role]), "")
    return Axis(
        name,
        _text(dimension.get("label")) or name,
        role,
        {code: _text(labels.get(code)) or code for code in codes},
        {code: _text(unit.get("base") or unit.get("label")) for code, unit in units.items() if isinstance(unit, dict)},
        _text(_mapping(dimension.get("extension")).get("eliminationValueCode")),
    )


def _codes(index: Any, labels: Mapping[str, Any], name: str) -> list[str]:
    """The codes in order: a list, an object of positions, or the one label of a dimension that has but one category."""
    if isinstance(index, dict) and all(type(position) is int for position in index.values()):
        codes = sorted(index, key=lambda code: index[code])
        index = codes if sorted(index.values()) == list(range(len(codes))) else None
    elif index is None and len(labels) == 1:
        index = list(labels)
    if not isinstance(index, list) or not all(isinstance(code, str) for code in index) or len(set(index)) != len(index):
        raise UnusableError(f"dimensionen {quoted(name)} med index {shown(index)}", "en kod för varje kategori", _AGAIN)
    return index


def _values(told: Any, cells: int) -> Sequence[Told]:
    if isinstance(told, list):
        checked_size([cells], len(told), _AGAIN)
        return told
    return list(_dense(told, cells))


def _dense(told: Mapping[str, Any], cells: int) -> Iterator[Told]:
    """The values of a sparse object; what is left out is missing. UnusableError where a position is none."""
    strange = [position for position in told if not position.isdecimal() or len(position) > 9 or int(position) >= cells]
    if strange:
        raise UnusableError(f"värdet på plats {quoted(strange[0])}", f"platser från 0 till {cells - 1}", _AGAIN, rows=cells)
    yield from (told.get(str(position)) for position in range(cells))


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, dict) else {}


def _text(found: Any) -> str:
    return " ".join(found.split()) if isinstance(found, str) else ""
