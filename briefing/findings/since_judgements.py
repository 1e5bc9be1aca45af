"""What has changed in what people judge since the earlier edition: statements from outside, and what the municipality has signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.findings.earlier import Earlier
from briefing.findings.rounds import Shift, rounds, shift_between
from briefing.findings.since_problems import covered
from briefing.observations.statement import Assessment, OverallLevel, Statement
from briefing.terms.request import Request

if TYPE_CHECKING:
    from briefing.observations.reading import Material

_LEVELS = list(OverallLevel)


@dataclass(frozen=True)
class ChangedJudgement:
    """What a source or the municipality itself judges otherwise than in the earlier edition; None where it was not, or is not, judged."""

    shift: Shift
    before: Statement | Assessment | None
    now: Statement | Assessment | None

    @property
    def judged(self) -> Statement | Assessment:
        """The judgement that is there, now or before."""
        found = self.now or self.before
        assert found is not None
        return found


def changed_statements(earlier: Earlier, material: Material, request: Request) -> tuple[ChangedJudgement, ...]:
    """Statements of the latest round of every source against the latest that the earlier edition had; a new source has none."""
    found = []
    for source in material.sources:
        told = rounds(material, request, source.id)
        before = _latest(each for each in earlier.statements if each.source == source.id)
        if told and before:
            found += _shifted(before, told[-1].statements)
    return tuple(found)


def statements_between(before: Iterable[Statement], now: Iterable[Statement]) -> tuple[ChangedJudgement, ...]:
    """The latest statements of every source in one edition against those in another; a source that only one of them has, too."""
    was, told = tuple(before), tuple(now)
    sources = dict.fromkeys(each.source for each in (*told, *was))
    pairs = ((_latest(each for each in one if each.source == source) for one in (was, told)) for source in sources)
    return tuple(each for old, new in pairs for each in _shifted(old, new))


def changed_assessments(earlier: Earlier, assessments: Iterable[Assessment]) -> tuple[ChangedJudgement, ...]:
    """What the municipality has signed for this edition against what stood in the earlier one, subject by subject and area by area."""
    now, before = (_by_subject(each) for each in (assessments, earlier.assessments))
    pairs = ((now.get(key), before.get(key)) for key in {**now, **before})
    found = (ChangedJudgement(_assessed(new, old), old, new) for new, old in pairs)
    return tuple(each for each in found if each.shift is not Shift.OFORANDRAD)


def _shifted(before: Iterable[Statement], now: Iterable[Statement]) -> list[ChangedJudgement]:
    """The dimensions that are judged otherwise, those of now first."""
    told, was = ({(each.dimension, each.area): each for each in one} for one in (now, before))
    pairs = ((told.get(key), was.get(key)) for key in {**told, **was})
    found = (ChangedJudgement(shift_between(new, old), old, new) for new, old in pairs)
    return [each for each in found if each.shift is not Shift.OFORANDRAD]


def _latest(statements: Iterable[Statement]) -> list[Statement]:
    told = list(statements)
    newest = max((covered(each.citation.delivery) for each in told), default=None)
    return [each for each in told if covered(each.citation.delivery) == newest]


def _by_subject(assessments: Iterable[Assessment]) -> dict[tuple[str, str], Assessment]:
    return {(each.subject, each.area): each for each in assessments}


def _assessed(now: Assessment | None, before: Assessment | None) -> Shift:
    if now is None:
        return Shift.EJ_BEDOMD_NU
    if before is None:
        return Shift.NY
    if now.level and before.level and now.level is not before.level:
        return Shift.FORSAMRAD if _LEVELS.index(now.level) > _LEVELS.index(before.level) else Shift.FORBATTRAD
    return Shift.OFORANDRAD if (now.level, now.text) == (before.level, before.text) else Shift.NY_ORDALYDELSE
