"""A workspace with a source of the municipality's own whose counts of people are open and not published, and an edition of only such."""

from __future__ import annotations

from pathlib import Path

from workspaces import demo

CANARY = 6173  # the boys of the latest quarter: no small count, but with the whole it gives the three girls away
CANARY_RATE = 4712
CANARIES = ("6173", "6 173", "6\u00a0173", "6\u202f173", "4712", "4 712", "4\u00a0712")
EDITION = "2480-publik-2026-K2"

_SOURCE = """
format = "tabell"
title = "Kommunens anmälningar"
producer = "Umeå kommun"
sensitivity = "oppen"
published = PUBLISHED
covers = "kvartal"
due_after_days = 300
areas = "namn"

[indicators]
"Alla" = "oro"
"Flickor" = "oro-flickor"
"Pojkar" = "oro-pojkar"

[table]
measure = "antal"
delimiter = ";"

[table.columns]
area = "Kommun"
indicator = "Vilka"
period = "Period"
antal = "Antal"
per_100k = "Per 100 000"
"""
_INDICATOR = """
[{id}]
label = "{label}"
definition = "Inkomna anmälningar."
unit = "antal"
polarity = "tolkas"
problem_area = "barn-och-unga"
law = "R-04d"
part_of = "{part_of}"
tested = true
available_from = "kommunen"
"""
_OUTLINE = """
title = "Lägesbild {{ kommun }}"
subtitle = "{{ period }}"
tagline = "Publik utgåva"

[[section]]
number = "1"
heading = "Anmälningar"
"""
_BLOCKS = """
[[section.block]]
kind = "perioder"
caption = "{id}"
indicators = ["{id}/kvartal"]

[[section.block]]
kind = "trend"
caption = "{id} per 100 000 invånare"
indicators = ["{id}/kvartal"]
rolling = 1

[[section.block]]
kind = "staplar"
caption = "{id} samma kvartal"
indicators = ["{id}/kvartal"]

[[section.block]]
kind = "mening"
text = "utveckling"
indicators = ["{id}/kvartal"]
"""
_TAIL = """
[[section.block]]
kind = "matris"
caption = "Läget i korthet"
indicators = ["oro/kvartal", "oro-flickor/kvartal", "oro-pojkar/kvartal"]

[[section.block]]
kind = "nyckeltal"
caption = "Nyckeltal"
indicators = ["oro/kvartal", "oro-flickor/kvartal", "oro-pojkar/kvartal"]

[[section.block]]
kind = "luckor"
caption = "Luckor"

[[section.block]]
kind = "figurdata"
caption = "Figurdata"
"""


def public_workspace(folder: Path, *, published: bool = False) -> Path:
    """The demo with the source `anmalningar` and the kind of edition `publik`, whose ceiling is öppen."""
    root = demo(folder)
    source = root / "sources" / "anmalningar"
    source.mkdir()
    (source / "source.toml").write_text(_SOURCE.replace("PUBLISHED", str(published).lower()), encoding="utf-8")
    (source / "2026-K2.csv").write_text(_delivered(), encoding="utf-8")
    catalogue = root / "sources" / "indicators.toml"
    named = (("oro", "Anmälningar", ""), ("oro-flickor", "Anmälningar om flickor", "oro"), ("oro-pojkar", "Anmälningar om pojkar", "oro"))
    added = "".join(_INDICATOR.format(id=name, label=label, part_of=whole) for name, label, whole in named)
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + added, encoding="utf-8")
    outline = _OUTLINE + "".join(_BLOCKS.format(id=name) for name, _, _ in named) + _TAIL
    (root / "templates" / "utgavor" / "publik.toml").write_text(outline, encoding="utf-8")
    settings = root / "briefing.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('ceiling = "intern"', 'ceiling = "oppen"'), encoding="utf-8")
    return root


def _delivered() -> str:
    rows = ["Kommun;Vilka;Period;Antal;Per 100 000"]
    for year in range(2020, 2027):
        for quarter in range(1, 5 if year < 2026 else 3):
            is_last = (year, quarter) == (2026, 2)
            girls, boys = (3, CANARY) if is_last else (40 + year - 2020 + quarter, 900 + 7 * quarter + year)
            rates = {"Flickor": girls / 1.31, "Pojkar": CANARY_RATE if is_last else boys / 1.31, "Alla": (girls + boys) / 1.31}
            counts = {"Flickor": girls, "Pojkar": boys, "Alla": girls + boys}
            rows += [f"Umeå;{who};{year}-K{quarter};{counts[who]};{rates[who]:.0f}" for who in counts]
    return "\n".join(rows) + "\n"
