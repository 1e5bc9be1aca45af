"""What a Word file says about itself: its edition, its headings, its human texts."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import docx
from builders import sample_document
from word_files import W, audited, body_of, marked, text_of, word

from briefing.document.document import Text
from briefing.terms.control import bookmark_name


@cache
def written() -> bytes:
    return word(sample_document())


def human_texts() -> dict[str, str]:
    """The name of every human text, and its first words."""
    texts = [block for block in sample_document().blocks() if isinstance(block, Text) and block.control]
    return {text.control: text.paragraphs[0].text for text in texts}


def test_every_heading_has_a_bookmark_that_says_just_the_heading() -> None:
    root = body_of(written())
    for section in sample_document().sections:
        assert marked(root, bookmark_name(section.id)) == section.number + section.heading


def test_the_properties_say_what_the_file_is_in_swedish() -> None:
    properties = docx.Document(BytesIO(written())).core_properties
    said = (properties.title, properties.subject, properties.language, properties.identifier, properties.version, properties.content_status)
    assert said == (
        "Lägesbild Umeå 2026 kvartal 2",
        "Lägesbild över brott och trygghet i Umeå kommun, 2026 kvartal 2.",
        "sv-SE",
        "2480-kvartal-2026-K2",
        "v1",
        "utkast",
    )
    assert properties.keywords == "lägesbild, Umeå, 2026 kvartal 2"


def test_every_human_text_stands_in_a_control_with_tag_and_bookmark() -> None:
    root = body_of(written())
    controls = {each.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): text_of(each) for each in root.iter(f"{W}sdt")}  # type: ignore[union-attr]
    assert set(controls) == set(human_texts())
    for name, words in human_texts().items():
        assert words in controls[name]
        assert words in marked(root, bookmark_name(name))


def test_word_opens_the_file_without_a_word() -> None:
    assert audited(written()) == []
