"""`Entry`, what a list says of one version, and `Index`, where lists are read from. Built from what the edition itself says; no files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any, Protocol

from briefing.archive.edition import Edition

_SAID = ("heading", "text", "caption", "title", "subtitle", "tagline", "label", "alt", "description")
SPECIAL_OCCASION = "sarskild"
_LISTS = ("notes", "keywords", "guide_notes")


@dataclass(frozen=True)
class Entry:
    """One version in a list. `period` is a quarter or the day of a meeting; `origin` is empty for what the program made.

    `occasion` is `sarskild` for a särskild lägesbild, empty for another.
    """

    edition: str
    version: str
    status: str
    kind: str
    period: str
    recipient: str
    sealed_on: str
    reason: str
    origin: str
    title: str
    dnr: str
    occasion: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.edition, self.version


class Index(Protocol):
    """Where lists and searches are answered from: files here; a database can stand behind the same three questions."""

    def entries(self) -> tuple[Entry, ...]:
        """Every version of every edition, sorted by edition, first version first."""
        ...

    def matching(self, words: Iterable[str]) -> frozenset[tuple[str, str]]:
        """The keys of the versions whose text has all the words, in any case and any place."""
        ...

    def unreadable(self) -> tuple[str, ...]:
        """What could not be read, said as errors are; empty where nobody has looked."""
        ...


def entry_of(edition: Edition, record: Mapping[str, Any]) -> Entry:
    """The entry of an edition, given its record; an empty one where it has none."""
    frame = record.get("document", {}).get("frame", {})
    title = " ".join(filter(None, (frame.get("title", ""), frame.get("subtitle", ""))))
    origin = getattr(edition, "origin", "")
    id = edition.id
    return Entry(
        edition=str(id),
        version=edition.version,
        status=edition.status.value,
        kind=id.kind,
        period=id.period,
        recipient=id.recipient,
        sealed_on=edition.sealed_on.isoformat(),
        reason=edition.reason,
        origin=str(origin.value if isinstance(origin, Enum) else origin),
        title=title.replace("\xa0", " "),
        dnr=str(record.get("edition", {}).get("dnr") or ""),
        occasion=SPECIAL_OCCASION if edition.is_special else "",
    )


def entry_line(entry: Entry) -> bytes:
    """The entry as a line of JSON."""
    return (json.dumps(asdict(entry), ensure_ascii=False) + "\n").encode()


def parse_entry(content: Mapping[str, Any]) -> Entry:
    """The entry that a line of JSON says; ValueError when something is missing. An older program wrote no occasion."""
    said = {"occasion": "", **content}
    try:
        return Entry(**{field.name: str(said[field.name]) for field in fields(Entry)})
    except KeyError as error:
        raise ValueError(f"the index lacks {error}") from error


def words_of(entry: Entry, record: Mapping[str, Any], texts: Iterable[str]) -> str:
    """All that is searched: what the entry says, the words of the document, and texts that were stored beside it."""
    said = (entry.edition, entry.title, entry.reason, entry.dnr, *_said(record.get("document", {})), *texts)
    return normal(" ".join(said))


def normal(text: str) -> str:
    """A text as it is searched: small letters, every blank one space."""
    return " ".join(text.casefold().split())


def has_all(text: str, words: Iterable[str]) -> bool:
    """Whether a normal text has all of some normal words."""
    return all(word in text for word in words)


def _said(part: Any) -> Iterator[str]:
    """The words of a document in its record, whole paragraphs together."""
    if isinstance(part, list):
        for each in part:
            yield from _said(each)
    elif isinstance(part, dict):
        if "runs" in part:
            yield "".join(str(run.get("text", "")) for run in part["runs"])
        for key, value in part.items():
            if key in _SAID and isinstance(value, str):
                yield value
            elif key in _LISTS and isinstance(value, list):
                yield from (each for each in value if isinstance(each, str))
            elif key != "runs":
                yield from _said(value)
