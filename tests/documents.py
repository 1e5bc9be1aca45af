"""Random documents for the tests that hold for every document: any words, any shape, all kinds of block."""

from __future__ import annotations

from dataclasses import replace

from builders import sample_document
from hypothesis import strategies as st

from briefing.document.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Frame,
    Origin,
    Paragraph,
    Role,
    Run,
    Section,
    Table,
    Text,
    Tone,
)
from briefing.document.figure import Axis, Chart, ChartKind, Figure, Trace, TraceRole
from briefing.outputs.word_rules import MACHINE_PATH

DATA, HUMAN = ("niva:anmalda-brott:kvartal",), ("bedomning:x",)
LABELS = {Origin.DATA: "Data", Origin.POLIS: "Polis", Origin.SAMORDNARE: "Samordnare", Origin.LUCKA: "○ Lucka", Origin.FAST: ""}

# Letters of many scripts, digits, what markup is made of, signs of the look; no blanks, which no format keeps apart.
_CHARACTERS = st.characters(
    codec="utf-8", categories=("L", "Nd", "P", "Sc", "Sm", "So"), exclude_characters="\u2060\u00ad\u200b", max_codepoint=0x1FAFF
)
# Now and then a text that stands in the program is drawn: a path of the machine is one that the gate refuses wherever it stands.
word = st.text(_CHARACTERS, min_size=1, max_size=12).filter(lambda each: not MACHINE_PATH.search(each))
words = st.lists(word, min_size=1, max_size=8).map(" ".join)
number = st.floats(-1e9, 1e9, allow_nan=False).map(lambda each: round(each, 3))


def runs() -> st.SearchStrategy[tuple[Run, ...]]:
    return st.lists(st.builds(Run, words, st.booleans(), st.booleans()), min_size=1, max_size=3).map(tuple)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    origin = draw(st.sampled_from(list(LABELS)))
    basis = HUMAN if origin.is_human else DATA
    paragraphs = tuple(Paragraph(each, basis) for each in draw(st.lists(runs(), min_size=1, max_size=3)))
    if draw(st.booleans()):
        items = draw(st.lists(runs(), min_size=1, max_size=3))
        bullets = draw(st.booleans())
        paragraphs += tuple(Paragraph(each, basis, -1 if bullets else place) for place, each in enumerate(items, 1))
    role = draw(st.sampled_from([Role.BROD, Role.INGRESS]))
    signature = draw(words) if origin.is_human else ""
    return Text(origin, LABELS[origin], paragraphs, role, signature=signature, synthetic=origin.is_human and draw(st.booleans()))


def cells() -> st.SearchStrategy[Cell]:
    return st.builds(
        Cell,
        text=words,
        value=st.none() | number,
        basis=st.just(DATA),
        symbol=st.sampled_from(["", "▲", "●", "■■□□"]),
        tone=st.sampled_from(Tone),
        note=st.just("") | words,
        strong=st.booleans(),
        muted=st.booleans(),
        indent=st.booleans(),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 9))
    columns = tuple(Column(draw(words), draw(st.sampled_from(Align))) for _ in range(width))
    rows = tuple(tuple(draw(cells()) for _ in columns) for _ in range(draw(st.integers(1, 5))))
    notes = tuple(draw(st.lists(words, max_size=2)))
    return Table("t", "", draw(words), columns, rows, notes, draw(words))


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    count = draw(st.integers(2, 12))
    values = tuple(draw(st.lists(st.none() | number, min_size=count, max_size=count)))
    labels = tuple("" if value is None else draw(word) for value in values)
    trace = Trace(draw(words), TraceRole.EGEN, values, labels, frozenset(), draw(words), DATA)
    known = [value for value in values if value is not None] or [0.0]
    low, high = min(0.0, *known), max(0.0, *known) or 1.0
    axis = Axis(low, high, ((low, draw(word)), (high, draw(word))))
    kind = draw(st.sampled_from([ChartKind.TREND, ChartKind.STAPLAR]))
    chart = Chart(kind, tuple(draw(word) for _ in values), tuple(draw(word) for _ in values), (trace,), axis)
    return Figure("f", "", draw(words), chart, draw(words), tuple(draw(st.lists(words, max_size=1))))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A short document without cover: headings in order, any blocks, every table and figure with an id and a label of its own."""
    sections, depth = [], 0
    counts = {Table: 0, Figure: 0}
    for place in range(draw(st.integers(1, 4))):
        depth = draw(st.integers(1, min(depth + 1, 3)))
        blocks = tuple(
            _labelled(block, counts) for block in draw(st.lists(st.one_of(texts(), tables(), figures()), min_size=1, max_size=4))
        )
        sections.append(
            Section(
                f"avsnitt-{place}",
                draw(st.sampled_from(["", f"{place + 1}"])),
                draw(words),
                depth,
                tuple(_labelled(block, counts) for block in blocks),
            )
        )
    base = sample_document()
    synthetic = any(block.synthetic for section in sections for block in section.blocks)
    return sample_document(sections=tuple(sections), synthetic=synthetic, frame=_short(base))


def _labelled(block: Block, counts: dict[type, int]) -> Block:
    if isinstance(block, Text):
        return block
    counts[type(block)] += 1
    name = "Tabell" if isinstance(block, Table) else "Figur"
    return replace(block, id=f"{name.lower()}-{counts[type(block)]}", label=f"{name} {counts[type(block)]}")


def _short(base: Document) -> Frame:
    return replace(base.frame, has_cover=False, facts=None, skyline=None, reading_guide=(), guide_notes=(), contents_heading="")
