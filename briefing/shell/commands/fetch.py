"""`briefing fetch`: what services have published since last time becomes deliveries."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.errors import BriefingError
from briefing.fetch.bundle import Scope
from briefing.fetch.collect import Run, collect
from briefing.fetch.network import Network
from briefing.fetch.outcome import Ending, Outcome
from briefing.shell.commands.result import Result
from briefing.shell.formats import FORMATS
from briefing.sources.source import Source
from briefing.terms.value import unknown_word
from briefing.workspace.collection_log import forget_failure
from briefing.workspace.load import Workspace, load_workspace
from briefing.workspace.municipalities import municipalities

PROXY = "BRIEFING_PROXY"


def fetched(
    root: Path, ids: Sequence[str], today: date, network: Network | None = None, say: Callable[[str], None] | None = None
) -> Result:
    """Collects the sources named, or all that have a [fetch]. A service that fails stops nothing: its last delivery is used.

    Exit code 1 only where the operator has something to do: a declaration to mend, a title that is another, a source without anything.
    """
    workspace = load_workspace(root, FORMATS)
    outcomes = collected(workspace, _asked(workspace, ids), today, network, say)
    for each in outcomes:
        if each.ending in (Ending.NY, Ending.OFORANDRAD):
            forget_failure(root, each.source)
    lines = [line for outcome in outcomes for line in told(outcome, today)]
    if not outcomes:
        lines = ["Ingen källa hämtas av programmet: ingen source.toml har ett avsnitt [fetch]."]
    return Result(
        {"sources": [data_of(each, today) for each in outcomes]},
        tuple(lines),
        exit_code=1 if any(each.needs_the_operator for each in outcomes) else 0,
    )


def collected(
    workspace: Workspace,
    sources: Sequence[Source],
    today: date,
    network: Network | None = None,
    say: Callable[[str], None] | None = None,
) -> list[Outcome]:
    """What became of each of the sources."""
    world = network or Network(proxy=os.environ.get(PROXY, ""))
    return list(collect(sources, Run(workspace.root, _scope(workspace), today), world, say or _say))


def _asked(workspace: Workspace, ids: Sequence[str]) -> list[Source]:
    collectable = {each.id: each for each in workspace.sources if each.fetch is not None}
    known = {each.id for each in workspace.sources}
    for wanted in ids:
        if wanted not in known:
            raise BriefingError(
                "SOURCE", problem=unknown_word(wanted, "a source", known)[0], remedy=unknown_word(wanted, "a source", known)[1]
            )
        if wanted not in collectable:
            where = f"sources/{wanted}/source.toml"
            raise BriefingError(where, problem="the source has no [fetch]", remedy="add one (see sources/README.md), or put the file there")
    return [collectable[wanted] for wanted in dict.fromkeys(ids)] if ids else list(collectable.values())


def _scope(workspace: Workspace) -> Scope:
    configuration = workspace.configuration
    peers = tuple(each.code for each in configuration.peers)
    county = tuple(each.code for each in configuration.county)
    return Scope(configuration.municipality, peers, county, tuple(municipalities()))


def told(outcome: Outcome, today: date) -> list[str]:
    """What became of a source, in Swedish."""
    more = [*(f"  {each}" for each in outcome.remarks), *(f"  {each}" for each in outcome.to_mend)]
    match outcome.ending:
        case Ending.NY:
            return [f"{outcome.title}: hämtad, {', '.join(outcome.new)}.", *more]
        case Ending.OFORANDRAD:
            return [f"{outcome.title}: inget nytt, {_last(outcome, today)}.", *more]
        case Ending.UPPTAGEN:
            return [f"{outcome.title}: {outcome.fault}."]
        case Ending.MISSLYCKAD:
            remedy = [f"  Gör så här: {outcome.remedy}"] if outcome.remedy else []
            return [f"{outcome.title}: inte hämtad: {outcome.fault}.", f"  {_used(outcome, today)}", *remedy, *more]


def _last(outcome: Outcome, today: date) -> str:
    if outcome.received_on is None:
        return "utan leverans" if not outcome.last else outcome.last
    return f"{outcome.last} togs emot {outcome.received_on.isoformat()} ({_age(outcome.received_on, today)})"


def _used(outcome: Outcome, today: date) -> str:
    return f"Den senaste leveransen används: {_last(outcome, today)}." if outcome.last else "Det finns ingen tidigare leverans att använda."


def _age(day: date, today: date) -> str:
    days = (today - day).days
    return {0: "i dag", 1: "en dag gammal"}.get(days, f"{days} dagar gammal")


def data_of(outcome: Outcome, today: date) -> dict[str, Any]:
    """What became of a source, as JSON."""
    return {
        "source": outcome.source,
        "outcome": outcome.ending.value,
        "new": list(outcome.new),
        "last": outcome.last,
        "received_on": outcome.received_on.isoformat() if outcome.received_on else None,
        "age_days": (today - outcome.received_on).days if outcome.received_on else None,
        "problem": outcome.fault,
        "remedy": outcome.remedy,
        "remarks": list(outcome.remarks),
        "to_mend": list(outcome.to_mend),
    }


def _say(line: str) -> None:
    click.echo(line, err=True)
