"""Whatever a power cut leaves of a writing, the archive is whole: an edition is there or it is not, and what was acknowledged is kept.

Every state that a disk could be in is tried, at every moment of the writing. The same model must catch five writers that are built wrong.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from power_cut import Disk, Tree, put_down
from stages.archive.writers import (
    Writer,
    deleting_all,
    deleting_the_first,
    first,
    second,
    staged_in_place,
    staged_too_late,
    versions_of,
)

from briefing.archive import store
from briefing.archive.store import mend
from briefing.archive.verification import verify


@dataclass
class Checked:
    """How many sets of effects were looked at, how many states they give, and those in which a promise is broken."""

    sets: int
    states: int
    broken: int


def checked(before: Path, work: Path, writer: Writer, lies: frozenset[str] = frozenset(), *, until_broken: bool = False) -> Checked:
    """Every state that a power cut can leave of that writing, looked at by `verify`, by reading, and by writing once more."""
    root, numbers = work / "root", count()
    shutil.copytree(before, root)
    disk = Disk(root, lies)
    with pytest.MonkeyPatch.context() as patch:
        disk.patched(patch)
        writer(root)
    goal, known = versions_of(root), {}
    done = Checked(0, 0, 0)
    for tree, alike, has_ended in disk.states():
        done.sets += alike
        key = (frozenset(tree.items()), has_ended)
        if key not in known:
            known[key] = _holds(tree, work / f"state-{next(numbers)}", writer, goal, has_ended=has_ended)
            done.states += 1
        done.broken += not known[key]
        if done.broken and until_broken:
            break
    return done


def _holds(tree: Tree, folder: Path, writer: Writer, goal: object, *, has_ended: bool) -> bool:
    """No fault, all that is there can be read, what was acknowledged is there, and the next writing ends as it should."""
    put_down(tree, folder)
    try:
        if verify(folder).faults or (versions_of(folder) != goal and has_ended):
            return False
        writer(folder)
        mend(folder)
        return not verify(folder).faults and versions_of(folder) == goal
    except Exception:  # whatever stops the next one, the promise is broken
        return False
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "before").mkdir()
    return tmp_path / "before"


@pytest.fixture
def one(empty: Path) -> Path:
    first(empty)
    return empty


@pytest.fixture
def two(one: Path) -> Path:
    second(one)
    return one


@pytest.mark.parametrize(
    ("before", "writer"),
    [("empty", first), ("one", second), ("two", deleting_all), ("two", deleting_the_first)],
    ids=["first-version", "second-version", "gallring", "gallring-of-a-version"],
)
def test_no_power_cut_breaks_a_promise(before: str, writer: Writer, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    done = checked(request.getfixturevalue(before), tmp_path, writer)
    print(f"power cut, {writer.__name__}: {done.sets} sets of effects, {done.states} states that differ, {done.broken} broken")
    assert (done.broken, done.sets > 100_000, done.states > 5) == (0, True, True)


@pytest.mark.parametrize("lie", ["file", "folder", "parent"])
def test_the_model_catches_a_writer_that_does_not_sync(lie: str, one: Path, tmp_path: Path) -> None:
    assert checked(one, tmp_path, second, frozenset({lie}), until_broken=True).broken


def test_the_model_catches_a_writer_that_does_not_stage(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "staged_version", staged_in_place)
        assert checked(empty, tmp_path, first, until_broken=True).broken


def test_the_model_catches_a_writer_that_renames_too_early(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "staged_version", staged_too_late)
        assert checked(one, tmp_path, second, until_broken=True).broken
