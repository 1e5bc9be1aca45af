"""Results on a terminal: lines as they are, rows in columns, marked words by sign and, where there is a terminal, by style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.document.marked import Mark, Spans
from briefing.shell.commands.result import Result, Sheet

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_FILE_WIDTH = 160  # a file or another program has no edge at which words must be cut
_NAME_WIDTH = 24  # columns for a name beside words, so that the words get the room
_STYLES = {Mark.LIKA: "", Mark.TILLAGT: "bold green underline", Mark.BORTTAGET: "red strike"}
_SIGNS = {Mark.LIKA: "{}", Mark.TILLAGT: "{{+{}+}}", Mark.BORTTAGET: "[-{}-]"}  # as wdiff writes them, where there is no style to see


def print_result(result: Result) -> None:
    """Prints the lines, then the table if there is one, then the sheets."""
    for line in result.lines:
        click.echo(line)
    if result.table:
        _print_columns((result.heading, *result.table))
    if result.sheets:
        from rich.console import Console

        console = Console(highlight=False, markup=False)
        if not console.is_terminal:
            console.width = _FILE_WIDTH
        for sheet in result.sheets:
            _print_sheet(sheet, console)


def _print_columns(rows: tuple[tuple[str, ...], ...]) -> None:
    """Rows of short words, each column as wide as its longest. A thousand of them take a hundredth of what a table of rich's takes."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    head, *lines = ("  ".join(each.ljust(width) for each, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    click.echo("\n".join((click.style(head, bold=True), *lines)))


def _print_sheet(sheet: Sheet, console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", show_header=bool(sheet.heading), padding=(0, 2, 0, 0))
    for at, heading in enumerate(sheet.heading or [""] * len(sheet.rows[0])):
        is_number, is_name = at in sheet.right, at == 0 and any(not isinstance(each, str) for each in sheet.rows[0])
        width = _NAME_WIDTH if is_name else None
        table.add_column(
            heading,
            justify="right" if is_number else "left",
            no_wrap=is_number,
            min_width=_whole_width(sheet, at),
            overflow="fold",
            max_width=width,
        )
    for row in sheet.rows:
        table.add_row(*(each if isinstance(each, str) else _marked(each, styled=console.is_terminal) for each in row))
    console.print()
    console.print(sheet.title, style="bold")
    # A terminal that is too narrow for whole words breaks the lines itself; rich would leave out the last columns.
    needed = console.measure(table).minimum
    console.print(table, width=max(needed, console.width), crop=False, soft_wrap=needed > console.width)


def _whole_width(sheet: Sheet, at: int) -> int | None:
    """The width that keeps the words of a column in one piece; None where they may be folded."""
    words = [*sheet.heading[at : at + 1], *(str(row[at]) for row in sheet.rows)]
    return max(map(len, words)) if at in sheet.whole else None


def _marked(words: Spans, *, styled: bool) -> Text:
    from rich.text import Text

    if not styled:
        return Text("".join(_SIGNS[each.mark].format(each.text) for each in words))
    shown = Text()
    for before, each in zip((None, *words), words, strict=False):
        if before and {before.mark, each.mark} == {Mark.BORTTAGET, Mark.TILLAGT} and not before.text[-1:].isspace():
            shown.append(" ")  # the old word and the new one do not stand as one
        shown.append(each.text, _STYLES[each.mark])
    return shown
