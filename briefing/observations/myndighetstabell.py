"""Tables of agencies with known headings (format `myndighetstabell`).

Försäkringskassan has År, Månad, Kommun and Kön as columns of text, MUCF years over groups in two rows of headings.
"""

from __future__ import annotations

from dataclasses import replace

from briefing.observations.grid import Grid
from briefing.observations.known_headings import known_layout
from briefing.observations.korstabell import read_cross_tables
from briefing.observations.reading import Reading
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Delivery, Source
from briefing.terms.indicator import Unit


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is an area, a time and a group, with a value in every column of a category that is mapped.

    Years and months may be text, headings may stand in two rows. `units` in the source says the unit of a category. Where a file has
    several ages, only the row of all ages is used.
    """
    declared = source.crosstab or CrossTable()

    def layout_of(grid: Grid) -> CrossTable:
        return replace(known_layout(grid, declared), headings={**source.units, **declared.headings})

    return read_cross_tables(delivery, source, layout_of, unit=Unit.MEDEL)
