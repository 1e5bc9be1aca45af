"""`Deletion`, what is left of an edition that was lawfully deleted: which it was, hashes of what is gone, and who decided."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefing.archive.chain import Link
from briefing.archive.inventory import Inventory
from briefing.archive.layout import DELETION_FILE, DELETIONS
from briefing.archive.objects import damaged, read_content, read_inventory, version_names
from briefing.errors import BriefingError
from briefing.terms.edition import EditionId, parse_edition_id

SCHEMA = 1


@dataclass(frozen=True)
class Deletion:
    """One gallring. `version` is empty where the whole edition is gone.

    `removed` are the versions of objects whose bytes are gone, deliveries that went with them included. `rewritten` are the versions that
    come after the one that goes, where only one does, with the sha512 of the edition.json that they keep: an OCFL object cannot lose
    a version, so it is made again, with this text in the place of the version, and their inventories are others.
    """

    edition: EditionId
    version: str
    decision: str
    by: str
    role: str
    dnr: str
    deleted_on: date
    removed: tuple[Link, ...]
    rewritten: tuple[tuple[Link, str], ...] = ()

    @property
    def expired(self) -> tuple[Link, ...]:
        """The links of the chain that nothing needs to answer to any more."""
        return (*self.removed, *(link for link, _ in self.rewritten))

    @property
    def name(self) -> str:
        return f"{self.edition} {self.version}".strip()


def deletion_text(deletion: Deletion) -> str:
    """The text of gallring.json: the same deletion gives the same text."""
    content = {
        "schema": SCHEMA,
        "edition": str(deletion.edition),
        "version": deletion.version,
        "decision": deletion.decision,
        "by": deletion.by,
        "role": deletion.role,
        "dnr": deletion.dnr,
        "deleted_on": deletion.deleted_on.isoformat(),
        "removed": [_fields(link) for link in deletion.removed],
        "rewritten": [{**_fields(link), "edition_json": sha512} for link, sha512 in deletion.rewritten],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse_deletion(text: str) -> Deletion:
    """The deletion that a gallring.json tells of; ValueError says what is missing."""
    try:
        content = json.loads(text)
        return Deletion(
            edition=parse_edition_id(content["edition"]),
            version=str(content["version"]),
            decision=str(content["decision"]),
            by=str(content["by"]),
            role=str(content["role"]),
            dnr=str(content["dnr"]),
            deleted_on=date.fromisoformat(content["deleted_on"]),
            removed=tuple(_link(each) for each in content["removed"]),
            rewritten=tuple((_link(each), str(each["edition_json"])) for each in content["rewritten"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{DELETION_FILE} lacks {error}") from error


def deletions(root: Path) -> tuple[Deletion, ...]:
    """Every deletion that the archive tells of, by name; one that cannot be read is for `verify` to name."""
    folder = root / DELETIONS
    found = []
    for each in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found.append(_read(each))
        except (BriefingError, ValueError):
            continue
    return tuple(found)


def deletion_of(inventory: Inventory, version: str) -> str:
    """The sha512 of the gallring.json that stands in the place of a version; empty when the version is there."""
    kept = inventory.version(version)
    return kept.state.get(DELETION_FILE, "") if kept else ""


def _read(target: Path) -> Deletion:
    if not version_names(target):
        raise damaged(target, "it has no version")
    inventory = read_inventory(target, "v1")
    return parse_deletion(read_content(target, inventory, deletion_of(inventory, "v1")).decode())


def _fields(link: Link) -> dict[str, str]:
    return {"object": link.object, "version": link.version, "inventory": link.inventory}


def _link(content: Any) -> Link:
    return Link(str(content["object"]), str(content["version"]), str(content["inventory"]))
