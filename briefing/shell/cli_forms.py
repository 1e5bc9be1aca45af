"""The verbs of the forms: make them empty, see who has answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish, root

_Obj = tuple[Path | None, date]
_period = click.option("--period", required=True, help="The period that is asked about, for example 2026-K3.")


@click.group()
def forms() -> None:
    """Forms for those who contribute: `make` writes them empty, `status` shows who has answered."""


@forms.command()
@_period
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder for them; default: output/forms/<period>.")
@_as_json
@click.pass_obj
def make(obj: _Obj, period: str, to: Path | None, as_json: bool) -> None:
    """Write a Word form and an Excel form for every contributor, last period's answers beside the empty fields."""
    from briefing.shell.commands.forms import made

    finish(lambda: made(root(obj), period, to, obj[1]), as_json)


@forms.command()
@_period
@_as_json
@click.pass_obj
def status(obj: _Obj, period: str, as_json: bool) -> None:
    """Show who has answered for a period, who is late, and what in the answers cannot be used."""
    from briefing.shell.commands.forms import status as form_status

    finish(lambda: form_status(root(obj), period, obj[1]), as_json)
