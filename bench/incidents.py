"""Incident rows to monthly counts by area and type: ours, the bare DuckDB query and pandas in the same run, each a process of its own.

`python bench/incidents.py [rows]` makes a CSV file of that many rows (10 million, 620 MB, where nothing is said) in a temporary folder,
and one of a tenth of it to see whether memory grows; both are deleted. One row in a thousand cannot be counted.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.measure import peak_mb  # noqa: E402

ROWS, AREAS, TYPES, YEARS = 10_000_000, 40, 25, 3
BARE, PANDAS, SECOND = (
    2.0,
    2.5,
    0.1,
)  # at most so many times the bare query, pandas at least so many times ours, seconds of a second reading
HEADINGS = "Rapporterad;Stadsdel;Kategori;Anteckning"


def main() -> None:
    """Prints seconds of the clock and of the processor, and peak memory, of each way, at a tenth of the rows and at all of them."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows // 10, rows):
            file = Path(folder) / f"{count}.csv"
            _write(file, count)
            print(f"\n{count} rows, {file.stat().st_size / 1e6:.0f} MB, monthly counts by {AREAS} areas and {TYPES} types:\n")
            clock = {way: _measured(way, file, count) for way in WAYS}
            bare, pandas = clock["ours"] / clock["duckdb"], clock["pandas"] / clock["ours"]
            print(
                f"\nOurs takes {bare:.1f} times the bare query (promised {BARE:g}), pandas {pandas:.1f} times ours (promised {PANDAS:g})."
            )
            file.unlink()
        first, *later = (_process("read", _copied(Path(folder)), 0) for _ in range(4))
    clock, processor, _ = (min(each) for each in zip(*later, strict=True))
    said = f"in {clock:.3f} s later, {processor:.3f} s of the processor (promised {SECOND} s)"
    print(f"\nThe demo's deliveries: read in {first[0]:.2f} s the first time, {said}.")


def _measured(way: str, file: Path, rows: int) -> float:
    """The best seconds of the clock of three processes."""
    runs = [_process(way, file, rows) for _ in range(3)]
    clock, processor, peak = (min(each) for each in zip(*runs, strict=True))
    print(f"- {way}: {clock:.2f} s, {processor:.2f} s of the processor, peak {peak:.0f} MB")
    return clock


def _process(way: str, path: Path, rows: int) -> tuple[float, float, float]:
    """Seconds of the clock and of the processor without what the process imports, and its peak of memory in MB."""
    run = subprocess.run([sys.executable, __file__, way, str(path), str(rows)], capture_output=True, text=True, check=True)
    clock, processor, peak = map(float, run.stdout.split())
    return clock, processor, peak


def _run(work: Callable[[], object]) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    print(time.perf_counter() - clock, time.process_time() - processor, peak_mb())


def _write(file: Path, rows: int) -> None:
    chance = random.Random(1)
    days = [f"{2023 + chance.randrange(YEARS)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}" for _ in range(2_000)]
    times = [f" {minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]
    middles = [f";Område {chance.randrange(AREAS)};Typ {chance.randrange(TYPES)};" for _ in range(5_000)]
    with file.open("w", encoding="utf-8") as text:
        text.write(f"{HEADINGS}\n")
        for begin in range(0, rows, 100_000):
            numbers = range(begin, min(begin + 100_000, rows))
            text.writelines(
                f"{chance.choice(days) + times[n % 1440] if n % 1_000 else 'igår'}{chance.choice(middles)}anteckning av vakt, {n:08}\n"
                for n in numbers
            )


def _ours(file: Path, rows: int) -> None:
    import duckdb  # noqa: F401 - it is loaded late, and loading is not measured

    from briefing.observations.readers import READERS
    from briefing.observations.reading import Reading
    from briefing.sources.layouts import EventList
    from briefing.sources.source import HEAD, Delivery, Part, Source
    from briefing.terms.period import Month

    with file.open("rb") as stream:
        part = Part(file.name, file.stat().st_size, "", None, str(file), stream.read(HEAD))
    areas, types = ({f"{word} {n}": f"{word[:3].lower()}-{n}" for n in range(count)} for word, count in (("Område", AREAS), ("Typ", TYPES)))
    source = Source(id="skador", areas=areas, indicators=types, events=EventList("Rapporterad", "Stadsdel", "Kategori"))
    delivery = Delivery("skador", Month(2026, 1), 1, date(2026, 2, 1), (part,))
    read: list[Reading] = []
    _run(lambda: read.append(READERS["handelselista"](delivery, source)))
    (reading,) = read
    assert (reading.rows_read, reading.rows_refused) == (rows, (rows + 999) // 1_000)
    assert reading.observations.frame["value"].sum() == reading.rows_accepted


def _duckdb(file: Path, rows: int) -> None:
    import duckdb

    duckdb.execute("SET memory_limit = '256MB'; SET preserve_insertion_order = false")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADINGS.split(";"))
    told = f"read_csv('{file}', delim = ';', header = true, auto_detect = false, columns = {{{columns}}})"
    month = "date_trunc('month', try_cast(Rapporterad AS TIMESTAMP))"
    groups: list[Sequence[int]] = []
    query = f"SELECT {month}, Stadsdel, Kategori, count(*) FROM {told} GROUP BY ALL"
    _run(lambda: groups.extend(duckdb.execute(query).fetchall()))
    assert sum(count for *_, count in groups) == rows


def _pandas(file: Path, rows: int) -> None:
    import pandas as pd

    def count() -> None:
        frame = pd.read_csv(file, sep=";")
        months = pd.to_datetime(frame["Rapporterad"], format="%Y-%m-%d %H:%M", errors="coerce").dt.to_period("M")
        counts = frame.groupby([months, "Stadsdel", "Kategori"]).size()
        assert counts.sum() + months.isna().sum() == rows

    _run(count)


def _copied(folder: Path) -> Path:
    """The demo's workspace without what has been kept of it."""
    for name in ("sources", "templates", "briefing.toml"):
        origin, target = ROOT / name, folder / name
        if not target.exists():
            (shutil.copytree if origin.is_dir() else shutil.copy2)(origin, target)
    return folder


def _read(folder: Path, _: int) -> None:
    """As `produce` does at its stage `read`."""
    from briefing.observations.readers import READERS
    from briefing.shell.commands.material import material_of
    from briefing.workspace.deliveries import received
    from briefing.workspace.load import load_workspace

    workspace = load_workspace(folder, READERS)
    came = received(folder, workspace.sources, date(2026, 11, 22))
    _run(lambda: material_of(folder, came.deliveries, workspace.sources))


WAYS: dict[str, Callable[[Path, int], None]] = {"ours": _ours, "duckdb": _duckdb, "pandas": _pandas}

if __name__ == "__main__":
    if len(sys.argv) == 4:
        {**WAYS, "read": _read}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
