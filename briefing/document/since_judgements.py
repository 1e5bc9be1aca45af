"""The rows of judgements that have changed: statements from outside, what the municipality has signed, and the register of problems."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document import wording
from briefing.document.document import Cell
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.document.since_words import PROBLEMS, SHIFTS, problem_name
from briefing.findings.rounds import Shift
from briefing.findings.since_judgements import ChangedJudgement
from briefing.findings.since_problems import ChangedProblem
from briefing.observations.statement import Assessment, Entry, Statement
from briefing.terms.sensitivity import Sensitivity, highest


def statement_rows(changed: Iterable[ChangedJudgement], scene: Scene) -> list[Row]:
    """What a source says otherwise of a dimension, under the dimension's own name."""
    return [_row(each, _dimension(each.judged, scene), scene) for each in changed]


def assessment_rows(changed: Iterable[ChangedJudgement], scene: Scene) -> list[Row]:
    """What the municipality judges otherwise, under the heading that it stands under."""
    return [_row(each, _heading(each.judged, scene), scene) for each in changed]


def problem_rows(changed: Iterable[ChangedProblem], scene: Scene) -> list[Row]:
    """Problems that were opened, closed or described otherwise."""
    return [_problem_row(each, scene) for each in changed]


def _row(changed: ChangedJudgement, what: str, scene: Scene) -> Row:
    there, edition = changed.judged, scene.earlier.name if scene.earlier else ""
    basis = _basis(changed.now, scene)
    remark = f"De förra orden står i utgåva {edition}." if changed.shift is Shift.NY_ORDALYDELSE else ""
    source = scene.material.source(there.citation.delivery.partition("/")[0])
    sensitivities = [each.sensitivity for each in (changed.before, changed.now) if each]
    return Row(
        SHIFTS[changed.shift],
        Cell(what, note=there.body, basis=basis),
        _level(changed.before, basis),
        _level(changed.now, basis),
        remark,
        (changed.now.citation,) if changed.now else (),
        highest(*sensitivities),
        synthetic=source.synthetic if source else False,
    )


def _level(judged: Statement | Assessment | None, basis: tuple[str, ...]) -> Cell:
    """The level and the day it was dated; only the day where no level was given."""
    if judged is None:
        return Cell("inte bedömd", symbol="○", muted=True)
    dated = wording.day(judged.dated)
    match judged:
        case Statement(level=level) if level:
            return Cell(wording.LEVELS[level], basis=basis, symbol=wording.level_sign(level), note=dated)
        case Assessment(level=level) if level:
            return Cell(wording.OVERALL[level], basis=basis, note=dated)
    return Cell(dated, basis=basis)


def _basis(now: Statement | Assessment | None, scene: Scene) -> tuple[str, ...]:
    edition = (f"utgava:{scene.earlier.edition}",) if scene.earlier else ()
    return (now.id, *edition) if now else edition


def _dimension(judged: Statement | Assessment, scene: Scene) -> str:
    source = scene.material.source(judged.source) if isinstance(judged, Statement) else None
    dimension = judged.dimension if isinstance(judged, Statement) else ""
    label = source.dimensions.get(dimension, dimension) if source else dimension
    return _in_area(label, judged.area, scene)


def _heading(judged: Statement | Assessment, scene: Scene) -> str:
    """The name that the outline gives the text, else the heading that it stands under."""
    assert isinstance(judged, Assessment)
    places = ((section, block) for section in scene.outline.section for block in section.block if block.subject == judged.subject)
    found = next(places, None)
    label = (found[1].text or found[0].heading) if found else judged.subject
    return _in_area(scene.prose.phrase(label, "heading", scene.values()), judged.area, scene)


def _in_area(label: str, code: str, scene: Scene) -> str:
    name = next((each.name for each in scene.request.areas if each.code == code), code)
    return f"{label}, {name}" if code else label


def _problem_row(changed: ChangedProblem, scene: Scene) -> Row:
    there = changed.now or changed.before
    assert there is not None
    edition = (f"utgava:{scene.earlier.edition}",) if scene.earlier else ()
    basis = (f"post:{there.register}:{there.id}", *edition) if changed.now else edition
    before, now = (_problem_cell(each, basis) for each in (changed.before, changed.now))
    citations = (changed.now.citation,) if changed.now else ()
    what = Cell(f"Problem {there.id}", basis=basis)
    sensitivity = highest(Sensitivity.OPPEN, *(each.sensitivity for each in (changed.before, changed.now) if each))
    return Row(PROBLEMS[changed.change], what, before, now, "", citations, sensitivity)


def _problem_cell(problem: Entry | None, basis: tuple[str, ...]) -> Cell:
    if problem is None:
        return NOTHING
    return Cell(problem_name(problem), note=problem.fields.get("status", ""), basis=basis)
