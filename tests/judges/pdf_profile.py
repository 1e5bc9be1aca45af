"""The quick judge of PDF files: page-validation, for PDF/A and PDF/UA."""

from __future__ import annotations

from page import ValidationProfile, validate_pdf_bytes


def profile_findings(content: bytes, profile: str) -> tuple[str, ...]:
    """What breaks the profile (2a, 1a, ua1)."""
    report = validate_pdf_bytes(content, profile=ValidationProfile(profile))
    found = tuple(f"{profile} {each.rule_id}: {each.message}" for each in report.failures)
    return found if found or report.is_compliant else (f"{profile}: not compliant, for no reason given",)
