"""An edited draft read from its bytes: pure functions that pickle, so that a hostile file is read in a child process.

Why a file is no draft of ours is a value, a Swedish clause: `filen …`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefing.observations.edited_draft import EditedDraft, KnownText, edited_draft, known_texts
from briefing.observations.edited_package import EditedPackage, NoDraftError, opened_draft
from briefing.observations.fault import Fault
from briefing.observations.file_kinds import refused_kind
from briefing.observations.preflight import preflight
from briefing.sources.source import Part


@dataclass(frozen=True)
class DraftName:
    """Which edition and version a file says that it is; empty where it does not say."""

    edition: str
    version: str


@dataclass(frozen=True)
class NoDraft:
    """Why a file is no draft, as a Swedish clause."""

    reason: str


def draft_name(part: Part) -> DraftName | NoDraft:
    """The edition of a Word file that has passed the pre-flight."""
    if kind := refused_kind(part):
        return NoDraft(f"är {kind.found}; adopt tar utkastet som Word-dokument (.docx), utan lösenord och makron")
    fault = preflight(part.content or b"")
    if fault is not None:
        return NoDraft(unreadable(fault))
    try:
        package = opened_draft(part.content or b"")
    except NoDraftError as reason:
        return NoDraft(str(reason))
    return DraftName(package.edition, package.version)


def draft_content(part: Part, said: Mapping[str, KnownText]) -> EditedDraft:
    """All that the draft says. What the file does not say of its texts is taken from `said`, which is from the edition's record."""
    package = opened_draft(part.content or b"")
    return edited_draft(package, _known(package, said))


def unreadable(fault: Fault) -> str:
    """The clause for a file that no reader may have."""
    return f"går inte att öppna: den är {fault.found}, väntat {fault.expected}; {fault.remedy}"


def _known(package: EditedPackage, said: Mapping[str, KnownText]) -> Iterator[KnownText]:
    own = known_texts(package)
    for each in own:
        yield said.get(each.control, each) if each.base is None else each
    yield from _others(said.values(), {each.control for each in own})


def _others(said: Iterable[KnownText], own: set[str]) -> Iterator[KnownText]:
    return (each for each in said if each.control not in own)
