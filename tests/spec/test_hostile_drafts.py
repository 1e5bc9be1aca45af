"""A hostile or mistaken file from outside is one sentence: looked at and read apart from the program by every verb that takes one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from builders import sample_document
from word_files import parts_of, word
from workspaces import briefing

from briefing.observations.draft_reading import DraftName, draft_content, draft_name
from briefing.sources.source import Part
from briefing.workspace import careful
from briefing.workspace.isolation import close, isolated

LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Target="http://127.0.0.1/x" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External"/></Relationships>'
)


def draft() -> bytes:
    return word(sample_document())


def packed(parts: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    return packed({**parts_of(draft()), name: part})


def deep() -> bytes:
    """Controls within controls, a hundred thousand of them."""
    parts = parts_of(draft())
    body = parts["word/document.xml"]
    at, depth = body.index(b"<w:body>") + 8, 100_000
    nested = b"<w:p>" + b"<w:smartTag>" * depth + b"</w:smartTag>" * depth + b"</w:p>"
    return packed({**parts, "word/document.xml": body[:at] + nested + body[at:]})


def entities() -> bytes:
    body = parts_of(draft())["word/document.xml"]
    at = body.index(b"?>") + 2
    return with_part("word/document.xml", body[:at] + b'<!DOCTYPE w [<!ENTITY a "ha">]>' + body[at:])


HOSTILE: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "entities": ("a.docx", entities, "en dokumenttypsdefinition (DTD)"),
    "a bomb": ("a.docx", lambda: with_part("word/media/a.bin", bytes(50_000_000)), "packad mer än 300 gånger"),
    "a way out": ("a.docx", lambda: with_part("../../x.xml", b"<a/>"), "med namnet"),
    "a macro": ("a.docx", lambda: with_part("word/vbaProject.bin", b"x"), "utan makron"),
    "a picture elsewhere": ("a.docx", lambda: with_part("word/_rels/a.xml.rels", LINK.encode()), "en länk till en annan fil"),
    "a cut file": ("a.docx", lambda: draft()[:9000], "går inte att öppna: den är en skadad eller avhuggen packad fil"),
    "a workbook": ("a.docx", lambda: packed({"xl/workbook.xml": b"<a/>"}), "är inget Word-dokument"),
    "saved as .odt": (
        "a.odt",
        lambda: packed({"content.xml": b"<a/>"}),
        "en OpenDocument-fil (.odt); adopt tar utkastet som Word-dokument (.docx)",
    ),
    "saved as .doc": (
        "a.doc",
        lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"),
        "är ett äldre Worddokument (.doc); adopt tar",
    ),
    "saved as .pdf": ("a.pdf", lambda: b"%PDF-1.7\n", "är en PDF-fil; adopt tar"),
    "nothing": ("a.docx", lambda: b"", "går inte att öppna"),
}


@pytest.mark.parametrize(("name", "made", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_draft_is_one_sentence_and_nothing_is_written(workspace: Path, name: str, made: Callable[[], bytes], said: str) -> None:
    file = workspace / name
    file.write_bytes(made())
    call = briefing(workspace, "adopt", str(file), "--yes", "--json")
    assert (call.code, call.json["written"]) == (1, [])
    assert said in call.json["problem"], call.json["problem"]
    assert call.json["problem"].startswith(f"Filen {name} ")


def test_what_breaks_the_reader_breaks_the_child_and_not_the_program(workspace: Path) -> None:
    file = workspace / "a.docx"
    file.write_bytes(deep())
    call = briefing(workspace, "adopt", str(file), "--yes", "--json")
    assert (call.code, call.json["written"]) == (1, [])
    assert isolated(os.getpid) != os.getpid()
    close()


OLD = ("--kind", "fullstandig", "--period", "2024", "--issued-on", "2025-05-14", "--dnr", "KS-2024/00451", "--by", "Kommunfullmäktige")


@pytest.mark.parametrize(("reader", "verb"), [("edited_faults", ("check-document",)), ("old_document", ("deposit", *OLD))])
def test_a_document_that_ends_its_reader_is_one_sentence(
    workspace: Path, reader: str, verb: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(careful, reader, sys.exit)  # ends the process that it runs in
    file = workspace / "a.docx"
    file.write_bytes(draft())
    call = briefing(workspace, *verb, str(file))
    assert (call.code, "no reader can read it" in call.err, "Fix: save it" in call.err) == (1, True, True), call.err


def test_an_edited_draft_is_read_in_the_child_as_it_is_read_here() -> None:
    part = Part("a.docx", 0, "", draft())
    assert isolated(draft_name, part) == draft_name(part) == DraftName("2480-kvartal-2026-K2", "v1")
    assert isolated(draft_content, part, {}) == draft_content(part, {})
