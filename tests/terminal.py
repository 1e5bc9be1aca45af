"""A conversation with the program at a terminal: a process of its own on a pseudo-terminal, answered when it has asked."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from workspaces import TODAY, Call

BREAK, END = "\x03", "\x04"  # Ctrl-C and Ctrl-D
_PATIENCE = 60.0  # seconds without a sign, after which nothing more will come


def conversation(root: Path, arguments: Iterable[str], answers: Iterable[tuple[str, str]], *, afresh: bool = False) -> Call:
    """What the terminal showed, and the exit code. Each answer is given when what stands before it has been shown since the last one.

    `afresh`: a new interpreter, as the user starts it; otherwise this one forked, which has read the program already.
    """
    call = ["--workspace", str(root), "--today", TODAY, *arguments]
    child, terminal = pty.fork()
    if not child:
        _run(call, afresh=afresh)
    shown, said, answers = "", 0, list(answers)
    for question, answer in answers:
        while question not in shown[said:]:
            more = _heard(terminal)
            assert more, f"{question!r} was never asked: {shown}"
            shown += more
        said = len(shown)
        os.write(terminal, answer.encode() if answer in (BREAK, END) else f"{answer}\n".encode())
    broken_off = bool(answers) and answers[-1][1] == BREAK
    while more := _heard(terminal, again=BREAK if broken_off else ""):
        shown += more
    os.close(terminal)
    return Call(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.replace("\r\n", "\n"), "")


def _heard(terminal: int, again: str = "") -> str:
    """What came; empty when the program has ended. `again`: what is pressed once more in each silent second, as people do."""
    deadline = time.monotonic() + _PATIENCE
    while not select.select([terminal], [], [], 1.0)[0]:
        os.write(terminal, again.encode())
        assert time.monotonic() < deadline, "the program says nothing and does not end"
    try:
        return os.read(terminal, 65536).decode("utf-8", "replace")
    except OSError:
        return ""


def _run(call: list[str], *, afresh: bool) -> None:
    """The child's life; it never comes back into the tests."""
    os.environ |= {"TERM": "xterm", "COLUMNS": "200"}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests in the background may have it ignored
    if afresh:
        os.execv(sys.executable, [sys.executable, "-m", "briefing", *call])
    code = 3
    try:
        from briefing.shell.cli import run
        from briefing.workspace.isolation import close

        # As in the program itself, input is read plainly: a line editor would first empty what has been typed.
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(each, mode) for each, mode in ((os.dup(0), "r"), (1, "w"), (2, "w")))
        code = run(call)
        close()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
