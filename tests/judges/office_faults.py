"""Faults that make an Office file wrong by the standard; a judge of Office files counts only if it sees them."""

from __future__ import annotations

from judges.office_package import planted

_BODY = "word/document.xml"
_CHART = "word/charts/chart1.xml"

FAULTS = {
    "a paragraph's properties in the wrong order": (_BODY, "<w:pPr><w:pStyle", '<w:pPr><w:jc w:val="left"/><w:pStyle'),
    "a value outside its list": (_BODY, '<w:tblLayout w:type="fixed"/>', '<w:tblLayout w:type="bred"/>'),
    "an element that no one knows": (_BODY, "<w:body>", "<w:body><w:stycke/>"),
    "a table cell without a paragraph": (_BODY, "<w:tc><w:tcPr>", "<w:tc><w:tcPr/></w:tc><w:tc><w:tcPr>"),
    "a chart's elements in the wrong order": (
        _CHART,
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>',
        '<c:dispBlanksAs val="gap"/><c:plotVisOnly val="1"/>',
    ),
    "a chart that is not there": (_BODY, 'r:id="rId6"', 'r:id="rId99"'),
}


def faulty(content: bytes, fault: str) -> bytes:
    """The Word file with the fault of that name."""
    return planted(content, *FAULTS[fault])
