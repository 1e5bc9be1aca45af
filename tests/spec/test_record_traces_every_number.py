from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from builders import LEVEL, POLICE, paragraph, sample_document, with_block
from sample_edition import BRA, DOUBTS, GAPS, sample_findings, sample_material, sample_request

from briefing.document.basis import bases
from briefing.document.document import Document, Origin, Text
from briefing.findings.finding import Findings
from briefing.observations.reading import Material
from briefing.outputs.record import render_record
from briefing.terms.citation import Citation


def citations_of(document: Document, material: Material | None = None, findings: Findings | None = None) -> dict[str, Any]:
    file = render_record(sample_request(), material or sample_material(), findings or sample_findings(), document, GAPS, DOUBTS)
    citations: dict[str, Any] = json.loads(file.content)["citations"]
    return citations


def resting_on(basis: str) -> Document:
    return with_block(sample_document(), Text(Origin.DATA, "Data", (paragraph("Det var 12.", basis=(basis,)),)))


def test_every_basis_in_the_document_is_resolved() -> None:
    document = sample_document()
    assert set(citations_of(document)) == set(bases(document.blocks()))


def test_a_printed_number_leads_to_delivery_row_and_the_seal_of_the_part_that_the_row_is_in() -> None:
    assert citations_of(sample_document())[LEVEL] == [{"delivery": BRA.delivery, "sha512": "2" * 128, "places": [BRA.place]}]


def test_in_a_delivery_of_one_part_the_place_needs_no_name_of_the_part() -> None:
    assert citations_of(sample_document())[POLICE][0]["sha512"] == "3" * 128


def test_what_is_missing_is_known_and_rests_on_no_row() -> None:
    assert citations_of(sample_document())["lucka:otrygghet"] == []


def test_a_whole_delivery_can_be_what_a_text_rests_on() -> None:
    found = citations_of(resting_on("leverans:polisen-lagesrapport/2026-08-14"))["leverans:polisen-lagesrapport/2026-08-14"]
    assert found == [{"delivery": "polisen-lagesrapport/2026-08-14", "sha512": "3" * 128, "places": ["rapport.docx"]}]


def test_an_aggregate_over_a_delivery_is_sealed_by_all_its_parts() -> None:
    findings, place = sample_findings(), "rader: 290, filter: anmalda-brott, 2025"
    counted = replace(findings.all[0], citations=(Citation(BRA.delivery, place),))
    found = citations_of(sample_document(), findings=replace(findings, judged=(counted, *findings.judged[1:])))[LEVEL]
    assert [(each["sha512"][:1], each["places"]) for each in found] == [("1", [place]), ("2", [place])]


def test_a_basis_that_is_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="'niva:finns-inte:ar', which is nothing"):
        citations_of(resting_on("niva:finns-inte:ar"))


def test_a_value_without_a_place_is_an_error() -> None:
    findings = sample_findings()
    rootless = replace(findings, judged=(replace(findings.all[0], citations=()), *findings.judged[1:]))
    with pytest.raises(ValueError, match="no place"):
        citations_of(sample_document(), findings=rootless)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Citation("bra-anmalda-brott/2026-K2", "rad 47"), "which part"),
        (Citation("bra-anmalda-brott/2026-K2", "kvartal.txtx, rad 47"), "which part"),
        (Citation("bra-anmalda-brott/1999-K1", "rad 47"), "was not read"),
    ],
)
def test_a_place_that_cannot_be_found_again_is_an_error(place: Citation, said: str) -> None:
    findings = sample_findings()
    lost = replace(findings, judged=(replace(findings.all[0], citations=(place,)), *findings.judged[1:]))
    with pytest.raises(ValueError, match=said):
        citations_of(sample_document(), findings=lost)
