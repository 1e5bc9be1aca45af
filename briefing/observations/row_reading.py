"""A delivery read row by row: what becomes of a row that cannot be used, or that the source does not map, is the same in every format."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TypeVar

from briefing.observations.decoding import place_in
from briefing.observations.doubt import Doubt, Refusal
from briefing.observations.fault import Fault, UnusableError
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.source import Delivery, Part, Source

Row = TypeVar("Row")
Keyed = Callable[[str, str], tuple[str, str]]


class NotMappedError(Exception):
    """Raised for a row whose area or category the source does not map; never leaves the room. `area`: the name that is not known."""

    def __init__(self, area: str = "") -> None:
        super().__init__(area)
        self.area = area


def read_rows(
    delivery: Delivery,
    source: Source,
    rows_of: Callable[[Part], Sequence[tuple[str, Row]]],
    values_of: Callable[[int, Row], Iterable[Value]],
    doubts: Iterable[Doubt] = (),
) -> Reading:
    """The reading of a delivery.

    `rows_of` gives place and content of every row of a file; `values_of` what a row says, all of it or an exception (UnusableError,
    NotMappedError). A file that `rows_of` cannot use is refused whole.
    """
    rows, refused = _gathered(delivery, rows_of)
    faults: dict[int, Fault] = {}
    values: list[Value] = []
    unmapped: list[str] = []
    for number, (_, row) in enumerate(rows):
        try:
            values += values_of(number, row)
        except UnusableError as unusable:
            faults[number] = unusable.fault
        except NotMappedError as unknown:
            unmapped.append(unknown.area)
    remark = unknown_areas(filter(None, unmapped), source, delivery.id)
    told = (*doubts, *((remark,) if remark else ()))
    places = [place for place, _ in rows]
    return settled(Understood(places, faults, len(unmapped), columns_of(values), tuple(refused), told), delivery, source)


def keyed(source: Source) -> Keyed:
    """The mapping of an area and a category to area code and indicator id; NotMappedError where the source maps one of them not."""
    area_of, indicator_of = cache(area_code(source)), cache(indicator_id(source))

    def key(area: str, category: str) -> tuple[str, str]:
        code, indicator = area_of(area), indicator_of(category)
        if not (code and indicator):
            raise NotMappedError("" if code else area)
        return code, indicator

    return key


def known(value: Value) -> Value:
    """The value itself, saknas where its number is NaN."""
    return value._replace(status="saknas") if math.isnan(value.value) else value


def _gathered(delivery: Delivery, rows_of: Callable[[Part], Sequence[tuple[str, Row]]]) -> tuple[list[tuple[str, Row]], list[Refusal]]:
    rows: list[tuple[str, Row]] = []
    refused: list[Refusal] = []
    for part in delivery.parts:
        try:
            rows += [(place_in(delivery, part, place), row) for place, row in rows_of(part)]
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows))
    return rows, refused
