"""`briefing check`: every problem of the declarations, and what has not come or could not be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from briefing.document.outline import kinds, outline_of
from briefing.document.wording import period as period_words
from briefing.errors import BriefingError, Problem
from briefing.observations.readers import READERS
from briefing.production import read_material
from briefing.shell.commands.result import Result, remark
from briefing.sources.punctuality import Timeliness, latest_due, punctuality
from briefing.sources.source import Delivery, Source
from briefing.workspace.deliveries import received
from briefing.workspace.load import Workspace, declaration_problems, load_workspace


def checked(root: Path, today: date) -> Result:
    """Problems (exit code 1): broken declarations, refused deliveries, sources without any delivery. Remarks: what is late or doubted."""
    problems = [_problem(each) for each in declaration_problems(root, READERS)]
    if problems:
        return _result(problems, [])
    workspace = load_workspace(root, READERS)
    problems = [_problem(each) for each in _outline_problems(workspace)]
    came = received(root, workspace.sources, today)
    material = read_material(came.deliveries, workspace.sources)
    problems += [_never_delivered(source) for source in workspace.sources if not _of(source, came.deliveries)]
    problems += [_refusal(remark(each)) for each in (*came.refusals, *material.refusals)]
    remarks = [each["text"] for each in map(remark, (*came.doubts, *material.doubts))]
    remarks += [said for source in workspace.sources if (said := _late(source, came.deliveries, today))]
    return _result(problems, remarks)


def _result(problems: list[dict[str, Any]], remarks: list[str]) -> Result:
    lines = [each["text"] for each in problems]
    if remarks:
        lines += ["Att känna till:", *(f"  {each}" for each in remarks)]
    if not problems:
        lines.insert(0, "Inga fel: deklarationer, mallar och leveranser går att använda.")
    return Result({"problems": problems, "remarks": remarks}, tuple(lines), exit_code=1 if problems else 0)


def _outline_problems(workspace: Workspace) -> list[Problem]:
    indicators = frozenset(each.id for each in workspace.indicators)
    problems: list[Problem] = []
    for kind in kinds(workspace.templates):
        try:
            outline_of(kind, workspace.templates, indicators)
        except BriefingError as error:
            problems += error.problems
    return problems


def _problem(problem: Problem) -> dict[str, Any]:
    return {"where": list(problem.where), "problem": problem.problem, "remedy": problem.remedy, "text": str(problem)}


def _never_delivered(source: Source) -> dict[str, Any]:
    where = f"sources/{source.id}"
    problem = f"{source.title} har ingen leverans"
    remedy = f"lägg filen i {where}/ med perioden som namn, till exempel {_example(source)} (se sources/README.md)"
    return {"where": [where], "problem": problem, "remedy": remedy, "text": f"{where}: {problem}\n  Gör så här: {remedy}"}


def _example(source: Source) -> str:
    ending = {"bra-sol-dbfil": ".txt", "tabell": ".csv", "kolada": "/data.json"}.get(source.format, ".toml")
    period = {"ar": "2025", "manad": "2026-06"}.get(source.covers.value if source.covers else "", "2026-K2")
    return period + ending


def _refusal(refused: dict[str, str]) -> dict[str, Any]:
    return {"where": [refused["id"]], "problem": refused["text"].split("\n")[0], "remedy": refused["text"], "text": refused["text"]}


def _of(source: Source, deliveries: tuple[Delivery, ...]) -> list[Delivery]:
    return [each for each in deliveries if each.source == source.id]


def _late(source: Source, deliveries: tuple[Delivery, ...], today: date) -> str:
    """That a source is late, or sent the same again, in one sentence; empty where it is in time."""
    due = latest_due(source, today)
    if due is None or not _of(source, deliveries):
        return ""
    found = punctuality(source, deliveries, due, today)
    if found.timeliness is Timeliness.SAKNAS:
        return f"{source.title}: {period_words(due)} väntades {found.due_on} och är {found.days} dagar sen."
    if found.unchanged_from:
        return f"{source.title}: {found.delivery} är oförändrad, samma fil som {found.unchanged_from}."
    return ""
