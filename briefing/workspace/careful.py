"""Readers kept apart from the program where a hostile file may harm them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.observations.draft_reading import DraftName, NoDraft, draft_content, draft_name, unreadable
from briefing.observations.edited_draft import EditedDraft, KnownText
from briefing.observations.file_kinds import is_for_duckdb, is_risky
from briefing.observations.reading import Reading
from briefing.observations.recognition import Recognized, recognized
from briefing.outputs.edited import NoDocument, edited_faults
from briefing.outputs.file import File
from briefing.outputs.old_document import OldDocument, old_document
from briefing.outputs.refusal import GateRefusal
from briefing.sources.source import Delivery, Part, Source
from briefing.workspace.examination import broken_fault
from briefing.workspace.isolation import AT_SIZE, DEFAULT, Breach, BreachError, Limits, isolated

_BROKEN = {
    Breach.MINNE: "it needs more memory than a document does",
    Breach.TID: "it takes longer to read than a document does",
    Breach.AVBROTT: "no reader can read it",
    Breach.FEL: "no reader can read it",
}
_LARGE = 16 * 2**20  # bytes of a document that is mostly pictures: it is copied some times over while it is read


def read_carefully(reader: Callable[[Delivery, Source], Reading], delivery: Delivery, source: Source) -> Reading:
    """What a reader makes of a delivery: in a child process with limits for packed, binary, marked-up and large files, here for others.

    A delivery that breaks the child is one refusal.
    """
    at_size = any(map(is_for_duckdb, delivery.parts))
    if not at_size and not any(map(is_risky, delivery.parts)):
        return reader(delivery, source)
    try:
        return isolated(reader, delivery, source, limits=AT_SIZE if at_size else DEFAULT)
    except BreachError as broken:
        return Reading(refusals=(broken_fault(broken).refusal(delivery.id, "", 0),))


def recognized_carefully(delivery: Delivery) -> Recognized | None:
    """The format that fits a delivery best, found as carefully; None where none fits, or it breaks the child."""
    at_size = any(map(is_for_duckdb, delivery.parts))
    if not at_size and not any(map(is_risky, delivery.parts)):
        return recognized(delivery)
    try:
        return isolated(recognized, delivery, limits=AT_SIZE if at_size else DEFAULT)
    except BreachError:
        return None


def draft_named_carefully(part: Part) -> DraftName | NoDraft:
    """Which edition an edited draft is, looked at and read in a child process: whoever has edited it, it came from outside."""
    try:
        return isolated(draft_name, part)
    except BreachError as broken:
        return NoDraft(unreadable(broken_fault(broken)))


def draft_read_carefully(part: Part, said: Mapping[str, KnownText]) -> EditedDraft | NoDraft:
    """All that an edited draft says, read as carefully."""
    try:
        return isolated(draft_content, part, said)
    except BreachError as broken:
        return NoDraft(unreadable(broken_fault(broken)))


def faults_found_carefully(file: File) -> tuple[GateRefusal, ...] | NoDocument:
    """What speaks against a document that a person has edited, found as carefully."""
    try:
        return isolated(edited_faults, file, limits=_limits(file))
    except BreachError as broken:
        return NoDocument(_BROKEN[broken.breach])


def old_document_read_carefully(file: File) -> OldDocument:
    """A document from before the program, looked at and read as carefully."""
    try:
        return isolated(old_document, file, limits=_limits(file))
    except BreachError as broken:
        return OldDocument(_BROKEN[broken.breach], "save it again from the program that made it, or as PDF")


def _limits(file: File) -> Limits:
    return AT_SIZE if len(file.content) > _LARGE else DEFAULT
