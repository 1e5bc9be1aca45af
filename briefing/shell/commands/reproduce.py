"""`briefing reproduce`: an archived edition made once more from its own seals, and whether it became the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE
from briefing.production import Reproduction, reproduced
from briefing.shell.commands.named import archived_edition
from briefing.shell.commands.program import Program, this_program
from briefing.shell.commands.result import Result
from briefing.shell.commands.unsealed import unsealed
from briefing.workspace.careful import read_carefully

_OF_THE_PROGRAM = ("edition.program",)  # says which program made it, and differs where another one does
_SHOWN = 10


def reproduced_edition(root: Path, written: str, version: str) -> Result:
    """Exit code 1 where the very program that made the edition now makes other bytes.

    Another program, or the same with other dependencies, may lay it out otherwise: then the records are compared, and what differs is said.
    """
    edition = archived_edition(root, written, version)
    files = {seal.name: store.content(root / ARCHIVE, edition.id, edition.version, seal.name) for seal in edition.files}
    with TemporaryDirectory(prefix="briefing-") as fonts:
        made = reproduced(unsealed(root / ARCHIVE, edition, Path(fonts)).sealed, files, read_carefully)
    program = this_program()
    if (edition.program, edition.lock) == (program.version, program.lock):
        return _same_program(edition, made)
    return _other_program(edition, files, made, program)


def _same_program(edition: Edition, made: Reproduction) -> Result:
    if made.differing:
        head = f"{edition.name} blev inte densamma, trots samma program ({edition.program}). Filer som skiljer sig:"
        return Result(_data(edition, made, same=True), (head, *(f"  {name}" for name in made.differing)), exit_code=1)
    return Result(
        _data(edition, made, same=True), (f"{edition.name} är gjord på nytt ur sina sigill: alla {len(made.files)} filer är lika.",)
    )


def _other_program(edition: Edition, files: Mapping[str, bytes], made: Reproduction, program: Program) -> Result:
    name = f"{edition.id}.json"
    differing = [each for each in _differences(json.loads(files[name]), json.loads(made.files[name])) if each not in _OF_THE_PROGRAM]
    others = sorted(set(edition.dependencies) ^ set(program.dependencies))
    what = f"briefing {edition.program}" if edition.program != program.version else f"andra hjälpprogram ({', '.join(others[:_SHOWN])})"
    head = f"{edition.name} är gjord med {what}; här är briefing {program.version}. Därför jämförs datafilerna, inte alla byte."
    rest = f"  … och {len(differing) - _SHOWN} till" if len(differing) > _SHOWN else ""
    lines = ("De säger samma sak.",) if not differing else ("De skiljer sig här:", *(f"  {each}" for each in differing[:_SHOWN]), rest)
    data = {**_data(edition, made, same=False), "record_differences": differing}
    return Result(data, (head, *filter(None, lines)))


def _data(edition: Edition, made: Reproduction, *, same: bool) -> dict[str, Any]:
    return {
        "edition": str(edition.id),
        "version": edition.version,
        "program": edition.program,
        "same_program": same,
        "files": sorted(made.files),
        "differing": list(made.differing),
    }


def _differences(before: Any, now: Any, path: str = "") -> Iterator[str]:
    """Where two records say different things, as paths (`findings.3.value`)."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*before, *now)):
            yield from _differences(before.get(key), now.get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for place, (old, new) in enumerate(zip(before, now, strict=True)):
            yield from _differences(old, new, f"{path}.{place}")
    elif before != now:
        yield path
