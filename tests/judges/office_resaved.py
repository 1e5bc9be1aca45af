"""LibreOffice as whoever opens one of our files in it and saves it again."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from judges.office_pages import closed_off
from judges.tools import JudgeBrokenError, said_by

_AS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
_MADE_BY = b"<Application>LibreOffice/"


def resaved(file: Path, folder: Path) -> Path:
    """The Word file or workbook as LibreOffice saves it, under its own name; JudgeBrokenError where LibreOffice has not saved it."""
    profile, into = f"-env:UserInstallation={(folder / 'profile').as_uri()}", folder / "saved"
    said = said_by(*closed_off(), "soffice", profile, "--headless", "--convert-to", _AS[file.suffix], "--outdir", into, file)
    saved = into / file.name
    if not is_saved_by_libreoffice(saved):
        raise JudgeBrokenError(f"LibreOffice has not saved {file.name} (does it have its {_PROGRAM[file.suffix]}?): {said}")
    return saved


def is_saved_by_libreoffice(file: Path) -> bool:
    """Whether the file says of itself that LibreOffice wrote it."""
    try:
        with ZipFile(file) as package:
            return _MADE_BY in package.read("docProps/app.xml")
    except (FileNotFoundError, BadZipFile, KeyError):
        return False


_PROGRAM = {".docx": "Writer", ".xlsx": "Calc"}
