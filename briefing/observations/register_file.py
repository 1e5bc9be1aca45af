"""The rows of a register's files, TOML or CSV, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from briefing.observations.decoding import decoded, place_in
from briefing.observations.doubt import Refusal
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.tabell_rows import csv_lines
from briefing.observations.toml_tables import Fields, tables
from briefing.sources.register import RegisterLayout
from briefing.sources.source import Delivery, Part


@dataclass(frozen=True)
class RegisterRow:
    """The fields of one row as they were written, and where it stands."""

    fields: Fields = field(hash=False)
    place: str


def rows_of(delivery: Delivery, layout: RegisterLayout, unreadable: list[Refusal]) -> Iterator[RegisterRow]:
    """Every row of every part; a file that cannot be read is added to `unreadable`, with as many rows as it seems to have."""
    for part in delivery.parts:
        read = _csv_rows if part.name.lower().endswith(".csv") else _toml_rows
        try:
            rows = read(delivery, part, layout)
        except UnusableError as unusable:
            unreadable.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows or 1))
            continue
        yield from rows


def _toml_rows(delivery: Delivery, part: Part, layout: RegisterLayout) -> list[RegisterRow]:
    top, rows = tables(part, layout.name)
    if top:
        found = ", ".join(top)
        raise UnusableError(
            f"{quoted(found)} utanför raderna", f"bara stycken [[{layout.name}]]", "flytta in fälten i raderna", rows=len(rows)
        )
    places = (place_in(delivery, part, f"{layout.row} {number} ({row.get('id', '?')})") for number, row in enumerate(rows, start=1))
    return [RegisterRow(row, place) for row, place in zip(rows, places, strict=True)]


def _csv_rows(delivery: Delivery, part: Part, layout: RegisterLayout) -> list[RegisterRow]:
    text = decoded(part)
    first = next(line for line in text.split("\n") if line.strip())
    lines = csv_lines(text, max(";\t,", key=first.count))
    names = [_field(cell, layout, rows=len(lines) - 1) for cell in lines[0][1]]
    place = place_in(delivery, part, "rad ")
    return [RegisterRow(_cells(names, cells), f"{place}{number}") for number, cells in lines[1:]]


def _field(heading: str, layout: RegisterLayout, *, rows: int) -> str:
    """The field that a heading names, by its id or by its label."""
    text = " ".join(heading.split()).lower()
    known = {"id": "id", "sensitivity": "sensitivity", "känslighet": "sensitivity"}
    known |= {name: name for name in layout.fields} | {each.label.lower(): name for name, each in layout.fields.items()}
    if text not in known:
        nearest = get_close_matches(text, known, n=1)
        expected = f"rubriken {quoted(nearest[0])}" if nearest else "en av rubrikerna " + ", ".join(["id", *layout.fields])
        raise UnusableError(f"rubriken {quoted(heading)}", expected, "rätta rubriken", rows=rows)
    return known[text]


def _cells(names: list[str], cells: list[str]) -> Mapping[str, str]:
    """The cells that are filled in, by field; those beyond the headings keep a name of their own, so that nobody thinks they were read."""
    named = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    beyond = [cell for cell in cells[len(names) :] if cell.strip()]
    return named | ({"en kolumn utan rubrik": ", ".join(beyond)} if beyond else {})
