"""What people said last and the time before: rounds of statements from one source, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.observations.statement import Assessment, Statement
from briefing.terms.period import Period
from briefing.terms.request import Request

if TYPE_CHECKING:  # two records are compared without what reads deliveries
    from briefing.observations.reading import Material


class Shift(Enum):
    """How the judgement of one dimension changed; a new wording at the same level is a change of its own."""

    FORSAMRAD = "forsamrad"
    FORBATTRAD = "forbattrad"
    NY = "ny"
    EJ_BEDOMD_NU = "ej_bedomd_nu"
    NY_ORDALYDELSE = "ny_ordalydelse"
    OFORANDRAD = "oforandrad"


@dataclass(frozen=True)
class Round:
    """All statements of one source at one time: what it covers, the day it was dated, the delivery's id."""

    covers: Period
    dated: date
    delivery: str
    statements: tuple[Statement, ...]

    def of(self, dimension: str) -> Statement | None:
        return self._by_dimension.get(dimension)

    @cached_property
    def _by_dimension(self) -> Mapping[str, Statement]:
        return {statement.dimension: statement for statement in self.statements if not statement.area}


@dataclass(frozen=True)
class DimensionShift:
    """One dimension now and the time before; None where it was not assessed."""

    dimension: str
    now: Statement | None
    before: Statement | None
    shift: Shift


def rounds(material: Material, request: Request, source: str) -> tuple[Round, ...]:
    """The source's rounds that may enter the edition, oldest first; a correction takes the place of what it corrects.

    A later delivery of judgements alone corrects no statements.
    """
    latest = {}
    judged = {each.citation.delivery for each in material.assessments} - {each.citation.delivery for each in material.statements}
    for delivery in sorted(material.deliveries, key=lambda each: each.revision):
        if delivery.source == source and request.uses(delivery.covers) and delivery.id not in judged:
            latest[delivery.covers] = delivery
    told = []
    for delivery in latest.values():
        statements = tuple(each for each in material.statements if each.citation.delivery == delivery.id)
        if statements:
            told.append(Round(delivery.covers, max(each.dated for each in statements), delivery.id, statements))
    return tuple(sorted(told, key=_when))


def shifts(dimensions: tuple[str, ...], now: Round, before: Round | None) -> tuple[DimensionShift, ...]:
    """Every dimension that was assessed now or the time before, in the given order."""
    pairs = ((dimension, now.of(dimension), before.of(dimension) if before else None) for dimension in dimensions)
    return tuple(DimensionShift(dimension, new, old, shift_between(new, old)) for dimension, new, old in pairs if new or old)


def shift_between(now: Statement | None, before: Statement | None) -> Shift:
    """How one judgement differs from the one before it; None where there was none."""
    if now is None or (before is not None and before.level and not now.level):
        return Shift.EJ_BEDOMD_NU
    if before is None or (now.level and not before.level):
        return Shift.NY
    if now.level and before.level and now.level is not before.level:
        return Shift.FORSAMRAD if now.level.rank > before.level.rank else Shift.FORBATTRAD
    return Shift.OFORANDRAD if now.text == before.text else Shift.NY_ORDALYDELSE


def assessment(material: Material, request: Request, subject: str, area: str = "") -> Assessment | None:
    """What the municipality has signed of that subject for this very edition; the latest correction counts.

    `area` is the code of a part of the municipality, empty for the whole of it.
    """
    signed = [each for each in material.assessments if (each.subject, each.area) == (subject, area)]
    signed = [each for each in signed if material.delivery(each.citation).covers == request.period]
    return max(signed, key=lambda each: (material.delivery(each.citation).revision, each.dated), default=None)


def _when(told: Round) -> tuple[date, date]:
    """When a round was told. A date before its own period began cannot be right (the reader remarks on it), so the period's end stands."""
    return (told.dated if told.dated >= told.covers.first_day else told.covers.last_day, told.covers.last_day)
