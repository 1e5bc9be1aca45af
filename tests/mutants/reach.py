"""What each test reaches: the functions of the mutated rooms that run in it, or in a fixture that it asks for, and what it costs."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from time import process_time
from types import CodeType, FrameType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Reached = set[tuple[str, str]]  # (path of a module, outermost function; '' for code of the module itself)


@dataclass(frozen=True)
class Reach:
    """One test: seconds of the processor, fixtures made anew included, and the functions that it reaches."""

    seconds: float
    functions: frozenset[tuple[str, str]]


def outermost(qualname: str) -> str:
    """The function that a code object is written in, and '' for code at module level."""
    name = qualname.split(".<locals>", maxsplit=1)[0]
    return "" if "<" in name else name


class Tracer:
    """Notes which functions of some files are called."""

    def __init__(self, rooms: tuple[str, ...]) -> None:
        self.rooms = rooms
        self.codes: dict[int, CodeType] = {}  # by identity: to hash a code object takes longer than to run a small one

    @contextmanager
    def noting(self) -> Iterator[Reached]:
        """The functions that are called meanwhile, there when it ends; those of a span inside count for that one too."""
        around, self.codes, found = self.codes, {}, set[tuple[str, str]]()
        was = sys.gettrace()
        sys.settrace(self._call)
        try:
            yield found
        finally:
            sys.settrace(None)  # until the codes have been read, since to read them is to call
            codes = [each for each in self.codes.values() if each.co_filename.startswith(self.rooms)]
            found |= {(each.co_filename, outermost(each.co_qualname)) for each in codes}
            self.codes = around | self.codes
            sys.settrace(was)

    def _call(self, frame: FrameType, event: str, arg: Any) -> None:
        self.codes[id(frame.f_code)] = frame.f_code


class Observer:
    """Traces tests and the fixtures that are made once for many: what such a fixture reaches, each test that asks for it reaches."""

    def __init__(self, rooms: tuple[str, ...]) -> None:
        self.tracer = Tracer(rooms)
        self.fixtures: dict[Any, tuple[float, Reached]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Any:
        if fixturedef.scope == "function":
            return (yield)
        start = process_time()
        with self.tracer.noting() as seen:
            result = yield
        before, reached = self.fixtures.get(fixturedef, (0.0, set()))
        self.fixtures[fixturedef] = max(before, process_time() - start), reached | seen
        return result

    def of(self, item: pytest.Item, following: pytest.Item | None) -> Reach:
        _forget()
        start = process_time()
        known = dict(self.fixtures)
        with self.tracer.noting() as seen:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        seconds, reached = process_time() - start, set(seen)
        self.tracer.codes = {}
        asked = {each for each in self._asked(item) if each in self.fixtures}
        for each in asked:
            cost, inside = self.fixtures[each]
            reached |= inside
            seconds += cost if each in known else 0.0
        return Reach(seconds, frozenset(reached))

    @staticmethod
    def _asked(item: pytest.Item) -> Iterator[Any]:
        for defs in item._fixtureinfo.name2fixturedefs.values():
            yield from defs


def _forget() -> None:
    """Empties the caches of our own functions, so that each test is seen to reach all that it needs."""
    for each in gc.get_objects():
        if type(each) is _lru_cache_wrapper and is_ours(sys.modules.get(each.__module__)):
            each.cache_clear()


def is_ours(module: Any) -> bool:
    """Whether a module is of the program or of its tests, and not of this tool."""
    path = getattr(module, "__file__", None) or ""
    return path.startswith((f"{ROOT}/briefing/", f"{ROOT}/tests/")) and not path.startswith(f"{ROOT}/tests/mutants/")


def observed(items: Sequence[pytest.Item], rooms: tuple[str, ...], folder: Path, digest: str) -> dict[str, Reach]:
    """What each item reaches; files of tests that have not changed since the last time are not run again."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    return {name: reach for path, group in by_file.items() for name, reach in _of_file(path, group, rooms, folder, digest).items()}


def _of_file(path: Path, items: list[pytest.Item], rooms: tuple[str, ...], folder: Path, digest: str) -> dict[str, Reach]:
    key = hashlib.sha256(digest.encode() + path.read_bytes()).hexdigest()[:16]
    kept = folder / f"{path.stem}.{key}.json"
    if not kept.exists():
        for old in folder.glob(f"{path.stem}.*.json"):
            old.unlink()
        child = os.fork()
        if not child:
            _observe(items, rooms, kept)
        os.waitpid(child, 0)
        print(f"  {path.name}", file=sys.stderr)
    found = json.loads(kept.read_text()) if kept.exists() else {}
    return {name: Reach(seconds, frozenset(map(tuple, functions))) for name, (seconds, functions) in found.items()}


def _observe(items: list[pytest.Item], rooms: tuple[str, ...], kept: Path) -> None:
    """In a child, so that nothing that the tests make is there when the mutants are tried."""
    quiet()
    observer = Observer(rooms)
    items[0].config.pluginmanager.register(observer)
    found = {}
    for item, following in zip(items, [*items[1:], None], strict=True):
        reach = observer.of(item, following)
        found[item.nodeid] = (round(reach.seconds, 4), sorted(reach.functions))
    kept.write_text(json.dumps(found))
    os._exit(0)


def quiet() -> None:
    """Nothing that a child prints is seen."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
