"""The one lock: who has it, who waits, and that nothing stops where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.archive.disk import held
from briefing.archive.layout import LOCK
from briefing.fetch.collect import MEMORY
from briefing.workspace.lock import locked
from briefing.workspace.ticks import HELD_TOO_LONG, SCHEDULE, alone, is_running

HOLDER = """
import sys
from pathlib import Path
from briefing.workspace.lock import locked
with locked(Path(sys.argv[1])) as is_ours:
    print(is_ours, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / SCHEDULE / "lock"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the lock."""
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        yield other
        other.kill()


def test_a_lock_that_another_process_has_is_not_ours_until_that_is_killed(path: Path, holder: subprocess.Popen[str]) -> None:
    root = path.parents[2]
    with locked(path) as is_ours:
        assert not is_ours
    with alone(root) as is_ours:
        assert not is_ours
    assert is_running(root)
    holder.kill()
    holder.wait()
    with locked(path, wait=10) as is_ours:
        assert is_ours
    assert not is_running(root)


def test_a_holder_that_has_hung_for_an_hour_is_passed_by(path: Path, holder: subprocess.Popen[str]) -> None:
    os.utime(path, (time.time() - HELD_TOO_LONG - 60,) * 2)
    with locked(path) as is_ours:
        assert not is_ours, "who asks does not make the lock younger"
    with alone(path.parents[2]) as is_ours:
        assert is_ours
    assert holder.poll() is None


def test_whoever_asks_who_runs_leaves_the_calendar_to_the_next(tmp_path: Path) -> None:
    assert not is_running(tmp_path)
    with alone(tmp_path) as is_ours:
        assert is_ours
    assert not is_running(tmp_path)
    with alone(tmp_path) as is_ours:
        assert is_ours


@pytest.mark.parametrize("place", [SCHEDULE, MEMORY, "output/archive"])
def test_where_no_lock_can_be_made_work_goes_on(place: str, tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / place).write_text("no folder")
    with locked(tmp_path / place / "lock") as is_ours:
        assert is_ours
    with alone(tmp_path) as is_ours:
        assert is_ours


def test_the_archive_is_not_kept_from_whoever_has_waited_long_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.archive.disk.WAIT", 0.05)
    with locked(tmp_path / LOCK) as is_ours:
        begun = time.monotonic()
        with held(tmp_path):
            assert (is_ours, time.monotonic() - begun >= 0.05) == (True, True)
