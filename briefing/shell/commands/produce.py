"""`briefing produce`: one edition, to drafts or sealed in the archive."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import briefing
from briefing.archive import store
from briefing.archive.edition import Edition, Seal
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import Decision, decision, inputs, seals
from briefing.document.wording import STATUSES
from briefing.findings.disclosure import PublishedTable
from briefing.findings.disclosure_protection import Progress
from briefing.findings.earlier import parse_earlier
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.outputs.suppressions import render_suppressions
from briefing.production import Production, produce, read_material
from briefing.shell.commands.asked import Asked, outline_for, request_for
from briefing.shell.commands.given_away import given_away
from briefing.shell.commands.result import Result, listed_files, remark
from briefing.shell.stages import Stages
from briefing.terms.edition import Status
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.arrivals import came_before
from briefing.workspace.careful import read_carefully
from briefing.workspace.deliveries import Received, received
from briefing.workspace.drafts import write_drafts
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.load import CATALOGUE, SOURCES, Workspace, load_workspace

_OTHERS = ("utgavor/", "notiser/")
"""Templates that no document is made from but the one of its own kind: other outlines, and the texts of e-mails."""


@dataclass(frozen=True)
class _Job:
    """One edition in the making: what is asked for, what it is made from, and what the archive says of it (None for a draft)."""

    root: Path
    request: Request
    material: Material
    made_from: Mapping[str, bytes]
    earlier: str
    public: tuple[PublishedTable, ...]
    decided: Decision | None
    today: date
    returned: tuple[Seal, ...] = ()

    @property
    def archive(self) -> Path:
        return self.root / ARCHIVE

    @property
    def is_unchanged(self) -> bool:
        return self.decided is not None and self.decided.unchanged


def produced(root: Path, asked: Asked, today: date, progress: Progress | None = None) -> Result:
    """Makes the edition asked for. Drafts are replaced; a seal adds a version to the archive, or nothing where nothing has changed.

    `progress` is told how far disclosure control has come.
    """
    stage = Stages()
    with stage("load"):
        workspace = load_workspace(root, READERS)
        came = came_before(root, received(root, workspace.sources, today), asked.cut_off)
    with stage("read"):
        everything = _with_remarks(read_material(came.deliveries, workspace.sources, read_carefully), came)
    job = _job(workspace, asked, everything, came, today)
    earlier = parse_earlier(job.earlier) if job.earlier else None
    before = partial(given_away, job.archive)
    production = produce(job.request, job.material, workspace.templates, earlier, stage, given_away=before, progress=progress)
    with stage("seal" if asked.seal else "write"):
        paths = _kept(job, production)
    return _result(job, production, paths, stage)


def _with_remarks(material: Material, came: Received) -> Material:
    """The material with the remarks on deliveries that were made before any reader saw them."""
    return replace(material, doubts=(*came.doubts, *material.doubts), refusals=(*came.refusals, *material.refusals))


def _made_from(workspace: Workspace, request: Request) -> Mapping[str, bytes]:
    """Declarations and templates that the edition is made from; outlines of other kinds, and the look of comparisons, are none of it."""
    templates = {**{name: text.encode() for name, text in workspace.templates.texts.items()}, **workspace.templates.files}
    own_outline = f"utgavor/{request.edition.kind}.toml"
    declarations = (CONFIGURATION_FILE, CATALOGUE, *(f"{SOURCES}/{source.id}/source.toml" for source in workspace.sources))
    used = (name for name in templates if name == own_outline or not name.startswith(("utgavor/", "arkiv/", "notiser/")))
    return {
        **{f"mallar/{name}": templates[name] for name in used},
        **{f"deklarationer/{name.removesuffix('.toml')}.json": _declared(workspace.root / name, request) for name in declarations},
    }


def _returned(workspace: Workspace, came: Received, request: Request) -> tuple[Seal, ...]:
    """What was to be returned (lämnas åter) before the cut-off: name, day and seal; size 0, since nothing of it is kept."""
    told = {source.id for source in workspace.sources if source.published or not request.public}
    rows = ((source, row) for source, row in came.returned if source in told)
    in_time = ((source, row) for source, row in rows if request.cut_off is None or row.received_on < request.cut_off)
    return tuple(Seal(f"underlag/lamnas-ater/{source}/{row.file} {row.received_on}", row.sha512, 0) for source, row in in_time)


def _declared(path: Path, request: Request) -> bytes:
    """What a declaration says of the edition: a new comment, meeting day or other nämnd makes no new version."""
    content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    for about_the_program in ("calendar", "notices"):
        content.pop(about_the_program, None)
    own = [each for each in content.pop("committee", []) if each["id"] == request.edition.recipient]
    content |= {"committee": own} if own else {}
    return (json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=str) + "\n").encode()


def _job(workspace: Workspace, asked: Asked, everything: Material, came: Received, today: date) -> _Job:
    """What is to be made; when it is to be sealed, its version and status are those that the archive gives it."""
    request = request_for(workspace, asked, everything, came, today)
    material = everything.for_edition(request, outline_for(workspace, request.edition.kind).sources)
    made_from = _made_from(workspace, request)
    returned = _returned(workspace, came, request)
    archive = workspace.root / ARCHIVE
    earlier = _earlier_record(archive, request)
    if not asked.seal:
        return _Job(workspace.root, request, material, made_from, earlier, (), None, today)
    public = given_away(archive, request.edition)
    latest = store.latest(archive, request.edition) if asked.cut_off is None else None
    decided = decision(latest, _inputs(made_from, material, earlier, public, returned), asked.reason)
    request = replace(request, version=decided.version, status=decided.status, replaces=decided.replaces)
    return _Job(workspace.root, request, material, made_from, earlier, public, decided, today, returned)


def _inputs(
    made_from: Mapping[str, bytes], material: Material, earlier: str, public: tuple[PublishedTable, ...], returned: tuple[Seal, ...]
) -> tuple[Seal, ...]:
    """The seals of all that the document is made from: also the days of receipt and the edition before, which it prints, what other
    public editions have given away, which decides what it may print, and what was to be returned, which it names."""
    received_on = "".join(f"{each.id} {each.received_on}\n" for each in material.deliveries)
    known = {"underlag/mottagna": received_on.encode(), "underlag/forra-utgavan": earlier.encode()}
    if public:
        known["underlag/offentliga-utgavor"] = repr(public).encode()
    return tuple(sorted((*inputs(made_from, material.deliveries), *seals(known), *returned)))


def _earlier_record(archive: Path, request: Request) -> str:
    """The record of the latest archived edition of the same kind, for the same nämnd, about an earlier period; empty when there is none."""
    own = request.edition
    before = max(
        (each for each in store.ids(archive) if replace(each, period=own.period) == own and each.period < own.period),
        key=lambda each: each.period,
        default=None,
    )
    return store.record(archive, before, store.edition(archive, before).version) if before else ""


def _kept(job: _Job, production: Production) -> Mapping[str, Path]:
    """Where the files lie: drafts, also for what the gate refuses; else the archive."""
    if job.decided is None or (production.refusals and not job.is_unchanged):
        return write_drafts(job.root, job.request.edition, production.files)
    if not job.is_unchanged:
        files = {file.name: file.content for file in production.files}
        public = tuple(files) if production.document.sensitivity is Sensitivity.OPPEN else ()
        if production.suppressions:
            log = render_suppressions(job.request.edition, job.request.threshold, production.suppressions)
            files[log.name] = log.content
        store.add(job.archive, _edition(job, job.decided), files, job.made_from, job.material.deliveries, public=public)
    sealed = store.edition(job.archive, job.request.edition, job.decided.version)
    for seal in sealed.files:
        store.content(job.archive, sealed.id, sealed.version, seal.name)  # refuses to name a file that is not as it was sealed
    return {seal.name: store.location(job.archive, sealed.id, sealed.version, seal.name) for seal in sealed.files}


def _edition(job: _Job, decided: Decision) -> Edition:
    return Edition(
        id=job.request.edition,
        version=decided.version,
        status=decided.status,
        sealed_on=job.today,
        reason=decided.reason,
        replaces=decided.replaces,
        program=briefing.__version__,
        inputs=_inputs(job.made_from, job.material, job.earlier, job.public, job.returned),
        files=(),
    )


def _result(job: _Job, production: Production, paths: Mapping[str, Path], stage: Stages) -> Result:
    refused = () if job.is_unchanged else production.refusals
    is_draft = job.decided is None or bool(refused)
    status = Status.ARBETSMATERIAL if is_draft else job.request.status
    data: dict[str, Any] = {
        "edition": str(job.request.edition),
        "version": None if is_draft else job.request.version,
        "unchanged": job.is_unchanged,
        "status": status.value,
        "files": {name: str(path) for name, path in paths.items()},
        "gaps": [remark(each) for each in production.gaps],
        "suppressed": len(production.suppressions),
        "doubts": [*map(remark, production.doubts), *map(remark, job.material.refusals)],
        "refusals": [{"id": each.id, "reason": each.reason.value, "text": each.text} for each in refused],
        "seconds": stage.rounded(),
    }
    return Result(data, _lines(data, status), exit_code=1 if refused else 0)


def _lines(data: Mapping[str, Any], status: Status) -> tuple[str, ...]:
    """What was made, where it lies, what is missing, doubted or refused."""
    version = f" {data['version']}" if data["version"] else ""
    head = f"{data['edition']}{version} ({STATUSES[status]})"
    if data["refusals"]:
        said = f"{head} är inte godkänd och ligger kvar bland utkasten:"
    elif data["unchanged"]:
        said = f"{head}: ingenting har ändrats och ingenting har lagts till. Lägesbilden ligger här:"
    else:
        said = f"{head} är klar:"
    protected = [f"Skyddade uppgifter, som inte visas: {data['suppressed']}."] if data["suppressed"] else []
    lists = (("Saknas", data["gaps"]), ("Att kontrollera", data["doubts"]), ("Hindrar", data["refusals"]))
    remarks = [line for word, entries in lists if entries for line in (f"{word}:", *(f"  {each['text']}" for each in entries))]
    return (said, *listed_files(data["files"].values()), *protected, *remarks)
