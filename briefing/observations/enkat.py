"""Survey tables with the number of answers and an interval (format `enkat`): Polisens trygghetsmätning, LUPP, school surveys."""

from __future__ import annotations

from dataclasses import replace

from briefing.observations.grid import Grid
from briefing.observations.known_headings import known_layout
from briefing.observations.korstabell import read_cross_tables
from briefing.observations.reading import Reading
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit

FEWEST_ANSWERS = 30  # of fewer people a share says more about them than about the municipality; SCB and Brå publish none


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is a question or an area, with shares, answers (n) and interval under the headings.

    An interval may be written as its ends or as a margin (±). Of fewer answers than `fewest_answers` (30) the value is sekretess.
    """
    declared = source.crosstab or CrossTable()
    declared = replace(declared, fewest_answers=declared.fewest_answers or FEWEST_ANSWERS)

    def layout_of(grid: Grid) -> CrossTable:
        return known_layout(grid, declared)

    return read_cross_tables(delivery, source, layout_of, unit=Unit.ANDEL)
