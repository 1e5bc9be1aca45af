"""Tables of the Word file: caption above, one header row, notes below; written as XML, since cell by cell is quadratic."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.document.document import Align, Cell, Column, Table
from briefing.document.figure import Figure
from briefing.outputs.columns import PAGE_WIDTH_MM, column_widths, right_indents, row_height
from briefing.outputs.word_profile import font_stretch
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_text import KEEP_NEXT, NBSP, PLAIN, Look, bookmarked, example, field, paragraph, run_properties, words
from briefing.outputs.xml_text import escaped

__all__ = ["caption", "notes", "table_block", "table_rows"]

_TOGETHER = 200.0  # a table at most so high, twelve rows of one line, stands on one page
_WHOLE = "<w:cantSplit/>"
_TALLEST = 237.0  # a row higher than a third of a page may be broken: a whole one could be higher than the page, and be cut
_TWIPS_PER_MM = 1440 / 25.4
_PART_OF = 113  # 2 mm: a row that is part of the one above
_AT_MARGIN = '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_RIGHT = '<w:jc w:val="right"/>'


def table_block(setting: Setting, table: Table) -> str:
    """Caption, table, notes."""
    return caption(setting, table) + table_rows(setting, table) + notes(setting, table.notes)


def caption(setting: Setting, block: Table | Figure) -> str:
    """The caption: label with its number as a field in a bookmark, text, and the mark of what is invented."""
    mark = words(setting, " ") + example(setting, setting.frame.example_mark) if block.synthetic else ""
    label = _label(setting, block) + words(setting, ". ", Look("Figurtabellnummer")) if block.label else ""
    return paragraph(setting, "Caption", label + words(setting, block.caption) + mark) if block.label or block.caption else ""


def table_rows(setting: Setting, table: Table) -> str:
    """The table alone."""
    stretch = font_stretch(setting.profile.fonts.word)
    fitted = column_widths(table.columns, table.rows, PAGE_WIDTH_MM / stretch)
    widths = [round(width * stretch * _TWIPS_PER_MM) for width in fitted.columns]
    heights = [row_height(row, fitted) for row in table.rows]
    kept = _kept(table, together=sum(heights) <= _TOGETHER)
    ends = [right_indents(column, [row[index] for row in table.rows]) for index, column in enumerate(table.columns)]
    rows = []
    for index, row in enumerate(table.rows):
        keep = KEEP_NEXT if kept[index] else ""
        cells = zip(row, table.columns, ends, strict=True)
        contents = [_content(setting, cell, column, keep, end[index]) for cell, column, end in cells]
        rows.append(_row(widths, contents, _WHOLE if heights[index] <= _TALLEST else ""))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = f"{_properties(setting, table, sum(widths), fitted.padding)}<w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{head}{_header(setting, table, widths)}{''.join(rows)}</w:tbl>"


def _kept(table: Table, *, together: bool) -> list[bool]:
    """Which rows stay on the page of the next: all of a low table; else the first one, and the last two with what stands below."""
    last = len(table.rows) - 1
    return [
        (index == 0 and last > 0) or (index < last and (together or index == last - 1)) or (index == last and bool(table.notes))
        for index in range(len(table.rows))
    ]


def notes(setting: Setting, lines: tuple[str, ...]) -> str:
    """Source and notes below a table or a figure, a paragraph each; all but the last stay with the next."""
    lines = tuple(line for line in lines if line)
    return "".join(
        paragraph(setting, "Källa", words(setting, line), KEEP_NEXT if index < len(lines) - 1 else "") for index, line in enumerate(lines)
    )


def _label(setting: Setting, block: Table | Figure) -> str:
    """`Tabell 3` with the number as a SEQ field; a label that does not end in a number stands as it is."""
    look = Look("Figurtabellnummer")
    kind, _, number = block.label.rpartition(" ")
    if kind.isalpha() and number.isdecimal():
        content = words(setting, f"{kind}{NBSP}", look) + field(
            _sequence(setting, kind, int(number)), number, run_properties(setting, look)
        )
    else:
        content = words(setting, block.label, look)
    anchor = setting.anchors.get(f"#{block.id}")
    return bookmarked(setting, anchor, content) if anchor else content


def _sequence(setting: Setting, kind: str, number: int) -> str:
    """The field that counts; told where to go on when the label is not the next number."""
    follows = number == setting.counted.get(kind, 0) + 1
    setting.counted[kind] = number
    return f"SEQ {kind} \\* ARABIC" + ("" if follows else f" \\r {number}")


def _properties(setting: Setting, table: Table, width: int, padding: float) -> str:
    described = "".join(
        f'<w:{name} w:val="{escaped(text)}"/>'
        for name, text in (("tblCaption", table.caption), ("tblDescription", table.description))
        if text
    )
    return (
        f'<w:tblPr><w:tblStyle w:val="{setting.styles["Tabell lägesbild"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:right w:w="{round(padding * 20)}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{described}</w:tblPr>'
    )


def _header(setting: Setting, table: Table, widths: list[int]) -> str:
    headings = [paragraph(setting, "Tabellhuvud", words(setting, column.heading), _aligned(column)) for column in table.columns]
    return _row(widths, headings, f"{_WHOLE}<w:tblHeader/>")


def _row(widths: list[int], contents: list[str], properties: str) -> str:
    said = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{said}{_cells(widths, contents)}</w:tr>"


def _cells(widths: list[int], contents: Iterable[str]) -> str:
    """The cells of a row; the last one reaches the margin of the page."""
    margins = [""] * (len(widths) - 1) + [_AT_MARGIN]
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margin}</w:tcPr>{content}</w:tc>'
        for width, margin, content in zip(widths, margins, contents, strict=True)
    )


def _content(setting: Setting, cell: Cell, column: Column, keep: str, end: tuple[float, float]) -> str:
    """The value line, and the grey line under it; numbers end where their unit digits stand under each other."""
    value, note = (keep + _indent(cell, each) + _aligned(column) for each in end)
    sign = words(setting, cell.symbol, Look(grey=cell.muted, tone=cell.tone)) + words(setting, NBSP) if cell.symbol else ""
    text = words(setting, cell.text, Look(bold=cell.strong, grey=cell.muted) if cell.strong or cell.muted else PLAIN)
    mark = words(setting, " ") + example(setting, setting.frame.example_short) if cell.synthetic else ""
    line = paragraph(setting, "Tabelltext", sign + text + mark, value)
    return line + (paragraph(setting, "Tabellnot", words(setting, cell.note), note) if cell.note else "")


def _indent(cell: Cell, end: float) -> str:
    left = f' w:left="{_PART_OF}"' if cell.indent else ""
    right = f' w:right="{round(end * 20)}"' if end else ""
    return f"<w:ind{left}{right}/>" if left or right else ""


def _aligned(column: Column) -> str:
    return _RIGHT if column.align is Align.RIGHT else ""
