"""A tick with nothing due and nothing to collect. `python bench/tick.py WORKSPACE` is one whole process; `prepared` makes the workspace."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

EDITIONS, TODAY = 80, "2026-03-01T10:00"
_REPOSITORY = Path(__file__).resolve().parent.parent


def prepared(folder: Path) -> Path:
    """The demo with twenty years of quarterly editions in its archive (with invented files), ticked once."""
    from briefing.archive import store
    from briefing.archive.edition import Edition
    from briefing.archive.layout import ARCHIVE
    from briefing.shell.cli import run
    from briefing.terms.edition import EditionId, Status
    from briefing.terms.period import Quarter
    from briefing.workspace.collection_log import Tried, remember

    root = folder / "umea"
    root.mkdir()
    for name in ("sources", "templates"):
        shutil.copytree(_REPOSITORY / name, root / name)
    text = (_REPOSITORY / "briefing.toml").read_text(encoding="utf-8")
    text = text.replace('first = "2026-K2"', 'first = "2006-K1"').replace('kind = "fullstandig"', 'kind = "kf-rapport"')
    (root / "briefing.toml").write_text(text.replace("collect = true", "collect = false"), encoding="utf-8")
    ids = [EditionId("2480", "kvartal", Quarter(2006, 1).shifted(each).code) for each in range(EDITIONS)]
    for each in (*ids, EditionId("2480", "kf-rapport", "2006-K1")):
        edition = Edition(each, "v1", Status.UTKAST, date(2026, 1, 15), "", "", "0.1.0", (), ())
        store.add(root / ARCHIVE, edition, {f"{each}.json": b"{}"}, {})
    run(["--workspace", str(root), "--today", TODAY, "tick"])
    (root / "briefing.toml").write_text(text, encoding="utf-8")  # from here on it collects too, and has done so tonight
    for path in (root / "sources").glob("*/source.toml"):
        remember(root, path.parent.name, Tried(datetime(2026, 3, 1, 1, tzinfo=UTC), datetime(2026, 3, 2, 1, tzinfo=UTC)))
    return root


if __name__ == "__main__":
    from bench.measure import peak_mb
    from briefing.shell.cli import run

    code = run(["--workspace", sys.argv[1], "--today", TODAY, "tick"])
    if code or "pandas" in sys.modules:
        sys.exit(f"something was due, or pandas was imported: exit code {code}")
    print(peak_mb())
