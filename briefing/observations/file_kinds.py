"""What kind of file it is by its first bytes, and the kinds that no reader reads, each with what to save it as."""

from __future__ import annotations

import re

from briefing.observations.fault import Fault
from briefing.sources.source import Part

OLD_OFFICE, ZIP, PARQUET = b"\xd0\xcf\x11\xe0", b"PK", b"PAR1"
_EXCEL = "spara den som Excel-arbetsbok (.xlsx), eller lämna tabellen som textfil (.csv)"
_WORD = "spara den som Word-dokument (.docx)"
_UNPACK = "packa upp den och lämna filerna som en mapp"
_NO_MACROS = "spara den utan makron, som {}; innehållet blir detsamma"
_BY_NAME = {
    **dict.fromkeys((".xlsm", ".xltm", ".xlam"), ("en Excelfil med makron", _NO_MACROS.format("Excel-arbetsbok (.xlsx)"))),
    **dict.fromkeys((".docm", ".dotm"), ("en Wordfil med makron", _NO_MACROS.format("Word-dokument (.docx)"))),
    ".xlsb": ("en binär Excelfil (.xlsb)", _EXCEL),
    ".ods": ("en OpenDocument-fil (.ods)", _EXCEL),
    ".odt": ("en OpenDocument-fil (.odt)", _WORD),
}
_BY_BEGINNING = (
    (b"%PDF-", "en PDF-fil", "lämna tabellen bakom den, som Excel-arbetsbok (.xlsx) eller textfil (.csv)"),
    (b"{\\rtf", "en RTF-fil", _WORD),
    (b"7z\xbc\xaf\x27\x1c", "en packad fil (7z)", _UNPACK),
    (b"Rar!", "en packad fil (rar)", _UNPACK),
    (b"\x1f\x8b", "en packad fil (gzip)", _UNPACK),
    (b"BZh", "en packad fil (bzip2)", _UNPACK),
    (b"\xfd7zXZ", "en packad fil (xz)", _UNPACK),
    (b"\x89PNG", "en bild", "lämna tabellen som bilden visar, som Excel-arbetsbok (.xlsx) eller textfil (.csv)"),
    (b"\xff\xd8\xff", "en bild", "lämna tabellen som bilden visar, som Excel-arbetsbok (.xlsx) eller textfil (.csv)"),
    (b"MZ\x90\x00", "ett program", "lämna en datafil"),
    (b"\x7fELF", "ett program", "lämna en datafil"),
)
_IN_OLD_OFFICE = (
    ("EncryptedPackage", "en fil med lösenord", "spara den utan lösenord"),
    ("_VBA_PROJECT", "en fil med makron", _NO_MACROS.format("Excel-arbetsbok (.xlsx)")),
    ("WordDocument", "ett äldre Worddokument (.doc)", _WORD),
    ("PowerPoint Document", "en PowerPoint-fil (.ppt)", "lämna tabellen bakom den, som Excel-arbetsbok (.xlsx)"),
)
_LONG_LINE = re.compile(rb"[^\n]{1000000}")
_READABLE = "ett format som går att läsa"


def refused_kind(part: Part) -> Fault | None:
    """Why a file of this kind is read by nobody, and what to save it as; None where a reader may try."""
    content = part.content or part.beginning
    ending = part.name[part.name.rfind(".") :].lower()
    if ending in _BY_NAME and content.startswith(ZIP):
        return Fault(_BY_NAME[ending][0], _READABLE, _BY_NAME[ending][1])
    for beginning, found, remedy in _BY_BEGINNING:
        if content.startswith(beginning):
            return Fault(found, _READABLE, remedy)
    if content.startswith(OLD_OFFICE):
        for stream, found, remedy in _IN_OLD_OFFICE:
            if stream.encode("utf-16-le") in content:
                return Fault(found, _READABLE, remedy)
    return None


def is_risky(part: Part) -> bool:
    """Whether a hostile file of this kind may harm its reader: packages, binary and marked-up files do, text and JSON do not.

    A table with a line that no table has (a million cells in a row) does too.
    """
    content = part.content or part.beginning
    beginning = content[:64]
    bare = beginning.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"<") or beginning.startswith((ZIP, OLD_OFFICE, PARQUET, *(each[0] for each in _BY_BEGINNING))):
        return True
    return not bare.startswith((b"{", b"[")) and _LONG_LINE.search(content) is not None


def is_for_duckdb(part: Part) -> bool:
    """Whether a file is too large for memory, or of a kind that only DuckDB reads, and lies where it can be opened."""
    return bool(part.path) and (part.content is None or part.beginning.startswith(PARQUET))
