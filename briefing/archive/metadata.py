"""`edition.json`: what the archive says of an edition, as text and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from briefing.archive.edition import Act, ActKind, Edition, Origin, Seal
from briefing.archive.layout import is_sha512
from briefing.terms.edition import Status, parse_edition_id

SCHEMA = 1

_WORDS = ("by", "role", "dnr", "decision", "reason")


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
        "dependencies": list(edition.dependencies),
        "origin": edition.origin.value,
        "cut_off": edition.cut_off.isoformat() if edition.cut_off else None,
        "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
        "acts": [_act_fields(act) for act in edition.acts],
        "inputs": [_seal_fields(seal) for seal in edition.inputs],
        "files": [_seal_fields(seal) for seal in edition.files],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse_edition(text: str) -> Edition:
    """The edition that an edition.json describes; ValueError says what is missing.

    Keys that a later program added are let be, and those of the log that an earlier one did not write have their default.
    """
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
            dependencies=tuple(map(str, content.get("dependencies", ()))),
            origin=Origin(content.get("origin", Origin.FRAMSTALLD.value)),
            acts=tuple(_act(each) for each in content.get("acts", ())),
            cut_off=_day(content.get("cut_off")),
            issued_on=_day(content.get("issued_on")),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"edition.json lacks {error}") from error


def _act_fields(act: Act) -> dict[str, str]:
    """The act without the fields that are empty."""
    said = {"kind": act.kind.value, "version": act.version, "on": act.on.isoformat()}
    more = {name: getattr(act, name) for name in _WORDS}
    return said | {name: text for name, text in more.items() if text}


def _act(fields: Any) -> Act:
    words = {name: str(fields.get(name, "")) for name in _WORDS}
    return Act(ActKind(fields["kind"]), str(fields["version"]), date.fromisoformat(fields["on"]), **words)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _seal_fields(seal: Seal) -> dict[str, str | int]:
    return {"name": seal.name, "sha512": seal.sha512, "size": seal.size}


def _seals(fields: Any) -> tuple[Seal, ...]:
    seals = tuple(Seal(str(each["name"]), str(each["sha512"]), int(each["size"])) for each in fields)
    for seal in seals:
        if not is_sha512(seal.sha512):
            raise ValueError(f"edition.json seals {seal.name} with '{seal.sha512}', expected a sha512 in hex")
    return seals
