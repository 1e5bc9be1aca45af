"""`edition.json`: what the archive says of an edition, as text and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import is_sha512
from briefing.terms.edition import Status, parse_edition_id

SCHEMA = 1


def edition_text(edition: Edition) -> str:
    """The text of edition.json: the same edition gives the same text."""
    content = {
        "schema": SCHEMA,
        "edition": str(edition.id),
        "version": edition.version,
        "status": edition.status.value,
        "sealed_on": edition.sealed_on.isoformat(),
        "reason": edition.reason,
        "replaces": edition.replaces,
        "program": edition.program,
        "lock": edition.lock,
        "inputs": [_seal_fields(seal) for seal in edition.inputs],
        "files": [_seal_fields(seal) for seal in edition.files],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse_edition(text: str) -> Edition:
    """The edition that an edition.json describes. Keys that a later program added are let be; ValueError says what is missing."""
    try:
        content = json.loads(text)
        return Edition(
            id=parse_edition_id(content["edition"]),
            version=str(content["version"]),
            status=Status(content["status"]),
            sealed_on=date.fromisoformat(content["sealed_on"]),
            reason=str(content["reason"]),
            replaces=str(content["replaces"]),
            program=str(content["program"]),
            inputs=_seals(content["inputs"]),
            files=_seals(content["files"]),
            lock=str(content["lock"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"edition.json lacks {error}") from error


def _seal_fields(seal: Seal) -> dict[str, str | int]:
    return {"name": seal.name, "sha512": seal.sha512, "size": seal.size}


def _seals(fields: Any) -> tuple[Seal, ...]:
    seals = tuple(Seal(str(each["name"]), str(each["sha512"]), int(each["size"])) for each in fields)
    for seal in seals:
        if not is_sha512(seal.sha512):
            raise ValueError(f"edition.json seals {seal.name} with '{seal.sha512}', expected a sha512 in hex")
    return seals
