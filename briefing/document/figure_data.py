"""The tables behind the figures: the municipality's own values and the middle half, in as few rows as can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from briefing.document import wording
from briefing.document.document import Align, Cell, Column, Figure, FigureKind, Section, Table, Trace, TraceRole
from briefing.terms.period import Quarter

_RIGHT = Align.RIGHT
_QUARTERS = (1, 2, 3, 4)
_NOTHING = Cell(wording.NOT_APPLICABLE, muted=True)


def figure_data(sections: tuple[Section, ...]) -> tuple[Table, ...]:
    """Tables of all figures, in their order: quarters as columns of a year, bars across, years of several figures side by side.

    The comparable municipalities one by one are left to the data files.
    """
    drawn = enumerate((block for section in sections for block in section.blocks if isinstance(block, Figure)), 1)
    return tuple(_table(list(group)) for _, group in groupby(drawn, key=_together))


def _together(numbered: tuple[int, Figure]) -> tuple[object, ...]:
    """Figures over the same years share a table; others have their own."""
    number, figure = numbered
    shares = figure.kind is FigureKind.TREND and not isinstance(figure.periods[0], Quarter)
    return ("years", figure.periods) if shares else ("own", number)


def _table(group: list[tuple[int, Figure]]) -> Table:
    number, figure = group[0]
    numbers = str(number) if len(group) == 1 else f"{number}–{group[-1][0]}"
    if figure.kind is FigureKind.STAPLAR:
        columns, rows = _across(figure)
    elif isinstance(figure.periods[0], Quarter):
        columns, rows = _by_quarter(figure)
    else:
        columns, rows = _side_by_side(group)
    what = wording.running(figure.caption) if len(group) == 1 else "per år och 100\u00a0000 invånare"
    over = "Överst kommunens värde, under det mellersta" if isinstance(figure.periods[0], Quarter) else "Mellersta"
    note = f"{over} hälften: från nedre till övre kvartilen bland de jämförbara kommunerna."
    notes = (note,) if figure.kind is FigureKind.TREND else ()
    caption = f"Data till figur {numbers}: {what}"
    return Table(f"data-{figure.id}", "", caption, columns, rows, notes, f"Värdena i figur {numbers}.", figure.synthetic)


def _across(figure: Figure) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row of values under their years."""
    own = _own(figure)
    columns = (Column("Kommun"), *(Column(label, _RIGHT) for label in figure.tick_labels))
    return columns, ((Cell(own.label, basis=own.basis), *(_value(own, index) for index in range(len(figure.categories)))),)


def _by_quarter(figure: Figure) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row per year, a column per quarter: the own value, and the middle half on its second line."""
    index_of = {period: index for index, period in enumerate(figure.periods)}
    columns = (Column("År"), *(Column(f"Kvartal\u00a0{each}", _RIGHT) for each in _QUARTERS))
    rows = []
    for year in sorted({period.first_day.year for period in figure.periods}):
        indexes = (index_of.get(Quarter(year, each)) for each in _QUARTERS)
        rows.append((Cell(str(year), basis=_own(figure).basis), *(_value_over_span(figure, index) for index in indexes)))
    return columns, tuple(rows)


def _value_over_span(figure: Figure, index: int | None) -> Cell:
    value = _value(_own(figure), index)
    edges = _edges(figure)
    if not edges or index is None:
        return value
    span = _span(edges, index)
    return replace(value, note=span.text, basis=(*value.basis, *span.basis))


def _side_by_side(group: list[tuple[int, Figure]]) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    """One row per year: the own value and the middle half of every figure of the group."""
    first = group[0][1]
    headings = (heading for number, figure in group for heading in _headings(number, figure))
    columns = (Column("År"), *(Column(heading, _RIGHT) for heading in headings))
    rows = (
        (Cell(category, basis=_own(first).basis), *(cell for _, figure in group for cell in _cells(figure, index)))
        for index, category in enumerate(first.categories)
    )
    return columns, tuple(rows)


def _headings(number: int, figure: Figure) -> Iterator[str]:
    yield f"Figur {number}, {_own(figure).label}"
    if _edges(figure):
        yield "mellersta hälften"


def _cells(figure: Figure, index: int) -> Iterator[Cell]:
    yield _value(_own(figure), index)
    if edges := _edges(figure):
        yield _span(edges, index)


def _own(figure: Figure) -> Trace:
    return next(trace for trace in figure.traces if trace.role is TraceRole.EGEN)


def _edges(figure: Figure) -> tuple[Trace, ...]:
    return tuple(trace for trace in figure.traces if trace.role in (TraceRole.KVARTIL_NEDRE, TraceRole.KVARTIL_OVRE))


def _value(trace: Trace, index: int | None) -> Cell:
    if index is None:
        return _NOTHING
    value = trace.values[index]
    if value is None:
        return Cell(wording.NO_VALUE, basis=trace.basis, symbol="○", muted=True)
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
