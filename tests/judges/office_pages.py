"""The judge that opens the Word file as a reader does: LibreOffice lays out its pages, without network."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.document.document import Document
from judges.tools import HERE, kept, said_by


@dataclass(frozen=True)
class Pages:
    """What came of a Word file: the text of each page, and what was asked of the network meanwhile."""

    texts: tuple[str, ...]
    asked: tuple[str, ...]


def pages_findings(content: bytes, document: Document) -> tuple[str, ...]:
    """A file that does not open, a request to the network, a heading of the document that stands on no page, a page without a word."""
    pages = laid_out(content)
    if not pages.texts:
        return ("LibreOffice could not open it",)
    found = [f"asked the network: {each}" for each in pages.asked]
    found += [f"page {number} is empty" for number, text in enumerate(pages.texts, start=1) if not text.strip()]
    all_text = _plain(" ".join(pages.texts))
    headings = [section.heading for section in document.sections]
    found += [f"the heading is on no page: {each}" for each in headings if _plain(each) not in all_text]
    return tuple(found)


def laid_out(content: bytes) -> Pages:
    """The pages that LibreOffice makes of a Word file; none where it cannot open it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        said = said_by(*_alone(), sys.executable, HERE / "closed_room.py", folder, kept(folder, "edition.docx", content))
        made = folder / "edition.pdf"
        text = said_by("pdftotext", "-enc", "UTF-8", made, "-") if made.exists() else ""
        return Pages(tuple(text.split("\f")[:-1]), tuple(json.loads(said)))


@cache
def _alone() -> tuple[str, ...]:
    """The words that put a command into a network of its own, where the machine allows that."""
    try:
        allowed = subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    return ("unshare", "-n") if allowed else ()


def _plain(text: str) -> str:
    return " ".join(text.split())
