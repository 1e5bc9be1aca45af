"""No byte of an edition's files has a personal identity number; public ones have no contact details but the declared (trust.md)."""

from __future__ import annotations

import base64
import csv
import json
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO

import docx
import pikepdf
import pytest
import typst
from builders import sample_document
from editions import Made

from briefing.document.document import Document
from briefing.outputs.file import File
from briefing.outputs.gate import GateReason, refusals
from briefing.outputs.leak import leaks
from briefing.outputs.passages import passages
from briefing.outputs.workbook import workbook
from briefing.terms.sensitivity import Sensitivity

NUMBER = "811228-9874"  # the public test number


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def word(*runs: str, author: str = "") -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for index, run in enumerate(runs):
        paragraph.add_run(run).bold = index % 2 == 0
    document.core_properties.author = author
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, part)
    return stream.getvalue()


def printed(text: str, title: str = "Lägesbild", standard: str | None = None) -> bytes:
    source = f'#set document(title: "{title}", date: {"auto" if standard else "none"})\n#set text(lang: "sv")\n{text}\n'
    return typst.compile(source.encode(), format="pdf", pdf_standards=[standard] if standard else [])


def changed(content: bytes, change: object) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(stream)
    return stream.getvalue()


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["underlag.csv"] = pikepdf.AttachedFileSpec(pdf, f"id\n{NUMBER}\n".encode(), filename="underlag.csv")


def book() -> bytes:
    return workbook([["Namn", NUMBER], ["Antal", 3]], [["Källa", "Brå"]])


CASES = [
    ("x.txt", f"Han, {NUMBER}".encode(), "x.txt"),
    ("x.txt", f"Han, {NUMBER}".encode("utf-16"), "x.txt"),
    ("x.csv", f"namn;id\nÅsa;{NUMBER}".encode("cp1252"), "x.csv"),
    ("x.json", json.dumps({"id": "811228\u20139874"}).encode(), "x.json"),
    ("x.html", b"<!doctype html><p>8112<b>28</b>-98<i>74</i></p>", "x.html"),
    ("x.html", b"<!doctype html><p>811228&#8209;9874</p>", "x.html"),
    ("x.html", f"<!doctype html><img alt='{NUMBER}'>".encode(), "x.html"),
    ("x.html", f"<!doctype html><!-- {NUMBER} -->".encode(), "x.html"),
    ("x.html", b"<!doctype html><a href='data:text/csv;base64," + base64.b64encode(NUMBER.encode()) + b"'>", "x.html, inbäddat 1"),
    ("x.docx", word("Han har nr 8112", "28-98", "74."), "x.docx, word/document.xml"),
    ("x.docx", word("Inget", author=NUMBER), "x.docx, docProps/core.xml"),
    ("x.docx", with_part(word("Inget"), f"word/media/{NUMBER}.png", b"\x89PNG"), "x.docx"),
    ("x.docx", with_part(word("Inget"), "word/embeddings/a.xlsx", book()), "x.docx, word/embeddings/a.xlsx, xl/worksheets/sheet1.xml"),
    ("x.zip", zipped(inner=zipped(deepest=book())), "x.zip, inner, deepest, xl/worksheets/sheet1.xml"),
    ("x.png", b"\x89PNG\r\n\x1a\n\x00\x00\xfftEXtComment\x00" + NUMBER.encode(), "x.png"),
    ("x.pdf", printed(f"Han har nummer {NUMBER}."), "x.pdf, sida 1"),
    ("x.pdf", printed("Inget #pagebreak() 8112289874"), "x.pdf, sida 2"),
    ("x.pdf", changed(printed("Inget"), attach), "x.pdf, objekt"),
]


@pytest.mark.parametrize(("name", "content", "place"), CASES, ids=[f"{index}-{name}" for index, (name, _, _) in enumerate(CASES)])
def test_a_personal_number_is_found_wherever_it_lies(name: str, content: bytes, place: str) -> None:
    found = [leak for leak in leaks(File(name, "", content)) if leak.identity is not None]
    assert any(leak.place.startswith(place) for leak in found), [leak.place for leak in found]
    assert all(leak.identity is not None and leak.identity.kind.is_personal_number for leak in found)


def test_a_title_of_a_pdf_is_read_too() -> None:
    places = [leak.place for leak in leaks(File("x.pdf", "", printed("Inget", title=f"Om {NUMBER}")))]
    assert any("objekt" in place for place in places)


def test_cells_side_by_side_in_a_pdf_are_no_personal_number_whatever_its_tags_call_a_table() -> None:
    """The tags of PDF/A-1a have a paragraph where others have the body of a table. Were its cells read in a row, small counts would be."""
    rows = "[2022], [26], [1~106], [250–1~510], [2023], [32], [1~362], [270–1~540]"
    content = printed(f"#table(columns: 4, table.header[År][Antal][Per 100 000][Hälften], {rows})", standard="a-1a")
    read = [each.text or "" for each in passages("x.pdf", content) if each.place == "x.pdf, löptext"]
    assert "1\xa0362" in read[0].splitlines()
    assert leaks(File("x.pdf", "", content)) == ()
    split = printed("#table(columns: 2, table.header[År][Vem], [2020], [811228-*9874*])", standard="a-1a")
    assert "x.pdf, löptext" in [leak.place for leak in leaks(File("x.pdf", "", split))]


def test_the_words_of_a_pdf_are_read_as_they_stand() -> None:
    [page] = [each for each in passages("x.pdf", printed("Läget är _ganska_ *stabilt* – 3 132 brott.")) if each.place.endswith("sida 1")]
    assert page.text is not None
    assert "".join(page.text.split()) == "Lägetärganskastabilt–3132brott."


@pytest.mark.parametrize("content", [b"PK\x03\x04 and nothing more", b"%PDF-1.7 and nothing more", word("Inget")[:2_000]])
def test_what_cannot_be_read_is_refused_since_nobody_knows_what_is_in_it(content: bytes) -> None:
    [refusal] = refusals((File("x.bin", "", content),), replace(sample_document(), synthetic=True))
    assert refusal.reason is GateReason.OLASBAR


def test_packages_within_packages_without_end_are_refused() -> None:
    content = b"x"
    for _ in range(12):
        content = zipped(inner=content)
    assert [each.text for each in passages("x.zip", content) if each.text is None] == [None]


def reasons(sensitivity: Sensitivity, text: str, contact: str = "") -> list[GateReason]:
    document: Document = sample_document(sensitivity=sensitivity)
    return [each.reason for each in refusals((File("x.txt", "", text.encode()),), document, contact=contact)]


@pytest.mark.parametrize("sensitivity", list(Sensitivity))
def test_a_personal_number_stops_every_edition(sensitivity: Sensitivity) -> None:
    assert reasons(sensitivity, NUMBER) == [GateReason.PERSONNUMMER]


@pytest.mark.parametrize("text", ["anna@exempel.se", "070-123 45 67", "bilen ABC123"])
def test_other_ways_to_a_person_stop_a_public_edition_only(text: str) -> None:
    assert reasons(Sensitivity.OPPEN, text) == [GateReason.KONTAKTUPPGIFT]
    assert reasons(Sensitivity.INTERN, text) == []


def test_the_declared_contact_may_be_printed_however_it_is_written() -> None:
    contact = "Samordningsfunktionen, trygg@exempel.se, 090-16 10 00"
    assert reasons(Sensitivity.OPPEN, "Fråga TRYGG@exempel.se eller 090–161000.", contact) == []
    assert reasons(Sensitivity.OPPEN, "Fråga annan@exempel.se.", contact) == [GateReason.KONTAKTUPPGIFT]


def test_a_refusal_says_what_and_where_and_never_the_number() -> None:
    [refusal] = refusals((File("x.txt", "", f"Hej {NUMBER}".encode()),), sample_document())
    assert refusal.text == "Filen har ett personnummer (••••••-••••): x.txt, tecken 5"


def test_no_file_of_the_demo_has_anything_that_points_out_a_person(kvartal: Made, radsbriefing: Made) -> None:
    assert [(file.name, leak.place) for made in (kvartal, radsbriefing) for file in made.production.files for leak in leaks(file)] == []


def test_every_word_of_the_data_package_is_read(kvartal: Made) -> None:
    """That nothing is found is worth something only when everything is read: every field of every CSV is in a passage."""
    file = kvartal.file(".data.zip")
    read = "\n".join(each.text or "" for each in passages(file.name, file.content))
    with zipfile.ZipFile(BytesIO(file.content)) as package:
        for name in package.namelist():
            if name.endswith(".csv"):
                rows = list(csv.reader(StringIO(package.read(name).decode("utf-8"))))
                assert all(field.replace('"', '""') in read for row in rows for field in row)
