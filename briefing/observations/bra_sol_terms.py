"""What Brå's SOL writes in every export: its periods, its two measures, its markers."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefing.observations.fault import UnusableError, quoted
from briefing.observations.numbers import is_marker, parsed_number
from briefing.observations.observations import FINAL, PRELIMINARY
from briefing.terms.indicator import Unit
from briefing.terms.period import Month, Period, Quarter, Year

MEASURES = {"Antal": Unit.ANTAL, "/100 000 inv": Unit.PER_100K}
AGAIN = "hämta uttaget på nytt ur Brås SOL, på samma sätt, och ändra inget i filen"
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})( prel\.)?")
_LABEL = re.compile(r"(?:(?:Kvartal |Kv |K)([1-4])|([A-Z][a-z]{2}))( prel\.)?")
_LABELS = "År och ett årtal, eller ett årtal och en månad (Jan–Dec) eller ett kvartal (Kvartal 1, Kv 1, K1)"


def period_and_status(year: str, label: str) -> tuple[Period, str]:
    """The period of the columns År and Period, and preliminar where either says `prel.`; UnusableError quotes any other label.

    Of a whole year the first is the word År and the second the year (`År;2024`), of a month or a quarter they are year and month.
    """
    in_year = _YEAR.fullmatch(label if year == "År" else year)
    in_label = None if year == "År" else _LABEL.fullmatch(label)
    if in_year is None or (in_label is None and year != "År"):
        raise _unknown_period(year, label)
    status = PRELIMINARY if in_year[2] or (in_label and in_label[3]) else FINAL
    if in_label is None:
        return Year(int(in_year[1])), status
    if in_label[1]:
        return Quarter(int(in_year[1]), int(in_label[1])), status
    if in_label[2].lower() not in _MONTHS:
        raise _unknown_period(year, label)
    return Month(int(in_year[1]), _MONTHS.index(in_label[2].lower()) + 1), status


def code_and_status(cells: tuple[str, str]) -> tuple[str, str]:
    """The code of the period that two cells name, and its status."""
    year, label = (cell.strip() for cell in cells)
    period, status = period_and_status(year, label)
    return period.code, status


def number_reader(measure: Unit, column: str) -> Callable[[str], float]:
    """The reader of a column of numbers; NaN for a marker."""
    whole = measure is Unit.ANTAL

    def number(cell: str) -> float:
        if is_marker(cell):
            return float("nan")
        try:
            return parsed_number(cell, whole=whole)
        except ValueError as expected:
            raise UnusableError(quoted(cell), str(expected), AGAIN, column=column) from None

    return number


def _unknown_period(year: str, label: str) -> UnusableError:
    return UnusableError(f"perioden {quoted(label or year)}", _LABELS, AGAIN, column="Period")
