"""The day of the newest sealing, for a ticker that asks every quarter of an hour."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from briefing.archive.layout import EDITION_FILE, edition_object
from briefing.archive.objects import version_names
from briefing.archive.reading import ids

_SEALED_ON = re.compile(rb'"sealed_on":\s*"(\d{4}-\d{2}-\d{2})"')


def newest_sealing(root: Path) -> date | None:
    """The latest day on which a version was sealed; None of an empty archive.

    Nothing is rehashed, and what cannot be read is left out: `verify` is for that.
    """
    days = (_sealed_on(root / edition_object(each)) for each in ids(root))
    return max((day for day in days if day is not None), default=None)


def _sealed_on(target: Path) -> date | None:
    try:
        found = _SEALED_ON.search((target / version_names(target)[-1] / "content" / EDITION_FILE).read_bytes())
        return date.fromisoformat(found[1].decode()) if found else None
    except (OSError, ValueError, IndexError):
        return None
