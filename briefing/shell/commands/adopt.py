"""`briefing adopt`: what people have written in a draft in Word, kept as a new delivery of judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefing.document.adoption import AroundChange, Outcome, TextOutcome, around_changes, names_of
from briefing.errors import BriefingError
from briefing.observations.bedomningar_text import delivery_text
from briefing.observations.edited_package import NoDraftError
from briefing.observations.statement import Assessment
from briefing.shell.commands.adopt_shown import shown_changes
from briefing.shell.commands.edited_file import EditedFile, edited_file, source_for
from briefing.shell.commands.result import Result
from briefing.shell.commands.unplaced import unplaced
from briefing.terms.citation import Citation
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.adopted import add_delivery, keep_beside

MINE, THEIRS = "mine", "theirs"
_REST = (Outcome.KROCK, Outcome.SPARAD, Outcome.ANNANS, Outcome.PERSON, Outcome.TOMD, Outcome.BORTA)


@dataclass(frozen=True)
class Adoption:
    """What the command line asks for. `take` is the side that counts where both have changed: mine (the file), theirs, empty: ask.

    `by` and `role` sign what is new; empty: who signed it before.
    """

    file: Path
    yes: bool = False
    take: str = ""
    by: str = ""
    role: str = ""


@dataclass(frozen=True)
class Asking:
    """How a person is asked: whether what was shown is to be kept, which side counts for one text (empty: neither), and which body
    and role stand for texts that nobody has signed before."""

    keep: Callable[[Result], bool]
    side: Callable[[TextOutcome], str]
    signer: Callable[[tuple[str, ...]], tuple[str, str]]


def adopted(root: Path, asked: Adoption, today: date, asking: Asking | None) -> Result:
    """What the file changes, and what has been kept of it. Nobody is asked where `asking` is None; then only --yes writes."""
    try:
        file = edited_file(root, asked.file, today)
    except NoDraftError as reason:
        text = f"Filen {asked.file.name} {reason}."
        return Result({"file": str(asked.file), "edition": None, "problem": text, "written": []}, (text,), exit_code=1)
    around = around_changes(file.draft)
    shown = shown_changes(file, around)
    if asking is None and not asked.yes:
        return shown
    if asking is not None and names_of(file.texts, Outcome.NY, Outcome.KROCK):
        if not asking.keep(shown):
            return replace(shown, lines=("Ingenting är skrivet.",), sheets=())
        shown = replace(shown, lines=(), sheets=())  # it has just been seen
    sides = {each.control: asked.take or (asking.side(each) if asking else "") for each in names_of(file.texts, Outcome.KROCK)}
    kept = [each for each in file.texts if each.outcome is Outcome.NY or sides.get(each.control) == MINE]
    signed = list(_all_signed(file, kept, asked, today, asking))
    open_still = [each for each in names_of(file.texts, *_REST) if each not in kept and sides.get(each.control) != THEIRS]
    result = _written(root, file, signed, around, shown)
    return replace(result, exit_code=1 if open_still or any(each.is_number for each in around) else 0)


def _written(root: Path, file: EditedFile, signed: list[_Signed], around: tuple[AroundChange, ...], shown: Result) -> Result:
    """Writes the delivery and what found no place. What was left behind is on disk before anything new is."""
    kept = [each.text for each in signed]
    left = unplaced(file.draft, [each for each in file.texts if each not in kept], around)
    beside = keep_beside(file.path, str(file.edition), left) if left else None
    period = file.inputs.request.period
    paths = []
    for source in dict.fromkeys(each.source for each in signed):
        said = [each.assessment for each in signed if each.source == source]
        paths.append(add_delivery(root, source, period, delivery_text(said), said[0].dated))
    lines = [*shown.lines]
    lines += [
        f"Behållet som ny leverans: {path.relative_to(root)} ({len(kept)} {'text' if len(kept) == 1 else 'texter'})." for path in paths
    ]
    lines += [f"Det som inte fick plats ligger kvar i {beside}."] if beside else []
    lines += ["Gör utgåvan igen med briefing produce."] if paths else ["Inga texter var nya; inget är lagt till."]
    data = {**shown.data, "written": [str(path) for path in paths], "adopted": [each.control for each in kept], "beside": _said(beside)}
    return Result(data, tuple(lines), sheets=shown.sheets)


@dataclass(frozen=True)
class _Signed:
    """A text of the file as a judgement, and the source that it goes to."""

    text: TextOutcome
    source: str
    assessment: Assessment


def _all_signed(file: EditedFile, kept: list[TextOutcome], asked: Adoption, today: date, asking: Asking | None) -> Iterator[_Signed]:
    """The judgements. Whoever can be asked is asked once who stands for those that nobody has signed before."""
    unsigned = tuple(each.control for each in kept if each.control not in file.signed)
    first = asked
    if unsigned and asking is not None and not asked.by:
        body, role = asking.signer(unsigned)
        first = replace(asked, by=body, role=role)
    yield from (_signed(file, each, first if each.control in unsigned else asked, today) for each in kept)


def _signed(file: EditedFile, each: TextOutcome, asked: Adoption, today: date) -> _Signed:
    """The judgement with the file's words: signed as before, or by whom the command line names."""
    source = source_for(file, each.control)
    before = file.signed.get(each.control)
    if before is not None:
        by, role = asked.by or before.body, asked.role or ("" if asked.by else before.role)
        return _Signed(each, source, replace(before, text=each.edited, body=by, role=role, dated=today))
    if not asked.by:
        problem = f"nobody has signed '{each.control}' before"
        raise BriefingError("--by", problem=problem, remedy='say who stands for it: --by "Samordningsfunktionen" --role "samordnare"')
    subject, _, area = each.control.partition(":")
    declared = file.inputs.material.source(source)
    level = declared.sensitivity if declared else Sensitivity.BEGRANSAD
    written = Assessment(subject, area, None, each.edited, asked.by, asked.role, today, "", (), "", level, Citation(source, ""))
    return _Signed(each, source, written)


def _said(path: Path | None) -> str | None:
    return str(path) if path else None
