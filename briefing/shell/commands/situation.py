"""What the deliveries say of the situation now: the levels that the police have judged, and the watch list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefing.errors import BriefingError
from briefing.findings.edition import edition_findings
from briefing.findings.profile import WatchList
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.observations.statement import Statement
from briefing.shell.commands.asked import Asked, outline_for, request_for
from briefing.shell.commands.material import material_of
from briefing.shell.commands.world import World
from briefing.workspace.deliveries import Received, received
from briefing.workspace.load import Workspace, load_workspace

KIND = "kvartal"
POLICE = "polis"
ON_THE_LIST = "på listan"


@dataclass(frozen=True)
class Situation:
    """The levels by name (`Polisens lägesrapport, Våldsnivå`), the fingerprint of the deliveries, and the notice that they ask for."""

    seen: str
    levels: Mapping[str, str]
    asked: tuple[tuple[str, str, dict[str, object]], ...]


def situation(world: World, seen: str, before: Mapping[str, str] | None) -> Situation:
    """What is judged now, and a notice where it is otherwise than before. The first time there is nothing to hold it against.

    The notice names what has changed and never how: an e-mail is no place for what the police have marked as internal.
    """
    levels = dict(_levels(world.root, world))
    if before is None:
        return Situation(seen, levels, ())
    changed = sorted(name for name in {*levels, *before} if levels.get(name) != before.get(name) and _counts(name, levels, before))
    if not changed:
        return Situation(seen, levels, ())
    id = sha256(repr([(name, levels.get(name)) for name in changed]).encode()).hexdigest()[:12]
    return Situation(seen, levels, ((f"andrad-{world.today.isoformat()}-{id}", "andrad", {"andrat": changed}),))


def _counts(name: str, levels: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """On and off the watch list are changes; a dimension that is judged for the first time, or not any more, is none."""
    return ON_THE_LIST in (levels.get(name), before.get(name)) or (name in levels and name in before)


def _levels(root: Path, world: World) -> Iterator[tuple[str, str]]:
    workspace = load_workspace(root, READERS)
    came = received(root, workspace.sources, world.today)
    material = material_of(root, came.deliveries, workspace.sources)
    yield from _judged(workspace, material)
    try:
        yield from _watched(workspace, material, came, world)
    except BriefingError:
        return  # an outline that cannot be used is for `check` to say


def _judged(workspace: Workspace, material: Material) -> Iterator[tuple[str, str]]:
    """The latest level of every dimension that the police judge."""
    police = {each.id: each for each in workspace.sources if each.origin == POLICE}
    latest: dict[str, Statement] = {}
    for each in sorted(material.statements, key=lambda each: (each.dated, each.citation.delivery)):
        if each.source in police and each.level is not None:
            source = police[each.source]
            area = f" ({each.area})" if each.area not in ("", workspace.configuration.municipality.code) else ""
            latest[f"{source.title}: {source.dimensions.get(each.dimension, each.dimension)}{area}"] = each
    yield from ((name, each.level.value) for name, each in latest.items() if each.level is not None)


def _watched(workspace: Workspace, material: Material, came: Received, world: World) -> Iterator[tuple[str, str]]:
    outline = outline_for(workspace, KIND)
    request = request_for(workspace, Asked(KIND), material, came, world.today)
    findings = edition_findings(material.for_edition(request, outline.sources), request, outline.subjects)
    titles = {each.id: each.label for each in workspace.indicators}
    for found in findings.judged:
        if isinstance(found, WatchList):
            yield from ((f"Bevakningslistan: {titles.get(each.subject.indicator, each.subject.id)}", ON_THE_LIST) for each in found.entries)
