"""An edition is in the archive whole or not at all, wherever the writing stops.

The writer is stopped at its n-th call to the operating system, for every n: killed (nothing of it runs any more, and a write has put down
half of its bytes) or refused by the disk (it may clean up after itself). The same harness must catch writers that are built wrong.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from stages.archive.archived import K2, delivery, edition, part, state
from stages.archive.stopping import CALLS, Stop, Writer, stopped

from briefing.archive import objects, store
from briefing.archive.chain import Link
from briefing.archive.disk import append, write
from briefing.archive.index import Editions, index
from briefing.archive.inventory import Inventory
from briefing.archive.layout import CHAIN, EDITION_FILE, EDITIONS, INDEX, INVENTORY, WORDS
from briefing.archive.objects import Payload
from briefing.archive.seals import digest
from briefing.archive.staged import Staged
from briefing.archive.store import add, content, editions, history, mend
from briefing.archive.verification import verify
from briefing.errors import BriefingError
from briefing.sources.source import Delivery

STEP = 1 if os.environ.get("BRIEFING_LONG") else 7


def torn_at(before: Path, work: Path, writer: Writer, *, killed: bool, step: int = 1) -> Iterator[int]:
    """The calls at which stopping the writer broke a promise. `before` is the archive as it was; every run has its own copy of it."""
    whole = work / "whole"
    shutil.copytree(before, whole)
    writer(whole)
    assert not verify(whole).faults
    earlier, goal, versions = state(before), state(whole), len(history(before, K2))
    at, root, sound = 1, work / "root", [earlier]
    while True:
        shutil.copytree(before, root, copy_function=linked)
        if not stopped(root, writer, at, killed=killed):
            break
        left = state(root)
        if left in sound or _kept(root, earlier, versions):
            sound.append(left)
        if left not in sound or not _retried(root, writer, goal):
            yield at
        shutil.rmtree(root)
        at += step
    assert at > 50, "the harness stopped the writer nowhere"


def linked(source: str, target: str) -> str:
    """A copy that costs nothing, but for the files that are added to where they lie."""
    if Path(source).name in (CHAIN, INDEX, WORDS):
        return str(shutil.copy2(source, target))
    os.link(source, target)
    return target


def _kept(root: Path, earlier: dict[str, bytes], versions: int) -> bool:
    """No faults, all earlier files as they were (but an object's own inventory), one version more or none, all readable."""
    if verify(root).faults:
        return False
    now = state(root)
    own = ("inventory.json", "inventory.json.sha512", "chain.log", "chain.head")
    if any(now.get(path) != there for path, there in earlier.items() if not path.endswith(own) or "/v" in path):
        return False
    if not now.get("chain.log", b"").startswith(earlier.get("chain.log", b"")):
        return False
    there = history(root, K2)
    read = [content(root, K2, each.version, seal.name) for each in there for seal in (*each.files, *each.inputs)]
    return len(there) in (versions, versions + 1) and all(isinstance(each, bytes) for each in read)


def _retried(root: Path, writer: Writer, goal: dict[str, bytes]) -> bool:
    try:
        writer(root)
    except Exception:  # whatever stops the second try, the promise is broken
        return False
    return state(root) == goal


SMALL = {"lagesbild.json": b"{}", "lagesbild.html": b"<p>3 132</p>"}
TEMPLATE = {"mallar/utgavor/kvartal.toml": b'title = "Kvartal"'}


def received(content: bytes, revision: int) -> tuple[Delivery, ...]:
    return (replace(delivery(revision=revision), parts=(part("data.json", content),)),)


def first(root: Path) -> object:
    came = received(b"1", 1)
    return add(root, edition(made_from=TEMPLATE, deliveries=came), SMALL, TEMPLATE, came)


def second(root: Path) -> object:
    came = received(b"2", 2)
    return add(
        root, edition(version="v2", made_from=TEMPLATE, deliveries=came), {**SMALL, "lagesbild.html": b"<p>3 140</p>"}, TEMPLATE, came
    )


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel lives on here, so a sync changes nothing that can be seen; that it is called is counted all the same."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "before").mkdir()
    return tmp_path / "before"


@pytest.fixture
def one_version(empty: Path) -> Path:
    first(empty)
    return empty


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "refused"])
def test_a_first_version_is_absent_or_whole_wherever_the_writing_stops(empty: Path, tmp_path: Path, killed: bool) -> None:
    assert list(torn_at(empty, tmp_path, first, killed=killed, step=STEP)) == []


@pytest.mark.parametrize("killed", [True, False], ids=["killed", "refused"])
def test_a_second_version_is_absent_or_whole_and_the_first_is_untouched(one_version: Path, tmp_path: Path, killed: bool) -> None:
    assert list(torn_at(one_version, tmp_path, second, killed=killed, step=STEP)) == []


def test_the_harness_catches_a_writer_that_does_not_stage(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
        objects.stage_object(target, inventory, payloads)
        return Staged(target, target)

    monkeypatch.setattr(store, "staged_version", in_place)
    assert next(torn_at(empty, tmp_path, first, killed=True, step=3), None)


def test_the_harness_catches_a_writer_that_renames_before_all_is_written(
    one_version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_early(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
        name = inventory.head.name
        (stage / name).mkdir()
        (stage / name).rename(target / name)
        objects.stage_version(target / name, inventory, payloads)
        return Staged(target / name, target / name)

    monkeypatch.setattr(store, "staged_version", too_early)
    assert next(torn_at(one_version, tmp_path, second, killed=True, step=3), None)


def test_the_harness_catches_a_writer_that_seals_the_edition_before_its_deliveries(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_shared, put = store.place_shared, store.place
    waiting: list[tuple[Path, tuple[Staged, ...]]] = []

    def edition_first(root: Path, staged: Staged) -> bool:
        placed = put(root, staged)
        while waiting:
            put_shared(*waiting.pop())
        return placed

    monkeypatch.setattr(store, "place_shared", lambda root, staged: waiting.append((root, staged)))
    monkeypatch.setattr(store, "place", edition_first)
    assert next(torn_at(empty, tmp_path, first, killed=True, step=3), None)


def test_the_harness_catches_a_writer_that_rewrites_an_earlier_version(
    one_version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.staged_version

    def rewriting(stage: Path, target: Path, inventory: Inventory, payloads: dict[str, Payload]) -> Staged:
        path = target / "v1" / "content" / EDITION_FILE
        kept = path.read_bytes()
        path.unlink()
        write(path, kept)
        return real(stage, target, inventory, payloads)

    monkeypatch.setattr(store, "staged_version", rewriting)
    assert next(torn_at(one_version, tmp_path, second, killed=True, step=3), None)


def test_the_harness_catches_a_writer_that_puts_the_line_into_the_chain_before_the_version_is_there(
    one_version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.place

    def line_first(root: Path, staged: Staged) -> bool:
        inventory = digest((staged.folder / INVENTORY).read_bytes())
        append(root / CHAIN, Link(f"{EDITIONS}/{K2}", "v2", inventory).line)
        return real(root, staged)

    monkeypatch.setattr(store, "place", line_first)
    assert next(torn_at(one_version, tmp_path, second, killed=True, step=3), None)


def test_what_a_cut_off_run_left_is_gone_an_hour_later(one_version: Path) -> None:
    assert stopped(one_version, second, 60, killed=True)
    (leftover,) = one_version.glob(".staging-*")
    mend(one_version)
    assert leftover.is_dir(), "it may be a writer that is still at work"
    long_ago = leftover.stat().st_mtime - 4000
    os.utime(leftover, (long_ago, long_ago))
    mend(one_version)
    assert not list(one_version.glob(".staging-*"))
    assert len(history(one_version, K2)) == 1


def test_a_disk_that_refuses_is_said_plainly_and_leaves_nothing(one_version: Path) -> None:
    before = state(one_version)
    stop = Stop(40, killed=False)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(BriefingError, match="No space left on device") as refused:
        for name in CALLS[False]:
            patch.setattr(os, name, stop.guarded(name, getattr(os, name)))
        second(one_version)
    assert refused.value.problems[0].remedy.startswith("make room")
    assert state(one_version) == before
    assert not list(one_version.glob(".staging-*"))


RACE = """
import sys, time
from contextlib import nullcontext
from pathlib import Path
from stages.archive.archived import *
from briefing.archive import store
root, gate, number, locked, years = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "locked", int(sys.argv[5])
if not locked:
    store.held = lambda root: nullcontext()
(gate / str(number)).touch()
while not (gate / "open").exists(): time.sleep(0.001)
for year in range(2000, 2000 + years):
    id = EditionId("2480", "kvartal", f"{year}-K1")
    add(root, edition(id), FILES, MADE_FROM, DELIVERIES)
    add_second(root, id)
"""
IS_LONG = bool(os.environ.get("BRIEFING_LONG"))


@pytest.mark.parametrize("locks", ["locked", "without-locks"])
@pytest.mark.parametrize("writers", [2, 4, 8] if IS_LONG else [3])
def test_writers_at_once_end_with_one_of_each_version_and_one_chain(tmp_path: Path, repository: Path, writers: int, locks: str) -> None:
    """With and without locks: a lock is a comfort, what counts is renaming where nothing is and adding at the end."""
    root, gate, years = tmp_path / "archive", tmp_path / "gate", 15 if IS_LONG else 4
    gate.mkdir()
    paths = os.pathsep.join((str(repository / "tests"), str(repository)))
    command = [sys.executable, "-c", RACE, str(root), str(gate)]
    started = [
        subprocess.Popen([*command, str(number), locks, str(years)], env={**os.environ, "PYTHONPATH": paths}) for number in range(writers)
    ]
    while len(list(gate.iterdir())) < writers and all(each.poll() is None for each in started):
        time.sleep(0.01)
    (gate / "open").touch()
    assert [each.wait(120) for each in started] == [0] * writers
    assert verify(root).faults == ()
    mend(root)
    found = verify(root)
    assert (found.editions, found.deliveries, found.faults, found.notes) == (years, 3, (), ())
    assert {each.version for each in editions(root)} == {"v2"}
    assert {child.name for each in (root / EDITIONS).iterdir() for child in each.iterdir() if child.is_dir()} == {"v1", "v2"}
    assert len(set((root / CHAIN).read_bytes().splitlines())) == 2 * years + 3
    assert index(root).entries() == Editions(root).entries()
