"""`briefing forms`: empty forms for everyone who contributes, and who has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from briefing.document.form import Asking, Form, forms_of
from briefing.document.prose import Prose
from briefing.errors import BriefingError
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.outputs.file import File
from briefing.outputs.form_excel import render_form_excel
from briefing.outputs.form_word import render_form_word
from briefing.shell.commands.material import material_of
from briefing.shell.commands.replaced import replaced, said_replaced
from briefing.shell.commands.result import Result, listed_files
from briefing.sources.asked import is_asked
from briefing.sources.punctuality import Punctuality, Timeliness, punctuality
from briefing.sources.source import Source
from briefing.terms.period import Period, in_words, parse_period
from briefing.workspace.deliveries import Received, named_period, received
from briefing.workspace.load import Workspace, load_workspace

FORMS = "output/forms"
_WORDS = {
    Timeliness.I_TID: "har svarat",
    Timeliness.SEN: "har svarat, {} för sent",
    Timeliness.EJ_FORFALLEN: "har inte svarat än",
    Timeliness.SAKNAS: "har inte svarat, {} för sent",
    Timeliness.EJ_AVTALAD: "ingen tid är avtalad",
}


def made(root: Path, written: str, to: Path | None, today: date) -> Result:
    """One Word form and one Excel form for every source that is asked along dimensions; old ones of the same name are replaced."""
    period = _period(written)
    workspace = load_workspace(root, READERS)
    came = received(root, workspace.sources, today)
    material = material_of(root, came.deliveries, workspace.sources)
    folder = to if to is not None else root / FORMS / period.code
    files = [file for form in _forms(workspace, material, period) for file in _rendered(form, workspace)]
    paths = _written(folder, files)
    lines = (f"{len(paths)} formulär för {in_words(period)}:", *listed_files(map(str, paths.values())))
    return Result({"period": period.code, "files": {name: str(path) for name, path in paths.items()}}, lines)


def status(root: Path, written: str, today: date) -> Result:
    """Who has answered for the period, who is late, and what in the answers could not be used (exit code 1)."""
    period = _period(written)
    workspace = load_workspace(root, READERS)
    came = received(root, workspace.sources, today)
    asking = _asking(workspace, material_of(root, came.deliveries, workspace.sources))
    rows = [_row(source, came, asking, period, today) for source in _asked(workspace.sources)]
    remarks = [text for row in rows for text in row["remarks"]]
    table = tuple((row["title"], row["words"], row["due_on"] or "–", row["received_on"] or "–", row["answered"]) for row in rows)
    heading = ("Formulär", f"Läget för {in_words(period)}", "Senast", "Kom", "Besvarade uppgifter")
    exit_code = 1 if any(row["refused"] for row in rows) else 0
    return Result({"period": period.code, "forms": rows}, tuple(remarks), heading, table, exit_code=exit_code)


def _period(written: str) -> Period:
    try:
        return parse_period(written)
    except ValueError as fault:
        raise BriefingError("--period", problem=str(fault), remedy="write it as 2026-K3") from None


def _asked(sources: Iterable[Source]) -> list[Source]:
    """The sources that get a form: people write along their declared dimensions."""
    return [source for source in sources if is_asked(source)]


def _forms(workspace: Workspace, material: Material, period: Period) -> Iterator[Form]:
    asked = _asked(workspace.sources)
    if not asked:
        remedy = "declare a source of format uppgifter or bedomningar with [dimensions] (see sources/README.md)"
        raise BriefingError("sources/", problem="no source is asked along dimensions", remedy=remedy)
    asking = _asking(workspace, material)
    yield from (form for source in asked for form in forms_of(source, period, asking))


def _asking(workspace: Workspace, material: Material) -> Asking:
    own = workspace.configuration
    return Asking(own.municipality, own.contact, material, workspace.indicators, Prose(workspace.templates), own.areas)


def _rendered(form: Form, workspace: Workspace) -> tuple[File, File]:
    return render_form_word(form, workspace.templates), render_form_excel(form)


def _written(folder: Path, files: Iterable[File]) -> dict[str, Path]:
    """The files on the disk, each whole or not at all; name → path."""
    paths: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            unfinished = folder / f".{file.name}.part"
            unfinished.write_bytes(file.content)
            unfinished.replace(folder / file.name)
            paths[file.name] = folder / file.name
    except OSError as error:
        remedy = "close the file if another program has it open, and see that there is room and a right to write"
        raise BriefingError(str(folder), problem=f"a form cannot be written: {error.strerror}", remedy=remedy) from error
    return paths


def _row(source: Source, came: Received, asking: Asking, period: Period, today: date) -> dict[str, Any]:
    """How one contributor stands; deliveries of another frequency than the period's say nothing of it."""
    material = asking.material
    forms = list(forms_of(source, period, asking))
    asked = {(each.fields[0].name.dimension, form.area.code if form.area else "") for form in forms for each in form.dimensions}
    stands = punctuality(source, came.deliveries, period, today)
    newest = stands.delivery
    answered = {(each.dimension, each.area) for each in material.statements if each.citation.delivery == newest}
    own_rounds = {each.id for each in came.deliveries if each.source == source.id and each.covers == period}  # judgements add up
    answered |= {(each.subject, each.area) for each in material.assessments if each.citation.delivery in own_rounds}
    misplaced = f"ett formulär för {in_words(period)}"
    own = [each for each in (*came.refusals, *material.refusals) if each.delivery.startswith(f"{source.id}/")]
    told = [each for each in own if _is_of(each.delivery, source, period) or each.found == misplaced]
    settled = replaced(told, came.deliveries)
    refusals = [each for each in told if each not in settled]
    doubts = [each for each in (*came.doubts, *material.doubts) if _is_of(each.subject, source, period)]
    return {
        "source": source.id,
        "title": source.title,
        "state": stands.timeliness.value,
        "words": _words(stands),
        "due_on": stands.due_on.isoformat() if stands.due_on else None,
        "received_on": stands.received_on.isoformat() if stands.received_on else None,
        "days_late": stands.days,
        "delivery": newest,
        "answered": f"{len(answered & asked)} av {len(asked)}",
        "refused": len(refusals),
        "remarks": [
            *(each.text for each in refusals),
            *(said_replaced(*each) for each in settled.items()),
            *(each.text for each in doubts),
        ],
    }


def _is_of(subject: str, source: Source, period: Period) -> bool:
    """Whether what is said of a delivery of the source may concern the period: its name says that period, or none that is understood."""
    of, _, rest = subject.partition("/")
    name, _, _ = rest.partition("/")
    named = named_period(name, source.id, is_folder=False)
    return of == source.id and bool(name) and (named is None or named[0] == period)


def _words(stands: Punctuality) -> str:
    if stands.timeliness is Timeliness.EJ_AVTALAD and stands.delivery:
        return "har svarat"
    return _WORDS[stands.timeliness].format(f"{stands.days} {'dag' if stands.days == 1 else 'dagar'}")
