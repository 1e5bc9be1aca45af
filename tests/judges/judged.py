"""What is judged: the demo's edition of every kind that has an outline, so that a new kind is judged without a word here."""

from __future__ import annotations

import tomllib
from functools import cache

from editions import Made, made
from workspaces import REPOSITORY

from briefing.outputs.file import File

_MEETING, _QUARTER = "2026-12-03", "2026-K2"
_OUTLINES = {path.stem: path for path in sorted((REPOSITORY / "templates" / "utgavor").glob("*.toml"))}

KINDS = tuple(_OUTLINES)


@cache
def edition(kind: str) -> Made:
    """The demo's edition of that kind: for the council's meeting where the outline is for meetings, else for the quarter."""
    outline = tomllib.loads(_OUTLINES[kind].read_text(encoding="utf-8"))
    return made(kind, _MEETING if outline.get("for_meeting") else _QUARTER)


def files(kind: str, media_type: str) -> tuple[File, ...]:
    """The files of that edition which are of that type."""
    return tuple(file for file in edition(kind).production.files if file.media_type.partition(";")[0] == media_type)
