"""A model of a disk that loses power: it records what a writer does, and gives every state that could be found afterwards.

What a writer does are effects: a name put into a folder, a name taken away, a rename, bytes written. An effect is sure to last when
the file (bytes) or the folder (names) has been synced after it. Of the others any may have reached the disk and any not, in any order; of
bytes also the first half alone. A rename happens whole or not at all. States that look the same from the archive's root, staging folders
left out, are one: effects that nothing there can reach make no difference and are counted, not tried.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import pytest

HIDDEN = (".staging-", ".lock", "index")
Tree = dict[str, bytes | None]


@dataclass(eq=False)
class Effect:
    """Something done to a folder (`parent`, `name`) or to the bytes of a file (`content` at `offset`)."""

    kind: str
    node: int
    parent: int = 0
    name: str = ""
    old: tuple[int, str] = (0, "")
    content: bytes = b""
    offset: int = 0
    is_file: bool = False
    synced: bool = False

    @property
    def ways(self) -> tuple[float, ...]:
        """How much of it may have reached the disk where it was not synced."""
        return (0.0, 0.5, 1.0) if self.kind == "write" else (0.0, 1.0)


@dataclass
class Disk:
    """The recorder. `lies` says which syncs do nothing: `file`, `folder` (inside a staging folder), `parent` (all others)."""

    root: Path
    lies: frozenset[str] = frozenset()
    effects: list[Effect] = field(default_factory=list)
    nodes: dict[int, int] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)
    files: dict[int, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    start: dict[int, dict[str, int]] = field(default_factory=dict)
    contents: dict[int, bytes] = field(default_factory=dict)
    log: list[tuple[int, frozenset[Effect]]] = field(default_factory=list)
    guard: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        """What lies there when the writer begins is on the disk for good."""
        for folder, names, files in os.walk(self.root):
            node = self.node(folder)
            self.start[node] = {name: self.node(f"{folder}/{name}") for name in (*names, *files)}
            self.contents |= {self.node(f"{folder}/{name}"): Path(folder, name).read_bytes() for name in files}

    def node(self, path: str) -> int:
        return self.nodes.setdefault(Path(path).lstat().st_ino, 1 + max(self.nodes.values(), default=0))

    def name(self, path: str) -> tuple[int, str]:
        """The folder that a path lies in, and its name there."""
        return self.node(str(Path(path).parent)), Path(path).name

    def where(self, path: Any, dir_fd: int | None = None) -> str:
        text = os.fspath(path)
        return os.path.normpath(Path(self.paths.get(dir_fd or -1, Path.cwd()), text))

    def ours(self, path: str) -> bool:
        return path == str(self.root) or path.startswith(f"{self.root}/")

    def add(self, effect: Effect) -> None:
        self.effects.append(effect)
        self.log.append((len(self.effects), frozenset(each for each in self.effects if each.synced)))

    def patched(self, patch: pytest.MonkeyPatch) -> None:
        """Puts the recorder between the program and the operating system."""
        for name in ("open", "write", "fsync", "close", "mkdir", "rename", "replace", "unlink", "rmdir"):
            patch.setattr(os, name, self._recorded(name, getattr(os, name)))

    def _recorded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            with self.guard:
                handler: Callable[..., Any] = getattr(self, f"_{'rename' if name == 'replace' else name}")
                return handler(real, *args, **named)

        return call

    def _open(self, real: Callable[..., int], path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        where = self.where(path, dir_fd)
        is_new = not os.path.lexists(where)
        descriptor = real(path, flags, mode, dir_fd=dir_fd)
        if not self.ours(where):
            return descriptor
        self.paths[descriptor] = where
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            if is_new:
                self.nodes.pop(os.fstat(descriptor).st_ino, None)
                self.add(Effect("link", self.node(where), *self.name(where), is_file=True))
            self.files[descriptor] = self.node(where)
            self.places[descriptor] = os.fstat(descriptor).st_size if flags & os.O_APPEND else 0
        return descriptor

    def _write(self, real: Callable[..., int], descriptor: int, content: Any) -> int:
        written = real(descriptor, content)
        if descriptor in self.files:
            offset = self.places[descriptor]
            self.add(Effect("write", self.files[descriptor], content=bytes(content[:written]), offset=offset))
            self.places[descriptor] += written
        return written

    def _fsync(self, _real: Callable[..., None], descriptor: int) -> None:
        if descriptor in self.files:
            node = self.files[descriptor]
            if "file" not in self.lies:
                self._sync(lambda each: each.kind == "write" and each.node == node)
        elif path := self.paths.get(descriptor):
            folder = self.nodes[os.fstat(descriptor).st_ino]
            if ("folder" if "/.staging-" in path else "parent") not in self.lies:
                self._sync(lambda each: folder in (each.parent, each.old[0]))

    def _sync(self, concerns: Callable[[Effect], bool]) -> None:
        for each in self.effects:
            each.synced = each.synced or concerns(each)
        self.log.append((len(self.effects), frozenset(each for each in self.effects if each.synced)))

    def _close(self, real: Callable[..., None], descriptor: int) -> None:
        for known in (self.paths, self.files, self.places):
            known.pop(descriptor, None)
        real(descriptor)

    def _mkdir(self, real: Callable[..., None], path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        real(path, mode, dir_fd=dir_fd)
        where = self.where(path, dir_fd)
        if self.ours(where):
            self.nodes.pop(Path(where).stat().st_ino, None)
            self.add(Effect("link", self.node(where), *self.name(where)))

    def _rename(self, real: Callable[..., None], source: Any, target: Any) -> None:
        old, new = self.where(source), self.where(target)
        node, place = self.node(old), self.name(old)
        real(source, target)
        self.add(Effect("rename", node, *self.name(new), place))

    def _unlink(self, real: Callable[..., None], path: Any, *, dir_fd: int | None = None) -> None:
        where = self.where(path, dir_fd)
        effect = None
        if self.ours(where) and os.path.lexists(where):
            effect = Effect("unlink", self.node(where), *self.name(where))
        real(path, dir_fd=dir_fd)
        if effect:
            self.add(effect)

    _rmdir = _unlink

    def states(self) -> Iterator[tuple[Tree, int, bool]]:
        """Every state that can be found, how many sets of effects give it at that moment, and whether the writer had ended by then."""
        seen: set[tuple[int, frozenset[Effect]]] = set()
        for length, synced in self.log:
            if (length, synced) not in seen:
                seen.add((length, synced))
                yield from ((*each, False) for each in self._states_at(length, synced))
        final = frozenset(each for each in self.effects if each.synced)
        yield from ((*each, True) for each in self._states_at(len(self.effects), final))

    def _states_at(self, length: int, synced: frozenset[Effect]) -> Iterator[tuple[Tree, int]]:
        effects = self.effects[:length]
        reachable = self._reachable(effects, synced)
        open_ones = [each for each in effects if each not in synced]
        tried = [each for each in open_ones if each.parent in reachable or (each.kind == "write" and each.node in reachable)]
        alike = 1
        for each in open_ones:
            alike *= 1 if each in tried else len(each.ways)
        sure = dict.fromkeys(effects, 1.0)
        for chosen in product(*(each.ways for each in tried)):
            yield self._tree({**sure, **dict(zip(tried, chosen, strict=True))}), alike

    def _reachable(self, effects: list[Effect], synced: frozenset[Effect]) -> set[int]:
        """Files and folders that the archive's root may lead to, staging folders left out."""
        children: dict[int, set[tuple[str, int]]] = {folder: set(names.items()) for folder, names in self.start.items()}
        for each in effects:
            if each in synced and each.kind == "rename":
                children.get(each.old[0], set()).discard((each.old[1], each.node))
            if each in synced and each.kind == "unlink":
                children.get(each.parent, set()).discard((each.name, each.node))
            if each.kind in ("link", "rename"):
                children.setdefault(each.parent, set()).add((each.name, each.node))
        found, waiting = set(), [self.node(str(self.root))]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += [inner for name, inner in children.get(node, ()) if not name.startswith(HIDDEN)]
        return found

    def _tree(self, done: dict[Effect, float]) -> Tree:
        folders = {node: dict(names) for node, names in self.start.items()}
        contents = dict(self.contents)
        for each, share in done.items():
            if share:
                _apply(each, share, folders, contents)
        tree: Tree = {}
        self._walk(self.node(str(self.root)), "", folders, contents, tree)
        return tree

    def _walk(self, node: int, path: str, folders: dict[int, dict[str, int]], contents: dict[int, bytes], tree: Tree) -> None:
        for name, inner in folders.get(node, {}).items():
            if name.startswith(HIDDEN):
                continue
            is_file = inner in contents
            tree[f"{path}{name}"] = contents[inner] if is_file else None
            if not is_file:
                self._walk(inner, f"{path}{name}/", folders, contents, tree)


def _apply(effect: Effect, share: float, folders: dict[int, dict[str, int]], contents: dict[int, bytes]) -> None:
    if effect.kind == "write":
        before = contents.get(effect.node, b"").ljust(effect.offset, b"\0")
        added = effect.content[: int(len(effect.content) * share)]
        contents[effect.node] = before[: effect.offset] + added + before[effect.offset + len(added) :]
        return
    if effect.kind == "rename":
        parent, name = effect.old
        if folders.get(parent, {}).get(name) == effect.node:
            del folders[parent][name]
    if effect.kind == "unlink":
        if folders.get(effect.parent, {}).get(effect.name) == effect.node:
            del folders[effect.parent][effect.name]
        return
    folders.setdefault(effect.parent, {})[effect.name] = effect.node
    if effect.is_file:
        contents.setdefault(effect.node, b"")


def put_down(tree: Tree, folder: Path) -> None:
    """Makes a state real, for the program to look at."""
    folder.mkdir()
    for path, content in tree.items():
        if content is None:
            (folder / path).mkdir(parents=True, exist_ok=True)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
