"""briefing.toml → `Configuration`: whose workspace this is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.errors import DeclarationError, Problem
from briefing.terms.area import Area, LocalArea, Municipality
from briefing.terms.boundary_change import BoundaryChange
from briefing.terms.calendar import Calendar
from briefing.terms.committee import Committee
from briefing.terms.declaration import parsed_toml, structured
from briefing.terms.edition import EditionId, Status
from briefing.terms.indicator import Indicator, indicator_problems
from briefing.terms.likelihood import LIKELIHOOD, likelihood_faults
from briefing.terms.period import Day, Quarter
from briefing.terms.request import Request
from briefing.terms.sensitivity import Sensitivity
from briefing.workspace.area_faults import area_faults, change_faults
from briefing.workspace.calendar_faults import calendar_faults
from briefing.workspace.notice_settings import Notices, notice_faults, secret_faults

_COMMITTEE_ID = re.compile(r"[a-z][a-z0-9-]{0,31}")


@dataclass(frozen=True)
class Configuration:
    """All that briefing.toml says: the municipality, its parts and its comparable ones, the council, the calendar, the ceiling.

    `dnr` is the diarienummer that editions carry unless the command line gives another. Nothing above `ceiling` enters a document.
    `committees` are the nämnder that may have an edition of their own, `county` the other municipalities of the county. `notices`: whom
    reminders go to by e-mail; None sends none. `collect`: whether `tick` collects by itself the sources that have a [fetch].
    `boundary_changes`: how the areas have changed. `fewest_cases` and `smallest_population`: with less than that no rate of an area is
    computed. `likelihood`: the words in which judgements say how likely something is → what they mean.
    """

    municipality: Municipality
    peers: tuple[Area, ...]
    peers_year: int
    calendar: Calendar
    council: str
    contact: str
    dnr: str
    ceiling: Sensitivity
    threshold: int
    areas: tuple[LocalArea, ...] = ()
    committees: tuple[Committee, ...] = ()
    county: tuple[Area, ...] = ()
    notices: Notices | None = None
    collect: bool = True
    boundary_changes: tuple[BoundaryChange, ...] = ()
    fewest_cases: int = 5
    smallest_population: int = 1_000
    likelihood: Mapping[str, str] = field(default_factory=lambda: dict(LIKELIHOOD), hash=False)

    def edition_id(self, kind: str, period: Quarter | Day, recipient: str = "") -> EditionId:
        """The id of an edition of this municipality."""
        return EditionId(self.municipality.code, kind, period.code, recipient)

    def request(
        self,
        kind: str,
        period: Quarter | Day,
        indicators: tuple[Indicator, ...],
        *,
        status: Status = Status.ARBETSMATERIAL,
        cut_off: date | None = None,
        dnr: str = "",
        public: bool = False,
        committee: Committee | None = None,
    ) -> Request:
        """The request for one edition of this municipality; a public one is öppen whatever the workspace allows."""
        return Request(
            edition=self.edition_id(kind, period, committee.id if committee else ""),
            period=period,
            municipality=self.municipality,
            peers=self.peers,
            peers_year=self.peers_year,
            indicators=indicators,
            status=status,
            ceiling=Sensitivity.OPPEN if public else self.ceiling,
            cut_off=cut_off,
            dnr=dnr or self.dnr,
            council=self.council,
            contact=self.contact,
            threshold=self.threshold,
            areas=self.areas,
            public=public,
            committee=committee,
            county=self.county,
            boundary_changes=self.boundary_changes,
            fewest_cases=self.fewest_cases,
            smallest_population=self.smallest_population,
            likelihood=self.likelihood,
        )


@dataclass(frozen=True)
class _Assessing:
    """How judgements are written: [assessment]."""

    likelihood: Mapping[str, str] = field(default_factory=lambda: dict(LIKELIHOOD), hash=False)


@dataclass(frozen=True)
class _Written:
    """briefing.toml as it is written: municipalities by code."""

    municipality: str
    peers: tuple[str, ...]
    peers_year: int
    calendar: Calendar
    council: str = "Strategiska rådet"
    contact: str = ""
    dnr: str = ""
    ceiling: Sensitivity = Sensitivity.INTERN
    threshold: int = 5
    area: tuple[LocalArea, ...] = ()
    committee: tuple[Committee, ...] = ()
    notices: Notices | None = None
    collect: bool = True
    boundary_change: tuple[BoundaryChange, ...] = ()
    fewest_cases: int = 5
    smallest_population: int = 1_000
    assessment: _Assessing = field(default_factory=_Assessing)


def parse_configuration(text: str, municipalities: Mapping[str, Municipality], *where: str) -> Configuration:
    """The configuration of a workspace; DeclarationError has every problem in it."""
    content = parsed_toml(text, *where)
    if secrets := secret_faults(content, *where):
        raise DeclarationError(secrets)
    written = structured(_Written, content, *where)
    problems = (
        *_faults(written, municipalities, where),
        *area_faults(written.area, written.municipality, *where, "area"),
        *change_faults(written.boundary_change, written.area, *where, "boundary_change"),
        *likelihood_faults(written.assessment.likelihood, *where, "assessment", "likelihood"),
    )
    if problems:
        raise DeclarationError(problems)
    own = municipalities[written.municipality]
    return Configuration(
        municipality=own,
        peers=tuple(municipalities[code].area for code in written.peers),
        peers_year=written.peers_year,
        calendar=written.calendar,
        council=written.council,
        contact=written.contact,
        dnr=written.dnr,
        ceiling=written.ceiling,
        threshold=written.threshold,
        areas=written.area,
        committees=written.committee,
        notices=written.notices,
        collect=written.collect,
        boundary_changes=written.boundary_change,
        fewest_cases=written.fewest_cases,
        smallest_population=written.smallest_population,
        likelihood=written.assessment.likelihood,
        county=tuple(each.area for each in municipalities.values() if each.county == own.county and each.code != own.code),
    )


def committee_problems(configuration: Configuration, indicators: Collection[str], *where: str) -> tuple[Problem, ...]:
    """A problem for every indicator of a nämnd that is not one of the catalogue's `indicators`."""
    return tuple(
        problem
        for committee in configuration.committees
        for problem in indicator_problems((*where, "committee", committee.id, "indicators"), committee.indicators, indicators)
    )


def _faults(written: _Written, municipalities: Mapping[str, Municipality], where: tuple[str, ...]) -> Iterator[Problem]:
    if written.municipality not in municipalities:
        yield Problem((*where, "municipality"), *_unknown_code(written.municipality, municipalities))
    if written.threshold < 1:
        problem = f"{written.threshold} is no number of people below which a count is small"
        yield Problem((*where, "threshold"), problem, "write 5, or another whole number of at least 1")
    for key in ("fewest_cases", "smallest_population"):
        if getattr(written, key) < 1:
            yield Problem((*where, key), f"{getattr(written, key)} is too few for any rate", "write a whole number of at least 1")
    for place, code in enumerate(written.peers, start=1):
        here = (*where, "peers", f"item {place}")
        if code not in municipalities:
            yield Problem(here, *_unknown_code(code, municipalities))
        elif code == written.municipality:
            yield Problem(here, "the municipality is compared with itself", f"remove {code}")
        elif code in written.peers[: place - 1]:
            yield Problem(here, f"{code} ({municipalities[code].name}) stands here twice", "remove one of them")
    yield from _faults_of_committees(written.committee, (*where, "committee"))
    yield from calendar_faults(written.calendar, written.municipality, {each.id for each in written.committee}, *where, "calendar")
    if written.notices is not None:
        yield from notice_faults(written.notices, *where, "notices")


def _faults_of_committees(committees: tuple[Committee, ...], where: tuple[str, ...]) -> Iterator[Problem]:
    for place, each in enumerate(committees):
        here = (*where, f"item {place + 1}")
        if not _COMMITTEE_ID.fullmatch(each.id):
            remedy = 'write 1 to 32 of the characters a-z, 0-9 and -, a letter first, for example "fritid"'
            yield Problem((*here, "id"), f"'{each.id}' is not an id", remedy)
        elif each.id in [other.id for other in committees[:place]]:
            yield Problem((*here, "id"), f"'{each.id}' stands here twice", "give each nämnd an id of its own")
        if not each.name.strip():
            yield Problem((*here, "name"), "the text is empty", "write what the nämnd is called, as the reader should see it")
        if not each.indicators:
            yield Problem((*here, "indicators"), "the list is empty", "name at least one, for example skadegorelse/ar")


def _unknown_code(code: str, municipalities: Mapping[str, Municipality]) -> tuple[str, str]:
    """A name written for a code, or a code that a spreadsheet took the zero from, gets the right code as the remedy."""
    named = next((each.code for each in municipalities.values() if each.name.casefold() == code.casefold()), code.zfill(4))
    remedy = f'write "{named}"' if named in municipalities else 'write its four digits in quotes, for example "2480"'
    return f"'{code}' is not the code of a municipality", remedy
