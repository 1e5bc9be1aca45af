"""A pure function run in a child process that may use only so much memory, processor and time, open no network and write no file.

One child is kept warm for the calls that follow, so that its start-up is paid once. A child that broke a limit is replaced.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Lock, Thread
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")

_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from briefing.workspace.isolation import serve; serve(int(sys.argv[1]))"
_SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}  # threads reserve memory by the core
_FORBIDDEN = (
    *("socket.", "subprocess.", "shutil.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.kill"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"),
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Breach(Enum):
    """The limit that a child broke. `fel`: the function raised; `avbrott`: the process ended without an answer."""

    MINNE = "minne"
    TID = "tid"
    AVBROTT = "avbrott"
    FEL = "fel"


class BreachError(Exception):
    """The function gave no value: which limit it broke, and in English what happened."""

    def __init__(self, breach: Breach, what: str) -> None:
        super().__init__(what)
        self.breach = breach


@dataclass(frozen=True)
class Limits:
    """What a call may use. Memory is the child's whole address space (enforced on POSIX), processor and wall time are per call."""

    memory_mb: int = 512
    cpu_seconds: int = 30  # an Excel file of 100 000 rows takes two
    wall_seconds: float = 60.0


DEFAULT = Limits()
# DuckDB keeps to 256 MB of its own accord, but reserves more than it uses; 10 million rows take seconds, line by line minutes.
AT_SIZE = Limits(memory_mb=2048, cpu_seconds=600, wall_seconds=900.0)


def isolated(function: Callable[..., T], *values: Any, limits: Limits = DEFAULT) -> T:
    """`function(*values)` as a child process computes it; BreachError where it gives none. Function and values must pickle."""
    with _LOCK:
        child = _warm_child(limits)
        try:
            return child.call(function, values)
        except BreachError as broken:
            if broken.breach is not Breach.FEL:
                _retire()
            raise


def warm() -> None:
    """Begins to start the child, which imports while the caller does something else."""
    with _LOCK:
        _warm_child(DEFAULT)


def close() -> None:
    """Ends the child, if there is one."""
    with _LOCK:
        _retire()


def serve(memory_mb: int) -> None:
    """The child's whole life: calls from standard input, answers on standard output, until the input ends."""
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a reader prints must not be taken for an answer
    import briefing.observations.readers  # noqa: F401 - imports before the limits: it is ours, and slow

    _limit_once(memory_mb)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            cpu_seconds, function, values = pickle.load(calls)
            _limit_call(cpu_seconds)
            answers.write(_answer(function, values))
            answers.flush()


def _answer(function: Callable[..., Any], values: tuple[Any, ...]) -> bytes:
    """A pickled pair: the breach, None for none, and the value or what happened."""
    try:
        return pickle.dumps((None, function(*values)))
    except MemoryError:
        return pickle.dumps((Breach.MINNE, "out of memory"))
    except RecursionError:
        return pickle.dumps((Breach.FEL, "RecursionError"))
    except Exception as error:
        return pickle.dumps((Breach.FEL, f"{type(error).__name__}: {str(error)[:300]}"))


class _Child:
    """One process and the pipes to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.owner = limits, os.getpid()
        command = [sys.executable, "-c", _PROGRAM, str(limits.memory_mb), *sys.path]
        environment = {**os.environ, **_SINGLE}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None and self.owner == os.getpid()

    def call(self, function: Callable[..., T], values: tuple[Any, ...]) -> T:
        """The value; BreachError where the child says that there is none, says nothing in time, or ends."""
        said: list[tuple[Breach | None, Any]] = []
        asked = pickle.dumps((self.limits.cpu_seconds, function, values))
        exchange = Thread(target=self._exchange, args=(asked, said), daemon=True)
        exchange.start()
        exchange.join(self.limits.wall_seconds)
        if exchange.is_alive():
            self.end()
            raise BreachError(Breach.TID, f"no answer in {self.limits.wall_seconds} seconds")
        if not said:
            raise self._ended()
        breach, value = said[0]
        if breach is not None:
            raise BreachError(breach, str(value))
        result: T = value
        return result

    def end(self) -> None:
        """Ends the process and waits for it, so that none is left behind."""
        if self.owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _exchange(self, asked: bytes, said: list[tuple[Breach | None, Any]]) -> None:
        inward, outward = _pipes(self._process)
        with contextlib.suppress(OSError, ValueError, EOFError, pickle.UnpicklingError):
            inward.write(asked)
            inward.flush()
            said.append(pickle.load(outward))

    def _ended(self) -> BreachError:
        """Why the process ended without an answer."""
        code = self._process.wait()
        is_late = code == -getattr(signal, "SIGXCPU", 0) and code != 0
        return BreachError(Breach.TID if is_late else Breach.AVBROTT, f"the process ended with {code}")


_LOCK = Lock()
_CHILDREN: list[_Child] = []


def _warm_child(limits: Limits) -> _Child:
    """The child that is kept, started where there is none, or one with other limits."""
    if _CHILDREN and not (_CHILDREN[0].is_alive and _CHILDREN[0].limits == limits):
        _retire()
    if not _CHILDREN:
        _CHILDREN.append(_Child(limits))
    return _CHILDREN[0]


def _retire() -> None:
    while _CHILDREN:
        _CHILDREN.pop().end()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert process.stdin is not None and process.stdout is not None
    return process.stdin, process.stdout  # type: ignore[return-value]


def _limit_once(memory_mb: int) -> None:
    """The limits of the whole life: memory, no written file, no core dump, no network, no further process."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_closed_room)


def _limit_call(cpu_seconds: int) -> None:
    if os.name == "posix":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _closed_room(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuses what no pure reader does. The operating system's limits hold where native code asks nobody."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")


atexit.register(close)
