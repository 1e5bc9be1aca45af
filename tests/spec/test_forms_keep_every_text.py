"""Whatever people write in a form is what the document says: bold, lists, line breaks, signs, long texts, none at all."""

from __future__ import annotations

import re
from io import BytesIO

import docx
from builders_forms import W, control_of, in_excel, read_form, word_form
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document.prose import paragraphs
from briefing.observations.form_text import Written, markdown, plain_markdown

SIGNS = "abcåäöÅÄÖéü 0123.,:;!?()[]{}*_`#<>&|~-+=\\/\"'”–•%^$@"
LINES = st.text(alphabet=SIGNS, max_size=60)
PIECES = st.lists(st.tuples(LINES, st.booleans()), min_size=1, max_size=4)
WRITTEN = st.lists(st.tuples(PIECES, st.sampled_from(["", "-", "1."])), max_size=6)


def plain(text: str) -> str:
    return " ".join(text.split())


@settings(max_examples=400, deadline=None)
@given(WRITTEN)
def test_every_character_and_every_list_comes_back(written: list[tuple[list[tuple[str, bool]], str]]) -> None:
    asked = [Written(tuple(pieces), marker) for pieces, marker in written]
    kept = [each for each in asked if "".join(text for text, _ in each.pieces).strip()]
    read = paragraphs(markdown(asked))
    assert [plain(each.text) for each in read] == [plain("".join(text for text, _ in each.pieces)) for each in kept]
    assert [each.list_number != 0 for each in read] == [bool(each.marker) for each in kept]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.text(alphabet="abcåäö ", min_size=1, max_size=12), st.booleans()), min_size=1, max_size=6))
def test_what_was_bold_is_bold(pieces: list[tuple[str, bool]]) -> None:
    def bold(told: list[tuple[str, bool]]) -> str:
        return "".join(text for text, is_bold in told if is_bold).replace(" ", "")

    read = [(run.text, run.strong) for each in paragraphs(markdown([Written(tuple(pieces))])) for run in each.runs]
    assert bold(read) == bold(pieces)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_a_text_with_line_breaks_keeps_every_line(lines: list[str]) -> None:
    read = " ".join(each.text for each in paragraphs(plain_markdown("\n".join(lines))))
    marks = re.compile(r"^\s*(?:[•·▪‣–-]|\d{1,3}[.)])\s+")
    assert plain(read) == plain(" ".join(marks.sub("", line.strip()) for line in lines))


def test_ten_thousand_characters_come_whole_from_word_and_excel() -> None:
    text = "Åtta små öar, ”citat” & <tecken>. " * 300
    for content, name in (
        (word_text([f"<w:p><w:r><w:t>{text.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p>"]), "docx"),
        (in_excel({("rekrytering", "text"): text}), "xlsx"),
    ):
        (told,) = read_form(content, f"2026-K3.{name}").statements
        assert len(told.text) > 10_000
        assert plain(" ".join(each.text for each in paragraphs(told.text))) == plain(text)


def test_a_form_keeps_bold_lists_and_line_breaks_as_word_writes_them() -> None:
    run = "<w:r>{}<w:t xml:space='preserve'>{}</w:t></w:r>"
    first = run.format("", "Det ") + run.format("<w:rPr><w:b/></w:rPr>", "viktigaste") + run.format("", "*.")
    bullet = "<w:p><w:pPr><w:pStyle w:val='ListBullet'/></w:pPr>" + run.format("", "{}") + "</w:p>"
    broken = "<w:p><w:r><w:t>Rad</w:t><w:br/><w:t>och rad.</w:t></w:r></w:p>"
    content = word_text([f"<w:p>{first}</w:p>", bullet.format("ett"), bullet.format("två"), broken, "<w:p/>"])
    (told,) = read_form(content).statements
    assert told.text == "Det **viktigaste**\\*.\n\n- ett\n- två\n\nRad\\\noch rad."


def word_text(content: list[str]) -> bytes:
    """The form with these paragraphs in the field for running text of the dimension rekrytering."""
    document = docx.Document(BytesIO(word_form()))
    control = control_of(document.element, "rekrytering", "text")
    holder = control.find(f"{W}sdtContent")
    assert holder is not None
    for each in list(holder):
        holder.remove(each)
    holder.extend(parse_xml(each.replace("<w:p", f"<w:p {nsdecls('w')}", 1)) for each in content)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
