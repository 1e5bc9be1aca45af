"""Whatever a power cut leaves of a writing, the archive is whole: an edition is there or it is not, and what was acknowledged is kept.

Every state that a disk could be in is tried, at every moment of the writing. The same model must catch five writers that are built wrong.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from power_cut import Disk, Tree, put_down
from stages.archive.archived import DELIVERIES, K2, delivery, edition, part

from briefing.archive import store
from briefing.archive.deleting import Decided, delete
from briefing.archive.deletion import deletions
from briefing.archive.inventory import Inventory
from briefing.archive.objects import Payload, stage_object, stage_version
from briefing.archive.staged import Staged
from briefing.archive.store import add, content, history, mend
from briefing.archive.verification import verify
from briefing.sources.source import Delivery

IS_LONG = bool(os.environ.get("BRIEFING_LONG"))
FILES = {"lagesbild.json": b"{}", "lagesbild.html": b"<p>3 132</p>"}
TEMPLATE = {"mallar/utgavor/kvartal.toml": b'title = "Kvartal"'}
DECIDED = Decided("Plan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", date(2036, 1, 2))
Writer = Callable[[Path], object]


def first(root: Path) -> object:
    came = DELIVERIES[:1] if IS_LONG else (_small(1),)
    return add(root, edition(made_from=TEMPLATE, deliveries=came), FILES, TEMPLATE, came)


def second(root: Path) -> object:
    came = (_small(2),)
    return add(root, edition(version="v2", made_from=TEMPLATE, deliveries=came), FILES | {"lagesbild.html": b"<p/>"}, TEMPLATE, came)


def deleting_all(root: Path) -> object:
    return delete(root, K2, "", DECIDED, program="0.1.0", deliveries=True)


def deleting_the_first(root: Path) -> object:
    return delete(root, K2, "v1", DECIDED, program="0.1.0", deliveries=True)


def _small(revision: int) -> Delivery:
    return replace(delivery(revision=revision), parts=(part("data.json", str(revision).encode()),))


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
    goal, known = _versions(root), {}
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


def _versions(root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the archive holds and what was deleted from it, every byte of it read."""
    there = history(root, K2)
    for each in there:
        for seal in (*each.files, *each.inputs):
            content(root, K2, each.version, seal.name)
    return tuple(each.version for each in there), tuple(each.name for each in deletions(root))


def _holds(tree: Tree, folder: Path, writer: Writer, goal: object, *, has_ended: bool) -> bool:
    """No fault, all that is there can be read, what was acknowledged is there, and the next writing ends as it should."""
    put_down(tree, folder)
    try:
        if verify(folder).faults or (_versions(folder) != goal and has_ended):
            return False
        writer(folder)
        mend(folder)
        return not verify(folder).faults and _versions(folder) == goal
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
    def in_place(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
        target.parent.mkdir(exist_ok=True)
        stage_object(target, inventory, payloads)
        return Staged(target, target)

    with monkeypatch.context() as patch:
        patch.setattr(store, "staged_version", in_place)
        assert checked(empty, tmp_path, first, until_broken=True).broken


def test_the_model_catches_a_writer_that_renames_too_early(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_early(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
        name = inventory.head.name
        (stage / name).mkdir()
        (stage / name).rename(target / name)
        stage_version(target / name, inventory, payloads)
        return Staged(target / name, target / name)

    with monkeypatch.context() as patch:
        patch.setattr(store, "staged_version", too_early)
        assert checked(one, tmp_path, second, until_broken=True).broken
