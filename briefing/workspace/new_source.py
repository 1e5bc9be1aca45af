"""A new source put into a workspace: its folder, its declaration, its first delivery. All of it, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from briefing.errors import BriefingError


def add_source(root: Path, source_id: str, declaration: str, file: Path, delivered_as: str) -> Path:
    """Makes sources/<id>/ with source.toml and a copy of the file; its folder. BriefingError where there is such a source, or no room.

    Nothing is overwritten: the folder is made elsewhere and takes its name when it is whole.
    """
    target = root / "sources" / source_id
    staged = Path(mkdtemp(prefix=".ny-kalla-", dir=root))
    try:
        (staged / "source.toml").write_text(declaration, encoding="utf-8", newline="\n")
        _copy(file, staged / delivered_as)
        staged.chmod(0o755)
        if target.exists():
            raise _taken(source_id)
        staged.rename(target)
    except OSError as error:
        if target.exists():
            raise _taken(source_id) from None
        remedy = "give the account that runs briefing the right to write there"
        raise BriefingError(f"sources/{source_id}", problem=f"it cannot be written: {error.strerror}", remedy=remedy) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target


def _copy(file: Path, target: Path) -> None:
    if file.is_dir():
        shutil.copytree(file, target)
    else:
        shutil.copyfile(file, target)


def _taken(source_id: str) -> BriefingError:
    problem = "there is a source of that name already"
    return BriefingError(f"sources/{source_id}", problem=problem, remedy="give the new one another name: --id NAME")
