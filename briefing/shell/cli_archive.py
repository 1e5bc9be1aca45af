"""The verbs of the archive: an edition is issued, looked for, proved, compared, packed, put back, deleted by a decision."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from briefing.shell.calling import as_json as _as_json
from briefing.shell.calling import finish as _finish
from briefing.shell.calling import root as _root

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
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


@click.command()
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


@click.command("list")
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


@click.command()
@click.argument("edition")
@_as_json
@click.pass_obj
def show(obj: tuple[Path | None, date], edition: str, as_json: bool) -> None:
    """Show one archived edition, EDITION or EDITION@v1: versions, files, what it was made from."""
    from briefing.shell.commands.archived import shown

    _finish(lambda: shown(_root(obj), edition), as_json)


@click.command()
@click.option(
    "--head", default="", help="A head of the chain that was printed or noted earlier: shows that nothing has been taken away since."
)
@_as_json
@click.pass_obj
def verify(obj: tuple[Path | None, date], head: str, as_json: bool) -> None:
    """Rehash the archive and name everything that is not as it was sealed."""
    from briefing.shell.commands.archived import verified

    _finish(lambda: verified(_root(obj), head), as_json)


@click.command("rebuild-index")
@_as_json
@click.pass_obj
def rebuild_index(obj: tuple[Path | None, date], as_json: bool) -> None:
    """Write the archive's index anew from its editions."""
    from briefing.shell.commands.keeping import rebuilt

    _finish(lambda: rebuilt(_root(obj)), as_json)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--head", default="", help="A head of the chain that was printed or noted; needed where the archive's own chain is gone.")
@_as_json
@click.pass_obj
def restore(obj: tuple[Path | None, date], folder: Path, head: str, as_json: bool) -> None:
    """Put back what is missing or damaged in the archive from FOLDER, a copy of it. What is sound is never overwritten."""
    from briefing.shell.commands.keeping import restored

    _finish(lambda: restored(_root(obj), folder, head), as_json)


@click.command()
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


@click.command()
@click.argument("edition")
@click.option("--version", default="", help="The version, for example v1; default: the last.")
@_as_json
@click.pass_obj
def reproduce(obj: tuple[Path | None, date], edition: str, version: str, as_json: bool) -> None:
    """Make an archived edition once more from its own seals, and compare every byte."""
    from briefing.shell.commands.reproduce import reproduced_edition

    _finish(lambda: reproduced_edition(_root(obj), edition, version), as_json)


@click.command()
@click.argument("before")
@click.argument("now")
@click.option("--html", "page", type=click.Path(dir_okay=False, path_type=Path), help="Also write the comparison as a web page.")
@_as_json
@click.pass_obj
def diff(obj: tuple[Path | None, date], before: str, now: str, page: Path | None, as_json: bool) -> None:
    """Show what differs between two editions: EDITION for the last version, EDITION@v1 for another, EDITION@draft for the draft."""
    from briefing.shell.commands.diff import differing

    _finish(lambda: differing(_root(obj), before, now, page), as_json)


@click.command()
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


@click.command()
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


VERBS = (issue, deposit, list_editions, show, verify, rebuild_index, restore, gallra, reproduce, diff, series, export)
