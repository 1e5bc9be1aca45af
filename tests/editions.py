"""Editions of the demo made through the pure core, with everything that they were made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from workspaces import REPOSITORY

from briefing.document.document import Document
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.outputs.file import File
from briefing.production import Production, produce, read_material
from briefing.terms.period import Day, Quarter, parse_period
from briefing.terms.request import Request
from briefing.workspace.deliveries import received
from briefing.workspace.load import Workspace, load_workspace


@dataclass(frozen=True)
class Made:
    """One edition of the demo: what was asked for, what it was made from, what came out."""

    workspace: Workspace
    request: Request
    material: Material
    production: Production

    @property
    def document(self) -> Document:
        return self.production.document

    def file(self, ending: str) -> File:
        return next(file for file in self.production.files if file.name.endswith(ending))

    @property
    def record(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.file(".json").content)
        return content


def made(kind: str, period: str) -> Made:
    """The demo's edition of that kind and period; nothing is written."""
    workspace = load_workspace(REPOSITORY, READERS)
    came = received(REPOSITORY, workspace.sources, date(2026, 11, 22))
    everything = read_material(came.deliveries, workspace.sources)
    wanted = parse_period(period)
    assert isinstance(wanted, Quarter | Day)
    request = workspace.configuration.request(kind, wanted, workspace.indicators)
    material = everything.for_edition(request)
    return Made(workspace, request, material, produce(request, material, workspace.templates, None))
