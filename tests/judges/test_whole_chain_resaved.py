"""The whole chain once more, every file that people fill in or edit saved by LibreOffice before it comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from judges.office_resaved import is_saved_by_libreoffice, resaved
from judges.tools import JudgeBrokenError
from whole_chain import whole_chain

pytestmark = pytest.mark.usefixtures("installed")


def test_the_whole_chain_holds_when_libreoffice_has_saved_every_file(tmp_path: Path) -> None:
    whole_chain(tmp_path, partial(resaved, folder=tmp_path))
    saved = sorted(each.suffix for each in (tmp_path / "saved").iterdir() if is_saved_by_libreoffice(each))
    assert saved == [".docx", ".docx", ".xlsx"], "the police's form, the edited draft and the school's form"


def test_a_file_that_libreoffice_does_not_save_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(JudgeBrokenError, match="has not saved"):
        resaved(tmp_path / "finns inte.xlsx", tmp_path)
