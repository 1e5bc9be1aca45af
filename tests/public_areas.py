"""A workspace whose own open source counts people in parts of the municipality, few in some, and a public edition that shows all it can."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from workspaces import demo

EDITION = "2480-publik-2026-K2"
INTERNAL = "2480-helhet-2026-K2"
AREAS = ("Exempelbacken", "Exempelbyn", "Exempelgården", "Exempelhamnen", "Exempelskogen", "Exempelviken")
PEOPLE = (14_000, 9_000, 21_000, 12_500, 7_000, 17_000)
WHO = ("Flickor", "Pojkar")

_SOURCE = """
format = "tabell"
title = "Orosanmälningar, eget register"
producer = "Umeå kommun, individ- och familjenämnden"
sensitivity = "oppen"
published = PUBLISHED
synthetic = true
covers = "kvartal"
due_after_days = 300
strength = "Alla anmälningar räknas."
weakness = "Antalen är små i enskilda områden."

[areas]
"Umeå" = "2480"
{areas}

[indicators]
"Alla" = "anmalningar"
"Flickor" = "anmalningar-flickor"
"Pojkar" = "anmalningar-pojkar"

[table]
measure = "antal"
delimiter = ";"

[table.columns]
area = "Område"
indicator = "Vilka"
period = "Period"
antal = "Antal"
per_100k = "Per 100 000"
"""
_SURVEY = """
format = "tabell"
title = "Kommunens elevenkät"
producer = "Umeå kommun"
sensitivity = "oppen"
synthetic = true
covers = "kvartal"
due_after_days = 300
areas = "kod"

[indicators]
"mar-bra" = "mar-bra"

[table]
measure = "andel"
delimiter = ";"
constants = { area = "2480", indicator = "mar-bra" }

[table.columns]
period = "Period"
value = "Andel"
n = "Svar"
"""
_GEO = """
format = "geojson"
title = "Kommunen, områdesgränser"
producer = "Umeå kommun"
sensitivity = "oppen"
published = true
synthetic = true

[areas]
{areas}

[boundaries]
code = "kod"
name = "namn"
"""
_INDICATOR = """
[{id}]
label = "{label}"
definition = "Inkomna anmälningar om oro för barn."
unit = "{unit}"
polarity = "tolkas"
problem_area = "barn-och-unga"
law = "R-04d"
part_of = "{part_of}"
sign = {sign}
available_from = "individ- och familjenämnden"
"""
_OUTLINE = """
title = "Så ser läget ut i {{ kommun }}"
subtitle = "Barn och unga, {{ period }}"
tagline = "Publik version av kommunens lägesbild"
public = PUBLIC

[[section]]
number = "1"
heading = "Sammanfattning"

[[section.block]]
kind = "mening"
text = "utveckling"
indicators = ["anmalningar/kvartal"]
point = true

[[section.block]]
kind = "mening"
text = "utveckling"
indicators = ["anmalningar-flickor/kvartal"]
point = true

[[section.block]]
kind = "mening"
text = "luckor"
point = true

[[section]]
number = "1.1"
heading = "Läget i korthet"

[[section.block]]
kind = "matris"
caption = "Läget i korthet"
indicators = ["anmalningar/kvartal", "anmalningar-flickor/kvartal", "anmalningar-pojkar/kvartal", "mar-bra/kvartal"]

[[section.block]]
kind = "bevakningslista"

[[section]]
number = "4"
heading = "Kartläggning"

[[section.block]]
kind = "perioder"
caption = "Anmälningar om flickor"
indicators = ["anmalningar-flickor/kvartal"]

[[section.block]]
kind = "trend"
caption = "Anmälningar om flickor per 100 000 invånare"
indicators = ["anmalningar-flickor/kvartal"]
rolling = 1

[[section.block]]
kind = "trend"
caption = "Anmälningar om flickor per 100 000 invånare, rullande fyra kvartal"
indicators = ["anmalningar-flickor/kvartal"]
rolling = 4

[[section.block]]
kind = "staplar"
caption = "Anmälningar samma kvartal"
indicators = ["anmalningar/kvartal"]

[[section.block]]
kind = "rutor"
caption = "Anmälningar"
indicators = ["anmalningar/kvartal", "anmalningar-flickor/kvartal", "anmalningar-pojkar/kvartal"]

[[section.block]]
kind = "utblick"
caption = "Om utvecklingen fortsätter som hittills"
indicators = ["anmalningar/kvartal"]

[[section]]
number = "8"
heading = "Områden"

[[section.block]]
kind = "karta"
caption = "Anmälningar per 100 000 invånare i kommunens områden"
indicators = ["anmalningar-flickor/kvartal"]
source = "omradesgranser"

[[section.block]]
kind = "tratt"
caption = "Anmälningar om flickor i kommunens områden"
indicators = ["anmalningar-flickor/kvartal"]

[[section.block]]
kind = "omraden"
caption = "Tecken på social oro"
subject = "samlat-lage"
indicators = ["anmalningar/kvartal", "anmalningar-flickor/kvartal"]

[[section]]
number = "B"
heading = "Bilagor"

[[section.block]]
kind = "kallor"
caption = "Källor"

[[section.block]]
kind = "luckor"
caption = "Luckor"

[[section.block]]
kind = "metod"
caption = "Metod"

[[section.block]]
kind = "figurdata"
caption = "Figurdata"
"""
_POLICE = """
[[section]]
number = "5"
heading = "Polisens lägesbild"

[[section.block]]
kind = "dimensioner"
caption = "Polisens bedömning"
source = "polisen-lagesrapport"
"""


def areas_workspace(folder: Path, seed: int = 1, *, published: bool = False, mean: float = 9.0) -> Path:
    """The demo with the source, boundaries of six areas, and the kinds `publik` and `helhet` (the same with the police's picture)."""
    root = demo(folder)
    codes = "\n".join(f'"{name}" = "{_code(place)}"' for place, name in enumerate(AREAS))
    source, granser, survey = (root / "sources" / each for each in ("anmalningar", "omradesgranser", "elevenkat"))
    for each in (source, granser, survey):
        each.mkdir()
    generator = np.random.default_rng(seed)
    text = _SOURCE.replace("PUBLISHED", str(published).lower()).replace("{areas}", codes)
    (source / "source.toml").write_text(text, encoding="utf-8")
    (source / "2026-K2.csv").write_text(_delivered(generator, mean), encoding="utf-8")
    (survey / "source.toml").write_text(_SURVEY, encoding="utf-8")
    (survey / "2026-K2.csv").write_text(_answered(generator), encoding="utf-8")
    (granser / "source.toml").write_text(
        _GEO.replace("{areas}", "\n".join(f'"{_code(place)}" = "{_code(place)}"' for place in range(len(AREAS)))), encoding="utf-8"
    )
    (granser / "2026.geojson").write_text(json.dumps(_boundaries(), ensure_ascii=False), encoding="utf-8")
    catalogue = root / "sources" / "indicators.toml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + _indicators(), encoding="utf-8")
    outlines = root / "templates" / "utgavor"
    (outlines / "publik.toml").write_text(_OUTLINE.replace("PUBLIC", "true"), encoding="utf-8")
    (outlines / "helhet.toml").write_text(_OUTLINE.replace("public = PUBLIC\n", "") + _POLICE, encoding="utf-8")
    settings = root / "briefing.toml"
    declared = "".join(f'\n[[area]]\ncode = "{_code(place)}"\nname = "{name}"\nkind = "eget"\n' for place, name in enumerate(AREAS))
    settings.write_text(settings.read_text(encoding="utf-8") + declared, encoding="utf-8")
    return root


def _code(place: int) -> str:
    return f"2480-{place + 1:02d}"


def _indicators() -> str:
    rows = (
        ("anmalningar", "Orosanmälningar", "antal", "", "true"),
        ("anmalningar-flickor", "Orosanmälningar om flickor", "antal", "anmalningar", "true"),
        ("anmalningar-pojkar", "Orosanmälningar om pojkar", "antal", "anmalningar", "false"),
        ("mar-bra", "Elever som mår bra", "andel", "", "false"),
    )
    return "".join(_INDICATOR.format(id=name, label=label, unit=unit, part_of=whole, sign=sign) for name, label, unit, whole, sign in rows)


def _delivered(generator: np.random.Generator, mean: float) -> str:
    """Counts of girls and boys in each area and quarter with all their sums; many are small, and boys of one area are some thousands."""
    rows = ["Område;Vilka;Period;Antal;Per 100 000"]
    for year in range(2020, 2027):
        for quarter in range(1, 5 if year < 2026 else 3):
            cells = generator.poisson(generator.uniform(0.4, 2.0, (len(AREAS), len(WHO))) * mean)
            cells[:, 1] += generator.integers(1_000, 9_999, len(AREAS))  # a number that stands nowhere else, to search for
            for place, name in enumerate((*AREAS, "Umeå")):
                of_area = cells.sum(axis=0) if name == "Umeå" else cells[place]
                people = sum(PEOPLE) if name == "Umeå" else PEOPLE[place]
                counts = {"Alla": of_area.sum(), **dict(zip(WHO, of_area, strict=True))}
                rows += [f"{name};{who};{year}-K{quarter};{count};{100_000 * count / people:.1f}" for who, count in counts.items()]
    return "\n".join(rows) + "\n"


def _answered(generator: np.random.Generator) -> str:
    """A share of answers each quarter, of fewer and of more than are published."""
    rows = ["Period;Andel;Svar"]
    for year in range(2020, 2027):
        for quarter in range(1, 5 if year < 2026 else 3):
            answers = int(generator.integers(40, 90))
            rows.append(f"{year}-K{quarter};{100 * generator.integers(10, answers) / answers:.1f};{answers}")
    return "\n".join(rows) + "\n"


def _boundaries() -> dict[str, object]:
    """Six squares, three in a row."""
    features = []
    for place, name in enumerate(AREAS):
        west, south = 20.0 + 0.1 * (place % 3), 63.8 + 0.05 * (place // 3)
        ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.05], [west, south + 0.05], [west, south]]
        features.append(
            {"type": "Feature", "properties": {"kod": _code(place), "namn": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return {"type": "FeatureCollection", "features": features}
