"""The day of the newest sealing, for a ticker that asks every quarter of an hour."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from briefing.archive.layout import EDITION_FILE, edition_object
from briefing.archive.objects import version_names
from briefing.archive.reading import ids
from briefing.terms.edition import EditionId

_SEALED_ON = re.compile(rb'"sealed_on":\s*"(\d{4}-\d{2}-\d{2})"')


def newest_sealing(root: Path) -> date | None:
    """The latest day on which a version was sealed; None of an empty archive.

    Nothing is rehashed, and what cannot be read is left out: `verify` is for that.
    """
    days = (sealed_on(root, each) for each in ids(root))
    return max((day for day in days if day is not None), default=None)


def sealed_on(root: Path, edition: EditionId) -> date | None:
    """The day on which the last version of an edition was sealed; None where that cannot be read."""
    target = root / edition_object(edition)
    try:
        found = _SEALED_ON.search((target / version_names(target)[-1] / "content" / EDITION_FILE).read_bytes())
        return date.fromisoformat(found[1].decode()) if found else None
    except (OSError, ValueError, IndexError):
        return None
