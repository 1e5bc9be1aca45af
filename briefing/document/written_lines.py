"""A human text as it is printed, written as Markdown once more: two texts that print the same are the same Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from briefing.document.document import Paragraph, Text
from briefing.document.printable import printable_text
from briefing.document.prose import paragraphs
from briefing.observations.written import Line, Piece, markdown

_SAFE_LINKS = ("http://", "https://", "mailto:", "#")


def base_of(text: Text) -> str:
    """The Markdown of a text of the document."""
    return markdown(_lines(text.paragraphs))


def printed(text: str) -> str:
    """The Markdown of what a Markdown text prints."""
    return markdown(_lines(paragraphs(text)))


def recorded(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Control, Markdown, label and mark of every human text, from the `document` of a record."""
    mark = document.get("frame", {}).get("example_mark", "")
    for section in document.get("sections", ()):
        for block in section.get("blocks", ()):
            if block.get("type") == "text" and block.get("control"):
                lines = markdown(map(_recorded_line, block.get("paragraphs", ())))
                yield block["control"], lines, block.get("label", ""), mark if block.get("synthetic") else ""


def _lines(words: Iterable[Paragraph]) -> Iterator[Line]:
    for each in words:
        pieces = (Piece(printable_text(run.text).replace("\t", " "), run.strong, run.emphasis, _kept(run.link)) for run in each.runs)
        yield Line(tuple(pieces), each.list_number)


def _recorded_line(paragraph: Mapping[str, Any]) -> Line:
    runs = paragraph.get("runs", ())
    pieces = (
        Piece(each.get("text", "").replace("\t", " "), each.get("strong", False), each.get("emphasis", False), _kept(each.get("link", "")))
        for each in runs
    )
    return Line(tuple(pieces), paragraph.get("list_number", 0))


def _kept(link: str) -> str:
    """A link that a Word file holds; others are printed as their words alone."""
    return link if link.lower().startswith(_SAFE_LINKS) else ""
