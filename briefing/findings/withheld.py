"""What an edition may not show although it has come: gaps that say so, since to say that it has not come would be untrue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.findings.finding import Findings
from briefing.sources.source import Source
from briefing.terms.gap import Gap, GapReason
from briefing.terms.request import Request


def with_withheld(findings: Findings, request: Request, sources: Iterable[Source]) -> Findings:
    """The findings with the true reason in the gaps of indicators whose source the edition may not use."""
    reasons = {indicator: source for source in sources if not _may_use(source, request) for indicator in source.indicators.values()}
    told = (_not_shown(gap, reasons.get(gap.subject), request) for gap in findings.gaps)
    return replace(findings, gaps=tuple(told))


def too_sensitive(what: str, subject: str, request: Request) -> Gap:
    """The gap of a text that is there and may not be shown; `what` is its name, `subject` what it is about."""
    why = "den inte är öppen" if request.public else f"den är känsligare än utgåvan får vara ({request.ceiling.value})"
    where = " i den publika versionen" if request.public else ""
    return Gap(GapReason.FOR_KANSLIG, f"{what}: texten visas inte{where}, eftersom {why}.", subject)


def _may_use(source: Source, request: Request) -> bool:
    return not source.sensitivity.exceeds(request.ceiling)


def _not_shown(gap: Gap, source: Source | None, request: Request) -> Gap:
    """The gap as it is where the source may be used; whether anything has come from another is not said."""
    indicator = request.indicator(gap.subject)
    if source is None or indicator is None:
        return gap
    why = (
        " i den publika versionen, eftersom källan inte är öppen"
        if request.public
        else ", eftersom källan är känsligare än utgåvan får vara"
    )
    return Gap(GapReason.FOR_KANSLIG, f"{indicator.label} visas inte{why}.", gap.subject)
