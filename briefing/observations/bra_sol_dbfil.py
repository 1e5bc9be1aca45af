"""Brå's SOL "databasfil": reported offences in long form, one row for an area, an offence and a period (format `bra-sol-dbfil`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape

import numpy as np

from briefing.observations.bra_sol_terms import code_and_status, number_reader
from briefing.observations.decoding import decoded, place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import Fault, Memo, UnusableError, quoted
from briefing.observations.grid import is_footnote
from briefing.observations.mapping import area_code, indicator_id, unknown_areas
from briefing.observations.reading import Reading
from briefing.observations.settled import Understood, settled
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit

HEADER = ("Region", "Brott", "År", "Period", "Antal", "/100 000 inv")
_AGAIN = "hämta uttaget på nytt ur Brås SOL, som databasfil, och ändra inget i filen"

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


def _gather(rows: _Rows, delivery: Delivery, part: Part) -> None:
    """Adds the rows of one file; UnusableError where it is no SOL file."""
    lines = [(number, line) for number, line in enumerate(decoded(part).split("\n"), start=1) if line.strip()]
    _check_header(lines)
    told = [(number, line) for number, line in lines[1:] if not _is_footnote(line)]
    place = place_in(delivery, part, "rad ")
    rows.places.extend(f"{place}{number}" for number, _ in told)
    rows.lines.extend(line for _, line in told)
    if len(told) > 1 and told[0][1].rstrip().endswith(";") and not told[-1][1].rstrip().endswith(";"):
        rows.cut.add(len(rows.lines) - 1)


def _is_footnote(line: str) -> bool:
    bare = line.rstrip("; \t")
    return ";" not in bare and is_footnote([bare])


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
    periods, counts, rates = (
        Memo(code_and_status),
        Memo(number_reader(Unit.ANTAL, HEADER[4])),
        Memo(number_reader(Unit.PER_100K, HEADER[5])),
    )

    def meaning(cells: list[str]) -> _Meant | Fault:
        period, count, rate = periods[cells[2], cells[3]], counts[cells[4]], rates[cells[5]]
        if isinstance(period, Fault):
            return period
        if isinstance(count, Fault):
            return count
        return rate if isinstance(rate, Fault) else (*period, count, rate)

    return meaning


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
