"""What is asked for on the command line, and the request that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.document.outline import Outline
from briefing.document.outline_check import checked_outline
from briefing.errors import BriefingError
from briefing.observations.reading import Material
from briefing.terms.committee import Committee
from briefing.terms.period import Day, Frequency, Quarter, parse_period, quarter_of
from briefing.terms.request import Request
from briefing.workspace.deliveries import Received
from briefing.workspace.load import Workspace


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; an empty text is what the operator left to the program.

    `cut_off` is set by the calendar alone: what was received on that day or later is not used, and only a first version is ever made.
    """

    kind: str = "kvartal"
    period: str = ""
    meeting: str = ""
    recipient: str = ""
    seal: bool = False
    reason: str = ""
    cut_off: date | None = None


def request_for(workspace: Workspace, asked: Asked, material: Material, came: Received, today: date) -> Request:
    """The request for the period or meeting asked for: default the latest quarter with data, or the next meeting."""
    if asked.reason and not asked.seal:
        raise BriefingError("--reason", problem="a draft needs no reason", remedy="give it together with --seal")
    outline = outline_for(workspace, asked.kind)
    if outline.for_meeting and asked.period:
        raise BriefingError("--period", problem=f"{asked.kind} is made for a meeting", remedy="give --meeting YYYY-MM-DD")
    if asked.meeting and not outline.for_meeting:
        raise BriefingError("--meeting", problem=f"{asked.kind} is made for a period", remedy="give --period, for example 2026-K2")
    period = _meeting(workspace, asked.meeting, today) if outline.for_meeting else _quarter(workspace, asked.period, material, came, today)
    committee = _committee(workspace, asked, outline)
    return workspace.configuration.request(
        asked.kind, period, workspace.indicators, cut_off=asked.cut_off, public=outline.public, committee=committee
    )


def outline_for(workspace: Workspace, kind: str) -> Outline:
    """The outline of that kind, held against what the workspace declares."""
    return checked_outline(kind, workspace.templates, workspace.indicators, workspace.sources)


def _committee(workspace: Workspace, asked: Asked, outline: Outline) -> Committee | None:
    """The nämnd that the edition is for; None where the kind is about the whole municipality."""
    if not outline.for_committee and not asked.recipient:
        return None
    if not outline.for_committee:
        raise BriefingError("--for", problem=f"{asked.kind} is about the whole municipality", remedy="leave --for out")
    declared = {each.id: each for each in workspace.configuration.committees}
    if asked.recipient not in declared:
        problem = f"'{asked.recipient}' is not declared in briefing.toml" if asked.recipient else f"{asked.kind} is made for one nämnd"
        names = f"name one of {', '.join(declared)}"
        remedy = names if declared else "declare it in briefing.toml: [[committee]] with id, name and indicators"
        raise BriefingError("--for", problem=problem, remedy=remedy)
    return declared[asked.recipient]


def _meeting(workspace: Workspace, written: str, today: date) -> Day:
    if written:
        try:
            return Day(date.fromisoformat(written))
        except ValueError:
            raise BriefingError("--meeting", problem=f"'{written}' is not a date", remedy="write it as 2026-12-03") from None
    coming = [each for each in workspace.configuration.calendar.meetings if each >= today]
    if not coming:
        raise BriefingError("--meeting", problem="briefing.toml has no coming meeting", remedy="give --meeting YYYY-MM-DD")
    return Day(min(coming))


def _quarter(workspace: Workspace, written: str, material: Material, came: Received, today: date) -> Quarter:
    if not written:
        return _latest_quarter(workspace, material, came, today)
    try:
        period = parse_period(written)
    except ValueError as error:
        raise BriefingError("--period", problem=str(error), remedy="write a quarter, for example 2026-K2") from None
    if not isinstance(period, Quarter):
        raise BriefingError("--period", problem=f"'{written}' is not a quarter", remedy="write a quarter, for example 2026-K2")
    if period.first_day > today:
        raise BriefingError("--period", problem=f"{period.code} has not begun", remedy="name a quarter that has")
    return period


def _latest_quarter(workspace: Workspace, material: Material, came: Received, today: date) -> Quarter:
    """The latest quarter with data: one that the municipality has a value for, or that a delivery of series says it is about.

    A delivery whose own row is missing or refused makes a gap in its quarter, never an older edition. Before any data has come it is
    the latest quarter that has ended.
    """
    frame = material.observations.frame
    own = frame[(frame["area"] == workspace.configuration.municipality.code) & (frame["frequency"] == Frequency.KVARTAL.value)]
    series = set(frame["delivery"].unique())
    named = [delivery.covers for delivery in came.deliveries if delivery.id in series]
    named += [parse_period(code) for code in own["period"].unique()]
    named = named if any(isinstance(each, Quarter) for each in named) else [delivery.covers for delivery in came.deliveries]
    quarters = [each for each in named if isinstance(each, Quarter) and each.first_day <= today]
    return max(quarters, default=quarter_of(today).shifted(-1))
