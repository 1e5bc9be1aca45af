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
from stages.archive.built_wrong import first_in_place, second_too_early
from stages.archive.writers import Writer, begun, deleting_all, deleting_the_first, first, second, versions_of

from briefing.archive.store import mend
from briefing.archive.verification import verify


@dataclass
class Checked:
    """How many sets of effects were looked at, how many states they give, and those in which a promise is broken."""

    sets: int
    states: int
    broken: int


def checked(before: Writer, work: Path, writer: Writer, lies: frozenset[str] = frozenset(), *, until_broken: bool = False) -> Checked:
    """Every state that a power cut can leave of that writing, looked at by `verify`, by reading, and by writing once more."""
    root, numbers = work / "root", count()
    before(root)
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


@pytest.mark.parametrize(
    ("before", "writer"),
    [(begun(), first), (begun(first), second), (begun(first, second), deleting_all), (begun(first, second), deleting_the_first)],
    ids=["first-version", "second-version", "gallring", "gallring-of-a-version"],
)
def test_no_power_cut_breaks_a_promise(before: Writer, writer: Writer, tmp_path: Path) -> None:
    done = checked(before, tmp_path, writer)
    print(f"power cut, {writer.__name__}: {done.sets} sets of effects, {done.states} states that differ, {done.broken} broken")
    assert (done.broken, done.sets > 100_000, done.states > 5) == (0, True, True)


@pytest.mark.parametrize("lie", ["file", "folder", "parent"])
def test_the_model_catches_a_writer_that_does_not_sync(lie: str, tmp_path: Path) -> None:
    assert checked(begun(first), tmp_path, second, frozenset({lie}), until_broken=True).broken


def test_the_model_catches_a_writer_that_does_not_stage(tmp_path: Path) -> None:
    assert checked(begun(), tmp_path, first_in_place, until_broken=True).broken


def test_the_model_catches_a_writer_that_renames_too_early(tmp_path: Path) -> None:
    assert checked(begun(first), tmp_path, second_too_early, until_broken=True).broken
