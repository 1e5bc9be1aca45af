"""The judge that reads the page as assistive technology does: axe-core in Chromium, wide and as narrow as a telephone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import HERE, NODE_MODULES, JudgeBrokenError, kept, said_by


def browser_findings(*contents: bytes) -> tuple[tuple[str, ...], ...]:
    """What axe says of each page at 1280 and 320 px (contrast included), what it fetches, and whether it must be scrolled sideways."""
    browser = shutil.which("chromium")
    if browser is None:
        raise JudgeBrokenError("Chromium is not installed")
    with TemporaryDirectory() as folder:
        files = [kept(Path(folder), f"{index}.html", content) for index, content in enumerate(contents)]
        said = json.loads(said_by("node", HERE / "axe.mjs", NODE_MODULES, browser, *files))
    return tuple(tuple(each) for each in said)
