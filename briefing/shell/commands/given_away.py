"""What the archive's public editions have given away of counts of people, from their records."""

from __future__ import annotations

import json
from pathlib import Path

from briefing.archive import store
from briefing.archive.layout import version_number
from briefing.document.published_counts import parse_published
from briefing.findings.disclosure import PublishedTable
from briefing.terms.edition import EditionId
from briefing.terms.sensitivity import Sensitivity


def given_away(archive: Path, but: EditionId | None = None) -> tuple[PublishedTable, ...]:
    """The tables of all versions of all public editions, oldest edition first; of `but` none."""
    return tuple(table for each in store.ids(archive) if each != but for table in given_away_by(archive, each))


def given_away_by(archive: Path, edition: EditionId, before: str = "") -> tuple[PublishedTable, ...]:
    """The tables of an edition's versions; with `before` only of those that came before that version."""
    found: list[PublishedTable] = []
    for version in store.history(archive, edition):
        if before and (version_number(version.version) or 0) >= (version_number(before) or 0):
            continue
        content = json.loads(store.record(archive, edition, version.version) or "{}")
        if content.get("edition", {}).get("sensitivity") == Sensitivity.OPPEN.value:
            found += [parse_published(each) for each in content["published"]]
    return tuple(found)
