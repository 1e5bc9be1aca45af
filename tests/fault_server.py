"""A process that has imported everything and acts in children of its own: what `syscall_faults` attaches strace to.

A request is a line of JSON (act `module:function`, root, traced). A traced child stops itself first, until it is told to go on. The answer
is the child's number on a line of its own, and its exit code on the next (negative: killed).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

_SET_TRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)


def serve() -> None:
    for name in sys.argv[1:]:
        _act(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _run(_act(asked["act"]), Path(asked["root"]), traced=asked["traced"])
        if asked["traced"]:
            os.waitpid(child, os.WUNTRACED)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _act(name: str) -> Callable[[Path], object]:
    module, _, function = name.partition(":")
    act: Callable[[Path], object] = getattr(import_module(module), function)
    return act


def _run(act: Callable[[Path], object], root: Path, *, traced: bool) -> None:
    """Never comes back. Where the system lets only parents trace, whoever wants to may trace this child."""
    if traced:
        ctypes.CDLL(None).prctl(_SET_TRACER, _ANYBODY, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
    code = 0
    try:
        act(root)
    except BaseException:  # whatever it is, it is told by the exit code
        code = 1
        os.write(2, traceback.format_exc().encode())
    os._exit(code)


if __name__ == "__main__":
    serve()
