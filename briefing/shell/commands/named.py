"""How a version of an edition is named on the command line: `2480-kvartal-2026-K2`, `2480-kvartal-2026-K2@v1`, `…@draft`."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def sealed(written: str) -> Named:
    """The version in the archive that an argument names; BriefingError where it names a draft."""
    found = named(written)
    if found.is_draft:
        raise BriefingError(written, problem="a draft is not in the archive", remedy="seal it with `briefing produce --seal`")
    return found
