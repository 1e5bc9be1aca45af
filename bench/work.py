"""The work of the benchmark: as plain values for the peers, and as a `Document` for us. Invented numbers, the same in every run."""

from __future__ import annotations

from dataclasses import dataclass
from math import sin

HEADINGS, PARAGRAPHS, TABLES, ROWS, COLUMNS, CHARTS = 25, 60, 20, 15, 8, 15
LINE_CHARTS, SERIES, QUARTERS = 8, 3, 16
SENTENCE = "Under kvartalet anmäldes {} brott i kommunen, vilket är inom normal variation jämfört med samma kvartal de fem åren före. "


@dataclass(frozen=True)
class PlainTable:
    """A caption, a head and rows of printed numbers."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PlainChart:
    """Lines (three series) or bars (one series) over quarters."""

    caption: str
    is_lines: bool
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True)
class Work:
    """What every contender writes."""

    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    tables: tuple[PlainTable, ...]
    charts: tuple[PlainChart, ...]


def work(tables: int = TABLES, rows: int = ROWS, charts: int = CHARTS) -> Work:
    """The work, or more or less of it where scaling is measured."""
    return Work(
        tuple(f"Avsnitt {index}: brottslighetens omfattning" for index in range(1, HEADINGS + 1)),
        tuple(SENTENCE.format(1000 + index) * 2 for index in range(PARAGRAPHS)),
        tuple(_table(index, rows) for index in range(tables)),
        tuple(_chart(index) for index in range(charts)),
    )


def _table(index: int, rows: int) -> PlainTable:
    head = ("Brottsgrupp", *(f"Kvartal {column}" for column in range(1, COLUMNS)))
    body = tuple(
        (f"Grupp {row}", *(f"{(row * 37 + column * 11 + index) % 997},{column}" for column in range(1, COLUMNS))) for row in range(rows)
    )
    return PlainTable(f"Anmälda brott efter grupp, tabell {index}", head, body)


def _chart(index: int) -> PlainChart:
    categories = tuple(f"{2022 + quarter // 4} kv {quarter % 4 + 1}" for quarter in range(QUARTERS))
    is_lines = index < LINE_CHARTS
    names = ("Umeå", "Luleå", "Örebro")[: SERIES if is_lines else 1]
    series = tuple(
        (name, tuple(round(1000 + 200 * sin(index + place + quarter / 3), 1) for quarter in range(QUARTERS)))
        for place, name in enumerate(names)
    )
    return PlainChart(f"Anmälda brott per kvartal, figur {index}", is_lines, categories, series)
