"""The same inputs give the same bytes: over time zones, locales and hash seeds, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from editions import made

PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from editions import made
for kind, period in (("kvartal", "2026-K2"), ("radsbriefing", "2026-12-03")):
    for file in made(kind, period).production.files:
        print(file.name, hashlib.sha512(file.content).hexdigest())
"""
PLACES = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2026"},
    {"TZ": "Europe/Stockholm", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4294967295"},
]


def test_the_same_inputs_give_the_same_bytes_everywhere(repository: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(repository / "tests")]
    processes = [
        subprocess.Popen(command, env={**os.environ, **place}, stdout=subprocess.PIPE, text=True, encoding="utf-8") for place in PLACES
    ]
    said = [process.communicate(timeout=180)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(PLACES)
    assert len(said[0].splitlines()) == 2 * len(made("kvartal", "2026-K2").production.files)
    assert set(said) == {said[0]}
