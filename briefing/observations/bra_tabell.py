"""Brå's ready tables (färdiga tabeller) as workbooks: offences, suspects, clearance, the survey NTU (format `bra-tabell`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.mapping import indicator_id
from briefing.observations.observations import FINAL, PRELIMINARY
from briefing.observations.reading import Reading
from briefing.observations.row_reading import NotMappedError, known, read_rows
from briefing.observations.settled import Value
from briefing.observations.workbook_cells import sheets_of
from briefing.observations.year_tables import YearRow, YearTable, year_table
from briefing.observations.year_values import values_of, with_doubt_of_shares
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.area import COUNTRY

_NUMBERED = re.compile(r"^Tabell [0-9]+[A-Z]?(?:[.:][0-9]+)*[.:]? ")
_AFTER_SUBJECT = re.compile(
    r",? enligt NTU\b.*$|[.,] (?:antal|andel|per 100)\b.*$|,? (?:19|20)[0-9]{2}[-–](?:19|20)[0-9]{2}.*$", re.IGNORECASE
)
_EVERYONE = re.compile(r"(samtliga|totalt|alla)( [0-9]+[-–][0-9]+ år)?", re.IGNORECASE)  # but "Samtliga - 16–19 år" are the youngest
_GENDERS = {"kvinnor": "K", "män": "M"}
_AGAIN = "hämta tabellen på nytt från Brås webbplats och ändra inget i den"
_Row = tuple[YearTable, YearRow]


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is a row with values.

    The category is the row's own label where its column has a name (Brottstyp); else, as in the survey NTU, the first of two labels, or
    the table's title where there is but one, and the last label is a group of people. Titles lose their number and what follows the
    subject. A category may also be declared as `<sheet>: <label>`. The area is the only one that the source has, else the country where
    the title says hela landet; a bare source has none.
    """
    id_of = indicator_id(source)

    def values(number: int, row: _Row) -> Iterator[Value]:
        table, told = row
        category, group = subject_and_group(table, told)
        indicator = next(filter(None, map(id_of, (f"{table.sheet.name}: {category}", category)[source.is_bare :])), "")
        if not indicator:
            raise NotMappedError()
        area = _area(table, source)
        for value in values_of(table, told, source.units.get(category, "")):
            status = PRELIMINARY if value.preliminary else FINAL
            measured = Value(number, indicator, area, value.year, value.unit.value, value.number, status, group)
            yield known(measured._replace(lower=value.lower, upper=value.upper))

    reading = read_rows(delivery, source, _rows, lambda number, row: list(values(number, row)))
    return with_doubt_of_shares(reading, delivery.id)


def subject_and_group(table: YearTable, row: YearRow) -> tuple[str, str]:
    """What a row is about, and the group of people; empty for everyone."""
    title = _AFTER_SUBJECT.sub("", _NUMBERED.sub("", table.title)).strip(" .,")
    labels = [label for label in row.labels if label]
    if not labels:
        return title, ""
    if any(table.label_names):
        return labels[-1], ""
    category = labels[0] if len(row.labels) > 1 else title
    group = "" if len(labels) == 1 and len(row.labels) > 1 else labels[-1]
    if _EVERYONE.fullmatch(group):
        return category, ""
    return category, _GENDERS.get(group.lower(), group.removeprefix("Samtliga - "))


def _area(table: YearTable, source: Source) -> str:
    told = set(source.areas.values())
    if source.is_bare or len(told) == 1:
        return "".join(told)
    if "hela landet" in table.title.lower():
        return COUNTRY.code
    found = f"titeln {quoted(table.title, 120)}"
    raise UnusableError(found, "ett område", "skriv det enda område som tabellen gäller under [areas] i source.toml")


def _rows(part: Part) -> Sequence[tuple[str, _Row]]:
    sheets = [sheet for sheet in sheets_of(part) if not sheet.is_blank]
    tables = [table for sheet in sheets if (table := year_table(sheet))]
    rows = [(table.sheet.place(row.number), (table, row)) for table in tables for row in table.rows]
    if not rows:
        names = ", ".join(quoted(sheet.name) for sheet in sheets[:5]) or "inga blad med innehåll"
        raise UnusableError(names, "ett blad med år i rubriken eller först i raderna", _AGAIN)
    return rows
