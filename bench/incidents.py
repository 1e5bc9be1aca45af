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
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.measure import whole_process  # noqa: E402

ROWS, AREAS, TYPES, YEARS = 10_000_000, 40, 25, 3
BARE, PANDAS, SECOND = (
    2.0,
    2.5,
    0.1,
)  # at most so many times the bare query, pandas at least so many times ours, seconds of a second reading
HEADINGS = "Rapporterad;Stadsdel;Kategori;Anteckning"


def main() -> None:
    """Prints seconds of the clock and peak memory of each way, at a tenth of the rows and at all of them."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows // 10, rows):
            file = Path(folder) / f"{count}.csv"
            _write(file, count)
            print(f"{count} rows, {file.stat().st_size / 1e6:.0f} MB, monthly counts by {AREAS} areas and {TYPES} types:")
            seconds = {way: _measured(way, file, count) for way in WAYS}
            ours, bare, pandas = seconds["ours"], seconds["duckdb"], seconds["pandas"]
            print(
                f"- ours is {ours / bare:.1f} times the bare query (promised {BARE:g}), pandas {pandas / ours:.1f} times ours ({PANDAS:g})"
            )
            file.unlink()
        print(_again(Path(folder)))


def _measured(way: str, file: Path, rows: int) -> float:
    """The best of three processes, less what they take to start."""
    runs = [whole_process([sys.executable, __file__, way, str(file), str(rows)]) for _ in range(3)]
    starts = min(whole_process([sys.executable, __file__, f"{way}-start", str(file), "0"]).seconds for _ in range(3))
    best = min(runs, key=lambda run: run.seconds)
    print(f"- {way}: {best.seconds - starts:.2f} s, peak {best.peak_mb:.0f} MB")
    return best.seconds - starts


def _write(file: Path, rows: int) -> None:
    chance = random.Random(1)
    days = [f"{2023 + chance.randrange(YEARS)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02} 12:30" for _ in range(5_000)]
    middles = [f";Område {chance.randrange(AREAS)};Typ {chance.randrange(TYPES)};" for _ in range(5_000)]
    with file.open("w", encoding="utf-8") as text:
        text.write(f"{HEADINGS}\n")
        for begin in range(0, rows, 100_000):
            numbers = range(begin, min(begin + 100_000, rows))
            text.writelines(
                f"{chance.choice(days) if n % 1_000 else 'igår'}{chance.choice(middles)}anteckning om {n % 97}\n" for n in numbers
            )


def _ours(file: Path, rows: int) -> None:
    from briefing.observations.readers import READERS
    from briefing.sources.layouts import EventList
    from briefing.sources.source import HEAD, Delivery, Part, Source
    from briefing.terms.period import Month

    if not rows:
        import duckdb  # noqa: F401 - the others load theirs before the clock starts too

        return
    with file.open("rb") as stream:
        part = Part(file.name, file.stat().st_size, "", None, str(file), stream.read(HEAD))
    areas, types = ({f"{word} {n}": f"{word[:3].lower()}-{n}" for n in range(count)} for word, count in (("Område", AREAS), ("Typ", TYPES)))
    source = Source(id="skador", areas=areas, indicators=types, events=EventList("Rapporterad", "Stadsdel", "Kategori"))
    reading = READERS["handelselista"](Delivery("skador", Month(2026, 1), 1, date(2026, 2, 1), (part,)), source)
    assert (reading.rows_read, reading.rows_refused) == (rows, (rows + 999) // 1_000)
    assert reading.observations.frame["value"].sum() == reading.rows_accepted


def _duckdb(file: Path, rows: int) -> None:
    import duckdb

    if not rows:
        return
    duckdb.execute("SET memory_limit = '256MB'; SET preserve_insertion_order = false")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADINGS.split(";"))
    told = f"read_csv('{file}', delim = ';', header = true, auto_detect = false, columns = {{{columns}}})"
    month = "date_trunc('month', try_cast(Rapporterad AS TIMESTAMP))"
    groups = duckdb.execute(f"SELECT {month}, Stadsdel, Kategori, count(*) FROM {told} GROUP BY ALL").fetchall()
    assert sum(count for *_, count in groups) == rows


def _pandas(file: Path, rows: int) -> None:
    import pandas as pd

    if not rows:
        return
    frame = pd.read_csv(file, sep=";", usecols=["Rapporterad", "Stadsdel", "Kategori"])
    months = pd.to_datetime(frame["Rapporterad"], format="%Y-%m-%d %H:%M", errors="coerce").dt.to_period("M")
    counts = frame.groupby([months, "Stadsdel", "Kategori"]).size()
    assert counts.sum() + months.isna().sum() == rows


def _again(folder: Path) -> str:
    """The demo's deliveries read by a process that has never seen them, and by a later one."""
    for name in ("sources", "templates", "briefing.toml"):
        origin = ROOT / name
        (shutil.copytree if origin.is_dir() else shutil.copy2)(origin, folder / name)
    seconds = [_read_by_a_process(folder) for _ in range(4)]
    return f"the demo's deliveries read: {seconds[0]:.2f} s the first time, {min(seconds[1:]):.2f} s later (promised {SECOND} s)"


def _read_by_a_process(folder: Path) -> float:
    run = subprocess.run([sys.executable, __file__, "read", str(folder), "0"], capture_output=True, text=True, check=True)
    return float(run.stdout)


def _read(folder: Path, _: int) -> None:
    """As `produce` does at its stage `read`."""
    from briefing.observations.readers import READERS
    from briefing.shell.commands.material import material_of
    from briefing.workspace.deliveries import received
    from briefing.workspace.load import load_workspace

    workspace = load_workspace(folder, READERS)
    came = received(folder, workspace.sources, date(2026, 11, 22))
    start = time.perf_counter()
    material_of(folder, came.deliveries, workspace.sources)
    print(time.perf_counter() - start)


WAYS: dict[str, Callable[[Path, int], None]] = {"ours": _ours, "duckdb": _duckdb, "pandas": _pandas}

if __name__ == "__main__":
    if len(sys.argv) == 4:
        {**WAYS, "read": _read}[sys.argv[1].removesuffix("-start")](Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
