"""A new workspace for any municipality, from the templates and declarations that come with the package."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import briefing
from briefing.errors import BriefingError
from briefing.terms.area import Area, Municipality
from briefing.terms.period import Quarter, quarter_of
from briefing.workspace.find import CONFIGURATION_FILE
from briefing.workspace.texts import text_of

_FOLDERS = ("output/drafts", "output/archive")
_INVENTED = "synthetic = true"


@dataclass(frozen=True)
class NewWorkspace:
    """What `init` made: the folder, whose it is, whom it is compared with and from which year that group is."""

    root: Path
    municipality: Municipality
    peers: tuple[Area, ...]
    peers_year: int
    first: Quarter
    sources: tuple[str, ...]


def init(path: Path, municipality: Municipality, municipalities: Mapping[str, Municipality], today: date) -> NewWorkspace:
    """Writes a working workspace without deliveries; its calendar begins with the running quarter.

    BriefingError when the folder has something in it: nothing is ever overwritten.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise BriefingError(str(path), problem="the folder is not empty", remedy="name a folder that does not exist yet, or an empty one")
    peers, first = tuple(municipalities[code].area for code in municipality.peers), quarter_of(today)
    try:
        sources = _copy(scaffold(), path)
        # Last: a folder with briefing.toml is a whole workspace.
        (path / CONFIGURATION_FILE).write_text(_configuration(municipality, peers, first), encoding="utf-8", newline="\n")
    except OSError as error:
        remedy = "choose a folder where you may write, and remove what was begun"
        raise BriefingError(str(path), problem=f"the workspace cannot be written: {error.strerror}", remedy=remedy) from error
    return NewWorkspace(path.resolve(), municipality, peers, municipality.peers_year, first, sources)


def scaffold() -> Path:
    """The folder with templates/ and sources/ that new workspaces are made from: in the installed package, else the repository."""
    package = Path(briefing.__file__).resolve().parent
    if (package / "scaffold" / "templates").is_dir():
        return package / "scaffold"
    if (package.parent / CONFIGURATION_FILE).is_file():
        return package.parent
    raise BriefingError(str(package), problem="the templates that come with briefing are missing", remedy="install briefing again")


def _copy(origin: Path, path: Path) -> tuple[str, ...]:
    """The empty folders, the templates and the declarations; the ids of the sources."""
    for folder in _FOLDERS:
        (path / folder).mkdir(parents=True)
    shutil.copytree(origin / "templates", path / "templates", ignore=shutil.ignore_patterns("__pycache__", ".*", "*~"))
    return _copy_sources(origin / "sources", path / "sources")


def _copy_sources(origin: Path, target: Path) -> tuple[str, ...]:
    """The catalogue, the guide and every declaration; what is invented in the example is real in a new workspace."""
    target.mkdir()
    for name in ("README.md", "indicators.toml"):
        shutil.copyfile(origin / name, target / name)
    declarations = sorted(origin.glob("*/source.toml"))
    for declaration in declarations:
        lines = text_of(declaration, str(declaration)).splitlines(keepends=True)
        kept = "".join(line for line in lines if not line.startswith(_INVENTED))
        (target / declaration.parent.name).mkdir()
        (target / declaration.parent.name / declaration.name).write_text(kept, encoding="utf-8", newline="\n")
    return tuple(declaration.parent.name for declaration in declarations)


_CALENDAR = """\
# What is made by itself, by `briefing tick` (see the README). Each [[calendar.edition]] is one kind of edition:
#   every      kvartal, vartannat-ar (the law's every second year, counted from the latest Slutlig) or mote (each day in meetings)
#   when       after_days after the quarter's end (15), before_days before the meeting (7), before_months before the two years are out (6);
#              at "06:00", Swedish time
#   wait_for   sources without which it is not made until they have come, at most wait_days later (0); then it is made with the gap printed
#   committee  the id of a nämnd, for a kind that is made for one
# catch_up says what becomes of quarters that were missed while nobody ran: all (the rule), latest or none.
# archive = false leaves what is made by itself among the drafts until somebody issues it; else it goes into the archive, as Utkast.
# An edition is left out by [[calendar.skip]] with edition, by and reason; `briefing schedule skip` writes it.
[[calendar.edition]]
kind = "kvartal"
every = "kvartal"
wait_for = ["bra-anmalda-brott"]
wait_days = 10

[[calendar.edition]]
kind = "radsbriefing"
every = "mote"
before_days = 7

[[calendar.edition]]
kind = "fullstandig"
every = "vartannat-ar"

# Reminders of what is late, editions made and runs that fail go by e-mail where this table is. Addresses of functions, never of persons.
# The password is never written here: it is the variable BRIEFING_SMTP_PASSWORD, or stands alone in a file that password_file names.
# [notices]
# to = ["trygghet@kommun.se"]
# sender = "lagesbild@kommun.se"
# server = "smtp.kommun.se"
# port = 587
# protection = "starttls"       # or tls, with port 465
# user = "lagesbild"

# The words in which people say how likely they judge something to be, and what each means: a drop-down in the forms of judgements, checked
# when they are read, printed in the section on method. Without this table these five hold. The program computes none of them.
# [assessment.likelihood]
# "mycket osannolikt" = "under 10 procent"
# "osannolikt" = "10–35 procent"
# "möjligt" = "35–65 procent"
# "troligt" = "65–90 procent"
# "mycket troligt" = "över 90 procent"
"""
"""What every workspace begins with; the repository's own briefing.toml says the same, and a test holds them to it."""

_AREAS = """\
# The register of areas: parts of the municipality, which chapter 8 (områdesbilder) shows one by one. The code begins with the
# municipality's; kind is stadsdel, tatort, regso, deso, lokalpolisomrade or eget. RegSO and DeSO have SCB's codes, which tell the vintage:
# {code}A0010 is DeSO 2018, {code}A0010_DeSO2025 DeSO 2025. A delivery with a code that does not stand here, or of another vintage than its
# source's, is refused row by row. Uncomment and repeat for every area; a source names them by areas = "regso-2025" (or stadsdel,
# deso-2018 ...), or maps its own names under [areas]. Their inhabitants are a delivery too: the indicator invanare-omrade.
# [[area]]
# code = "{code}R001_RegSO2025"
# name = "Namnet som det ska stå i lägesbilden"
# kind = "regso"
# part_of = "{code}-01"           # an area that it lies in; without it the municipality
# first = 2025-01-01            # the days between which it is there, where that is not for ever
# last = 2029-12-31

# How boundaries have changed: which areas became which. Nothing from before is compared with what came after, and the lägesbild says so.
# [[boundary_change]]
# on = 2025-01-01
# before = ["{code}R001"]
# after = ["{code}R001_RegSO2025", "{code}R002_RegSO2025"]
# reason = "SCB:s RegSO 2025"
"""


def _configuration(municipality: Municipality, peers: tuple[Area, ...], first: Quarter) -> str:
    members = "\n".join(f'    "{each.code}",   # {each.name}' for each in peers)
    return f"""\
# The workspace of {municipality.name}. `briefing check` says what is wrong in this file, if anything is.

municipality = {json.dumps(municipality.code)}   # {municipality.name}; SCB's code, as text

# Whom the municipality is compared with: Kolada's group "Liknande kommuner, övergripande, {municipality.name}, {municipality.peers_year}".
# The group changes every year: when you change the codes, change the year, which is printed beside them.
peers = [
{members}
]
peers_year = {municipality.peers_year}

council = "Strategiska rådet"
contact = "Samordningsfunktionen för brottsförebyggande arbete"   # who answers questions; a function, never a person's name
dnr = ""                # diarienummer, when one is used for all editions
ceiling = "intern"      # nothing more sensitive than this enters a document: oppen, intern or begransad
collect = true          # whether `tick` collects by itself the sources that have a [fetch]; false: only `briefing fetch` does
# fewest_cases = 5            # an area with fewer cases than this, or with fewer inhabitants than the next, gets no rate per 10 000
# smallest_population = 1000

[calendar]
first = "{first.code}"             # the first quarter to publish
meetings = []                 # days on which the council meets, for example ["2026-12-03"]

{_CALENDAR}
{_AREAS.format(code=municipality.code)}
# Nämnder that get a lägesbild of their own: `briefing produce --kind namnd --for fritid`. Indicators are written as in an outline.
# [[committee]]
# id = "fritid"
# name = "Fritidsnämnden"
# indicators = ["skadegorelse/ar", "brott-mot-person/ar"]
"""
