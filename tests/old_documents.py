"""Documents from before the program, as they may come: Word, PDF, broken, locked."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pikepdf


def word(path: Path, *lines: str) -> Path:
    """A Word file with those paragraphs, the last of them in a table."""
    document = docx.Document()
    for line in lines[:-1]:
        document.add_paragraph(line)
    document.add_table(1, 1).cell(0, 0).text = lines[-1]
    document.save(str(path))
    return path


def pdf(path: Path, *lines: str, password: str = "") -> Path:
    """A PDF of one page as simple programs write it: nothing tagged, letters in cp1252."""
    made = pikepdf.new()
    made.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica, Encoding=pikepdf.Name.WinAnsiEncoding
    )
    page = made.pages[0].obj
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
    shown = b"".join(b"(" + line.encode("cp1252") + b") Tj T* " for line in lines)
    page.Contents = made.make_stream(b"BT /F1 12 Tf 14 TL 50 700 Td " + shown + b"ET")
    written = io.BytesIO()
    locked = pikepdf.Encryption(owner="chef", user=password) if password else False
    made.save(written, encryption=locked, static_id=not password)
    path.write_bytes(written.getvalue())
    return path
