"""The verbs of the calendar: tick, run, status, schedule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish, now, root

_Obj = tuple[Path | None, date]


@click.command()
@_as_json
@click.pass_obj
def tick(obj: _Obj, as_json: bool) -> None:
    """Make what the calendar says is due. Safe at any time, any number of times, on any number of machines."""
    from briefing.shell.commands.tick import ticked

    finish(lambda: ticked(root(obj), now()), as_json)


@click.command("run")
@_as_json
@click.pass_obj
def run_schedule(obj: _Obj, as_json: bool) -> None:
    """Stay and call tick every 15 minutes, showing what is waited for. Ends with Ctrl-C; --json is one tick."""
    from briefing.shell.commands.running import running
    from briefing.shell.commands.tick import ticked

    if as_json:
        finish(lambda: ticked(root(obj), now()), as_json)
    ahead = now() - datetime.now(UTC)  # --today is when the clock starts
    raise click.exceptions.Exit(running(root(obj), lambda: datetime.now(UTC) + ahead))


@click.command()
@click.option("--max-age", type=click.FloatRange(min=0), metavar="HOURS", help="Fail if no tick came within so many hours.")
@_as_json
@click.pass_obj
def status(obj: _Obj, max_age: float | None, as_json: bool) -> None:
    """Show how every edition of the calendar stands; exit code 1 if one has failed or is overdue."""
    from briefing.shell.commands.status import status as standing

    finish(lambda: standing(root(obj), now(), max_age), as_json)


@click.group()
def schedule() -> None:
    """Show the calendar, leave an edition out, or make the calendar run by itself."""


@schedule.command("list")
@_as_json
@click.pass_obj
def list_coming(obj: _Obj, as_json: bool) -> None:
    """List when the next editions are made, and what each waits for."""
    from briefing.shell.commands.scheduled import timetable

    finish(lambda: timetable(root(obj), now()), as_json)


@schedule.command()
@click.argument("edition")
@click.option("--by", required=True, help="Who decided it: a function, never a person's name.")
@click.option("--reason", required=True, help="Why it is left out.")
@_as_json
@click.pass_obj
def skip(obj: _Obj, edition: str, by: str, reason: str, as_json: bool) -> None:
    """Leave an edition out; it is written in briefing.toml."""
    from briefing.shell.commands.scheduled import skipped

    finish(lambda: skipped(root(obj), now(), edition, by, reason), as_json)


@schedule.command()
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder; default: ~/.config/systemd/user.")
@_as_json
@click.pass_obj
def install(obj: _Obj, to: Path | None, as_json: bool) -> None:
    """Write a systemd service and timer that call tick every 15 minutes."""
    from briefing.shell.commands.units import installed

    finish(lambda: installed(root(obj), to), as_json)
