"""The edition before this one in its kind, read from its record, and what has changed in the numbers since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from briefing.findings.finding import Findings, History
from briefing.terms.gap import Gap


class NumberChange(Enum):
    """New data and revised history are two different things."""

    NYA_UPPGIFTER = "nya_uppgifter"
    REVIDERAD_HISTORIK = "reviderad_historik"


@dataclass(frozen=True)
class ChangedNumber:
    """One value that the earlier edition did not have, or had otherwise; `before` is None for a new period."""

    kind: NumberChange
    history: History
    period: str
    before: float | None
    now: float


@dataclass(frozen=True)
class Earlier:
    """What the edition before printed: its id and version, and its series (history id → period code → value)."""

    edition: str
    version: str
    series: Mapping[str, Mapping[str, float]] = field(hash=False)


def parse_earlier(record: str) -> Earlier:
    """The earlier edition from its record (JSON text)."""
    content = json.loads(record)
    series = {}
    for finding in content["findings"]:
        if finding["id"].startswith("historik:"):
            points = ((point["period"], point["value"]) for point in finding["points"])
            series[finding["id"]] = {period: value for period, value in points if isinstance(value, int | float)}
    return Earlier(content["edition"]["id"], content["edition"]["version"] or "", series)


def changed_numbers(earlier: Earlier, findings: Findings, area: str) -> tuple[ChangedNumber, ...]:
    """The own municipality's delivered values that are new or revised since the earlier edition, in the order of the findings.

    Sums over several periods are left out: they only repeat what changed in their parts.
    """
    own = (each for each in findings.all if isinstance(each, History) and each.area == area and each.rolling == 1)
    return tuple(change for history in own for change in _changes(earlier, history))


def _changes(earlier: Earlier, history: History) -> list[ChangedNumber]:
    known = earlier.series.get(history.id, {})
    changes = []
    for point in history.points:
        if isinstance(point.value, Gap):
            continue
        before = known.get(point.period.code)
        if before is None and known and point.period.code > max(known):
            changes.append(ChangedNumber(NumberChange.NYA_UPPGIFTER, history, point.period.code, None, point.value))
        elif before is not None and before != point.value:
            changes.append(ChangedNumber(NumberChange.REVIDERAD_HISTORIK, history, point.period.code, before, point.value))
    return changes
