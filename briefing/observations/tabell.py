"""Tables whose columns the source declares (format `tabell`): one row for an area, an indicator and a period."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, Memo, UnusableError, quoted, sound
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.numbers import MARKERS, is_marker, parsed_number
from briefing.observations.observations import FINAL, HAS_VALUE, MISSING
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.observations.tabell_rows import MEASURES, Row, rows_of
from briefing.sources.source import Delivery, Source, TableLayout
from briefing.terms.indicator import Unit
from briefing.terms.period import Period, parse_period

_SIDES = {
    "lower": Unit.MEDEL.value,
    "upper": Unit.MEDEL.value,
    "n": Unit.ANTAL.value,
}  # n is whole
_SIGNED = (Unit.ANDEL.value, Unit.MEDEL.value, Unit.PROCENT.value)
_PERIOD = re.compile(r"([0-9]{4})(?:-?K([1-4])|[-M]([0-9]{2})(?:-([0-9]{2}))?)?")
_PERIODS = "ett år (2026), ett kvartal (2026-K2), en månad (2026-08) eller en dag (2026-08-01)"


@dataclass(frozen=True)
class _Cell:
    """A number, or the reason why there is none."""

    value: float
    status: str


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery in the source's own layout; every row gives a value for each measure that is declared.

    A declared marker is saknas or sekretess, as is a status that the source declares as such, whatever number stands beside it.
    """
    rows: list[Row] = []
    refused: list[Refusal] = []
    layout = source.table
    for part in delivery.parts:
        try:
            layout, found = rows_of(delivery, part, source.table)
            rows.extend(found)
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows))
    understood = _understood(rows, layout or TableLayout({}), source, delivery)
    return settled(replace(understood, refused=tuple(refused)), delivery, source)


def period_of(text: str) -> Period:
    """The period of a cell: 2026, 2026-K2, 2026K2, 2026-08, 2026M08, 2026-08-01 (a month's first day is that day); ValueError."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    year, quarter, month, day = match.groups()
    code = "-".join(filter(None, (year, f"K{quarter}" if quarter else "", month, day)))
    return parse_period(code)


def _understood(rows: Sequence[Row], layout: TableLayout, source: Source, delivery: Delivery) -> Understood:
    area_of, indicator_of = _area_of(layout, source), _indicator_of(layout, source)
    meaning = _meaning(layout)
    faults: dict[int, Fault] = {}
    values: list[Value] = []
    unmapped: list[str] = []
    for number, (_, cells) in enumerate(rows):
        if isinstance(cells, Fault):
            faults[number] = cells
            continue
        area, indicator = area_of(cells.get("area")), indicator_of(cells.get("indicator"))
        if area is None or indicator is None:
            unmapped.append("" if area else cells.get("area", ""))
            continue
        try:
            values.extend(meaning(Value(number, indicator, area, "", "", math.nan, FINAL), {**layout.constants, **cells}))
        except UnusableError as unusable:
            faults[number] = unusable.fault
    unknown = unknown_areas(filter(None, unmapped), source, delivery.id)
    doubts = (unknown,) if unknown else ()
    return Understood([place for place, _ in rows], faults, len(unmapped), columns_of(values), doubts=doubts)


def _area_of(layout: TableLayout, source: Source) -> Callable[[str | None], str | None]:
    """The area code of a cell; None where it is not mapped. A constant may be the code itself; one that is left empty maps nothing."""
    code_of = area_code(source)
    constant = layout.constants.get("area", "")
    of_file = code_of(constant) or constant or ("" if source.is_bare else None)
    return cache(lambda cell: of_file if cell is None else code_of(cell) or None)


def _indicator_of(layout: TableLayout, source: Source) -> Callable[[str | None], str | None]:
    """The indicator id of a cell; None where it is not mapped. A constant may be the id itself; an empty one is the value's column."""
    id_of = indicator_id(source)
    constant = layout.constants.get("indicator", "")
    column = next((layout.columns[word] for word in MEASURES if word in layout.columns), "")
    of_file = id_of(constant or column) or constant or (column if source.is_bare else None)
    return cache(lambda cell: of_file if cell is None else id_of(cell) or None)


def _meaning(layout: TableLayout) -> Callable[[Value, Mapping[str, str]], Iterator[Value]]:
    """The reader of a row's period, status and numbers; Unusable where one of them cannot be used."""
    periods, statuses = Memo(_period_code), Memo(_status_reader(layout))
    measures = {word: layout.measure if word == "value" else word for word in MEASURES if word in layout.columns}
    numbers = {word: Memo(_number_reader(layout, layout.columns[word], measure)) for word, measure in measures.items()}
    sides = {word: Memo(_number_reader(layout, layout.columns[word], _SIDES[word])) for word in _SIDES if word in layout.columns}

    def meaning(blank: Value, cells: Mapping[str, str]) -> Iterator[Value]:
        status = sound(statuses[cells.get("status", "")])
        row = blank._replace(period=sound(periods[cells.get("period", "")]), group=cells.get("group", ""))
        lower, upper, n = (sound(sides[word][cells[word]]).value if word in sides else math.nan for word in _SIDES)
        row = row._replace(lower=lower, upper=upper, n=n)
        for word, measure in measures.items():
            yield _with(row._replace(measure=measure), sound(numbers[word][cells[word]]), status)

    return meaning


def _with(row: Value, cell: _Cell, status: str) -> Value:
    """The value with its status: a declared reason for nothing wins over a number beside it."""
    if status in MISSING:
        return row._replace(status=status)
    return row._replace(value=cell.value, status=status if cell.status in HAS_VALUE else cell.status)


def _period_code(cell: str) -> str:
    try:
        return period_of(cell).code
    except ValueError:
        remedy = "skriv perioden på ett av dessa sätt i filen"
        raise UnusableError(f"perioden {quoted(cell)}", _PERIODS, remedy, column="period") from None


def _status_reader(layout: TableLayout) -> Callable[[str], str]:
    """The status that a source's own word means; slutlig where the table has no column for it or the cell is empty."""
    ours = {word: word for word in (*HAS_VALUE, *MISSING)}
    known = {**ours, **layout.statuses, "": FINAL}

    def status(cell: str) -> str:
        if cell not in known:
            expected = "ett av orden " + ", ".join(word for word in known if word)
            raise UnusableError(quoted(cell), expected, "ange ordet under [table.statuses] i source.toml", column="status")
        return known[cell]

    return status


def _number_reader(layout: TableLayout, column: str, measure: str) -> Callable[[str], _Cell]:
    """The reader of a number column; a marker is saknas or sekretess, whatever the case and the blanks around it."""
    missing = MARKERS | {marker.strip().lower() for marker in layout.missing_as}
    suppressed = frozenset(marker.strip().lower() for marker in layout.suppressed_as)

    def number(cell: str) -> _Cell:
        if is_marker(cell, suppressed):
            return _Cell(math.nan, "sekretess")
        if is_marker(cell, missing):
            return _Cell(math.nan, "saknas")
        try:
            return _Cell(parsed_number(cell, whole=measure == Unit.ANTAL.value, signed=measure in _SIGNED), FINAL)
        except ValueError as expected:
            remedy = (
                f"lämna cellen tom och skriv orsaken i kolumnen Anmärkning, eller låt {quoted(cell)} stå under suppressed_as i source.toml"
            )
            raise UnusableError(quoted(cell), str(expected), remedy, column=column) from None

    return number
