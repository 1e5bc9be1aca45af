"""Word files for the tests: the repository's template, files made from it, their parts, and what openxml-audit says of them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from lxml import etree
from workspaces import REPOSITORY

from briefing.document.document import Document
from briefing.document.templates import Templates
from briefing.outputs.word import render_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@cache
def template() -> bytes:
    """The repository's own Word template."""
    return (REPOSITORY / "templates" / "lagesbild.docx").read_bytes()


def word_templates(profile: str = "", files: dict[str, bytes] | None = None) -> Templates:
    """The Word template with a profile and other files beside it."""
    fonts = str(REPOSITORY / "templates" / "typsnitt")
    return Templates({"profil.toml": profile}, {"lagesbild.docx": template(), **(files or {})}, fonts)


def word(document: Document, templates: Templates | None = None) -> bytes:
    """The document as a Word file."""
    return render_word(document, templates or word_templates()).content


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body_of(content: bytes) -> etree._Element:
    """The body of a Word file."""
    return etree.fromstring(parts_of(content)["word/document.xml"])


def text_of(element: etree._Element) -> str:
    """The text of an element, tabs as tabs."""
    found = (each for each in element.iter(f"{W}t", f"{W}tab") if each.get(f"{W}pos") is None)
    return "".join(each.text or "" if each.tag == f"{W}t" else "\t" for each in found)


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


def audited(content: bytes) -> list[str]:
    """What openxml-audit has against the file; empty where Word opens it without a word."""
    from openxml_audit import OpenXmlValidator

    with TemporaryDirectory() as folder:
        path = Path(folder) / "prov.docx"
        path.write_bytes(content)
        return [str(each) for each in OpenXmlValidator().validate(path).errors]
