"""Brå's SOL "databasfil": reported offences in long form, one row for an area, an offence and a period (format `bra-sol-dbfil`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape

import numpy as np

from briefing.observations.decoding import decoded, place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, Memo, UnusableError, quoted
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.numbers import is_marker, parsed_number
from briefing.observations.observations import FINAL, PRELIMINARY
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, settled
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Month, Period, Quarter, Year

HEADER = ("Region", "Brott", "År", "Period", "Antal", "/100 000 inv")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR = re.compile(r"([12][0-9]{3})( prel\.)?")
_LABEL = re.compile(r"(?:(?:Kvartal |Kv |K)([1-4])|([A-Z][a-z]{2}))( prel\.)?")
_AGAIN = "hämta uttaget på nytt ur Brås SOL, som databasfil, och ändra inget i filen"
_LABELS = "År och ett årtal, eller ett årtal och en månad (Jan–Dec) eller ett kvartal (Kvartal 1, Kv 1, K1)"


_Meant = tuple[str, str, float, float]
_Told = tuple[int, str, str, str, str, float, float]


@dataclass
class _Rows:
    """The rows gathered so far of a delivery, as text; `cut` are those that end too early though they have all columns."""

    places: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery: every row gives a number (antal) and a rate (per 100 000 inhabitants).

    Yearly rows have the year under Period (`År;2024`), others under År (`2026 prel.;Aug`). `..` is saknas, never zero.
    """
    rows = _Rows()
    for part in delivery.parts:
        try:
            _gather(rows, delivery, part)
        except UnusableError as unusable:
            rows.refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows))
    return settled(_understood(rows, delivery, source), delivery, source)


def period_and_status(year: str, label: str) -> tuple[Period, str]:
    """The period of the columns År and Period, and preliminar where either says `prel.`; UnusableError quotes any other label."""
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


def _unknown_period(year: str, label: str) -> UnusableError:
    return UnusableError(f"perioden {quoted(label or year)}", _LABELS, _AGAIN, column="Period")


def _gather(rows: _Rows, delivery: Delivery, part: Part) -> None:
    """Adds the rows of one file; UnusableError where it is no SOL file."""
    lines = [(number, line) for number, line in enumerate(decoded(part).split("\n"), start=1) if line.strip()]
    _check_header(lines)
    place = place_in(delivery, part, "rad ")
    rows.places.extend(f"{place}{number}" for number, _ in lines[1:])
    rows.lines.extend(line for _, line in lines[1:])
    if len(lines) > 2 and lines[1][1].rstrip().endswith(";") and not lines[-1][1].rstrip().endswith(";"):
        rows.cut.add(len(rows.lines) - 1)


def _check_header(lines: list[tuple[int, str]]) -> None:
    header = tuple(" ".join(unescape(cell).split()) for cell in lines[0][1].split(";"))
    if header[: len(HEADER)] != HEADER or any(header[len(HEADER) :]):
        remedy = "hämta uttaget ur Brås SOL som databasfil, med både antal och antal per 100 000 invånare"
        raise UnusableError(f"rubriken {quoted(lines[0][1], 120)}", quoted(";".join(HEADER)), remedy, rows=len(lines) - 1)


def _cells(line: str) -> list[str] | Fault:
    cells = line.split(";")
    width = len(HEADER)
    if len(cells) == width or (len(cells) == width + 1 and not cells[width].strip()):
        return cells
    return _cut(line) if len(cells) < width else Fault(f"{len(cells)} kolumner: {quoted(line)}", f"{width} kolumner", _AGAIN)


def _cut(line: str) -> Fault:
    return Fault(f"en rad som slutar för tidigt: {quoted(line)}", f"{len(HEADER)} kolumner och ett avslutande semikolon", _AGAIN)


def _number(*, whole: bool) -> Callable[[str], float]:
    """The reader of one of the two number columns; NaN for a marker."""
    column = HEADER[4] if whole else HEADER[5]

    def number(cell: str) -> float:
        if is_marker(cell):
            return float("nan")
        try:
            return parsed_number(cell, whole=whole)
        except ValueError as expected:
            raise UnusableError(quoted(cell), str(expected), _AGAIN, column=column) from None

    return number


def _understood(rows: _Rows, delivery: Delivery, source: Source) -> Understood:
    areas, indicators = cache(area_code(source)), cache(indicator_id(source))
    meaning = _meaning()
    faults: dict[int, Fault] = {}
    told: list[_Told] = []
    unmapped: list[str] = []
    for row, line in enumerate(rows.lines):
        cells = _cut(line) if row in rows.cut else _cells(line)
        if isinstance(cells, Fault):
            faults[row] = cells
            continue
        area, indicator = areas(cells[0]), indicators(cells[1])
        if not (area and indicator):
            unmapped.append("" if area else cells[0])
            continue
        meant = meaning(cells)
        if isinstance(meant, Fault):
            faults[row] = meant
        else:
            told.append((row, indicator, area, *meant))
    unknown = unknown_areas(filter(None, unmapped), source, delivery.id)
    doubts = (unknown,) if unknown else ()
    return Understood(rows.places, faults, len(unmapped), _columns(told), tuple(rows.refused), doubts)


def _meaning() -> Callable[[list[str]], _Meant | Fault]:
    """The reader of the last four columns of a row: period code, status, number, rate."""
    periods, counts, rates = Memo(_code_and_status), Memo(_number(whole=True)), Memo(_number(whole=False))

    def meaning(cells: list[str]) -> _Meant | Fault:
        period, count, rate = periods[cells[2], cells[3]], counts[cells[4]], rates[cells[5]]
        if isinstance(period, Fault):
            return period
        if isinstance(count, Fault):
            return count
        return rate if isinstance(rate, Fault) else (*period, count, rate)

    return meaning


def _code_and_status(cells: tuple[str, str]) -> tuple[str, str]:
    year, label = (cell.strip() for cell in cells)
    period, status = period_and_status(year, label)
    return period.code, status


def _columns(told: list[_Told]) -> dict[str, Sequence[object]]:
    """Two values for every row, the number and the rate, as columns."""
    rows, indicators, areas, periods, statuses, counts, rates = zip(*told, strict=True) if told else ((),) * 7
    numbers = np.array([counts, rates], dtype=float)
    status = np.where(np.isnan(numbers), "saknas", np.array([statuses, statuses], dtype=object))
    measures = [Unit.ANTAL.value] * len(rows) + [Unit.PER_100K.value] * len(rows)
    shared = {"row": rows, "indicator": indicators, "area": areas, "period": periods}
    return {
        **{name: column + column for name, column in shared.items()},
        "measure": measures,
        "value": numbers.ravel().tolist(),
        "status": status.ravel().tolist(),
    }
