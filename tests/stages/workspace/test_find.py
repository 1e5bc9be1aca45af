from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.workspace.find import find


def test_the_nearest_parent_with_briefing_toml_is_the_workspace(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "briefing.toml").touch()
    assert find(inner) == tmp_path.resolve()
    (inner / "briefing.toml").touch()
    assert find(inner) == inner.resolve()


def test_a_given_folder_is_used_and_its_parents_are_not(tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").touch()
    (tmp_path / "a").mkdir()
    assert find(Path("/"), tmp_path) == tmp_path.resolve()
    with pytest.raises(BriefingError, match=r"the folder has no briefing\.toml"):
        find(tmp_path, tmp_path / "a")
    with pytest.raises(BriefingError, match="there is no such folder"):
        find(tmp_path, tmp_path / "b")


def test_without_a_workspace_the_way_out_is_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="briefing init PATH --kommun"):
        find(tmp_path)
