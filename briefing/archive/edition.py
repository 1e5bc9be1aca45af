"""`Edition`, one archived version of a lägesbild, and `Seal`, what proves that a file is unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from briefing.terms.edition import EditionId, Status


@dataclass(frozen=True, order=True)
class Seal:
    """The sha512 of one file (hex) and its size in bytes; `name` is a path with `/`."""

    name: str
    sha512: str
    size: int


@dataclass(frozen=True)
class Edition:
    """One version of an edition in the archive.

    `version` is v1, v2 …; `inputs` are the seals of all that it was made from (deliveries, declarations, templates): equal inputs
    make no new version. `files` are the seals of what was made. `reason` says why there is a new version, `replaces` which it replaces
    (`2480-kvartal-2026-K2 v1`, empty for the first). `program` is the program's version, `lock` the sha512 of its locked dependencies.
    """

    id: EditionId
    version: str
    status: Status
    sealed_on: date
    reason: str
    replaces: str
    program: str
    inputs: tuple[Seal, ...]
    files: tuple[Seal, ...]
    lock: str = ""
