"""The same inputs give the same bytes: over time zones, locales, hash seeds and what else is loaded, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from editions import made

PROGRAM = """
import hashlib, os, sys
if os.environ["PYTHONHASHSEED"] == "1":
    import openpyxl  # registers prefixes of namespaces for all of lxml
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


LONG = bool(os.environ.get("BRIEFING_LONG"))


def places() -> list[dict[str, str]]:
    """Where an edition is made: time zones, locales and hash seeds in every combination that comes up."""
    if not LONG:
        return PLACES
    zones, locales = ([each[name] for each in PLACES] for name in ("TZ", "LC_ALL"))
    return [{"TZ": zones[n % 4], "LC_ALL": locales[n // 4 % 4], "PYTHONHASHSEED": str(n * 42_949_672)} for n in range(100)]


def test_the_same_inputs_give_the_same_bytes_everywhere(repository: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(repository / "tests")]
    said: list[str] = []
    waiting = places()
    while waiting:
        now, waiting = waiting[:4], waiting[4:]
        processes = [
            subprocess.Popen(command, env={**os.environ, **place}, stdout=subprocess.PIPE, text=True, encoding="utf-8") for place in now
        ]
        said += [process.communicate(timeout=180)[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * len(now)
    assert len(said[0].splitlines()) == 2 * len(made("kvartal", "2026-K2").production.files)
    assert set(said) == {said[0]}
