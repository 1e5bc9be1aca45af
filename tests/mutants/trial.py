"""One mutant tried: in a child process that has it in place, the tests that reach it, the fastest first, until one fails."""

from __future__ import annotations

import gc
import importlib.machinery
import os
import resource
import signal
import sys
from collections.abc import Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from mutants.mutation import Mutant, code_of, mutated
from mutants.reach import ROOT, is_ours, quiet

MEMORY = 6 << 30  # bytes; a mutant that asks for more has been noticed
_PASSED, _FAILED, _NOT_MADE = 0, 1, 3


class Outcome(Enum):
    """What the tests did with a mutant. All but `SURVIVED` and `UNREACHED` have noticed it."""

    KILLED = "killed"
    OUT_OF_TIME = "out of time"
    SURVIVED = "survived"
    UNREACHED = "reached by no test"

    @property
    def is_noticed(self) -> bool:
        return self in (Outcome.KILLED, Outcome.OUT_OF_TIME)


def tried(mutant: Mutant, path: Path, source: str, items: Sequence[tuple[pytest.Item, float]], *, anew: bool) -> Outcome:
    """What the tests do with the mutant; beside each the seconds that it takes. `anew` imports everything again with the mutant in it."""
    if not items:
        return Outcome.UNREACHED
    _functions()
    gc.freeze()  # or the collector of a child would write to every page that it shares with its parent
    child = os.fork()
    if not child:
        _child(mutant, path, source, items, anew=anew)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return Outcome.OUT_OF_TIME if os.WTERMSIG(status) in (signal.SIGPROF, signal.SIGALRM) else Outcome.KILLED
    if os.WEXITSTATUS(status) == _NOT_MADE:
        raise RuntimeError(f"the mutant was not put in place: {mutant.where}: {mutant.name}")
    return Outcome.SURVIVED if os.WEXITSTATUS(status) == _PASSED else Outcome.KILLED


def _child(mutant: Mutant, path: Path, source: str, items: Sequence[tuple[pytest.Item, float]], *, anew: bool) -> None:
    code = _NOT_MADE
    try:
        quiet()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        tree = mutated(source, mutant)
        place = None if anew else _places(mutant, path, code_of(tree, str(path), mutant.function))
        for alarm in (signal.SIGPROF, signal.SIGALRM):
            signal.signal(alarm, signal.SIG_DFL)
        if place is None:
            _limit(10 + sum(seconds for _, seconds in items))
            code = _run_anew(compile(tree, str(path), "exec"), path, [item for item, _ in items])
        else:
            for function, other in place:
                function.__code__ = other
            code = _run(items)
    except BaseException:  # a mutant that cannot be imported is noticed by every test
        code = _FAILED if code == _NOT_MADE and anew else code
    finally:
        os._exit(code)


def _limit(seconds: float) -> None:
    """So many times as long as usual, in seconds of the processor, and the process is stopped; by the clock for one that waits for ever."""
    signal.setitimer(signal.ITIMER_PROF, 2 + 5 * seconds)
    signal.setitimer(signal.ITIMER_REAL, 60 + 60 * seconds)


def _places(mutant: Mutant, path: Path, codes: Sequence[CodeType]) -> list[tuple[FunctionType, CodeType]] | None:
    """The functions to change and their new code; None where the code does not fit them."""
    lines = {code.co_firstlineno: code for code in codes}
    found = [(each, lines[each.__code__.co_firstlineno]) for each in _functions().get((str(path), mutant.function), [])]
    return found if found and all(len(each.__code__.co_freevars) == len(code.co_freevars) for each, code in found) else None


@cache
def _functions() -> dict[tuple[str, str], list[FunctionType]]:
    """(path, name) → the functions of ours that exist before a test has run."""
    found: dict[tuple[str, str], list[FunctionType]] = {}
    gc.unfreeze()  # what is frozen is not among the objects
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename.startswith(str(ROOT)):
            found.setdefault((each.__code__.co_filename, each.__code__.co_qualname), []).append(each)
    return found


def _run(items: Sequence[tuple[pytest.Item, float]]) -> int:
    failures = _Failures()
    items[0][0].config.pluginmanager.register(failures)
    following = [*(item for item, _ in items[1:]), None]
    for (item, seconds), after in zip(items, following, strict=True):
        _limit(seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if failures.found:
            return _FAILED
    return _PASSED


class _Failures:
    found = False

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.found = self.found or report.failed


def _run_anew(code: CodeType, path: Path, items: Sequence[pytest.Item]) -> int:
    """The tests in a run of their own, everything of ours imported again."""
    for name, module in list(sys.modules.items()):
        if is_ours(module):
            del sys.modules[name]
    usual = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, fullname: str) -> CodeType | None:
        return code if loader.path == str(path) else usual(loader, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign]
    options = ["-x", "-q", "-s", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT)]
    return _PASSED if pytest.main([*options, *(item.nodeid for item in items)]) == 0 else _FAILED
