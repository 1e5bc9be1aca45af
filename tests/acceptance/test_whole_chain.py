"""Forms out, filled in, in, produce, edit, adopt, produce, Slutlig, and an answer that comes late: as Word and openpyxl leave the files."""

from __future__ import annotations

from pathlib import Path

from whole_chain import whole_chain


def test_a_municipality_goes_from_empty_forms_to_slutlig_on_what_people_wrote(tmp_path: Path) -> None:
    whole_chain(tmp_path, lambda file: file)
