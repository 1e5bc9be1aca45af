"""No bytes crash the pre-flight or a reader, or keep them busy for two seconds: every verdict is a value.

Ten thousand mutations of each kind here, a million in the long run. What is found goes into KNOWN, so that it is tried for ever.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from builders_deliveries import BRA, BRA_HEADER, NOTICES, TOTAL, assert_accounted_for, delivery, part
from builders_workbooks import workbook

from briefing.observations.boundary_properties import boundary_layout
from briefing.observations.cross_table import cells_of, rows_of
from briefing.observations.fault import UnusableError
from briefing.observations.file_kinds import is_risky, refused_kind
from briefing.observations.grid import grids_of
from briefing.observations.preflight import preflight
from briefing.observations.readers import READERS
from briefing.observations.recognition import recognized
from briefing.observations.tabell_rows import rows_of as table_rows
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Source
from briefing.terms.identity import found
from briefing.terms.indicator import Unit

LONG = bool(os.environ.get("BRIEFING_LONG"))
SECONDS = 2.0
CROSS = CrossTable(columns={"area": "Kommun"})

CSV = [
    f"{BRA_HEADER}Umeå kommun;{TOTAL};2026;Kvartal 1;5;9;\n".encode("cp1252"),
    "Kommun;Typ;Månad;Antal;Status\nUmeå;Stöld;2026-05;3;fullständig\n".encode(),
    "Antal per 100 000\nKommun;2023;2024 prel.\nUmeå;9 016;..\n".encode(),
    b"Datum;Stadsdel;Kategori\n2026-01-03 12:30;Teg;Klotter\n",
    "Fråga;Andel (%);Felmarginal;Antal svar\nOtrygg;31,5;±3,1;512\n".encode("utf-16"),
    'Kommun,År,Antal\n"Umeå, stad",2025,"1 234"\n'.encode(),
]
JSON = [
    b'{"values": [{"kpi": "N1", "municipality": "2480", "period": 2025, "values": [{"gender": "T", "value": 1.5}]}]}',
    b'{"type": "FeatureCollection", "features": [{"properties": {"KOD": "2480", "N": "a"}, "geometry": {"type": "Polygon", "coordinates": '
    b"[[[20.0, 63.5], [20.5, 63.5], [20.2, 64.0], [20.0, 63.5]]]}}]}",
]
PACKED = [
    workbook({"T": [["Kommun", "2024", "2025"], ["Umeå", 1, 2.5]]}),
    workbook({"A": [["Brottskod", "Område"], [9802, "Teg"]], "B": []}, merged={"A": ["A1:B1"]}),
]
PIECES = [
    *(b"", b"\0", b"<", b";", b'"', b"\n", b"PK\x03\x04", b"PK\x01\x02", b"\xff" * 4),
    *(b"<!DOCTYPE", b"2025", b"1e999", b"[" * 50, b"9" * 400, b"..", b"-", b"\xc3"),
]
KNOWN = [
    b"Kommun;Antal;Per 100 000 inv.\nUme\xc3\xa5 kommun;12 411;9 210\nBrottskod;1\nTyp;2\n",
    b'Kommun,\n2026-01-03 12:30;Teg;",2025,"1 234"\n12:30;Teg;",2025,"1 234"\n',
    b"<html>" + b"<" * 100_000,
    b"PK\x03\x04",
]


def mutated(seeds: list[bytes], generator: random.Random) -> bytes:
    """A seed with a few bytes flipped, cut, doubled, moved or replaced by what files are made of."""
    content = bytearray(generator.choice(seeds))
    for _ in range(generator.randrange(1, 5)):
        at, length = generator.randrange(len(content) + 1), generator.randrange(1, 40)
        match generator.randrange(5):
            case 0 if at < len(content):
                content[at] ^= 1 << generator.randrange(8)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length]
            case 3:
                content[at:at] = generator.choice(PIECES)
            case _:
                other = generator.choice(seeds)
                content[at : at + length] = other[generator.randrange(len(other)) :][:length]
    return bytes(content)


def parsed_tables(content: bytes) -> None:
    """The layers of the table readers that see the bytes."""
    one = part("a.csv", content)
    try:
        for grid in grids_of(one):
            for layout in (CrossTable(), CROSS):
                for _, row in rows_of(grid, layout, None):
                    cells_of(row, layout, None, Unit.ANTAL)
    except UnusableError:
        pass
    with suppress(UnusableError):
        table_rows(delivery(one), one, NOTICES.table)


def parsed_json(content: bytes) -> None:
    boundary_layout(delivery(part("a.json", content)))
    found(content.decode("latin-1"))


def looked_at(content: bytes) -> None:
    preflight(content)
    refused_kind(part("a.xlsx", content))
    is_risky(part("a.xlsx", content))


def read_by_all(content: bytes) -> None:
    for reader in READERS.values():
        for source in (Source(), BRA):
            assert_accounted_for(reader(delivery(part("data.json", content)), source))


def recognized_or_not(content: bytes) -> None:
    recognized(delivery(part("a", content)))


TARGETS: Mapping[str, tuple[Callable[[bytes], Any], list[bytes], int, int]] = {
    "pre-flight": (looked_at, PACKED, 10_000, 1_000_000),
    "tables": (parsed_tables, CSV, 10_000, 1_000_000),
    "json": (parsed_json, JSON, 10_000, 1_000_000),
    "all readers, whole": (read_by_all, [*CSV, *JSON], 10, 20_000),
    "recognition": (recognized_or_not, [*CSV, *JSON], 6, 5_000),
}


@contextmanager
def no_longer_than(seconds: float) -> Iterator[None]:
    """TimeoutError in a program that has used the processor for so long."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"busy for {seconds} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_crash_it_or_keep_it_busy(target: str) -> None:
    run, seeds, few, many = TARGETS[target]
    generator = random.Random(target)
    for number in range(many if LONG else few):
        content = KNOWN[number] if number < len(KNOWN) else mutated(seeds, generator)
        try:
            with no_longer_than(SECONDS):
                run(content)
        except Exception as error:
            raise AssertionError(f"run {number}: {type(error).__name__}: {error}; add to KNOWN: {content!r}") from error


def test_the_harness_sees_a_crash_and_a_hang() -> None:
    with pytest.raises(TimeoutError), no_longer_than(0.05):
        while True:
            pass
    generator = random.Random(1)
    assert len({mutated(CSV, generator) for _ in range(1_000)}) > 900
