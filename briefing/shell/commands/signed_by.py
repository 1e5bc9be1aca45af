"""Who issues an edition, under which number: what stands in the log for good, so it is looked at before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.terms.edition import Status
from briefing.terms.identity import IdentityKind, found

_DNR = re.compile(r"[^\W_][\w ./:–-]{1,38}[^\W_]")
_NUMBERS = re.compile(r"\d+\D+\d+")  # a year and a number in it, in whatever way the registry writes them
_LONGEST = 500
_KINDS = {IdentityKind.EPOST: "an e-mail address", IdentityKind.TELEFON: "a telephone number"}


@dataclass(frozen=True)
class Issue:
    """What is asked for. `by` is a body or a function, `role` the function of who does it, `reviewed_by` who has made the
    sekretessprövning of a public edition, `reviewed_on` when (None: today)."""

    edition: str
    to: Status
    by: str
    role: str
    dnr: str = ""
    decision: str = ""
    reason: str = ""
    reviewed_by: str = ""
    reviewed_on: date | None = None


def checked_issue(issue: Issue, today: date) -> None:
    """DeclarationError has every problem of what is said; the words themselves are kept as they were given."""
    words = {
        "--by": issue.by,
        "--role": issue.role,
        "--dnr": issue.dnr,
        "--decision": issue.decision,
        "--reason": issue.reason,
        "--sekretessprovning-by": issue.reviewed_by,
    }
    problems = [*word_problems(words, needed=("--by", "--role")), *dnr_problems(issue.dnr)]
    if issue.reviewed_on and not issue.reviewed_by:
        problems.append(Problem(("--sekretessprovning-on",), "it has no reviewer", "say who with --sekretessprovning-by"))
    if issue.reviewed_on and issue.reviewed_on > today:
        problems.append(Problem(("--sekretessprovning-on",), f"{issue.reviewed_on} has not come yet", "give the day of the review"))
    if problems:
        raise DeclarationError(problems)


def word_problems(words: Mapping[str, str], needed: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for what is empty and needed, more than one line, too long, or points out a person; what was found is never repeated."""
    for option, text in words.items():
        if option in needed and not text.strip():
            yield Problem((option,), "it is empty", "write a body or a function, for example Kommunstyrelsen")
        elif not text.isprintable() or len(text) > _LONGEST:
            yield Problem((option,), f"it is not one line of at most {_LONGEST} signs", "write it shorter")
        elif identities := found(text):
            what = _KINDS.get(identities[0].kind, "a personal identity number or the like")
            yield Problem((option,), f"it has {what}", "write a body or a function; the log is kept for good")


def dnr_problems(dnr: str) -> Iterator[Problem]:
    """A problem where a diarienummer does not look like one."""
    if dnr and dnr.isprintable() and not (_DNR.fullmatch(dnr) and _NUMBERS.search(dnr)):
        yield Problem(
            ("--dnr",), f"'{dnr[:60]}' does not look like a diarienummer", "write it as the registry does, for example KS-2026/00123"
        )


def needed_dnr(*given: str) -> str:
    """The first diarienummer that is given: on the command line, in the log, in briefing.toml. BriefingError where there is none."""
    dnr = next(filter(None, given), "")
    if not dnr:
        remedy = "give --dnr, for example --dnr KS-2026/00123, or write dnr in briefing.toml"
        raise BriefingError("--dnr", problem="an edition that is reviewed or final carries a diarienummer", remedy=remedy)
    return dnr
