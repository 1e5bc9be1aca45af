"""The page that compares two editions, read by the same judges as a lägesbild."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import K1, K2, archived
from judges.web_browser import browser_findings
from judges.web_markup import markup_findings
from workspaces import briefing

pytestmark = pytest.mark.usefixtures("installed")


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """From one quarter to the corrected next: every part of the page has something in it."""
    page: Path = tmp_path_factory.mktemp("sida") / "andringar.html"
    assert briefing(archived(), "diff", K1, K2, "--html", str(page)).code == 0
    return page.read_bytes()


def test_axe_has_nothing_against_a_comparison_web_wide_or_narrow(comparison: bytes) -> None:
    assert browser_findings(comparison) == ((),)


def test_vnu_has_nothing_against_a_comparison_web(comparison: bytes) -> None:
    assert markup_findings(comparison) == ((),)
