"""At every system call of every verb that writes in the archive or from it: the process is killed, the disk is full, the disk fails.

What was promised holds each time, and the same command run again ends as it should. Few of the calls are tried in the short run, all in
the long one. The harness tells how many faults took effect, and must catch verbs that are built wrong.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lean import lean
from old_documents import word
from stages.archive.archived import state
from stages.archive.verbs import ARCHIVED, COPY, OUT, archived, torn
from stages.archive.writers import begun, first, second
from syscall_faults import FAULTS, Command, Outcome, Server, Site, is_there, outcome, served, sites
from workspaces import briefing, demo

from briefing.archive.index import Editions, index
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import is_delivery, lies_in_edition
from briefing.archive.store import content, deletions, history, ids
from briefing.archive.verification import verify

IS_LONG = bool(os.environ.get("BRIEFING_LONG"))
EVERY = int(os.environ.get("BRIEFING_EVERY", "1"))  # for a part of the long run: every so manyth call
pytestmark = pytest.mark.skipif(not is_there(), reason="strace is not installed, or may not trace here: apt-get install strace")

WRITERS, VERBS, WRONG = "stages.archive.writers", "stages.archive.verbs", "stages.archive.built_wrong"


@dataclass(frozen=True)
class Verb:
    """A verb that is cut off: what it begins with, where its calls count, what must hold, and every which call is tried in short."""

    act: str
    begin: Callable[[Path], object]
    holds: Callable[[Path, Tried], bool]
    step: int
    watched: str = ""


@dataclass(frozen=True)
class Tried:
    """The folder as it was before and as it is when nothing goes wrong, and how the run ended (None: run again, without a fault)."""

    before: Path = field(repr=False)
    goal: Path = field(repr=False)
    ended: Outcome | None

    @property
    def is_acknowledged(self) -> bool:
        return self.ended is None or self.ended.code == 0


def the_archive_is_whole(inside: str = "") -> Callable[[Path, Tried], bool]:
    """No fault, everything readable, as it was before or as it is afterwards, and afterwards where that was acknowledged."""

    def holds(root: Path, tried: Tried) -> bool:
        if verify(root / inside).faults:
            return False
        before, goal, now = (seen(each / inside) for each in (tried.before, tried.goal, root))
        half_deleted = bool(goal.deleted) and now.deleted == goal.deleted  # it counts, and the next writing carries it out
        return now == goal if tried.is_acknowledged else now in (before, goal) or half_deleted

    return holds


@dataclass(frozen=True)
class Seen:
    """What an archive holds, every byte of it read, and what was deleted from it."""

    versions: tuple[tuple[str, str, str], ...]
    deleted: tuple[str, ...]


def seen(root: Path) -> Seen:
    there = [version for id in ids(root) for version in history(root, id)]
    for each in there:
        for seal in (*each.files, *(seal for seal in each.inputs if lies_in_edition(seal) or is_delivery(seal))):
            content(root, each.id, each.version, seal.name)
    return Seen(tuple((str(each.id), each.version, each.status.value) for each in there), tuple(each.name for each in deletions(root)))


def the_lists_are_the_same(root: Path, tried: Tried) -> bool:
    known, now = Editions(tried.before), index(root)
    return now.entries() == known.entries() and now.matching(["rättelse"]) == known.matching(["rättelse"]) and not verify(root).faults


def a_package_is_whole_or_not_there(root: Path, tried: Tried) -> bool:
    """And the archive that it comes from is untouched."""
    wanted = {each.name: state(each) for each in (tried.goal / OUT).iterdir()}
    there = {each.name: state(each) for each in (root / OUT).glob("[!.]*")}
    is_right = there == wanted if tried.is_acknowledged else there.items() <= wanted.items()
    return is_right and state(root / ARCHIVED) == state(tried.before / ARCHIVED)


def nothing_more_is_broken(root: Path, tried: Tried) -> bool:
    """And the copy is untouched."""
    was, now = (frozenset((each.item, each.path) for each in verify(each / ARCHIVED).faults) for each in (tried.before, root))
    is_right = not now if tried.is_acknowledged else now <= was
    return is_right and state(root / COPY) == state(tried.before / COPY)


def workspace(root: Path) -> None:
    """A small workspace with one edition in its archive, and a document from before."""
    shutil.copytree(lean(demo(root.parent)), root)
    assert briefing(root, "produce", "--kind", "kvartal", "--period", "2026-K2", "--seal", today="2026-07-15").code == 0
    word(root / "gammal.docx", "Lägesbild 2020", "Inbrotten ökar.")


NONE, ONE, TWO = begun(), begun(first), begun(first, second)
VERB = {
    "seal": Verb(f"{WRITERS}:first", NONE, the_archive_is_whole(), 79),
    "seal-again": Verb(f"{WRITERS}:second", ONE, the_archive_is_whole(), 79),
    "gallra": Verb(f"{WRITERS}:deleting_all", TWO, the_archive_is_whole(), 79),
    "gallra-version": Verb(f"{WRITERS}:deleting_the_first", TWO, the_archive_is_whole(), 79),
    "rebuild-index": Verb(f"{VERBS}:rebuilding_the_index", TWO, the_lists_are_the_same, 17),
    "export": Verb(f"{VERBS}:exporting_bags", archived, a_package_is_whole_or_not_there, 167),
    "export-e-ark": Verb(f"{VERBS}:exporting_packages", archived, a_package_is_whole_or_not_there, 277),
    "restore": Verb(f"{VERBS}:restoring", torn, nothing_more_is_broken, 197),
    "issue": Verb(f"{VERBS}:issuing", workspace, the_archive_is_whole(ARCHIVE), 317, ARCHIVE),
    "deposit": Verb(f"{VERBS}:depositing", workspace, the_archive_is_whole(ARCHIVE), 79, ARCHIVE),
}


class Beginnings:
    """The folders that verbs begin with, each made once: what is tried is tried on copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[Callable[[Path], object], Path] = {}

    def of(self, verb: Verb) -> Path:
        if verb.begin not in self._made:
            path = self._folder / str(len(self._made)) / "before"
            path.parent.mkdir()
            verb.begin(path)
            self._made[verb.begin] = path
        return self._made[verb.begin]


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    return Beginnings(tmp_path_factory.mktemp("beginnings"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("server"), *(each.act for each in VERB.values())) as running:
        yield running


@pytest.mark.parametrize("name", VERB)
def test_no_fault_at_any_system_call_breaks_a_promise(name: str, server: Server, beginnings: Beginnings, tmp_path: Path) -> None:
    verb, effective, idle = VERB[name], 0, []
    command = Command(server, verb.act, beginnings.of(verb), tmp_path / "root", verb.watched)
    found = sites(command)
    goal = Path(shutil.copytree(command.root, tmp_path / "goal"))
    for each in outcomes(command, found, verb.step):
        effective += each.effective
        idle += [] if each.effective else [each]
        assert verb.holds(command.root, Tried(command.before, goal, each)), each
        assert command.run() == 0, (each, server.last_said())
        assert verb.holds(command.root, Tried(command.before, goal, None)), each
    print(f"system calls, {name}: {len(found)} calls, {effective} faults took effect, {len(idle)} did not")
    assert (idle, effective > 2) == ([], True)


def outcomes(command: Command, found: list[Site], step: int) -> Iterator[Outcome]:
    """Of all calls with every fault in the long run; in the short one of every `step`th call, with one fault each."""
    for number, site in enumerate(found[len(found) % EVERY :: EVERY] if IS_LONG else found[len(found) % step :: step]):
        for fault in FAULTS if IS_LONG else (FAULTS[number % 3],):
            yield outcome(command, site, fault)


MUTANTS = {
    "seal-without-staging": ("seal", "first_in_place", "write", "signal=SIGKILL"),
    "seal-that-takes-no-notice": ("seal", "first_heedless", "write", "error=ENOSPC"),
    "gallra-before-it-is-told": ("gallra", "deleting_before_telling", "rename", "signal=SIGKILL"),
    "rebuild-index-that-takes-no-notice": ("rebuild-index", "rebuilding_heedless", "write", "error=ENOSPC"),
    "export-without-staging": ("export", "exporting_in_place", "write", "signal=SIGKILL"),
    "export-that-takes-no-notice": ("export", "exporting_heedless", "write", "error=EIO"),
    "restore-that-takes-no-notice": ("restore", "restoring_heedless", "write", "error=ENOSPC"),
    "issue-without-staging": ("issue", "issuing_in_place", "write", "signal=SIGKILL"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_harness_catches_a_verb_that_is_built_wrong(mutant: str, server: Server, beginnings: Beginnings, tmp_path: Path) -> None:
    name, act, call, fault = MUTANTS[mutant]
    verb = VERB[name]
    command = Command(server, f"{WRONG}:{act}", beginnings.of(verb), tmp_path / "root", verb.watched)
    found = [each for each in sites(command) if each.call == call]
    goal = Path(shutil.copytree(command.root, tmp_path / "goal"))
    tried = (outcome(command, site, fault) for site in found)
    assert any(each.effective and not verb.holds(command.root, Tried(command.before, goal, each)) for each in tried)
