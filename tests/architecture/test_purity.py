"""The core sees bytes, texts and dates: from read to render it opens nothing but installed packages, and no socket."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
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
PLANTED
material = read_material(came.deliveries, workspace.sources)
request = workspace.configuration.request("kvartal", Quarter(2026, 2), workspace.indicators)
made = produce(request, material.for_edition(request), workspace.templates, None)
assert made.files
print(seen)
"""


# A list of events that is too large for memory: its path is for DuckDB alone, which may open it for reading (large_file.py).
LARGE = """
from briefing.sources.layouts import EventList
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Month

events = Source(id="skador", areas={"Teg": "2480R1"}, events=EventList("Datum", "Plats", of_type="klotter"))
file = Part("2026-01.csv", 0, "", None, sys.argv[2], b"Datum;Plats\\n")
reading = READERS["handelselista"](Delivery("skador", Month(2026, 1), 1, date(2026, 2, 1), (file,)), events)
assert (reading.rows_read, reading.rows_refused) == (3, 1)
"""


def watched(repository: Path, planted: str = "", *arguments: str) -> str:
    program = PROGRAM.replace("PLANTED", planted)
    command = [sys.executable, "-c", program, str(repository), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout.strip()


def test_from_read_to_render_nothing_outside_is_opened(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_text("Datum;Plats\n2026-01-03;Teg\nigår;Teg\n2026-01-04;Teg\n")
    assert watched(repository, LARGE, str(tmp_path / "large.csv")) == "[]"
    assert [path.name for path in tmp_path.iterdir()] == ["large.csv"]


def test_the_watch_sees_a_file_that_is_opened(repository: Path) -> None:
    assert "briefing.toml" in watched(repository, "open(root / 'briefing.toml').close()")


def test_the_watch_sees_a_file_that_is_written(repository: Path, tmp_path: Path) -> None:
    assert "planted.txt" in watched(repository, f"open({str(tmp_path / 'planted.txt')!r}, 'w').close()")


def test_the_watch_sees_a_socket(repository: Path) -> None:
    assert "socket" in watched(repository, "import socket; socket.socket().close()")
