"""Cross tables: areas as rows, periods as columns, a unit in a heading (format `korstabell`); text file or Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from briefing.observations.cross_table import CrossCell, CrossRow, cells_of, rows_of
from briefing.observations.doubt import Check, Doubt
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.grid import Grid, grids_of
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.reading import Reading
from briefing.observations.row_reading import NotMappedError, read_rows
from briefing.observations.settled import Value
from briefing.sources.layouts import CrossTable
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.indicator import Unit
from briefing.terms.period import Period

Row = tuple[str, CrossTable, CrossRow]
LayoutOf = Callable[[Grid], CrossTable]
_WHOLE_FILE = "hela filen"  # the area of a bare source's table that names none


def read(delivery: Delivery, source: Source) -> Reading:
    """The reading of one delivery; a row is an area, or an area and a category, with a value for every period and unit.

    A row of an area that the source knows, with nothing in its cells, is missing (saknas); one of any other name is a note and no row.
    A period is said by a heading, by the row, or by the delivery's own name.
    """
    layout = source.crosstab or CrossTable()
    return read_cross_tables(delivery, source, lambda _: layout)


def read_cross_tables(
    delivery: Delivery,
    source: Source,
    layout_of: LayoutOf,
    *,
    named: Callable[[str, str], str] = lambda indicator, _: indicator,
    category: Callable[[str], str] = str,
    unit: Unit = Unit.ANTAL,
) -> Reading:
    """As `read`, in a layout that may depend on the table.

    `category` is the source's word for a category as it stands in a row; `named` is what the indicator of a row is called, from its id and
    that word. `unit` is the unit where neither the layout, a heading nor a title says one.
    """
    area_of, id_of, covered = cache(area_code(source)), cache(indicator_id(source)), _covered(delivery, source)
    part_name = delivery.parts[0].name if delivery.parts else ""

    without: list[Doubt] = []

    def rows(part: Part) -> list[tuple[str, Row]]:
        return _rows_of_file(part, layout_of, source, delivery, without)

    def key(cell: CrossCell, layout: CrossTable, name: str) -> tuple[str, str]:
        area, indicator = (layout.constants.get(word, "") for word in ("area", "indicator"))
        code = area_of(cell.area) if cell.area else area_of(area) or area or (_WHOLE_FILE if source.is_bare else "")
        told = category(cell.indicator) or ("" if indicator else name)
        id = id_of(told) if told else id_of(indicator) or indicator
        return code, named(id, told) if id else ""

    def values(number: int, row: Row) -> list[Value]:
        sheet, layout, content = row
        if not content.is_kept:
            raise NotMappedError
        told = [(cell, key(cell, layout, sheet or part_name)) for cell in cells_of(content, layout, covered, unit)]
        found = [_value(number, cell, area, indicator) for cell, (area, indicator) in told if area and indicator]
        if not found:
            raise NotMappedError("" if any(area for _, (area, _) in told) else content.words.get("area", ""))
        return found

    return read_rows(delivery, source, rows, values, without)


def _rows_of_file(part: Part, layout_of: LayoutOf, source: Source, delivery: Delivery, without: list[Doubt]) -> list[tuple[str, Row]]:
    """The rows of the declared sheet, or of every sheet with a table; a doubt names the others, where there is one with a table."""
    grids = grids_of(part, source.crosstab.sheet if source.crosstab else "")
    found: list[tuple[str, Row]] = []
    faults: dict[str, UnusableError] = {}
    for grid in grids:
        try:
            found += _rows(grid, layout_of, source)
        except UnusableError as unusable:
            faults[grid.name] = unusable
    if faults and not found:
        raise next(iter(faults.values()))
    if faults:
        text = f"Bladen {', '.join(map(quoted, faults))} har ingen tabell av det slag som är deklarerat och används inte."
        without.append(Doubt(Check.AVGRANSNING, delivery.id, text))
    return found


def _rows(grid: Grid, layout_of: LayoutOf, source: Source) -> list[tuple[str, Row]]:
    """The rows of one table, notes left out."""
    layout = layout_of(grid)
    knows_categories = source.indicators or "indicator" in layout.constants
    found = rows_of(grid, layout, indicator_id(source) if knows_categories else None)
    area_of = area_code(source)
    kept = [each for each in found if not each[1].is_blank or (not source.is_bare and area_of(each[1].words.get("area", "")))]
    return [(place, (grid.name, layout, row)) for place, row in kept]


def _value(number: int, cell: CrossCell, area: str, indicator: str) -> Value:
    if cell.period is None:
        remedy = "ange en kolumn för perioden under [crosstab.columns], eller covers i source.toml"
        raise UnusableError("ett värde utan period", "en period i en rubrik, på raden eller i filens namn", remedy)
    beside = (cell.lower, cell.upper, cell.n)
    return Value(number, indicator, area, cell.period.code, cell.measure, cell.value, cell.status, cell.group, *beside)


def _covered(delivery: Delivery, source: Source) -> Period | None:
    """The delivery's own period, where it is of the source's frequency."""
    return delivery.covers if source.covers is None or delivery.covers.frequency == source.covers else None
