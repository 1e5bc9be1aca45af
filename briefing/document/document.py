"""`Document`: the lägesbild as content. Every word, number and verdict is decided here; renderers only lay out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from briefing.document.figure import Figure
from briefing.terms.edition import EditionId, Status
from briefing.terms.sensitivity import Sensitivity


class Origin(Enum):
    """Who is speaking; shown in the label column."""

    DATA = "data"
    POLIS = "polis"
    FORVALTNING = "forvaltning"
    SAMORDNARE = "samordnare"
    RAD = "rad"
    LUCKA = "lucka"
    FAST = "fast"

    @property
    def is_human(self) -> bool:
        return self in (Origin.POLIS, Origin.FORVALTNING, Origin.SAMORDNARE, Origin.RAD)


@dataclass(frozen=True)
class Run:
    """A stretch of text in one style. Symbols (▲ ● ■ …) are found by the renderer, which gives them their own font."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Runs of text, and the ids of what they rest on (findings, statements, assessments, entries).

    `list_number` is 0 for running text, -1 for a bullet, 1 … for a numbered point of a list.
    """

    runs: tuple[Run, ...]
    basis: tuple[str, ...] = ()
    list_number: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Role(Enum):
    """How a text is set: running text, the lead ("Kort sagt"), or one of the numbered points of the summary."""

    BROD = "brod"
    INGRESS = "ingress"
    PUNKT = "punkt"


@dataclass(frozen=True)
class Unwritten:
    """A human text that nobody has written yet: the control that it will stand in, and what it is called."""

    control: str
    name: str


@dataclass(frozen=True)
class Text:
    """One row of the two-column page: the label that says who is speaking, its paragraphs, and a signature under human text.

    `label` is the word of the label column (`Data`, `Polis`, `○ Lucka`, empty for fixed prose). `point` numbers the points of the summary.
    `control` names the human text (the subject of an assessment, `polis:rekrytering`), empty for computed text. `overall` is the
    word of a human overall judgement (`Gult läge`) and `overall_level` its key (gront, gult, rott): the text then stands in a tinted
    box. `synthetic`: invented for the example, and marked so. `unwritten` are the human texts that a gap says are missing, which
    whoever edits the Word file may write there.
    """

    origin: Origin
    label: str
    paragraphs: tuple[Paragraph, ...]
    role: Role = Role.BROD
    point: int = 0
    signature: str = ""
    control: str = ""
    overall: str = ""
    overall_level: str = ""
    synthetic: bool = False
    unwritten: tuple[Unwritten, ...] = ()


class Align(Enum):
    """Text stands left, numbers and ranges right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Column:
    """A column: its heading with the unit, and its share of the width in mm where the look fixes it (0: from the content)."""

    heading: str
    align: Align = Align.LEFT
    width_mm: float = 0.0


class Tone(Enum):
    """The colour of a sign whose word says better or worse; all other signs are neutral, so that colour never speaks alone."""

    NEUTRAL = "neutral"
    BATTRE = "battre"
    SAMRE = "samre"


@dataclass(frozen=True)
class Cell:
    """One cell: a value line (symbol, then text) and a grey second line. `value` is the number behind the text, None where it is no number.

    `symbol` never stands without its word; `tone` is its colour. `muted` is the grey of what is missing. `indent` marks a row that is
    part of the one above.
    """

    text: str
    value: float | None = None
    basis: tuple[str, ...] = ()
    symbol: str = ""
    tone: Tone = Tone.NEUTRAL
    note: str = ""
    strong: bool = False
    muted: bool = False
    indent: bool = False
    synthetic: bool = False


@dataclass(frozen=True)
class Table:
    """A table with one header row. `label` is "Tabell 3", `description` what a screen reader is told, `notes` stand below it."""

    id: str
    label: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    description: str = ""
    synthetic: bool = False


Block = Text | Table | Figure


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it. `number` is "4.1" or empty; `depth` 1 to 3 is the heading's level."""

    id: str
    number: str
    heading: str
    depth: int
    blocks: tuple[Block, ...]
    starts_page: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around the text: cover or title, header and footer, in printed words.

    `facts` is the table Dokumentuppgifter of the cover, None where the kind has no cover. `reading_guide` is how to read the signs:
    (sign, word) pairs under a heading each. `skyline` is the cover's figure.
    """

    owner: str
    title: str
    subtitle: str
    tagline: str
    status_line: str
    header: str
    footer: str
    page_words: tuple[str, str]
    contents_heading: str
    example_mark: str
    example_short: str
    facts_heading: str = ""
    facts: Table | None = None
    skyline: Figure | None = None
    guide_heading: str = ""
    reading_guide: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    guide_notes: tuple[str, ...] = ()
    has_cover: bool = False


@dataclass(frozen=True)
class Document:
    """One lägesbild: identity, frame, sections. `language` is `sv-SE`; `keywords` and `description` are document properties."""

    edition: EditionId
    version: str
    status: Status
    sensitivity: Sensitivity
    frame: Frame
    sections: tuple[Section, ...]
    description: str = ""
    keywords: tuple[str, ...] = ()
    language: str = "sv-SE"
    synthetic: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order, the cover's included."""
        if self.frame.skyline is not None:
            yield self.frame.skyline
        if self.frame.facts is not None:
            yield self.frame.facts
        for section in self.sections:
            yield from section.blocks
