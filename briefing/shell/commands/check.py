"""`briefing check`: every problem of the declarations, and what has not come or could not be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from briefing.document.specimen import Sort
from briefing.document.wording import counted
from briefing.errors import BriefingError, Problem
from briefing.observations.doubt import Refusal
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.production import tried
from briefing.shell.commands.asked import Asked, outline_for, request_for
from briefing.shell.commands.material import material_of
from briefing.shell.commands.replaced import replaced, said_replaced
from briefing.shell.commands.result import Result, remark
from briefing.sources.asked import is_asked
from briefing.sources.layout_faults import LIST_FORMAT
from briefing.sources.punctuality import Timeliness, latest_due, punctuality
from briefing.sources.source import Delivery, Source
from briefing.terms.period import in_words
from briefing.workspace.deliveries import Received, received
from briefing.workspace.load import Workspace, declaration_problems, load_workspace


def checked(root: Path, today: date) -> Result:
    """Problems (exit code 1): broken declarations and templates, refused deliveries, sources without any. Remarks: late or doubted."""
    problems = [_problem(each) for each in declaration_problems(root, READERS)]
    if problems:
        return _result(problems, [])
    workspace = load_workspace(root, READERS)
    came = received(root, workspace.sources, today)
    material = material_of(root, came.deliveries, workspace.sources)
    refusals = (*came.refusals, *material.refusals)
    problems = [_problem(each) for each in _edition_problems(workspace, material, came, today)]
    without = [source for source in workspace.sources if not _anything_of(source, came)]
    problems += [_never_delivered(source) for source in without if not _may_be_without(source)]
    settled = replaced(refusals, came.deliveries)
    problems += [_refused(each) for each in refusals if each not in settled]
    remarks = [each["text"] for each in map(remark, (*came.doubts, *material.doubts))]
    remarks += [said_replaced(each, by) for each, by in settled.items()]
    remarks += [f"{source.title} har ingen leverans; utan den ritas ingen karta." for source in without if source.boundaries is not None]
    lists = [source for source in without if source.format == LIST_FORMAT]
    remarks += [f"{source.title} har ingen leverans, så lägesbilden säger att listan saknas." for source in lists]
    if registers := [source.title for source in without if source.register is not None]:
        remarks.append(f"Register utan leverans, som lägesbilden säger saknas: {'; '.join(registers)}.")
    remarks += [said for source in workspace.sources if (said := _late(source, came.deliveries, today))]
    return _result(problems, remarks)


def _may_be_without(source: Source) -> bool:
    """Whether nothing need have come of a source yet: a map, a list of areas, a register."""
    return source.boundaries is not None or source.register is not None or source.format == LIST_FORMAT


def _result(problems: list[dict[str, Any]], remarks: list[str]) -> Result:
    lines = [each["text"] for each in problems]
    if not problems:
        lines.append("Inga fel i deklarationer, mallar och leveranser.")
    if remarks:
        lines += ["Att känna till:", *(f"  {each}" for each in remarks)]
    return Result({"problems": problems, "remarks": remarks}, tuple(lines), exit_code=1 if problems else 0)


def _edition_problems(workspace: Workspace, material: Material, came: Received, today: date) -> tuple[Problem, ...]:
    """What stops any kind of edition from being made: each is tried."""
    problems: list[Problem] = []
    seen: frozenset[Sort] = frozenset()
    for kind in workspace.templates.kinds:
        where = (f"templates/utgavor/{kind}.toml",)
        try:
            for request in [request_for(workspace, asked, material, came, today) for asked in _each_of(kind, workspace, today)]:
                usable = material.for_edition(request, outline_for(workspace, kind).sources)
                trial = tried(request, usable, workspace.templates, seen)
                seen |= trial.sorts
                problems += [
                    Problem(where, each.text, "mend the outline, a template or the delivery that it names") for each in trial.refusals
                ]
        except BriefingError as error:
            problems += error.problems
    return tuple(dict.fromkeys(problems))


def _each_of(kind: str, workspace: Workspace, today: date) -> list[Asked]:
    """What to ask for so that the kind is tried: one edition, or one for each nämnd that is declared."""
    outline = outline_for(workspace, kind)
    if outline.for_committee:
        return [Asked(kind, recipient=committee.id) for committee in workspace.configuration.committees]
    return [Asked(kind, meeting=today.isoformat() if outline.for_meeting else "")]


def _problem(problem: Problem) -> dict[str, Any]:
    return {"where": list(problem.where), "problem": problem.problem, "remedy": problem.remedy, "text": str(problem)}


def _never_delivered(source: Source) -> dict[str, Any]:
    where = f"sources/{source.id}"
    problem = f"{source.title} har ingen leverans"
    remedy = f"lägg filen i {where}/ med perioden som namn, till exempel {_example(source)} (se sources/README.md)"
    remedy = f"hämta den med briefing fetch {source.id}, eller {remedy}" if source.fetch else remedy
    remedy = f"gör ett formulär med briefing forms make, eller {remedy}" if is_asked(source) else remedy
    return {"where": [where], "problem": problem, "remedy": remedy, "text": f"{where}: {problem}\n  Gör så här: {remedy}"}


def _example(source: Source) -> str:
    ending = {"bra-sol-dbfil": ".txt", "tabell": ".csv", "kolada": "/data.json", "polisen-handelser": ".json"}.get(source.format, ".toml")
    ending = ".docx" if is_asked(source) else ending
    period = {"ar": "2025", "manad": "2026-06"}.get(source.covers.value if source.covers else "", "2026-K2")
    return period + ending


def _refused(refusal: Refusal) -> dict[str, Any]:
    where = [part for part in (refusal.delivery, refusal.place) if part]
    problem = f"här står {refusal.found}, väntat {refusal.expected}"
    return {"where": where, "problem": problem, "remedy": refusal.remedy, "text": refusal.text}


def _anything_of(source: Source, came: Received) -> bool:
    """Whether anything came from the source, were it only something that had to be refused."""
    return bool(_of(source, came.deliveries)) or any(each.delivery.startswith(f"{source.id}/") for each in came.refusals)


def _of(source: Source, deliveries: tuple[Delivery, ...]) -> list[Delivery]:
    return [each for each in deliveries if each.source == source.id]


def _late(source: Source, deliveries: tuple[Delivery, ...], today: date) -> str:
    """That a source is late, or sent the same again, in one sentence; empty where it is in time."""
    due = latest_due(source, today)
    if due is None or not _of(source, deliveries):
        return ""
    found = punctuality(source, deliveries, due, today)
    if found.timeliness is Timeliness.SAKNAS:
        return f"{source.title}: {in_words(due)} väntades {found.due_on} och är {counted(found.days, 'dag', 'dagar')} sen."
    if found.unchanged_from:
        return f"{source.title}: {found.delivery} är oförändrad, samma fil som {found.unchanged_from}."
    return ""
