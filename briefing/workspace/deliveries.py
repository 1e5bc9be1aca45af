"""What lies in sources/<id>/: deliveries in their original bytes, registered when they are first seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.observations.doubt import Check, Doubt, Refusal
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Period, parse_period
from briefing.workspace.parts import NotReadableError, parts_of
from briefing.workspace.quiet import is_quiet, is_unfinished, names_of, traces
from briefing.workspace.receipt import FOUND_IN_FOLDER, RECEIPT_FILE, RETURNED, Receipt, Row, add_to_receipt, read_receipt

if TYPE_CHECKING:
    from briefing.workspace.examination import Objection

OWN_FILES = ("source.toml", RECEIPT_FILE, "README.md")
CERTIFICATES = ".pem"  # what [fetch] names as ca_file is no delivery
_PERIOD = r"(?P<period>[12]\d{3}(?:-K[1-4]|-\d{2}(?:-\d{2})?)?)"
_NAME = re.compile(_PERIOD + r"(?:\.r(?P<revision>[1-9]\d{0,3}))?(?P<ending>(?:\.(?!r\d)[A-Za-z0-9_-]+)*)")
_LIKELY = re.compile(r"([12]\d{3})[ _-]*[Kk]([1-4])")  # a quarter in a name that is otherwise not understood: said, never used
_HOW_TO_NAME = "ge filen ett namn som 2026-K2.txt, 2026-08.csv, 2026.xlsx eller 2026-11-03.toml"


@dataclass(frozen=True)
class Received:
    """All deliveries that can be read, with remarks and refusals in Swedish; a refused delivery is not among the deliveries.

    `returned` are the files of those that hold a personal identity number (*lämnas åter*): source, name, seal, day, and no more of them.
    """

    deliveries: tuple[Delivery, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    returned: tuple[tuple[str, Row], ...] = ()


def received(root: Path, sources: Iterable[Source], today: date) -> Received:
    """The deliveries of all sources, each by period and revision. New files are registered with the date `today`.

    Refused and left out: a file that is not what was registered, a link out of the source's folder, what cannot be opened, a second
    delivery with the period and revision of another, what may harm its reader, what holds a personal identity number. A remark only: a
    file with another name, one that is still being written, a registered file that is gone, a register that is.
    Nothing that was delivered is changed or moved.
    """
    each = [_received_of(root / "sources" / source.id, source.id, today) for source in sources]
    return Received(
        tuple(delivery for one in each for delivery in one.deliveries),
        (*_undeclared(root / "sources"), *(doubt for one in each for doubt in one.doubts)),
        tuple(refusal for one in each for refusal in one.refusals),
        tuple(row for one in each for row in one.returned),
    )


def named_period(name: str, source: str, *, is_folder: bool) -> tuple[Period, int] | None:
    """The period and the revision that the name of a delivery says; None when it says none.

    The id of its source may stand before them, as in the name that the program gives to a form.
    """
    match = None if is_unfinished(name) else _NAME.fullmatch(name.removeprefix(f"{source}-"))
    if match is None or (is_folder and match["ending"]):
        return None
    try:
        period = parse_period(match["period"])
    except ValueError:
        return None
    return (period, int(match["revision"] or 1)) if period.first_day <= period.last_day else None


def _undeclared(folder: Path) -> Iterator[Doubt]:
    """Folders that no source.toml declares: nothing in them is read."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and not (path / "source.toml").exists():
            text = (
                f"Mappen sources/{path.name} läses inte: den har ingen source.toml. Skriv en (se sources/README.md), eller ta bort mappen."
            )
            yield Doubt(Check.MOTTAGNING, f"sources/{path.name}", text)


class _Returned(Refusal):
    """The refusal of a delivery that holds a personal identity number."""


@dataclass(frozen=True)
class _Candidate:
    """A file or folder whose name says what it covers, in the folder of a source with its register."""

    path: Path
    source: str
    covers: Period
    revision: int
    receipt: Receipt

    @property
    def subject(self) -> str:
        return f"{self.source}/{self.path.name}"

    @property
    def is_new(self) -> bool:
        """Whether a file of it has not been registered; a folder may be filled later."""
        return any(name not in self.receipt.rows for name in names_of(self.path))

    def registered_name(self, part: Part) -> str:
        return f"{self.path.name}/{part.name}" if self.path.is_dir() else part.name


def _received_of(folder: Path, source: str, today: date) -> Received:
    receipt = read_receipt(folder)
    if "" in receipt.unreadable:
        return Received(refusals=(_strange_header(source, receipt.unreadable[""]),))
    doubts: list[Doubt] = [_gone(row, source) for row in receipt.rows.values() if _is_missed(row, folder)]
    refusals: list[Refusal] = []
    deliveries: dict[tuple[Period, int], Delivery] = {}
    waiting = _waiting(folder, receipt, today)
    to_return: set[str] = set()
    for path in _first_come_first(folder, receipt):
        candidate = _candidate(path, source, receipt)
        outcome = _unnamed(path, source) if candidate is None else _delivery(candidate, deliveries, today)
        match outcome:
            case Doubt():
                doubts.append(outcome)
            case Refusal():
                refusals.append(outcome)
                to_return |= {path.name} if isinstance(outcome, _Returned) else set()
            case Delivery():
                deliveries[outcome.covers, outcome.revision] = outcome
    if waiting is not None and (folder / RECEIPT_FILE).exists():
        doubts.append(_registered_anew(source, waiting, today))
    ordered = sorted(deliveries.values(), key=lambda each: (each.covers.first_day, each.covers.code, each.revision))
    rows = read_receipt(folder).rows.values()
    returned = tuple((source, row) for row in rows if RETURNED in row.received_how or row.file.partition("/")[0] in to_return)
    return Received(tuple(ordered), tuple(doubts), tuple(refusals), returned)


def _waiting(folder: Path, receipt: Receipt, today: date) -> date | None:
    """The day since which something has lain in a folder without a register, where that is before today; else None.

    A register that was deleted cannot be told from one that was never begun; files that are older than it can.
    """
    if not receipt.is_new:
        return None
    days = [date.fromtimestamp(max(changed) / 1e9) for path in _first_come_first(folder, receipt) for _, _, *changed in traces(path)]
    return min((day for day in days if day < today), default=None)


def _first_come_first(folder: Path, receipt: Receipt) -> list[Path]:
    """What may be a delivery: registered files in the order of the register, then new ones by name."""
    seen: dict[str, int] = {}
    for place, file in enumerate(receipt.rows):
        seen.setdefault(file.partition("/")[0], place)
    inner = folder.iterdir() if folder.is_dir() else ()
    paths = [path for path in inner if path.name not in OWN_FILES and not path.name.startswith(".") and path.suffix != CERTIFICATES]
    return sorted(paths, key=lambda path: (seen.get(path.name, len(seen) + len(receipt.rows)), path.name))


def _candidate(path: Path, source: str, receipt: Receipt) -> _Candidate | None:
    """None when the name does not say which period it covers."""
    named = named_period(path.name, source, is_folder=path.is_dir())
    return _Candidate(path, source, *named, receipt) if named else None


def _delivery(candidate: _Candidate, taken: Mapping[tuple[Period, int], Delivery], today: date) -> Delivery | Doubt | Refusal:
    """The delivery, its new files registered; or why it is not used."""
    if (candidate.covers, candidate.revision) in taken:
        return _second(candidate, taken[candidate.covers, candidate.revision])
    parts = _whole_parts(candidate)
    if not isinstance(parts, tuple):
        return parts
    refusal = next((found for part in parts if (found := _mismatch(part, candidate)) is not None), None)
    return _registered(candidate, parts, today) if refusal is None else refusal


def _whole_parts(candidate: _Candidate) -> tuple[Part, ...] | Doubt | Refusal:
    """The files, sealed and read; a remark where they are still being written, a refusal where they cannot be read."""
    is_new = candidate.is_new
    if is_new and not is_quiet(candidate.path):
        return _still_written(candidate)
    before = traces(candidate.path) if is_new else ()
    try:
        parts = parts_of(candidate.path, candidate.path.parent)
    except NotReadableError as error:
        return Refusal(candidate.subject, "", error.found, error.expected, error.remedy)
    return _still_written(candidate) if is_new and traces(candidate.path) != before else parts


def _registered(candidate: _Candidate, parts: tuple[Part, ...], today: date) -> Delivery | Refusal:
    """The delivery with its new files in the register, or why it is not used: it is registered all the same, since it came."""
    from briefing.workspace.kept_verdicts import examined_once  # what looks into files is not for a tick that finds none

    root = candidate.path.parent.parent.parent
    part, objection = next(((part, found) for part in parts if (found := examined_once(part, root)) is not None), (None, None))
    how = f"{FOUND_IN_FOLDER}, {RETURNED}" if objection is not None and objection.returned else FOUND_IN_FOLDER
    rows = candidate.receipt.rows
    new = [each for each in parts if candidate.registered_name(each) not in rows]
    add_to_receipt(candidate.path.parent, (Row(candidate.registered_name(each), each.sha512, today, how) for each in new))
    if part is not None and objection is not None:
        return _objected(candidate, part, objection)
    # A folder is complete on the day when its last file came.
    days = [rows[name].received_on for part in parts if (name := candidate.registered_name(part)) in rows]
    return Delivery(candidate.source, candidate.covers, candidate.revision, max([*days, today] if new else days), parts)


def _objected(candidate: _Candidate, part: Part, objection: Objection) -> Refusal:
    """The refusal of the whole delivery for what stands in one of its files."""
    fault, next_name = objection.fault, f"{candidate.covers.code}.r{candidate.revision + 1}"
    remedy = f"{fault.remedy}; den nya lämnas som {next_name}"
    kind = _Returned if objection.returned else Refusal
    return kind(f"{candidate.source}/{candidate.registered_name(part)}", objection.place, fault.found, fault.expected, remedy)


def _still_written(candidate: _Candidate) -> Doubt:
    text = f"{candidate.subject} ändrades medan den lästes och håller kanske på att kopieras. Den tas emot vid nästa körning."
    return Doubt(Check.MOTTAGNING, candidate.subject, text)


def _mismatch(part: Part, candidate: _Candidate) -> Refusal | None:
    """What is wrong with a file that has been registered before; None when nothing is."""
    name = candidate.registered_name(part)
    row, unreadable = candidate.receipt.rows.get(name), candidate.receipt.unreadable.get(name)
    if row is None and unreadable is not None:
        found, expected = f'raden "{unreadable[:60]}" i {RECEIPT_FILE}', "fil, sha512, datum och sätt med semikolon emellan"
        return Refusal(f"{candidate.source}/{name}", "", found, expected, f"rätta raden efter en säkerhetskopia av {RECEIPT_FILE}")
    if row is None or row.sha512 == part.sha512:
        return None
    found = f"en fil som har ändrats efter mottagandet {row.received_on.isoformat()}"
    remedy = f"lägg tillbaka den mottagna filen och lämna ändringen som {candidate.covers.code}.r{candidate.revision + 1}"
    return Refusal(f"{candidate.source}/{name}", "", found, "samma innehåll som när den togs emot", remedy)


def _second(candidate: _Candidate, other: Delivery) -> Refusal:
    found = f"en leverans till för {other.name}, som redan finns"
    remedy = f"ta bort den ena, eller döp den nya till {candidate.covers.code}.r{candidate.revision + 1} om den rättar den andra"
    return Refusal(candidate.subject, "", found, "en leverans per period och rättelse", remedy)


def _unnamed(path: Path, source: str) -> Doubt:
    subject = f"{source}/{path.name}"
    if is_unfinished(path.name):
        return Doubt(Check.MOTTAGNING, subject, f"{subject} håller på att kopieras eller är öppen i ett program, och används inte.")
    likely = _LIKELY.search(path.name)
    remedy = f"döp om den till {likely[1]}-K{likely[2]}{path.suffix} om det är den perioden" if likely else _HOW_TO_NAME
    return Doubt(Check.MOTTAGNING, subject, f"{subject} används inte: namnet säger inte vilken period den gäller; {remedy}.")


def _is_missed(row: Row, folder: Path) -> bool:
    """Whether a registered file is gone that should be there; one that was to be returned may be taken away."""
    return not (folder / row.file).exists() and RETURNED not in row.received_how


def _registered_anew(source: str, since: date, today: date) -> Doubt:
    text = (
        f"sources/{source} hade ingen {RECEIPT_FILE}, men filer som har legat där sedan {since.isoformat()}. De är nu registrerade som "
        f"mottagna {today.isoformat()}, och den dagen avgör vilka utgåvor de får vara med i. Fanns {RECEIPT_FILE} förut: lägg tillbaka den "
        "från en säkerhetskopia."
    )
    return Doubt(Check.MOTTAGNING, f"{source}/{RECEIPT_FILE}", text)


def _gone(row: Row, source: str) -> Doubt:
    subject = f"{source}/{row.file}"
    return Doubt(Check.MOTTAGNING, subject, f"{subject} togs emot {row.received_on.isoformat()} men finns inte kvar; lägg tillbaka filen.")


def _strange_header(source: str, header: str) -> Refusal:
    remedy = f"lägg tillbaka {RECEIPT_FILE} från en säkerhetskopia; tills dess används inga leveranser från källan"
    return Refusal(f"{source}/{RECEIPT_FILE}", "rad 1", f'"{header[:60]}"', "file;sha512;received_on;received_how", remedy)
