"""Every sort of figure, and texts as they come from outside, before every judge: an edition shows only some of them."""

from __future__ import annotations

import pytest
from judges.exhibit import exhibit, shown
from judges.office_audit import audit_findings
from judges.office_pages import pages_findings
from judges.office_schema import schema_findings
from judges.office_sdk import sdk_findings
from judges.pdf_profile import declared, profile_findings
from judges.pdf_tags import expected_of, tag_findings
from judges.pdf_vera import vera_findings
from judges.web_browser import browser_findings
from judges.web_markup import markup_findings


def content(ending: str) -> bytes:
    """The exhibit in the format whose name ends so."""
    return next(file.content for file in shown() if file.name.endswith(ending))


@pytest.mark.parametrize("ending", ["K2.pdf", "1a.pdf"])
def test_no_figure_or_text_breaks_the_pdf(ending: str) -> None:
    profiles = declared(content(ending))
    assert [found for profile in profiles for found in profile_findings(content(ending), profile)] == []
    assert tag_findings(content(ending), expected_of(exhibit())) == ()


@pytest.mark.usefixtures("installed")
def test_the_standard_the_audit_the_sdk_and_libreoffice_have_nothing_against_any_figure_or_text() -> None:
    assert schema_findings(content(".docx")) == ()
    assert audit_findings(content(".docx")) == ()
    assert sdk_findings(content(".docx")) == ((),)
    assert pages_findings(content(".docx"), exhibit()) == ()


@pytest.mark.usefixtures("installed")
def test_axe_and_vnu_have_nothing_against_any_figure_or_text() -> None:
    assert browser_findings(content(".html")) == ((),)
    assert markup_findings(content(".html")) == ((),)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("ending", ["K2.pdf", "1a.pdf"])
def test_verapdf_has_nothing_against_any_figure_or_text(ending: str) -> None:
    assert vera_findings(content(ending), *declared(content(ending))) == ()
