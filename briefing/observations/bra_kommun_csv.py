"""Brå's yearly table of reported offences per municipality, as CSV (format `bra-kommun-csv`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.observations.decoding import decoded
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.numbers import is_marker, parsed_number
from briefing.observations.observations import FINAL, PRELIMINARY
from briefing.observations.reading import Reading
from briefing.observations.row_reading import keyed, known, read_rows
from briefing.observations.settled import Value
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Year

CATEGORY = "Totalt antal brott"  # the one category of the table, as SOL calls it
HEADER = ("Kommun", "Antal", "Per 100 000 inv.")
_AGAIN = "hämta filen på nytt från Brås webbplats och ändra inget i den"
_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_Row = tuple[str, str, list[str]]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery: a number (antal) and a rate (per 100 000) for every municipality.

    The file does not say its year: it is the one in the file's name, else the year that the delivery covers. The edition of 2021 has
    no header and was published before its year was final, as is one that says prel. in its name or header: their values are preliminary.
    """
    key = keyed(source)

    def values(number: int, row: _Row) -> list[Value]:
        year, status, cells = row
        area, indicator = key(cells[0], CATEGORY)
        count, rate = _number(cells[1], HEADER[1], whole=True), _number(cells[2], HEADER[2], whole=False)
        both = ((Unit.ANTAL, count), (Unit.PER_100K, rate))
        return [known(Value(number, indicator, area, year, measure.value, value, status)) for measure, value in both]

    return read_rows(delivery, source, lambda part: _rows(delivery, part), values)


def _rows(delivery: Delivery, part: Part) -> Sequence[tuple[str, _Row]]:
    """The rows of one file; a line without a semicolon is a remark and no row."""
    lines = [(number, _cells(line)) for number, line in enumerate(decoded(part).split("\n"), start=1) if line.strip(" ;\t")]
    table = [(number, cells) for number, cells in lines if len(cells) > 1]
    if not table or max(len(cells) for _, cells in table) != len(HEADER) or not _is_table(table):
        found = f"raden {quoted(';'.join((table or lines)[0][1]), 120)}"
        raise UnusableError(found, f"tre kolumner: {quoted(';'.join(HEADER))}", _AGAIN, rows=len(lines))
    first = table[0][1]
    has_header = not _is_number(first)
    preliminary = not has_header or "prel" in f"{part.name} {';'.join(first)}".lower()
    year, status = _year(delivery, part, len(table)), PRELIMINARY if preliminary else FINAL
    rows = table[1:] if has_header else table
    return [(f"rad {number}", (year, status, cells + [""] * (len(HEADER) - len(cells)))) for number, cells in rows]


def _cells(line: str) -> list[str]:
    cells = [" ".join(cell.split()) for cell in line.split(";")]
    return cells[:-1] if len(cells) == len(HEADER) + 1 and not cells[-1] else cells


def _is_number(cells: Sequence[str]) -> bool:
    """Whether a row has a number, or a marker, where the count stands."""
    try:
        return is_marker(cells[1]) or parsed_number(cells[1]) >= 0
    except ValueError:
        return False


def _is_table(rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether numbers stand in the first row, or in one of those right below the header."""
    return len(rows) == 1 or any(_is_number(cells) for _, cells in rows[:3])


def _year(delivery: Delivery, part: Part, rows: int) -> str:
    named: set[str] = set(_IN_NAME.findall(part.name))
    if len(named) == 1:
        return named.pop()
    if isinstance(delivery.covers, Year):
        return delivery.covers.code
    found = f"en leverans som gäller {delivery.covers.code}"
    raise UnusableError(found, "ett år, som filen själv inte säger", "döp leveransen efter året, till exempel 2025.csv", rows=rows)


def _number(cell: str, column: str, *, whole: bool) -> float:
    if is_marker(cell) and cell:
        return float("nan")
    try:
        return parsed_number(cell, whole=whole)
    except ValueError as expected:
        raise UnusableError(quoted(cell), str(expected), _AGAIN, column=column) from None
