from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest
from builders import sample_document
from page import ValidationProfile, validate_pdf_bytes
from sample_edition import all_templates

from briefing.outputs.pdf import render_pdfs
from briefing.outputs.pdf_bytes import mended


def unclear_end(text: bytes) -> bytes:
    """The text with blanks after it, until its compressed data ends in a carriage return."""
    while zlib.adler32(text) & 0xFF != 0x0D:
        text += b" "
    data = zlib.compress(text)
    assert data.endswith(b"\r")
    return data


def written(streams: list[bytes], catalog: bytes = b"/Pages 1 0 R") -> bytes:
    """A small PDF as typst writes it: objects in order, one table of them at the end."""
    items = [
        b"<</Type/Pages/Count 0/Kids[]>>",
        *(b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(each), each) for each in streams),
    ]
    items.append(b"<</Type/Catalog%b>>" % catalog)
    content, places = b"%PDF-1.7\n", []
    for number, item in enumerate(items, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(items) + 1)
    return (
        content + head + table + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(items) + 1, len(items), len(content))
    )


def test_data_that_ends_like_a_line_is_written_so_that_its_end_is_told() -> None:
    before = written([zlib.compress(b"ett"), unclear_end(b"2 w"), zlib.compress(b"tre")])
    after = mended(before)
    assert b"\r\nendstream" in before
    assert b"\r\nendstream" not in after
    with pikepdf.open(BytesIO(after)) as pdf:
        assert [pdf.get_object(number, 0).read_bytes().rstrip() for number in (2, 3, 4)] == [b"ett", b"2 w", b"tre"]
        assert [each for each in pdf.check_pdf_syntax() if "any pages" not in each] == []


@pytest.mark.parametrize("catalog", [b"/Pages 1 0 R", b"/Pages 1 0 R/ViewerPreferences<</Direction/L2R>>"])
def test_the_title_is_shown_and_nothing_else_is_changed(catalog: bytes) -> None:
    after = mended(written([zlib.compress(b"ett")], catalog))
    with pikepdf.open(BytesIO(after)) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.ViewerPreferences.get("/Direction", "/L2R")) == "/L2R"
    assert mended(after) == after


def test_a_file_written_otherwise_is_our_bug() -> None:
    with pytest.raises(ValueError, match="no table of objects"):
        mended(b"%PDF-1.7\nstartxref\n0\n%%EOF")


def test_both_files_follow_their_standards() -> None:
    readers, archive = render_pdfs(sample_document(), all_templates())
    for content, profile in ((readers.content, "2a"), (readers.content, "ua1"), (archive.content, "1a")):
        report = validate_pdf_bytes(content, profile=ValidationProfile(profile))
        assert [f"{each.rule_id}: {each.message}" for each in report.failures] == []
        assert report.is_compliant
