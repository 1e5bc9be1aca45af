"""The verb that brings back what people have written in Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish, root

_SIDES = ("mine", "theirs")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Keep what can be kept without asking.")
@click.option("--take", type=click.Choice(_SIDES), help="Where both sides have changed: mine (the file) or theirs (the workspace).")
@click.option("--by", default="", help="The body that stands for the texts; default: the one that signed them before.")
@click.option("--role", default="", help="The role of whoever signs; default: as before.")
@_as_json
@click.pass_obj
def adopt(obj: tuple[Path | None, date], /, file: Path, as_json: bool, take: str | None, **asked: Any) -> None:
    """Bring back the texts that people have written in a draft in Word. Nothing is overwritten, and nothing is lost."""
    from briefing.shell.asking import adopt_asking
    from briefing.shell.commands.adopt import Adoption, adopted

    asking = None if as_json or asked["yes"] else adopt_asking()
    finish(lambda: adopted(root(obj), Adoption(file, take=take or "", **asked), obj[1], asking), as_json)
