"""How long it takes to read: polisen's 85 011 recorded notices, and an Excel file of 100 000 rows."""

from __future__ import annotations

import gzip
import hashlib
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from briefing.observations.readers import READERS
from briefing.observations.workbook_cells import sheets_of
from briefing.sources.source import Delivery, Part, Source
from briefing.terms.period import Month

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from builders_workbooks import workbook  # noqa: E402

NOTICES = ROOT.parent / "shared" / "data" / "large" / "polisen_events_national_2023-03_2026-08.jsonl.gz"
ROWS, COLUMNS = 100_000, 6
PROMISED_NOTICES, PROMISED_EXCEL = 2.0, 3.0  # seconds


def main() -> None:
    """Prints the processor seconds (one core) of each, best of three."""
    if NOTICES.is_file():
        part = _part("2026-08.json", gzip.decompress(NOTICES.read_bytes()))
        source = Source(id="polisen", areas={"Umeå": "2480"}, indicators={"Alla typer": "notiser"})
        delivery = Delivery("polisen", Month(2026, 8), 1, date(2026, 8, 23), (part,))
        _print("polisen's 85 011 notices to counts", PROMISED_NOTICES, lambda: READERS["polisen-handelser"](delivery, source))
    rows = [[f"Område {row % 290}", "Stöld", "2026-05", row, row / 7, "fullständig"] for row in range(ROWS)]
    book = _part("2026-05.xlsx", workbook({"Tabell": rows}))
    _print(f"an Excel file of {ROWS} rows and {COLUMNS} columns to cells", PROMISED_EXCEL, lambda: sheets_of(book))


def _part(name: str, content: bytes) -> Part:
    return Part(name, len(content), hashlib.sha512(content).hexdigest(), content)


def _print(what: str, promised: float, make: Callable[[], object]) -> None:
    print(f"{what}: {min(_seconds(make) for _ in range(3)):.2f} s (promised {promised:g} s)")


def _seconds(make: Callable[[], object]) -> float:
    start = time.process_time()
    make()
    return time.process_time() - start


if __name__ == "__main__":
    main()
