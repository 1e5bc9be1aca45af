"""Every published value of an indicator as CSV, for a spreadsheet or a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from briefing.findings.vintages import Printed
from briefing.outputs.data_package import safe_cell
from briefing.outputs.file import File
from briefing.terms.gap import Gap

_HEADING = (
    "indikator",
    "frekvens",
    "omrade",
    "matt",
    "period",
    "varde",
    "preliminar",
    "saknas_for",
    "utgava",
    "version",
    "forseglad",
    "lases_i",
)


def render_series(indicator: str, values: Iterable[Printed]) -> File:
    """A row for every value that an edition has printed. UTF-8, comma between cells, decimal point; no text is read as a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADING)
    for each in values:
        writer.writerow([cell if isinstance(cell, int | float) else safe_cell(cell) for cell in _row(each)])
    return File(f"{indicator}.csv", "text/csv; charset=utf-8", stream.getvalue().encode("utf-8"))


def _row(each: Printed) -> tuple[str | float, ...]:
    number: str | float = "" if each.number is None else int(each.number) if each.number.is_integer() else each.number
    return (
        each.subject.indicator,
        each.subject.frequency.value,
        each.area,
        each.measure.value,
        each.period.code,
        number,
        "ja" if each.preliminary else "nej",
        each.value.reason.value if isinstance(each.value, Gap) else "",
        each.edition,
        each.version,
        each.sealed_on.isoformat(),
        "; ".join(f"{place.delivery}, {place.place}" for place in each.citations),
    )
