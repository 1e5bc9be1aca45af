"""The judge of open data: Frictionless, for the package and each of its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import new, sha512
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from judges.office_package import parts_of
from judges.tools import INSTALLED, JudgeBrokenError, kept, said_by

_PROGRAM = "import sys, frictionless; print(frictionless.validate(sys.argv[1]).to_json())"
_UNREAD_SEAL = "hash is ignored"  # Frictionless reads md5 and sha256 only; the seals of other kinds are read here


def package_findings(content: bytes) -> tuple[str, ...]:
    """What Frictionless says of a zipped data package and of each table, read against its own schema, size and seal."""
    with TemporaryDirectory() as folder:
        said = said_by(INSTALLED / "venv" / "bin" / "python", "-c", _PROGRAM, kept(Path(folder), "edition.zip", content))
    report = json.loads(said)
    if not report["tasks"] and not report["errors"]:
        raise JudgeBrokenError("Frictionless tried no table")
    return (*_findings(report), *_seal_findings(parts_of(content)))


def _findings(report: dict[str, Any]) -> Iterator[str]:
    for each in (report, *report["tasks"]):
        name = each.get("name", "package")
        yield from (f"{name}: {error['message']}" for error in each["errors"])
        yield from (f"{name}: {text}" for text in each["warnings"] if not text.startswith(_UNREAD_SEAL))


def _seal_findings(parts: dict[str, bytes]) -> Iterator[str]:
    for resource in json.loads(parts["datapackage.json"]).get("resources", ()):
        algorithm, _, seal = resource.get("hash", "").rpartition(":")
        if algorithm == sha512().name and new(algorithm, parts.get(resource["path"], b"")).hexdigest() != seal:
            yield f"{resource['name']}: the seal is that of something else"
