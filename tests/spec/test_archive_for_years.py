"""An archive that is written to, cut off, deleted from and looked at in any order keeps every promise that it has made."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from stages.archive.archived import delivery, edition, part
from stages.archive.stopping import stopped

from briefing.archive.deleting import Decided, delete
from briefing.archive.deletion import deletions
from briefing.archive.index import Editions, index, rebuild_index
from briefing.archive.seals import inputs
from briefing.archive.store import add, content, history, mend
from briefing.archive.verification import verify
from briefing.terms.edition import EditionId, parse_edition_id

IDS = tuple(parse_edition_id(f"2480-kvartal-2026-K{number}") for number in range(1, 4))
DECIDED = Decided("Plan § 4", "Kommunstyrelsen", "arkivansvarig", "KS 2036/12", date(2036, 1, 2))
editions = st.sampled_from(IDS)
calls = st.integers(1, 160)
ways = st.booleans()


class Archive(RuleBasedStateMachine):
    """`kept` is what was acknowledged: the page of every version. `gone` are acknowledged deletions."""

    crashes = 0

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp()) / "archive"
        self.kept: dict[tuple[EditionId, str], bytes] = {}
        self.gone: set[EditionId] = set()
        self.count = 0
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(os, "fsync", lambda descriptor: None)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.root.parent)

    def _next(self, id: EditionId) -> str:
        return f"v{len(history(self.root, id)) + 1}"

    def _put(self, id: EditionId, version: str, page: bytes) -> None:
        came = (replace(delivery(), parts=(part("data.json", page),)),)
        sealed = replace(edition(id, version, deliveries=came, made_from={}), inputs=inputs({}, came))
        add(self.root, sealed, {"lagesbild.html": page, "lagesbild.json": b"{}"}, {}, came)
        self.kept[id, version] = page

    def _is_told(self, id: EditionId) -> bool:
        return any(each.edition == id for each in deletions(self.root))

    @rule(id=editions)
    def put(self, id: EditionId) -> None:
        if not self._is_told(id):
            self.count += 1
            self._put(id, self._next(id), f"page {self.count % 4} of {id}".encode())

    @rule(id=editions, at=calls, killed=ways)
    def put_and_crash(self, id: EditionId, at: int, killed: bool) -> None:
        if not self._is_told(id):
            self.count += 1
            version, page = self._next(id), f"page {self.count % 4} of {id}".encode()
            type(self).crashes += stopped(self.root, lambda root: self._put(id, version, page), at, killed=killed)

    @rule(id=editions)
    def deleted(self, id: EditionId) -> None:
        if history(self.root, id):
            self._delete(id)

    @rule(id=editions, at=calls, killed=ways)
    def deleted_and_crash(self, id: EditionId, at: int, killed: bool) -> None:
        if history(self.root, id):
            type(self).crashes += stopped(self.root, lambda root: self._delete(id), at, killed=killed)

    def _delete(self, id: EditionId) -> None:
        delete(self.root, id, "", DECIDED, program="0.1.0", deliveries=True)
        self.gone.add(id)

    @rule()
    def mended(self) -> None:
        mend(self.root)
        assert not [note for note in verify(self.root).notes if "avbrut" in note.problem and not note.path.startswith(".staging")]

    @rule(at=st.integers(1, 30), killed=ways)
    def rebuilt_and_crash(self, at: int, killed: bool) -> None:
        if self.root.is_dir():
            stopped(self.root, rebuild_index, at, killed=killed)

    @invariant()
    def every_promise_is_kept(self) -> None:
        assert verify(self.root).faults == ()
        told = {each.edition for each in deletions(self.root)}
        assert self.gone <= told
        for (id, version), page in self.kept.items():
            if id not in told:
                assert content(self.root, id, version, "lagesbild.html") == page
        assert not any(history(self.root, id) for id in self.gone)

    @invariant()
    def a_list_says_what_the_editions_say(self) -> None:
        assert index(self.root).entries() == Editions(self.root).entries()


IS_LONG = bool(os.environ.get("BRIEFING_LONG"))


def test_an_archive_keeps_its_promises_for_years() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    chosen = settings(
        max_examples=300 if IS_LONG else 10,
        stateful_step_count=20 if IS_LONG else 10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not IS_LONG,
        database=None,
    )
    run_state_machine_as_test(Archive, settings=chosen)
    print(f"for years: {Archive.crashes} writings cut off")
    assert Archive.crashes > 5
