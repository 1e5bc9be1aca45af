"""Where two sources say different things of the same matter: never averaged, both cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.findings.vocabulary import Subject, Trend
from briefing.observations.statement import Direction
from briefing.terms.citation import Citation
from briefing.terms.gap import Gap
from briefing.terms.indicator import Tolerance, Unit
from briefing.terms.period import Period


@dataclass(frozen=True)
class Difference:
    """The same matter in two sources of numbers, in the latest period that both have.

    `value` is of `subject` in `measure`, `other_value` of `other` in `other_measure`. `size` is value minus other value, `relative` the
    same as a share of the other value (None where that is 0); None where the two are in different units. `within` says whether the
    size is inside `tolerance`, None where no tolerance is declared. `reasons` are what may explain the difference. `gap` says why there
    is no size; the values are None where no period has both.
    """

    id: str
    subject: Subject
    other: Subject
    area: str
    period: Period | None
    measure: Unit
    other_measure: Unit
    value: float | None
    other_value: float | None
    size: float | None
    relative: float | None
    tolerance: Tolerance | None
    within: bool | None
    preliminary: bool
    other_preliminary: bool
    reasons: tuple[str, ...]
    gap: Gap | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Contradiction:
    """A statement's direction beside the verdict of the data on the same matter. `agrees`: they say the same.

    `statement` is the statement's id, `development` that of the development. Neither is corrected by the other.
    """

    id: str
    source: str
    dimension: str
    statement: str
    dated: date
    direction: Direction
    subject: Subject
    period: Period
    development: str
    verdict: Trend
    agrees: bool
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]
