"""Random texts as people may write them: lists of lines, with any letters in any look, and Word files that hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from builders import sample_document
from hypothesis import strategies as st
from word_files import word

from briefing.document.document import Document, Origin, Section, Text
from briefing.document.printable import printable
from briefing.document.prose import paragraphs
from briefing.observations.edited_draft import EditedDraft, edited_draft, known_texts
from briefing.observations.edited_package import opened_draft
from briefing.observations.written import Line, Piece

WEB = ("", "", "", "https://www.umea.se/a_b(c)")
LINKS = (*WEB, "mailto:kontakt@umea.se")
_SIGNS = list(" \n*_[]()<>&#|~!-+=.1234567890\\`\"'”’åäöÅÄÖéabcXYZ,:;/@€▲½\u00a0")
_LAST_SIGN, _LAST_LATIN = 0x2FFF, 0x24F


def texts_of(links: tuple[str, ...], *, is_latin: bool = False) -> st.SearchStrategy[list[Line]]:
    """Texts of up to six lines, with these links; in any alphabet, or in letters as ours."""
    last = _LAST_LATIN if is_latin else _LAST_SIGN
    letters = st.one_of(st.sampled_from(_SIGNS), st.characters(codec="utf-8", categories=("L", "N", "P", "S"), max_codepoint=last))
    pieces = st.builds(Piece, st.text(letters, min_size=1, max_size=40), st.booleans(), st.booleans(), st.sampled_from(links))
    lines = st.builds(Line, st.lists(pieces, min_size=1, max_size=5).map(tuple), st.sampled_from([0, 0, -1, 1, 2, 3]))
    return st.lists(lines, max_size=6)


def human(text: str, control: str = "samlad-bedomning") -> Text:
    return Text(Origin.SAMORDNARE, "Samordnare", paragraphs(text, ("bedomning:x",)), signature="Samordnaren, 1 juli 2026.", control=control)


def document_with(*texts: Text) -> Document:
    section = Section("avsnitt-1", "1", "Samlad bedömning", 1, texts)
    return printable(replace(sample_document(), sections=(section,)))


def back(document: Document, saved: Callable[[bytes], bytes] = bytes) -> EditedDraft:
    """The document as a Word file, saved again by another program or by none, and read as a draft that people have edited."""
    package = opened_draft(saved(word(document)))
    return edited_draft(package, known_texts(package))
