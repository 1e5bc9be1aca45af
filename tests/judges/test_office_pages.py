from __future__ import annotations

import pytest
from editions import Made
from judges.judged import edition
from judges.office_package import planted
from judges.office_pages import closed_off, laid_out, pages_findings

pytestmark = pytest.mark.usefixtures("installed")
BODY, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
LINKED = """<w:body><w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="914400" cy="914400"/><wp:docPr id="901" name="Bild" descr="En bild"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="902" name="Bild"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>
<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rId901"/><a:stretch><a:fillRect/></a:stretch>
</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
OUTSIDE = (
    '<Relationship Id="rId901" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://bild.example/bild.png" TargetMode="External"/></Relationships>'
)


def test_libreoffice_lays_out_every_word_file_with_all_its_headings_and_asks_no_one(judged: Made) -> None:
    assert pages_findings(judged.file(".docx").content, judged.document) == ()


@pytest.mark.parametrize(("kind", "fewest", "most"), [("radsbriefing", 2, 2), ("publik", 2, 4)])
def test_a_short_kind_keeps_to_its_pages(kind: str, fewest: int, most: int) -> None:
    assert fewest <= len(laid_out(edition(kind).file(".docx").content).texts) <= most


def test_a_heading_that_is_hidden_is_missed(radsbriefing: Made) -> None:
    heading = radsbriefing.document.sections[-1].heading
    text = f'<w:t xml:space="preserve">{heading}'
    hidden = planted(radsbriefing.file(".docx").content, BODY, text, f"<w:rPr><w:vanish/></w:rPr>{text}")
    assert pages_findings(hidden, radsbriefing.document) == (f"the heading is on no page: {heading}",)


def test_a_page_with_header_and_footer_only_is_seen(radsbriefing: Made) -> None:
    leaf = '<w:body><w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    emptied = planted(radsbriefing.file(".docx").content, BODY, "<w:body>", leaf)
    assert any("is empty" in each for each in pages_findings(emptied, radsbriefing.document))


def test_a_damaged_file_is_seen(radsbriefing: Made) -> None:
    assert pages_findings(radsbriefing.file(".docx").content[:9000], radsbriefing.document)


def test_a_picture_that_is_fetched_is_seen(radsbriefing: Made) -> None:
    if not closed_off():
        pytest.skip("this machine allows no network namespace, so that no one can tell what is asked for")
    linked = planted(planted(radsbriefing.file(".docx").content, BODY, "<w:body>", LINKED), RELATIONS, "</Relationships>", OUTSIDE)
    assert "asked the network: the name bild.example" in pages_findings(linked, radsbriefing.document)
