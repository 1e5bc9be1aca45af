"""What every verb needs: the workspace, the clock, and a result printed as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.shell.commands.result import Result

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
_NOW = "briefing.now"


def root(obj: tuple[Path | None, date]) -> Path:
    """The workspace that was named, or the nearest above."""
    from briefing.workspace.find import find

    return find(Path.cwd(), obj[0])


def root_or_none(obj: tuple[Path | None, date]) -> Path | None:
    """The workspace, None where there is none above: a proof needs only files."""
    try:
        return root(obj)
    except BriefingError:
        return None


def set_now(context: click.Context, today: datetime | None) -> None:
    """Notes what --today said; a day alone is its noon."""
    context.meta[_NOW] = datetime.combine(today, time(12)) if today and today.time() == time() else today


def now() -> datetime:
    """The instant that --today said in Swedish local time, else that of the clock."""
    said = click.get_current_context().meta.get(_NOW)
    if not isinstance(said, datetime):
        return datetime.now(UTC)
    from briefing.planning import instant

    return instant(said.date(), said.time())


def finish(work: Callable[[], Result], as_json: bool) -> None:
    """Does the work, prints its result and leaves with its exit code."""
    from briefing.shell.printing import print_result

    result = work()
    if as_json:
        click.echo(json.dumps(result.data, ensure_ascii=False))
    else:
        print_result(result)
    raise click.exceptions.Exit(result.exit_code)
