"""The rows of definitions and methods that have changed."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.document import Cell
from briefing.document.method_words import TITLES, parameter_name, parameter_value
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.document.since_words import CHANGED_DEFINITION, CHANGED_METHOD, TERMS, meaning, term_said
from briefing.findings.method_use import Parameter
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod


def definition_rows(changed: Iterable[ChangedDefinition], scene: Scene) -> list[Row]:
    """A row per changed part of a definition, with how many earlier values are others because of it."""
    return [_definition_row(each) for each in changed]


def method_rows(changed: Iterable[ChangedMethod]) -> list[Row]:
    """A row per changed rule of a method; a new version with the same rules has one row."""
    return [row for each in changed for row in _method_rows(each)]


def _definition_row(changed: ChangedDefinition) -> Row:
    basis = (f"indikator:{changed.now.indicator}",)
    before, now = (term_said(each, changed.term) for each in (changed.before, changed.now))
    what = Cell(changed.now.label, note=TERMS[changed.term], basis=basis)
    return Row(CHANGED_DEFINITION, what, _cell(before, basis), _cell(now, basis), meaning(changed))


def _method_rows(changed: ChangedMethod) -> list[Row]:
    basis, title = (f"metod:{changed.now.id.value}",), TITLES[changed.now.id]
    if changed.before.version != changed.now.version:
        before, now = (f"version {each.version}" for each in (changed.before, changed.now))
        yielded = [Row(CHANGED_METHOD, Cell(title, basis=basis), _cell(before, basis), _cell(now, basis), "Se metodbilagan.")]
    else:
        yielded = []
    for old, new in changed.parameters:
        name = next(each.name for each in (new, old) if each)
        what = Cell(title, note=parameter_name(name), basis=basis)
        yielded.append(Row(CHANGED_METHOD, what, _parameter(old, basis), _parameter(new, basis)))
    return yielded


def _parameter(parameter: Parameter | None, basis: tuple[str, ...]) -> Cell:
    return _cell(parameter_value(parameter.name, parameter.value) if parameter else "", basis)


def _cell(text: str, basis: tuple[str, ...]) -> Cell:
    return Cell(text, basis=basis) if text else NOTHING
