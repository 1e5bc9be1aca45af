"""Our way: one `Document`, every renderer. `python bench/ours.py word` writes the Word file once, as a whole process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from briefing.document.document import Align, Cell, Column, Document, Frame, Origin, Paragraph, Run, Section, Table, Text
from briefing.document.figure import Axis, Chart, ChartKind, Figure, Trace, TraceRole
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.terms.edition import EditionId, Status
from briefing.terms.sensitivity import Sensitivity

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import peak_mb
from bench.work import PlainChart, PlainTable, Work, work

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
BASIS = ("indikator:anmalda-brott",)


def templates() -> Templates:
    """The repository's own look."""
    from briefing.workspace.texts import load_templates

    return load_templates(TEMPLATES.parent)


def document(content: Work) -> Document:
    """The work as a document: a section per heading, with its share of paragraphs, tables and figures."""
    sections = []
    for index, heading in enumerate(content.headings):
        own = slice(index, None, len(content.headings))
        texts = [Text(Origin.DATA, "Data", (Paragraph((Run(text),), BASIS),)) for text in content.paragraphs[own]]
        tables = [_table(each, f"t{index}-{place}") for place, each in enumerate(content.tables[own])]
        figures = [_figure(each, f"f{index}-{place}") for place, each in enumerate(content.charts[own])]
        sections.append(Section(f"avsnitt-{index}", str(index + 1), heading, 1, (*texts, *tables, *figures)))
    status = "Arbetsmaterial · Öppen"
    frame = Frame(
        *("Umeå kommun", "Prestandaprov", "2026 kvartal 2", "", status, "Prestandaprov", "Umeå kommun"),
        ("Sida", "av"),
        *("Innehåll", "EXEMPEL – påhittade uppgifter", "EXEMPEL"),
    )
    return Document(EditionId("2480", "prov", "2026-K2"), "", Status.ARBETSMATERIAL, Sensitivity.OPPEN, frame, tuple(sections))


def renderers() -> dict[str, Callable[[Document, Templates], File]]:
    """Every format by its name; imported here, so that a whole process pays only for what it uses."""
    from briefing.outputs.data_package import render_data
    from briefing.outputs.page import render_page
    from briefing.outputs.pdf import render_pdf
    from briefing.outputs.word import render_word

    return {
        "word": render_word,
        "pdf": render_pdf,
        "html": render_page,
        "data": lambda each, _: render_data(each),
    }


def _table(table: PlainTable, name: str) -> Table:
    columns = (Column(table.head[0]), *(Column(each, Align.RIGHT) for each in table.head[1:]))
    rows = tuple((Cell(row[0]), *(Cell(each, float(each.replace(",", ".")), BASIS) for each in row[1:])) for row in table.rows)
    return Table(name, "Tabell 1", table.caption, columns, rows, ("Källa: påhittade tal.",), table.caption)


def _figure(plain: PlainChart, name: str) -> Figure:
    roles = (TraceRole.EGEN, TraceRole.JAMFORBAR, TraceRole.JAMFORBAR)
    traces = tuple(
        Trace(label, role, values, tuple(f"{each:.1f}".replace(".", ",") for each in values), frozenset(), label, BASIS)
        for role, (label, values) in zip(roles, plain.series, strict=False)
    )
    kind = ChartKind.TREND if plain.is_lines else ChartKind.STAPLAR
    ticks = tuple((float(tick), str(tick)) for tick in range(0, 1401, 200))
    ends = tuple(each[:4] if each.endswith("4") else "" for each in plain.categories)
    chart = Chart(kind, plain.categories, ends, traces[::-1], Axis(0.0, 1400.0, ticks))
    return Figure(name, "Figur 1", plain.caption, chart, f"Diagram. {plain.caption}.", ("Källa: påhittade tal.",))


if __name__ == "__main__":
    asked, look = document(work()), templates()
    wanted = renderers() if sys.argv[1] == "all" else {sys.argv[1]: renderers()[sys.argv[1]]}
    for render in wanted.values():
        Path(sys.argv[2]).write_bytes(render(asked, look).content)
    print(peak_mb())
