"""`briefing issue`: a draft or an archived edition taken to Granskad or Slutlig, as a new version in the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE, next_version
from briefing.archive.seals import decision
from briefing.document.finality import not_final
from briefing.document.wording import STATUSES
from briefing.errors import BriefingError
from briefing.production import Production, produce
from briefing.shell.commands.inputs import Inputs
from briefing.shell.commands.log import log_entry, logged
from briefing.shell.commands.named import named_edition
from briefing.shell.commands.program import this_program
from briefing.shell.commands.result import Result, listed_files
from briefing.shell.commands.sealing import add_to_archive, archived_files, edition_of
from briefing.shell.commands.signed_by import Issue, checked_issue, needed_dnr
from briefing.shell.commands.statutory import own_statutory
from briefing.shell.commands.steps import acts_after, check_is_ours, check_step, is_said_already, issued_on, review_after
from briefing.shell.commands.taken import Taken, taken_archived, taken_draft, takes_draft
from briefing.terms.edition import Status


def issued(root: Path, issue: Issue, today: date) -> Result:
    """The edition with its new status; exit code 1, and nothing is added, where it may not have it. Saying it twice adds nothing."""
    checked_issue(issue, today)
    id = named_edition(issue.edition)
    latest = store.latest(root / ARCHIVE, id)
    check_is_ours(latest)
    is_draft = takes_draft(root, id, latest)
    if latest is not None and not is_draft:
        if is_said_already(latest, issue):
            return _unchanged(root, latest)
        check_step(latest, issue)
    with TemporaryDirectory(prefix="briefing-") as fonts:
        is_archived = latest is not None and not is_draft
        taken = taken_archived(root, latest, Path(fonts)) if latest and is_archived else taken_draft(root, id, latest, today)
        return _issued(_Step(root, issue, taken, today))


@dataclass(frozen=True)
class _Step:
    """One step of one edition: who asks for it, what is taken, and the day."""

    root: Path
    issue: Issue
    taken: Taken
    today: date


def _issued(step: _Step) -> Result:
    edition, inputs = _next(step)
    if step.issue.reviewed_by and not inputs.request.public:
        remedy = "leave --sekretessprovning-by out, or issue the edition of kind publik"
        raise BriefingError("--sekretessprovning-by", problem="only an edition for everyone to read has a sekretessprövning", remedy=remedy)
    made = produce(inputs.request, inputs.material, inputs.templates, inputs.parsed_earlier, given_away=lambda: inputs.public)
    hindrances = _hindrances(made, edition.status)
    if hindrances:
        return _refused(edition, hindrances)
    added = add_to_archive(step.root, edition, inputs, made)
    if added.acts != edition.acts:
        problem = "somebody else has issued it at the same moment"
        raise BriefingError(added.name, problem=problem, remedy=f"see `briefing show {added.id}`, and run the command again if need be")
    return _done(step, added)


def _next(step: _Step) -> tuple[Edition, Inputs]:
    """The version that comes next, and the inputs with its status, number and log."""
    issue, taken, today = step.issue, step.taken, step.today
    anew, latest = taken.is_draft, taken.latest
    decided = decision(latest if anew else None, taken.inputs.seals, issue.reason)
    version = decided.version if anew or latest is None else next_version(latest.version)
    dnr = needed_dnr(issue.dnr, latest.dnr if latest else "", taken.inputs.request.dnr)
    acts = acts_after(latest, issue, version, dnr, today, is_made_anew=anew)
    request = replace(
        taken.inputs.request,
        version=version,
        status=issue.to,
        replaces=latest.name if latest else "",
        dnr=dnr,
        decision=issue.decision or (latest.decision if latest and not anew else ""),
        review=review_after(latest, issue, today, is_made_anew=anew),
    )
    reason = issue.reason or f"Ny status: {STATUSES[issue.to].lower()}"
    edition = edition_of(replace(taken.inputs, request=request), reason, acts, today)
    edition = replace(edition, issued_on=issued_on(latest, issue, today, is_made_anew=anew))
    statutory = (own_statutory(edition) if issue.to is Status.SLUTLIG else None) or request.statutory
    return edition, replace(taken.inputs, request=replace(request, statutory=statutory, log=logged(acts)))


def _hindrances(made: Production, status: Status) -> tuple[str, ...]:
    """Why it may not have the status, in Swedish, all at once."""
    unfinished = not_final(made.document, made.unwritten) if status is Status.SLUTLIG else ()
    return tuple(dict.fromkeys((*unfinished, *(each.text for each in made.refusals))))


def _refused(edition: Edition, hindrances: tuple[str, ...]) -> Result:
    head = f"{edition.id} kan inte bli {STATUSES[edition.status].lower()}. Ingenting är ändrat. Det här hindrar:"
    data = {"edition": str(edition.id), "version": None, "status": edition.status.value, "hindrances": list(hindrances)}
    return Result(data, (head, *(f"  {each}" for each in hindrances)), exit_code=1)


def _unchanged(root: Path, latest: Edition) -> Result:
    files = archived_files(root, latest.id, latest.version)
    said = f"{latest.name} är redan {STATUSES[latest.status].lower()}: ingenting har lagts till."
    return Result(_data(latest, files, unchanged=True), (said, *listed_files(map(str, files.values()))))


def _done(step: _Step, added: Edition) -> Result:
    files = archived_files(step.root, added.id, added.version)
    origin = "utkastet" if step.taken.is_draft else (step.taken.latest.name if step.taken.latest else "")
    head = f"{added.name} ({STATUSES[added.status]}) ligger i arkivet, gjord ur {origin}:"
    before, program = step.taken.latest, this_program()
    is_other = before is not None and not step.taken.is_draft and (before.program, before.lock) != (program.version, program.lock)
    note = (f"{before.name} är gjord med en annan version av programmet: jämför utseendet.",) if before and is_other else ()
    return Result(_data(added, files, unchanged=False), (head, *listed_files(map(str, files.values())), *note))


def _data(edition: Edition, files: Mapping[str, Path], *, unchanged: bool) -> dict[str, Any]:
    return {
        "edition": str(edition.id),
        "version": edition.version,
        "status": edition.status.value,
        "unchanged": unchanged,
        "dnr": edition.dnr,
        "files": {name: str(path) for name, path in files.items()},
        "log": [log_entry(act) for act in edition.acts],
    }
