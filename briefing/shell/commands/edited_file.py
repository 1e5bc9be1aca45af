"""The edited file that `briefing adopt` is given: read, known by its edition, held against what the workspace has now."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from briefing.archive import store
from briefing.archive.layout import ARCHIVE
from briefing.document.adoption import TextOutcome, outcomes
from briefing.document.written_lines import printed, recorded
from briefing.errors import BriefingError
from briefing.findings.rounds import assessment, rounds
from briefing.observations.draft_reading import NoDraft
from briefing.observations.edited_draft import EditedDraft, KnownText
from briefing.observations.edited_package import NoDraftError
from briefing.observations.statement import Assessment
from briefing.shell.commands.asked import Asked
from briefing.shell.commands.inputs import Inputs, inputs_now
from briefing.shell.stages import Stages
from briefing.sources.source import Part
from briefing.terms.edition import EditionId, parse_edition_id
from briefing.workspace.careful import draft_named_carefully, draft_read_carefully
from briefing.workspace.drafts import DRAFTS

Read = TypeVar("Read")

_FORM = "bedomningar"
_LARGEST = 64 * 2**20  # bytes of a Word file; ours are a hundredth of it


@dataclass(frozen=True)
class EditedFile:
    """The file's content, the edition, what stands now, and remarks in Swedish on how old the file is."""

    path: Path
    edition: EditionId
    draft: EditedDraft
    inputs: Inputs
    signed: Mapping[str, Assessment] = field(hash=False)
    texts: tuple[TextOutcome, ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict, hash=False)
    remarks: tuple[str, ...] = ()


def edited_file(root: Path, path: Path, today: date) -> EditedFile:
    """The file held against the workspace; NoDraftError says in Swedish why it cannot be."""
    part = _part(path)
    name = _sound(draft_named_carefully(part))
    edition = _edition(root, name.edition)
    record = _record(root, edition, name.version)
    draft = _sound(draft_read_carefully(part, _said(record)))
    inputs = inputs_now(root, _asked(edition), today, Stages())
    if inputs.request.edition != edition:
        raise NoDraftError(f"är utgåvan {edition}, men arbetsytan gör {inputs.request.edition}; ingenting är ändrat")
    signed = dict(_signed(draft.known, inputs))
    current = {**dict(_told(draft.known, inputs)), **{name: printed(each.text) for name, each in signed.items()}}
    texts = outcomes(draft, current, [each.id for each in inputs.material.sources if each.format != _FORM])
    return EditedFile(path, edition, draft, inputs, signed, texts, record, tuple(_age(root, edition, draft, texts)))


def source_for(file: EditedFile, control: str) -> str:
    """The source that a judgement is written to: that of the one before it, else the first of that kind. BriefingError: there is none."""
    if control in file.signed:
        return file.inputs.material.source_of(file.signed[control].citation).id
    found = next((each.id for each in file.inputs.material.sources if each.format == _FORM), "")
    if not found:
        remedy = f'write sources/bedomningar/source.toml with format = "{_FORM}"'
        raise BriefingError("sources", problem="no source takes the municipality's own judgements", remedy=remedy)
    return found


def _part(path: Path) -> Part:
    try:
        if path.stat().st_size > _LARGEST:
            raise NoDraftError("är större än någon lägesbild")
        content = path.read_bytes()
    except OSError as error:
        raise BriefingError(str(path), problem=f"it cannot be read: {error.strerror}", remedy="close it in other programs") from error
    return Part(path.name, len(content), "", content)


def _sound(read: Read | NoDraft) -> Read:
    if isinstance(read, NoDraft):
        raise NoDraftError(read.reason)
    return read


def _edition(root: Path, said: str) -> EditionId:
    try:
        edition = parse_edition_id(said)
    except ValueError:
        raise NoDraftError("är inget utkast som briefing har gjort: den säger inte vilken utgåva den är") from None
    if not (root / DRAFTS / str(edition)).is_dir() and store.latest(root / ARCHIVE, edition) is None:
        raise NoDraftError(f"är utgåvan {edition}, som varken finns bland utkasten eller i arkivet här; ingenting är ändrat")
    return edition


def _record(root: Path, edition: EditionId, version: str) -> Mapping[str, Any]:
    """The record of the very version, else of the draft, else of the last in the archive; empty where none can be read."""
    archive, draft = root / ARCHIVE, root / DRAFTS / str(edition) / f"{edition}.json"
    latest = store.latest(archive, edition)
    try:
        if version and latest is not None:
            return _object(store.record(archive, edition, version))
        if draft.is_file():
            return _object(draft.read_text(encoding="utf-8"))
        return _object(store.record(archive, edition, latest.version)) if latest is not None else {}
    except (OSError, ValueError, BriefingError):
        return {}


def _object(text: str) -> Mapping[str, Any]:
    found = json.loads(text)
    return found if isinstance(found, dict) else {}


def _said(record: Mapping[str, Any]) -> dict[str, KnownText]:
    """The texts that the record says were in the file."""
    return {name: KnownText(name, base, label, mark) for name, base, label, mark in recorded(record.get("document", {}))}


def _asked(edition: EditionId) -> Asked:
    is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", edition.period)
    return Asked(edition.kind, "" if is_day else edition.period, edition.period if is_day else "", edition.recipient)


def _signed(known: Iterable[KnownText], inputs: Inputs) -> Iterator[tuple[str, Assessment]]:
    for each in known:
        subject, _, area = each.control.partition(":")
        if found := assessment(inputs.material, inputs.request, subject, area):
            yield each.control, found


def _told(known: Iterable[KnownText], inputs: Inputs) -> Iterator[tuple[str, str]]:
    """What others say now, under the control that it stands in."""
    for each in known:
        source, _, dimension = each.control.partition(":")
        told = rounds(inputs.material, inputs.request, source) if dimension else ()
        if told and (statement := told[-1].of(dimension)):
            yield each.control, printed(statement.text)


def _age(root: Path, edition: EditionId, draft: EditedDraft, texts: Iterable[TextOutcome]) -> Iterator[str]:
    latest = store.latest(root / ARCHIVE, edition)
    if latest is None:
        return
    kept = "Det som har ändrats sedan dess hålls emot filen och skrivs inte över."
    if draft.version and draft.version != latest.version:
        yield f"Filen är {draft.version} av {edition}, och arkivet har {latest.version}. {kept}"
    elif not draft.version and _is_older(root, edition, latest.version, texts):
        yield f"Filen gjordes före {latest.version} av {edition} i arkivet. {kept}"


def _is_older(root: Path, edition: EditionId, version: str, texts: Iterable[TextOutcome]) -> bool:
    """Whether the archive has a text as it stands now, and the file was made from another."""
    sealed = {name: text for name, text, *_ in recorded(_record(root, edition, version).get("document", {}))}
    return any(each.base is not None and each.base != each.current == sealed.get(each.control) for each in texts)
