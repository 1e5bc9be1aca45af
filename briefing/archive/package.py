"""`Package`: one version of an edition as it is handed to the municipal archive: what is in it, where, and what is said of it. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from briefing.archive.deletion import Deletion
from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import DELIVERIES, EDITION_FILE
from briefing.archive.premis_acts import Happening, happenings
from briefing.archive.seals import is_delivery, lies_in_edition
from briefing.terms.sensitivity import Sensitivity

DOCUMENTATION = ""
"""The representation of what explains the others: templates, declarations, logs."""

_REPRESENTATIONS = {".pdfa-1a.pdf": "pdfa-1a", ".data.zip": "data", ".json": "record"}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "html": "text/html",
    "j2": "text/plain",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "ttf": "font/ttf",
    "txt": "text/plain",
    "typ": "text/plain",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "xsd": "application/xml",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Holding:
    """A sealed file in a package: the representation it belongs to (docx, pdf, leveranser …) and its name there, with `/`."""

    representation: str
    name: str
    seal: Seal


@dataclass(frozen=True)
class Entry:
    """A file of a package as it is written: its path, and its bytes or the seal of the archived file whose bytes they are."""

    path: str
    source: bytes | Seal = field(repr=False)


@dataclass(frozen=True)
class Description:
    """What an archivist searches for. `owner` is arkivbildare; `dnr`, `title` and `period` are empty where the edition has none."""

    owner: str
    title: str
    dnr: str
    period: str
    sensitivity: Sensitivity


@dataclass(frozen=True)
class Package:
    """A package: the edition, its description, and its files. `is_public` holds files of a public edition and nothing else.

    `deletions` are those of other versions of the edition.
    """

    edition: Edition
    description: Description
    holdings: tuple[Holding, ...] = field(repr=False)
    is_public: bool
    deletions: tuple[Deletion, ...] = ()

    @property
    def name(self) -> str:
        """`2480-kvartal-2026-K2.v1`, the name of its folder and the id that it says of itself."""
        return f"{self.edition.id}.{self.edition.version}"

    @property
    def moment(self) -> str:
        """The day of the seal as METS and PREMIS write a moment: the package has no other time, so that its bytes are the same."""
        return f"{self.edition.sealed_on.isoformat()}T00:00:00Z"

    @property
    def reason(self) -> str:
        """Why there is this version; what goes out does not tell what the municipality wrote for itself."""
        return "" if self.is_public else self.edition.reason

    @property
    def log(self) -> tuple[Happening, ...]:
        """What has happened to the edition, by its log and its deletions; what goes out does not tell it."""
        return () if self.is_public else tuple(happenings(str(self.edition.id), self.edition.acts, self.deletions))

    @property
    def representations(self) -> tuple[str, ...]:
        """The names of what the edition is represented by, documentation left out."""
        return tuple(dict.fromkeys(each.representation for each in self.holdings if each.representation))


def package(edition: Edition, edition_file: Seal, record: str, deletions: Iterable[Deletion] = (), *, public: bool) -> Package:
    """The package of that version. `edition_file` is the seal of its edition.json, `record` its record's text, empty where it has none,
    `deletions` what the archive tells of deletions.

    `public`: only the files that go out with a public edition, without log, templates, declarations and deliveries.
    """
    files = [seal for seal in edition.files if not (public and "/" in seal.name)]
    kept = [] if public else [edition_file, *(seal for seal in edition.inputs if lies_in_edition(seal) or is_delivery(seal))]
    own = tuple(each for each in deletions if each.edition == edition.id)
    return Package(edition, described(edition, record), tuple(_holding(edition, seal) for seal in (*files, *kept)), public, own)


def has_record(edition: Edition) -> bool:
    """Whether the edition has a record; one that was deposited may have none."""
    return any(seal.name.endswith(".json") and "/" not in seal.name for seal in edition.files)


def described(edition: Edition, record: str) -> Description:
    """The description of an edition by its record; of one without a record what its id and status say, as sensitive as can be."""
    content: dict[str, Any] = json.loads(record) if record else {}
    said, frame = content.get("edition", {}), content.get("document", {}).get("frame", {})
    title = ", ".join(filter(None, (frame.get("title"), frame.get("subtitle"))))
    return Description(
        owner=frame.get("owner") or f"Kommun {edition.id.municipality}",
        title=title or str(edition.id),
        dnr=said.get("dnr") or "",
        period=said.get("period") or edition.id.period,
        sensitivity=Sensitivity(said.get("sensitivity") or Sensitivity.BEGRANSAD.value),
    )


def media_type(name: str) -> str:
    """The IANA media type of a file by its name; bytes without a name for what is not known."""
    return _MEDIA_TYPES.get(name.rsplit(".", 1)[-1].lower() if "." in name else "", "application/octet-stream")


def _holding(edition: Edition, seal: Seal) -> Holding:
    if is_delivery(seal):
        return Holding(DELIVERIES, seal.name.removeprefix(f"{DELIVERIES}/"), seal)
    if "/" in seal.name or seal.name == EDITION_FILE:
        return Holding(DOCUMENTATION, seal.name, seal)
    ending = seal.name.removeprefix(str(edition.id))
    known = next((kind for end, kind in _REPRESENTATIONS.items() if seal.name.endswith(end)), None)
    return Holding(known or ending.strip(".").replace(".", "-").lower() or "fil", seal.name, seal)
