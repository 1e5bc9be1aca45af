"""The archive beside two peers: sealing, verifying, listing. `python bench/archive.py FOLDER` prints a table and needs 2 GB there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import in_process
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE
from briefing.archive.seals import inputs
from briefing.archive.store import add
from briefing.archive.verification import verify
from briefing.terms.edition import EditionId, Status

PEER = Path(__file__).resolve().parent / ".venv" / "bin" / "python"
FORMATS, TEMPLATES = ("docx", "pdf", "html", "json", "zip"), 40
TEXTS = {f"mallar/texter/{number}.md.j2": os.urandom(2_000) for number in range(TEMPLATES)}


def main(folder: Path) -> None:
    """Measures and prints; what it writes is removed."""
    work = Path(tempfile.mkdtemp(dir=folder))
    try:
        print("| what | ours | promised | ocfl-py | bagit |\n|---|---|---|---|---|")
        for line in (*_sealing(work), *_verifying(work), *_listing(work)):
            print(line, flush=True)
    finally:
        shutil.rmtree(work)


def _sealing(work: Path) -> Iterator[str]:
    source = work / "edition"
    files = _files(10_000_000)
    for name, content in {**files, **TEXTS}.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    numbers = iter(range(1000))
    first, later = in_process(lambda: _seal(work / "sealed", next(numbers), _files(10_000_000)), 7)
    made = in_process(lambda: _files(10_000_000), 7)[1]
    ocfl = _peer(_OCFL_ADD, source, work / "ocfl")
    bag = _peer(_BAGIT, source, work / "bags")
    yield f"| seal 10 MB, {len(files) + TEMPLATES} files (first {first - made:.3f}) | {later - made:.3f} | 0.1 | {ocfl:.3f} | {bag:.3f} |"


def _verifying(work: Path) -> Iterator[str]:
    root = work / "verified"
    for number in range(200):
        _seal(root, number, _files(5_000_000))
    seconds = in_process(lambda: _whole(root), 3)[1]
    yield f"| verify 200 editions of 5 MB | {seconds:.2f} | 3 | {_peer(_OCFL_VALIDATE, root, root):.2f} | – |"


def _listing(work: Path) -> Iterator[str]:
    (work / "briefing.toml").write_text("")
    for number in range(1000):
        _seal(work / ARCHIVE, number, {"lagesbild.json": b'{"document": {"sections": [{"text": "Anmalda brott"}]}}'})
    command = [str(Path(sys.executable).parent / "briefing"), "--workspace", str(work)]
    for name, verb in (("list 1 000 editions", ["list"]), ("search in 1 000 editions", ["list", "--search", "anmalda brott"])):
        yield f"| {name}, whole process | {_process([*command, *verb]):.2f} | {'0.3' if len(verb) == 1 else '–'} | – | – |"
    (work / ARCHIVE / "index.jsonl").unlink()
    yield f"| list 1 000 editions without the index | {_process([*command, 'list']):.2f} | – | – | – |"


def _files(size: int) -> dict[str, bytes]:
    return {f"lagesbild.{ending}": os.urandom(size // len(FORMATS)) for ending in FORMATS}


def _seal(root: Path, number: int, files: dict[str, bytes]) -> None:
    id = EditionId("2480", "kvartal", f"{2000 + number // 4}-K{number % 4 + 1}")
    add(root, Edition(id, "v1", Status.UTKAST, date(2026, 7, 15), "", "", "0.1.0", inputs(TEXTS, ()), ()), files, TEXTS)


def _whole(root: Path) -> None:
    assert not verify(root).faults


def _process(command: list[str]) -> float:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        return time.perf_counter() - started

    return median([once() for _ in range(6)][1:])


def _peer(text: str, source: Path, target: Path) -> float:
    """Seconds that a peer says of itself, its imports left out."""
    run = subprocess.run([str(PEER), "-c", text, str(source), str(target)], capture_output=True, text=True, check=True)
    return float(run.stdout.split()[-1])


_TIMED = """
import shutil, sys, time
from pathlib import Path
from statistics import median
source, target = Path(sys.argv[1]), Path(sys.argv[2])
def timed(make, runs=5):
    seconds = []
    for number in range(runs):
        started = time.perf_counter()
        make(number)
        seconds.append(time.perf_counter() - started)
    print(median(seconds))
"""
_OCFL_ADD = (
    _TIMED
    + """
import ocfl
target.mkdir()
def made(number):
    metadata = ocfl.VersionMetadata(message="Första versionen", name="bench", address="urn:bench")
    ocfl.Object(identifier=f"urn:{number}").create(srcdir=str(source), metadata=metadata, objdir=str(target / str(number)))
timed(made)
"""
)
_OCFL_VALIDATE = (
    _TIMED
    + """
import ocfl
def validated(number):
    root = ocfl.StorageRoot(root=str(target))
    root.validate(validate_objects=True, check_digests=True)
    assert root.good_objects == root.num_objects == 200
timed(validated, 1)
"""
)
_BAGIT = (
    _TIMED
    + """
import bagit
copies = [shutil.copytree(source, target / str(number)) for number in range(5)]
timed(lambda number: bagit.make_bag(str(copies[number]), checksums=["sha512"]))
"""
)

if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()))
