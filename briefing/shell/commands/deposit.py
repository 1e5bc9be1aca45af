"""`briefing deposit`: documents from before the program become a sealed edition, as they came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.conditions import FACTS
from briefing.archive.edition import Act, ActKind, Edition, Origin, Seal
from briefing.archive.layout import ARCHIVE, next_version
from briefing.archive.seals import digest, seals
from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.observations.facts import Facts, Known, assessments, parse_facts, statements, values
from briefing.observations.readers import READERS
from briefing.outputs.deposit_record import Deposit, deposited_delivery, render_deposit_record
from briefing.outputs.file import File
from briefing.outputs.old_document import OldDocument
from briefing.shell.commands.entered import enter, entries
from briefing.shell.commands.program import this_program
from briefing.shell.commands.result import Result, listed_files
from briefing.shell.commands.signed_by import dnr_problems, word_problems
from briefing.sources.source import Part
from briefing.terms.edition import EditionId, Status
from briefing.terms.period import Month, parse_period
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.careful import old_document_read_carefully
from briefing.workspace.load import Workspace, load_workspace
from briefing.workspace.texts import text_of

_DOCUMENTS = "handlingar/"


@dataclass(frozen=True)
class Asked:
    """What is deposited and what is said of it; `facts` is the TOML of what somebody has entered from it (None: nothing)."""

    files: tuple[Path, ...]
    kind: str
    period: str
    issued_on: date
    dnr: str
    by: str
    role: str = ""
    decision: str = ""
    reason: str = ""
    sensitivity: Sensitivity = Sensitivity.INTERN
    facts: Path | None = None
    recipient: str = ""


@dataclass(frozen=True)
class _Job:
    """A deposit that has been looked at and may be made."""

    root: Path
    asked: Asked
    id: EditionId
    workspace: Workspace
    files: tuple[File, ...]
    read: tuple[OldDocument, ...]
    facts: Facts | None
    facts_text: bytes
    latest: Edition | None
    today: date


def deposited(root: Path, asked: Asked, today: date) -> Result:
    """The documents in the archive, and what was entered from them among the deliveries. The same deposit twice adds nothing."""
    job = _looked_at(root, asked, today)
    told = entries(job.facts, job.workspace, job.id) if job.facts else {}
    edition, files = _edition(job)
    unchanged = job.latest is not None and _says_the_same(job.latest, edition)
    if not unchanged:
        _check_new(job)
        public = tuple(files) if asked.sensitivity is Sensitivity.OPPEN else ()
        made_from = {FACTS: job.facts_text} if job.facts_text else {}
        edition = store.add(root / ARCHIVE, edition, files, made_from, public=public)
    kept = job.latest if unchanged and job.latest else edition
    return _result(job, kept, enter(root, told, today, f"ur {kept.name}"), unchanged=unchanged)


def _looked_at(root: Path, asked: Asked, today: date) -> _Job:
    """Everything read and checked before anything is written; DeclarationError has every problem."""
    workspace = load_workspace(root, READERS)
    files = tuple(File(path.name, "", path.read_bytes()) for path in asked.files)
    read = tuple(map(old_document_read_carefully, files))
    problems = [*_problems_of_what(asked, workspace, today), *_problems_of_files(files, read)]
    facts_text = asked.facts.read_bytes() if asked.facts else b""
    facts = None
    if asked.facts:
        known = Known(
            {each.id: each for each in workspace.sources},
            {each.id: each for each in workspace.indicators},
            tuple(each.name for each in files),
        )
        try:
            facts = parse_facts(text_of(asked.facts, asked.facts.name), known, today, asked.facts.name)
        except BriefingError as error:
            problems += error.problems
    if problems:
        raise DeclarationError(problems)
    id = EditionId(workspace.configuration.municipality.code, asked.kind, asked.period, asked.recipient)
    return _Job(root, asked, id, workspace, files, read, facts, facts_text, store.latest(root / ARCHIVE, id), today)


def _problems_of_what(asked: Asked, workspace: Workspace, today: date) -> Iterator[Problem]:
    words = {"--by": asked.by, "--role": asked.role, "--dnr": asked.dnr, "--decision": asked.decision, "--reason": asked.reason}
    yield from word_problems(words, needed=("--by", "--dnr"))
    yield from dnr_problems(asked.dnr)
    if asked.kind not in workspace.templates.kinds:
        yield Problem(("--kind",), f"there is no kind '{asked.kind}'", f"use one of {', '.join(workspace.templates.kinds)}")
    committees = [each.id for each in workspace.configuration.committees]
    if asked.recipient and asked.recipient not in committees:
        remedy = f"name one of {', '.join(committees)}" if committees else "declare it in briefing.toml: [[committee]]"
        yield Problem(("--for",), f"'{asked.recipient}' is not declared in briefing.toml", remedy)
    if asked.issued_on > today:
        yield Problem(("--issued-on",), f"{asked.issued_on} has not come yet", "write the day that the document says")
    try:
        period = parse_period(asked.period)
    except ValueError as error:
        yield Problem(("--period",), str(error), "write a year, a quarter or a day, for example 2024")
        return
    if isinstance(period, Month):
        yield Problem(("--period",), f"'{asked.period}' is a month", "write a year, a quarter or a day, for example 2024")
    elif period.first_day > today:
        yield Problem(("--period",), f"{asked.period} has not begun", "write the period that the document is about")


def _problems_of_files(files: tuple[File, ...], read: tuple[OldDocument, ...]) -> Iterator[Problem]:
    for place, (file, found) in enumerate(zip(files, read, strict=True)):
        where = "a file" if found.problem.startswith("the name") else file.name
        if found.problem:
            yield Problem((where,), found.problem, found.remedy)
        elif file.name in [each.name for each in files[:place]]:
            yield Problem((where,), "another file has the same name", "give them names of their own")


def _edition(job: _Job) -> tuple[Edition, Mapping[str, bytes]]:
    """The version that would be added, and its files: the documents in their own bytes and the record."""
    asked, latest, program = job.asked, job.latest, this_program()
    version = next_version(latest.version if latest else "")
    act = Act(ActKind.DEPONERAD, version, job.today, asked.by, asked.role, asked.dnr, asked.decision, asked.reason)
    record = render_deposit_record(_deposit(job, version))
    edition = Edition(
        id=job.id,
        version=version,
        status=Status.SLUTLIG,
        sealed_on=job.today,
        reason=asked.reason or "Deponerad",
        replaces=latest.name if latest else "",
        program=program.version,
        inputs=_inputs(job),
        files=(),
        lock=program.lock,
        dependencies=program.dependencies,
        origin=Origin.DEPONERAD,
        acts=(*(latest.acts if latest else ()), act),
        issued_on=asked.issued_on,
    )
    return edition, {each.name: each.content for each in (*job.files, record)}


def _inputs(job: _Job) -> tuple[Seal, ...]:
    """The facts, and the documents themselves, which are the edition's files."""
    facts = {FACTS: job.facts_text} if job.facts_text else {}
    return seals({**facts, **{f"{_DOCUMENTS}{each.name}": each.content for each in job.files}})


def _deposit(job: _Job, version: str) -> Deposit:
    documents, delivery = tuple(each.name for each in job.files), deposited_delivery(job.id)
    facts = job.facts
    return Deposit(
        edition=job.id,
        version=version,
        municipality=job.workspace.configuration.municipality.area,
        issued_on=job.asked.issued_on,
        received_on=job.today,
        dnr=job.asked.dnr,
        replaces=job.latest.name if job.latest else "",
        sensitivity=job.asked.sensitivity,
        documents=tuple(Part(each.name, len(each.content), digest(each.content), each.content) for each in job.files),
        texts=tuple(each.text for each in job.read),
        statements=statements(facts, delivery, documents) if facts else (),
        assessments=assessments(facts, delivery, documents) if facts else (),
        values=values(facts, delivery, documents) if facts else (),
    )


def _says_the_same(latest: Edition, edition: Edition) -> bool:
    """Whether the archive has the same documents with the same facts, number, body and day."""
    said = [(each.origin, each.issued_on, each.dnr, each.acts[-1].by if each.acts else "", each.inputs) for each in (latest, edition)]
    return said[0] == said[1]


def _check_new(job: _Job) -> None:
    latest = job.latest
    if latest is None:
        return
    if latest.origin is not Origin.DEPONERAD:
        remedy = "deposit it with the period that the document itself is about"
        raise BriefingError(str(job.id), problem="the archive has that edition, made by the program", remedy=remedy)
    if not job.asked.reason.strip():
        problem = "the archive has that edition already, with other documents or facts, or another number or day"
        raise BriefingError(latest.name, problem=problem, remedy='a correction is a new version that says why: --reason "..."')


def _result(job: _Job, edition: Edition, entered: tuple[str, ...], *, unchanged: bool) -> Result:
    paths = {each.name: str(store.location(job.root / ARCHIVE, edition.id, edition.version, each.name)) for each in edition.files}
    silent = [file.name for file, found in zip(job.files, job.read, strict=True) if not found.text]
    head = f"{edition.name} ligger redan i arkivet, likadan." if unchanged else f"{edition.name} (Deponerad) ligger i arkivet:"
    notes = [f"{name} har ingen text som går att läsa, bara bilder av sidor: det går inte att söka i den." for name in silent]
    notes += [f"Inlagt bland leveranserna: {', '.join(entered)}."] if entered else []
    data: dict[str, Any] = {
        "edition": str(edition.id),
        "version": edition.version,
        "origin": edition.origin.value,
        "issued_on": job.asked.issued_on.isoformat(),
        "unchanged": unchanged,
        "files": paths,
        "without_text": silent,
        "entered": list(entered),
    }
    return Result(data, (head, *listed_files(paths.values()), *notes))
