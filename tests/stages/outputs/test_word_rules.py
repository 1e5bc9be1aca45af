"""Every rule of an accessible and clean Word file, each with a fault that it must catch, planted in a file that has none."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from builders import sample_document
from builders_figures import spine_figure
from word_files import parts_of, word

from briefing.outputs.extraction import word_parts
from briefing.outputs.refusal import GateReason
from briefing.outputs.word_contrast import ratio
from briefing.outputs.word_rules import word_file_faults

BODY, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
OWNER = "Umeå kommun · Umebrå"
ITEM = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>{} sak</w:t></w:r></w:p>'
LINK = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:hyperlink w:anchor="x"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'
END = r"(<w:sectPr)"


@cache
def sound() -> dict[str, bytes]:
    document = sample_document()
    last = document.sections[-1]
    section = replace(last, blocks=(*last.blocks, spine_figure()))
    return parts_of(word(replace(document, sections=(*document.sections[:-1], section))))


def found(parts: dict[str, bytes], owner: str = OWNER) -> dict[GateReason, list[str]]:
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    faults: dict[GateReason, list[str]] = {}
    for reason, text in word_file_faults(word_parts(stream.getvalue()), owner=owner):
        faults.setdefault(reason, []).append(text)
    return faults


def planted(part: str, pattern: str, new: str) -> dict[str, bytes]:
    """The sound file with one change; the pattern must be there, so that no fault is planted in vain."""
    text, count = re.subn(pattern, new, sound()[part].decode("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1, f"nothing to change in {part}"
    return {**sound(), part: text.encode("utf-8")}


def test_the_sound_file_has_no_fault() -> None:
    assert found(dict(sound())) == {}


@pytest.mark.parametrize(
    ("part", "pattern", "new", "reason"),
    [
        # title set
        (CORE, "<dc:title>.*?</dc:title>", "<dc:title> </dc:title>", GateReason.TITEL_SAKNAS),
        # language in all styles, in the defaults and in the theme
        (STYLES, '<w:lang w:val="sv-SE"', '<w:lang w:val="en-US"', GateReason.FEL_SPRAK),
        (STYLES, "<w:lang [^>]*/>", "", GateReason.FEL_SPRAK),
        (SETTINGS, "<w:themeFontLang [^>]*/>", "", GateReason.FEL_SPRAK),
        (SETTINGS, 'w:themeFontLang w:val="sv-SE"', 'w:themeFontLang w:val="en-US"', GateReason.FEL_SPRAK),
        (BODY, "<w:r><w:t ", '<w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t ', GateReason.FEL_SPRAK),
        # headings in order, none empty
        (BODY, '"Heading2"', '"Heading3"', GateReason.RUBRIKORDNING),
        (BODY, END, r'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:p>\1', GateReason.RUBRIKORDNING),
        # alternative text on every figure, never the name of a file
        (BODY, ' descr="[^"]*"', "", GateReason.BILD_UTAN_TEXT),
        (BODY, ' descr="[^"]*"', ' descr="  "', GateReason.BILD_UTAN_TEXT),
        (BODY, ' descr="[^"]*"', r' descr="C:\\\\bilder\\\\figur 1.PNG"', GateReason.BILD_UTAN_TEXT),
        # tables: header row, no row cut in two, looks, name, description, nothing merged or nested, cells end with a paragraph
        (BODY, "<w:tblHeader/>", "", GateReason.TABELL_UTAN_HUVUD),
        (BODY, "<w:tblLook [^>]*/>", "", GateReason.TABELL_UTAN_HUVUD),
        (BODY, "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/>", GateReason.TABELL_FORM),
        (BODY, "<w:trPr><w:cantSplit/></w:trPr>", "", GateReason.TABELL_FORM),
        (BODY, "<w:tblCaption [^>]*/>", "", GateReason.TABELL_FORM),
        (BODY, 'w:tblDescription w:val="[^"]*"', 'w:tblDescription w:val=""', GateReason.TABELL_FORM),
        (BODY, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>', GateReason.TABELL_FORM),
        (BODY, "<w:tcPr>", '<w:tcPr><w:vMerge w:val="restart"/>', GateReason.TABELL_FORM),
        (BODY, "</w:tcPr><w:p>", "</w:tcPr><w:tbl><w:tr/></w:tbl><w:p>", GateReason.TABELL_FORM),
        (BODY, "</w:p></w:tc>", "</w:p><w:bookmarkEnd w:id='999'/></w:tc>", GateReason.TABELL_FORM),
        # everything in line with the text
        (BODY, "<wp:inline (.*?)</wp:inline>", r"<wp:anchor \1</wp:anchor>", GateReason.FLYTANDE_INNEHALL),
        (BODY, "<w:pPr><w:pStyle ", "<w:pPr><w:framePr w:w='500'/><w:pStyle ", GateReason.FLYTANDE_INNEHALL),
        (BODY, END, r"<w:p><w:r><w:pict/></w:r></w:p>\1", GateReason.FLYTANDE_INNEHALL),
        # contrast: texts as they are set, on white, on a box, in a chart; bars that say who is speaking
        (STYLES, '(w:styleId="Kalla".*?)4B5563', r"\1A0A0A0", GateReason.LAG_KONTRAST),
        (STYLES, '(w:styleId="LageGult".*?w:fill=)"FFE9A8"', r'\1"333333"', GateReason.LAG_KONTRAST),
        (STYLES, '(w:styleId="TextManniska".*?w:color=)"0A3A66"', r'\1"C5CCD6"', GateReason.LAG_KONTRAST),
        (BODY, "<w:r><w:t ", '<w:r><w:rPr><w:color w:val="8093AC"/></w:rPr><w:t ', GateReason.LAG_KONTRAST),
        ("word/charts/chart1.xml", '(<a:rPr.*?srgbClr val=)"[0-9A-F]{6}"', r'\1"B4BFCC"', GateReason.LAG_KONTRAST),
        # no empty paragraphs, no blanks in a row
        (BODY, END, r'<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>\1', GateReason.TOMT_STYCKE),
        (BODY, END, r"<w:p><w:r><w:t>     Inskjutet</w:t></w:r></w:p>\1", GateReason.TOMT_STYCKE),
        # real lists
        (BODY, END, ITEM.format("1.") + ITEM.format("2.") + r"\1", GateReason.FALSK_LISTA),
        (BODY, END, ITEM.format("•") + ITEM.format("•") + r"\1", GateReason.FALSK_LISTA),
        # links that say where they lead
        (BODY, END, LINK.format("klicka här") + r"\1", GateReason.LANKTEXT),
        (BODY, END, LINK.format("Läs mer »") + r"\1", GateReason.LANKTEXT),
        (BODY, END, LINK.format("https://bra.se/statistik") + r"\1", GateReason.LANKTEXT),
        (BODY, END, LINK.format("") + r"\1", GateReason.LANKTEXT),
        # the numbers of each chart can be read
        ("word/charts/_rels/chart1.xml.rels", "<Relationship .*?/>", "", GateReason.DIAGRAM_UTAN_TAL),
        ("word/charts/chart1.xml", "<c:externalData.*?</c:externalData>", "", GateReason.DIAGRAM_UTAN_TAL),
        # nothing left behind: names, paths, comments, hidden text, changes, sessions
        (CORE, "Umebrå</dc:creator>", "Test Testsson</dc:creator>", GateReason.RESTER),
        (BODY, "Anmälda", "/home/test/utkast", GateReason.RESTER),
        (BODY, "<w:r><w:t ", "<w:r><w:rPr><w:vanish/></w:rPr><w:t ", GateReason.RESTER),
        (BODY, END, r'<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>nytt</w:t></w:r></w:ins></w:p>\1', GateReason.RESTER),
        (BODY, "<w:p>", '<w:p w:rsidR="00A1B2C3">', GateReason.RESTER),
        (SETTINGS, "<w:zoom", '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids><w:zoom', GateReason.RESTER),
    ],
)
def test_a_planted_fault_is_caught(part: str, pattern: str, new: str, reason: GateReason) -> None:
    assert reason in found(planted(part, pattern, new))


def test_comments_are_caught() -> None:
    assert GateReason.RESTER in found({**sound(), "word/comments.xml": b"<x/>"})


def test_what_is_fetched_from_outside_is_caught_and_a_link_to_click_is_not() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
    relation = f'<Relationship Id="r99" Type="{kind}" Target="https://bra.se" TargetMode="External"/></Relationships>'
    outside, link = (planted("word/_rels/document.xml.rels", "</Relationships>", relation.format(each)) for each in ("image", "hyperlink"))
    assert GateReason.EXTERNT_INNEHALL in found(outside)
    assert found(link) == {}


def test_a_name_is_no_fault_where_nobody_is_the_owner() -> None:
    assert found(planted(CORE, "Umebrå</dc:creator>", "Test Testsson</dc:creator>"), owner="") == {}


def test_a_row_with_a_very_long_cell_may_be_cut() -> None:
    text = "Anmälda brott i offentlig miljö. " * 10
    long = planted(BODY, "<w:trPr><w:cantSplit/></w:trPr>(<w:tc>.*?<w:t [^>]*>)", rf"\1{text}")
    assert GateReason.TABELL_FORM not in found(long)


def test_one_paragraph_that_begins_with_a_dash_is_no_list() -> None:
    assert found(planted(BODY, END, ITEM.format("–") + r"\1")) == {}


def test_contrast_is_that_of_wcag_whichever_is_the_darker() -> None:
    assert ratio("000000", "FFFFFF") == pytest.approx(21.0)
    assert ratio("FFFFFF", "0B5394") == ratio("0B5394", "FFFFFF") == pytest.approx(7.8, abs=0.05)
    assert ratio("4B5563", "EEF3F9") == pytest.approx(6.8, abs=0.1)  # measured for the look
