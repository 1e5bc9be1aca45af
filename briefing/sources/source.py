"""`Source`, what we have agreed to receive; `Delivery` and `Part`, what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.sources.fetching import Fetching
from briefing.sources.layouts import AreaList, CrossTable, EventList
from briefing.sources.register import RegisterLayout
from briefing.terms.area import LocalArea
from briefing.terms.period import Frequency, Period
from briefing.terms.sensitivity import Sensitivity

HEAD = 1 << 16  # bytes of a file's beginning: the rows above its table, its headings and the first rows under them


@dataclass(frozen=True)
class TableLayout:
    """How a table with declared columns is written (format `tabell`).

    `columns` maps our words (area, indicator, period, value, antal, per_100k, n, lower, upper, status, group) to the file's headers.
    A column that is not there may be given once for all rows in `constants` (the same words). `measure` is the unit of `value`.
    `statuses` maps the file's own words to slutlig, preliminar, saknas, sekretess, ej_tillamplig, utgatt or bruten.
    `missing_as` and `suppressed_as` are the cells that mean saknas and sekretess; they are never numbers. `sheet`: which sheet of an Excel
    file; without it the first.
    """

    columns: Mapping[str, str] = field(hash=False)
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    statuses: Mapping[str, str] = field(default_factory=dict, hash=False)
    measure: str = "antal"
    delimiter: str = ";"
    missing_as: tuple[str, ...] = ("..", ".", "-", "–", "x")
    suppressed_as: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True)
class Matter:
    """What a dimension is held beside: the indicator about the same matter, and what can explain that the two say different things."""

    indicator: str
    may_differ_because: str = ""


@dataclass(frozen=True)
class BoundaryLayout:
    """Which properties of a map's areas are their code and their name (format `geojson`). No name: the code is printed."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class CubeLayout:
    """What the dimensions of a statistical table are for, by their names (formats json-stat, pxweb-json, px; of opendatasoft: the fields).

    Each may be left out where the table itself says it. `indicator`: the dimensions whose labels, joined by a comma, are the category.
    `whole`: categories that stand for everyone, by code or label, besides those that the table or the word totalt tells of.
    """

    area: str = ""
    period: str = ""
    indicator: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One declared source (sources/<id>/source.toml).

    `covers` is how often a delivery is expected and `due_after_days` how long after the period's end; None: not expected at set
    times. `areas` maps the source's own area names to area codes, `indicators` its own categories to ids of the catalogue,
    `titles` its own ids to the titles that it should give them, `units` its own ids to the unit of their values, `dimensions` the
    fixed dimensions of its statements to their labels, in the order of the document, `same_matter` some of these dimensions to the
    indicators that they are held beside. `help` says what to write of a dimension, `numbers` which indicators stand beside it in the
    form, `text_only` which dimensions have no level, `fields` which fields a dimension has where they are not those of its kind. Of
    judgements: `observed` are the dimensions that are observations and not judged, `per_area` those that are asked for each declared
    area, `each` those that are asked for each row of a register, `likelihood` the workspace's own words, set when it is loaded.
    `may_clear`: who delivers may call a text more open than the source is.
    `municipality` is the code of the workspace's own and `register_of_areas` its register of areas, both set when it is loaded; `division`
    is the one whose areas the source names, where `areas` names a division instead of mapping names. `fetch`: how the program itself
    collects it.
    A bare source (no id) maps nothing: the reader keeps the file's own names. `synthetic`: invented for the example; every page that
    uses it says so.
    """

    id: str = ""
    format: str = ""
    title: str = ""
    producer: str = ""
    origin: str = "data"
    sensitivity: Sensitivity = Sensitivity.INTERN
    published: bool = False
    synthetic: bool = False
    covers: Frequency | None = None
    due_after_days: int | None = None
    areas: Mapping[str, str] = field(default_factory=dict, hash=False)
    indicators: Mapping[str, str] = field(default_factory=dict, hash=False)
    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    units: Mapping[str, str] = field(default_factory=dict, hash=False)
    dimensions: Mapping[str, str] = field(default_factory=dict, hash=False)
    same_matter: Mapping[str, Matter] = field(default_factory=dict, hash=False)
    help: Mapping[str, str] = field(default_factory=dict, hash=False)
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    text_only: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    observed: tuple[str, ...] = ()
    per_area: tuple[str, ...] = ()
    each: Mapping[str, str] = field(default_factory=dict, hash=False)
    likelihood: tuple[str, ...] = ()
    may_clear: bool = False
    municipality: str = ""
    register_of_areas: tuple[LocalArea, ...] = ()
    division: str = ""
    table: TableLayout | None = None
    boundaries: BoundaryLayout | None = None
    register: RegisterLayout | None = None
    cube: CubeLayout | None = None
    crosstab: CrossTable | None = None
    events: EventList | None = None
    listed: AreaList | None = None
    fetch: Fetching | None = None
    strength: str = ""
    weakness: str = ""
    reliability: str = ""
    licence: str = ""
    url: str = ""
    contact: str = ""

    @property
    def is_bare(self) -> bool:
        return not self.id


@dataclass(frozen=True)
class Part:
    """One file of a delivery, in its original bytes.

    `content` is None where it is too large for memory (64 MB), and `head` then its beginning.
    """

    name: str
    size: int
    sha512: str
    content: bytes | None = field(repr=False)
    path: str = ""
    head: bytes = field(default=b"", repr=False)

    @property
    def beginning(self) -> bytes:
        """The first bytes, whether the file fits in memory or not."""
        return self.head if self.content is None else self.content[:HEAD]


@dataclass(frozen=True)
class Delivery:
    """What came at one time: the latest period it covers, its revision (1 is the first), the day it was received, its parts."""

    source: str
    covers: Period
    revision: int
    received_on: date
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return self.covers.code + (f".r{self.revision}" if self.revision > 1 else "")

    @property
    def id(self) -> str:
        return f"{self.source}/{self.name}"
