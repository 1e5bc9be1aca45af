"""The judge that Microsoft wrote: the Open XML SDK's validator, as WebAssembly."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import HERE, NODE_MODULES, kept, said_by


def sdk_findings(*contents: bytes) -> tuple[tuple[str, ...], ...]:
    """What the SDK says of each Word file. Several at once, since most of the time goes to starting it."""
    with TemporaryDirectory() as folder:
        files = [kept(Path(folder), f"{index}.docx", content) for index, content in enumerate(contents)]
        said = json.loads(said_by("node", HERE / "sdk.mjs", NODE_MODULES, *files))
    return tuple(tuple(each) for each in said)
