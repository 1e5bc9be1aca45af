"""A document that no outline has yet: every sort of figure that the builders know, and texts as they come from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, reduce

import builders_figures
from builders import sample_document, with_block
from judges.judged import edition

from briefing.document.document import Cell, Column, Document, Table
from briefing.document.figure import Figure
from briefing.document.templates import Templates
from briefing.outputs.file import File
from briefing.outputs.page import render_page
from briefing.outputs.pdf import render_pdfs
from briefing.outputs.word import render_word

_NASTY = (
    "Åse & Örjan <b>fet</b> ”citat” 'ett' ]]> &amp;",
    "emoji 😀, kontroll \x00\x07\x1b\x85\x9f, inget tecken \ufdd0\uffff, ensam \ud800, noll\u200bbredd, BOM \ufeff",
    "höger till vänster: שלום עולם العربية, radbrytning\noch\ttabb",
    "mycket " * 60,
)


@cache
def exhibit() -> Document:
    """The sample document with all of it."""
    return reduce(with_block, (_table(), *_figures()), sample_document())


@cache
def shown() -> tuple[File, ...]:
    """The exhibit in every format."""
    templates: Templates = edition("kvartal").workspace.templates
    return render_word(exhibit(), templates), render_page(exhibit(), templates), *render_pdfs(exhibit(), templates)


def _figures() -> Iterator[Figure]:
    names = sorted(name for name in vars(builders_figures) if name.endswith("_figure"))
    for number, name in enumerate(names, start=20):
        yield replace(vars(builders_figures)[name](), id=f"prov-{number}", label=f"Figur {number}", caption=f"Prov {number} & <fler>")


def _table() -> Table:
    """Texts as they must never be trusted, as headings and as cells."""
    columns = tuple(Column(text[:80]) for text in _NASTY)
    return Table("prov", "Tabell 20", _NASTY[0] + _NASTY[3], columns, (tuple(Cell(text) for text in _NASTY),), (_NASTY[1],), _NASTY[2])
