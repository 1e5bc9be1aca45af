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
from itertools import accumulate

from briefing.observations.bra_sol_terms import AGAIN, MEASURES, code_and_status, number_reader
from briefing.observations.fault import Memo, UnusableError, quoted, sound
from briefing.observations.mapping import indicator_id
from briefing.observations.reading import Reading
from briefing.observations.row_reading import keyed, known, read_rows
from briefing.observations.settled import Value
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


Lines = Callable[[Part], Sequence[Line]]


def read_blocks(delivery: Delivery, source: Source, lines: Lines) -> Reading:
    """The reading of a delivery whose files `lines` takes apart; a row is a line with an offence.

    `..` is saknas: also on the ancestors of what was asked for, which SOL repeats without numbers. Lines with an area alone are
    headings and not counted.
    """
    key = keyed(source)
    numbers = {measure: Memo(number_reader(measure, word)) for word, measure in MEASURES.items()}

    def rows(part: Part) -> Sequence[tuple[str, _Row]]:
        told = [line for line in lines(part) if any(line.cells)]
        return [(row.line.place, row) for row in _rows(told, source)]

    def values(number: int, row: _Row) -> list[Value]:
        _check(row)
        area, indicator = key(row.area, row.line.cells[0])
        cells = zip(row.columns, row.line.cells[1:], strict=False)
        told = [(column, sound(numbers[column.measure][cell])) for column, cell in cells]
        return [known(Value(number, indicator, area, each.period, each.measure.value, value, each.status)) for each, value in told]

    return read_rows(delivery, source, rows, values)


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


def _check(row: _Row) -> None:
    """UnusableError where a line cannot be used whatever it says."""
    cells, width = row.line.cells, len(row.columns) + 1
    told = quoted(";".join(cells))
    if row.line.cut:
        raise UnusableError(f"en rad som slutar för tidigt: {told}", "en rad som slutar som de andra", AGAIN)
    if not row.area:
        raise UnusableError(f"raden {told} utan område ovanför sig", "först en rad med ett område", AGAIN)
    if not any(cells[1:]):
        raise UnusableError(f"brottet {quoted(cells[0])} utan värden", f"{width - 1} värden, eller ..", AGAIN)
    if len(cells) < width or any(cells[width:]):
        raise UnusableError(f"{len(cells)} kolumner: {told}", f"{width} kolumner som i rubriken", AGAIN)
