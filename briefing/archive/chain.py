"""`Chain`, a line for every version of every object in the order in which they were archived, and its heads. Text only; no files.

The head after a line is the sha512 of the head before it (in hex) and the line, so a line says nothing of its writer's place in the
chain and several writers may append at once. What binds line and place is that every inventory tells the head that its writer saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.archive.layout import AREAS, version_number
from briefing.archive.seals import digest

_LINK = re.compile(rf"([0-9a-f]{{128}}) ((?:{'|'.join(AREAS)})/[a-zA-Z0-9./-]+) (v[1-9]\d*)\n")
_HEAD = re.compile(r"(0|[1-9]\d*) ([0-9a-f]{128})")


@dataclass(frozen=True)
class Link:
    """One version of an object, and the sha512 of its inventory."""

    object: str
    version: str
    inventory: str

    @property
    def line(self) -> bytes:
        return f"{self.inventory} {self.object} {self.version}\n".encode()

    @property
    def order(self) -> tuple[int, str, int]:
        """Where it stands among lines that are written together: what an edition names comes before it."""
        return AREAS.index(self.object.split("/", 1)[0]), self.object, version_number(self.version) or 0


@dataclass(frozen=True)
class Head:
    """How many lines a chain has, and the sha512 that all of them give."""

    length: int
    sha512: str

    def __str__(self) -> str:
        return f"{self.length} {self.sha512}"


GENESIS = Head(0, digest(b"briefing: chain 1\n"))
"""The head of a chain without lines."""


@dataclass(frozen=True)
class Chain:
    """The whole lines of chain.log, and what stands after the last of them (`torn`: the writer was cut off)."""

    lines: tuple[bytes, ...] = ()
    torn: bytes = b""

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The head before the first line and after every line: one more than there are lines."""
        heads = [GENESIS]
        for line in self.lines:
            heads.append(Head(len(heads), digest(heads[-1].sha512.encode() + line)))
        return tuple(heads)

    @property
    def head(self) -> Head:
        return self.heads[-1]

    @cached_property
    def links(self) -> tuple[Link | None, ...]:
        """Every line read; None where a line is none that the archive writes."""
        return tuple(parse_link(line) for line in self.lines)

    def holds(self, head: Head) -> bool:
        """Whether the chain once had that head."""
        return head.length < len(self.heads) and self.heads[head.length] == head


@lru_cache(maxsize=2)
def parse_chain(content: bytes) -> Chain:
    """The chain that the bytes of chain.log say. Kept for who asks again: a writing looks at the same chain several times."""
    *lines, torn = content.split(b"\n")
    return Chain(tuple(line + b"\n" for line in lines), torn)


def parse_link(line: bytes) -> Link | None:
    """The link that a line says; None when it says none."""
    match = _LINK.fullmatch(line.decode("utf-8", "replace"))
    return Link(match[2], match[3], match[1]) if match else None


def parse_head_file(content: bytes) -> Head | None:
    """The head that the bytes of chain.head say; None when they are not, to the last of them, what the archive writes."""
    head = parse_head(content.decode("utf-8", "replace").removesuffix("\n"))
    return head if head and content == f"{head}\n".encode() else None


def parse_head(text: str) -> Head | None:
    """The head that an inventory or a person says (`17 3f9a…`); None when it says none."""
    match = _HEAD.fullmatch(text)
    return Head(int(match[1]), match[2]) if match else None


def continued(chain: Chain, missing: Iterable[Link]) -> bytes:
    """The bytes that give the chain the links that it lacks; a line that was cut off is finished where it is one of them."""
    text = b"".join(each.line for each in sorted(missing, key=lambda each: each.order))
    if text.startswith(chain.torn):
        return text[len(chain.torn) :]
    return b"\n" + text
