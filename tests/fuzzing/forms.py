"""Small forms as XML, which a fuzzer changes before it is packed: a changed package is nearly always only a damaged one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from builders_workbooks import workbook

from briefing.sources.source import Source

POLICE = Source(
    id="polisen",
    producer="Polisen",
    dimensions={"platser": "Platser", "valdsniva": "Våldsnivå"},
    text_only=("valdsniva",),
    municipality="2480",
)
_BETWEEN = b"\n<!--del-->\n"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = ("word/document.xml", "customXml/item1.xml", "word/numbering.xml", "word/styles.xml", "word/comments.xml", "word/footnotes.xml")
_SHEET = "xl/worksheets/sheet1.xml"


def as_package(kind: str, content: bytes) -> bytes:
    """A Word file of those parts, or a workbook of that sheet; bytes that are a package already as they are."""
    if content.startswith(b"PK"):
        return content
    members = dict(zip(_NAMES, content.split(_BETWEEN), strict=False)) if kind == "word" else {**_BOOK, _SHEET: content}
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return packed.getvalue()


def document() -> bytes:
    """The parts of a filled-in Word form, every way of answering once."""
    return _BETWEEN.join(each.encode() for each in (_BODY, _CUSTOM, _NUMBERING, _STYLES, _COMMENTS, _NOTES))


def _row(label: str, *cells: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r><w:t>{label}</w:t></w:r></w:p></w:tc>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def _said(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _control(tag: str, inside: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


_CHOICE = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="försämrad"/><w:listEntry w:val="förbättrad"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>'
)
_LIST = '<w:pPr><w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_RUNS = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Fet</w:t><w:br/><w:tab/></w:r><w:hyperlink><w:r><w:t>*länk*</w:t></w:r></w:hyperlink>"
    '<w:ins><w:r><w:rPr><w:rStyle w:val="B"/></w:rPr><w:t>ny</w:t></w:r></w:ins><w:del><w:r><w:delText>bort</w:delText></w:r></w:del></w:p>'
)
_MARKED = '<w:p><w:bookmarkStart w:id="1" w:name="b_falt_valdsniva_text_1"/><w:r><w:t>1) text</w:t></w:r></w:p>'
_TOP = _row("Lämnas av", _said("Polisen Umeå")) + _row("Datum", _said("2025-10-10"))
_ANSWERS = (
    _row("Nivå", _control("falt:platser:level", _said("mycket hög")), _said("inte besvarad"))
    + _row("Riktning", _CHOICE)
    + _row("Beskrivning", _control("falt:platser:text", _RUNS + _said("punkt", _LIST)))
    + _row("Säkerhet", _said("Välj i listan"))
)
_BODY = (
    f"<w:document {_W}><w:body><w:tbl>{_TOP}</w:tbl>{_said('Platser')}<w:tbl>{_ANSWERS}</w:tbl>{_said('Våldsnivå')}"
    f"<w:tbl>{_row('Beskrivning', _MARKED)}</w:tbl>"
    f"{_control('falt:valdsniva:confidence', _said('hög'))}{_said('främmande text')}</w:body></w:document>"
)
_CUSTOM = '<formular xmlns="urn:lagesbild:formular" kommun="2480" kalla="polisen" period="2025">003aa6cb 06714f8c</formular>'
_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_STYLES = (
    f'<w:styles {_W}><w:style w:type="character" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="L">{_LIST}</w:style></w:styles>'
)
_COMMENTS = f"<w:comments {_W}><w:comment/></w:comments>"
_NOTES = f'<w:footnotes {_W}><w:footnote w:type="separator"/><w:footnote/></w:footnotes>'

_FORM = workbook(
    {
        "Formulär": [
            ["Polisens lägesrapport"],
            ["Kommun", "Umeå (2480)"],
            ["Formulär", "polisen"],
            ["Period", "2025"],
            ["Datum", "2025-10-10"],
            ["Uppgift", "Nivå", "Riktning", "Säkerhet", "Känslighet", "Beskrivning", "Kommun", "2025-01"],
            ["Platser", "mycket hög", "försämrad", "hög", "", "- a\n- *b*", 3, 2.5],
            ["Våldsnivå", "", "", "", "", "text", True, "x"],
        ]
    }
)
_BOOK = {each.filename: ZipFile(BytesIO(_FORM)).read(each) for each in ZipFile(BytesIO(_FORM)).infolist()}
SHEET = _BOOK[_SHEET]
