"""`Result`: what a verb has done, ready to be printed as text or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.document.marked import Spans
from briefing.observations.doubt import Doubt, Refusal
from briefing.terms.gap import Gap


@dataclass(frozen=True)
class Sheet:
    """A table under a title of its own. A cell is a text, or words of which some are marked; `right` are the columns of numbers.

    What stands in them and in the columns in `whole` is never broken.
    """

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str | Spans, ...], ...]
    right: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Result:
    """`data` is the verb's JSON object, `lines` what a person reads (Swedish, Rich markup off), `table` rows to set in columns.

    `sheets` are further tables, each with its title.
    `exit_code` is 0 when done, 1 when there is something for the operator to mend.
    """

    data: Mapping[str, Any]
    lines: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = field(default=())
    sheets: tuple[Sheet, ...] = field(default=())
    exit_code: int = 0


def listed_files(paths: Iterable[str]) -> tuple[str, ...]:
    """Lines that tell where files lie: a folder, and under it the files in it, in the order given."""
    folders: dict[str, list[str]] = {}
    for path in map(Path, paths):
        folders.setdefault(str(path.parent), []).append(path.name)
    return tuple(line for folder, names in folders.items() for line in (f"  {folder}/", *(f"    {name}" for name in names)))


def remark(each: Gap | Doubt | Refusal) -> dict[str, str]:
    """A gap, doubt or refusal as every verb's JSON has it: id, reason, text."""
    match each:
        case Gap():
            return {"id": each.id, "reason": each.reason.value, "text": each.detail}
        case Doubt():
            return {"id": each.id, "reason": each.check.value, "text": each.text}
        case Refusal():
            return {"id": each.id, "reason": "vagrad", "text": each.text}
