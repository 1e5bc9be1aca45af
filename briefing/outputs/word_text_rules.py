"""Paragraphs of a Word file: none is empty, lists are lists, links say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lxml import etree

from briefing.outputs.extraction import W, style_of, word_text
from briefing.outputs.refusal import GateReason

_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}br")
_BLANKS = re.compile(" {2,}|[ \u00a0\u2002-\u200a]{3,}")  # inside one run; a mark in a box has a blank of its own at either end
_TYPED_ITEM = re.compile(r"\s*(?:[•·*▪–-]|\d{1,2}[.)])\s+\S")
_SAYS_NOTHING = re.compile(r"(?:(?:klicka\s+)?här|(?:läs\s+)?mer|länk|länken|https?://\S*|www\.\S*)?[\s.»>]*", re.IGNORECASE)
_SHOWN = 60


def text_faults(parts: Mapping[str, etree._Element]) -> Iterator[tuple[GateReason, str]]:
    """Empty paragraphs, blanks in a row, lists typed by hand, links that do not say where they lead."""
    body = parts["word/document.xml"]
    listed = _listed_styles(parts)
    paragraphs = [(each, word_text(each)) for each in body.iter(f"{W}p")]
    for element, text in paragraphs:
        if not text.strip() and next(element.iter(*_DRAWN), None) is None:
            yield GateReason.TOMT_STYCKE, "Word-filen har ett tomt stycke; luft kommer från formatmallarna."
        if any(_BLANKS.search(each.text or "") for each in element.iter(f"{W}t")):
            yield GateReason.TOMT_STYCKE, f"Word-filen har flera blanktecken i rad: {_cut(text)}"
    for (first, before), (second, after) in pairwise(paragraphs):
        is_typed = _TYPED_ITEM.match(before) and _TYPED_ITEM.match(after) and first.getparent() is second.getparent()
        if is_typed and not _is_listed(first, listed) and not _is_listed(second, listed):
            yield GateReason.FALSK_LISTA, f"En lista är skriven för hand: {_cut(before)}"
    for link in body.iter(f"{W}hyperlink"):
        if _SAYS_NOTHING.fullmatch(word_text(link).strip()):
            yield GateReason.LANKTEXT, f"En länk säger inte vart den leder: {word_text(link).strip() or 'utan text'}"


def _listed_styles(parts: Mapping[str, etree._Element]) -> set[str]:
    """Styles whose paragraphs are items of a list."""
    styles = parts["word/styles.xml"].iter(f"{W}style")
    return {each.get(f"{W}styleId") or "" for each in styles if each.find(f"{W}pPr/{W}numPr") is not None}


def _is_listed(paragraph: etree._Element, listed: set[str]) -> bool:
    return paragraph.find(f"{W}pPr/{W}numPr") is not None or style_of(paragraph) in listed


def _cut(text: str) -> str:
    return text.strip()[:_SHOWN]
