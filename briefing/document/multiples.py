"""Small multiples: the same small chart for several indicators, each with a scale of its own."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.document import wording
from briefing.document.axis import axis_of
from briefing.document.document import Block
from briefing.document.drawing import Drawing, verdict_words
from briefing.document.figure import EDGES, PANELS_A_ROW, Chart, ChartKind, Figure, Panel, Panels
from briefing.document.figures import drawing_of, too_few
from briefing.document.outline import BlockOutline, subject
from briefing.document.scene import Composed, Scene
from briefing.document.tables import source_note
from briefing.findings.finding import Subject
from briefing.terms.indicator import Unit
from briefing.terms.sensitivity import highest

_ROW_MM = 46.0
_MOST_TICKS = 5
_YEARS_SHOWN = 3  # first, middle and last: more do not fit under a panel


@dataclass(frozen=True)
class _Made:
    panel: Panel
    drawing: Drawing


def panels(block: BlockOutline, scene: Scene) -> Composed:
    """A panel per indicator, from zero: the own municipality and the middle half of the comparable ones."""
    asked = [subject(each) for each in block.indicators]
    found = {each: _panel(each, block, scene) for each in asked}
    made = [each for each in found.values() if each]
    gaps = tuple(too_few(each, scene) for each, panel in found.items() if panel is None)
    if not made:
        return Composed(gaps=gaps)
    return Composed((_figure(made, block, scene),), gaps, highest(*(each.drawing.sensitivity for each in made)))


def _figure(made: list[_Made], block: BlockOutline, scene: Scene) -> Block:
    rows = -(-len(made) // PANELS_A_ROW)
    citations = tuple(citation for each in made for citation in each.drawing.citations)
    band = " Grått fält: mellersta hälften av de jämförbara kommunerna." if any(each.panel.chart.edges for each in made) else ""
    key = f"Blå linje: {scene.request.municipality.name}.{band} Varje ruta har sin egen skala."
    return Figure(
        id="rutor-" + "-".join(each.drawing.asked.indicator for each in made[:2]),
        label="",
        caption=block.caption,
        picture=Panels(tuple(each.panel for each in made)),
        alt=f"{len(made)} små linjediagram. {block.caption}. " + " ".join(each.panel.alt for each in made),
        notes=(f"{source_note(citations, scene)} {key}",),
        sources=tuple(row for each in made for row in each.drawing.source_rows(each.panel.chart.traces)),
        height_mm=rows * _ROW_MM,
        synthetic=any(each.drawing.synthetic for each in made),
    )


def _panel(asked: Subject, block: BlockOutline, scene: Scene) -> _Made | None:
    indicator = scene.indicator(asked)
    measure = Unit.PER_100K if indicator.unit is Unit.ANTAL else indicator.unit
    drawing = drawing_of(asked, scene, measure, block)
    if drawing is None:
        return None
    quartiles = (
        (role, scene.findings.history(asked, f"liknande:{edge}", measure, block.rolling))
        for role, edge in zip(EDGES, ("q1", "q3"), strict=True)
    )
    traces = (*(drawing.trace("", role, history) for role, history in quartiles if history), drawing.own_trace)
    traces = tuple(each for each in traces if any(value is not None for value in each.values))
    values = [value for trace in traces for value in trace.values if value is not None]
    chart = Chart(
        kind=ChartKind.RUTA,
        categories=tuple(wording.short_period(each) for each in drawing.periods),
        tick_labels=_years(drawing),
        traces=traces,
        axis=axis_of([min(0.0, *values), *values], most_ticks=_MOST_TICKS),
        periods=drawing.periods,
        breaks=drawing.breaks(),
    )
    words = f"{indicator.label}. {drawing.in_words()}{verdict_words(scene.findings.development(asked))}"
    title = wording.running(f"därav {wording.running(indicator.label)}") if scene.is_part_of_a_part(indicator) else indicator.label
    return _Made(Panel(title, chart, words), drawing)


def _years(drawing: Drawing) -> tuple[str, ...]:
    """The first, the middle and the last year."""
    count = len(drawing.periods)
    shown = {round(each * (count - 1) / (_YEARS_SHOWN - 1)) for each in range(_YEARS_SHOWN)}
    return tuple(str(each.first_day.year) if index in shown else "" for index, each in enumerate(drawing.periods))
