"""The whole chain once more, every file that people fill in or edit saved by LibreOffice before it comes back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from judges.office_pages import closed_off
from judges.tools import said_by
from whole_chain import whole_chain

pytestmark = [
    pytest.mark.usefixtures("installed"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here"),
]


def test_the_whole_chain_holds_when_libreoffice_has_saved_every_file(tmp_path: Path) -> None:
    def saved(file: Path) -> Path:
        profile, into = f"-env:UserInstallation=file://{tmp_path / 'profile'}", tmp_path / "saved"
        said_by(*closed_off(), "soffice", profile, "--headless", "--convert-to", file.suffix[1:], "--outdir", into, file)
        return into / file.name if (into / file.name).exists() else file  # LibreOffice may be installed without its spreadsheets

    whole_chain(tmp_path, saved)
