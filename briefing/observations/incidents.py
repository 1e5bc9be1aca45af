"""Events counted at size: millions of rows, CSV or Parquet, in memory that does not grow with them.

DuckDB counts; what a cell means is asked of the same terms as for a small list, wherever the cell is not plain. A file that is no table
by rule (a cell of several lines, line ends of two kinds) is streamed line by line through the reader of small ones, which is slower. The
reading is the same by either way.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.observations.decoding import decoded, place_in
from briefing.observations.event_columns import LOOKED_AT, cells_of, columns_in, named_columns
from briefing.observations.event_tally import SAMPLED, Tally
from briefing.observations.event_terms import Cells, Terms
from briefing.observations.fault import Fault, UnusableError
from briefing.observations.file_kinds import PARQUET
from briefing.observations.grid import Grid, broken_quotes, delimiter_of, is_footnote, on_one_line, text_grid
from briefing.observations.incident_query import NO_ROW, Asked, Table
from briefing.observations.large_file import (
    LATIN,
    UTF8,
    NotByRuleError,
    fetched,
    literal,
    number_of,
    numbered_lines,
    opened,
    records,
    told_lines,
)
from briefing.sources.source import Delivery, Part

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NUMBER = "file_row_number"


def counted_file(terms: Terms, delivery: Delivery, part: Part) -> Tally:
    """The rows of a file counted; UnusableError where it has not the declared columns, or is no table."""
    with closing(opened(part.path)) as connection:
        work = _Work(connection, terms, delivery, part)
        try:
            return _of_parquet(work) if part.beginning.startswith(PARQUET) else _of_text(work)
        except NotByRuleError as strange:
            raise strange.unusable from None


@dataclass(frozen=True)
class _Work:
    """One file in the counting."""

    connection: DuckDBPyConnection
    terms: Terms
    delivery: Delivery
    part: Part

    def place(self, number: int) -> str:
        return place_in(self.delivery, self.part, f"rad {number}")


@dataclass(frozen=True)
class _Beginning:
    """The first rows of a text file, and how they are divided."""

    grid: Grid
    delimiter: str


def _of_parquet(work: _Work) -> Tally:
    rows = f"read_parquet({literal(work.part.path)}, {_NUMBER} = true)"
    names = [str(name) for name, *_ in fetched(work.connection, f"DESCRIBE SELECT * FROM {rows}") if name != _NUMBER]
    columns = named_columns(names, work.terms.layout, number_of(work.connection, f"SELECT count(*) FROM {rows}"))
    told = ", ".join(f'CAST("{name.replace(chr(34), chr(34) * 2)}" AS VARCHAR) AS c{place}' for place, name in enumerate(names))
    table = Table(f"(SELECT {told}, {_NUMBER} + 1 AS number FROM {rows})", len(names), columns)
    tally = _counted_groups(work, table)
    found = ((number, on_one_line(tuple(map(str, cells)))) for number, *cells in fetched(work.connection, table.strange_rows(), SAMPLED))
    _sample(work, tally, ((number, cells_of(cells, columns)) for number, cells in found if any(cells) and not is_footnote(cells)))
    return tally


def _of_text(work: _Work) -> Tally:
    """In UTF-8, and else in ISO-8859-1; by rule where that is possible, and else line by line."""
    beginning = _beginning(work.part)
    try:
        return _in_encoding(work, beginning, UTF8)
    except NotByRuleError as strange:
        if not strange.is_about_letters:
            raise
    return _in_encoding(work, beginning, LATIN)


def _in_encoding(work: _Work, beginning: _Beginning, encoding: str) -> Tally:
    lines, grid = numbered_lines(work.part.path, encoding), beginning.grid
    try:
        header, columns = columns_in(grid, work.terms.layout)
    except UnusableError as unusable:
        unusable.rows = max(number_of(work.connection, f"SELECT count(*) FROM {lines}") - 1, 0)
        raise
    first = grid.lines[header + 1] if header + 1 < len(grid.lines) else grid.lines[header] + 1
    rows = records(work.part.path, encoding, beginning.delimiter, len(grid.rows[0]), first - 1)
    table = Table(rows, len(grid.rows[0]), columns, encoding, beginning.delimiter)
    try:
        tally = _counted_groups(work, table)
    except NotByRuleError as strange:
        if strange.is_about_letters:
            raise
        return _line_by_line(work, table, lines, first)
    strange_lines = told_lines(work.connection, table.strange_lines(lines, first), encoding, SAMPLED)
    alone = ((number, next(csv.reader([line], delimiter=beginning.delimiter), [])) for number, line in strange_lines)
    _sample(work, tally, _cells(alone, table))
    return tally


def _counted_groups(work: _Work, table: Table) -> Tally:
    """Counted by DuckDB, without the list of refused rows."""
    asked, tally = Asked(work.terms, table.encoding), Tally(work.terms)
    groups = asked.told(work.connection, table.groups(asked))
    if asked.stopped is not None:
        raise asked.stopped
    for period, area, kind, amount, rows, events in groups:
        if period == NO_ROW:
            continue
        fault = asked.fault(period, amount)
        cells = Cells(period, area, kind)
        told = work.terms.period(cells.date)
        if fault is not None or isinstance(told, Fault):
            assert fault is not None
            tally.refuse(fault, rows)
        else:
            tally.count(cells, told, float(events), rows)
    return tally


def _sample(work: _Work, tally: Tally, rows: Iterator[tuple[int, Cells]]) -> None:
    """Lists the first of the refused rows, as many as there is room for; nothing is read where none was refused."""
    wanted = sum(min(SAMPLED, kind.rows) for kind in tally.faulty.values())
    while tally.listed < wanted and (row := next(rows, None)) is not None:
        number, cells = row
        fault = work.terms.fault(cells)
        if fault is not None:
            tally.sample(fault, work.place(number))


def _line_by_line(work: _Work, table: Table, lines: str, first: int) -> Tally:
    """Counted in Python, row by row, as a small list is."""
    tally, begins = Tally(work.terms), first
    query = f"SELECT number, line FROM {lines} WHERE number >= {first}"
    told = (line + "\n" for _, line in told_lines(work.connection, query, table.encoding))
    reader = csv.reader(told, delimiter=table.delimiter, strict=True)
    try:
        for row in reader:
            for number, cells in _cells(iter([(begins, row)]), table):
                tally.add(cells, work.place(number))
            begins = first + reader.line_num
    except csv.Error:
        raise broken_quotes(begins, number_of(work.connection, f"SELECT count(*) FROM {lines}")) from None
    return tally


def _cells(rows: Iterator[tuple[int, list[str]]], table: Table) -> Iterator[tuple[int, Cells]]:
    """What rows say that are neither blank nor footnotes; a row that is too short ends in empty cells."""
    for number, row in rows:
        cells = on_one_line(row)
        if any(cells) and not is_footnote(cells):
            yield number, cells_of(cells + ("",) * (table.width - len(cells)), table.columns)


def _beginning(part: Part) -> _Beginning:
    """As many of the first lines as end with a record."""
    head = part.beginning
    end = max(head.rfind(b"\n"), head.rfind(b"\r")) + 1
    whole = head if len(head) == part.size or not end else head[:end]
    text = decoded(replace(part, content=whole))
    delimiter, lines = delimiter_of(text), text.split("\n")[: LOOKED_AT + 10]
    fault: UnusableError | None = None
    for count in range(len(lines), 0, -1):
        try:
            return _Beginning(text_grid("\n".join(lines[:count]), delimiter), delimiter)
        except UnusableError as unusable:
            fault = fault or unusable
    raise fault or UnusableError("en tom fil", "en fil med rader", "be avsändaren skicka filen på nytt")
