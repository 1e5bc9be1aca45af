"""The pages of the PDF, as they are printed and as they are read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from builders import paragraph, sample_document
from editions import Made
from pdf_boxes import boxes
from sample_edition import all_templates

from briefing.document.document import Origin, Section, Text
from briefing.outputs.pdf import render_pdf, render_pdfs
from briefing.outputs.pdf_extraction import HEADINGS, pdf_extract
from briefing.outputs.pdf_structure import pdf_content

MM = 72 / 25.4
KINDS = ["kvartal", "radsbriefing"]


def edition(kind: str, request: pytest.FixtureRequest) -> Made:
    made = request.getfixturevalue(kind)
    assert isinstance(made, Made)
    return made


def pdf_of(made: Made) -> bytes:
    return next(file.content for file in made.production.files if file.name == f"{made.document.edition}.pdf")


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_stands_outside_the_margins(kind: str, request: pytest.FixtureRequest) -> None:
    outside = []
    with pikepdf.open(BytesIO(pdf_of(edition(kind, request)))) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            for box in boxes(page):
                lowest = (8 if box.is_around else 18) * MM
                highest = 297 * MM - (8 if box.is_around else 21) * MM
                inside = box.left >= 22 * MM - 0.5 and box.right <= 188 * MM + 0.5
                if box.text.strip() and not (inside and lowest <= box.baseline <= highest):
                    outside.append((number, box))
    assert outside == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_headings_are_those_of_the_document_in_order(kind: str, request: pytest.FixtureRequest) -> None:
    made = edition(kind, request)
    frame = made.document.frame
    around = {frame.facts_heading, frame.guide_heading, frame.contents_heading}
    found = [heading for heading in pdf_extract(pdf_content(pdf_of(made)).root).headings if heading[1] not in around]
    assert found == [(section.depth, f"{section.number} {section.heading}".strip()) for section in made.document.sections]


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_and_no_caption_is_the_last_thing_on_its_page(kind: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(pdf_of(edition(kind, request)))) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        read = list(places(pdf.Root.StructTreeRoot.K, None))
    steps = [(one, other) for one, other in pairwise(read) if one[0] in {*HEADINGS, "Caption"} and other[0] != one[0]]
    assert len(steps) > 5
    assert [(kind, pages[page]) for (kind, page), (_, next_page) in steps if page != next_page] == []


def places(node: Any, page: Any, inside: str = "") -> Iterator[tuple[str, tuple[int, int]]]:
    """What is read, in order: the kind of element that holds it (headings and captions as such) and its page."""
    for each in node if isinstance(node, pikepdf.Array) else (node,):
        if isinstance(each, int):
            yield inside, page.objgen
        elif isinstance(each, pikepdf.Dictionary):
            kind = str(each.get("/S", ""))[1:]
            held = inside if inside in {*HEADINGS, "Caption"} or not kind else kind
            if "/MCID" in each:
                yield inside, each.get("/Pg", page).objgen
            yield from places(each.get("/K", pikepdf.Array([])), each.get("/Pg", page), held)


def test_the_briefing_is_two_pages(radsbriefing: Made) -> None:
    with pikepdf.open(BytesIO(pdf_of(radsbriefing))) as pdf:
        assert len(pdf.pages) == 2
        last = [box.text for box in boxes(pdf.pages[1])]
    assert any("Talarstöd" in text for text in last), "the speaking notes stand on the second page"


def test_the_quarterly_edition_is_short_enough_to_be_read(kvartal: Made) -> None:
    with pikepdf.open(BytesIO(pdf_of(kvartal))) as pdf:
        assert len(pdf.pages) <= 16


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_empty(kind: str, request: pytest.FixtureRequest) -> None:
    with pikepdf.open(BytesIO(pdf_of(edition(kind, request)))) as pdf:
        assert all(any(not box.is_around for box in boxes(page)) for page in pdf.pages)


def test_both_files_have_the_same_pages() -> None:
    drawn = []
    for file in render_pdfs(sample_document(), all_templates()):
        with pikepdf.open(BytesIO(file.content)) as pdf:
            drawn.append([[(box.text, round(box.left, 2), round(box.baseline, 2)) for box in boxes(page)] for page in pdf.pages])
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("lines", range(12, 40, 4))
def test_an_overall_judgement_stands_on_one_page(lines: int) -> None:
    filler = Text(Origin.FAST, "", tuple(paragraph(f"Rad {number}.") for number in range(lines)))
    judgement = next(block for block in sample_document().sections[-1].blocks if isinstance(block, Text) and block.overall)
    document = sample_document(sections=(Section("a", "1", "Rubrik", 1, (filler, judgement)),))
    with pikepdf.open(BytesIO(render_pdf(document, all_templates()).content)) as pdf:
        texts = ["".join(box.text for box in boxes(page)) for page in pdf.pages]
    [page] = [number for number, text in enumerate(texts) if "Gult läge" in text]
    assert "Förra gången" in texts[page]
