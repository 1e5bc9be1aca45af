"""Kolada, version 3 of its interface: titles, groups and data, 25 ids at a time, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from briefing.fetch.bundle import Bundle, Collected, Job, Piece, page_of, said_instead
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.stage import Answer
from briefing.observations.kolada import same_title
from briefing.terms.period import Year

MOST_IDS = 25  # in one segment of an address
_MOST_PAGES = 200
_COUNTRY = "0000"
_YEARS = 10  # where the declaration has no `first`
_GROUP_YEAR = re.compile(r",? ([12][0-9]{3})$")


def collected(job: Job) -> Collected:
    """Titles, groups and data as one delivery, named by the latest year with a value."""
    kpis = job.fetching.ids or tuple(job.source.indicators)
    titles, told, to_mend = _titles(job, kpis)
    groups, group_ids = _groups(job)
    areas = (*job.scope.codes(job.fetching.areas, _COUNTRY), *group_ids)
    first = job.fetching.first.year if job.fetching.first else job.today.year - _YEARS + 1
    years = tuple(str(year) for year in range(first, job.today.year + 1))
    data = list(_data(job, [kpi for kpi in kpis if kpi in told], areas, years))
    latest = max((year for _, rows in data for year in _years_with_values(rows)), default=0)
    if not latest:
        raise NotFetchedError("inga värden för de nyckeltal och kommuner som efterfrågades", "minst ett värde", "kontrollera ids och areas")
    pieces = (*titles, *groups, *_named("data", [answer for answer, _ in data]))
    return Collected((Bundle(Year(latest), pieces),), to_mend=tuple(to_mend))


def _titles(job: Job, kpis: Sequence[str]) -> tuple[tuple[Piece, ...], set[str], list[str]]:
    """The descriptions, the ids that Kolada knows, and what the operator has to look at: unknown ids, other titles than declared."""
    pages = [page for ids in _chunks(kpis) for page in _pages(job, f"{job.fetching.url}/kpi/{','.join(ids)}")]
    titles = {str(entry["id"]): str(entry["title"]) for page in pages for entry in _entries(page.rows, ("id", "title"))}
    _only(titles, kpis, "nyckeltalet")
    strangers = [kpi for kpi in kpis if kpi not in titles]
    unknown = [f"Kolada känner inte {', '.join(strangers)}: rätta ids eller [indicators] i source.toml."] if strangers else []
    renamed = [
        f'Kolada kallar {kpi} "{titles[kpi]}", väntat "{declared}": värdena används inte förrän id eller titel är rättad i source.toml.'
        for kpi, declared in job.source.titles.items()
        if kpi in titles and not same_title(titles[kpi], declared)
    ]
    if not titles:
        raise NotFetchedError(" ".join(unknown), "nyckeltalens titlar", "rätta ids eller [indicators]")
    return _named("kpi", [page.answer for page in pages]), set(titles), [*unknown, *renamed]


def _groups(job: Job) -> tuple[tuple[Piece, ...], list[str]]:
    """The answers about groups, and the id of the latest group whose title begins as declared: ids change every year."""
    pieces: list[Answer] = []
    ids: list[str] = []
    for prefix in job.fetching.groups:
        begins = prefix.replace("{kommun}", job.scope.municipality.name)
        pages = list(_pages(job, f"{job.fetching.url}/municipality_groups?title={quote(begins)}"))
        found = [entry for page in pages for entry in _entries(page.rows, ("id", "title")) if str(entry["title"]).startswith(begins)]
        if not found:
            raise NotFetchedError(f'ingen grupp vars titel börjar med "{begins}"', "en grupp", "rätta groups under [fetch]")
        ids.append(str(max(found, key=lambda entry: _group_year(str(entry["title"])))["id"]))
        pieces += [page.answer for page in pages]
    return _named("municipality-groups", pieces), ids


def _data(job: Job, kpis: Sequence[str], areas: Sequence[str], years: Sequence[str]) -> Iterator[tuple[Answer, list[Any]]]:
    """Every page of data with its rows; what nobody asked for is no answer to the question."""
    for ids in _chunks(kpis):
        for municipalities in _chunks(areas):
            for period in _chunks(years):
                path = f"/data/kpi/{','.join(ids)}/municipality/{','.join(municipalities)}/year/{','.join(period)}"
                for page in _pages(job, job.fetching.url + path):
                    rows = list(_entries(page.rows, ("kpi", "municipality", "period", "values")))
                    _only((str(row["kpi"]) for row in rows), ids, "nyckeltalet")
                    _only((str(row["municipality"]) for row in rows), municipalities, "kommunen")
                    _only((str(row["period"]) for row in rows), period, "året")
                    yield page.answer, rows


class _Page(NamedTuple):
    """One answer and the rows in it."""

    answer: Answer
    rows: list[Any]


def _pages(job: Job, url: str) -> Iterator[_Page]:
    """An answer and those that it leads on to."""
    asked: set[str] = set()
    following: str | None = url
    while following:
        if following in asked or len(asked) >= _MOST_PAGES:
            raise NotFetchedError("sidor som hänvisar till varandra i ring", "en sista sida")
        asked.add(following)
        answer = job.web.get(following)
        page = page_of(answer.content, "svar")
        if not isinstance(page, dict) or not isinstance(page.get("values"), list):
            raise NotFetchedError(said_instead(page), 'ett svar från Kolada, med listan "values"')
        yield _Page(answer, page["values"])
        following = _following(page, is_data="/data/" in url)


def _following(page: Mapping[str, Any], *, is_data: bool) -> str | None:
    """The address of the next page. An answer of data must say that there is none; one that has lost the key may be cut short."""
    if is_data and "next_url" not in page and "next_page" not in page:
        raise NotFetchedError(said_instead(page), "next_url, som säger om det finns en sida till")
    found = page.get("next_url") or page.get("next_page")
    if found is not None and not isinstance(found, str):
        raise NotFetchedError(f"next_url {said_instead(found)}", "en adress eller null")
    return found


def _entries(rows: Sequence[Any], keys: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for row in rows:
        if not isinstance(row, dict) or not set(keys) <= set(row) or not isinstance(row.get("values", []), list):
            raise NotFetchedError(f"en post som är {said_instead(row)}", f"en post med {', '.join(keys)}")
        yield row


def _only(found: Iterable[str], asked: Sequence[str], what: str) -> None:
    strange = sorted(set(found) - set(asked))
    if strange:
        raise NotFetchedError(f"uppgifter om {what} {', '.join(strange[:3])}, som ingen frågade efter", f"svar om {', '.join(asked[:3])} …")


def _years_with_values(rows: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    for row in rows:
        told = (cell for cell in row["values"] if isinstance(cell, dict) and not cell.get("isdeleted"))
        if any(cell.get("value") is not None for cell in told):
            yield int(row["period"])


def _named(stem: str, answers: Sequence[Answer]) -> tuple[Piece, ...]:
    """One file has the plain name; of several those after the first have a number."""
    return tuple(Piece(f"{stem}.json" if not number else f"{stem}-{number + 1:03}.json", answer) for number, answer in enumerate(answers))


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS))


def _group_year(title: str) -> int:
    year = _GROUP_YEAR.search(title)
    return int(year[1]) if year else 0
