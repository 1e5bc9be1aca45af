"""Brå's "Indikatorer för kommuners lägesbild": a workbook for every municipality, a sheet for every indicator (format `bra-lagesbild`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.observations import FINAL, PRELIMINARY
from briefing.observations.reading import Reading
from briefing.observations.row_reading import NotMappedError, known, read_rows
from briefing.observations.settled import Value
from briefing.observations.workbook_cells import Sheet, sheets_of, text_of
from briefing.observations.year_tables import YearRow, YearTable, title_of, year_table
from briefing.observations.year_values import values_of, with_doubt_of_shares
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.area import COUNTRY

_REPORTED = re.compile(r" ?\(anmälda brott\)| i kommunen,? länet.*$", re.IGNORECASE)
_SURVEY = re.compile(r",? enligt NTU\b.*$", re.IGNORECASE)
_SPAN = re.compile(r" [12][0-9]{3}[-–][12][0-9]{3}(?:\. (?:Andel|Antal).*)?$")
_IS_DATA = re.compile(r"\(anmälda|enligt NTU", re.IGNORECASE)
_OWN = ("kommunen", "kommun")
_WHOLE_COUNTRY = ("riket", "hela landet", "hela riket", "sverige", "landet")
_AGAIN = "hämta kommunens fil på nytt från Brås webbplats och ändra inget i den"
_Row = tuple[str, YearTable, YearRow]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is a row with values, of a sheet for an indicator.

    Sheets of reported offences have geographies below each other and years as columns, those of the survey NTU either that or a block of
    columns for each geography, with its interval, and a year in every row. The category is the sheet's title up to `(anmälda brott)` or
    `enligt NTU`. The geographies are a municipality, its county and the country; `kommunen` is the one that the file is named after.
    """
    id_of, area_of = indicator_id(source), _area_reader(source)

    def values(number: int, row: _Row) -> Iterator[Value]:
        file, table, told = row
        category = category_of(table.title)
        indicator = id_of(category) or id_of(table.sheet.name)
        if not indicator:
            raise NotMappedError()
        declared = source.units.get(category) or source.units.get(table.sheet.name) or ""
        areas = set()
        for value in values_of(table, told, declared):
            name = told.labels[0] if told.labels else value.above
            area = area_of(file if name.lower() in _OWN else name)
            if not area:
                continue
            areas.add(area)
            status = PRELIMINARY if value.preliminary else FINAL
            measured = Value(number, indicator, area, value.year, value.unit.value, value.number, status)
            yield known(measured._replace(lower=value.lower, upper=value.upper))
        if not areas:
            raise NotMappedError(told.labels[0] if told.labels else "")

    reading = read_rows(delivery, source, _rows, lambda number, row: list(values(number, row)))
    return with_doubt_of_shares(reading, delivery.id)


def category_of(title: str) -> str:
    """What a sheet is about, from its title."""
    return _SPAN.sub("", _SURVEY.sub("", _REPORTED.sub("", title))).strip(" .,")


def _rows(part: Part) -> Sequence[tuple[str, _Row]]:
    """The rows of every sheet with a table. One sheet at least says what the workbook is; then the others are taken with it."""
    sheets = [sheet for sheet in sheets_of(part) if not sheet.is_blank]
    if not any(_says_what_it_is(sheet) for sheet in sheets):
        names = ", ".join(quoted(sheet.name) for sheet in sheets[:5])
        raise UnusableError(f"bladen {names}", 'blad vars titel säger "(anmälda brott)" eller "enligt NTU"', _AGAIN)
    tables = [(sheet, year_table(sheet)) for sheet in sheets]
    for sheet, table in tables:
        if _says_what_it_is(sheet) and (table is None or not table.rows):
            found = f"bladet {quoted(sheet.name)} utan rader med värden"
            raise UnusableError(found, "år i rubriken eller först i raderna", _AGAIN)
    file = part.name.rpartition("/")[2].rpartition(".")[0]
    return [(sheet.place(row.number), (file, table, row)) for sheet, table in tables if table for row in table.rows]


def _says_what_it_is(sheet: Sheet) -> bool:
    return bool(_IS_DATA.search(f"{sheet.name} {title_of([tuple(map(text_of, row)) for row in sheet.rows[:4]])}"))


def _area_reader(source: Source) -> Callable[[str], str]:
    """The area of a geography, with or without the word kommun."""
    code_of = area_code(source)

    def area(name: str) -> str:
        if not source.is_bare and name.lower() in _WHOLE_COUNTRY:
            return code_of(name) or COUNTRY.code
        return code_of(name) or code_of(f"{name} kommun") or code_of(name.removesuffix(" kommun"))

    return area
