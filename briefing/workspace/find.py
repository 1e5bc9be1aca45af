"""Where the workspace is: the nearest folder with briefing.toml, as git finds .git."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError

CONFIGURATION_FILE = "briefing.toml"
_REMEDY = "go to the folder with briefing.toml, name it with --workspace PATH, or write a new one: briefing init PATH --kommun NAME"


def find(start: Path, given: Path | None = None) -> Path:
    """The folder that was given, else the nearest of `start` and its parents that has briefing.toml; BriefingError when there is none."""
    if given is not None:
        return _checked(given)
    resolved = start.resolve()
    for folder in (resolved, *resolved.parents):
        if (folder / CONFIGURATION_FILE).is_file():
            return folder
    raise BriefingError(str(start), problem=f"neither this folder nor any above it has {CONFIGURATION_FILE}", remedy=_REMEDY)


def _checked(given: Path) -> Path:
    if (given / CONFIGURATION_FILE).is_file():
        return given.resolve()
    problem = f"the folder has no {CONFIGURATION_FILE}" if given.is_dir() else "there is no such folder"
    raise BriefingError(str(given), problem=problem, remedy=_REMEDY)
