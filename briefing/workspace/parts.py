"""The files of one delivery: sealed, and read into memory where they fit there."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from briefing.sources.source import HEAD, Part

LARGEST_IN_MEMORY = 64 * 1024 * 1024  # bytes; what is larger is read in pieces by its reader, from `Part.path`


class NotReadableError(Exception):
    """A file that is not read, in the Swedish words of a refusal: what was found, what was expected, what to do."""

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.found, self.expected, self.remedy = found, expected, remedy


def parts_of(delivery: Path, folder: Path) -> tuple[Part, ...]:
    """The parts of a delivery, which is a file or a folder of files; hidden files are left out.

    NotReadableError when there is none, when all are empty, when one cannot be opened, or when a link leads out of the source's folder.
    """
    try:
        parts = tuple(_part(file, delivery, folder) for file in _files(delivery))
    except OSError:
        raise NotReadableError("en fil som inte går att öppna", "en läsbar fil", "ge programmet rätt att läsa filen") from None
    if not parts:
        raise NotReadableError("en tom mapp", "minst en fil", "lägg leveransens filer i mappen")
    if all(part.size == 0 for part in parts):
        raise NotReadableError("en tom fil", "en fil med innehåll", "lägg dit filen på nytt; den tomma är inte registrerad")
    return parts


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or all files of a folder and its folders, by name; links to folders are not followed."""
    if not path.is_dir() or path.is_symlink():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not inner.name.startswith("."):
            yield from _files(inner)


def _part(file: Path, delivery: Path, folder: Path) -> Part:
    if not file.resolve().is_relative_to(folder.resolve()):
        found = f"en länk som leder ut ur källans mapp ({file.name})"
        raise NotReadableError(found, "en fil i mappen", "lägg själva filen i mappen i stället för länken")
    if not file.is_file():
        raise NotReadableError(f"något som inte är en vanlig fil ({file.name})", "en fil", "lägg filen som den är i mappen")
    with file.open("rb") as stream:
        sha512 = file_digest(stream, "sha512").hexdigest()
        size = stream.tell()
        stream.seek(0)
        content = stream.read() if size <= LARGEST_IN_MEMORY else None
        head = b"" if content is not None else stream.read(HEAD)
    name = file.name if file == delivery else file.relative_to(delivery).as_posix()
    return Part(name, size, sha512, content, str(file), head)
