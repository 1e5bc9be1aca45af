"""The quick judge of PDF files: page-validation, for PDF/A and PDF/UA."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from page import PageError, ValidationFailure, ValidationProfile, validate_pdf_bytes

_LENGTH = "-STREAM-LENGTH-"


def profile_findings(content: bytes, profile: str) -> tuple[str, ...]:
    """What breaks the profile (2a, 1a, ua1); a file that cannot be read breaks every one."""
    try:
        report = validate_pdf_bytes(content, profile=ValidationProfile(profile))
    except PageError as error:
        return (f"{profile}: {error}",)
    found = tuple(f"{profile} {each.rule_id}: {each.message}" for each in report.failures if not _is_taken_for_its_end(content, each))
    return found if report.failures or report.is_compliant else (f"{profile}: not compliant, for no reason given",)


def _is_taken_for_its_end(content: bytes, failure: ValidationFailure) -> bool:
    """Whether a stream's last byte is a carriage return, which page-validation takes for the end of the line before `endstream`.

    One compressed stream in 256 ends so. By its /Length the byte belongs to the stream, and veraPDF reads it so.
    """
    if _LENGTH not in failure.rule_id:
        return False
    with pikepdf.open(BytesIO(content)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return any(each.read_raw_bytes().endswith(b"\r") for each in streams if _is_named(each, failure))


def _is_named(stream: pikepdf.Stream, failure: ValidationFailure) -> bool:
    named = failure.object_id
    return named is None or stream.objgen == (named.object_number, named.generation)


def declared(content: bytes) -> tuple[str, ...]:
    """The profiles that a file says of itself that it follows: 2a, 1a, ua1 …"""
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        archive = f"{said.get('pdfaid:part', '')}{str(said.get('pdfaid:conformance', '')).lower()}"
        access = f"ua{said['pdfuaid:part']}" if "pdfuaid:part" in said else ""
    return tuple(each for each in (archive, access) if each)
