"""Boundary changes (gränsändringar): which areas became which, and between which days an area has had the boundaries that it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.terms.area import LocalArea
from briefing.terms.period import Period


@dataclass(frozen=True)
class BoundaryChange:
    """From the day `on`, the areas `before` are the areas `after` (codes of the register). An area in both has got other boundaries."""

    on: date
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """Between which days an area has had the same boundaries; None: no change is known. `since` is the change that gave it them."""

    first: date | None
    last: date | None
    since: BoundaryChange | None = None

    @property
    def is_unbounded(self) -> bool:
        return self.first is None and self.last is None

    def holds(self, period: Period) -> bool:
        """Whether the boundaries were the same during the whole period."""
        return not (self.first and period.first_day < self.first) and not (self.last and period.last_day > self.last)


def standing(area: LocalArea, changes: Iterable[BoundaryChange], day: date) -> Standing:
    """The boundaries of an area as they are on that day, or the latest that it had: what was or will be otherwise is outside."""
    told = sorted((each for each in changes if area.code in (*each.before, *each.after)), key=lambda each: each.on)
    since = next((each for each in reversed(told) if each.on <= day and area.code in each.after), None)
    came = next((each.on for each in told if area.code in each.after and area.code not in each.before), None)
    begun = [each for each in (area.first, came, since.on if since else None) if each]
    ends = [each.on - timedelta(days=1) for each in told if area.code in each.before and (since is None or each.on > since.on)]
    ended = [each for each in (area.last, *ends) if each]
    return Standing(max(begun, default=None), min(ended, default=None), since)


def in_force(areas: Iterable[LocalArea], changes: tuple[BoundaryChange, ...], day: date) -> tuple[LocalArea, ...]:
    """The areas that there are on that day."""
    found = ((each, standing(each, changes, day)) for each in areas)
    return tuple(each for each, its in found if not (its.first and its.first > day) and not (its.last and its.last < day))
