"""`briefing list`, `show` and `verify`: what the archive holds, and whether it is as it was sealed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing.archive import reading
from briefing.archive.deletion import Deletion, deletions
from briefing.archive.edition import Edition, Origin
from briefing.archive.entry import SPECIAL_OCCASION, Entry
from briefing.archive.index import index
from briefing.archive.layout import ARCHIVE
from briefing.document.statuses import STATUSES, standing
from briefing.shell.commands.log import log_entry, log_line
from briefing.shell.commands.result import Result, listed_files
from briefing.terms.edition import Status
from briefing.workspace.drafts import DRAFTS

_HEADING = ("Utgåva", "Version", "Status", "Förseglad")


@dataclass(frozen=True)
class Wanted:
    """Which editions a list is to show: a kind, a period, words that the document has (in any case and any place); empty asks for all."""

    kind: str = ""
    period: str = ""
    search: str = ""

    def fits(self, entry: Entry) -> bool:
        """Whether kind and period are those asked for."""
        return self.kind in ("", entry.kind) and self.period in ("", entry.period)


def listed(root: Path, wanted: Wanted, *, drafts: bool) -> Result:
    """One entry per edition in the archive, its last version; with words to search for every version that has them all.

    With `drafts` also what lies among the drafts. What was lawfully deleted is told. An edition that cannot be read is named beside the
    others, exit code 1: one damaged edition hides none of them.
    """
    known = index(root / ARCHIVE)
    versions = [each for each in known.entries() if wanted.fits(each)]
    if wanted.search:
        found = known.matching(wanted.search.split())
        versions = [each for each in versions if each.key in found]
    else:
        versions = list({each.edition: each for each in versions}.values())
    entries = [asdict(each) for each in versions]
    entries += [_draft(each) for each in _draft_ids(root)] if drafts else []
    rows = tuple((each["edition"], each["version"] or "–", _status(each), each["sealed_on"] or "–") for each in entries)
    gone = [_deletion(each) for each in deletions(root / ARCHIVE)]
    lines = [*known.unreadable(), *(each["text"] for each in gone)]
    lines += [] if entries or lines else ["Ingen utgåva i arkivet passar." if wanted != Wanted() else "Arkivet är tomt."]
    data = {"editions": entries, "deleted": gone, "faults": list(known.unreadable())}
    return Result(data, tuple(lines), _HEADING if entries else (), rows, exit_code=1 if known.unreadable() else 0)


def shown(root: Path, written: str) -> Result:
    """Everything about one edition: its versions, the files of the last (or the one named) and where they lie, what it was made from."""
    from briefing.shell.commands.named import archived_edition

    last = archived_edition(root, written)
    id, versions = last.id, reading.history(root / ARCHIVE, last.id)
    files = {seal.name: str(reading.location(root / ARCHIVE, id, last.version, seal.name)) for seal in last.files}
    data = {
        **_entry(last),
        "reason": last.reason,
        "replaces": last.replaces,
        "program": last.program,
        "files": files,
        "seals": {seal.name: seal.sha512 for seal in last.files},
        "inputs": {seal.name: seal.sha512 for seal in last.inputs},
        "log": [log_entry(act) for act in last.acts],
        "versions": [{**_entry(each), "reason": each.reason} for each in versions],
    }
    status = standing(last.status, is_special=last.is_special)
    head = f"{id} {last.version} ({status}), förseglad {last.sealed_on}, gjord med briefing {last.program}"
    if last.origin is Origin.DEPONERAD:
        head = f"{id} {last.version} (Deponerad), utfärdad {last.issued_on}, förseglad {last.sealed_on}"
    lines = [head, *listed_files(files.values())]
    lines += [f"{each.version} {each.sealed_on} {STATUSES[each.status]}: {each.reason or 'första versionen'}" for each in versions]
    lines += ["Logg:", *(f"  {log_line(act)}" for act in last.acts)] if last.acts else []
    return Result(data, tuple(lines))


def verified(root: Path, noted: str) -> Result:
    """Every file of the archive rehashed and the chain walked; exit code 1 when anything is not as it was sealed.

    `noted` is a head of the chain that was printed or noted earlier, empty when nobody has one.
    """
    from briefing.archive.verification import verify

    found = verify(root / ARCHIVE, noted)
    faults = [{"id": each.item, "path": each.path, "text": str(each)} for each in found.faults]
    notes = [str(each) for each in found.notes]
    editions = f"{found.editions} utgåv{'a' if found.editions == 1 else 'or'}"
    deliveries = f"{found.deliveries} levererad{' fil' if found.deliveries == 1 else 'e filer'}"
    deleted = f", {found.deletions} gallring{'ar' if found.deletions > 1 else ''}" if found.deletions else ""
    counted = f"{editions} och {deliveries} kontrollerade{deleted}: {len(faults) or 'inga'} fel."
    head = f"Kedjans huvud (anteckna det utanför arkivet): {found.head}"
    data = {"editions": found.editions, "deliveries": found.deliveries, "deletions": found.deletions, "head": found.head}
    lines = (counted, *(each["text"] for each in faults), *notes, *(() if faults else (head,)))
    return Result({**data, "faults": faults, "notes": notes}, lines, exit_code=1 if faults else 0)


def _status(entry: dict[str, Any]) -> str:
    if entry.get("origin") == Origin.DEPONERAD.value:
        return "Deponerad"
    return standing(Status(entry["status"]), is_special=entry.get("occasion") == SPECIAL_OCCASION)


def _entry(edition: Edition) -> dict[str, Any]:
    return {
        "edition": str(edition.id),
        "version": edition.version,
        "status": edition.status.value,
        "sealed_on": edition.sealed_on.isoformat(),
        "origin": edition.origin.value,
        "dnr": edition.dnr,
        "special": edition.is_special,
    }


def _deletion(told: Deletion) -> dict[str, Any]:
    text = f"{told.name} är gallrad {told.deleted_on.isoformat()}: {told.decision}, {told.by} ({told.role}), {told.dnr}"
    said = {"edition": str(told.edition), "version": told.version or None, "decision": told.decision, "dnr": told.dnr}
    return {**said, "by": told.by, "role": told.role, "deleted_on": told.deleted_on.isoformat(), "text": text}


def _draft(id: str) -> dict[str, Any]:
    return {"edition": id, "version": None, "status": Status.ARBETSMATERIAL.value, "sealed_on": None}


def _draft_ids(root: Path) -> list[str]:
    folder = root / DRAFTS
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith(".")) if folder.is_dir() else []
