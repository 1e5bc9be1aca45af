"""The core sees bytes, texts and dates: from read to render it opens nothing but installed packages, and no socket."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json
import os
import sys
from datetime import date
from pathlib import Path

root = Path(sys.argv[1])
from briefing.observations.readers import READERS
from briefing.production import produce, read_material
from briefing.terms.period import Quarter
from briefing.workspace.deliveries import received
from briefing.workspace.load import load_workspace

workspace = load_workspace(root, READERS)
came = received(root, workspace.sources, date(2026, 11, 22))
installed = tuple(str(Path(each).resolve()) for each in (sys.prefix, sys.base_prefix, *sys.path) if each and Path(each).is_dir())
package = str(root / "briefing") + "/"
seen = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, int):
            return
        path = os.fsdecode(path)
        if path.startswith(("/usr/share/zoneinfo", "/proc/")):
            return
        writes = bool(flags & 0o3) if isinstance(flags, int) else "w" in (mode or "")
        inside = str(Path(path).resolve()).startswith((*(each for each in installed if each != str(root)), package))
        if writes and not path.endswith((".pyc", ".pyo")) and ".pyc." not in path or not inside:
            seen.append((event, path, mode))
    elif event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "os.remove", "os.rename"):
        seen.append((event, str(arguments)))

sys.dont_write_bytecode = True
sys.addaudithook(watch)
material = read_material(came.deliveries, workspace.sources)
request = workspace.configuration.request("kvartal", Quarter(2026, 2), workspace.indicators)
made = produce(request, material.for_edition(request), workspace.templates, None)
assert made.files
found = [str(seen)]
for planted in sys.argv[2:]:
    seen.clear()
    exec(planted)
    found.append(str(seen))
print(json.dumps(found))
"""
PLANTED = (
    "open(root / 'briefing.toml').close()",
    "import tempfile; open(tempfile.mkdtemp() + '/planted.txt', 'w').close()",
    "import socket; socket.socket().close()",
)


# A list of events that is too large for memory: its path is for DuckDB alone, which may open it for reading (large_file.py).
LARGE = """
from briefing.sources.layouts import EventList
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Month

events = Source(id="skador", areas={"Teg": "2480R1"}, events=EventList("Datum", "Plats", of_type="klotter"))
file = Part("2026-01.csv", 0, "", None, LARGE_FILE, b"Datum;Plats\\n")
reading = READERS["handelselista"](Delivery("skador", Month(2026, 1), 1, date(2026, 2, 1), (file,)), events)
assert (reading.rows_read, reading.rows_refused) == (3, 1)
"""


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("purity") / "large.csv"
    path.write_text("Datum;Plats\n2026-01-03;Teg\nigår;Teg\n2026-01-04;Teg\n")
    return path


@pytest.fixture(scope="module")
def seen(repository: Path, large_file: Path) -> dict[str, str]:
    """What is opened from read to render, by the reading of a large file, and after that by each planted line."""
    command = [sys.executable, "-c", PROGRAM, str(repository), LARGE.replace("LARGE_FILE", repr(str(large_file))), *PLANTED]
    found: list[str] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout)
    return dict(zip(("", LARGE, *PLANTED), found, strict=True))


def test_from_read_to_render_nothing_outside_is_opened(seen: dict[str, str], large_file: Path) -> None:
    assert seen[""] == "[]"
    assert seen[LARGE] == "[]"
    assert [path.name for path in large_file.parent.iterdir()] == ["large.csv"]


@pytest.mark.parametrize(("planted", "told"), list(zip(PLANTED, ("briefing.toml", "planted.txt", "socket"), strict=True)))
def test_the_watch_sees_a_file_that_is_opened_or_written_and_a_socket(seen: dict[str, str], planted: str, told: str) -> None:
    assert told in seen[planted]
