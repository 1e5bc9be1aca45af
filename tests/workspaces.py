"""Real workspaces for the tests: copies of the demo, and the command line run in them."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.shell.cli import run

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"


@dataclass(frozen=True)
class Call:
    """What one call of the command line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.out)
        return content


def demo(folder: Path) -> Path:
    """A copy of the repository's own workspace: declarations, deliveries and templates, nothing made yet; its ticks collect nothing."""
    root = folder / "umea"
    root.mkdir()
    shutil.copy(REPOSITORY / "briefing.toml", root)
    edited(root / "briefing.toml", "collect = true", "collect = false")
    for name in ("sources", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    return root


def briefing(root: Path, *arguments: str, today: str = TODAY) -> Call:
    """One call in that workspace, on that day."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["--workspace", str(root), "--today", today, *arguments])
    return Call(code, out.getvalue(), err.getvalue())


def edited(path: Path, old: str, new: str) -> None:
    """Replaces a text that must stand in the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
