"""What differs between any two archived editions, by their records: the same kinds of change as since the earlier edition."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.findings.recorded import Recorded, Verdict
from briefing.findings.since_judgements import ChangedJudgement, changed_assessments, statements_between
from briefing.findings.since_numbers import ChangedNumber, ChangedSeries, changed_numbers, changed_series, values_changed
from briefing.findings.since_problems import ChangedProblem, ChangedRow, problems_between, rows_between
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod, changed_definitions, changed_methods
from briefing.findings.since_verdicts import CrossedWatchList, crossings


@dataclass(frozen=True)
class OtherVerdict:
    """A finding that both editions have, with another word."""

    before: Verdict
    now: Verdict


@dataclass(frozen=True)
class ChangedGap:
    """Something that is missing in one of the editions only, or for another reason; `before` and `now` are its sentence there."""

    subject: str
    before: str
    now: str


@dataclass(frozen=True)
class Differences:
    """All that differs between two editions, the second seen from the first."""

    verdicts: tuple[OtherVerdict, ...]
    watched: tuple[CrossedWatchList, ...]
    problems: tuple[ChangedProblem, ...]
    statements: tuple[ChangedJudgement, ...]
    assessments: tuple[ChangedJudgement, ...]
    numbers: tuple[ChangedNumber, ...]
    series: tuple[ChangedSeries, ...]
    definitions: tuple[ChangedDefinition, ...]
    methods: tuple[ChangedMethod, ...]
    rows: tuple[ChangedRow, ...]
    gaps: tuple[ChangedGap, ...]


def differences_between(before: Recorded, now: Recorded) -> Differences:
    """Everything in `now` that is otherwise in `before`; nothing is left out for its sensitivity."""
    terms = _terms(before, now)
    redefined = {each.now.indicator for each in terms if each.changes_meaning}
    series = changed_series(before.earlier, now.own, now.municipality)
    return Differences(
        verdicts=_verdicts(before, now),
        watched=crossings(before.earlier.watched, now.watched),
        problems=problems_between(before.earlier.entries, now.earlier.entries),
        statements=statements_between(before.earlier.statements, now.earlier.statements),
        assessments=changed_assessments(before.earlier, now.earlier.assessments),
        numbers=changed_numbers(before.earlier, now.own, redefined),
        series=tuple(each for each in series if each.subject.indicator not in redefined),
        definitions=terms,
        methods=changed_methods(before.earlier, now.earlier.methods),
        rows=rows_between(before.earlier.entries, now.earlier.entries),
        gaps=_gaps(before, now),
    )


def _gaps(before: Recorded, now: Recorded) -> tuple[ChangedGap, ...]:
    """Gaps by what they are about; one whose sentence is the same has not changed."""
    pairs = ((name, before.gaps.get(name, ""), now.gaps.get(name, "")) for name in {**now.gaps, **before.gaps})
    return tuple(ChangedGap(name, old, new) for name, old, new in pairs if old != new)


def _verdicts(before: Recorded, now: Recorded) -> tuple[OtherVerdict, ...]:
    was = {each.id: each for each in before.verdicts}
    pairs = ((was[each.id], each) for each in now.verdicts if each.id in was)
    return tuple(OtherVerdict(old, new) for old, new in pairs if old.word != new.word)


def _terms(before: Recorded, now: Recorded) -> tuple[ChangedDefinition, ...]:
    changed = changed_definitions(before.earlier, now.earlier.definitions)
    return tuple(
        replace(each, values=values_changed(before.earlier, now.own, each.now.indicator)) if each.changes_meaning else each
        for each in changed
    )
