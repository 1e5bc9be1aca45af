"""A thousand random texts in one Word file that LibreOffice has saved again, as it is when somebody edits a draft there.

Two differences are LibreOffice's own. A mark of direction (U+200E, U+200F) may be added where letters that run the other way meet ours.
Of a link that touches another one without a blank between them, what follows the first change of look may be no link any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from judges.office_resaved import resaved
from judges.tools import kept
from random_texts import LINKS, back, document_with, human, texts_of

from briefing.document.written_lines import printed
from briefing.observations.edited_draft import EditedDraft
from briefing.observations.written import Line, Piece, markdown

pytestmark = pytest.mark.usefixtures("installed")

_TEXTS = 1000
_DIRECTION = re.compile("[\u200e\u200f]|&#820[67];")
LONG = "Åtgärder på Östra Ersboda: ”vi gör det **nu**”. " * 220


def test_a_thousand_texts_are_read_as_they_were_written(tmp_path: Path) -> None:
    texts = [LONG, *random_texts()]
    draft = saved_again(texts, tmp_path)
    came = {each.control: undirected(each.text) for each in draft.texts}
    built = {f"prov-{at}": undirected(printed(text)) for at, text in enumerate(texts)}
    differ = [(built[control], text) for control, text in came.items() if text != built[control]]
    assert (differ, len(came)) == ([], len(texts))
    assert draft.around == draft.built_around


def test_of_links_that_touch_no_word_and_no_look_is_lost(tmp_path: Path) -> None:
    draft = saved_again(["[A](<https://www.umea.se/>)[B**C**](<https://www.bra.se/>)"], tmp_path)
    assert re.sub(r"\[|\]\(<.*?>\)", "", draft.texts[0].text) == "AB**C**"


def random_texts() -> list[str]:
    """Texts in any alphabet, as Markdown, no link beside another."""
    found: list[str] = []

    @settings(max_examples=_TEXTS, deadline=None, database=None, phases=(Phase.generate,))
    @given(texts_of(LINKS))
    def collect(lines: list[Line]) -> None:
        found.append(markdown(Line(tuple(apart(each.pieces)), each.list_number) for each in lines))

    collect()
    return [each for each in found if each]


def apart(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    before = ""
    for each in pieces:
        if before and each.link and each.link != before:
            yield Piece(" ")
        yield each
        before = each.link


def saved_again(texts: list[str], folder: Path) -> EditedDraft:
    document = document_with(*(human(text, f"prov-{at}") for at, text in enumerate(texts)))
    return back(document, lambda content: resaved(kept(folder, "utkast.docx", content), folder).read_bytes())


def undirected(text: str) -> str:
    return _DIRECTION.sub("", text)
