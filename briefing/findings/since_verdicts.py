"""What has changed in the verdicts of the data since the earlier edition, and which indicators have crossed the watch list."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.findings.earlier import Earlier
from briefing.findings.finding import Comparison, Development, Findings

_WATCHED = "bevakning:"


@dataclass(frozen=True)
class ChangedVerdict:
    """A development or comparison whose word is another than in the earlier edition; `before` is the value of that word."""

    finding: Development | Comparison
    before: str


@dataclass(frozen=True)
class CrossedWatchList:
    """An indicator that has come onto the watch list, or has left it; `finding` is the id `bevakning:<subject>`."""

    finding: str
    listed: bool


def changed_verdicts(earlier: Earlier, findings: Findings) -> tuple[ChangedVerdict, ...]:
    """Developments and comparisons that both editions have, with another word."""
    both = ((each, earlier.findings.get(each.id)) for each in findings.all if isinstance(each, Development | Comparison))
    return tuple(ChangedVerdict(each, was.verdict) for each, was in both if was and was.verdict not in ("", each.verdict.value))


def crossed_watch_list(earlier: Earlier, findings: Findings) -> tuple[CrossedWatchList, ...]:
    """Indicators on one of the two lists only; none where the earlier edition had no watch list."""
    before = {each: was.listed for each, was in earlier.findings.items() if each.startswith(_WATCHED)}
    if not before:
        return ()
    now = {each.id: bool(getattr(each, "listed", False)) for each in findings.all if each.id.startswith(_WATCHED)}
    both = dict.fromkeys([*now, *before])
    return tuple(CrossedWatchList(each, now.get(each, False)) for each in both if now.get(each, False) != bool(before.get(each)))
