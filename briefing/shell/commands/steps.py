"""The steps of an edition's status: which are allowed from where, and what becomes of the log. Pure."""

from __future__ import annotations

from datetime import date

from briefing.archive.edition import Act, ActKind, Edition, Origin
from briefing.errors import BriefingError
from briefing.shell.commands.signed_by import Issue
from briefing.terms.edition import Review, Status

_KINDS = {Status.GRANSKAD: ActKind.GRANSKAD, Status.SLUTLIG: ActKind.SLUTLIG}


def is_said_already(latest: Edition, issue: Issue) -> bool:
    """Whether the edition has that status from the same body under the same number: then there is nothing to add."""
    if latest.status is not issue.to or issue.reason.strip() or _is_new_review(latest, issue):
        return False
    wanted = (issue.by, issue.role, issue.dnr or latest.dnr, issue.decision or latest.decision)
    said = ((act.by, act.role, act.dnr, act.decision) for act in latest.acts if act.kind in (_KINDS[issue.to], ActKind.RATTAD))
    return wanted in said or (is_only_review(latest, issue) and latest.review is not None)


def is_only_review(latest: Edition | None, issue: Issue) -> bool:
    """Whether all that is new is who has made the sekretessprövning of an edition that has its status already."""
    return latest is not None and latest.status is issue.to and bool(issue.reviewed_by) and not issue.reason.strip()


def check_step(latest: Edition, issue: Issue) -> None:
    """BriefingError where the step goes backwards or nowhere without a reason; a correction says why."""
    if issue.to.rank > latest.status.rank or issue.reason.strip() or is_only_review(latest, issue):
        return
    where = f"{latest.name} is {latest.status.value}"
    if issue.to is latest.status:
        who = next((f", by {act.by} on {act.on}" for act in reversed(latest.acts) if act.by), "")
        remedy = 'a correction is a new version that says why: --reason "..."'
        raise BriefingError(latest.name, problem=f"it is {latest.status.value} already{who}", remedy=remedy)
    remedy = 'leave it, or correct it with a new version that says why: --reason "..."'
    raise BriefingError("--to", problem=f"{where}, and status goes forward only: not to {issue.to.value}", remedy=remedy)


def check_is_ours(latest: Edition | None) -> None:
    """BriefingError where the archive has a deposited document under that id: it is never replaced by what the program makes."""
    if latest is not None and latest.origin is Origin.DEPONERAD:
        remedy = "leave it as it is, or deposit a better copy with --reason"
        raise BriefingError(latest.name, problem="it is a deposited document, which no edition of the program replaces", remedy=remedy)


def acts_after(latest: Edition | None, issue: Issue, version: str, dnr: str, today: date, *, is_made_anew: bool) -> tuple[Act, ...]:
    """The log with what is done now. `is_made_anew`: the edition is made from other input than its last version."""
    acts = list(latest.acts if latest else ())
    if is_made_anew:
        acts.append(Act(ActKind.FRAMSTALLD, version, today, reason=issue.reason))
    if not is_only_review(latest, issue):
        is_correction = latest is not None and not is_made_anew and issue.to.rank <= latest.status.rank
        kind = ActKind.RATTAD if is_correction else _KINDS[issue.to]
        acts.append(Act(kind, version, today, issue.by, issue.role, dnr, issue.decision, issue.reason))
    if issue.reviewed_by:
        acts.append(Act(ActKind.SEKRETESSPROVAD, version, issue.reviewed_on or today, issue.reviewed_by, dnr=dnr))
    return tuple(acts)


def review_after(latest: Edition | None, issue: Issue, today: date, *, is_made_anew: bool) -> Review | None:
    """Who has then made the sekretessprövning of what the edition says."""
    if issue.reviewed_by:
        return Review(issue.reviewed_by, issue.reviewed_on or today)
    return latest.review if latest and not is_made_anew else None


def issued_on(latest: Edition | None, issue: Issue, today: date, *, is_made_anew: bool) -> date | None:
    """The day that the law's two years are counted from: a correction of what was issued is no new lägesbild."""
    if issue.to is not Status.SLUTLIG:
        return None
    return (latest.issued_on if latest and not is_made_anew else None) or today


def _is_new_review(latest: Edition, issue: Issue) -> bool:
    if not issue.reviewed_by:
        return False
    review = latest.review
    return review is None or review.by != issue.reviewed_by or (issue.reviewed_on or review.on) != review.on
