"""That a large file holds no personal identity number, kept by its seal: ten million rows are not looked through again each time."""

from __future__ import annotations

from pathlib import Path

from briefing.observations.file_kinds import is_for_duckdb
from briefing.sources.source import Part
from briefing.workspace.cache import CACHE, keep, kept, program
from briefing.workspace.examination import Objection, examined


def examined_once(part: Part, root: Path) -> Objection | None:
    """What speaks against a file; that nothing does is kept for a large one. What does is found anew each time, with its place."""
    if not is_for_duckdb(part):
        return examined(part)
    path = root / CACHE / f"{part.sha512}.granskad"
    if kept(path) == _verdict(part):
        return None
    objection = examined(part)
    if objection is None:
        keep(path, _verdict(part))
    return objection


def _verdict(part: Part) -> str:
    """Of which bytes by which program, so that no other verdict is taken for it."""
    return f"{part.sha512} {program()}"
