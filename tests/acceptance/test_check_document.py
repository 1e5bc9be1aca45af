"""A document that somebody has edited is held against the same rules as our own."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from editions import Made

from briefing.shell.cli import run


def saved(folder: Path, kvartal: Made, ending: str) -> Path:
    file = kvartal.file(ending)
    path = folder / file.name
    path.write_bytes(file.content)
    return path


def edited(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The Word file with one part changed, as a person or a program leaves it."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = run(["check-document", str(path), "--json"])
    return code, [each["text"] for each in json.loads(capsys.readouterr().out)["faults"]]


@pytest.mark.parametrize("ending", [".docx", "K2.pdf", "a.pdf"])
def test_what_the_program_made_keeps_the_rules(tmp_path: Path, kvartal: Made, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(saved(tmp_path, kvartal, ending), capsys) == (0, [])


def test_a_picture_that_lost_its_words_is_named(tmp_path: Path, kvartal: Made, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(saved(tmp_path, kvartal, ".docx"), "word/document.xml", b' descr="Stapeldiagram.', b' descr="" data="')
    code, faults = told(path, capsys)
    assert code == 1
    assert any("alternativtext" in each for each in faults)


def test_a_personal_identity_number_is_found_and_never_repeated(tmp_path: Path, kvartal: Made, capsys: pytest.CaptureFixture[str]) -> None:
    path = edited(saved(tmp_path, kvartal, ".docx"), "word/document.xml", b'<w:t xml:space="preserve">Sammanfattning', b"<w:t>811228-9874")
    code, faults = told(path, capsys)
    assert code == 1
    assert any("personnummer" in each for each in faults)
    assert "9874" not in " ".join(faults)


def test_a_pdf_without_tags_is_not_for_all_to_read(tmp_path: Path, kvartal: Made, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, kvartal, "K2.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    code, faults = told(path, capsys)
    assert code == 1
    assert any("inte taggad" in each for each in faults)


@pytest.mark.parametrize(("name", "content"), [("brev.docx", b"hej"), ("brev.pdf", b"hej"), ("brev.odt", b"hej")])
def test_what_is_no_document_is_one_sentence(tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert run(["check-document", str(path)]) == 1
    said = capsys.readouterr().err
    assert name in said
    assert "Fix:" in said
