"""Results on a terminal: lines as they are, rows in columns."""

from __future__ import annotations

import click

from briefing.shell.commands.result import Result


def print_result(result: Result) -> None:
    """Prints the lines, then the table if there is one."""
    for line in result.lines:
        click.echo(line)
    if result.table:
        from rich.console import Console
        from rich.table import Table

        table = Table(*result.heading, box=None, pad_edge=False, header_style="bold")
        for row in result.table:
            table.add_row(*row)
        Console(highlight=False, markup=False).print(table)
