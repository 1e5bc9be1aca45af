"""`briefing rebuild-index`, `restore` and `gallra`: what keeps an archive in order for good, and what ends it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import briefing
from briefing.archive import store
from briefing.archive.deleting import Decided, delete, used_elsewhere
from briefing.archive.index import rebuild_index
from briefing.archive.layout import ARCHIVE, DELIVERIES
from briefing.archive.restoring import restore
from briefing.errors import BriefingError
from briefing.shell.commands.named import sealed
from briefing.shell.commands.result import Result
from briefing.workspace.cache import forget_all


def rebuilt(root: Path) -> Result:
    """The archive's index written anew."""
    count = rebuild_index(root / ARCHIVE)
    return Result({"versions": count}, (f"Registret är uppbyggt på nytt ur arkivet: {count} version{'' if count == 1 else 'er'}.",))


def restored(root: Path, folder: Path, noted: str) -> Result:
    """What was put back from a copy of the archive; exit code 1 where the archive still is not as it was sealed."""
    done = restore(root / ARCHIVE, folder, noted)
    objects = len(done.put_back)
    lines = [f"{objects or 'Inga'} {'fil eller mapp' if objects == 1 else 'filer och mappar'} har lagts tillbaka i arkivet."]
    lines += [f"  {path}" for path in done.put_back]
    if done.copy_faults:
        lines += ["Fel i kopian, som inte har använts:", *(f"  {each}" for each in done.copy_faults)]
    if done.faults:
        lines += ["Kvarstår i arkivet:", *(f"  {each}" for each in done.faults)]
    else:
        lines.append(f"Arkivet är helt. Kedjans huvud (anteckna det utanför arkivet): {done.head}")
    faults, copy_faults = [str(each) for each in done.faults], [str(each) for each in done.copy_faults]
    data = {"put_back": list(done.put_back), "copy_faults": copy_faults, "faults": faults, "head": done.head}
    return Result(data, tuple(lines), exit_code=1 if faults else 0)


def deleted(root: Path, written: str, today: date, *, version: str, deliveries: bool, **decided: str) -> Result:
    """What a lawful deletion took away and what is left of it; what other editions still hold of it is said."""
    asked, archive = sealed(written), root / ARCHIVE
    id, version = asked.edition, version or asked.version or ""
    blank = [name for name, said in decided.items() if not said.strip()]
    if blank:
        remedy = "say who decided, in which decision and under which diarienummer"
        raise BriefingError(f"gallra > --{blank[0]}", problem="it is empty", remedy=remedy)
    versions = [each for each in store.history(archive, id) if version in ("", each.version)]
    files = {seal.sha512 for each in versions for seal in each.files}
    forget_all(root)
    told = delete(archive, id, version, Decided(**decided, done_on=today), program=briefing.__version__, deliveries=deliveries)
    others = used_elsewhere(archive, told, files)
    gone = [link.object for link in told.removed if link.object.startswith(f"{DELIVERIES}/")]
    lines = [f"{told.name} är gallrad {told.deleted_on.isoformat()}: {told.decision}, {told.by} ({told.role}), {told.dnr}."]
    lines.append("Kvar finns beslutet, vad som har gallrats och dess kontrollsummor.")
    if gone:
        lines.append(f"Gallrade leveranser, som ingen annan utgåva är gjord av: {len(gone)}.")
    elif not deliveries:
        lines.append("Leveranserna är kvar. Gallra även dem som ingen annan utgåva är gjord av med --deliveries.")
    if others:
        lines.append(f"Uppgifter ur den finns kvar som underlag till {', '.join(others)}.")
    removed = [{"object": link.object, "version": link.version, "inventory": link.inventory} for link in told.removed]
    data = {"edition": str(told.edition), "version": told.version or None, "decision": told.decision, "by": told.by, "role": told.role}
    return Result(
        {**data, "dnr": told.dnr, "deleted_on": told.deleted_on.isoformat(), "removed": removed, "left_in": list(others)}, tuple(lines)
    )
