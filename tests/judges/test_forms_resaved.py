"""What a filled-in form says when LibreOffice has saved it again, as it does when somebody fills it in there."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_forms import FIELDS, in_excel, in_word, read_form, said
from judges.office_resaved import resaved as saved_again
from judges.tools import kept

pytestmark = pytest.mark.usefixtures("installed")

SIGNS = "Åtta * skolor [1] _berättar_ om ”värvning” & <mer> #3 – 5 * 3 = 15, 50 % \\ https://www.umea.se/"


def resaved(content: bytes, ending: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    return saved_again(kept(folder, f"form.{ending}", content), folder).read_bytes()


@pytest.mark.parametrize("fields", [dict(FIELDS), {}], ids=["filled in", "empty"])
def test_a_word_form_says_the_same(tmp_path: Path, fields: dict[tuple[str, str], str]) -> None:
    saved, direct = read_form(resaved(in_word(fields), "docx", tmp_path)), read_form(in_word(fields))
    assert (said(saved), saved.refusals, saved.doubts) == (said(direct), (), direct.doubts)


def test_an_excel_form_says_the_same(tmp_path: Path) -> None:
    filled = in_excel({**FIELDS, ("rekrytering", "text"): "Första stycket.\n\n- en punkt\n- en till"})
    saved = read_form(resaved(filled, "xlsx", tmp_path), "2026-K3.xlsx")
    assert (said(saved), saved.refusals) == (said(read_form(filled, "2026-K3.xlsx")), ())


def test_the_same_answers_in_word_and_in_excel_are_the_same_when_libreoffice_has_saved_both(tmp_path: Path) -> None:
    answers = {**FIELDS, ("", "body"): "Lokalpolisområde Umeå", ("rekrytering", "text"): SIGNS}
    in_both = [
        read_form(resaved(in_word(answers), "docx", tmp_path)),
        read_form(resaved(in_excel(answers), "xlsx", tmp_path), "2026-K3.xlsx"),
    ]
    assert [each.refusals for each in in_both] == [(), ()]
    assert said(in_both[0]) == said(in_both[1])
    assert [each.dimension for each in said(in_both[0])] == ["platser", "rekrytering", "samlad-bild"]
