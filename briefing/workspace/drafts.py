"""output/drafts/<edition id>/: what was made by hand, replaced as a whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from briefing.errors import BriefingError
from briefing.outputs.file import File
from briefing.terms.edition import EditionId

DRAFTS = "output/drafts"


def write_drafts(root: Path, edition: EditionId, files: Iterable[File]) -> Mapping[str, Path]:
    """Puts the files of an edition in its folder of drafts in place of what was there; name → path.

    All files are on the disk before the folder gets its name, so that a draft is old or new and never half. BriefingError when the
    old one cannot be replaced, for example because a program has it open.
    """
    drafts = root / DRAFTS
    target = drafts / str(edition)
    try:
        drafts.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(drafts, str(edition))
        made = Path(mkdtemp(prefix=f".{edition}.", dir=drafts))
        names = [_write(made, file) for file in files]
        made.chmod(0o755)
        _swap(made, target)
    except OSError as error:
        where = f"{DRAFTS}/{edition}"
        remedy = "close the files if another program has them open, and see that there is room and a right to write"
        raise BriefingError(where, problem=f"the draft cannot be written: {error.strerror}", remedy=remedy) from error
    return {name: target / name for name in names}


def _write(folder: Path, file: File) -> str:
    if Path(file.name).name != file.name or file.name.startswith("."):
        raise ValueError(f"'{file.name}' is not a plain file name")
    with (folder / file.name).open("xb") as stream:
        stream.write(file.content)
        stream.flush()
        os.fsync(stream.fileno())
    return file.name


def _swap(made: Path, target: Path) -> None:
    """Gives the new folder its name; the old one is moved aside first, and removed when the new one stands."""
    aside = made.with_name(f"{made.name}.old")
    if target.exists():
        target.rename(aside)
    try:
        made.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    _sync(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Makes the names in a folder last a power cut. Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_leftovers(drafts: Path, edition: str) -> None:
    """What a run that was interrupted left behind; if it was between the two names, the old draft is put back first."""
    leftovers = sorted(path for path in drafts.iterdir() if path.name.startswith(f".{edition}."))
    for path in leftovers:
        if path.name.endswith(".old") and not (drafts / edition).exists():
            path.rename(drafts / edition)
        else:
            shutil.rmtree(path, ignore_errors=True)
