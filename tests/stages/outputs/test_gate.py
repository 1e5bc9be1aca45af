from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pytest
from builders import paragraph, sample_document, with_block
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from sample_edition import page_templates

from briefing.document.document import Cell, Column, Document, Frame, Origin, Run, Section, Table, Text
from briefing.outputs.file import File
from briefing.outputs.gate import GateReason, refusals
from briefing.outputs.page import render_page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAID = "Det anmäldes 3 132 brott."
DRAWING = (
    '<w:drawing {}><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="1" name="Figur 1" descr="Linjediagram. Högst 9 210."/></wp:inline></w:drawing>'
)


def small_document() -> Document:
    """A document of a chapter, a section, a paragraph, a human text and a table, for Word files built by hand."""
    rows = ((Cell("2025", basis=("x",)), Cell("12 411", 12411.0, ("x",))),)
    table = Table("t", "Tabell 1", "Antal per år", (Column("År"), Column("Antal")), rows)
    said = (paragraph("Rekryteringen ökar.", basis=("uppgift:x:y",)),)
    police = Text(Origin.POLIS, "Polis", said, signature="Polisen, 2026-08-14.", control="c")
    blocks = (Text(Origin.DATA, "Data", (paragraph(SAID, basis=("x",)),)), police, table)
    sections = (Section("a", "4", "Kartläggning", 1, ()), Section("b", "4.1", "Anmälda brott", 2, blocks))
    frame = Frame(
        owner="Umeå kommun",
        title="Lägesbild",
        subtitle="",
        tagline="",
        status_line="",
        header="",
        footer="",
        page_words=("Sida", "av"),
        contents_heading="Innehåll",
        example_mark="EXEMPEL – påhittade uppgifter",
        example_short="EXEMPEL",
    )
    return replace(sample_document(), frame=frame, sections=sections, synthetic=False)


@cache
def small_word() -> bytes:
    """The same document as a Word file, with everything that the rules ask for and a drawing."""
    word = docx.Document()
    word.core_properties.title, word.core_properties.author = "Lägesbild", "Umeå kommun"
    for language in (*word.styles.element.iter(qn("w:lang")), *word.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), "sv-SE")
    word.add_heading("4 Kartläggning", 1)
    word.add_heading("4.1 Anmälda brott", 2)
    word.add_paragraph(f"Data\t{SAID}")
    said = "<w:p><w:r><w:t>PolisRekryteringen ökar.</w:t></w:r></w:p>"
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent>{said}</w:sdtContent></w:sdt>")
    word.element.body.insert(len(word.element.body) - 1, control)
    word.add_paragraph("Polisen, 2026-08-14.")
    word.add_paragraph("Tabell 1. Antal per år")
    table = word.add_table(0, 2)
    for row in (("År", "Antal"), ("2025", "12 411")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for name in ("tblCaption", "tblDescription"):
        table._tbl.tblPr.append(parse_xml(f'<w:{name} {nsdecls("w")} w:val="Antal per år"/>'))
    word.add_paragraph().add_run()._r.append(parse_xml(DRAWING.format(nsdecls("w"))))
    for colour in word.styles.element.iter(qn("w:color")):
        colour.set(qn("w:val"), "0A3A66")
    stream = BytesIO()
    word.save(stream)
    content = planted(stream.getvalue(), "word/stylesWithEffects.xml", 'w:lang w:val="en-US"', 'w:lang w:val="sv-SE"')
    return without_sessions(content)


def without_sessions(content: bytes) -> bytes:
    """The package without what Word notes of its sessions, which python-docx's own template is full of."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = re.sub(rb' w:rsid\w*="[^"]*"|<w:rsids>.*?</w:rsids>|<w:rsid [^>]*/>', b"", before.read(name), flags=re.DOTALL)
            after.writestr(name, text if name.endswith(".xml") else before.read(name))
    return stream.getvalue()


def planted(content: bytes, part: str, pattern: str, new: str) -> bytes:
    """The package with one part changed; the pattern must be there, so that no fault is planted in vain."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                changed, count = re.subn(pattern, new, text.decode("utf-8"), count=1, flags=re.DOTALL)
                assert count == 1, f"nothing to change in {part}"
                text = changed.encode("utf-8")
            after.writestr(name, text)
        if part not in before.namelist():
            after.writestr(part, new)
    return stream.getvalue()


def reasons(name: str, content: bytes, document: Document) -> set[GateReason]:
    return {each.reason for each in refusals((File(name, "", content),), document)}


def test_a_sound_word_file_passes() -> None:
    assert refusals((File("x.docx", WORD, small_word()),), small_document()) == ()


@pytest.mark.parametrize(
    ("part", "pattern", "new", "reason"),
    [
        ("docProps/core.xml", "<dc:title>.*?</dc:title>", "<dc:title/>", GateReason.TITEL_SAKNAS),
        ("docProps/core.xml", "Umeå kommun</dc:creator>", "Test Testsson</dc:creator>", GateReason.RESTER),
        ("word/styles.xml", 'w:lang w:val="sv-SE"', 'w:lang w:val="en-US"', GateReason.FEL_SPRAK),
        ("word/styles.xml", "<w:docDefaults>.*?</w:docDefaults>", "", GateReason.FEL_SPRAK),
        ("word/document.xml", ' descr="[^"]*"', "", GateReason.BILD_UTAN_TEXT),
        ("word/document.xml", ' descr="[^"]*"', ' descr="figur1.png"', GateReason.BILD_UTAN_TEXT),
        ("word/document.xml", "<w:tblHeader[^>]*/>", "", GateReason.TABELL_UTAN_HUVUD),
        ("word/document.xml", "4 Kartläggning", " ", GateReason.RUBRIKORDNING),
        ("word/document.xml", "Heading2", "Heading3", GateReason.RUBRIKORDNING),
        ("word/document.xml", "4 Kartläggning", "4 Kartlaggning", GateReason.OLIKA_RUBRIKER),
        ("word/document.xml", "3 132", "3 123", GateReason.OLIKA_STYCKEN),
        ("word/document.xml", "Rekryteringen ökar", "Rekryteringen minskar", GateReason.OLIKA_STYCKEN),
        ("word/document.xml", "Polisen, 2026-08-14", "Polisen, 2026-08-15", GateReason.OLIKA_STYCKEN),
        ("word/document.xml", "Antal per år", "Antal per kvartal", GateReason.OLIKA_STYCKEN),
        ("word/document.xml", "12 411", "12 511", GateReason.OLIKA_TABELLER),
        ("word/document.xml", "<w:tbl>.*</w:tbl>", "", GateReason.OLIKA_TABELLER),
        ("word/document.xml", "<w:t>Antal</w:t>", "<w:t>Andel</w:t>", GateReason.OLIKA_TABELLER),
        ("word/document.xml", "<w:r><w:t>Polisen", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Polisen", GateReason.RESTER),
        ("word/document.xml", "<w:r><w:t>Polisen", '<w:ins w:id="1" w:author="x"/><w:r><w:t>Polisen', GateReason.RESTER),
        ("word/document.xml", "Rekryteringen ökar", "/home/anna/utkast", GateReason.RESTER),
        ("word/comments.xml", "", "<x/>", GateReason.RESTER),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            '<Relationship Id="r99" Type="http://x/image" Target="http://x/i.png" TargetMode="External"/></Relationships>',
            GateReason.EXTERNT_INNEHALL,
        ),
    ],
)
def test_a_fault_planted_in_a_word_file_is_caught(part: str, pattern: str, new: str, reason: GateReason) -> None:
    assert reason in reasons("x.docx", planted(small_word(), part, pattern, new), small_document())


def test_a_link_to_click_in_a_word_file_is_allowed() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = f'<Relationship Id="r99" Type="{kind}" Target="https://bra.se" TargetMode="External"/></Relationships>'
    content = planted(small_word(), "word/_rels/document.xml.rels", "</Relationships>", link)
    assert reasons("x.docx", content, small_document()) == set()


def test_a_sound_page_passes() -> None:
    assert refusals((render_page(sample_document(), page_templates()),), sample_document()) == ()


@pytest.mark.parametrize(
    ("pattern", "new", "reason"),
    [
        ("<title>.*?</title>", "<title></title>", GateReason.TITEL_SAKNAS),
        ('<html lang="sv">', "<html>", GateReason.FEL_SPRAK),
        ('<html lang="sv">', '<html lang="en">', GateReason.FEL_SPRAK),
        ("<desc[^>]*>.*?</desc>", "", GateReason.BILD_UTAN_TEXT),
        ("(<title id[^>]*>).*?</title>", r"\1</title>", GateReason.BILD_UTAN_TEXT),
        ("</main>", "<img src='data:,'></main>", GateReason.BILD_UTAN_TEXT),
        ("<thead>.*?</thead>", "", GateReason.TABELL_UTAN_HUVUD),
        ('<th scope="col"', "<th", GateReason.TABELL_UTAN_HUVUD),
        ("<caption[^>]*>.*?</caption>", "", GateReason.TABELL_UTAN_HUVUD),
        ("<h3 id(.*?)</h3>", r"<h4 id\1</h4>", GateReason.RUBRIKORDNING),
        ("</main>", "<h3> </h3></main>", GateReason.RUBRIKORDNING),
        ("</main>", "<script></script></main>", GateReason.EXTERNT_INNEHALL),
        ("</head>", '<link rel="stylesheet" href="https://x/y.css"></head>', GateReason.EXTERNT_INNEHALL),
        ("</main>", '<p id="huvud"></p></main>', GateReason.SAMMA_ID),
        ('class="text">Sammanfattning', 'class="text">Sammanställning', GateReason.OLIKA_RUBRIKER),
        ("</main>", "<h2>Mer</h2></main>", GateReason.OLIKA_RUBRIKER),
        ("(Samma kvartal 2025 var det) 3.280", r"\1 3 208", GateReason.OLIKA_STYCKEN),
        ("</main>", "<p>Läget är allvarligt.</p></main>", GateReason.OLIKA_STYCKEN),
        ("<li>yngre barn i otillåtna miljöer</li>", "", GateReason.OLIKA_STYCKEN),
        ("minskar(</td>|\n| <span)", r"ökar\1", GateReason.OLIKA_TABELLER),
        ("medel 2 840", "medel 2 480", GateReason.OLIKA_TABELLER),
        ('<span class="exempel">EXEMPEL – påhittade uppgifter</span> Polisen', "Polisen", GateReason.OMARKT_EXEMPEL),
        ('(Problem, mål och ägare) <span class="exempel">[^<]*</span>', r"\1", GateReason.OMARKT_EXEMPEL),
        ('(KS-2026/00000) <span class="exempel">EXEMPEL</span>', r"\1", GateReason.OMARKT_EXEMPEL),
        ('(Gult läge</span>) <span class="exempel">[^<]*</span>', r"\1", GateReason.OMARKT_EXEMPEL),
    ],
)
def test_a_fault_planted_in_a_page_is_caught(pattern: str, new: str, reason: GateReason) -> None:
    text = render_page(sample_document(), page_templates()).content.decode("utf-8")
    changed, count = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
    assert count == 1, "nothing to change"
    assert reason in reasons("x.html", changed.encode("utf-8"), sample_document())


def with_runs(*words: str | Run) -> Callable[[Document], Document]:
    return lambda document: with_block(document, Text(Origin.FAST, "", (paragraph(*words),)))


@pytest.mark.parametrize(
    "change",
    [
        with_runs("Ett ", Run("fet", strong=True), " ord"),
        with_runs("○ ● × – ■■□"),
        with_runs("<b>&amp; \u00a0"),
        with_runs("väntat 2–3, a–b"),
    ],
)
def test_no_wording_makes_page_and_model_differ(change: Callable[[Document], Document]) -> None:
    document = change(sample_document())
    assert refusals((render_page(document, page_templates()),), document) == ()


def test_a_table_that_stands_thirty_times_is_told_by_its_id() -> None:
    document = sample_document()
    matrix = document.sections[1].blocks[1]
    for _ in range(30):
        document = with_block(document, matrix)
    files = (render_page(document, page_templates()),)
    found = {each.reason for each in refusals(files, document)}
    assert found == {GateReason.SAMMA_ID}
