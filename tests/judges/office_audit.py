"""The judge that needs nothing but Python: openxml-audit, the SDK's rules and its semantic checks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from judges.tools import kept
from openxml_audit import OpenXmlValidator


def audit_findings(content: bytes) -> tuple[str, ...]:
    """What openxml-audit says of a Word file; its warnings count too."""
    with TemporaryDirectory() as folder:
        result = OpenXmlValidator().validate(kept(Path(folder), "edition.docx", content))
    return tuple(str(each) for each in result.errors)
