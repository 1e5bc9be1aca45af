"""What differs between any two archived editions, by their records: the same kinds of change as since the earlier edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from briefing.findings.recorded import Recorded, Verdict
from briefing.findings.since_judgements import ChangedJudgement, changed_assessments, statements_between
from briefing.findings.since_numbers import ChangedNumber, ChangedSeries, changed_numbers, changed_series, values_changed
from briefing.findings.since_problems import ChangedProblem, ChangedRow, problems_between, rows_between
from briefing.findings.since_terms import ChangedDefinition, ChangedMethod, changed_definitions, changed_methods
from briefing.findings.since_verdicts import CrossedWatchList, crossings

Told = TypeVar("Told", ChangedProblem, ChangedJudgement, ChangedRow)


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


def shows_as_much(before: Recorded, now: Recorded) -> bool:
    """Whether the two are of one kind and for the same reader, so that what only one of them has was not there when the other was made."""
    return before.shown_to == now.shown_to


def differences_between(before: Recorded, now: Recorded) -> Differences:
    """Everything in `now` that is otherwise in `before`; nothing is left out for its sensitivity.

    Problems, rows, judgements and gaps that only one of two kinds has are no change: the other does not show them.
    """
    alike = shows_as_much(before, now)
    terms = _terms(before, now)
    redefined = {each.now.indicator for each in terms if each.changes_meaning}
    series = changed_series(before.earlier, now.own, now.municipality)
    return Differences(
        verdicts=_verdicts(before, now),
        watched=crossings(before.earlier.watched, now.watched),
        problems=_told(problems_between(before.earlier.entries, now.earlier.entries), alike=alike),
        statements=_told(statements_between(before.earlier.statements, now.earlier.statements), alike=alike),
        assessments=_told(changed_assessments(before.earlier, now.earlier.assessments), alike=alike),
        numbers=changed_numbers(before.earlier, now.own, redefined),
        series=tuple(each for each in series if each.subject.indicator not in redefined),
        definitions=terms,
        methods=changed_methods(before.earlier, now.earlier.methods),
        rows=_told(rows_between(before.earlier.entries, now.earlier.entries), alike=alike),
        gaps=_gaps(before, now, alike=alike),
    )


def _told(changes: Iterable[Told], *, alike: bool) -> tuple[Told, ...]:
    return tuple(each for each in changes if alike or (each.before is not None and each.now is not None))


def _gaps(before: Recorded, now: Recorded, *, alike: bool) -> tuple[ChangedGap, ...]:
    """Gaps by what they are about; one whose sentence is the same has not changed."""
    pairs = ((name, before.gaps.get(name, ""), now.gaps.get(name, "")) for name in {**now.gaps, **before.gaps})
    return tuple(ChangedGap(name, old, new) for name, old, new in pairs if old != new and (alike or (old and new)))


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
