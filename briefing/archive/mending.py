"""What every writing does first and last: the archive's declarations, and the end of what another writing left half done."""

from __future__ import annotations

from pathlib import Path

from briefing.archive.chaining import begin_chain, complete
from briefing.archive.deleting import carry_out
from briefing.archive.disk import held, remove_leftovers, replace_file, said_plainly, staging, sync_folders, write
from briefing.archive.index import update_index
from briefing.archive.layout import EDITIONS, INVENTORY, ROOT_DECLARATION, SIDECAR, declaration
from briefing.archive.objects import version_names


def mend(root: Path) -> None:
    """Finishes what a cut-off run left.

    Abandoned staging folders go, an object's inventory that lags behind its versions is replaced, a lawful deletion is carried out to
    its end, and what was archived and has no line in the chain gets one.
    """
    if not (root / ROOT_DECLARATION).exists() and not (root / EDITIONS).is_dir():
        return
    with said_plainly(root), held(root), staging(root) as stage:
        remove_leftovers(root, stage)
        declare(root, stage)
        for target in sorted((root / EDITIONS).iterdir()) if (root / EDITIONS).is_dir() else ():
            mend_object(stage, target)
        complete(root, stage)
    update_index(root)


def declare(root: Path, stage: Path) -> None:
    """The archive's declaration and the first head of its chain where they are missing; deletions that were cut off, carried out."""
    if not (root / ROOT_DECLARATION).exists():
        write(stage / ROOT_DECLARATION, declaration(ROOT_DECLARATION))
        replace_file(stage / ROOT_DECLARATION, root / ROOT_DECLARATION)
    begin_chain(root, stage)
    carry_out(root, stage)


def mend_object(stage: Path, target: Path) -> None:
    """Puts the last version's inventory, then its sidecar, in place of the object's own where they differ; all names made to last."""
    there = version_names(target)
    if not there:
        return
    for name in (INVENTORY, SIDECAR):
        wanted = (target / there[-1] / name).read_bytes()
        if not (target / name).exists() or (target / name).read_bytes() != wanted:
            write(stage / f"{target.name}.{name}", wanted)
            replace_file(stage / f"{target.name}.{name}", target / name)
    sync_folders({target, target.parent, target.parent.parent})
