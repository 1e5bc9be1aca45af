"""`Figure`: a picture as data. Compose decides every value, place and word; each renderer draws the same picture in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from briefing.terms.period import Period


class ChartKind(Enum):
    """How a chart is drawn: `trend` lines over a band, `staplar` bars with the expected range beside the last, `omslag` the cover's
    bars without a value axis, `ruta` a small line over a band, one of several side by side."""

    TREND = "trend"
    STAPLAR = "staplar"
    OMSLAG = "omslag"
    RUTA = "ruta"


class TraceRole(Enum):
    """What a line or a row of bars is: the own municipality, a comparable one, or the lower and upper edge of the middle half."""

    EGEN = "egen"
    JAMFORBAR = "jamforbar"
    KVARTIL_NEDRE = "kvartil_nedre"
    KVARTIL_OVRE = "kvartil_ovre"


EDGES = (TraceRole.KVARTIL_NEDRE, TraceRole.KVARTIL_OVRE)


@dataclass(frozen=True)
class Trace:
    """One series of a chart: a value per category (None where a gap stands), its printed end label, its basis.

    `value_labels` are the values as printed, one per category, empty where there is none. `preliminary` is the set of category
    indexes whose value is preliminary, `protected` of those that are hidden so that nobody is given away. `basis` is what every point
    rests on.
    """

    label: str
    role: TraceRole
    values: tuple[float | None, ...]
    value_labels: tuple[str, ...]
    preliminary: frozenset[int]
    end_label: str
    basis: tuple[str, ...]
    protected: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Axis:
    """A value axis: its ends and its ticks with their printed text."""

    minimum: float
    maximum: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Interval:
    """The expected range drawn beside the last bar, with its two labels."""

    lower: float
    upper: float
    lower_label: str
    upper_label: str


@dataclass(frozen=True)
class Chart:
    """Series over periods: lines over a band, or bars.

    `categories` are the printed periods, `tick_labels` those that the axis shows (empty where it shows none), `periods` the periods
    themselves. `legend` are the words of the key. `emphasised` are the category indexes drawn in the stronger colour (bars: the base
    years). `breaks` are (category index, printed reason): the series is not comparable across the left edge of that category.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    tick_labels: tuple[str, ...]
    traces: tuple[Trace, ...]
    axis: Axis
    legend: tuple[tuple[TraceRole, str], ...] = ()
    preliminary_label: str = ""
    interval: Interval | None = None
    emphasised: frozenset[int] = frozenset()
    periods: tuple[Period, ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()

    @property
    def own(self) -> Trace | None:
        """The own municipality's series."""
        return next((trace for trace in self.traces if trace.role is TraceRole.EGEN), None)

    @property
    def edges(self) -> tuple[Trace, ...]:
        """The lower and the upper edge of the middle half; empty unless both are there."""
        found = tuple(trace for role in EDGES for trace in self.traces if trace.role is role)
        return found if len(found) == len(EDGES) else ()

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for trace in self.traces for value in trace.values)


@dataclass(frozen=True)
class Panel:
    """One of several small charts: its title, its chart (kind `ruta`), and its own text for who cannot see it."""

    title: str
    chart: Chart
    alt: str


PANELS_A_ROW = 3
HISTORY = "historik-"
"""How the ids of figures begin whose values stand in the table beside them."""


@dataclass(frozen=True)
class Panels:
    """Small multiples: the same chart for several indicators, each with a scale of its own, three beside each other."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class Mark:
    """A value, where it stands on the scale of its row (0 lowest, 1 highest; linear or logarithmic, as compose decided), and as printed."""

    value: float
    place: float
    label: str = ""


@dataclass(frozen=True)
class SpineRow:
    """One indicator among all municipalities.

    `everyone` are all that have a value, the own one included. `quartiles` bound the middle half, unweighted, as is `median`.
    `interval` is the own municipality's 95 % interval, None where none can be computed. `lowest` and `highest` are the ends as printed.
    """

    label: str
    note: str
    everyone: tuple[Mark, ...]
    peers: tuple[Mark, ...]
    quartiles: tuple[Mark, Mark]
    median: Mark
    own: Mark
    lowest: str
    highest: str
    basis: tuple[str, ...]
    interval: tuple[Mark, Mark] | None = None


@dataclass(frozen=True)
class Spine:
    """Ryggradsdiagram: one row per indicator, from the lowest to the highest municipality; axes are never flipped.

    `groups` are (heading, rows): lower is better, higher is better, background. `words` are the printed words of the key, by what they
    explain: own, interval, peer, everyone, median, quartiles, lowest, highest.
    """

    groups: tuple[tuple[str, tuple[SpineRow, ...]], ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Spot:
    """An area in a funnel plot: how much it expects (x), its value (y), both as printed.

    `outside` says which limit it lies outside, in printed words; empty inside them.
    """

    label: str
    x: float
    y: float
    x_label: str
    y_label: str
    outside: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class Funnel:
    """Trattdiagram: areas against the limits of chance around a centre.

    `limits` are (printed name, lower curve, upper curve), each curve as (x, y) from left to right, the narrowest first. `protected` names
    the areas that are hidden so that nobody is given away.
    """

    spots: tuple[Spot, ...]
    limits: tuple[tuple[str, tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]], ...]
    centre: float
    centre_label: str
    x_axis: Axis
    y_axis: Axis
    x_title: str
    y_title: str
    protected: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region:
    """An area of a map: its outlines in mm from the upper left corner, its class (-1: no value), its value as printed.

    `anchor` is where its number or name is written, also in mm; `is_own` is the own municipality; `protected`: its value is hidden so
    that nobody is given away.
    """

    code: str
    label: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    anchor: tuple[float, float]
    level: int
    value: float | None
    value_label: str
    basis: tuple[str, ...]
    is_own: bool = False
    protected: bool = False


@dataclass(frozen=True)
class AreaMap:
    """A map of areas in classes. `levels` are the classes' words from the lowest up; `without` is the word for an area without a value,
    `protected` for one whose value is hidden (empty where there is none).

    A class is told by its shade, by its number written in the area, and by the word beside it: never by colour alone.
    """

    regions: tuple[Region, ...]
    levels: tuple[str, ...]
    without: str
    protected: str = ""


Picture = Chart | Panels | Spine | Funnel | AreaMap


@dataclass(frozen=True)
class Figure:
    """A picture with its caption, notes and the text for who cannot see it, which is written from the data.

    `label` is "Figur 2". `sources` are rows (series, source, period, received, seal). `width_mm` × `height_mm` is the picture.
    """

    id: str
    label: str
    caption: str
    picture: Picture
    alt: str
    notes: tuple[str, ...] = ()
    sources: tuple[tuple[str, ...], ...] = ()
    width_mm: float = 166.0
    height_mm: float = 72.0
    synthetic: bool = False


def charts_of(figure: Figure) -> tuple[Chart, ...]:
    """The charts of a figure: itself, or those of its panels; none where it is of another kind."""
    match figure.picture:
        case Chart():
            return (figure.picture,)
        case Panels():
            return tuple(panel.chart for panel in figure.picture.panels)
        case _:
            return ()


def bases_of(figure: Figure) -> tuple[str, ...]:
    """What the marks of a figure rest on, in reading order, with repetitions."""
    match figure.picture:
        case Spine():
            rested = [row.basis for _, rows in figure.picture.groups for row in rows]
        case Funnel():
            rested = [spot.basis for spot in figure.picture.spots]
        case AreaMap():
            rested = [region.basis for region in figure.picture.regions]
        case _:
            rested = [trace.basis for chart in charts_of(figure) for trace in chart.traces]
    return tuple(basis for each in rested for basis in each)
