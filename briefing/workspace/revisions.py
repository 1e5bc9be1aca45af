"""Which number the next correction of a period gets, and what a delivery is called: the one way for all who add deliveries."""

from __future__ import annotations

from pathlib import Path

from briefing.terms.period import Period
from briefing.workspace.deliveries import named_period
from briefing.workspace.receipt import read_receipt


def next_name(folder: Path, covers: Period) -> str:
    """`2026-K2`, or `2026-K2.r3`: the first revision of a period that nothing in the source's folder has or, by its register, has had."""
    registered = ((row.file.partition("/")[0], "/" in row.file) for row in read_receipt(folder).rows.values())
    there = ((path.name, path.is_dir()) for path in (folder.iterdir() if folder.is_dir() else ()))
    named = (named_period(name, folder.name, is_folder=is_folder) for name, is_folder in {*there, *registered})
    revision = max((each[1] for each in named if each and each[0] == covers), default=0) + 1
    return f"{covers.code}.r{revision}" if revision > 1 else covers.code
