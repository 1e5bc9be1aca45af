"""Files that a page links to (kind `sida`): the links are found by the files' names or the links' words, since addresses change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from briefing.fetch.bundle import Bundle, Collected, Job, Piece
from briefing.fetch.fault import NotFetchedError
from briefing.terms.period import Month, Period, Quarter, Year

_PATTERNS = {
    "ar": r"(?P<ar>[12][0-9]{3})",
    "kvartal": r"(?P<kvartal>[12][0-9]{3}[ -]?[Kk][1-4])",
    "manad": r"(?P<manad>[12][0-9]{3}-?[01][0-9])",
}
_MARKUP = re.compile(rb"\s*<(!doctype html|html)", re.IGNORECASE)
_PLAIN = re.compile(r"[^\w .,()–+-]")
_REMEDY = "öppna sidan, se vad filen heter nu och rätta files under [fetch]"


class _Link(NamedTuple):
    url: str
    name: str
    text: str


def collected(job: Job) -> Collected:
    """A delivery for each period that the page has all declared files of, from `first` on; without `first` only the latest."""
    links = list(_links(job))
    found: dict[Period, dict[str, _Link]] = {}
    for pattern in job.fetching.files:
        matches = list(_matching(pattern, links, job))
        if not matches:
            raise NotFetchedError(_nearest(pattern, links), f'en länk till "{pattern}"', _REMEDY)
        for period, link in matches:
            found.setdefault(period, {}).setdefault(pattern, link)
    whole = [period for period, files in found.items() if len(files) == len(job.fetching.files)]
    if not whole:
        raise NotFetchedError("ingen period som har alla filer", f"filerna {', '.join(job.fetching.files)} för samma period", _REMEDY)
    return Collected(tuple(_bundle(job, period, list(found[period].values())) for period in _wanted(job, whole)))


def _wanted(job: Job, whole: Sequence[Period]) -> list[Period]:
    ordered = sorted(whole, key=lambda period: (period.last_day, period.code))
    first = job.fetching.first
    return [period for period in ordered if period.last_day >= first.first_day] if first else ordered[-1:]


def _bundle(job: Job, period: Period, links: Sequence[_Link]) -> Bundle:
    return Bundle(period, tuple(_piece(job, link) for link in links))


def _piece(job: Job, link: _Link) -> Piece:
    answer = job.web.get(link.url, accept="*/*")
    if not answer.content.strip():
        raise NotFetchedError(f"filen {link.name} är tom", "en fil med innehåll")
    if _MARKUP.match(answer.content) and job.source.format != "bra-sol-html":
        raise NotFetchedError(f"en webbsida i stället för filen {link.name}", "filen själv")
    return Piece(_PLAIN.sub("-", link.name).lstrip(". ")[:120] or "fil", answer)


def _links(job: Job) -> Iterator[_Link]:
    """The links of the page, in its order; only those that lead to a declared host over https."""
    from lxml import etree, html

    content = job.web.get(job.fetching.url, accept="text/html").content
    try:
        tree = html.document_fromstring(content) if content.strip() else None
    except (ValueError, etree.ParserError):
        tree = None
    if tree is None:
        raise NotFetchedError("en tom sida", "en sida med länkar")
    for anchor in tree.iter("a"):
        url = urljoin(job.fetching.url, str(anchor.get("href", "")).strip())
        parts = urlsplit(url)
        if parts.scheme == "https" and parts.hostname in job.fetching.hosts:
            yield _Link(url, _plain(unquote(parts.path.rpartition("/")[2]).replace("+", " ")), _plain(anchor.text_content()))


def _matching(pattern: str, links: Sequence[_Link], job: Job) -> Iterator[tuple[Period, _Link]]:
    mask = _mask(pattern, job.scope.municipality.name)
    for link in links:
        match = mask.fullmatch(link.name) or mask.fullmatch(link.text)
        period = _period(match) if match else None
        if period is not None:
            yield period, link


def _mask(pattern: str, kommun: str) -> re.Pattern[str]:
    """The pattern as an expression; the same place a second time must say the same."""
    written, seen = [], set()
    for piece in re.split(r"(\{[^}]*\})", _plain(pattern)):
        word = piece.strip("{}") if piece.startswith("{") else ""
        if word in _PATTERNS:
            written.append(f"(?P={word})" if word in seen else _PATTERNS[word])
            seen.add(word)
        else:
            written.append(re.escape(kommun if word == "kommun" else piece))
    return re.compile("".join(written), re.IGNORECASE)


def _period(match: re.Match[str]) -> Period | None:
    told = match.groupdict()
    try:
        if quarter := told.get("kvartal"):
            return Quarter(int(quarter[:4]), int(quarter[-1]))
        if month := told.get("manad"):
            return Month(int(month[:4]), int(month[-2:])) if 1 <= int(month[-2:]) <= 12 else None
        return Year(int(told["ar"]))
    except ValueError:
        return None


def _nearest(pattern: str, links: Sequence[_Link]) -> str:
    names = list(dict.fromkeys(name for link in links for name in (link.name, link.text) if name))
    near = get_close_matches(pattern, names, n=3, cutoff=0.4)
    return f"en sida med {len(links)} länkar" + (f", närmast {', '.join(near)}" if near else "")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
