"""Lists with a row for every event (format `handelselista`): damage reports, EST observations; counted by area, type and period."""

from __future__ import annotations

from briefing.observations.decoding import place_in
from briefing.observations.doubt import Refusal
from briefing.observations.event_columns import cells_of, columns_in
from briefing.observations.event_tally import Tally
from briefing.observations.event_terms import Terms, terms_of
from briefing.observations.fault import UnusableError
from briefing.observations.file_kinds import is_for_duckdb
from briefing.observations.grid import grids_of, is_footnote
from briefing.observations.incidents import counted_file
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is one event, or as many as its column of counts says.

    Rows are counted; nothing else of them is kept. With `first`, a period from then to the delivery's own without a row is a zero, for
    each pair of area and type that the file has at all; otherwise it is nothing. A file too large for memory, and a Parquet file, is
    counted by DuckDB (`incidents.py`), to the same reading.
    """
    terms = terms_of(source)
    tally = Tally(terms)
    refused: list[Refusal] = []
    for part in delivery.parts:
        try:
            tally.join((counted_file if is_for_duckdb(part) else _counted)(terms, delivery, part))
        except UnusableError as unusable:
            refused.append(unusable.fault.refusal(delivery.id, place_in(delivery, part, ""), unusable.rows))
    return tally.reading(delivery, source, tuple(refused))


def _counted(terms: Terms, delivery: Delivery, part: Part) -> Tally:
    """The rows of one file counted; UnusableError where it has not the declared columns."""
    tally, found = Tally(terms), 0
    fault: UnusableError | None = None
    for grid in grids_of(part, terms.layout.sheet):
        try:
            header, columns = columns_in(grid, terms.layout)
        except UnusableError as unusable:
            fault = fault or unusable
            continue
        found += 1
        for number in range(header + 1, len(grid.rows)):
            if any(grid.rows[number]) and not is_footnote(grid.rows[number]):
                tally.add(cells_of(grid.rows[number], columns), place_in(delivery, part, grid.place(number)))
    if fault is not None and not found:
        raise fault
    return tally
