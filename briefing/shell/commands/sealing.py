"""A finished edition put in the archive, and where its files then lie."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from briefing.archive import store
from briefing.archive.edition import Act, Edition
from briefing.archive.layout import ARCHIVE
from briefing.production import Production
from briefing.shell.commands.inputs import Inputs
from briefing.shell.commands.program import this_program
from briefing.terms.edition import EditionId
from briefing.terms.sensitivity import Sensitivity


def edition_of(inputs: Inputs, reason: str, acts: tuple[Act, ...], today: date) -> Edition:
    """The edition that these inputs make with the version and status of their request; its files are sealed when it is added."""
    program = this_program()
    return Edition(
        id=inputs.request.edition,
        version=inputs.request.version,
        status=inputs.request.status,
        sealed_on=today,
        reason=reason,
        replaces=inputs.request.replaces,
        program=program.version,
        inputs=inputs.seals,
        files=(),
        lock=program.lock,
        dependencies=program.dependencies,
        acts=acts,
        cut_off=inputs.request.cut_off,
    )


def add_to_archive(root: Path, edition: Edition, inputs: Inputs, production: Production) -> Edition:
    """Adds the edition with all that it was made from; what is public is readable by all, everything else by the owner alone."""
    public = tuple(file.name for file in production.files) if production.document.sensitivity is Sensitivity.OPPEN else ()
    files = production.kept(inputs.request)
    return store.add(root / ARCHIVE, edition, files, inputs.made_from, inputs.material.deliveries, public=public)


def archived_files(root: Path, id: EditionId, version: str) -> Mapping[str, Path]:
    """Where the files of an archived edition lie; BriefingError names one that is not as it was sealed."""
    sealed = store.edition(root / ARCHIVE, id, version)
    for seal in sealed.files:
        store.content(root / ARCHIVE, sealed.id, sealed.version, seal.name)
    return {seal.name: store.location(root / ARCHIVE, sealed.id, sealed.version, seal.name) for seal in sealed.files}
