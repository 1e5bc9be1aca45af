"""The rows of definitions and methods that have changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefing.document import wording
from briefing.document.document import Cell
from briefing.document.method_words import TITLES, parameter_name, parameter_value
from briefing.document.scene import Scene
from briefing.document.since_row import NOTHING, Row
from briefing.findings.definitions import Definition
from briefing.findings.method_use import Parameter
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod, Term
from briefing.terms.period import in_words

_TERMS: Mapping[Term, str] = {
    Term.DEFINITION: "definition",
    Term.MATT: "mått",
    Term.LASRIKTNING: "hur talet läses",
    Term.BROTT_I_SERIEN: "brott i serien",
    Term.KALLA: "källa",
    Term.TOLERANS: "tolerans mot en annan källa",
}


def definition_rows(changed: Iterable[ChangedDefinition], scene: Scene) -> list[Row]:
    """A row per changed part of a definition, with how many earlier values are others because of it."""
    return [_definition_row(each) for each in changed]


def method_rows(changed: Iterable[ChangedMethod]) -> list[Row]:
    """A row per changed rule of a method; a new version with the same rules has one row."""
    return [row for each in changed for row in _method_rows(each)]


def _definition_row(changed: ChangedDefinition) -> Row:
    basis = (f"indikator:{changed.now.indicator}",)
    if not changed.changes_meaning:
        remark = "Talen är desamma."
    elif changed.values == 1:
        remark = "Ett tidigare tal är därför ett annat. Det är ingen revidering."
    elif changed.values:
        remark = f"{wording.sentence_case(wording.spelled(changed.values))} tidigare tal är därför andra. Det är ingen revidering."
    else:
        remark = "Tal före och efter går inte att jämföra utan vidare."
    before, now = (_said(each, changed.term) for each in (changed.before, changed.now))
    what = Cell(changed.now.label, note=_TERMS[changed.term], basis=basis)
    return Row("Ändrad definition", what, _cell(before, basis), _cell(now, basis), remark)


def _said(definition: Definition, term: Term) -> str:
    match term:
        case Term.DEFINITION:
            return wording.unbroken(definition.definition)
        case Term.MATT:
            return wording.UNITS[definition.unit]
        case Term.LASRIKTNING:
            return wording.READINGS[definition.polarity]
        case Term.BROTT_I_SERIEN:
            return "; ".join(f"{in_words(each.first)}: {each.reason}" for each in definition.breaks)
        case Term.KALLA:
            return definition.source
        case Term.TOLERANS:
            return wording.tolerance(definition.tolerance, definition.unit) if definition.tolerance else ""


def _method_rows(changed: ChangedMethod) -> list[Row]:
    basis, title = (f"metod:{changed.now.id.value}",), TITLES[changed.now.id]
    if changed.before.version != changed.now.version:
        before, now = (f"version {each.version}" for each in (changed.before, changed.now))
        yielded = [Row("Ändrad metod", Cell(title, basis=basis), _cell(before, basis), _cell(now, basis), "Se metodbilagan.")]
    else:
        yielded = []
    for old, new in changed.parameters:
        name = next(each.name for each in (new, old) if each)
        what = Cell(title, note=parameter_name(name), basis=basis)
        yielded.append(Row("Ändrad metod", what, _parameter(old, basis), _parameter(new, basis)))
    return yielded


def _parameter(parameter: Parameter | None, basis: tuple[str, ...]) -> Cell:
    return _cell(parameter_value(parameter.name, parameter.value) if parameter else "", basis)


def _cell(text: str, basis: tuple[str, ...]) -> Cell:
    return Cell(text, basis=basis) if text else NOTHING
