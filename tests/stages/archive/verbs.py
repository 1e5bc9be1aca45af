"""The verbs that write in an archive or from one, each as a function of a folder, for the harness that puts faults into system calls.

`archived`, `sold` … make the folder that they begin with. Where a verb needs more than the archive, that lies in `arkiv` beside it.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from unittest.mock import patch

from stages.archive.archived import K2
from stages.archive.writers import first, second

from briefing.archive.edition import Edition
from briefing.archive.export import Form, export
from briefing.archive.index import rebuild_index
from briefing.archive.restoring import restore
from briefing.archive.store import history
from briefing.errors import BriefingError
from briefing.outputs.old_document import old_document
from briefing.shell.commands import deposit
from briefing.shell.commands.deposit import Asked
from briefing.shell.commands.issue import Issue, issued
from briefing.terms.edition import Status

ARCHIVED, COPY, OUT = "arkiv", "kopia", "ut"
ISSUED = "2480-kvartal-2026-K2"
DAY = date(2026, 7, 16)


def rebuilding_the_index(root: Path) -> object:
    return rebuild_index(root)


def exporting_bags(root: Path) -> object:
    return export(root / ARCHIVED, _not_yet_out(root), Form.BAGIT, root / OUT, public=False)


def exporting_packages(root: Path) -> object:
    return export(root / ARCHIVED, _not_yet_out(root), Form.E_ARK, root / OUT, public=False)


def restoring(root: Path) -> object:
    done = restore(root / ARCHIVED, root / COPY)
    if done.faults:  # what the command line ends with 1 for
        raise BriefingError(COPY, problem="not all is restored", remedy=", ".join(each.path for each in done.faults))
    return done


def issuing(root: Path) -> object:
    return issued(root, Issue(ISSUED, Status.GRANSKAD, "Kommunstyrelsen", "ordförande", "KS 2026/123"), DAY)


def depositing(root: Path) -> object:
    """The document is read here: a child process that reads it would take the faults that are meant for who writes."""
    asked = Asked((root / "gammal.docx",), "kvartal", "2020-K4", date(2021, 1, 20), "KS 2021/4", "Kommunstyrelsen")
    with patch.object(deposit, "old_document_read_carefully", old_document):
        return deposit.deposited(root, asked, DAY)


def archived(root: Path) -> None:
    """An edition in two versions, in `arkiv`."""
    for each in (first, second):
        each(root / ARCHIVED)


def torn(root: Path) -> None:
    """An archive that has lost a delivery, a changed file and the end of its chain; and a copy from before that."""
    archived(root)
    shutil.copytree(root / ARCHIVED, root / COPY)
    next((root / ARCHIVED / "editioner" / str(K2)).rglob("lagesbild.html")).write_bytes(b"<p>9 999</p>")
    shutil.rmtree(next((root / ARCHIVED / "leveranser").glob("*/*")))
    chain = root / ARCHIVED / "chain.log"
    chain.write_bytes(b"".join(chain.read_bytes().splitlines(keepends=True)[:-1]))


def _not_yet_out(root: Path) -> tuple[Edition, ...]:
    """The versions whose packages are not there: what somebody asks for who runs it again."""
    return tuple(each for each in history(root / ARCHIVED, K2) if not (root / OUT / f"{each.id}.{each.version}").exists())
