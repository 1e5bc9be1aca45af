"""How files are laid out that have no layout of their own: declared in source.toml, told here in the words of whoever declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROW_WORDS = ("area", "indicator", "period", "year", "quarter", "month", "group")
SIDE_WORDS = ("n", "lower", "upper", "margin")
MARKED_MISSING = ("..", ".", "-", "–", "--", "x")
DEGREES, METRES = "EPSG:4326", "EPSG:3006"
"""The systems of coordinates that are read: WGS 84, longitude and latitude; SWEREF 99 TM, easting and northing."""


@dataclass(frozen=True)
class AreaList:
    """Which properties of a list's areas say what (format `omradeslista`); by default those of Polisen's utsatta områden.

    `since`: from when the area is on the list; `police_area`, `place`: the local police area and the town. `crs` is EPSG:3006 or EPSG:4326;
    empty: as the file says.
    """

    name: str = "NAMN"
    category: str = "KATEGORI"
    since: str = "AKTUALITET_START"
    police_area: str = "LOKALPOLISOMRADE"
    place: str = "ORT"
    crs: str = ""


@dataclass(frozen=True)
class CrossTable:
    """A table with headings in several rows above it (`[crosstab]`): what stands in the rows, and what the headings say.

    `columns` maps our words (area, indicator, period, year, quarter, month, group) to the headings of the columns that name a row; without
    `area` and `indicator` the first column is the area. `constants` gives a word once for the whole file. `headings` maps words that stand
    in the headings, or above the table, to the unit or role of the column: antal, per_100k, andel, medel, procent, n (answers), lower,
    upper, margin (half of an interval). `groups` maps the file's groups to ours, "" for all. `measure` is the unit where no heading says
    one. `sheet`: the name of the sheet; without it every sheet is read. `fewest_answers`: a value of fewer is sekretess.
    `only`: heading → text; other rows are not used (Ålder = "Samtliga 16-64 år").
    """

    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    headings: Mapping[str, str] = field(default_factory=dict, hash=False)
    groups: Mapping[str, str] = field(default_factory=dict, hash=False)
    measure: str = ""
    sheet: str = ""
    missing_as: tuple[str, ...] = MARKED_MISSING
    suppressed_as: tuple[str, ...] = ()
    fewest_answers: int = 0
    only: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class EventList:
    """A list with a row for every event (`[events]`): damage reports, EST observations. Nothing of a row is kept but that it was there.

    `date`, `area`, `type` and `count` are headings; without `area` or `type` the constants `in_area` and `of_type` hold for all.
    `per`: the period that they are counted in, manad, kvartal or ar. `first`: from this period on the list is whole, so that a period
    without a row is a true zero; without it only periods with rows have values. `total`: a category for all types together.
    """

    date: str
    area: str = ""
    type: str = ""
    count: str = ""
    in_area: str = ""
    of_type: str = ""
    total: str = ""
    per: str = "manad"
    first: str = ""
    sheet: str = ""
