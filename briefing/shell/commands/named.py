"""How a version of an edition is named on the command line: `2480-kvartal-2026-K2`, `2480-kvartal-2026-K2@v1`, `…@draft`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId, parse_edition_id

DRAFT = "draft"
_MARK = re.compile(r"@| (?=v\d+$)")  # documents print `2480-kvartal-2026-K2 v1`, so what is copied from one is understood too


@dataclass(frozen=True)
class Named:
    """An edition and its version: v1 …, `draft` for what lies among the drafts, None for the last in the archive."""

    edition: EditionId
    version: str | None = None

    @property
    def is_draft(self) -> bool:
        return self.version == DRAFT

    def __str__(self) -> str:
        return f"{self.edition}@{self.version}" if self.version else str(self.edition)


def named(written: str) -> Named:
    """The version that an argument names; BriefingError says what was expected."""
    edition, *rest = _MARK.split(written, maxsplit=1)
    version = rest[0] if rest else None
    try:
        parsed = parse_edition_id(edition)
    except ValueError as error:
        raise BriefingError(written, problem=str(error), remedy="see `briefing list` for those that there are") from None
    if version is not None and version != DRAFT and not re.fullmatch(r"v[1-9]\d*", version):
        raise BriefingError(
            written,
            problem=f"'{version}' is not a version",
            remedy=f"write {edition}@v1 for one in the archive, {edition}@draft for the draft, {edition} for the last in the archive",
        )
    return Named(parsed, version)


def named_edition(written: str) -> EditionId:
    """The id that is written; BriefingError where it is none, or where it names a version and none is wanted."""
    found = named(written)
    if found.version:
        raise BriefingError(written, problem="this is about an edition, not a version of it", remedy=f"write {found.edition}")
    return found.edition


def archived_edition(root: Path, written: str, version: str = "") -> Edition:
    """One version of an archived edition, the last when none is named; BriefingError where the archive has none."""
    asked = sealed(f"{written}@{version}" if version else written)
    archive = root / ARCHIVE
    if store.latest(archive, asked.edition) is None:
        raise BriefingError(written, problem="the archive has no such edition", remedy="see `briefing list` for those that there are")
    return store.edition(archive, asked.edition, asked.version)


def sealed(written: str) -> Named:
    """The version in the archive that an argument names; BriefingError where it names a draft."""
    found = named(written)
    if found.is_draft:
        raise BriefingError(written, problem="a draft is not in the archive", remedy="seal it with `briefing produce --seal`")
    return found
