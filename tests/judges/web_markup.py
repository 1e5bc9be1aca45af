"""The judge of markup: the Nu Html Checker (vnu), for HTML, CSS and SVG."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import NODE_MODULES, JudgeBroken, kept


def markup_findings(content: bytes) -> tuple[str, ...]:
    """Errors and warnings, with their line."""
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    with TemporaryDirectory() as folder:
        command = ["java", "-jar", str(jar), "--format", "json", str(kept(Path(folder), "edition.html", content))]
        ended = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8", timeout=120)
    try:
        messages = json.loads(ended.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise JudgeBroken(f"vnu said: {ended.stdout}{ended.stderr}") from error
    return tuple(f"line {each.get('lastLine', '?')}: {each['message']}" for each in messages)
