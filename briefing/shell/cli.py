"""The command line: options in, a result out, printed as text or as JSON. Heavy imports wait until a verb needs them."""

from __future__ import annotations

import json
import os
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing import __version__
from briefing.errors import BriefingError
from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish as _finish
from briefing.shell.calling import root as _root
from briefing.shell.calling import root_or_none as _root_or_none
from briefing.shell.calling import set_now
from briefing.shell.cli_adopt import adopt
from briefing.shell.cli_archive import VERBS as ARCHIVE_VERBS
from briefing.shell.cli_forms import forms
from briefing.shell.cli_schedule import run_schedule, schedule, status, tick
from briefing.shell.cli_sources import sources
from briefing.shell.formats import FORMATS

__all__ = ["FORMATS", "cli", "main", "run"]
_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
@click.option("--workspace", type=click.Path(path_type=Path), help="The workspace; default: the nearest folder above with briefing.toml.")
@click.option("--today", type=_DAY, help="Act as on this day (YYYY-MM-DD, or with a time: 2026-07-15T06:00); default: now.")
@click.pass_context
def cli(context: click.Context, workspace: Path | None, today: Any) -> None:
    """Make the lägesbild: a municipality's standardized picture of crime and safety."""
    context.obj = (workspace, today.date() if today else date.today())
    set_now(context, today)


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--kommun", required=True, help="The municipality, by name or four-digit code.")
@_as_json
@click.pass_obj
def init(obj: tuple[Path | None, date], path: Path, kommun: str, as_json: bool) -> None:
    """Write a new workspace for a municipality, its comparable municipalities filled in."""
    from briefing.shell.commands.begin import begun

    _finish(lambda: begun(path, kommun, obj[1]), as_json)


@cli.command()
@_as_json
@click.pass_obj
def check(obj: tuple[Path | None, date], as_json: bool) -> None:
    """List every problem of declarations, templates and deliveries at once."""
    from briefing.shell.commands.check import checked

    _finish(lambda: checked(_root(obj), obj[1]), as_json)


@cli.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--as", "form", required=True, type=click.Choice(FORMATS), help="The format to read it as.")
@click.option("--source", help="Read it as a delivery of this declared source; default: keep the file's own names.")
@_as_json
@click.pass_obj
def read(obj: tuple[Path | None, date], file: Path, form: str, source: str | None, as_json: bool) -> None:
    """Read one file and show what became of its rows. Nothing is stored."""
    from briefing.shell.commands.read import declared_source, read
    from briefing.sources.source import Source

    _finish(lambda: read(file, form, declared_source(_root(obj), source) if source else Source(), obj[1]), as_json)


@cli.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@_as_json
@click.pass_obj
def fetch(obj: tuple[Path | None, date], sources: tuple[str, ...], as_json: bool) -> None:
    """Collect what services have published: the sources named, or all that have a [fetch]."""
    from briefing.shell.commands.fetch import fetched

    _finish(lambda: fetched(_root(obj), sources, obj[1]), as_json)


@cli.command()
@click.option("--kind", default="kvartal", show_default=True, help="The kind of edition: the name of an outline in templates/utgavor/.")
@click.option("--period", default="", help="The quarter, for example 2026-K2; default: the latest with data.")
@click.option("--meeting", default="", help="The day of the council meeting, YYYY-MM-DD; default: the next one.")
@click.option("--for", "recipient", default="", help="The nämnd that it is for: the id of a [[committee]] in briefing.toml.")
@click.option("--seal", is_flag=True, help="Put it in the archive as Utkast instead of among the drafts.")
@click.option("--reason", default="", help="Why there is a new version; required once the edition was Granskad or Slutlig.")
@_as_json
@click.pass_obj
def produce(obj: tuple[Path | None, date], /, as_json: bool, **asked: Any) -> None:
    """Make a lägesbild from what has been delivered."""
    from briefing.shell.commands.asked import Asked
    from briefing.shell.commands.produce import produced
    from briefing.shell.progress import DisclosureProgress

    progress = DisclosureProgress(lambda line: click.echo(line, err=True))
    _finish(lambda: produced(_root(obj), Asked(**asked), obj[1], progress), as_json)


@cli.command("check-document")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_as_json
def check_document(file: Path, as_json: bool) -> None:
    """Hold a Word file or a PDF that somebody has edited against the rules of every document."""
    from briefing.shell.commands.check_document import checked_document

    _finish(lambda: checked_document(file), as_json)


@cli.command()
@click.argument("public")
@click.argument("internal")
@click.option(
    "--threshold", type=click.IntRange(min=1), default=5, show_default=True, help="The smallest count of people that is published."
)
@_as_json
@click.pass_obj
def prove(obj: tuple[Path | None, date], public: str, internal: str, threshold: int, as_json: bool) -> None:
    """Show that a public edition gives nobody away: PUBLIC and INTERNAL are folders, records or archived editions."""
    from briefing.shell.commands.prove import proved

    _finish(lambda: proved(_root_or_none(obj), public, internal, threshold), as_json)


for each in (*ARCHIVE_VERBS, adopt, forms, sources, tick, run_schedule, status, schedule):
    cli.add_command(each)


def main() -> None:
    """Run the command line and leave with its exit code: 0 done, 1 the operator can fix it, 2 wrong usage, 3 our bug."""
    _keep_stdout_ours()
    sys.exit(run(sys.argv[1:]))


def _keep_stdout_ours() -> None:
    """What libraries in C print (the solver has a stray line) goes to stderr, so that stdout holds the result and nothing else."""
    ours = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors)
    sys.stdout.flush()
    os.dup2(2, 1)
    sys.stdout = ours


def run(arguments: list[str]) -> int:
    """The exit code of one call; what it has to say is printed."""
    as_json = "--json" in arguments
    try:
        return int(cli.main(arguments, prog_name="briefing", standalone_mode=False) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        _print_usage_error(error, as_json=as_json)
        return 2
    except click.Abort:
        click.echo("\nAvbrutet.", err=True)
        return 1
    except BriefingError as error:
        _print_error(error, as_json=as_json)
        return 1
    except Exception:
        return _bug(as_json=as_json)


def _print_error(error: BriefingError, *, as_json: bool) -> None:
    if not as_json:
        click.echo(str(error), err=True)
        return
    problems = [{"where": list(each.where), "problem": each.problem, "remedy": each.remedy, "text": str(each)} for each in error.problems]
    click.echo(json.dumps({"problems": problems}, ensure_ascii=False))


def _print_usage_error(error: click.ClickException, *, as_json: bool) -> None:
    if not as_json:
        error.show()
        return
    said = error.format_message()
    problem = {"where": ["briefing"], "problem": said, "remedy": "see briefing --help", "text": said}
    click.echo(json.dumps({"problems": [problem]}, ensure_ascii=False))


def _bug(*, as_json: bool) -> int:
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile("w", prefix="briefing-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    problem = f"a fault in briefing itself; the details are in {log.name}"
    if as_json:
        click.echo(json.dumps({"problems": [{"where": ["briefing"], "problem": problem, "remedy": "", "text": problem}]}))
    else:
        click.echo(f"briefing: {problem}", err=True)
    return 3
