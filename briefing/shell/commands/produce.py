"""`briefing produce`: one edition, to drafts or sealed in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.edition import Act, ActKind, Edition
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import Decision, decision
from briefing.document.statuses import standing
from briefing.findings.disclosure_protection import Progress
from briefing.observations.doubt import Refusal
from briefing.production import Production, produce
from briefing.shell.commands.asked import Asked
from briefing.shell.commands.drafted import draft_written
from briefing.shell.commands.given_away import given_away
from briefing.shell.commands.inputs import Inputs, inputs_now
from briefing.shell.commands.log import logged
from briefing.shell.commands.replaced import said_replaced
from briefing.shell.commands.result import Result, listed_files, remark
from briefing.shell.commands.sealing import add_to_archive, archived_files, edition_of
from briefing.shell.commands.steps import check_is_ours
from briefing.shell.commands.unsealed import as_issued
from briefing.shell.stages import Stages
from briefing.terms.edition import Status
from briefing.terms.request import Request


@dataclass(frozen=True)
class _Job:
    """One edition in the making: what it is made from, and what the archive says of it (None for a draft)."""

    root: Path
    inputs: Inputs
    latest: Edition | None
    decided: Decision | None
    today: date

    @property
    def request(self) -> Request:
        return self.inputs.request

    @property
    def is_unchanged(self) -> bool:
        return self.decided is not None and self.decided.unchanged


def produced(root: Path, asked: Asked, today: date, progress: Progress | None = None) -> Result:
    """Makes the edition asked for. Drafts are replaced; a seal adds a version to the archive, or nothing where nothing has changed.

    `progress` is told how far disclosure control has come.
    """
    stage = Stages()
    job = _job(root, asked, today, stage)
    inputs = job.inputs
    before = (lambda: inputs.public) if asked.seal else partial(given_away, root / ARCHIVE)
    production = produce(
        inputs.request, inputs.material, inputs.templates, inputs.parsed_earlier, stage, given_away=before, progress=progress
    )
    with stage("seal" if asked.seal else "write"):
        paths = _kept(job, production)
    return _result(job, production, paths, stage)


def _job(root: Path, asked: Asked, today: date, stage: Stages) -> _Job:
    """What is to be made; when it is to be sealed, its version and status are those that the archive gives it."""
    inputs = inputs_now(root, asked, today, stage)
    if not asked.seal:
        there = store.latest(root / ARCHIVE, inputs.request.edition)
        log = logged(there.acts) if there else ()
        return _Job(root, replace(inputs, request=replace(inputs.request, log=log)), None, None, today)
    latest = store.latest(root / ARCHIVE, inputs.request.edition) if asked.cut_off is None else None
    check_is_ours(latest)
    decided = decision(latest, inputs.seals, asked.reason)
    request = replace(inputs.request, version=decided.version, status=decided.status, replaces=decided.replaces)
    if latest is not None:
        request = as_issued(request, latest) if decided.unchanged else replace(request, dnr=latest.dnr or request.dnr)
    job = _Job(root, replace(inputs, request=request), latest, decided, today)
    return job if decided.unchanged else replace(job, inputs=replace(inputs, request=replace(request, log=logged(_acts(job, decided)))))


def _acts(job: _Job, decided: Decision) -> tuple[Act, ...]:
    """The log with what is done now."""
    return *(job.latest.acts if job.latest else ()), Act(ActKind.FRAMSTALLD, decided.version, job.today, reason=decided.reason)


def _kept(job: _Job, production: Production) -> Mapping[str, Path]:
    """Where the files lie: drafts, also for what the gate refuses; else the archive."""
    if job.decided is None or (production.refusals and not job.is_unchanged):
        return draft_written(job.root, job.inputs, production, job.today)
    if not job.is_unchanged:
        edition = edition_of(job.inputs, job.decided.reason, _acts(job, job.decided), job.today)
        add_to_archive(job.root, edition, job.inputs, production)
    return archived_files(job.root, job.request.edition, job.decided.version)


def _result(job: _Job, production: Production, paths: Mapping[str, Path], stage: Stages) -> Result:
    refused = () if job.is_unchanged else production.refusals
    is_draft = job.decided is None or bool(refused)
    status = Status.ARBETSMATERIAL if is_draft else job.request.status
    data: dict[str, Any] = {
        "edition": str(job.request.edition),
        "version": None if is_draft else job.request.version,
        "unchanged": job.is_unchanged,
        "status": status.value,
        "special": job.request.is_special,
        "files": {name: str(path) for name, path in paths.items()},
        "gaps": [remark(each) for each in production.gaps],
        "suppressed": len(production.suppressions),
        "doubts": [*map(remark, production.doubts), *map(remark, _to_mend(job.inputs))],
        "replaced": [remark(each) | {"text": said_replaced(each, by)} for each, by in job.inputs.replaced.items()],
        "refusals": [{"id": each.id, "reason": each.reason.value, "text": each.text} for each in refused],
        "seconds": stage.rounded(),
    }
    return Result(data, _lines(data, status), exit_code=1 if refused else 0)


def _to_mend(inputs: Inputs) -> tuple[Refusal, ...]:
    """The refusals that somebody may have to do something about: no later delivery has put them right."""
    return tuple(each for each in inputs.material.refusals if each not in inputs.replaced)


def _lines(data: Mapping[str, Any], status: Status) -> tuple[str, ...]:
    """What was made, where it lies, what is missing, doubted or refused."""
    version = f" {data['version']}" if data["version"] else ""
    head = f"{data['edition']}{version} ({standing(status, is_special=data['special'])})"
    if data["refusals"]:
        said = f"{head} är inte godkänd och ligger kvar bland utkasten:"
    elif data["unchanged"]:
        said = f"{head}: ingenting har ändrats och ingenting har lagts till. Lägesbilden ligger här:"
    else:
        said = f"{head} är klar:"
    protected = [f"Skyddade uppgifter, som inte visas: {data['suppressed']}."] if data["suppressed"] else []
    lists = (
        ("Saknas", data["gaps"]),
        ("Att kontrollera", data["doubts"]),
        ("Att känna till", data["replaced"]),
        ("Hindrar", data["refusals"]),
    )
    remarks = [line for word, entries in lists if entries for line in (f"{word}:", *(f"  {each['text']}" for each in entries))]
    return (said, *listed_files(data["files"].values()), *protected, *remarks)
