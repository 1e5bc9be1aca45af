"""A draft that was edited in LibreOffice, which drops the tags of controls: its texts are found by their bookmarks and adopted."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders_edited import changed, control, replaced
from docx.document import Document as WordDocument
from judges.office_resaved import resaved
from workspaces import briefing

pytestmark = pytest.mark.usefixtures("installed")

OLD, NEW = "yngre barn dras in i nätverken", "allt yngre barn, ända ner i årskurs 4, dras in i nätverken"


def rewritten(word: WordDocument) -> None:
    paragraph = next(each for each in control(word, "samlad-bedomning") if OLD in each.text)
    replaced(paragraph, OLD, NEW)


def test_a_draft_saved_again_by_libreoffice_is_unchanged_and_an_edited_one_is_adopted(workspace: Path, tmp_path: Path) -> None:
    made = briefing(workspace, "produce", "--kind", "kvartal", "--period", "2026-K2", "--json").json
    draft = Path(made["files"]["2480-kvartal-2026-K2.docx"])
    same = briefing(workspace, "adopt", str(resaved(draft, tmp_path)), "--json").json
    assert {each["outcome"] for each in same["texts"]} == {"oforandrad"}
    assert same["around"] == []
    edited = changed(draft, rewritten, tmp_path / "redigerad.docx")
    call = briefing(workspace, "adopt", str(resaved(edited, tmp_path)), "--yes", "--json")
    assert call.code == 0, call.out
    assert call.json["adopted"] == ["samlad-bedomning"]
    assert NEW in Path(call.json["written"][0]).read_text(encoding="utf-8")
