"""Killed anywhere and started again, a collection ends in the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from played import DAY, declare, play_all
from player import playing
from workspaces import REPOSITORY

from briefing.shell.cli import run

STEP = 1 if os.environ.get("BRIEFING_LONG") else 47  # of some 230 changes to the disk


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are parted with fork, which this system has not")
def test_a_collection_that_is_killed_ends_in_the_same_bytes_when_it_is_run_again(tmp_path: Path) -> None:
    root = tmp_path / "umea"
    assert run(["init", str(root), "--kommun", "Umeå"]) == 0
    declare(root)
    kolada = root / "sources" / "kolada" / "source.toml"
    kolada.write_text(kolada.read_text(encoding="utf-8").replace('["alla", "riket"]', '["kommunen", "riket"]'), encoding="utf-8")
    with playing() as player:
        play_all(player)
        command = [sys.executable, REPOSITORY / "tests" / "killed_collection.py", player.port, root, tmp_path, DAY.isoformat(), STEP]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "tests")])}
        ended = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=3000, env=environment, check=False)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["different"] == []
    assert told["kills"] * STEP > 100, "too few changes were seen for this to say anything"
    assert told["files"] > 10
