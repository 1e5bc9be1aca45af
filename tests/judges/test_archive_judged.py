"""ocfl-py reads the archive of the demo, with a second version, a deletion and large templates of their own, and sees what is planted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archives import K2, archived
from judges.tools import HERE, INSTALLED, said_by
from workspaces import briefing

from briefing.archive.layout import ARCHIVE

pytestmark = pytest.mark.usefixtures("installed")
DECIDED = ("--decision", "Plan § 4", "--by", "Kommunstyrelsen", "--role", "arkivansvarig", "--dnr", "KS 2036/12")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the demo's workspace with four editions in its archive, one of them in two versions."""
    return Path(shutil.copytree(archived(), tmp_path / "workspace"))


def judged(root: Path) -> dict[str, Any]:
    ended = said_by(INSTALLED / "ocfl" / "bin" / "python", HERE / "archive_ocfl.py", root / ARCHIVE)
    found: dict[str, Any] = json.loads(ended.splitlines()[-1])[0]
    return found


def test_the_archive_of_the_demo_is_valid_object_by_object(root: Path) -> None:
    found = judged(root)
    objects = len(list((root / ARCHIVE).rglob("0=ocfl_object_1.1")))
    assert found == {"valid": True, "objects": objects, "good": objects, "errors": []}
    assert objects > 10


@pytest.mark.parametrize("arguments", [(K2, "--version", "v1"), (K2, "--deliveries")])
def test_an_archive_that_something_was_deleted_from_is_valid(root: Path, arguments: tuple[str, ...]) -> None:
    assert briefing(root, "gallra", *map(str, arguments), *DECIDED).code == 0
    found = judged(root)
    assert (found["valid"], found["good"], found["errors"]) == (True, found["objects"], [])


def flipped(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


FAULTS: dict[str, Callable[[Path], None]] = {
    "a flipped bit": lambda edition: flipped(next(edition.rglob("*.docx"))),
    "a file that is gone": lambda edition: next(edition.rglob("*.html")).unlink(),
    "a file too many": lambda edition: (edition / "v1" / "content" / "tillagg.txt").write_text("x") and None,
    "another inventory": lambda edition: flipped(edition / "inventory.json"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_planted_is_seen(root: Path, fault: str) -> None:
    FAULTS[fault](root / ARCHIVE / "editioner" / str(K2))
    found = judged(root)
    assert found["good"] == found["objects"] - 1
