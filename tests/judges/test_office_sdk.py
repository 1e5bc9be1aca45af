from __future__ import annotations

import pytest
from judges.judged import KINDS, findings
from judges.office_faults import FAULTS, faulty
from judges.office_package import planted
from judges.office_sdk import sdk_findings

pytestmark = pytest.mark.usefixtures("installed")
NOT_SEEN = "a table cell without a paragraph"  # the SDK lets it pass; Word does not


@pytest.mark.parametrize("kind", KINDS)
def test_the_sdk_has_nothing_against_any_word_file(kind: str) -> None:
    assert findings(sdk_findings, kind, ".docx") == ()


def test_the_sdk_sees_five_of_the_six_faults(word: bytes) -> None:
    found = dict(zip(FAULTS, sdk_findings(*(faulty(word, fault) for fault in FAULTS)), strict=True))
    assert [fault for fault in FAULTS if not found[fault] and fault != NOT_SEEN] == []


def test_the_sdk_sees_a_part_of_the_wrong_type(word: bytes) -> None:
    (found,) = sdk_findings(planted(word, "[Content_Types].xml", "drawingml.chart+xml", "drawingml.bild+xml"))
    assert "unexpected content type" in found[0]
