"""What a library in C prints is no part of the result: the solver of disclosure control has a stray line."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import os, sys
from briefing.shell import cli
sys.argv = ["briefing", "--version"]
cli.run = lambda arguments: os.write(1, b"a stray line") and print("the result") or 0
cli.main()
"""


def test_stdout_holds_the_result_and_nothing_else() -> None:
    ran = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "the result\n", "a stray line")
