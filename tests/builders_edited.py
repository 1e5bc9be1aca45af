"""Drafts edited as people edit them: texts in the controls of a Word file changed with python-docx, tracked changes, comments."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree


def control(word: WordDocument, name: str) -> list[Paragraph]:
    """The paragraphs in the control of that tag."""
    holders = [each for each in word.element.body.iter(qn("w:sdt")) if each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == name]
    return [Paragraph(each, word._body) for each in holders[0].iter(qn("w:p"))]


def replaced(paragraph: Paragraph, old: str, new: str) -> None:
    """Puts other words in the run that holds the old ones."""
    run = next(each for each in paragraph.runs if old in each.text)
    run.text = run.text.replace(old, new)


def changed(path: Path, change: Callable[[WordDocument], None], to: Path | None = None) -> Path:
    """The Word file opened, changed and saved, in place or under another name."""
    word = docx.Document(BytesIO(path.read_bytes()))
    change(word)
    word.save(str(to or path))
    return to or path


def tracked(paragraph: Paragraph, inserted: str = "", deleted: str = "") -> None:
    """Words added, and words taken away, with tracking."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for kind, name, words in (("ins", "t", inserted), ("del", "delText", deleted)):
        if words:
            run = f'<w:r><w:{name} xml:space="preserve">{words}</w:{name}></w:r>'
            xml = f'<w:{kind} xmlns:w="{w}" w:id="9{len(words)}" w:author="Redaktör" w:date="2026-11-20T10:00:00Z">{run}</w:{kind}>'
            paragraph._p.append(etree.fromstring(xml))
