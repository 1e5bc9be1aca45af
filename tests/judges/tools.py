"""Where `make judges` has put the foreign tools, and how they are called."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from workspaces import REPOSITORY

HERE = Path(__file__).resolve().parent
INSTALLED = REPOSITORY / ".judges"
NODE_MODULES = INSTALLED / "node_modules"
SCHEMAS = INSTALLED / "schemas"
AWAITED = os.environ.get("BRIEFING_JUDGES") == "1"
WHY_NOT = "the foreign judges take minutes and installed tools: make judges"

_PATIENCE_SECONDS = 240


class JudgeBrokenError(Exception):
    """A tool that could not judge: that is neither a pass nor a finding."""


def said_by(*command: str | Path, environment: dict[str, str] | None = None, fine: tuple[int, ...] = (0,)) -> str:
    """What a tool prints; JudgeBrokenError with all that it said when its exit code is not one of those that are `fine`."""
    ended = subprocess.run(
        [str(each) for each in command],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE_SECONDS,
        env={**os.environ, **(environment or {})},
    )
    if ended.returncode not in fine:
        raise JudgeBrokenError(f"{command[0]} ended with {ended.returncode}\n{ended.stdout}\n{ended.stderr}")
    return ended.stdout


def kept(folder: Path, name: str, content: bytes) -> Path:
    """The bytes as a file, for a tool that reads nothing else."""
    path = folder / name
    path.write_bytes(content)
    return path
