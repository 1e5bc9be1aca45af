"""At every system call on the archive: the process is killed, the disk is full, the disk fails. The archive is whole each time.

Few of the calls are tried in the short run, all in the long one. The harness tells how many faults took effect, and must catch a writer
that does not stage.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from stages.archive.writers import WRITERS, first, second, versions_of
from syscall_faults import FAULTS, Command, Outcome, Site, is_there, outcome, python, sites

from briefing.archive.index import Editions, index
from briefing.archive.store import mend
from briefing.archive.verification import verify

IS_LONG = bool(os.environ.get("BRIEFING_LONG"))
pytestmark = pytest.mark.skipif(not is_there(), reason="strace is not installed, or may not trace here: apt-get install strace")

IMPORTS = "import sys; from pathlib import Path; from stages.archive.writers import *; root = Path(sys.argv[1]); "
REBUILD = IMPORTS + "from briefing.archive.index import rebuild_index; rebuild_index(root)"


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


def chosen(found: list[Site], step: int) -> list[Site]:
    """All calls in the long run; in the short one every `step`th, another one for every kind of call."""
    return found if IS_LONG else found[len(found) % step :: step]


def tried(before: Path, root: Path, command: Command, step: int) -> Iterator[Outcome]:
    """The outcome of every chosen call with every fault, in the short run one fault for each call."""
    for number, site in enumerate(chosen(sites(before, root, command), step)):
        for fault in FAULTS if IS_LONG else (FAULTS[number % 3],):
            yield outcome(before, root, command, site, fault)


def is_whole(root: Path, before: object, after: object, ended: Outcome) -> bool:
    """No fault, everything readable, as it was before or as it is afterwards, and afterwards where that was acknowledged."""
    if verify(root).faults:
        return False
    now = versions_of(root)
    return now == after if ended.code == 0 else now in (before, after)


@pytest.mark.parametrize(
    ("before", "writer"), [("empty", "first"), ("one", "second"), ("two", "deleting_all"), ("two", "deleting_the_first")]
)
def test_no_fault_at_any_system_call_breaks_the_archive(before: str, writer: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    start, root, command = request.getfixturevalue(before), tmp_path / "archive", python(f"{IMPORTS}{writer}(root)")
    known = versions_of(start)
    sites(start, root, command)
    goal, effective, idle = versions_of(root), 0, []
    for each in tried(start, root, command, 61):
        effective += each.effective
        idle += [] if each.effective else [each]
        assert is_whole(root, known, goal, each) or (_is_half_deleted(root, goal)), each
        WRITERS[writer](root)
        mend(root)
        assert (verify(root).faults, versions_of(root)) == ((), goal), each
    print(f"system calls, {writer}: {effective} faults took effect, {len(idle)} did not")
    assert (idle, effective > 2) == ([], True)


def _is_half_deleted(root: Path, goal: tuple[object, object]) -> bool:
    """A deletion that is told of and not yet carried out: nothing is wrong, and the next writing carries it out."""
    return not verify(root).faults and bool(goal[1]) and versions_of(root)[1] == goal[1]


def test_no_fault_while_the_index_is_rebuilt_changes_what_is_listed(two: Path, tmp_path: Path) -> None:
    root, command, effective = tmp_path / "archive", python(REBUILD), 0
    goal = Editions(two).entries()
    for each in tried(two, root, command, 13):
        effective += each.effective
        assert index(root).entries() == goal, each
        assert index(root).matching(["rättelse"]) == Editions(two).matching(["rättelse"]), each
        assert not verify(root).faults, each
    print(f"system calls, rebuild-index: {effective} faults took effect")
    assert effective > 2


def test_the_harness_catches_a_writer_that_does_not_stage(empty: Path, tmp_path: Path) -> None:
    root, command = tmp_path / "archive", python(f"{IMPORTS}first_in_place(root)")
    found = [each for each in sites(empty, root, command) if each.call == "write" and "editioner" in each.about]
    outcomes = (outcome(empty, root, command, site, "signal=SIGKILL") for site in found)
    assert any(each.effective and bool(verify(root).faults) for each in outcomes)
