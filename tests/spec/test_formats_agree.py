"""The same truth in every format: what is read back from each file is what the model says, for any document."""

from __future__ import annotations

import os

from documents import documents
from editions import Made
from hypothesis import HealthCheck, given, settings

from briefing.document.document import Document
from briefing.outputs.gate import refusals
from briefing.outputs.page import render_page
from briefing.outputs.pdf import render_pdfs
from briefing.outputs.word import render_word

EXAMPLES = 1000 if os.environ.get("BRIEFING_LONG") else 25


@given(document=documents())
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_headings_paragraphs_and_cells_are_the_same_in_every_format(kvartal: Made, document: Document) -> None:
    templates = kvartal.workspace.templates
    files = (render_word(document, templates), *render_pdfs(document, templates), render_page(document, templates))
    assert refusals(files, document) == ()
