"""The values of a table over years: which columns are values and which their interval, in what unit, and what stands in the cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.observations.doubt import Check, Doubt
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.mapping import NAMED
from briefing.observations.numbers import is_marker
from briefing.observations.reading import Reading
from briefing.observations.workbook_cells import Cell, column_letters, number_of, text_of
from briefing.observations.year_tables import Column, YearRow, YearTable
from briefing.terms.indicator import Unit

_LOWER, _UPPER = re.compile(r"\b(undre|lägre|nedre)\b", re.IGNORECASE), re.compile(r"\b(övre|ovre|högre)\b", re.IGNORECASE)
_AGAIN = "hämta filen på nytt och ändra inget i den"
_UNITS = (
    (re.compile(r"per[ \u00a0]100[ \u00a0]?000", re.IGNORECASE), Unit.PER_100K),
    (re.compile(r"\bandel|%|procent", re.IGNORECASE), Unit.ANDEL),
    (re.compile(r"\bantal", re.IGNORECASE), Unit.ANTAL),
)


class YearValue(NamedTuple):
    """One value: its year, whether it is preliminary, the words above it, its unit, its number (NaN: a marker) and its interval."""

    year: str
    preliminary: bool
    above: str
    unit: Unit
    number: float
    lower: float
    upper: float


def values_of(table: YearTable, row: YearRow, declared: str = "") -> Iterator[YearValue]:
    """The values of one row; UnusableError where a cell holds no number or the unit is told nowhere.

    The unit is declared, else what the column says, else the title. The limits of an interval stand in columns of the same year.
    """
    for column in table.columns:
        if is_limit(column):
            continue
        unit = Unit(declared) if declared else _unit(table, column)
        number, lower, upper = (_number(row, each, unit) for each in (column, *_limits(table.columns, column)))
        yield YearValue(column.year or row.year, column.preliminary or row.preliminary, column.above, unit, number, lower, upper)


def with_doubt_of_shares(reading: Reading, delivery: str) -> Reading:
    """The reading with a doubt where all shares of an indicator are below one: Excel keeps 28 % as 0,28, and does not tell."""
    frame = reading.observations.frame
    largest = frame[frame["measure"] == Unit.ANDEL.value].groupby("indicator", sort=False)["value"].max()
    small = [str(name) for name, value in largest.items() if 0 < value < 1]
    if not small:
        return reading
    named = ", ".join(map(quoted, small[:NAMED])) + (f" och {len(small) - NAMED} till" if len(small) > NAMED else "")
    text = f"Alla andelar är under en procent för {named}: de kan vara skrivna som delar av ett."
    return replace(reading, doubts=(*reading.doubts, Doubt(Check.RIMLIGHET, delivery, text)))


def is_limit(column: Column) -> bool:
    """Whether a column is the lower or upper limit of an interval."""
    return bool(_LOWER.search(column.words) or _UPPER.search(column.words))


def _limits(columns: Sequence[Column], value: Column) -> tuple[Column | None, Column | None]:
    same = [each for each in columns if (each.year, each.above) == (value.year, value.above)]
    found = (next((each for each in same if side.search(each.words)), None) for side in (_LOWER, _UPPER))
    lower, upper = found
    return lower, upper


def _unit(table: YearTable, column: Column) -> Unit:
    for words in (column.words, column.above, table.title):
        for pattern, unit in _UNITS:
            if pattern.search(words):
                return unit
    found = f"rubriken {quoted(column.words or column.year)} under {quoted(table.title, 120)}"
    raise UnusableError(found, "en enhet: antal, per 100 000 eller andel", "skriv enheten under [units] i source.toml")


def _number(row: YearRow, column: Column | None, unit: Unit) -> float:
    cell: Cell = row.cells[column.position] if column and column.position < len(row.cells) else ""
    text = text_of(cell)
    if column is None or is_marker(text):
        return math.nan
    try:
        return number_of(cell, whole=unit is Unit.ANTAL and not is_limit(column))
    except ValueError as expected:
        place = f"kolumn {column_letters(column.position)}"
        raise UnusableError(quoted(text), str(expected), _AGAIN, column=place) from None
