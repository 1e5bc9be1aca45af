"""`make bench`: everything side by side in one run, printed and written to bench/results.md."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import floor, ours, tick
from bench.measure import in_process, whole_process
from bench.work import work

FOLDER = Path(__file__).resolve().parent
PEERS = {"docxtpl + matplotlib": "peer_docxtpl", "python-docx + matplotlib": "peer_python_docx"}
PEER_PYTHON = FOLDER / ".venv" / "bin" / "python"


@dataclass(frozen=True)
class Row:
    """One way to write the work; None where a figure has no meaning."""

    name: str
    first: float
    later: float
    whole: float | None
    peak_mb: float | None
    size_kb: float


def main() -> None:
    """Measures and writes; the names of parts (the keys of PARTS) measure those only."""
    wanted = sys.argv[1:] or list(PARTS)
    lines = [
        f"# Results of {date.today().isoformat()}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, seconds unless said.",
    ]
    for name in wanted:
        lines += ["", *PARTS[name]()]
    text = "\n".join(lines) + "\n"
    print(text)
    if len(wanted) == len(PARTS):
        (FOLDER / "results.md").write_text(text, encoding="utf-8")


def _documents() -> Iterator[str]:
    content, templates = ours.document(work()), ours.templates()
    rows = [_ours(name, content, templates) for name in ours.renderers()]
    word = rows[0]
    parts = floor.parts_of(ours.renderers()["word"](content, templates).content)
    ground = Row("floor: the same parts as strings, zipped", *in_process(lambda: floor.zipped(parts)), None, None, _kb(floor.zipped(parts)))
    everything = Row("all our formats in one process", *_all(content, templates), *_process([sys.executable, *_script("all")]), 0.0)
    peers = [_peer(name, script) for name, script in PEERS.items()]
    yield "## Documents"
    yield ""
    yield "| way | first call | later calls | whole process | peak MB | kB |"
    yield "|---|---|---|---|---|---|"
    yield from (_line(each) for each in (*rows, everything, ground, *peers))
    yield ""
    yield f"Word against the floor: {word.later / ground.later:.1f} times."
    for each in peers:
        whole = (each.whole or 0) / (word.whole or 1)
        yield f"{each.name} against our Word: {each.later / word.later:.0f} times in process, {whole:.1f} times as a whole process."


def _scaling() -> Iterator[str]:
    from bench.ours import document, renderers, templates

    look, word = templates(), renderers()["word"]
    yield "## Scaling of Word"
    yield ""
    yield "| tables | rows in each | seconds | ms a table | µs a row |"
    yield "|---|---|---|---|---|"
    for tables, rows in ((10, 15), (100, 15), (1000, 15), (20, 15), (20, 290)):
        content = document(work(tables, rows, 0))
        _, seconds = in_process(lambda each=content: word(each, look), 3)
        yield f"| {tables} | {rows} | {seconds:.3f} | {seconds / tables * 1000:.2f} | {seconds / tables / rows * 1e6:.0f} |"


def _findings() -> Iterator[str]:
    yield from _printed("Findings", "findings.py")


def _disclosure() -> Iterator[str]:
    yield from _printed("Disclosure control", "disclosure.py")


def _reading() -> Iterator[str]:
    yield from _printed("Reading", "reading.py")


def _incidents() -> Iterator[str]:
    yield from _printed("Incidents at size", "incidents.py")


def _receiving() -> Iterator[str]:
    yield from _printed("Receiving", "receiving.py")


def _printed(title: str, script: str) -> Iterator[str]:
    """What a script of its own prints, under a title; lines that the solver prints of itself are left out."""
    run = subprocess.run([sys.executable, str(FOLDER / script)], capture_output=True, text=True, check=True)
    yield f"## {title}"
    yield ""
    yield from (line for line in run.stdout.splitlines() if not line.startswith("Highs"))


def _archive() -> Iterator[str]:
    run = subprocess.run([sys.executable, str(FOLDER / "archive.py"), tempfile.gettempdir()], capture_output=True, text=True, check=True)
    yield "## Archive"
    yield ""
    yield from run.stdout.splitlines()
    yield ""
    yield "Ours syncs every file and folder to the disk, the peers sync nothing. bagit packs where the files lie and copies nothing."


def _tick() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        measured = whole_process([sys.executable, str(FOLDER / "tick.py"), str(tick.prepared(Path(folder)))])
    yield "## The calendar"
    yield ""
    yield "| what | whole process | peak MB |"
    yield "|---|---|---|"
    yield f"| a tick with nothing due, {tick.EDITIONS} editions in the archive | {measured.seconds:.2f} | {measured.peak_mb:.0f} |"


def _ours(name: str, content: object, templates: object) -> Row:
    render = ours.renderers()[name]
    first, later = in_process(lambda: render(content, templates))  # type: ignore[arg-type]
    size = _kb(render(content, templates).content)  # type: ignore[arg-type]
    return Row(f"**our {name}**", first, later, *_process([sys.executable, *_script(name)]), size)


def _all(content: object, templates: object) -> tuple[float, float]:
    return in_process(lambda: [render(content, templates) for render in ours.renderers().values()])  # type: ignore[arg-type]


def _script(name: str) -> list[str]:
    return [str(FOLDER / "ours.py"), name, str(Path(tempfile.gettempdir()) / "briefing-bench.out")]


def _process(command: list[str]) -> tuple[float, float]:
    measured = whole_process(command)
    return measured.seconds, measured.peak_mb


def _peer(name: str, script: str) -> Row:
    """A peer in its own environment: in process by a script that prints its figures, and as a whole process."""
    inside = (
        f"import json; from bench.{script} import written; from bench.work import work; from bench.measure import in_process\n"
        "content = work(); first, later = in_process(lambda: written(content), 3); print(json.dumps([first, later, len(written(content))]))"
    )
    run = subprocess.run([str(PEER_PYTHON), "-c", inside], capture_output=True, text=True, check=True, cwd=FOLDER.parent)
    first, later, size = json.loads(run.stdout)
    target = str(Path(tempfile.gettempdir()) / "briefing-bench.out")
    return Row(name, first, later, *_process([str(PEER_PYTHON), str(FOLDER / f"{script}.py"), target]), size / 1024)


def _line(row: Row) -> str:
    whole = "–" if row.whole is None else f"{row.whole:.2f}"
    peak = "–" if row.peak_mb is None else f"{row.peak_mb:.0f}"
    return f"| {row.name} | {row.first:.3f} | {row.later:.3f} | {whole} | {peak} | {row.size_kb:.0f} |"


def _kb(content: bytes) -> float:
    return len(content) / 1024


PARTS = {
    "documents": _documents,
    "scaling": _scaling,
    "findings": _findings,
    "disclosure": _disclosure,
    "reading": _reading,
    "incidents": _incidents,
    "receiving": _receiving,
    "archive": _archive,
    "tick": _tick,
}

if __name__ == "__main__":
    main()
