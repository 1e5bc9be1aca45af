"""The tables behind the figures: the municipality's own values and the middle half, in as few rows as can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Section, Table
from briefing.document.figure import HISTORY, AreaMap, Chart, ChartKind, Figure, Funnel, Panels, Trace
from briefing.document.figure_table import figure_table, no_value
from briefing.terms.period import Quarter

_RIGHT = Align.RIGHT
_QUARTERS = (1, 2, 3, 4)
_MOST_AREAS = 60  # more rows than that are no reading
_NOTHING = Cell(wording.NOT_APPLICABLE, muted=True)


def figure_data(sections: tuple[Section, ...]) -> tuple[Table, ...]:
    """Tables of all figures, in their order: quarters as columns of a year, bars across, years of several figures side by side.

    Maps and funnels come last, an area a row. The comparable municipalities one by one, spine charts (which print their numbers) and
    maps of very many areas are left to the data files; what stands in a table beside its figure is not said twice.
    """
    numbered = enumerate((block for section in sections for block in section.blocks if isinstance(block, Figure)), 1)
    figures = [(number, figure) for number, figure in numbered if not figure.id.startswith(HISTORY)]
    drawn = [_Drawn(number, name, figure, chart) for number, figure in figures for name, chart in _charts(figure)]
    of_areas = (_of_areas(number, figure) for number, figure in figures if isinstance(figure.picture, Funnel | AreaMap))
    periods = (_table(list(group)) for _, group in groupby(drawn, key=_together))
    return (*periods, *(table for table in of_areas if len(table.rows) <= _MOST_AREAS))


@dataclass(frozen=True)
class _Drawn:
    """A chart with the number of its figure, and the title of its panel where it is one of several."""

    number: int
    name: str
    figure: Figure
    chart: Chart


def _charts(figure: Figure) -> Iterator[tuple[str, Chart]]:
    match figure.picture:
        case Chart():
            yield "", figure.picture
        case Panels():
            yield from ((panel.title, panel.chart) for panel in figure.picture.panels)


def _of_areas(number: int, figure: Figure) -> Table:
    caption = f"Data till figur {number}: {wording.running(figure.caption)}"
    return replace(figure_table(figure), caption=caption, notes=(), description=f"Värdena i figur {number}.")


def _together(drawn: _Drawn) -> tuple[object, ...]:
    """Charts over the same years share a table; others have their own."""
    is_by_year = drawn.chart.kind in (ChartKind.TREND, ChartKind.RUTA) and not isinstance(drawn.chart.periods[0], Quarter)
    return ("years", drawn.chart.periods) if is_by_year else ("own", drawn.number)


def _table(group: list[_Drawn]) -> Table:
    first = group[0]
    figure, chart = first.figure, first.chart
    numbers = str(first.number) if group[-1].number == first.number else f"{first.number}–{group[-1].number}"
    is_by_quarter = isinstance(chart.periods[0], Quarter)
    if chart.kind is ChartKind.STAPLAR:
        columns, rows = _across(chart)
    elif is_by_quarter:
        columns, rows = _by_quarter(chart)
    else:
        columns, rows = _side_by_side(group)
    is_one = all(each.figure is figure for each in group)
    what = wording.running(figure.caption) if is_one else "per år och 100\u00a0000 invånare"
    note = "Överst kommunens värde, under det mellersta hälften: från nedre till övre kvartilen bland de jämförbara kommunerna."
    notes = (note,) if chart.edges else ()
    caption = f"Data till figur {numbers}: {what}"
    return Table(f"data-{figure.id}", "", caption, columns, rows, notes, f"Värdena i figur {numbers}.", figure.synthetic)


def _across(chart: Chart) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row of values under their years."""
    own = _own(chart)
    columns = (Column("Kommun"), *(Column(label, _RIGHT) for label in chart.tick_labels))
    return columns, ((Cell(own.label, basis=own.basis), *(_value(own, index) for index in range(len(chart.categories)))),)


def _by_quarter(chart: Chart) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row per year, a column per quarter: the own value, and the middle half on its second line."""
    index_of = {period: index for index, period in enumerate(chart.periods)}
    columns = (Column("År"), *(Column(f"Kvartal\u00a0{each}", _RIGHT) for each in _QUARTERS))
    rows = []
    for year in sorted({period.first_day.year for period in chart.periods}):
        indexes = (index_of.get(Quarter(year, each)) for each in _QUARTERS)
        rows.append((Cell(str(year), basis=_own(chart).basis), *(_value_over_span(chart, index) for index in indexes)))
    return columns, tuple(rows)


def _value_over_span(chart: Chart, index: int | None) -> Cell:
    value = _value(_own(chart), index)
    if not chart.edges or index is None:
        return value
    span = _span(chart.edges, index)
    return replace(value, note=span.text, basis=(*value.basis, *span.basis))


def _side_by_side(group: list[_Drawn]) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row per year: the own value of every chart of the group, with the middle half on its second line."""
    first = group[0].chart
    columns = (Column("År"), *(Column(_heading(each), _RIGHT) for each in group))
    rows = (
        (Cell(category, basis=_own(first).basis), *(_value_over_span(each.chart, index) for each in group))
        for index, category in enumerate(first.categories)
    )
    return columns, tuple(rows)


def _heading(drawn: _Drawn) -> str:
    return drawn.name or f"Figur {drawn.number}, {_own(drawn.chart).label}"


def _own(chart: Chart) -> Trace:
    assert chart.own is not None  # compose draws nothing without the own municipality
    return chart.own


def _value(trace: Trace, index: int | None) -> Cell:
    if index is None:
        return _NOTHING
    value = trace.values[index]
    if value is None:
        return no_value(trace.basis, is_protected=index in trace.protected)
    return Cell(trace.value_labels[index], value, trace.basis)


def _span(edges: tuple[Trace, ...], index: int | None) -> Cell:
    if index is None or any(edge.values[index] is None for edge in edges):
        return _NOTHING
    labels = [edge.value_labels[index] for edge in edges]
    marks = f"{wording.NBSP}(p)"
    text = "–".join(label.removesuffix(marks) for label in labels)
    is_preliminary = any(label.endswith(marks) for label in labels)
    basis = tuple(basis for edge in edges for basis in edge.basis)
    return Cell(wording.preliminary(text, is_preliminary=is_preliminary), basis=basis)
