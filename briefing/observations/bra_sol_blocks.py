"""The block layout of Brå's SOL, as text, Excel and web page: three header lines, then an area as a line of its own and its offences below.

```
;År;              year, or the word År
;2021;            year, or month or quarter
;/100 000 inv;    measure
Ale kommun;;
3 kap. Brott mot liv och hälsa;454;
```
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np

from briefing.observations.bra_sol_terms import AGAIN, MEASURES, code_and_status, number_reader
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, Memo, UnusableError, quoted, sound
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, Value, columns_of, settled
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit

_HEADER_LINES = 3
_LAYOUT = "tre rubrikrader (År, period och mått: Antal eller /100 000 inv) och sedan områden med sina brott"


@dataclass(frozen=True)
class Line:
    """One line of an export: its place and its cells as text; `cut` says why where the line seems to end too early."""

    place: str
    cells: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True)
class _Column:
    period: str
    status: str
    measure: Unit


@dataclass(frozen=True)
class _Row:
    """A line with an offence: the area above it, and the columns of its file."""

    line: Line
    area: str
    columns: tuple[_Column, ...]


Lines = Callable[[Delivery, Part], Sequence[Line]]


def read_blocks(delivery: Delivery, source: Source, lines: Lines) -> Reading:
    """The reading of a delivery whose files `lines` takes apart; a row is a line with an offence.

    `..` is saknas: also on the ancestors of what was asked for, which SOL repeats without numbers. Lines with an area alone are
    headings and not counted.
    """
    rows: list[_Row] = []
    refused: list[Refusal] = []
    for part in delivery.parts:
        try:
            rows += _rows([line for line in lines(delivery, part) if any(line.cells)], source)
        except UnusableError as unusable:
            place = part.name if len(delivery.parts) > 1 else ""
            refused.append(unusable.fault.refusal(delivery.id, place, unusable.rows))
    return settled(_understood(rows, tuple(refused), source, delivery.id), delivery, source)


def _rows(lines: Sequence[Line], source: Source) -> list[_Row]:
    """The lines with offences. A printed page begins with the header anew, in the middle of an area too."""
    is_offence = indicator_id(source) if not source.is_bare else lambda name: ""
    starts = _header_starts(lines)
    titles = {start - 1 for start in starts if lines[start - 1].cells == lines[0].cells}
    rows: list[_Row] = []
    columns: tuple[_Column, ...] = ()
    area = ""
    for number, line in enumerate(lines):
        if number in starts:
            columns = _columns(lines[number : starts[number]], rows=len(lines))
        elif any(line.cells[1:]) or is_offence(line.cells[0]) or line.cut:
            if line.cells[0] and number not in titles:
                rows.append(_Row(line, area, columns))
        else:
            area = line.cells[0]
    return rows


def _header_starts(lines: Sequence[Line]) -> dict[int, int]:
    """Where each header begins and ends: lines whose first cell is blank. UnusableError where the file does not begin with one."""
    starts: dict[int, int] = {}
    for number, line in enumerate(lines):
        if not line.cells[0]:
            start = next((start for start, end in starts.items() if end == number), number)
            starts[start] = number + 1
    if not starts or min(starts) > 1:
        raise _another(lines, len(lines))
    return starts


def _columns(header: Sequence[Line], *, rows: int) -> tuple[_Column, ...]:
    """The columns that a header declares."""
    measures = _told(header[-1])
    if len(header) != _HEADER_LINES or not set(measures) <= set(MEASURES):
        raise _another(header, rows)
    years, labels = (_spread(line, len(measures)) for line in header[:-1])
    periods = [(code_and_status((year, label)), MEASURES[word]) for year, label, word in zip(years, labels, measures, strict=True)]
    return tuple(_Column(period, status, measure) for (period, status), measure in periods)


def _another(lines: Sequence[Line], rows: int) -> UnusableError:
    shown = " / ".join(quoted(";".join(line.cells)) for line in lines[:_HEADER_LINES])
    return UnusableError(shown or "inga rader", _LAYOUT, "hämta uttaget ur Brås SOL, per område och brott", rows=rows)


def _told(line: Line) -> tuple[str, ...]:
    return tuple(cell for cell in line.cells if cell)


def _spread(line: Line, width: int) -> tuple[str, ...]:
    """The cells of a header line, each over the columns that it stands for: it is written once over them, or in the first of them."""
    told, cells = _told(line), line.cells[1:]
    if len(cells) == width and cells[0]:
        return tuple(accumulate(cells, lambda before, cell: cell or before))
    if len(told) == width or (told and width % len(told) == 0):
        return tuple(cell for cell in told for _ in range(width // len(told)))
    found = f"{len(told)} rubriker: {quoted(';'.join(told))}"
    raise UnusableError(found, f"en rubrik för var och en av {width} kolumner", AGAIN)


def _understood(rows: Sequence[_Row], refused: tuple[Refusal, ...], source: Source, delivery: str) -> Understood:
    area_of, indicator_of = cache(area_code(source)), cache(indicator_id(source))
    numbers = {measure: Memo(number_reader(measure, word)) for word, measure in MEASURES.items()}
    faults: dict[int, Fault] = {}
    values: list[Value] = []
    unmapped: list[str] = []
    for number, row in enumerate(rows):
        if fault := _fault(row):
            faults[number] = fault
            continue
        area, indicator = area_of(row.area), indicator_of(row.line.cells[0])
        if not (area and indicator):
            unmapped.append("" if area else row.area)
            continue
        try:
            values += _values(number, row, area, indicator, numbers)
        except UnusableError as unusable:
            faults[number] = unusable.fault
    unknown = unknown_areas(filter(None, unmapped), source, delivery)
    return Understood([row.line.place for row in rows], faults, len(unmapped), columns_of(values), refused, (unknown,) if unknown else ())


def _fault(row: _Row) -> Fault | None:
    """Why a line cannot be used whatever it says; None where it can."""
    cells, width = row.line.cells, len(row.columns) + 1
    told = quoted(";".join(cells))
    if row.line.cut:
        return Fault(f"en rad som slutar för tidigt: {told}", "en rad som slutar som de andra", AGAIN)
    if not row.area:
        return Fault(f"raden {told} utan område ovanför sig", "först en rad med ett område", AGAIN)
    if not any(cells[1:]):
        return Fault(f"brottet {quoted(cells[0])} utan värden", f"{width - 1} värden, eller ..", AGAIN)
    if len(cells) < width or any(cells[width:]):
        return Fault(f"{len(cells)} kolumner: {told}", f"{width} kolumner som i rubriken", AGAIN)
    return None


def _values(number: int, row: _Row, area: str, indicator: str, numbers: dict[Unit, Memo[str, float]]) -> list[Value]:
    """The values of one row, all or none."""
    values: list[Value] = []
    for column, cell in zip(row.columns, row.line.cells[1:], strict=False):
        value = sound(numbers[column.measure][cell])
        status = "saknas" if np.isnan(value) else column.status
        values.append(Value(number, indicator, area, column.period, column.measure.value, value, status))
    return values
