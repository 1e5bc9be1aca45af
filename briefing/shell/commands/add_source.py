"""`briefing sources add`: a file looked at, a declaration proposed, and both put into the workspace when confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, DeclarationError
from briefing.observations.proposal import Known, declaration, latest_period
from briefing.observations.readers import READERS
from briefing.observations.reading import Reading
from briefing.observations.recognition import Recognized
from briefing.shell.commands.read import delivery_of, first_rows, in_columns, objected
from briefing.shell.commands.result import Result, remark
from briefing.sources.declaration import parse_source
from briefing.sources.source import Source
from briefing.terms.period import Period, parse_period
from briefing.workspace.careful import read_carefully, recognized_carefully
from briefing.workspace.load import Workspace, load_workspace, of_municipality, schemes_of
from briefing.workspace.new_source import add_source

_PLAIN = str.maketrans("åäöéü", "aaoeu")
_TIME = re.compile(r"-?(?:19|20)[0-9]{2}(?:-.*)?$")
_LONGEST_ID = 64


@dataclass(frozen=True)
class NewSource:
    """What the command line asks for; an empty text is what the operator left to the program."""

    file: Path
    source: str = ""
    title: str = ""
    period: str = ""
    yes: bool = False


_OWN_TABLE = (
    "Är det en egen tabell: ge den en rubrikrad med period (Period, Månad, Kvartal eller År) och värde (Antal eller Värde), eller beskriv "
    "den i en source.toml (se sources/README.md)."
)


@dataclass(frozen=True)
class Proposal:
    """What is to be written: the source's id, its declaration, the file and the name that it gets there."""

    source_id: str
    text: str
    file: Path
    delivered_as: str


def added(root: Path, new: NewSource, today: date, ask: Callable[[Result], bool] | None) -> Result:
    """What is proposed; written when `yes` was given, or when whoever is asked says so. Nobody is asked where `ask` is None."""
    shown, proposal = proposed(root, new, today)
    if proposal is None or (ask is None and not new.yes):
        return shown
    if not new.yes and ask is not None and not ask(shown):
        return Result(shown.data, ("Ingenting är skrivet.",))
    return written(root, proposal, shown)


def proposed(root: Path, new: NewSource, today: date) -> tuple[Result, Proposal | None]:
    """What the file is and how it would be declared and read; no proposal, and exit code 1, where nobody can read it."""
    delivery = delivery_of(new.file, Source(), today)
    refused = objected(delivery)
    if refused is not None:
        return _refusal(new.file, replace(refused.refusals[0], delivery=new.file.name).text), None
    found = recognized_carefully(delivery)
    if found is None:
        return _refusal(new.file, f"{new.file.name} känns inte igen som något av formaten {', '.join(READERS)}. {_OWN_TABLE}"), None
    period = _period(new, found)
    workspace = load_workspace(root, READERS)
    source_id = new.source or _id(new.file)
    taken = {indicator for source in workspace.sources for indicator in source.indicators.values()}
    known = Known({each.id: each.label for each in workspace.indicators}, taken, schemes_of(workspace.configuration))
    text = declaration(found, delivery, new.title or _title(new.file), known)
    source = _checked(text, source_id, workspace)
    reading = read_carefully(READERS[found.form], replace(delivery, source=source_id, covers=period), source)
    proposal = Proposal(source_id, text, new.file, period.code + ("" if new.file.is_dir() else new.file.suffix))
    return _result(found, reading, proposal), proposal


def written(root: Path, proposal: Proposal, shown: Result) -> Result:
    """Writes it; what was shown, and where it lies."""
    folder = add_source(root, proposal.source_id, proposal.text, proposal.file, proposal.delivered_as)
    lines = (
        f"Källan ligger i {folder}, filen som {proposal.delivered_as}.",
        "Gör så här: gå igenom source.toml, ta bort # framför de kategorier som ska användas, och kör briefing check.",
    )
    return replace(shown, data={**shown.data, "written": str(folder)}, lines=lines, heading=(), table=())


def _refusal(file: Path, text: str) -> Result:
    return Result({"file": str(file), "format": None, "written": None, "text": text}, (text,), exit_code=1)


def _period(new: NewSource, found: Recognized) -> Period:
    """The period that was asked for, that the file's name says, or the latest in the file."""
    for written_as in filter(None, (new.period, new.file.name.partition(".")[0])):
        try:
            return parse_period(written_as)
        except ValueError as error:
            if written_as == new.period:
                raise BriefingError("--period", problem=str(error), remedy="write 2026-K2, 2026-08, 2026 or 2026-11-03") from None
    latest = latest_period(found)
    if latest is None:
        problem = "neither the file's name nor its rows say which period it covers"
        raise BriefingError(str(new.file), problem=problem, remedy="give --period, for example 2026-K2")
    return latest


def _id(file: Path) -> str:
    """An id from the file's name, without its period; BriefingError where nothing is left."""
    plain = re.sub("[^a-z0-9]+", "-", file.name.partition(".")[0].lower().translate(_PLAIN)).strip("-")
    found = _TIME.sub("", plain)[:_LONGEST_ID].strip("-")
    if not found:
        raise BriefingError(
            str(file), problem="the file's name gives the source no name", remedy="give --id, for example polisen-brottskoder"
        )
    return found


def _title(file: Path) -> str:
    words = file.name.partition(".")[0].replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _checked(text: str, source_id: str, workspace: Workspace) -> Source:
    """The source that the text declares; a fault in it is ours, but an id that cannot be one is the operator's."""
    try:
        ids, schemes = {each.id for each in workspace.indicators}, schemes_of(workspace.configuration)
        source = parse_source(text, source_id, ids, schemes, READERS, f"sources/{source_id}/source.toml")
        return of_municipality([source], workspace.configuration)[0]
    except DeclarationError as error:
        if any("is not an id" in problem.problem for problem in error.problems):
            raise
        raise AssertionError(f"a declaration that cannot be read was proposed: {error}\n{text}") from error


def _result(found: Recognized, reading: Reading, proposal: Proposal) -> Result:
    """The rows as they would be read; as the file has them where the declaration does not map them yet."""
    rows = first_rows(reading) or first_rows(found.reading)
    share = f"rader lästa {found.reading.rows_read}, godtagna {found.reading.rows_accepted}, vägrade {found.reading.rows_refused}"
    data: dict[str, Any] = {
        "file": str(proposal.file),
        "format": found.form,
        "source": proposal.source_id,
        "delivered_as": proposal.delivered_as,
        "declaration": proposal.text,
        "read": found.reading.rows_read,
        "accepted": found.reading.rows_accepted,
        "refused": found.reading.rows_refused,
        "used": len(reading.observations),
        "rows": rows,
        "refusals": [remark(each) for each in found.reading.refusals],
        "written": None,
    }
    lines = (
        f"{proposal.file.name} känns igen som formatet {found.form}: {share}.",
        f"Förslag till sources/{proposal.source_id}/source.toml:",
        "",
        *(f"  {line}" for line in proposal.text.splitlines()),
        "",
        f"Filen läggs där som {proposal.delivered_as}. Så läses de första raderna:",
    )
    return Result(data, lines, *in_columns(rows))
