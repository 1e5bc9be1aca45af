"""output/utkast.log: the editions that the calendar has made as drafts, where briefing.toml says `archive = false`. Only added to.

The archive does not know them, so this is what keeps them from being made again. A tick that is cut off between the draft and its line
makes the same draft once more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from briefing.terms.edition import EditionId, parse_edition_id

LOG = "output/utkast.log"


def ticked_drafts(root: Path) -> Mapping[EditionId, date]:
    """The drafts that the calendar has made, and on which day; half a line that a power cut left is passed over."""
    try:
        text = (root / LOG).read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    found = {}
    for written in text.splitlines():
        with suppress(ValueError, KeyError, TypeError):
            content = json.loads(written)
            found[parse_edition_id(content["edition"])] = date.fromisoformat(content["on"])
    return found


def note_draft(root: Path, edition: EditionId, on: date) -> None:
    """Adds a line and waits until the disk has it."""
    descriptor = os.open(root / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        # A line of its own even after half a line: an empty line costs nothing.
        os.write(descriptor, ("\n" + json.dumps({"edition": str(edition), "on": on.isoformat()}) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
