"""Real processes: two to eight hosts tick at once on one workspace and are killed at any moment. Made once, whole, told once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from lean import lean
from workspaces import briefing, demo, edited

from briefing.workspace.notice_log import ABANDONED_AFTER, lines

IS_LONG = bool(os.environ.get("BRIEFING_LONG"))
KILLS = int(os.environ.get("BRIEFING_KILLS", "1000" if IS_LONG else "4"))
SEED = int(os.environ.get("BRIEFING_SEED", "1"))  # the long run may be done in parts, each with a seed of its own; the counts are added
HOSTS = (4, 8) if IS_LONG else (3, 3)
LONGEST = 1.0 if IS_LONG else 2.0  # seconds until a host is killed; a tick that makes an edition takes about as long when there are many
EDITION = "2480-kvartal-2026-K2"


@contextmanager
def server() -> Iterator[Callable[[object], int]]:
    """Starts hosts (a list of arguments, the answer is a number) and waits for them (that number, the answer is an exit code)."""
    here = Path(__file__).resolve().parent.parent
    command = [sys.executable, str(here / "host_server.py")]
    own = {**os.environ, "PYTHONPATH": str(here.parent), "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=own) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(asked: object) -> int:
            process.stdin.write(json.dumps(asked) + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return int(process.stdout.readline())  # type: ignore[union-attr]

        yield ask
        process.stdin.close()


def a_round(workspace: Path, random: Random, ask: Callable[[object], int], *, locks: bool) -> Counter[str]:
    """Hosts that start together; all but one are killed. Then the next morning comes, and somebody ticks in peace."""
    counts: Counter[str] = Counter()
    shutil.rmtree(workspace / "output", ignore_errors=True)
    (workspace / "output").mkdir()
    if not locks:  # a disk that knows no locks and keeps no notes: the archive alone decides
        (workspace / "output" / "schedule").write_text("no folder")
    told = ("--workspace", str(workspace), "--today")
    hosts = [ask([*told, f"2026-07-15T06:{random.randrange(60):02d}", "tick"]) for _ in range(random.randint(*HOSTS))]
    started = time.monotonic()
    for moment, each in sorted((random.uniform(0.02, LONGEST), place) for place in range(len(hosts) - 1)):
        time.sleep(max(0.0, started + moment - time.monotonic()))
        os.kill(hosts[each], signal.SIGKILL)  # one that has ended is a zombie until it is waited for, so the number is nobody else's
    counts["hosts"] += len(hosts)
    counts["effective kills"] += sum(ask(each) == -signal.SIGKILL for each in hosts)
    if not locks:
        (workspace / "output" / "schedule").unlink()
    for claim in workspace.glob("output/schedule/notices/*"):  # of a host that was killed while it told: a night old
        os.utime(claim, (time.time() - 2 * ABANDONED_AFTER,) * 2)
    counts["made before the morning"] += (workspace / "output" / "archive" / "editioner" / EDITION).is_dir()
    assert json.loads(briefing(workspace, "tick", "--json", today="2026-07-16").out)["failed"] == []
    return counts


def judge(workspace: Path) -> None:
    """Exactly one edition in one version, whole, and told once."""
    verified = briefing(workspace, "verify", "--json").json
    assert (verified["editions"], verified["faults"]) == (1, [])
    shown = briefing(workspace, "show", EDITION, "--json").json
    assert [each["version"] for each in shown["versions"]] == ["v1"]
    told = [each.id for each in lines(workspace) if each.event == "noterad"]
    assert told == [f"gjord-{EDITION}"]


def test_hosts_that_are_killed_leave_one_whole_edition_that_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, random, counts = lean(demo(tmp_path)), Random(SEED), Counter[str]()
    with server() as ask:
        while counts["effective kills"] < KILLS:
            counts += a_round(workspace, random, ask, locks=counts["rounds"] % 2 == 1)
            counts["rounds"] += 1
            judge(workspace)
    assert counts["rounds"] >= 2 or KILLS > 100
    with capsys.disabled():
        print(f"\n  chaos, seed {SEED}: {dict(counts)}")


def test_the_judge_sees_an_edition_that_was_made_twice(tmp_path: Path) -> None:
    workspace = lean(demo(tmp_path))
    briefing(workspace, "tick", today="2026-07-15")
    judge(workspace)
    edited(workspace / "briefing.toml", 'council = "Strategiska rådet"', 'council = "Rådet"')
    briefing(workspace, "produce", "--period", "2026-K2", "--seal", today="2026-07-15")
    with pytest.raises(AssertionError):
        judge(workspace)
