"""What a filled-in form says when LibreOffice has saved it again, as it does when somebody fills it in there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders_forms import FIELDS, in_excel, in_word, read_form, said
from judges.office_pages import closed_off
from judges.tools import kept, said_by

pytestmark = [
    pytest.mark.usefixtures("installed"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here"),
]


def resaved(content: bytes, ending: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it; the test is left out where this LibreOffice has no spreadsheets."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    into = ("--headless", "--convert-to", ending, "--outdir", folder / "saved")
    said_by(*closed_off(), "soffice", profile, *into, kept(folder, f"form.{ending}", content))
    saved = folder / "saved" / f"form.{ending}"
    if not saved.exists() and ending == "xlsx":
        pytest.skip("LibreOffice is installed here without its spreadsheets")
    return saved.read_bytes()


@pytest.mark.parametrize("fields", [dict(FIELDS), {}], ids=["filled in", "empty"])
def test_a_word_form_says_the_same(tmp_path: Path, fields: dict[tuple[str, str], str]) -> None:
    saved, direct = read_form(resaved(in_word(fields), "docx", tmp_path)), read_form(in_word(fields))
    assert (said(saved), saved.refusals, saved.doubts) == (said(direct), (), direct.doubts)


def test_an_excel_form_says_the_same(tmp_path: Path) -> None:
    filled = in_excel({**FIELDS, ("rekrytering", "text"): "Första stycket.\n\n- en punkt\n- en till"})
    saved = read_form(resaved(filled, "xlsx", tmp_path), "2026-K3.xlsx")
    assert (said(saved), saved.refusals) == (said(read_form(filled, "2026-K3.xlsx")), ())
