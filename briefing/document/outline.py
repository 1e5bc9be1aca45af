"""Outlines: which sections and blocks a kind of edition has (templates/utgavor/<kind>.toml). A new kind needs no Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from briefing.findings.finding import Subject
from briefing.findings.listed_areas import Join
from briefing.findings.since_problems import PROBLEMS
from briefing.sources.register import REGISTER
from briefing.terms.period import Frequency


class BlockKind(Enum):
    """What can stand in a section. Fixed prose, sentences and points; human texts; tables; figures; gaps."""

    TEXT = "text"
    MENING = "mening"
    BEDOMNING = "bedomning"
    UPPGIFT = "uppgift"
    MATRIS = "matris"
    MANADER = "manader"
    PERIODER = "perioder"
    GRUPPER = "grupper"
    NYCKELTAL = "nyckeltal"
    LANDET = "landet"
    SKILLNADER = "skillnader"
    OMRADEN = "omraden"
    DIMENSIONER = "dimensioner"
    ANDRADE = "andrade"
    HISTORIK = "historik"
    NYTT = "nytt"
    KALLOR = "kallor"
    LUCKOR = "luckor"
    INDIKATORER = "indikatorer"
    METOD = "metod"
    FIGURDATA = "figurdata"
    TREND = "trend"
    STAPLAR = "staplar"
    RUTOR = "rutor"
    RYGGRAD = "ryggrad"
    TRATT = "tratt"
    KARTA = "karta"
    OMRADESLISTA = "omradeslista"
    BEVAKNINGSLISTA = "bevakningslista"
    SKYDDSFAKTORER = "skyddsfaktorer"
    UTBLICK = "utblick"
    SAKNAS = "saknas"
    LAGKRAV = "lagkrav"
    REGISTER = "register"
    SUMMA = "summa"
    KOPPLINGAR = "kopplingar"
    ANDRINGSLOGG = "andringslogg"


OWN_INDICATORS = "namnden"
"""How the outline of an edition for a nämnd writes the indicators of that nämnd."""


@dataclass(frozen=True)
class BlockOutline:
    """One block of a section.

    `text` names a template (texter/<text>.md.j2 for `text`, meningar/<text>.j2 for `mening`), or is the sentence of `saknas`, or the name
    of a human text in its gap. `indicators` are written `<indicator>/<ar|kvartal|manad>`; where the edition is for a nämnd also `namnden`
    or `namnden/ar`, all of its own or those of one frequency. `source` is a source id, `dimension` one of its
    dimensions, `subject` the subject of an assessment. `since` is the first year of a figure (0: the latest break), `rolling` how many
    periods a point sums, `rows` how many periods a table has. `classes` are the values at which the classes of a map begin, from the
    second class up (none: a quarter of the areas in each), `within` how the codes of its areas begin (empty: all that the source has).
    `boundaries` is the source of the municipality's boundary that a list of areas is held against.
    `register` is a register's name (of `bedomning`: each of its open rows is judged by itself) and `columns` its fields that are shown, or
    added up by the field `by`; `open`: only rows that are not closed, `own`: only those of the nämnd that the edition is for.
    `brief` leaves out what can be left out: ranks, other municipalities' lines, long texts. `optional`: nothing is said of what is not
    there. `point` makes it a numbered point of the summary, `lead` sets it as the lead.
    """

    kind: BlockKind
    text: str = ""
    caption: str = ""
    indicators: tuple[str, ...] = ()
    source: str = ""
    dimension: str = ""
    subject: str = ""
    since: int = 0
    rolling: int = 1
    rows: int = 0
    height_mm: float = 72.0
    classes: tuple[float, ...] = ()
    within: str = ""
    boundaries: str = ""
    register: str = ""
    columns: tuple[str, ...] = ()
    by: str = ""
    open: bool = False
    own: bool = False
    optional: bool = False
    required: bool = False
    point: bool = False
    lead: bool = False
    brief: bool = False


@dataclass(frozen=True)
class SectionOutline:
    """A heading and its blocks. Without a number the depth says which level of heading it is; a number gives it.

    `gathers`: a chapter whose parts without any input are left out, and named in one gap paragraph under its heading.
    """

    heading: str
    number: str = ""
    depth: int = 0
    starts_page: bool = False
    gathers: bool = False
    block: tuple[BlockOutline, ...] = ()


@dataclass(frozen=True)
class Outline:
    """One kind of edition: `title`, `subtitle` and `tagline` are short Jinja texts.

    `for_meeting`: it is made for a council meeting; `for_committee`: for one nämnd; `public`: for everyone to read; `every_quarter`: the
    next one is that of the next quarter.
    """

    title: str
    subtitle: str
    tagline: str
    section: tuple[SectionOutline, ...]
    cover: bool = False
    contents: bool = False
    for_meeting: bool = False
    for_committee: bool = False
    public: bool = False
    every_quarter: bool = False
    skyline: str = ""

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every indicator that the outline asks about for the municipality, once, in its order."""
        return self._asked(block for section in self.section for block in section.block if block.kind is not BlockKind.OMRADEN)

    @property
    def signs(self) -> tuple[Subject, ...]:
        """The signs of social unrest that the outline asks about for every declared area, once, in its order."""
        return self._asked(block for section in self.section for block in section.block if block.kind is BlockKind.OMRADEN)

    def _asked(self, blocks: Iterable[BlockOutline]) -> tuple[Subject, ...]:
        return tuple(dict.fromkeys(subject(each) for block in blocks for each in block.indicators))

    @property
    def sources(self) -> frozenset[str]:
        """The sources and the registers (`register:problem`) that its blocks name; `register:` is every register."""
        blocks = [block for section in self.section for block in section.block]
        registers = {f"{REGISTER}{block.register}" for block in blocks if block.register}
        registers |= {f"{REGISTER}{PROBLEMS}" for block in blocks if block.kind is BlockKind.NYTT}
        registers |= {REGISTER for block in blocks if block.kind in (BlockKind.LAGKRAV, BlockKind.KOPPLINGAR)}
        named = (name for block in blocks for name in (block.source, block.boundaries) if name)
        return frozenset({*named, *registers})

    @property
    def spreads(self) -> tuple[Subject, ...]:
        """The indicators whose values in all areas are shown."""
        return self._subjects_of(BlockKind.RYGGRAD, BlockKind.KARTA)

    @property
    def funnels(self) -> tuple[Subject, ...]:
        """The indicators whose values in parts of the municipality are held against chance."""
        return self._subjects_of(BlockKind.TRATT)

    @property
    def lists(self) -> tuple[Join, ...]:
        """The lists of areas that are held against the municipality's boundary."""
        blocks = (block for section in self.section for block in section.block if block.kind is BlockKind.OMRADESLISTA)
        return tuple(dict.fromkeys(Join(block.source, block.boundaries) for block in blocks))

    def _subjects_of(self, *kinds_of_block: BlockKind) -> tuple[Subject, ...]:
        return self._asked(block for section in self.section for block in section.block if block.kind in kinds_of_block)

    def has(self, kind: BlockKind) -> bool:
        """Whether any section has a block of that kind."""
        return any(block.kind is kind for section in self.section for block in section.block)


def subject(written: str) -> Subject:
    """The subject written `anmalda-brott/kvartal`."""
    indicator, _, frequency = written.partition("/")
    return Subject(indicator, Frequency(frequency))
