"""The history of a source's dimensions: every level that it has stated, round by round, as a table and as small charts."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.document import wording
from briefing.document.document import Cell, Column, Table
from briefing.document.drawing import source_row
from briefing.document.figure import HISTORY, PANELS_A_ROW, Axis, Chart, ChartKind, Figure, Panel, Panels, Trace, TraceRole
from briefing.document.outline import BlockOutline
from briefing.document.phrases import statements_missing
from briefing.document.police import level_cell
from briefing.document.scene import Composed, Scene
from briefing.findings.rounds import Round, rounds
from briefing.observations.statement import SituationLevel
from briefing.sources.source import Source
from briefing.terms.sensitivity import highest

_FEWEST_ROUNDS = 2  # one round is no history
_MOST_ROUNDS = 8
_ROW_MM = 40.0
_AXIS = Axis(0.0, 4.0, tuple((float(number), str(number)) for number in range(5)))  # 0 is no level; the scale begins at 1


def history(block: BlockOutline, scene: Scene) -> Composed:
    """Each dimension with its level in every round, and a small line for each that has had two; nothing where there is only one round.

    What is more sensitive than the edition may be is not among the rounds. A round without a level for a dimension is said to have none.
    """
    source = scene.material.source(block.source)
    told = rounds(scene.material, scene.request, block.source)[-_MOST_ROUNDS:]
    if source is None or not told:
        return Composed(gaps=(statements_missing(scene, block.source),))
    labels = _levelled(source, told, scene)
    if len(told) < _FEWEST_ROUNDS or not labels:
        return Composed()
    sensitivity = highest(*(each.sensitivity for one in told for each in one.statements))
    figure = _figure(block, source, told, labels, scene)
    return Composed((_table(block, source, told, labels), *((figure,) if figure else ())), sensitivity=sensitivity)


def _levelled(source: Source, told: tuple[Round, ...], scene: Scene) -> Mapping[str, str]:
    """The dimensions that have had a level in some round, and are not withheld."""
    shown = {each: label for each, label in source.dimensions.items() if f"{source.id}:{each}" not in scene.material.withheld}
    return {each: label for each, label in shown.items() if any((said := one.of(each)) and said.level for one in told)}


def _table(block: BlockOutline, source: Source, told: tuple[Round, ...], labels: Mapping[str, str]) -> Table:
    columns = (Column("Dimension", width_mm=42), *(Column(wording.short_period(each.covers)) for each in told))
    rows = tuple((Cell(label, strong=True), *(level_cell(one.of(each)) for one in told)) for each, label in labels.items())
    levels = ", ".join(f"{wording.level_sign(level)} {word}" for level, word in wording.LEVELS.items())
    notes = (f"Källa: {source.title}, {wording.day(told[0].dated)} till {wording.day(told[-1].dated)}. Nivå: {levels}.",)
    return Table("historik", "", block.caption, columns, rows, notes, "Nivån för varje dimension, gång för gång.", source.synthetic)


def _figure(block: BlockOutline, source: Source, told: tuple[Round, ...], labels: Mapping[str, str], scene: Scene) -> Figure | None:
    panels = [panel for each, label in labels.items() if (panel := _panel(each, label, told))]
    if not panels:
        return None
    numbers = ", ".join(f"{level.rank + 1} {word}" for level, word in wording.LEVELS.items())
    sources = tuple(source_row(panel.title, told[-1].statements[0].citation, scene) for panel in panels)
    return Figure(
        id=f"{HISTORY}{source.id}",
        label="",
        caption=f"{block.caption}, i bild",
        picture=Panels(tuple(panels)),
        alt=f"{len(panels)} små linjediagram. " + " ".join(panel.alt for panel in panels),
        notes=(f"Källa: {source.title}. Nivå: {numbers}. Stegen är ordnade bedömningar, inte mätningar.",),
        sources=sources,
        height_mm=-(-len(panels) // PANELS_A_ROW) * _ROW_MM,
        synthetic=source.synthetic,
    )


def _panel(dimension: str, label: str, told: tuple[Round, ...]) -> Panel | None:
    """The small chart of one dimension; None where it has had a level only once."""
    said = [one.of(dimension) for one in told]
    levels = [each.level if each else None for each in said]
    if sum(level is not None for level in levels) < _FEWEST_ROUNDS:
        return None
    words = tuple(_word(level) for level in levels)
    basis = tuple(each.id for each in said if each and each.level)
    values = tuple(None if level is None else float(level.rank + 1) for level in levels)
    trace = Trace(label, TraceRole.EGEN, values, words, frozenset(), f"{label} {words[-1]}".strip(), basis)
    periods = tuple(one.covers for one in told)
    ends = (0, len(periods) - 1)
    ticks = tuple(wording.short_period(each) if place in ends else "" for place, each in enumerate(periods))
    chart = Chart(ChartKind.RUTA, tuple(map(wording.short_period, periods)), ticks, (trace,), _AXIS, periods=periods)
    alt = "; ".join(f"{wording.short_period(period)} {word or 'inte bedömd'}" for period, word in zip(periods, words, strict=True))
    return Panel(label, chart, f"{label}: {alt}.")


def _word(level: SituationLevel | None) -> str:
    return wording.LEVELS[level] if level else ""
