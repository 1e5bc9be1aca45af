"""Workspaces whose quarterly edition is quickly made, so that a test of something else is not one of rendering."""

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
SHORT = ("Sammanfattning", "Läget i punkter", "Polisens lägesbild", "Analys", "Samlad bedömning")


def lean(root: Path) -> Path:
    """The workspace, made small: two sources, one kind of edition, each quarter and nothing waited for."""
    for path in (root / "sources").iterdir():
        if path.is_dir() and path.name not in KEPT:
            shutil.rmtree(path)
    for path in (root / "templates" / "utgavor").iterdir():
        path.unlink()
    (root / "templates" / "utgavor" / "kvartal.toml").write_text(OUTLINE, encoding="utf-8")
    text = (root / "briefing.toml").read_text(encoding="utf-8")
    rules, rest = text.index("\n[[calendar.edition]]") + 1, text.index("# The words in which people say how likely")
    (root / "briefing.toml").write_text(text[:rules] + text[rest:], encoding="utf-8")
    return root


def short(root: Path, *also: str, cover: bool = False, kind: str = "kvartal") -> Path:
    """The workspace, with few sections in its quarter, as the demo has them: those of `SHORT`, and the headings that are named."""
    outline = root / "templates" / "utgavor" / f"{kind}.toml"
    head, *sections = outline.read_text(encoding="utf-8").split("[[section]]\n")
    kept = [each for each in sections if any(f'heading = "{heading}"' in each for heading in (*SHORT, *also))]
    assert len(kept) == len(SHORT) + len(also)
    text = "".join((head, *(f"[[section]]\n{each}" for each in kept)))
    text = text.replace('skyline = "anmalda-brott/kvartal"\n', "")
    outline.write_text(text if cover else text.replace("cover = true", "cover = false"), encoding="utf-8")
    return root
