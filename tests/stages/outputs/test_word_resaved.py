"""What a Word file says about itself, before and after LibreOffice has saved it again."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from builders import sample_document
from lxml import etree
from word_files import W, audited, body_of, parts_of, text_of, word

from briefing.document.document import Text
from briefing.outputs.word_styles import bookmark_name

NEEDS_LIBREOFFICE = pytest.mark.skipif(
    not (os.environ.get("BRIEFING_LONG") and shutil.which("soffice")),
    reason="LibreOffice is asked with BRIEFING_LONG=1 where it is installed",
)


@cache
def written() -> bytes:
    return word(sample_document())


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    (folder / "utgava.docx").write_bytes(written())
    profile = f"-env:UserInstallation=file://{folder / 'profil'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "sparad")]
    subprocess.run([*command, str(folder / "utgava.docx")], check=True, capture_output=True, timeout=120)
    return (folder / "sparad" / "utgava.docx").read_bytes()


def human_texts() -> dict[str, str]:
    """The name of every human text, and its first words."""
    texts = [block for block in sample_document().blocks() if isinstance(block, Text) and block.control]
    return {text.control: text.paragraphs[0].text for text in texts}


def marked(root: etree._Element, name: str) -> str:
    """What stands between the ends of a bookmark."""
    start = next(each for each in root.iter(f"{W}bookmarkStart") if each.get(f"{W}name") == name)
    inside, is_inside = [], False
    for each in root.iter():
        is_inside = is_inside or each is start
        if each.tag == f"{W}bookmarkEnd" and each.get(f"{W}id") == start.get(f"{W}id"):
            break
        if is_inside and each.tag == f"{W}t":
            inside.append(each.text or "")
    return "".join(inside)


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


@NEEDS_LIBREOFFICE
def test_human_texts_are_found_again_by_their_bookmarks_when_libreoffice_has_saved_the_file(resaved: bytes) -> None:
    root = body_of(resaved)
    for name, words in human_texts().items():
        assert words in marked(root, bookmark_name(name))


@NEEDS_LIBREOFFICE
def test_the_edition_is_still_known_when_libreoffice_has_saved_the_file(resaved: bytes) -> None:
    items = [
        content for name, content in parts_of(resaved).items() if name.startswith("customXml/item") and b"urn:lagesbild:utgava" in content
    ]
    assert any(etree.fromstring(item).get("id") == "2480-kvartal-2026-K2" for item in items if b"<utgava" in item)


@NEEDS_LIBREOFFICE
def test_properties_headings_and_language_survive_libreoffice(resaved: bytes) -> None:
    document = docx.Document(BytesIO(resaved))
    assert document.core_properties.title == "Lägesbild Umeå 2026 kvartal 2"
    headings = [each.text for each in document.paragraphs if each.style is not None and each.style.name.startswith("Heading")]
    assert headings == [f"{section.number}\t{section.heading}" for section in sample_document().sections]
    languages = {each.get(f"{W}val") for each in etree.fromstring(parts_of(resaved)["word/styles.xml"]).iter(f"{W}lang")}
    assert languages == {"sv-SE"}


def test_word_opens_the_file_without_a_word() -> None:
    assert audited(written()) == []
