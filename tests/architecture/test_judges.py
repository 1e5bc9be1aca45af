"""Foreign programs belong to `make judges`: `make test` passes on a machine that has Python and nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

PROGRAMS = re.compile(r"[\"'](soffice|libreoffice|java|javac|node|npm|chromium|pdftotext|unshare)[\"']")

FOREIGN = "office_pages or office_sdk or web or open_data or package_judged or archive_judged or verapdf or schemas"


def test_no_other_test_calls_a_foreign_program(repository: Path) -> None:
    tests = repository / "tests"
    others = [path for path in tests.rglob("*.py") if tests / "judges" not in path.parents and path != Path(__file__).resolve()]
    assert [path.name for path in others if PROGRAMS.search(path.read_text(encoding="utf-8"))] == []


def test_the_judges_wait_for_their_own_command_where_no_foreign_program_is_installed(repository: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "BRIEFING_JUDGES"} | {"PATH": str(tmp_path)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", FOREIGN, "tests/judges"]
    ended = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 0, ended.stdout
    assert "failed" not in ended.stdout
    skipped = re.search(r"^(\d+) skipped, \d+ deselected", ended.stdout, flags=re.MULTILINE)
    assert skipped is not None, ended.stdout
    assert int(skipped[1]) > 20


def test_the_judges_name_no_registry_and_pin_every_version(repository: Path) -> None:
    folder = repository / "tests" / "judges"
    locks = [
        folder / "package-lock.json",
        folder / "requirements.lock",
        folder / "requirements-eark.lock",
        folder / "requirements-ocfl.lock",
    ]
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []
    asked = (folder / "package.json").read_text(encoding="utf-8")
    assert re.findall(r'"[\w@/-]+": "([~^*][^"]*)"', asked) == []
