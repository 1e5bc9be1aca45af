"""Points in a plane as a native chart: what spine and funnel are drawn with (ISO 29500-1, 21.2.2.161)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.document.figure import Axis
from briefing.outputs.chart_axes import value_axis
from briefing.outputs.chart_series import NO_LINE, NO_MARKER, series_head
from briefing.outputs.chart_space import chart_space, layout
from briefing.outputs.strokes import Plot
from briefing.outputs.workbook import Value, cells, workbook
from briefing.outputs.xml_text import number

_X_AXIS, _Y_AXIS = "333333333", "444444444"


@dataclass(frozen=True)
class Points:
    """One series: points of which a y of None is a gap, how they are drawn (DrawingML), and columns that say what they are.

    `about` are columns of the workbook that stand before the points: a heading and a value per point.
    """

    name: str
    places: tuple[tuple[float, float | None], ...]
    shape: str = NO_LINE
    marker: str = NO_MARKER
    labels: str = ""
    about: tuple[tuple[str, tuple[Value, ...]], ...] = ()


@dataclass(frozen=True)
class Scatter:
    """A chart of points: its series from the back to the front, the plot area in points within a box, its axes, hidden or not.

    Word draws series in their `c:order`, LibreOffice the first element on top: the last series is written first, so that both agree.
    """

    series: tuple[Points, ...]
    x_axis: Axis
    y_axis: Axis
    plot: Plot
    width: float
    height: float
    shows_axes: bool


def scatter_chart(scatter: Scatter, sources: Sequence[Sequence[str]]) -> tuple[bytes, bytes]:
    """The chart part and the workbook inside it, to which it refers as relationship rId1."""
    columns: list[list[Value]] = []
    drawn = []
    longest = max((len(points.places) for points in scatter.series), default=0)
    for place, points in enumerate(scatter.series):
        columns += [[heading, *values] for heading, values in points.about]
        drawn.append(_series(points, place, len(columns), longest))
        columns += [["x", *(x for x, _ in points.places)], [points.name, *(y for _, y in points.places)]]
    is_hidden, has_line = not scatter.shows_axes, scatter.shows_axes
    area = (
        f"{layout(scatter.plot, scatter.width, scatter.height)}"
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(reversed(drawn))}'
        f'<c:axId val="{_X_AXIS}"/><c:axId val="{_Y_AXIS}"/></c:scatterChart>'
        f"{value_axis(scatter.x_axis, _X_AXIS, _Y_AXIS, place='b', crosses='min', is_hidden=is_hidden, has_line=has_line)}"
        f"{value_axis(scatter.y_axis, _Y_AXIS, _X_AXIS, crosses='min', is_hidden=is_hidden)}"
    )
    return chart_space(area), workbook(columns, sources)


def _series(points: Points, place: int, column: int, longest: int) -> str:
    """The `c:ser`; `column` is where its x values stand in the workbook, its y values beside them.

    All series are said to be as long as the longest: LibreOffice forgets the points of one that stands before a longer one.
    """
    xs, ys = [x for x, _ in points.places], [y for _, y in points.places]
    return (
        f"<c:ser>{series_head(place, points.name, column + 1)}<c:spPr>{points.shape}</c:spPr>{points.marker}{points.labels}"
        f"<c:xVal>{_numbers(xs, column, longest)}</c:xVal><c:yVal>{_numbers(ys, column + 1, longest)}</c:yVal>"
        '<c:smooth val="0"/></c:ser>'
    )


def _numbers(values: Sequence[float | None], column: int, length: int) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{number(value)}</c:v></c:pt>' for i, value in enumerate(values) if value is not None)
    return (
        f"<c:numRef><c:f>{cells(column, 2, length + 1)}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{length}"/>{points}</c:numCache></c:numRef>'
    )
