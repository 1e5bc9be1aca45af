from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document.marked import Mark, Span, marked
from briefing.document.text_changes import SectionKind, text_changes

TEXTS = st.text(st.sampled_from("ab \u00a0\n.,3"), max_size=30)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(before: str, now: str) -> None:
    spans = marked(before, now)
    assert "".join(each.text for each in spans if each.mark is not Mark.TILLAGT) == before
    assert "".join(each.text for each in spans if each.mark is not Mark.BORTTAGET) == now
    assert all(each.text for each in spans)


@given(TEXTS)
def test_the_same_text_has_no_marks(text: str) -> None:
    assert {each.mark for each in marked(text, text)} <= {Mark.LIKA}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("antalet ökar nu", "antalet minskar nu", ["antalet ", "-ökar", "+minskar", " nu"]),
        ("antal 3\u00a0132 i år", "antal 3\u00a0140 i år", ["antal ", "-3\u00a0132", "+3\u00a0140", " i år"]),
        ("ett gammalt hus står kvar här", "ett nytt torg står kvar här", ["ett ", "-gammalt hus", "+nytt torg", " står kvar här"]),
        ("helt andra ord", "inget är sig likt", ["-helt andra ord", "+inget är sig likt"]),
        ("", "nytt", ["+nytt"]),
        ("bort", "", ["-bort"]),
    ],
)
def test_words_and_phrases_are_marked_as_a_reader_would(before: str, now: str, expected: list[str]) -> None:
    signs = {Mark.LIKA: "", Mark.TILLAGT: "+", Mark.BORTTAGET: "-"}
    assert [signs[each.mark] + each.text for each in marked(before, now)] == expected


def document(**sections: list[str]) -> dict[str, object]:
    blocks = {name: [{"type": "text", "paragraphs": [{"runs": [{"text": text}]} for text in texts]}] for name, texts in sections.items()}
    return {"sections": [{"id": name, "number": "", "heading": name, "blocks": found} for name, found in blocks.items()]}


def test_a_section_that_is_new_or_gone_is_told_with_all_its_text() -> None:
    [new] = text_changes(document(a=["x"]), document(a=["x"], b=["y"]))
    [gone] = text_changes(document(a=["x"], b=["y"]), document(a=["x"]))
    assert (new.kind, gone.kind) == (SectionKind.NYTT, SectionKind.BORTTAGET)
    assert tuple(each.words for each in new.paragraphs) == ((Span("b", Mark.TILLAGT),), (Span("y", Mark.TILLAGT),))


def test_a_moved_paragraph_beside_one_that_is_as_it_was() -> None:
    [changed] = text_changes(document(a=["ett två tre", "fyra fem sex"]), document(a=["noll", "ett två tre", "fyra fem sju"]))
    assert changed.unchanged == 2
    assert changed.paragraphs[0].words == (Span("noll", Mark.TILLAGT),)
    assert [each.mark for each in changed.paragraphs[1].words] == [Mark.LIKA, Mark.BORTTAGET, Mark.TILLAGT]


def test_what_is_gone_stands_before_what_took_its_place() -> None:
    [changed] = text_changes(document(a=["gammalt helt och hållet"]), document(a=["nya ord om annat"]))
    assert [each.words[0].mark for each in changed.paragraphs] == [Mark.BORTTAGET, Mark.TILLAGT]
