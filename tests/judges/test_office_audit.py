from __future__ import annotations

import pytest
from editions import Made
from judges.office_audit import audit_findings
from judges.office_faults import FAULTS, faulty


def test_openxml_audit_has_nothing_against_the_quarterly_word_file(kvartal: Made) -> None:
    assert audit_findings(kvartal.file(".docx").content) == ()


@pytest.mark.usefixtures("installed")
def test_openxml_audit_has_nothing_against_any_word_file(judged: Made) -> None:
    assert audit_findings(judged.file(".docx").content) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_openxml_audit_sees(fault: str, word: bytes) -> None:
    assert audit_findings(faulty(word, fault))
