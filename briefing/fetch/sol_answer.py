"""A "databasfil" of SOL held against what was asked: SOL drops ids that it does not understand, without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefing.fetch.bundle import Job
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.sol_menu import ENCODING
from briefing.observations.bra_sol_dbfil import HEADER
from briefing.observations.bra_sol_terms import code_and_status
from briefing.observations.fault import UnusableError
from briefing.observations.mapping import area_code
from briefing.observations.numbers import is_marker
from briefing.terms.period import Period, parse_period


def checked_periods(job: Job, content: bytes, offences: Collection[str], areas: Collection[str]) -> list[Period]:
    """The periods with a value. NotFetchedError where the answer is about something else than was asked, or not about all of it.

    Rows about the offences above those that were asked for are echoes, and have no value.
    """
    code_of = area_code(job.source)
    told: set[tuple[str, str]] = set()
    periods: dict[tuple[str, str], None] = {}
    for area, offence, year, label, *values in _rows(content):
        code = code_of(area)
        if code not in areas:
            raise NotFetchedError(f"uppgifter om {area}, som ingen frågade efter", f"svar om {len(areas)} områden")
        has_value = not all(map(is_marker, values))
        if offence not in offences and has_value:
            raise NotFetchedError(f'uppgifter om brottet "{offence}", som ingen frågade efter', f"svar om {', '.join(offences)}")
        told.add((code, offence))
        if has_value:
            periods[year, label] = None
    missing = [(code, offence) for code in sorted(areas) for offence in sorted(offences) if (code, offence) not in told]
    if missing:
        code, offence = missing[0]
        raise NotFetchedError(f'ett svar utan "{offence}" för {code}', "svar om allt som efterfrågades")
    return [_period(*each) for each in periods]


def _rows(content: bytes) -> Iterator[list[str]]:
    """The cells of every row; NotFetchedError where the answer is no databasfil, or ends too early."""
    text = content.decode(ENCODING)
    if text.lstrip()[:1] == "<":
        raise NotFetchedError("en webbsida", "en databasfil från SOL")
    header, *lines = [line.rstrip() for line in text.split("\n") if line.strip()] or [""]
    if tuple(" ".join(cell.replace("&nbsp;", " ").split()) for cell in header.split(";"))[: len(HEADER)] != HEADER:
        raise NotFetchedError(f'rubriken "{header[:80]}"', f'"{";".join(HEADER)}"')
    for line in lines:
        cells = [cell.strip() for cell in line.removesuffix(";").split(";")]
        if len(cells) != len(HEADER):
            raise NotFetchedError(f'raden "{line[:80]}"', f"{len(HEADER)} kolumner")
        yield cells


def _period(year: str, label: str) -> Period:
    try:
        return parse_period(code_and_status((year, label))[0])
    except UnusableError as unusable:
        raise NotFetchedError(unusable.fault.found, unusable.fault.expected) from None
