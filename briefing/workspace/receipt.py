"""mottaget.csv: when every delivered file was received, and its seal. Rows are added, never changed."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefing.errors import BriefingError

RECEIPT_FILE = "mottaget.csv"
HEADER = ("file", "sha512", "received_on", "received_how")
FOUND_IN_FOLDER = "funnen i mappen"
RETURNED = "lämnas åter"  # how a file came that holds a personal identity number: name, seal and day, and nothing more of it
_SEAL = re.compile(r"[0-9a-f]{128}")


@dataclass(frozen=True)
class Row:
    """One file of a source: its path in the source's folder with `/`, its seal, the day it came and how."""

    file: str
    sha512: str
    received_on: date
    received_how: str


@dataclass(frozen=True)
class Receipt:
    """The register of one source. `unreadable` maps a file to its line that cannot be read, `""` to a header that is not ours.

    The first row of a file is the truth about it. `is_new`: there is no register yet.
    """

    rows: Mapping[str, Row] = field(hash=False)
    unreadable: Mapping[str, str] = field(hash=False)
    is_new: bool = False


def parse_receipt(text: str) -> Receipt:
    """The register in a text; an empty text is an empty register."""
    try:
        lines = [line for line in csv.reader(io.StringIO(text), delimiter=";") if any(line)]
    except csv.Error:
        return Receipt({}, {"": text})
    if lines and tuple(lines[0]) != HEADER:
        return Receipt({}, {"": ";".join(lines[0])})
    rows: dict[str, Row] = {}
    unreadable: dict[str, str] = {}
    for line in lines[1:]:
        row = _row(line)
        if row is not None:
            rows.setdefault(row.file, row)
        else:
            unreadable.setdefault(line[0], ";".join(line))
    return Receipt(rows, unreadable)


def read_receipt(folder: Path) -> Receipt:
    """The register of a source's folder, empty when there is none yet; BriefingError when it cannot be opened."""
    try:
        return parse_receipt((folder / RECEIPT_FILE).read_text(encoding="utf-8-sig", errors="replace"))
    except FileNotFoundError:
        return Receipt({}, {}, is_new=True)
    except OSError as error:
        raise _closed(folder, "the register cannot be opened", error) from error


def add_to_receipt(folder: Path, rows: Iterable[Row]) -> None:
    """Adds rows to the register in one write, and waits until the disk has them; BriefingError when it cannot be written."""
    path = folder / RECEIPT_FILE
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\n")
    writer.writerows((row.file, row.sha512, row.received_on.isoformat(), row.received_how) for row in rows)
    if not written.getvalue():
        return
    try:
        _append(path, written.getvalue())
    except OSError as error:
        raise _closed(folder, "new files cannot be registered", error) from error


def _closed(folder: Path, problem: str, error: OSError) -> BriefingError:
    remedy = "give the account that runs briefing the right to read and write there"
    return BriefingError(f"sources/{folder.name}/{RECEIPT_FILE}", problem=f"{problem}: {error.strerror}", remedy=remedy)


def _append(path: Path, text: str) -> None:
    is_new = not path.exists() or path.stat().st_size == 0
    start = ";".join(HEADER) + "\n" if is_new else "" if path.read_bytes().endswith(b"\n") else "\n"
    with path.open("ab") as file:
        file.write((start + text).encode())
        file.flush()
        os.fsync(file.fileno())
    if is_new and os.name == "posix":
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes a new name in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _row(line: list[str]) -> Row | None:
    """The row of a line, None when it cannot be read. The last column is free text and may hold the separator."""
    try:
        file, sha512, received_on, how, *more = line
        day = date.fromisoformat(received_on)
    except ValueError:
        return None
    return Row(file, sha512, day, ";".join((how, *more))) if _SEAL.fullmatch(sha512) else None
