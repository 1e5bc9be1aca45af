"""output/utkast.log: the editions that the calendar has made as drafts, where briefing.toml says `archive = false`. Only added to.

The archive does not know them, so this is what keeps them from being made again. A tick that is cut off between the draft and its line
makes the same draft once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from briefing.terms.edition import EditionId, parse_edition_id
from briefing.workspace.notes import add_to_log, logged

LOG = "output/utkast.log"


def ticked_drafts(root: Path) -> Mapping[EditionId, date]:
    """The drafts that the calendar has made, and on which day; half a line that a power cut left is passed over."""
    found = {}
    for content in logged(root / LOG):
        with suppress(ValueError, KeyError, TypeError):
            found[parse_edition_id(content["edition"])] = date.fromisoformat(content["on"])
    return found


def note_draft(root: Path, edition: EditionId, on: date) -> None:
    """Adds a line and waits until the disk has it."""
    add_to_log(root / LOG, {"edition": str(edition), "on": on.isoformat()})
