"""Declarations and templates as texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError, Problem

TEMPLATES, FONTS = "templates", "typsnitt"
_TEXT_ENDINGS = frozenset({".toml", ".j2", ".md", ".typ", ".html", ".txt", ".svg", ".css", ".json", ".xml"})
_OTHERS = frozenset({"Thumbs.db", "desktop.ini", "__pycache__"})


def text_of(path: Path, *where: str) -> str:
    """The text of a file in UTF-8, with or without a mark at its start, line ends as \\n; BriefingError when it is not there."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        problem = f"byte {error.start + 1} is not UTF-8"
        raise BriefingError(*where, problem=problem, remedy="save the file as UTF-8") from None
    except FileNotFoundError:
        raise BriefingError(*where, problem="the file is missing", remedy=f"put back {where[0]}") from None
    except OSError as error:
        raise BriefingError(
            *where, problem=f"the file cannot be read: {error.strerror}", remedy="give the program the right to read it"
        ) from None


def is_text(name: str) -> bool:
    """Whether a template of that name is text; all others are kept as bytes."""
    return PurePath(name).suffix in _TEXT_ENDINGS


def load_templates(root: Path) -> Templates:
    """All files under templates/, texts and bytes apart; hidden and editors' files are left out. DeclarationError has every problem."""
    folder = root / TEMPLATES
    if not folder.is_dir():
        raise BriefingError(
            f"{TEMPLATES}/", problem="the folder is missing", remedy="put it back, or copy it from a new workspace: briefing init"
        )
    texts: dict[str, str] = {}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(_files(folder)):
        name = path.relative_to(folder).as_posix()
        try:
            _inside(path, folder)
            if is_text(name):
                texts[name] = text_of(path, f"{TEMPLATES}/{name}")
            else:
                files[name] = path.read_bytes()
        except BriefingError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)
    fonts = folder / FONTS
    return Templates(texts, files, str(fonts) if fonts.is_dir() else "")


def _inside(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        name = path.relative_to(folder).as_posix()
        raise BriefingError(f"{TEMPLATES}/{name}", problem="the link leads out of the folder", remedy="put the file itself there")


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith((".", "~")) or path.name.endswith("~") or path.name in _OTHERS:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path
