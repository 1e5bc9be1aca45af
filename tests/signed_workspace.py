"""A workspace of another municipality, with real figures and with police and municipal texts that the tests have written and signed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from workspaces import REPOSITORY, briefing

QUARTER, MEETING = "2580-kvartal-2026-K2", "2580-radsbriefing-2026-12-03"
WHO = ("--by", "Kommunstyrelsen", "--role", "ordförande", "--dnr", "KS-2026/00123")
SUBJECTS = ("prioriterade-problem", "fragor-till-radet", "samlad-bedomning")

_DIMENSIONS = ("samlad-bild", "forvantad-utveckling", "rekrytering", "valdsniva")


def signed_workspace(folder: Path, subjects: Iterable[str] = SUBJECTS) -> Path:
    """Luleå's workspace with figures, a police report, and what the municipality has signed of those subjects."""
    root = folder / "lulea"
    briefing(folder, "init", str(root), "--kommun", "Luleå")
    for source in ("bra-anmalda-brott", "kolada"):
        for delivery in (REPOSITORY / "sources" / source).iterdir():
            if delivery.is_dir():
                shutil.copytree(delivery, root / "sources" / source / delivery.name)
    told = "".join(f'\n[[statement]]\ndimension = "{each}"\n{_told(each)}text = "Vad polisen ser."\n' for each in _DIMENSIONS)
    head = 'dated = 2026-07-03\nbody = "Lokalpolisområde Luleå"\n'
    (root / "sources/polisen-lagesrapport/2026-K2.toml").write_text(head + told, encoding="utf-8")
    sign(root, "2026-K2", subjects)
    sign(root, "2026-12-03", subjects)
    return root


def without_figures(root: Path) -> Path:
    """The workspace, with the council's briefing without its section of figures: those who issue look at what people have written."""
    outline = root / "templates/utgavor/radsbriefing.toml"
    text = outline.read_text(encoding="utf-8")
    first = text.index('[[section]]\nheading = "Läget i korthet"')
    outline.write_text(text[:first] + text[text.index("[[section]]", first + 1) :], encoding="utf-8")
    return root


def sign(root: Path, delivery: str, subjects: Iterable[str], text: str = "Vad kommunen bedömer.") -> None:
    """Writes the municipality's assessments for a period, or a correction of them (`2026-K2.r2`)."""
    head = 'dated = 2026-07-13\nbody = "Samordningsfunktionen"\nrole = "samordnare"\n'
    signed = "".join(f'\n[[assessment]]\nsubject = "{each}"\ntext = "{text}"\n' for each in subjects)
    (root / f"sources/bedomningar/{delivery}.toml").write_text(head + signed, encoding="utf-8")


def _told(dimension: str) -> str:
    return "" if dimension in ("samlad-bild", "forvantad-utveckling") else 'level = "forhojd"\ndirection = "oforandrad"\n'


def archived_bytes(root: Path) -> dict[Path, bytes]:
    """Every file of the archive."""
    return {path: path.read_bytes() for path in (root / "output/archive").rglob("*") if path.is_file()}
