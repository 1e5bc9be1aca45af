"""The command line: options in, a result out, printed as text or as JSON. Heavy imports wait until a verb needs them."""

from __future__ import annotations

import json
import os
import re
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


@cli.command()
@click.argument("edition")
@click.option("--to", type=click.Choice(["granskad", "slutlig"]), default="slutlig", show_default=True, help="The status that it gets.")
@click.option("--by", required=True, help="The body or function that stands for it, for example Kommunstyrelsen; never a personal number.")
@click.option("--role", required=True, help="The function of whoever does it, for example ordförande.")
@click.option("--dnr", default="", help="The diarienummer; default: that of its last version, else that in briefing.toml.")
@click.option("--decision", default="", help="The paragraph or number of the decision, for example § 12.")
@click.option("--reason", default="", help="Why there is a new version; required for a correction of what is Granskad or Slutlig.")
@click.option("--sekretessprovning-by", "reviewed_by", default="", help="Who has made the sekretessprövning of a public edition.")
@click.option("--sekretessprovning-on", "reviewed_on", type=_DAY, help="The day of that review, YYYY-MM-DD; default: today.")
@_as_json
@click.pass_obj
def issue(obj: tuple[Path | None, date], /, as_json: bool, to: str, reviewed_on: Any, **asked: Any) -> None:
    """Take a draft or an archived edition to Granskad or Slutlig, as a new version in the archive."""
    from briefing.shell.commands.issue import issued
    from briefing.shell.commands.signed_by import Issue
    from briefing.terms.edition import Status

    said = Issue(to=Status(to), reviewed_on=reviewed_on.date() if reviewed_on else None, **asked)
    _finish(lambda: issued(_root(obj), said, obj[1]), as_json)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", required=True, help="The kind of edition that the documents are, for example fullstandig.")
@click.option("--period", required=True, help="What they are about: a year, a quarter or a day, for example 2024.")
@click.option("--issued-on", required=True, type=_DAY, help="The day on which they were issued, YYYY-MM-DD.")
@click.option("--dnr", required=True, help="The diarienummer.")
@click.option("--by", required=True, help="The body that issued them, for example Kommunfullmäktige; never a personal number.")
@click.option("--role", default="", help="The function of whoever did it.")
@click.option("--decision", default="", help="The paragraph or number of the decision.")
@click.option("--reason", default="", help="Why there is a new version of what was deposited before.")
@click.option("--sensitivity", type=click.Choice(["oppen", "intern", "begransad"]), default="intern", show_default=True)
@click.option("--for", "recipient", default="", help="The nämnd that they were for: the id of a [[committee]] in briefing.toml.")
@click.option("--facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A TOML file with what is entered from them.")
@_as_json
@click.pass_obj
def deposit(obj: tuple[Path | None, date], /, as_json: bool, issued_on: Any, sensitivity: str, **asked: Any) -> None:
    """Put documents from before the program (docx, pdf) in the archive, as they are."""
    from briefing.shell.commands.deposit import Asked, deposited
    from briefing.terms.sensitivity import Sensitivity

    said = Asked(issued_on=issued_on.date(), sensitivity=Sensitivity(sensitivity), **asked)
    _finish(lambda: deposited(_root(obj), said, obj[1]), as_json)


@cli.command("list")
@click.option("--drafts", is_flag=True, help="Also list the drafts.")
@click.option("--kind", default="", help="Only editions of this kind.")
@click.option("--period", default="", help="Only editions of this period or meeting day.")
@click.option("--search", default="", metavar="TEXT", help="Only versions whose document has all these words.")
@_as_json
@click.pass_obj
def list_editions(obj: tuple[Path | None, date], /, drafts: bool, as_json: bool, **wanted: str) -> None:
    """List the editions in the archive."""
    from briefing.shell.commands.archived import Wanted, listed

    _finish(lambda: listed(_root(obj), Wanted(**wanted), drafts=drafts), as_json)


@cli.command()
@click.argument("edition")
@_as_json
@click.pass_obj
def show(obj: tuple[Path | None, date], edition: str, as_json: bool) -> None:
    """Show one archived edition, EDITION or EDITION@v1: versions, files, what it was made from."""
    from briefing.shell.commands.archived import shown

    _finish(lambda: shown(_root(obj), edition), as_json)


@cli.command()
@click.option(
    "--head", default="", help="A head of the chain that was printed or noted earlier: shows that nothing has been taken away since."
)
@_as_json
@click.pass_obj
def verify(obj: tuple[Path | None, date], head: str, as_json: bool) -> None:
    """Rehash the archive and name everything that is not as it was sealed."""
    from briefing.shell.commands.archived import verified

    _finish(lambda: verified(_root(obj), head), as_json)


@cli.command("rebuild-index")
@_as_json
@click.pass_obj
def rebuild_index(obj: tuple[Path | None, date], as_json: bool) -> None:
    """Write the archive's index anew from its editions."""
    from briefing.shell.commands.keeping import rebuilt

    _finish(lambda: rebuilt(_root(obj)), as_json)


@cli.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--head", default="", help="A head of the chain that was printed or noted; needed where the archive's own chain is gone.")
@_as_json
@click.pass_obj
def restore(obj: tuple[Path | None, date], folder: Path, head: str, as_json: bool) -> None:
    """Put back what is missing or damaged in the archive from FOLDER, a copy of it. What is sound is never overwritten."""
    from briefing.shell.commands.keeping import restored

    _finish(lambda: restored(_root(obj), folder, head), as_json)


@cli.command()
@click.argument("edition")
@click.option("--version", default="", help="Only this version (not the last one); default: the whole edition.")
@click.option("--decision", required=True, help="The decision or the rule that it is deleted by.")
@click.option("--by", required=True, help="The body or function that decided.")
@click.option("--role", required=True, help="The function of who carries it out.")
@click.option("--dnr", required=True, help="The diarienummer.")
@click.option("--deliveries", is_flag=True, help="Also delete the deliveries that no other version is made from.")
@_as_json
@click.pass_obj
def gallra(obj: tuple[Path | None, date], /, edition: str, as_json: bool, **decided: Any) -> None:
    """Delete an edition lawfully (gallring): what is left tells what it was, its hashes and the decision."""
    from briefing.shell.commands.keeping import deleted

    _finish(lambda: deleted(_root(obj), edition, obj[1], **decided), as_json)


@cli.command()
@click.argument("edition")
@click.option("--version", default="", help="The version, for example v1; default: the last.")
@_as_json
@click.pass_obj
def reproduce(obj: tuple[Path | None, date], edition: str, version: str, as_json: bool) -> None:
    """Make an archived edition once more from its own seals, and compare every byte."""
    from briefing.shell.commands.reproduce import reproduced_edition

    _finish(lambda: reproduced_edition(_root(obj), edition, version), as_json)


@cli.command()
@click.argument("before")
@click.argument("now")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Also write the comparison as a web page.")
@_as_json
@click.pass_obj
def diff(obj: tuple[Path | None, date], before: str, now: str, page: Path | None, as_json: bool) -> None:
    """Show what differs between two editions: EDITION for the last version, EDITION@v1 for another, EDITION@draft for the draft."""
    from briefing.shell.commands.diff import differing

    _finish(lambda: differing(_root(obj), before, now, page), as_json)


@cli.command()
@click.argument("indicator")
@click.option("--area", default="", help="The code of an area; default: the municipality itself.")
@click.option("--measure", default="", help="One measure only: antal, per_100k, andel ...")
@click.option("--csv", type=click.Path(dir_okay=False, path_type=Path), help="Also write every printed value to this file.")
@_as_json
@click.pass_obj
def series(obj: tuple[Path | None, date], /, *, indicator: str, area: str, measure: str, csv: Path | None, as_json: bool) -> None:
    """Show every value of an indicator that any edition has printed, revisions too."""
    from briefing.shell.commands.series import published_series

    _finish(lambda: published_series(_root(obj), indicator, area, measure, csv), as_json)


@cli.command()
@click.argument("edition", required=False, default="")
@click.option("--year", default="", metavar="YYYY", help="Every edition about that year, instead of one edition.")
@click.option("--as", "form", required=True, type=click.Choice(["e-ark", "bagit"]), help="E-ARK SIP (FGS Paketstruktur) or BagIt.")
@click.option("--to", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder that the packages are put in.")
@click.option("--public", is_flag=True, help="Only what is given out: the files of public editions, never deliveries.")
@_as_json
@click.pass_obj
def export(obj: tuple[Path | None, date], /, *, edition: str, year: str, form: str, to: Path, public: bool, as_json: bool) -> None:
    """Write editions as packages for the municipal archive: a package per version, EDITION or EDITION@v1."""
    if bool(edition) == bool(year) or (year and not re.fullmatch(r"\d{4}", year)):
        raise click.UsageError("name one edition, or --year with four digits")
    from briefing.shell.commands.export import exported

    _finish(lambda: exported(_root(obj), edition, year, form, to, public=public), as_json)


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


for each in (sources, tick, run_schedule, status, schedule):
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
