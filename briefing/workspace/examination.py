"""A delivered file looked at before any reader: its kind, the pre-flight of packages, and personal identity numbers anywhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from briefing.observations.fault import Fault, UnusableError
from briefing.observations.file_kinds import OLD_OFFICE, PARQUET, ZIP, is_for_duckdb, is_risky, refused_kind
from briefing.observations.large_identity import identity_in_rows
from briefing.observations.preflight import preflight
from briefing.observations.workbook_cells import Sheet, is_workbook, sheets_of, text_of
from briefing.outputs.passages import Passage, passages
from briefing.sources.source import Part
from briefing.terms.identity import Identity, IdentityKind, personal_numbers_in
from briefing.terms.split_number import split_in_rows, split_in_text
from briefing.workspace.isolation import AT_SIZE, Breach, BreachError, isolated

_SHORTEST = 10  # signs of a personal identity number in any notation
_LONG_TEXT = re.compile(rb">([^<]{%d,})<" % _SHORTEST)
_RICH = re.compile(rb"</(?:\w+:)?r>")
_FOUR = re.compile(rb">[0-9]{4}<")
_DATE = re.compile(rb">(?:[0-9]{5,6}|[0-9]{8}|[0-9]{2,4}([-./ ])[0-9]{2}\1[0-9]{2})<")  # five digits: a day of Excel's
_SHEET = "xl/worksheets/"
_WORDS = {IdentityKind.PERSONNUMMER: "ett personnummer", IdentityKind.SAMORDNINGSNUMMER: "ett samordningsnummer"}
_RETURNED = (
    "filen lämnas åter: den ligger orörd där den lades och inget ur den används, bara namn, sigill och dag är antecknade; "
    "be avsändaren om en fil utan personnummer"
)
_BROKEN = {
    Breach.MINNE: "en fil som kräver för mycket minne",
    Breach.TID: "en fil som tar för lång tid",
    Breach.AVBROTT: "en fil som ingen läsare klarar",
    Breach.FEL: "en fil som ingen läsare klarar",
}


@dataclass(frozen=True)
class Objection:
    """Why a file is not read, and where in it; `returned`: it holds a personal identity number."""

    fault: Fault
    place: str = ""
    returned: bool = False


def examined(part: Part) -> Objection | None:
    """What speaks against a file; None where nothing does. What may be hostile is looked at in a child process.

    A file too large for memory is looked at in pieces, Parquet by its rows.
    """
    if is_for_duckdb(part):
        return _examined_at_size(part)
    if not is_risky(part):
        return _examined(part)
    try:
        return isolated(_examined, part)
    except BreachError as broken:
        return Objection(broken_fault(broken))


def broken_fault(broken: BreachError) -> Fault:
    """The fault of a file whose reader broke a limit."""
    about = f" ({broken})" if broken.breach is Breach.FEL else ""
    return Fault(f"{_BROKEN[broken.breach]}{about}", "en vanlig fil", "be avsändaren spara filen på nytt, helst som textfil (.csv)")


def _examined(part: Part) -> Objection | None:
    content = part.content
    if content is None:
        return None
    fault = refused_kind(part) or preflight(content)
    if fault is not None:
        return Objection(fault)
    for passage in _passages(part, content):
        if passage.text is None:
            found = f"en del som inte går att läsa och därmed inte att granska ({passage.place})"
            return Objection(Fault(found, "en hel fil utan lösenord", "be avsändaren spara filen på nytt"))
        for identity in personal_numbers_in(passage.text):
            return _returned(part, passage, identity)
    return _split(part, content)


def _split(part: Part, content: bytes) -> Objection | None:
    """A number that lies over two cells. The sheets of a workbook are read for it only where they may hold one."""
    if is_workbook(part):
        try:
            sheets = sheets_of(part) if not content.startswith(ZIP) or _has_dates_and_fours(content) else ()
        except UnusableError:
            return None  # its reader says why
        for sheet in sheets:
            if (found := split_in_rows([text_of(cell) for cell in row] for row in sheet.rows)) is not None:
                return _over_two_cells(sheet.place(*found))
        return None
    for passage in passages("", content):
        if passage.is_text and (between := split_in_text(passage.text or "")):
            return _over_two_cells(f"rad {(passage.text or '').count(chr(10), 0, between[0]) + 1}")
    return None


def _examined_at_size(part: Part) -> Objection | None:
    """Personal identity numbers in a file that is not read as a whole; any other packed file is refused, since nobody looks into it."""
    fault = refused_kind(part)
    if fault is not None:
        return Objection(fault)
    if part.beginning.startswith((ZIP, OLD_OFFICE)):
        fault = Fault("en packad fil som är större än 64 MB", "en textfil eller Parquetfil", "spara tabellen som textfil (.csv)")
        return Objection(fault)
    from briefing.workspace.large_examination import identity_in_file  # imports numpy, which a tick with nothing to do has no time for

    try:
        is_parquet = part.beginning.startswith(PARQUET)
        found = isolated(identity_in_rows, part.path, limits=AT_SIZE) if is_parquet else identity_in_file(Path(part.path))
    except BreachError as broken:
        return Objection(broken_fault(broken))
    if found is None:
        return None
    row, identity = found
    return Objection(_number_fault(identity), f"rad {row}", returned=True)


def _has_dates_and_fours(content: bytes) -> bool:
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(name) for name in package.namelist() if name.startswith((_SHEET, "xl/sharedStrings"))]
    return any(map(_FOUR.search, parts)) and any(map(_DATE.search, parts))


def _over_two_cells(place: str) -> Objection:
    fault = Fault("ett personnummer i två celler (•••••• och ••••)", "en leverans utan personnummer", _RETURNED)
    return Objection(fault, place, returned=True)


def _passages(part: Part, content: bytes) -> Iterator[Passage]:
    """All texts of a file. Those of sheets only as far as they are long enough, since a sheet has a million of them."""
    if content.startswith(OLD_OFFICE):
        yield from _cells(part)
        yield Passage("", content.decode("latin-1"), is_text=False)
        yield Passage("", content.replace(b"\0", b"").decode("latin-1"), is_text=False)  # UTF-16 in headings, notes and properties
    elif content.startswith(ZIP):
        with ZipFile(BytesIO(content)) as package:
            names = [f"{each.filename}\n{each.comment.decode('latin-1')}" for each in package.infolist()]
            yield Passage("filens namn", "\n".join([package.comment.decode("latin-1"), *names]))
            for each in package.infolist():
                yield from _of_member(each.filename, package.read(each))
    else:
        yield from passages("", content)


def _of_member(name: str, content: bytes) -> Iterator[Passage]:
    if name.startswith(_SHEET) and content.startswith(b"<") and not _RICH.search(content):
        texts = b"\n".join(_LONG_TEXT.findall(content))
        yield from passages(name, texts)
    else:
        yield from passages(name, content)


def _cells(part: Part) -> Iterator[Passage]:
    """The long cells of an old workbook, where numbers stand as no text."""
    try:
        sheets = sheets_of(part)
    except UnusableError:
        return  # its reader says why
    for sheet in sheets:
        yield Passage(
            f"blad {sheet.name}", "\n".join(text for row in sheet.rows for cell in row if len(text := text_of(cell)) >= _SHORTEST)
        )


def _returned(part: Part, passage: Passage, identity: Identity) -> Objection:
    assert passage.text is not None
    line = f"rad {passage.text.count(chr(10), 0, identity.start) + 1}" if passage.is_text else ""
    place = passage.place.removeprefix(", ") or line
    return Objection(_number_fault(identity), _cell_with_number(part) or place, returned=True)


def _number_fault(identity: Identity) -> Fault:
    return Fault(f"{_WORDS[identity.kind]} ({identity.masked})", "en leverans utan personnummer", _RETURNED)


def _cell_with_number(part: Part) -> str:
    """The place of the first cell of a workbook that holds such a number; empty where none does, or it is no workbook."""
    try:
        sheets = sheets_of(part) if is_workbook(part) else ()
    except UnusableError:
        return ""
    return next((place for sheet in sheets if (place := _in_sheet(sheet))), "")


def _in_sheet(sheet: Sheet) -> str:
    long = ((row, column, text_of(cell)) for row, cells in enumerate(sheet.rows) for column, cell in enumerate(cells))
    return next((sheet.place(row, column) for row, column, text in long if len(text) >= _SHORTEST and personal_numbers_in(text)), "")
