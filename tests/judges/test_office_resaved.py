"""What a Word file still says about itself when LibreOffice has saved it again, as it is when someone edits it there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from builders import sample_document
from judges.office_resaved import resaved as saved_again
from judges.tools import kept
from lxml import etree
from word_files import W, body_of, marked, parts_of, word

from briefing.document.document import Text
from briefing.terms.control import bookmark_name

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("resaved")
    return saved_again(kept(folder, "edition.docx", word(sample_document())), folder).read_bytes()


def test_human_texts_are_found_again_by_their_bookmarks(resaved: bytes) -> None:
    root = body_of(resaved)
    texts = [block for block in sample_document().blocks() if isinstance(block, Text) and block.control]
    assert len(texts) == 4
    for text in texts:
        assert text.paragraphs[0].text in marked(root, bookmark_name(text.control))


def test_the_edition_is_still_known(resaved: bytes) -> None:
    items = [content for name, content in parts_of(resaved).items() if name.startswith("customXml/item") and b"<utgava" in content]
    assert [etree.fromstring(item).get("id") for item in items] == ["2480-kvartal-2026-K2"]


def test_properties_headings_and_language_survive(resaved: bytes) -> None:
    document = docx.Document(BytesIO(resaved))
    assert document.core_properties.title == "Lägesbild Umeå 2026 kvartal 2"
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name.startswith("Heading")]
    assert headings == [f"{section.number}\t{section.heading}" for section in sample_document().sections]
    languages = {each.get(f"{W}val") for each in etree.fromstring(parts_of(resaved)["word/styles.xml"]).iter(f"{W}lang")}
    assert languages == {"sv-SE"}
