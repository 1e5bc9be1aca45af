"""What has changed in verdicts and signs of areas since the earlier edition, and which indicators have crossed the watch list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.findings.area_signs import AreaSigns, Sign
from briefing.findings.earlier import WATCH_LIST, WATCHED, Earlier, sign_key
from briefing.findings.finding import Comparison, Development, Findings


@dataclass(frozen=True)
class ChangedVerdict:
    """A development or comparison whose word is another than in the earlier edition; `before` is the value of that word."""

    finding: Development | Comparison
    before: str


@dataclass(frozen=True)
class ChangedSign:
    """A sign of an area whose direction has another word than in the earlier edition; `finding` is the area's, `before` the old word."""

    finding: AreaSigns
    sign: Sign
    before: str


@dataclass(frozen=True)
class CrossedWatchList:
    """A subject (by its id) that has come onto the watch list, or has left it; `judged`: it could be judged this time.

    `basis` is the id of the finding that says so, empty where no finding of this edition does.
    """

    subject: str
    listed: bool
    judged: bool
    basis: str


def changed_verdicts(earlier: Earlier, findings: Findings) -> tuple[ChangedVerdict, ...]:
    """Developments and comparisons that both editions have, with another word."""
    both = ((each, earlier.verdicts.get(each.id, "")) for each in findings.all if isinstance(each, Development | Comparison))
    return tuple(ChangedVerdict(each, was) for each, was in both if was not in ("", each.verdict.value))


def changed_signs(earlier: Earlier, findings: Findings) -> tuple[ChangedSign, ...]:
    """Signs in areas (tecken) that both editions have, with another direction."""
    signs = ((each, sign) for each in findings.all if isinstance(each, AreaSigns) for sign in each.signs)
    both = ((each, sign, earlier.signs.get(sign_key(each.id, sign.subject.id), "")) for each, sign in signs)
    return tuple(ChangedSign(each, sign, was) for each, sign, was in both if was not in ("", sign.verdict.value))


def crossed_watch_list(earlier: Earlier, findings: Findings) -> tuple[CrossedWatchList, ...]:
    """Subjects on one of the two lists only; none where one of the editions has no watch list."""
    return crossings(earlier.watched, {name: (listed, basis) for each in findings.all for name, listed, basis in _watched(each)})


def crossings(before: Mapping[str, bool], now: Mapping[str, tuple[bool, str]]) -> tuple[CrossedWatchList, ...]:
    """The same between two states of the list: subject → on it then; subject → on it now, and the finding that says so."""
    if not before or not now:
        return ()
    both = ((each, now.get(each, (False, "")), before.get(each, False)) for each in {**now, **before})
    return tuple(CrossedWatchList(each, listed, each in now, basis) for each, (listed, basis), was in both if listed != was)


def _watched(finding: Any) -> Iterator[tuple[str, bool, str]]:
    """Of a watch list its judged subjects, then those on it; of one subject's place on it that place. Other findings have nothing."""
    if finding.id == WATCH_LIST:
        yield from ((each.id, False, finding.id) for each in finding.judged)
        yield from ((each.subject.id, True, finding.id) for each in finding.entries)
    elif finding.id.startswith(WATCHED):
        yield finding.id.removeprefix(WATCHED), bool(finding.listed), finding.id
