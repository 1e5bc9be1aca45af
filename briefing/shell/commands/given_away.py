"""What the archive's public editions have given away of counts of people, from their records."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.archive import store
from briefing.document.published_counts import parse_published
from briefing.findings.disclosure import PublishedTable
from briefing.terms.edition import EditionId
from briefing.terms.sensitivity import Sensitivity


def given_away(archive: Path, but: EditionId | None = None) -> tuple[PublishedTable, ...]:
    """The tables of all versions of all public editions, oldest edition first; of `but` none."""
    found: list[PublishedTable] = []
    for edition in store.ids(archive):
        for version in store.history(archive, edition) if edition != but else ():
            content = json.loads(store.record(archive, edition, version.version) or "{}")
            if content.get("edition", {}).get("sensitivity") == Sensitivity.OPPEN.value:
                found += [parse_published(each) for each in content["published"]]
    return tuple(found)
