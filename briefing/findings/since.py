"""Sedan förra lägesbilden: everything that is otherwise than in the earlier edition, each kind of change told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.findings.definitions import definitions
from briefing.findings.earlier import Earlier
from briefing.findings.finding import Findings, History
from briefing.findings.since_judgements import ChangedJudgement, changed_assessments, changed_statements
from briefing.findings.since_numbers import (
    ChangedNumber,
    ChangedSeries,
    changed_numbers,
    changed_series,
    own_histories,
    values_changed,
)
from briefing.findings.since_problems import ChangedProblem, changed_problems
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod, changed_definitions, changed_methods
from briefing.findings.since_verdicts import (
    ChangedSign,
    ChangedVerdict,
    CrossedWatchList,
    changed_signs,
    changed_verdicts,
    crossed_watch_list,
)
from briefing.observations.reading import Material
from briefing.observations.statement import Assessment
from briefing.terms.request import Request


@dataclass(frozen=True)
class Changes:
    """What has changed since the earlier edition. New data, revised history, changed definition and changed method are four things."""

    verdicts: tuple[ChangedVerdict, ...]
    watched: tuple[CrossedWatchList, ...]
    problems: tuple[ChangedProblem, ...]
    statements: tuple[ChangedJudgement, ...]
    assessments: tuple[ChangedJudgement, ...]
    numbers: tuple[ChangedNumber, ...]
    series: tuple[ChangedSeries, ...]
    definitions: tuple[ChangedDefinition, ...]
    methods: tuple[ChangedMethod, ...]
    signs: tuple[ChangedSign, ...] = ()


def changes(earlier: Earlier, findings: Findings, material: Material, request: Request, assessments: Iterable[Assessment]) -> Changes:
    """Everything that is otherwise; `assessments` are those that this edition prints."""
    earlier = _open_enough(earlier, request)
    histories = own_histories(findings, request.municipality.code)
    terms = _terms(earlier, histories, material, request)
    redefined = {each.now.indicator for each in terms if each.changes_meaning}
    found = Changes(
        verdicts=changed_verdicts(earlier, findings),
        watched=crossed_watch_list(earlier, findings),
        problems=changed_problems(earlier, material),
        statements=changed_statements(earlier, material, request),
        assessments=changed_assessments(earlier, assessments),
        numbers=changed_numbers(earlier, histories, redefined),
        series=tuple(
            each for each in changed_series(earlier, histories, request.municipality.code) if each.subject.indicator not in redefined
        ),
        definitions=terms,
        methods=changed_methods(earlier, findings.methods),
        signs=changed_signs(earlier, findings),
    )
    return _known_before(found) if earlier.is_partial else found


def _known_before(found: Changes) -> Changes:
    """Only the changes of what is known of the earlier edition: what nobody entered from a deposited document is not new for that."""
    return replace(
        found,
        problems=tuple(each for each in found.problems if each.before is not None),
        statements=tuple(each for each in found.statements if each.before is not None),
        assessments=tuple(each for each in found.assessments if each.before is not None),
        numbers=tuple(each for each in found.numbers if each.before is not None),
        series=(),
    )


def _open_enough(earlier: Earlier, request: Request) -> Earlier:
    """The earlier edition without what is more sensitive than this one may be."""
    return replace(
        earlier,
        statements=tuple(each for each in earlier.statements if not each.sensitivity.exceeds(request.ceiling)),
        assessments=tuple(each for each in earlier.assessments if not each.sensitivity.exceeds(request.ceiling)),
        entries=tuple(each for each in earlier.entries if not each.sensitivity.exceeds(request.ceiling)),
    )


def _terms(earlier: Earlier, histories: tuple[History, ...], material: Material, request: Request) -> tuple[ChangedDefinition, ...]:
    used = {each.subject.indicator for each in histories}
    changed = changed_definitions(earlier, definitions(request.indicators, used, material.sources))
    return tuple(
        replace(each, values=values_changed(earlier, histories, each.now.indicator)) if each.changes_meaning else each for each in changed
    )
