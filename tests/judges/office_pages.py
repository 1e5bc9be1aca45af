"""The judge that opens the Word file as a reader does: LibreOffice lays out its pages, without network."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import HERE, kept, said_by

from briefing.document.document import Document


@dataclass(frozen=True)
class Pages:
    """What came of a Word file: the text of each page, and what was asked of the network meanwhile."""

    texts: tuple[str, ...]
    asked: tuple[str, ...]


def pages_findings(content: bytes, document: Document) -> tuple[str, ...]:
    """A file that does not open, what it asks of the network, headings that stand on no page, pages with header and footer only."""
    pages = laid_out(content)
    if not pages.texts:
        return ("LibreOffice could not open it",)
    found = [f"asked the network: {each}" for each in pages.asked]
    margins = _margins(document)
    found += [f"page {number} is empty" for number, text in enumerate(pages.texts, start=1) if _is_empty(text, margins)]
    all_text = _plain(" ".join(pages.texts))
    headings = [section.heading for section in document.sections]
    found += [f"the heading is on no page: {each}" for each in headings if _plain(each) not in all_text]
    return tuple(found)


def laid_out(content: bytes) -> Pages:
    """The pages that LibreOffice makes of a Word file; none where it cannot open it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        said = said_by(*closed_off(), sys.executable, HERE / "closed_room.py", folder, kept(folder, "edition.docx", content))
        made = folder / "edition.pdf"
        text = said_by("pdftotext", "-enc", "UTF-8", made, "-") if made.exists() else ""
        return Pages(tuple(text.split("\f")[:-1]), tuple(json.loads(said)))


@cache
def closed_off() -> tuple[str, ...]:
    """The words that put a command into a network of its own, where the machine allows that."""
    try:
        allowed = subprocess.run(["unshare", "-n", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    return ("unshare", "-n") if allowed else ()


def _margins(document: Document) -> tuple[str, ...]:
    """How the lines of header and footer begin."""
    frame = document.frame
    return tuple(each for each in (frame.header, frame.status_line, frame.footer, f"{frame.page_words[0]} ") if each.strip())


def _is_empty(text: str, margins: tuple[str, ...]) -> bool:
    return all(not line.strip() or line.strip().startswith(margins) for line in text.splitlines())


def _plain(text: str) -> str:
    return " ".join(text.split())
