from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
from builders import sample_document, with_block
from builders_figures import bar_figure, chart_of, with_chart
from pdf_boxes import boxes
from sample_edition import all_templates

from briefing.document.document import Document
from briefing.document.figure import Figure
from briefing.document.profile import Fonts, Profile
from briefing.outputs.columns import text_width
from briefing.outputs.pdf import render_pdf
from briefing.outputs.pdf_picture import pdf_picture


def signed() -> Figure:
    """Bars whose categories have signs before, after and among their words."""
    labels = ("◄ lägst", "högst ►", "a & b ▲ c", "2024", "2025", "2026")
    return with_chart(bar_figure(), tick_labels=labels, categories=tuple(map(str, chart_of(bar_figure()).categories)))


def drawn_letters(document: Document) -> list[tuple[str, str]]:
    """Every letter of the last page, in the order drawn, with its font."""
    with pikepdf.open(BytesIO(render_pdf(document, all_templates()).content)) as pdf:
        return [(letter, box.font.partition("+")[2]) for box in boxes(pdf.pages[-1]) for letter in box.text if letter.strip()]


@pytest.mark.parametrize("words", ["◄lägst", "högst►", "a&b▲c"])
def test_words_beside_a_sign_keep_their_own_font(words: str) -> None:
    letters = drawn_letters(with_block(sample_document(), signed()))
    place = "".join(letter for letter, _ in letters).index(words)
    fonts = [font for _, font in letters[place : place + len(words)]]
    assert fonts == ["LiberationSans" if letter in "◄►▲" else "Carlito" for letter in words]


def test_signs_and_words_stand_where_the_whole_text_stood() -> None:
    picture = pdf_picture(signed(), Profile())
    [sign, words] = re.findall(r'<text x="([^"]+)" y="[^"]+" text-anchor="start"[^>]*>(?:◄|lägst)</text>', picture)
    middle = float(sign) + text_width("◄ lägst", 8) / 2
    plain = [float(x) for x in re.findall(r'<text x="([^"]+)" y="[^"]+" text-anchor="middle"[^>]*>202[456]</text>', picture)]
    assert float(words) - float(sign) == pytest.approx(text_width("◄ ", 8), abs=0.02)
    assert abs((plain[0] - middle) - 3 * (plain[1] - plain[0])) < 0.1


def test_a_picture_is_set_in_the_fonts_of_the_profile() -> None:
    picture = pdf_picture(signed(), Profile(fonts=Fonts(page="Inter", page_signs="DejaVu Sans")))
    assert "font-family=\"'Inter', 'DejaVu Sans'\"" in picture
    assert "font-family=\"'DejaVu Sans'\"" in picture
    assert "Carlito" not in picture
