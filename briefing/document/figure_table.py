"""The numbers of a figure as a table: behind the picture on the web page, and as a file among the open data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Table
from briefing.document.figure import AreaMap, Chart, Figure, Funnel, Panels, Region, Spine, SpineRow, Spot, Trace, TraceRole

_EDGE_WORDS = {TraceRole.KVARTIL_NEDRE: "nedre kvartilen", TraceRole.KVARTIL_OVRE: "övre kvartilen"}

_RIGHT = Align.RIGHT
_Rows = tuple[tuple[Cell, ...], ...]


def figure_table(figure: Figure) -> Table:
    """One row per period, indicator or area, with every value that the picture shows."""
    columns, rows = _content(figure)
    caption = f"{figure.label}: {figure.caption}" if figure.label else figure.caption
    return Table(f"data-{figure.id}", "", caption, columns, rows, figure.notes, f"Värdena i {figure.label or 'figuren'}.", figure.synthetic)


def no_value(basis: tuple[str, ...], *, is_protected: bool = False) -> Cell:
    """The cell of a value that is not there: × where it is hidden so that nobody is given away, else ○ and that it is missing."""
    if is_protected:
        return Cell("", symbol=wording.PROTECTED, basis=basis)
    return Cell(wording.NO_VALUE, basis=basis, symbol="○", muted=True)


def trace_name(trace: Trace) -> str:
    """What a series is called where it has no label of its own in the picture."""
    return trace.label or _EDGE_WORDS.get(trace.role, "")


def _content(figure: Figure) -> tuple[tuple[Column, ...], _Rows]:
    match figure.picture:
        case Chart():
            return _periods(figure.picture.categories, [(trace_name(each), each) for each in figure.picture.traces])
        case Panels():
            named = [
                (f"{panel.title}, {trace_name(each)}", each)
                for panel in figure.picture.panels
                for each in panel.chart.traces
                if each.role is not TraceRole.JAMFORBAR
            ]
            return _periods(figure.picture.panels[0].chart.categories if figure.picture.panels else (), named)
        case Spine():
            return _indicators(figure.picture)
        case Funnel():
            return _areas(figure.picture)
        case AreaMap():
            return _regions(figure.picture)


def _periods(categories: Sequence[str], named: Iterable[tuple[str, Trace]]) -> tuple[tuple[Column, ...], _Rows]:
    named = list(named)
    columns = (Column("Period"), *(Column(name, _RIGHT) for name, _ in named))
    basis = named[0][1].basis if named else ()
    rows = ((Cell(category, basis=basis), *(_at(trace, index) for _, trace in named)) for index, category in enumerate(categories))
    return columns, tuple(rows)


def _at(trace: Trace, index: int) -> Cell:
    value = trace.values[index] if index < len(trace.values) else None
    if value is None:
        return no_value(trace.basis, is_protected=index in trace.protected)
    return Cell(trace.value_labels[index] or wording.number(value), value, trace.basis)


def _indicators(spine: Spine) -> tuple[tuple[Column, ...], _Rows]:
    words = dict(spine.words)
    names = ("own", "median", "quartiles", "lowest", "highest")
    columns = (Column("Nyckeltal"), *(Column(words[name], _RIGHT) for name in names))
    return columns, tuple(_indicator(row) for _, rows in spine.groups for row in rows)


def _indicator(row: SpineRow) -> tuple[Cell, ...]:
    values = [each.value for each in row.everyone]
    low, high = row.quartiles
    return (
        Cell(row.label, basis=row.basis, note=row.note),
        Cell(row.own.label, row.own.value, row.basis),
        Cell(row.median.label, row.median.value, row.basis),
        Cell(f"{low.label}–{high.label}", basis=row.basis),
        Cell(row.lowest, min(values, default=row.own.value), row.basis),
        Cell(row.highest, max(values, default=row.own.value), row.basis),
    )


def _areas(funnel: Funnel) -> tuple[tuple[Column, ...], _Rows]:
    columns = (Column("Område"), Column(funnel.x_title, _RIGHT), Column(funnel.y_title, _RIGHT), Column("Läge"))
    basis = funnel.spots[0].basis if funnel.spots else ()
    hidden = no_value(basis, is_protected=True)
    return columns, (
        *(_spot(each) for each in funnel.spots),
        *((Cell(name, basis=basis), hidden, hidden, hidden) for name in funnel.protected),
    )


def _spot(spot: Spot) -> tuple[Cell, ...]:
    numbers = (Cell(spot.x_label, spot.x, spot.basis), Cell(spot.y_label, spot.y, spot.basis))
    return (Cell(spot.label, basis=spot.basis), *numbers, Cell(spot.outside or "inom gränserna", basis=spot.basis))


def _regions(areas: AreaMap) -> tuple[tuple[Column, ...], _Rows]:
    columns = (Column("Område"), Column("Värde", _RIGHT), Column("Klass"))
    return columns, tuple(_region(each, areas) for each in areas.regions)


def _region(region: Region, areas: AreaMap) -> tuple[Cell, ...]:
    name = Cell(region.label, basis=region.basis)
    if region.value is None:
        missing = no_value(region.basis, is_protected=region.protected)
        return name, missing, missing if region.protected else Cell(areas.without, basis=region.basis)
    level = f"{region.level + 1}: {areas.levels[region.level]}"
    return name, Cell(region.value_label, region.value, region.basis), Cell(level, basis=region.basis)
