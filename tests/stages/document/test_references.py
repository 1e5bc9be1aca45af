from __future__ import annotations

from dataclasses import replace

import pytest
from builders import paragraph, sample_document
from builders_figures import NBSP, bar_figure, trend_figure
from word_files import W, audited, body_of, text_of, word

from briefing.document.document import Document, Origin, Section, Table, Text
from briefing.document.numbering import numbered
from briefing.document.prose import paragraphs


def document(markdown: str) -> Document:
    """Two figures and a text that refers to them."""
    text = Text(Origin.FAST, "", paragraphs(markdown))
    table = next(block for block in sample_document().blocks() if isinstance(block, Table) and block.label)
    blocks = (text, trend_figure(), bar_figure(), table, text)
    return replace(sample_document(), sections=numbered((Section("avsnitt-4-1", "4.1", "Översikt", 1, blocks),)))


def said(markdown: str) -> str:
    text = document(markdown).sections[0].blocks[0]
    assert isinstance(text, Text)
    return text.paragraphs[0].text


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Se [](#anmalda-brott-kvartal-2).", f"Se figur{NBSP}2."),
        ("Ökningen syns i [](#anmalda-brott-rullande) och [](#prioriterade-problem).", f"Ökningen syns i figur{NBSP}1 och tabell{NBSP}1."),
        ("[](#anmalda-brott-rullande) visar det. [](#prioriterade-problem) också.", f"Figur{NBSP}1 visar det. Tabell{NBSP}1 också."),
        ("Se [](#avsnitt-4-1).", f"Se avsnitt{NBSP}4.1."),
        ("Se [bilden](#anmalda-brott-rullande).", "Se bilden."),
        ("Se [](#finns-inte).", "Se underlag som inte finns i den här utgåvan."),
        ("Se [](https://bra.se).", "Se ."),
    ],
)
def test_a_reference_says_what_it_points_to(markdown: str, expected: str) -> None:
    assert said(markdown) == expected


def test_a_reference_is_a_field_in_word_that_follows_when_figures_move() -> None:
    content = word(document("[](#anmalda-brott-rullande) och [](#anmalda-brott-kvartal-2). Se [bilden](#anmalda-brott-rullande)."))
    root = body_of(content)
    fields = {
        each.get(f"{W}instr"): text_of(each) for each in root.iter(f"{W}fldSimple") if (each.get(f"{W}instr") or "").startswith("REF")
    }
    marks = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    assert list(fields.values()) == [f"Figur{NBSP}1", f"figur{NBSP}2"]
    first, second = fields
    assert first.split()[1] in marks and second.split()[1] in marks
    assert "\\* Lower" not in first and "\\* Lower" in second
    assert audited(content) == []


def test_what_a_reference_points_to_in_word_is_the_label_and_nothing_more() -> None:
    root = body_of(word(document("[](#anmalda-brott-kvartal-2)")))
    target = next(each.get(f"{W}instr").split()[1] for each in root.iter(f"{W}fldSimple") if "REF" in (each.get(f"{W}instr") or ""))
    start = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == target)
    inside = []
    for each in start.itersiblings():
        if each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == start.get(f"{W}id"):
            break
        inside.append(text_of(each))
    assert "".join(inside) == f"Figur{NBSP}2"


def test_a_reference_to_what_is_missing_in_the_edition_leads_nowhere() -> None:
    text = document("Se [](#finns-inte).").sections[0].blocks[0]
    assert isinstance(text, Text)
    assert [run.link for run in text.paragraphs[0].runs] == ["", "", ""]


def test_a_text_without_references_is_left_as_it_is() -> None:
    text = Text(Origin.FAST, "", (paragraph("Ingen hänvisning."),))
    assert numbered((Section("a", "1", "R", 1, (text,)),))[0].blocks[0] is text
