"""Header and footer of the Word file."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer, _Header

from briefing.outputs.word_styles import Setting
from briefing.outputs.word_text import BOLD, NBSP, TAB, example, field, paragraph, words

_DOT = " · "


def fill_header(header: _Header, setting: Setting) -> None:
    """The title at the left, the status at the right: its first word bold."""
    frame = setting.frame
    status, dot, rest = frame.status_line.partition(_DOT)
    right = TAB + words(setting, status, BOLD) + words(setting, dot + rest)
    _fill(header, paragraph(setting, "Header", words(setting, frame.header) + right))


def fill_footer(footer: _Footer, setting: Setting, *, is_synthetic: bool) -> None:
    """Owner and edition at the left, marked where anything is invented; the page and how many there are at the right."""
    frame = setting.frame
    mark = words(setting, " ") + example(setting, frame.example_short) if is_synthetic else ""
    page, of = frame.page_words
    numbers = words(setting, f"{page}{NBSP}") + field("PAGE", "1") + words(setting, f" {of}{NBSP}") + field("NUMPAGES", "1")
    _fill(footer, paragraph(setting, "Footer", words(setting, frame.footer) + mark + TAB + numbers))


def _fill(place: _Header | _Footer, content: str) -> None:
    place.is_linked_to_previous = False
    element = place._element
    for each in list(element):
        element.remove(each)
    element.extend(parse_xml(f"<w:body {nsdecls('w', 'r')}>{content}</w:body>"))
