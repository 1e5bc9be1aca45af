"""What eark-validator says of packages, each a folder: the rules that it breaks."""

from __future__ import annotations

import json
from pathlib import Path

from judges.tools import HERE, INSTALLED, said_by

# The rule looks for an attribute that E-ARK itself has in a namespace (sip:NOTETYPE, csip:NOTETYPE): no package can satisfy it.
UNSATISFIABLE = frozenset({"SIP14"})


def package_findings(*packages: Path) -> tuple[tuple[str, ...], ...]:
    """The errors and warnings of each package, `rule: where and what`."""
    reports = json.loads(said_by(INSTALLED / "eark" / "bin" / "python", HERE / "package_eark.py", *packages))
    return tuple(tuple(f"{rule}: {said}" for kind in ("error", "warn") for rule, said in each.get(kind, ())) for each in reports)


def against(findings: tuple[str, ...]) -> list[str]:
    """The findings that something can be done about."""
    return [each for each in findings if each.partition(":")[0] not in UNSATISFIABLE]
