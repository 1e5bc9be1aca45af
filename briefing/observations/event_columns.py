"""Where the declared columns of a list of events stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.observations.event_terms import Cells
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.grid import Grid, nearest
from briefing.sources.layouts import EventList

LOOKED_AT = 30  # rows in which the headings stand
_DECLARE = "rätta rubriken i filen, eller ange filens rubrik under [events] i source.toml"


def columns_in(grid: Grid, layout: EventList) -> tuple[int, Mapping[str, int]]:
    """The row of the headings, and our word → column; UnusableError where the table has not the declared columns."""
    folded = [[cell.casefold() for cell in row] for row in grid.rows[:LOOKED_AT]]
    header = next((number for number, row in enumerate(folded) if layout.date.casefold() in row), None)
    seen = grid.rows[header] if header is not None else next((row for row in grid.rows if sum(map(bool, row)) > 1), ())
    return header or 0, named_columns(seen, layout, rows=max(len(grid.rows) - 1, 0))


def named_columns(headings: Sequence[str], layout: EventList, rows: int) -> Mapping[str, int]:
    """Our word → the place of its column among the headings; UnusableError, of that many rows, where one is not there."""
    wanted = {"date": layout.date, "area": layout.area, "type": layout.type, "count": layout.count}
    folded = [heading.casefold() for heading in headings]
    for name in filter(None, wanted.values()):
        if name.casefold() not in folded:
            found = f"rubrikerna {quoted(';'.join(filter(None, headings)), 200)}{nearest(name, headings)}"
            raise UnusableError(found, f"kolumnen {quoted(name)}", _DECLARE, rows=rows)
    return {word: folded.index(name.casefold()) for word, name in wanted.items() if name}


def cells_of(row: Sequence[str], columns: Mapping[str, int]) -> Cells:
    """What a row says by our words."""
    return Cells(**{word: row[place] for word, place in columns.items()})
