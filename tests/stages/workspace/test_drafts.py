from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.outputs.file import File
from briefing.terms.edition import EditionId
from briefing.workspace.drafts import DRAFTS, write_drafts

EDITION = EditionId("2480", "kvartal", "2026-K2")


def file(name: str, content: bytes = b"x") -> File:
    return File(name, "application/octet-stream", content)


def test_drafts_lie_in_the_folder_of_their_edition(tmp_path: Path) -> None:
    paths = write_drafts(tmp_path, EDITION, [file("lagesbild.docx", b"1"), file("lagesbild.html", b"2")])
    assert paths["lagesbild.docx"] == tmp_path / DRAFTS / "2480-kvartal-2026-K2" / "lagesbild.docx"
    assert [paths[name].read_bytes() for name in ("lagesbild.docx", "lagesbild.html")] == [b"1", b"2"]


def test_a_new_draft_replaces_the_old_one_whole(tmp_path: Path) -> None:
    write_drafts(tmp_path, EDITION, [file("a", b"old"), file("b")])
    write_drafts(tmp_path, EDITION, [file("a", b"new")])
    folder = tmp_path / DRAFTS / str(EDITION)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"new"}
    assert [path.name for path in folder.parent.iterdir()] == [str(EDITION)]


def test_a_draft_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    write_drafts(tmp_path, EDITION, [file("a", b"old")])
    with pytest.raises(BriefingError, match="the draft cannot be written"):
        write_drafts(tmp_path, EDITION, [file("a", b"new"), file("a", b"again")])
    assert (tmp_path / DRAFTS / str(EDITION) / "a").read_bytes() == b"old"


def test_an_old_draft_that_was_moved_aside_when_the_power_went_is_put_back(tmp_path: Path) -> None:
    write_drafts(tmp_path, EDITION, [file("a", b"old")])
    folder = tmp_path / DRAFTS / str(EDITION)
    folder.rename(folder.with_name(f".{EDITION}.x1.old"))
    folder.with_name(f".{EDITION}.x1").mkdir()
    with pytest.raises(BriefingError):
        write_drafts(tmp_path, EDITION, [file("a"), file("a")])
    assert (folder / "a").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["../a", "a/b", ".a", "/a"])
def test_a_draft_never_leaves_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        write_drafts(tmp_path, EDITION, [file(name)])
