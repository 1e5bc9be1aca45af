"""Deliveries and sources for the tests of the readers, from the text of the files."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from briefing.observations.observations import Point, Series
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source, TableLayout
from briefing.terms.indicator import Unit
from briefing.terms.period import Period, parse_period

BRA_HEADER = "Region;Brott;År;Period;Antal;/100 000 inv\n"
TOTAL = "Totalt antal brott"
BRA = Source(
    id="bra-anmalda-brott",
    format="bra-sol-dbfil",
    areas={"Umeå kommun": "2480", "Stockholm": "0180", "Arjeplogs kommun": "2506", "Malung–Sälens kommun": "2023"},
    indicators={TOTAL: "anmalda-brott", "Inbrottsstöld i bostad": "bostadsinbrott"},
)
NOTICES = Source(
    id="polisen-handelser",
    format="tabell",
    areas={"Umeå": "2480"},
    indicators={"Alla typer": "notiser", "Stöld": "notiser-stold"},
    table=TableLayout(
        columns={"area": "Kommun", "indicator": "Typ", "period": "Månad", "antal": "Antal", "status": "Status"},
        statuses={"fullständig": "slutlig", "ofullständig": "bruten"},
    ),
)


def part(name: str, content: str | bytes, encoding: str = "utf-8") -> Part:
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return Part(name, len(data), hashlib.sha512(data).hexdigest(), data)


def delivery(*parts: Part, source: str = "kalla", covers: str = "2026-K2", revision: int = 1) -> Delivery:
    return Delivery(source, parse_period(covers), revision, date(2026, 7, 10), parts)


def from_folder(folder: Path, source: str, covers: str) -> Delivery:
    """A delivery of the repository as it lies on the disk, a file or a folder of parts."""
    found = sorted(folder.iterdir()) if folder.is_dir() else [folder]
    return delivery(*(part(path.name, path.read_bytes()) for path in found), source=source, covers=covers)


def bra(rows: str, *, header: str = BRA_HEADER, encoding: str = "cp1252") -> Delivery:
    """A delivery of one SOL file."""
    return delivery(part("2026-K2.txt", header + rows, encoding), source=BRA.id)


def series(reading: Reading, indicator: str, area: str, period: str, measure: Unit = Unit.ANTAL) -> Series:
    return reading.observations.series(indicator, area, parse_period(period).frequency, measure)


def point(reading: Reading, indicator: str, area: str, period: str, measure: Unit = Unit.ANTAL) -> Point:
    """The point of that period; AssertionError when the reading has none."""
    wanted: Period = parse_period(period)
    found = series(reading, indicator, area, period, measure).at(wanted)
    assert found is not None, f"{indicator} in {area} has nothing for {period}"
    return found


def assert_accounted_for(reading: Reading) -> None:
    """Every row of the file was accepted or refused."""
    assert reading.rows_read == reading.rows_accepted + reading.rows_refused
    assert 0 <= reading.rows_refused <= reading.rows_read
    assert reading.duplicates + reading.unmapped <= reading.rows_accepted
