"""index.jsonl: a line for every version, so that a list need not open a thousand editions. Deleted and rebuilt at will.

Its last line says which head of the chain it reaches and the sha512 of all lines before. It is believed only where that is the head that
the archive has and the bytes are those; otherwise lists are read from the editions themselves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing.archive import reading
from briefing.archive.chain import Chain, Head, parse_head, parse_link
from briefing.archive.chaining import read_chain, read_head, versions_in
from briefing.archive.deletion import deletions
from briefing.archive.disk import PRIVATE_MODE
from briefing.archive.edition import Edition
from briefing.archive.entry import Entry, Index, entry_line, entry_of, has_all, normal, parse_entry, words_of
from briefing.archive.layout import DELETIONS, EDITIONS, INDEX, WORDS
from briefing.archive.seals import digest
from briefing.errors import BriefingError
from briefing.terms.edition import parse_edition_id


def index(root: Path) -> Index:
    """The index where it is true of the archive as it is, else the archive's own files."""
    kept = _kept(root)
    return kept if kept and kept.head == read_head(root) and kept.keys == _there(root) else Editions(root)


def rebuild_index(root: Path) -> int:
    """Writes the index anew from the editions; how many versions it has. BriefingError names the editions that cannot be read."""
    found = Editions(root)
    if found.unreadable():
        raise BriefingError(INDEX, problem="; ".join(found.unreadable()), remedy="run `briefing verify`, mend what it names, and try again")
    _replace(root, found.versions, read_chain(root).head)
    return len(found.versions)


def update_index(root: Path) -> None:
    """Adds what the chain has and the index lacks; writes it anew after a deletion. Never stops a writing: it can always be rebuilt."""
    with suppress(OSError, BriefingError, ValueError):
        chain, kept = read_chain(root), _kept(root)
        if kept is None or not chain.holds(kept.head) or _has_deletion(chain, kept.head):
            _replace(root, Editions(root).versions, chain.head)
        elif kept.head != chain.head:
            links = [link for link in chain.links[kept.head.length :] if link and link.object.startswith(f"{EDITIONS}/")]
            ids = [(parse_edition_id(link.object.rsplit("/", 1)[-1]), link.version) for link in links]
            new = tuple(_Version(root, reading.edition(root, id, version)) for id, version in dict.fromkeys(ids))
            _write(root, kept.content, new, chain.head, "ab")


@dataclass(frozen=True)
class _Version:
    """One version, with its record and texts read when they are asked for."""

    root: Path
    edition: Edition

    @cached_property
    def record(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads(reading.record(self.root, self.edition.id, self.edition.version))
        except (BriefingError, ValueError):
            return {}
        return content

    @cached_property
    def entry(self) -> Entry:
        return entry_of(self.edition, self.record)

    @property
    def words(self) -> str:
        names = [seal.name for seal in self.edition.files if seal.name.endswith(".txt")]
        texts = (reading.content(self.root, self.edition.id, self.edition.version, name).decode("utf-8", "replace") for name in names)
        return words_of(self.entry, self.record, texts)


class Editions:
    """The archive's own files as an index: slow, and always true."""

    def __init__(self, root: Path) -> None:
        versions, unreadable = [], []
        for id in reading.ids(root):
            try:
                versions += [_Version(root, each) for each in reading.history(root, id)]
            except BriefingError as error:
                unreadable.append(str(error))
        self.versions, self._unreadable = tuple(versions), tuple(unreadable)

    def entries(self) -> tuple[Entry, ...]:
        """Every version that can be read."""
        return tuple(each.entry for each in self.versions)

    def matching(self, words: Iterable[str]) -> frozenset[tuple[str, str]]:
        """The keys of the versions whose documents have all the words."""
        wanted = tuple(map(normal, words))
        return frozenset(each.entry.key for each in self.versions if has_all(each.words, wanted))

    def unreadable(self) -> tuple[str, ...]:
        """The editions that cannot be read, and why."""
        return self._unreadable


@dataclass(frozen=True)
class IndexFile:
    """index.jsonl as it was read, all but its last line, which gave `head` and the size of the file of words."""

    root: Path
    content: bytes
    head: Head
    words_size: int

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        lines = (parse_entry(json.loads(line)) for line in self.content.splitlines() if not line.startswith(_MARK))
        found = {each.key: each for each in lines}  # writers without locks may both have added a version
        return tuple(sorted(found.values(), key=lambda each: (each.edition, int(each.version[1:]))))

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        return frozenset(each.key for each in self._entries)

    def entries(self) -> tuple[Entry, ...]:
        """Every version."""
        return self._entries

    def matching(self, words: Iterable[str]) -> frozenset[tuple[str, str]]:
        """The keys of the versions whose documents have all the words; from the documents where the file of words is another."""
        wanted = tuple(map(normal, words))
        try:
            content = (self.root / WORDS).read_bytes()
        except OSError:
            content = b""
        if len(content) != self.words_size:
            return Editions(self.root).matching(wanted)
        lines = content.splitlines()
        needles = [json.dumps(word, ensure_ascii=False)[1:-1].encode() for word in wanted]
        found = (json.loads(line) for line in lines if all(needle in line for needle in needles))
        return frozenset((edition, version) for edition, version, text in found if has_all(text, wanted))

    def unreadable(self) -> tuple[str, ...]:
        """Nothing: the editions were not opened."""
        return ()


_MARK = b'{"head": '


def _kept(root: Path) -> IndexFile | None:
    """The index that lies there; None when there is none, or when it is not as it was written."""
    try:
        content = (root / INDEX).read_bytes()
        start = content.rindex(b"\n", 0, -1) + 1 if content.count(b"\n") > 1 else 0
        mark = json.loads(content[start:])
        head = parse_head(mark["head"])
        if head is None or not content.endswith(b"\n") or mark["sha512"] != digest(content[:start]):
            return None
        return IndexFile(root, content, head, int(mark["words"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _there(root: Path) -> frozenset[tuple[str, str]]:
    """The versions that lie there, by their folders, and have not been deleted: a writing that was cut off may have no line yet."""
    found = ((path.rsplit("/", 1)[-1], name) for path, name in versions_in(root, (EDITIONS,)))
    gone = {(str(each.edition), each.version) for each in deletions(root)}
    return frozenset(key for key in found if key not in gone and (key[0], "") not in gone)


def _has_deletion(chain: Chain, since: Head) -> bool:
    links = map(parse_link, chain.lines[since.length :])
    return any(link and link.object.startswith(f"{DELETIONS}/") for link in links)


def _replace(root: Path, versions: tuple[_Version, ...], head: Head) -> None:
    for name in (INDEX, WORDS):
        (root / name).unlink(missing_ok=True)
    _write(root, b"", versions, head, "wb")


def _write(root: Path, before: bytes, versions: tuple[_Version, ...], head: Head, mode: str) -> None:
    """Adds the words, then the entries and the mark that makes them count."""
    words = b"".join(_words_line(each) for each in versions)
    _put(root / WORDS, words, mode)
    added = b"".join(entry_line(each.entry) for each in versions)
    mark = {"head": str(head), "sha512": digest(before + added), "words": (root / WORDS).stat().st_size}
    _put(root / INDEX, added + json.dumps(mark).encode() + b"\n", mode)


def _words_line(version: _Version) -> bytes:
    return json.dumps([*version.entry.key, version.words], ensure_ascii=False).encode() + b"\n"


def _put(path: Path, content: bytes, mode: str) -> None:
    with open(path, mode, opener=lambda name, flags: os.open(name, flags, PRIVATE_MODE)) as file:
        file.write(content)
