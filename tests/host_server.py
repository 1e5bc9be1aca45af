"""Many hosts at once without the start of Python for each: a process that has imported the program and forks one for every call.

A line of JSON that is a list is the arguments of a call: the answer is the number of the new process. A number waits for that process: the
answer is its exit code (negative: killed). The server itself makes nothing, so that a child has no threads of others to wait for.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

_NEEDED = ("briefing.shell.cli", "briefing.shell.commands.tick", "briefing.shell.commands.produce", "docx", "typst", "pikepdf", "filelock")


def serve() -> None:
    for name in _NEEDED:
        import_module(name)
    for line in sys.stdin:
        asked = json.loads(line)
        print(_begun(asked) if isinstance(asked, list) else os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1]), flush=True)


def _begun(arguments: list[str]) -> int:
    child = os.fork()
    if child:
        return child
    from briefing.shell.cli import run

    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    code = 3
    try:
        code = run(arguments)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
