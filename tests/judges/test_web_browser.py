from __future__ import annotations

import pytest
from judges.judged import KINDS, findings
from judges.web_browser import browser_findings

pytestmark = pytest.mark.usefixtures("installed")
FAULTS = {
    "html-has-lang": ('<html lang="sv"', "<html"),
    "color-contrast": ("</main>", '<p style="color:#999;background:#fff">Grå text på vitt</p></main>'),
    "image-alt": ("</main>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></main>'),
    "heading-order": ("</main>", "<h2>Kapitel</h2><h5>Fyra steg ner</h5></main>"),
    "link-name": ("</main>", '<a href="#a"></a></main>'),
    "empty-table-header": ("</main>", "<table><tr><th></th><th>År</th></tr><tr><td>1</td><td>2</td></tr></table></main>"),
    "landmark-unique": ("</main>", '<section aria-label="Text">1</section><section aria-label="Text">2</section></main>'),
    "must be scrolled sideways": ("</main>", '<p style="width:40em">Bred</p></main>'),
    "fetches http://bild.example/": ("</main>", '<img alt="Bild" src="http://bild.example/bild.png"></main>'),
}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_has_nothing_against_any_page_wide_or_narrow(kind: str) -> None:
    assert findings(browser_findings, kind, ".html") == ()


def test_the_browser_sees_every_planted_fault(page: bytes) -> None:
    text = page.decode("utf-8")
    assert all(old in text for old, _ in FAULTS.values())
    found = browser_findings(*(text.replace(old, new, 1).encode("utf-8") for old, new in FAULTS.values()))
    assert [fault for fault, sentences in zip(FAULTS, found, strict=True) if not any(fault in each for each in sentences)] == []


def test_each_fault_is_seen_at_both_widths_but_the_one_of_width(page: bytes) -> None:
    text = page.decode("utf-8")
    old, new = FAULTS["must be scrolled sideways"]
    (wide,) = browser_findings(text.replace(old, new, 1).encode("utf-8"))
    assert [each.partition(":")[0] for each in wide if "sideways" in each] == ["320 px"]
