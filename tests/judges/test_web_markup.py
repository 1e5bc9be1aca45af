from __future__ import annotations

import pytest
from judges.judged import KINDS, findings
from judges.web_markup import markup_findings

pytestmark = pytest.mark.usefixtures("installed")
FAULTS = {
    "Unclosed element “b”": "<p>En <b>öppen sträng</p></main>",
    "Duplicate ID": '<p id="samma"></p><p id="samma"></p></main>',
    "No “p” element in scope": "<p><div>Stycke i stycke</div></p></main>",
    "completely-unknown element": "<blink>Hej</blink></main>",
    "colour": '<p style="colour:red">Fel</p></main>',
    "Table column 2": '<table><tr><td>1</td></tr><tr><td colspan="2">2</td></tr></table></main>',
    "Bad value “nej” for attribute “aria-hidden”": '<p aria-hidden="nej">Text</p></main>',
}


@pytest.mark.parametrize("kind", KINDS)
def test_vnu_has_nothing_against_any_page(kind: str) -> None:
    assert findings(markup_findings, kind, ".html") == ()


def test_vnu_sees_every_planted_fault(page: bytes) -> None:
    found = markup_findings(*(page.replace(b"</main>", new.encode("utf-8"), 1) for new in FAULTS.values()))
    assert [fault for fault, sentences in zip(FAULTS, found, strict=True) if not any(fault in each for each in sentences)] == []
