"""Brå's SOL result page (soktabell): a web page with a table in blocks (format `bra-sol-html`)."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.observations.bra_sol_blocks import Line, read_blocks
from briefing.observations.bra_sol_terms import AGAIN
from briefing.observations.fault import UnusableError
from briefing.observations.html_tables import TableRow, tables_of
from briefing.observations.reading import Reading
from briefing.sources.source import Delivery, Part, Source


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery: the longest table of the page. Layout tables around it hold no values."""
    return read_blocks(delivery, source, _lines)


def _lines(part: Part) -> Sequence[Line]:
    rows: Sequence[TableRow] = max(tables_of(part), key=len, default=())
    if not any(any(row.cells) for row in rows):
        raise UnusableError("en webbsida utan tabell", "resultatsidan ur Brås SOL", AGAIN)
    return [Line(f"rad {row.line}", row.cells) for row in rows]
