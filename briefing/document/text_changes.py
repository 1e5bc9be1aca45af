"""What was added, taken away and put otherwise in the text of a document: heading by heading, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any

from briefing.document.marked import Mark, Span, Spans, likeness, marked

_SAME_PARAGRAPH = 0.5  # from this share of common words on, two paragraphs are one that was put otherwise


class SectionKind(Enum):
    """Whether a section is in both documents, or in one of them only."""

    ANDRAT = "andrat"
    NYTT = "nytt"
    BORTTAGET = "borttaget"


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph that was put otherwise; one that is new or gone is a single span. `synthetic`: invented for the example."""

    words: Spans
    synthetic: bool


@dataclass(frozen=True)
class ChangedText:
    """A section in which the text is another: its number and heading, and its changed paragraphs in reading order.

    `unchanged` is how many paragraphs stand as they were.
    """

    kind: SectionKind
    number: str
    heading: str
    paragraphs: tuple[ChangedParagraph, ...]
    unchanged: int


def text_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[ChangedText, ...]:
    """The sections with another text, from the `document` of two records, in the order of the later; what is gone stands last.

    Text is headings, paragraphs, signatures, captions and notes. Cells of tables are left to those who tell of
    numbers, judgements, registers and gaps.
    """
    old, new = (dict(_sections(each)) for each in (before, now))
    found = [_changed(old.get(name), new.get(name)) for name in {**new, **old}]
    return tuple(each for each in found if each.paragraphs)


@dataclass(frozen=True)
class _Section:
    number: str
    heading: str
    paragraphs: tuple[str, ...]
    synthetic: frozenset[str]


def _sections(document: Mapping[str, Any]) -> Iterator[tuple[str, _Section]]:
    for each in document.get("sections", ()):
        told = [(text, bool(block.get("synthetic"))) for block in each["blocks"] for text in _paragraphs(block) if text]
        paragraphs, invented = tuple(text for text, _ in told), frozenset(text for text, is_invented in told if is_invented)
        yield each["id"], _Section(each.get("number", ""), each["heading"], (each["heading"], *paragraphs), invented)


def _paragraphs(block: Mapping[str, Any]) -> Iterator[str]:
    if block["type"] == "text":
        yield block.get("overall", "")
        for each in block["paragraphs"]:
            yield "".join(run["text"] for run in each["runs"])
        yield block.get("signature", "")
    else:
        yield block.get("caption", "")
        yield from block.get("notes", ())


def _changed(before: _Section | None, now: _Section | None) -> ChangedText:
    shown = now or before
    assert shown is not None
    kind = SectionKind.ANDRAT if before and now else SectionKind.NYTT if now else SectionKind.BORTTAGET
    old, new = (each.paragraphs if each else () for each in (before, now))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    changed = [spans for code, a, b, c, d in matcher.get_opcodes() if code != "equal" for spans in _between(old[a:b], new[c:d])]
    invented = frozenset().union(*(each.synthetic for each in (before, now) if each))
    paragraphs = tuple(ChangedParagraph(each, any(text in invented for text in _both(each))) for each in changed)
    return ChangedText(kind, shown.number, shown.heading, paragraphs, sum(block.size for block in matcher.get_matching_blocks()))


def _both(words: Spans) -> tuple[str, str]:
    """The old text and the new one that were woven together."""
    old, new = ("".join(each.text for each in words if each.mark is not mark) for mark in (Mark.TILLAGT, Mark.BORTTAGET))
    return old, new


def _between(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Spans]:
    """Paragraphs that took the place of others, each beside the one that it is most like; what is gone stands before what is new."""
    after = 0
    fresh: list[str] = []
    for text in new:
        likest = max(((likeness(old[at], text), -at) for at in range(after, len(old))), default=(0.0, 0))
        if likest[0] < _SAME_PARAGRAPH:
            fresh.append(text)
            continue
        at = -likest[1]
        yield from _apart(old[after:at], fresh)
        yield marked(old[at], text)
        after, fresh = at + 1, []
    yield from _apart(old[after:], fresh)


def _apart(old: Iterable[str], new: Iterable[str]) -> Iterator[Spans]:
    yield from ((Span(each, Mark.BORTTAGET),) for each in old)
    yield from ((Span(each, Mark.TILLAGT),) for each in new)
