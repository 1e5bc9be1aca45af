"""Editions of the demo made through the pure core, with everything that they were made from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from made_once import once
from workspaces import REPOSITORY

from briefing.document.committee_outline import for_committee
from briefing.document.document import Document
from briefing.document.outline import Outline
from briefing.findings.earlier import Earlier
from briefing.observations.readers import READERS
from briefing.observations.reading import Material
from briefing.outputs.file import File
from briefing.production import Production, composed, produce, read_material
from briefing.shell.commands.asked import outline_for
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

    @property
    def outline(self) -> Outline:
        """What the edition was made from; where it is for a nämnd, with the indicators of that nämnd."""
        outline = outline_for(self.workspace, self.request.edition.kind)
        return for_committee(outline, self.request.committee) if self.request.committee else outline

    def bytes_of_files(self) -> bytes:
        """All that leaves: every file, and everything that is packed in one."""
        return b"\n".join(each for file in self.production.files for each in unpacked(file.content))


@cache
def made(kind: str, period: str, recipient: str = "") -> Made:
    """The demo's edition of that kind and period, made once for all tests that look at it; nothing is written."""
    return once(f"{kind}-{period}-{recipient}", lambda: _made(kind, period, recipient))


def produced(workspace: Workspace, request: Request, everything: Material) -> Made:
    """The edition that the request asks for, of all that was delivered."""
    material = everything.for_edition(request, outline_for(workspace, request.edition.kind).sources)
    return Made(workspace, request, material, produce(request, material, workspace.templates, None))


def composed_since(made: Made, earlier: Earlier | None) -> Document:
    """The document of the edition, made since another earlier one, without any file of it."""
    return composed(made.request, made.material, made.workspace.templates, earlier).document


@lru_cache(maxsize=1)
def delivered() -> tuple[Workspace, Material]:
    """The demo's workspace and everything that was delivered to it, read once."""
    workspace = load_workspace(REPOSITORY, READERS)
    came = received(REPOSITORY, workspace.sources, date(2026, 11, 22))
    return workspace, read_material(came.deliveries, workspace.sources)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The bytes, and those of every file inside them where they are a zip, however deep."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield name.encode()
                yield from unpacked(package.read(name))


def indicators_of(made: Made) -> set[str]:
    """The indicators that the edition's findings are about."""
    subjects = (getattr(each, "subject", None) for each in made.production.findings.all)
    return {each.indicator for each in subjects if each}


def _made(kind: str, period: str, recipient: str) -> Made:
    workspace, everything = delivered()
    wanted = parse_period(period)
    assert isinstance(wanted, Quarter | Day)
    committee = next((each for each in workspace.configuration.committees if each.id == recipient), None)
    public = outline_for(workspace, kind).public
    request = workspace.configuration.request(kind, wanted, workspace.indicators, public=public, committee=committee)
    return produced(workspace, request, everything)
