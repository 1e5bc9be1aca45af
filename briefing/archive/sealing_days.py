"""The days on which editions were sealed, for a ticker that asks every quarter of an hour."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from briefing.archive.layout import EDITION_FILE, edition_object
from briefing.archive.objects import version_names
from briefing.archive.reading import ids
from briefing.terms.edition import EditionId

_SEALED_ON = re.compile(rb'"sealed_on":\s*"(\d{4}-\d{2}-\d{2})"')


def sealing_days(root: Path) -> dict[EditionId, date]:
    """The day on which the last version of every edition was sealed.

    Nothing is rehashed, and what cannot be read is left out: `verify` is for that.
    """
    days = {each: _sealed_on(root / edition_object(each)) for each in ids(root)}
    return {each: day for each, day in days.items() if day is not None}


def _sealed_on(target: Path) -> date | None:
    try:
        found = _SEALED_ON.search((target / version_names(target)[-1] / "content" / EDITION_FILE).read_bytes())
        return date.fromisoformat(found[1].decode()) if found else None
    except (OSError, ValueError, IndexError):
        return None
