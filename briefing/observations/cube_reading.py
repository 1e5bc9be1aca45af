"""Cubes read as observations: every cell is a row."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from briefing.observations.cube import Cube, Key, Told
from briefing.observations.cube_axes import meaning
from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.json_pages import shown
from briefing.observations.mapping import unknown_areas
from briefing.observations.numbers import number_told
from briefing.observations.observations import FINAL
from briefing.observations.reading import Reading
from briefing.observations.row_reading import NotMappedError
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit

_AGAIN = "hämta tabellen på nytt och ändra inget i filen"
_SIGNED = (Unit.ANDEL.value, Unit.MEDEL.value, Unit.PROCENT.value)
_Place = tuple[str, Cube, int, Key]


class _Places(Sequence[str]):
    """The place of every cell, written where it is asked for."""

    def __init__(self, places: Sequence[_Place]) -> None:
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: Any) -> Any:
        name, cube, cell, key = self._places[number]
        return ", ".join(filter(None, (name, cube.place(cell, key))))


def read_cubes(delivery: Delivery, source: Source, cubes_of: Callable[[Part], Sequence[Cube]]) -> Reading:
    """The reading of a delivery whose files `cubes_of` takes apart. A marker or nothing is saknas, never zero."""
    read = _Cells(source)
    refused: list[Refusal] = []
    for part in delivery.parts:
        name = place_in(delivery, part, "")
        try:
            for cube in cubes_of(part):
                read.take(name, cube)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, name, unusable.rows))
    unknown = unknown_areas(filter(None, read.unmapped), source, delivery.id)
    doubts = (unknown,) if unknown else ()
    understood = Understood(_Places(read.places), read.faults, len(read.unmapped), columns_of(read.values), doubts=doubts)
    return settled(replace(understood, refused=tuple(refused)), delivery, source)


class _Cells:
    """The cells taken so far: their places, values, faults, and the areas that are not mapped."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.places: list[_Place] = []
        self.values: list[Value] = []
        self.faults: dict[int, Fault] = {}
        self.unmapped: list[str] = []

    def take(self, name: str, cube: Cube) -> None:
        """Adds the cells of one cube; UnusableError, and none of them, where its dimensions cannot be understood."""
        of = meaning(cube, self._source).of
        for number, (key, told) in enumerate(cube.cells):
            row = len(self.places)
            self.places.append((name, cube, number, key))
            try:
                area, indicator, period, measure, group = of(key)
                value = _number(told, measure)
                status = "saknas" if math.isnan(value) else FINAL
                self.values.append(Value(row, indicator, area, period, measure, value, status, group))
            except NotMappedError as unknown:
                self.unmapped.append(unknown.area)
            except UnusableError as unusable:
                self.faults[row] = unusable.fault


def _number(told: Told, measure: str) -> float:
    """The number of a cell, NaN where nothing or a marker stands there."""
    try:
        return number_told(told, whole=measure == Unit.ANTAL.value, signed=measure in _SIGNED)
    except ValueError as expected:
        found = quoted(told) if isinstance(told, str) else shown(told)
        raise UnusableError(found, str(expected), _AGAIN) from None
