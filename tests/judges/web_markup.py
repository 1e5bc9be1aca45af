"""The judge of markup: the Nu Html Checker (vnu), for HTML and the CSS in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import NODE_MODULES, JudgeBrokenError, kept

_JAR = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_PATIENCE_SECONDS = 240


def markup_findings(*contents: bytes) -> tuple[tuple[str, ...], ...]:
    """Errors and warnings of each page, with their line. Several at once, since most of the time goes to starting it."""
    with TemporaryDirectory() as folder:
        files = [kept(Path(folder), f"{index}.html", content) for index, content in enumerate(contents)]
        command = ["java", "-jar", str(_JAR), "--format", "json", *map(str, files)]
        ended = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8", timeout=_PATIENCE_SECONDS)
    try:
        messages = json.loads(ended.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise JudgeBrokenError(f"vnu said: {ended.stdout}{ended.stderr}") from error
    return tuple(tuple(_sentence(each) for each in messages if each["url"].endswith(f"/{file.name}")) for file in files)


def _sentence(message: dict[str, object]) -> str:
    return f"line {message.get('lastLine', '?')}: {message['message']}"
