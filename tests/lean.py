"""A workspace whose quarterly edition takes a second: one text, so that a test of the calendar is not one of rendering."""

from __future__ import annotations

import shutil
from pathlib import Path

OUTLINE = """
title = "Lägesbild, {{ period }}"
subtitle = "{{ period }}"
tagline = "Kvartalsutgåva"
every_quarter = true

[[section]]
number = "2"
heading = "Inledning"
[[section.block]]
kind = "text"
text = "inledning"
"""
KEPT = ("bra-anmalda-brott", "polisen-lagesrapport")


def lean(root: Path) -> Path:
    """The workspace, made small: two sources, one kind of edition, each quarter and nothing waited for."""
    for path in (root / "sources").iterdir():
        if path.is_dir() and path.name not in KEPT:
            shutil.rmtree(path)
    for path in (root / "templates" / "utgavor").iterdir():
        path.unlink()
    (root / "templates" / "utgavor" / "kvartal.toml").write_text(OUTLINE, encoding="utf-8")
    text = (root / "briefing.toml").read_text(encoding="utf-8")
    rules, rest = text.index("\n[[calendar.edition]]") + 1, text.index("# Parts of the municipality")
    (root / "briefing.toml").write_text(text[:rules] + text[rest:], encoding="utf-8")
    return root
