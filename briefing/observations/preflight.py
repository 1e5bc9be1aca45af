"""The pre-flight of every zip-based file (Excel, Word, zip): what may harm its reader is refused before any reader sees it.

The limits are many times what a municipality, a police area or an agency delivers.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from briefing.observations.fault import Fault, UnusableError, quoted
from briefing.observations.preflight_part import Inspection, is_markup

ZIP = b"PK\x03\x04"
MEMBERS = 3_000
INFLATED = 200_000_000  # bytes of all members of all packages within packages
_DEEPEST = 3  # a workbook in a document in a zip file
_PIECE = 1 << 20
_ENCRYPTED = 0x1
DAMAGED = (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, OverflowError)
"""What reading a zip file raises that is cut off, damaged, encrypted, or packed in a way that we do not know."""
_MACRO = re.compile(r"(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml|macrosheets/.*|dialogsheets/.*)", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
_AGAIN = "be avsändaren spara filen på nytt och skicka den igen"
_NO_MACROS = "spara filen utan makron: som Excel-arbetsbok (.xlsx) eller Word-dokument (.docx)"


@dataclass
class _Budget:
    """How much may still be inflated."""

    left: int = INFLATED


def preflight(content: bytes) -> Fault | None:
    """Why a zip-based file must not be read; None where nothing speaks against it. Bytes that are no zip file pass."""
    if not content.startswith(b"PK"):
        return None
    try:
        _inspect(content, _Budget(), depth=0)
    except UnusableError as unusable:
        return unusable.fault
    return None


def _inspect(content: bytes, budget: _Budget, *, depth: int) -> None:
    """UnusableError for the first thing that speaks against the package."""
    if depth >= _DEEPEST:
        raise UnusableError("packade filer i packade filer i flera led", "högst en packad fil i en annan", _AGAIN)
    try:
        with ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            _check_members(members, budget)
            for member in members:
                _inspect_member(package, member, budget, depth)
    except DAMAGED:
        raise UnusableError("en skadad eller avhuggen packad fil", "en hel fil", _AGAIN) from None


def _check_members(members: list[ZipInfo], budget: _Budget) -> None:
    """What can be said of the package by its table of contents."""
    if len(members) > MEMBERS:
        raise UnusableError(f"en packad fil med {len(members)} delar", f"högst {MEMBERS} delar", _AGAIN)
    for fault in _strange_names(members):
        raise UnusableError(*fault)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnusableError("en krypterad fil", "en fil utan lösenord", "spara filen utan lösenord")
    declared = sum(member.file_size for member in members)
    if declared > budget.left:
        raise _too_large(declared)


def _strange_names(members: list[ZipInfo]) -> Iterator[tuple[str, str, str]]:
    seen: set[str] = set()
    for member in members:
        name = member.orig_filename
        plain = name.replace("\\", "/")
        if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/") or "\0" in name:
            yield f"en packad fil med namnet {quoted(name)}", "namn inom filen, utan sökväg ut ur den", _AGAIN
        if _MACRO.search(plain):
            yield f"en fil med makron ({quoted(name)})", "en fil utan makron", _NO_MACROS
        if plain == "xl/workbook.bin":
            yield "en binär Excelfil (.xlsb)", "en Excel-arbetsbok", "spara filen som Excel-arbetsbok (.xlsx)"
        if plain.casefold() in seen:
            yield f"en packad fil med två delar som heter {quoted(name)}", "ett namn för varje del", _AGAIN
        seen.add(plain.casefold())


def _inspect_member(package: ZipFile, member: ZipInfo, budget: _Budget, depth: int) -> None:
    """The member inflated piece by piece, never more than the budget; a package in it as a package."""
    inspection = Inspection(member.filename, member.compress_size)
    nested: list[bytes] = []
    with package.open(member) as stream:
        while piece := stream.read(_PIECE):
            budget.left -= len(piece)
            if budget.left < 0:
                raise _too_large(INFLATED + 1)
            if not inspection.size and not is_markup(member.filename, piece):
                inspection.is_markup = False
            if nested or (not inspection.size and piece.startswith(b"PK\x03\x04")):
                nested.append(piece)
            inspection.add(piece)
    inspection.finish()
    if nested:
        _inspect(b"".join(nested), budget, depth=depth + 1)


def _too_large(size: int) -> UnusableError:
    found = f"en packad fil som blir {'mer än ' if size > INFLATED else ''}{min(size, INFLATED + 1) // 1_000_000} MB uppackad"
    return UnusableError(found, f"högst {INFLATED // 1_000_000} MB", "dela filen i flera, till exempel en per år")
