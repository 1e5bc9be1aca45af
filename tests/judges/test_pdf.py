from __future__ import annotations

import pytest
from editions import Made
from judges.judged import KINDS, edition, files
from judges.pdf_profile import declared, profile_findings
from judges.pdf_sample import PROFILE_FAULTS, TAG_FAULTS, TOLD, sample_pdf, spoiled
from judges.pdf_tags import expected_of, tag_findings
from judges.pdf_vera import vera_findings

from briefing.outputs.file import File

READ, KEPT = ("2a", "ua1"), ("1a",)  # what is read and printed; what the archive takes


def pdfs(kind: str) -> tuple[File, ...]:
    """The edition's PDF files."""
    found = files(kind, "application/pdf")
    if not found:
        pytest.skip("no edition has a PDF file yet")
    return found


@pytest.fixture(scope="module")
def sample() -> bytes:
    return sample_pdf("a-2a", "ua-1")


@pytest.mark.parametrize("kind", KINDS)
def test_every_edition_has_a_pdf_to_read_and_one_for_the_archive(kind: str) -> None:
    assert sorted(declared(file.content) for file in pdfs(kind)) == [KEPT, READ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_pdf_is_what_it_says_it_is(kind: str) -> None:
    assert [found for file in pdfs(kind) for profile in declared(file.content) for found in profile_findings(file.content, profile)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_tags_of_every_pdf_say_what_the_document_says(kind: str) -> None:
    expected = expected_of(edition(kind).document)
    assert [found for file in pdfs(kind) for found in tag_findings(file.content, expected)] == []


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("kind", KINDS)
def test_verapdf_finds_every_pdf_what_it_says_it_is(kind: str) -> None:
    assert [found for file in pdfs(kind) for found in vera_findings(file.content, *declared(file.content))] == []


def test_a_file_without_fault_passes(sample: bytes) -> None:
    assert declared(sample) == READ
    assert declared(sample_pdf("a-1a")) == KEPT
    assert [found for profile in READ for found in profile_findings(sample, profile)] == []
    assert profile_findings(sample_pdf("a-1a"), "1a") == ()
    assert tag_findings(sample, TOLD) == ()


@pytest.mark.usefixtures("installed")
def test_verapdf_passes_a_file_without_fault(sample: bytes) -> None:
    assert vera_findings(sample, *READ) == vera_findings(sample_pdf("a-1a"), *KEPT) == ()


@pytest.mark.parametrize("fault", PROFILE_FAULTS)
def test_page_validation_sees(fault: str, sample: bytes) -> None:
    assert [found for profile in READ for found in profile_findings(spoiled(sample, PROFILE_FAULTS[fault]), profile)]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("fault", PROFILE_FAULTS)
def test_verapdf_sees(fault: str, sample: bytes) -> None:
    assert vera_findings(spoiled(sample, PROFILE_FAULTS[fault]), *READ)


@pytest.mark.parametrize("fault", TAG_FAULTS)
def test_the_comparison_of_tags_and_document_sees(fault: str, sample: bytes) -> None:
    assert len(tag_findings(spoiled(sample, TAG_FAULTS[fault]), TOLD)) == 1


@pytest.mark.usefixtures("installed")
def test_a_header_cell_tagged_as_data_is_seen_by_no_validator(sample: bytes) -> None:
    """Why the tags are compared with the document at all."""
    spoilt = spoiled(sample, TAG_FAULTS["a header cell tagged as data"])
    assert [found for profile in READ for found in profile_findings(spoilt, profile)] == []
    assert vera_findings(spoilt, *READ) == ()


def test_a_stream_that_ends_in_a_carriage_return_is_no_fault(sample: bytes) -> None:
    ending = spoiled(sample, lambda pdf: pdf.Root.__setitem__("/Prov", pdf.make_stream(b"slut\r")))
    assert b"slut\r\nendstream" in ending
    assert profile_findings(ending, "2a") == ()


def test_a_stream_of_another_length_than_it_says_is_a_fault(sample: bytes) -> None:
    plain = spoiled(sample, lambda pdf: pdf.Root.__setitem__("/Prov", pdf.make_stream(b"slutet")))
    assert profile_findings(plain, "2a") == ()
    assert profile_findings(plain.replace(b"slutet\nendstream", b"slut\n\nendstream"), "2a")


def test_a_file_of_one_standard_is_not_taken_for_one_of_another() -> None:
    assert declared(sample_pdf("ua-1")) == ("ua1",)
    assert profile_findings(sample_pdf("ua-1"), "2a")


def test_what_is_expected_of_a_pdf_is_what_the_document_says(radsbriefing: Made) -> None:
    expected = expected_of(radsbriefing.document)
    assert expected.title == "Rådsbriefing Umeå Möte 2026-12-03"
    assert expected.bookmarks[0] == (1, "Kort sagt")
    assert len(expected.tables) == 2
    assert expected.alternatives[0].startswith("Linjediagram.")
