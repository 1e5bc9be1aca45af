"""The material that a workspace has: its deliveries read, or taken as they were read last time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.observations.reading import Material
from briefing.production import read_material
from briefing.sources.source import Delivery, Source
from briefing.workspace.kept_readings import KeptReadings


def material_of(root: Path, deliveries: Iterable[Delivery], sources: Iterable[Source], *, are_all: bool = True) -> Material:
    """These deliveries read. `are_all`: they are all that the workspace has, so that what is kept of others may go."""
    run = KeptReadings(root)
    material = read_material(deliveries, sources, run)
    if are_all:
        run.forget_others()
    return material
