"""`briefing init`: a workspace for another municipality."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from briefing.shell.commands.result import Result
from briefing.workspace.init import init
from briefing.workspace.municipalities import municipalities, municipality_named


def begun(path: Path, kommun: str, today: date) -> Result:
    """Writes the workspace; says whom the municipality is compared with and from which year that group is."""
    made = init(path, municipality_named(kommun), municipalities(), today)
    peers = ", ".join(area.name for area in made.peers)
    data = {
        "workspace": str(made.root),
        "municipality": {"code": made.municipality.code, "name": made.municipality.name},
        "peers": [{"code": area.code, "name": area.name} for area in made.peers],
        "peers_year": made.peers_year,
        "first": made.first.code,
        "sources": list(made.sources),
    }
    lines = (
        f"Arbetsmappen för {made.municipality.name} ({made.municipality.code}) finns i {made.root}",
        f"Jämförbara kommuner (Kolada, Liknande kommuner, övergripande, {made.peers_year}): {peers}.",
        "Gör så här: lägg leveranser i mapparna under sources/ (se sources/README.md) och kör briefing check.",
    )
    return Result(data, lines)
