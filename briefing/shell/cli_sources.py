"""The verb that adds a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish, root

_Obj = tuple[Path | None, date]


@click.command()
@click.argument("action", type=click.Choice(["add"]))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--id", "source", default="", help="The id of the new source (a-z, 0-9, -); default: from the file's name.")
@click.option("--title", default="", help="What the source is called in the document; default: from the file's name.")
@click.option("--period", default="", help="The latest period that the file covers; default: from its name, else from its rows.")
@click.option("--yes", is_flag=True, help="Write the declaration and put the file there without asking.")
@_as_json
@click.pass_obj
def sources(obj: _Obj, /, action: str, as_json: bool, **asked: Any) -> None:
    """Look at a file, propose how to declare it as a new source, and do so when confirmed. Nothing is overwritten."""
    from briefing.shell.asking import confirmed
    from briefing.shell.commands.add_source import NewSource, added

    question = "Ska den skrivas, och filen läggas där?"
    ask = None if as_json else lambda shown: confirmed(shown, question)
    finish(lambda: added(root(obj), NewSource(**asked), obj[1], ask), as_json)
