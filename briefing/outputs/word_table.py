"""Tables of the Word file: caption above, one header row, notes below; written as XML, since cell by cell is quadratic."""

from __future__ import annotations

from briefing.document.document import Align, Cell, Column, Table
from briefing.document.figure import Figure
from briefing.outputs.columns import column_widths
from briefing.outputs.word_styles import Setting
from briefing.outputs.word_text import KEEP_NEXT, NBSP, PLAIN, Look, bookmarked, example, field, paragraph, run_properties, words
from briefing.outputs.xml_text import escaped

__all__ = ["caption", "notes", "table_block", "table_rows"]

_TOGETHER = 12  # a table of at most so many rows stands on one page
_TWIPS_PER_MM = 1440 / 25.4
_INDENT = '<w:ind w:left="113"/>'  # 2 mm
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
    fitted = column_widths(table.columns, table.rows)
    widths = [round(width * _TWIPS_PER_MM) for width in fitted.columns]
    together = len(table.rows) <= _TOGETHER
    last = len(table.rows) - 1
    kept = [index == 0 or (together and (index < last or bool(table.notes))) for index in range(len(table.rows))]
    rows = "".join(_row(setting, table, row, widths, keep=keep) for row, keep in zip(table.rows, kept, strict=True))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = f"{_properties(setting, table, sum(widths), fitted.padding)}<w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{head}{_header(setting, table, widths)}{rows}</w:tbl>"


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
    cells = "".join(
        _cell(width, paragraph(setting, "Tabellhuvud", words(setting, column.heading), _aligned(column)))
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(setting: Setting, table: Table, row: tuple[Cell, ...], widths: list[int], *, keep: bool) -> str:
    cells = "".join(
        _cell(width, _content(setting, cell, column, KEEP_NEXT if keep else ""))
        for cell, column, width in zip(row, table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _content(setting: Setting, cell: Cell, column: Column, keep: str) -> str:
    """The value line, and the grey line under it."""
    properties = keep + (_INDENT if cell.indent else "") + _aligned(column)
    sign = words(setting, cell.symbol, Look(grey=cell.muted, tone=cell.tone)) + words(setting, NBSP) if cell.symbol else ""
    text = words(setting, cell.text, Look(bold=cell.strong, grey=cell.muted) if cell.strong or cell.muted else PLAIN)
    mark = words(setting, " ") + example(setting, setting.frame.example_short) if cell.synthetic else ""
    line = paragraph(setting, "Tabelltext", sign + text + mark, properties)
    return line + (paragraph(setting, "Tabellnot", words(setting, cell.note), properties) if cell.note else "")


def _aligned(column: Column) -> str:
    return _RIGHT if column.align is Align.RIGHT else ""
