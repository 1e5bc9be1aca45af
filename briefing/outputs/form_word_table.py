"""Paragraphs, tables and content controls of a Word form, as XML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.observations.form_fields import GROWS
from briefing.outputs.xml_text import escaped
from briefing.terms.control import FieldName

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_TWIPS_PER_MM = 1440 / 25.4
_NO_INDENT = '<w:tabs><w:tab w:val="clear" w:pos="1361"/></w:tabs><w:ind w:left="0" w:firstLine="0"/>'
_LIST_INDENT = '<w:tabs><w:tab w:val="clear" w:pos="1361"/></w:tabs><w:ind w:left="283" w:hanging="283"/>'
_ANSWER = '<w:shd w:val="clear" w:color="auto" w:fill="E7F0FA"/>'
_END_OF_STYLE, _KEPT = "</w:pPr>", "<w:keepNext/></w:pPr>"
_DESCRIPTION = "En rad för varje fält; fälten i den mellersta eller högra kolumnen fylls i."
_NOTE = '<w:rPr><w:color w:val="4B5563"/><w:sz w:val="15"/></w:rPr>'
_PROMPT = '<w:rPr><w:color w:val="4B5563"/></w:rPr>'


@dataclass(frozen=True)
class FormWriter:
    """`styles` is style name → id in the template, `numbers` gives every bookmark and control an id of its own."""

    styles: Mapping[str, str]
    numbers: Iterator[int]

    def paragraph(self, style: str, *pieces: str | tuple[str, bool], is_kept: bool = False) -> str:
        """A paragraph outside the tables, from the left margin; a piece is a text, or a text and whether it is bold.

        `is_kept`: it stays on the page of the next.
        """
        indent = _LIST_INDENT if style == "List Bullet" else "" if style in ("Title", "Källa") else _NO_INDENT
        told = [(each, False) if isinstance(each, str) else each for each in pieces]
        runs = "".join(_run(text, "<w:rPr><w:b/></w:rPr>" if strong else "") for text, strong in told)
        kept = "<w:keepNext/>" if is_kept else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{kept}{indent}</w:pPr>{runs}</w:p>'

    def text(self, text: str, *, strong: bool = False) -> str:
        """The content of a cell that nobody fills in, a paragraph a line."""
        look = "<w:rPr><w:b/></w:rPr>" if strong else ""
        return "".join(self._cell_paragraph(_run(line, look)) for line in text.split("\n"))

    def choice(self, name: FieldName, title: str, words: Sequence[str], prompt: str) -> str:
        """A cell with a drop-down."""
        items = "".join(f'<w:listItem w:displayText="{escaped(each)}" w:value="{escaped(each)}"/>' for each in words)
        return self._inline(name, title, f"<w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList>", _run(prompt, _PROMPT))

    def line(self, name: FieldName, title: str, text: str, prompt: str) -> str:
        """A cell with a line of text, filled in beforehand where there is something to fill in."""
        kind = "<w:text/>" if text else "<w:showingPlcHdr/><w:text/>"
        return self._inline(name, title, kind, _run(text) if text else _run(prompt, _PROMPT))

    def date(self, name: FieldName, title: str, prompt: str) -> str:
        """A cell with a date."""
        kind = (
            '<w:showingPlcHdr/><w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="sv-SE"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
        return self._inline(name, title, kind, _run(prompt, _PROMPT))

    def area(self, name: FieldName, title: str, prompt: str) -> str:
        """A cell with running text of any length, in a control around its paragraphs."""
        inner = self._cell_paragraph(self._bookmarked(name, _run(prompt, _PROMPT)))
        control = f"{self._control(name, title, '<w:showingPlcHdr/><w:richText/>')}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        return control + self._cell_paragraph(_run(GROWS, _NOTE))

    def table(self, title: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], *, roomy: bool = False) -> str:
        """A table with a header row; widths in millimetres. Cells with a control are tinted; `roomy`: the last row has room to write in."""
        widths = [round(width * _TWIPS_PER_MM) for _, width in columns]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(
            _cell(f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Tabellhuvud"]}"/></w:pPr>{_run(name)}</w:p>', width)
            for (name, _), width in zip(columns, widths, strict=True)
        )
        body = "".join(
            _row([_cell(cell, width) for cell, width in zip(row, widths, strict=True)], is_last=place == len(rows), roomy=roomy)
            for place, row in enumerate(rows, start=1)
        )
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{self.styles["Tabell lägesbild"]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{escaped(title)}"/><w:tblDescription w:val="{_DESCRIPTION}"/></w:tblPr>'
        )
        header = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{header}{body}</w:tbl>"

    def _inline(self, name: FieldName, title: str, kind: str, content: str) -> str:
        control = f"{self._control(name, title, kind)}<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        return self._cell_paragraph(self._bookmarked(name, control))

    def _control(self, name: FieldName, title: str, kind: str) -> str:
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(title)}"/><w:tag w:val="{escaped(name.tag)}"/>'
            f'<w:id w:val="{next(self.numbers)}"/><w:lock w:val="sdtLocked"/>{kind}</w:sdtPr>'
        )

    def _bookmarked(self, name: FieldName, content: str) -> str:
        number = next(self.numbers)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name.bookmark}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def _cell_paragraph(self, content: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Tabelltext"]}"/></w:pPr>{content}</w:p>'


def _run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""


def _row(cells: Sequence[str], *, is_last: bool, roomy: bool) -> str:
    """A row; all but the last stay on the page of the next."""
    properties = "<w:cantSplit/>" + ('<w:trHeight w:val="1134" w:hRule="atLeast"/>' if is_last and roomy else "")
    content = "".join(cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content if is_last else content.replace(_END_OF_STYLE, _KEPT)}</w:tr>"


def _cell(content: str, width: int) -> str:
    look = _ANSWER if "<w:sdt>" in content else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{content}</w:tc>'
