"""Outlines: which sections and blocks a kind of edition has (templates/utgavor/<kind>.toml). A new kind needs no Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from math import isfinite

from briefing.document.templates import Templates
from briefing.errors import BriefingError, DeclarationError, Problem
from briefing.findings.finding import Subject
from briefing.sources.source import Source
from briefing.terms.declaration import declared
from briefing.terms.indicator import Indicator
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
    BEVAKNINGSLISTA = "bevakningslista"
    SKYDDSFAKTORER = "skyddsfaktorer"
    UTBLICK = "utblick"
    SAKNAS = "saknas"
    LAGKRAV = "lagkrav"


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
        """The sources that its blocks name."""
        return frozenset(block.source for section in self.section for block in section.block if block.source)

    @property
    def spreads(self) -> tuple[Subject, ...]:
        """The indicators whose values in all areas are shown."""
        return self._subjects_of(BlockKind.RYGGRAD, BlockKind.KARTA)

    @property
    def funnels(self) -> tuple[Subject, ...]:
        """The indicators whose values in parts of the municipality are held against chance."""
        return self._subjects_of(BlockKind.TRATT)

    def _subjects_of(self, *kinds_of_block: BlockKind) -> tuple[Subject, ...]:
        return self._asked(block for section in self.section for block in section.block if block.kind in kinds_of_block)

    def has(self, kind: BlockKind) -> bool:
        """Whether any section has a block of that kind."""
        return any(block.kind is kind for section in self.section for block in section.block)


def checked_outline(kind: str, templates: Templates, indicators: Iterable[Indicator], sources: Iterable[Source]) -> Outline:
    """The outline of that kind, held against a catalogue and declared sources (`outline_of`)."""
    known = tuple(indicators)
    signs = frozenset(each.id for each in known if each.sign)
    return outline_of(kind, templates, frozenset(each.id for each in known), {each.id: each.dimensions for each in sources}, signs)


def outline_of(
    kind: str, templates: Templates, indicators: Collection[str], sources: Mapping[str, Collection[str]], signs: Collection[str] = ()
) -> Outline:
    """The outline of that kind; BriefingError lists the kinds that there are, DeclarationError every problem in it.

    `indicators` are the catalogue's ids, `signs` those of them that are signs of social unrest, `sources` the declared sources' ids with
    their dimensions.
    """
    path = f"utgavor/{kind}.toml"
    if path not in templates.texts:
        there = ", ".join(kinds(templates))
        remedy = f"use one of {there}" if there else "put back templates/utgavor/, or copy it from a new workspace: briefing init"
        raise BriefingError("--kind", problem=f"there is no kind '{kind}'", remedy=remedy)
    outline = declared(Outline, templates.text(path), f"templates/{path}")
    if problems := tuple(_problems(outline, f"templates/{path}", indicators, sources, signs)):
        raise DeclarationError(problems)
    return outline


def kinds(templates: Templates) -> tuple[str, ...]:
    """The kinds of edition that the workspace has an outline for."""
    outlines = (path for path in templates.texts if path.startswith("utgavor/") and path.endswith(".toml"))
    return tuple(sorted(path.removeprefix("utgavor/").removesuffix(".toml") for path in outlines))


def subject(written: str) -> Subject:
    """The subject written `anmalda-brott/kvartal`."""
    indicator, _, frequency = written.partition("/")
    return Subject(indicator, Frequency(frequency))


_MOST_CLASSES = 5  # more shades cannot be told apart in print


def indicator_problems(place: tuple[str, ...], written: tuple[str, ...], indicators: Collection[str]) -> Iterator[Problem]:
    """A problem for each that is not written `<indicator>/<frequency>`, or whose indicator is not in the catalogue."""
    for each in written:
        indicator, _, frequency = each.partition("/")
        if frequency not in [known.value for known in Frequency]:
            yield Problem(place, f"'{each}' has no period", "write for example anmalda-brott/kvartal")
        elif indicator not in indicators:
            yield Problem(place, f"'{indicator}' is not in sources/indicators.toml", "declare it there, or name another")


_NEEDS: Mapping[str, tuple[BlockKind, ...]] = {
    "indicators": (
        BlockKind.MATRIS,
        BlockKind.PERIODER,
        BlockKind.MANADER,
        BlockKind.GRUPPER,
        BlockKind.NYCKELTAL,
        BlockKind.LANDET,
        BlockKind.TREND,
        BlockKind.STAPLAR,
        BlockKind.RUTOR,
        BlockKind.UTBLICK,
        BlockKind.OMRADEN,
        BlockKind.RYGGRAD,
        BlockKind.TRATT,
        BlockKind.KARTA,
    ),
    "source": (BlockKind.UPPGIFT, BlockKind.DIMENSIONER, BlockKind.ANDRADE, BlockKind.KARTA),
    "dimension": (BlockKind.UPPGIFT,),
    "subject": (BlockKind.BEDOMNING, BlockKind.SAKNAS, BlockKind.OMRADEN),
    "text": (BlockKind.TEXT, BlockKind.MENING, BlockKind.SAKNAS),
}


def _problems(
    outline: Outline, where: str, indicators: Collection[str], sources: Mapping[str, Collection[str]], signs: Collection[str]
) -> Iterator[Problem]:
    if outline.skyline:
        yield from indicator_problems((where, "skyline"), (outline.skyline,), indicators)
    for section in outline.section:
        for block in section.block:
            place = (where, section.heading, block.kind.value)
            for key, kinds_that_need_it in _NEEDS.items():
                if block.kind in kinds_that_need_it and not getattr(block, key):
                    yield Problem(place, f"the block has no {key}", f"add {key} to the block")
            yield from indicator_problems((*place, "indicators"), _named(block, outline), indicators)
            yield from _sign_problems((*place, "indicators"), block, indicators, signs)
            yield from _source_problems(place, block, sources)
            yield from _size_problems(place, block)


def _sign_problems(place: tuple[str, ...], block: BlockOutline, indicators: Collection[str], signs: Collection[str]) -> Iterator[Problem]:
    for each in (subject.partition("/")[0] for subject in block.indicators if block.kind is BlockKind.OMRADEN):
        if each in indicators and each not in signs:
            yield Problem(place, f"'{each}' is not a sign of social unrest", "write sign = true for it in sources/indicators.toml")


def _named(block: BlockOutline, outline: Outline) -> tuple[str, ...]:
    """The indicators that must be in the catalogue; those of a nämnd are declared in briefing.toml, and held against it there."""
    own = (OWN_INDICATORS, *(f"{OWN_INDICATORS}/{each.value}" for each in Frequency)) if outline.for_committee else ()
    return tuple(each for each in block.indicators if each not in own)


def _source_problems(place: tuple[str, ...], block: BlockOutline, sources: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    if block.source and block.source not in sources:
        remedy = f"name one of {', '.join(sources)}" if sources else "declare it first, see sources/README.md"
        yield Problem((*place, "source"), f"'{block.source}' is not a source in sources/", remedy)
    elif block.dimension and block.dimension not in sources[block.source]:
        known = ", ".join(sources[block.source]) or "none"
        yield Problem((*place, "dimension"), f"'{block.dimension}' is not a dimension of {block.source}", f"name one of {known}")


def _size_problems(place: tuple[str, ...], block: BlockOutline) -> Iterator[Problem]:
    if block.rolling not in (1, 4):
        yield Problem((*place, "rolling"), f"{block.rolling} is not a number of periods to sum", "write 1, or 4 for rolling four quarters")
    if block.rows < 0:
        yield Problem((*place, "rows"), f"{block.rows} is not a number of rows", "write 0 for the usual number, or more")
    is_rising = all(isfinite(each) for each in block.classes) and list(block.classes) == sorted(set(block.classes))
    if not is_rising or len(block.classes) >= _MOST_CLASSES:
        remedy = f"write at most {_MOST_CLASSES - 1} numbers, the smallest first"
        yield Problem((*place, "classes"), "these are no limits between classes", remedy)
    if not 20 <= block.height_mm <= 200:
        yield Problem((*place, "height_mm"), f"{block.height_mm:g} is no height for a figure", "write a number from 20 to 200")
