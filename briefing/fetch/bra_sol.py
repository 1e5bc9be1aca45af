"""Brå's SOL (kind `bra-sol`): a form in five steps that asks for reported offences by area and period, and gives a "databasfil".

A session is bound to one menu. Ids are read from the menu's page every time: they differ between menus and change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from briefing.fetch.bundle import Bundle, Collected, Job, Piece
from briefing.fetch.conversation import Conversation
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.selection import Selection, checked_blocks
from briefing.fetch.sol_answer import checked_periods
from briefing.fetch.sol_menu import ENCODING, Menu, Offence, menu_of
from briefing.fetch.stage import Answer
from briefing.observations.mapping import area_code
from briefing.sources.fetching import FetchTable
from briefing.terms.period import Period

MOST_CELLS = 10_000  # offence x area x period x unit, in one question
_UNITS = 2  # number, and per 100 000 inhabitants
_BETWEEN = "*"  # a comma would drop ids in silence
_COUNTRY = "0000"
_NO_SESSION = "obefintlig menyrad"
_CHOICES = "rätta tables under [fetch] i source.toml"


@dataclass(frozen=True)
class _Asked:
    """What one menu is asked for: ids of each kind, and the names and codes that the answer has to be about."""

    ids: Selection
    offences: frozenset[str]
    areas: frozenset[str]


def collected(job: Job) -> Collected:
    """The answers of all declared menus as one delivery, named by the latest period with a value."""
    pieces: list[Piece] = []
    periods: list[Period] = []
    to_mend: list[str] = []
    for table in job.fetching.tables:
        session = _Session(job, table.id)
        asked, unknown = _asked(job, table, session.menu)
        to_mend += unknown
        for part in checked_blocks(asked.ids, MOST_CELLS // _UNITS, f"meny {table.id}") if asked.offences else ():
            answer = session.answer(part)
            periods += checked_periods(job, answer.content, asked.offences, asked.areas)
            pieces.append(Piece(f"{len(pieces) + 1:02}-meny-{table.id}.txt", answer))
    if not periods:
        raise NotFetchedError("inga värden för de brott och områden som efterfrågades", "minst ett värde", _CHOICES)
    latest = max(periods, key=lambda period: (period.last_day, period.code))
    return Collected((Bundle(latest, tuple(pieces)),), to_mend=tuple(to_mend))


class _Session:
    """A conversation with SOL about one menu."""

    def __init__(self, job: Job, menu: str) -> None:
        self._web, self._menu = job.web, menu
        self._base = job.fetching.url.rstrip("/")
        self._conversation = Conversation(job.web)
        self._conversation.get(f"{self._base}/start?menykatalogid=1")
        page = self._conversation.get(f"{self._base}/anmalda/urval/urval?menyid={menu}")
        self.menu = menu_of(page)
        if not (self.menu.offences and self.menu.places and self.menu.periods):
            found = "SOL säger att menyn inte finns" if _NO_SESSION in page.decode(ENCODING) else "en sida utan brott, områden och perioder"
            raise NotFetchedError(found, f"SOL:s urval i menyn {menu}", _CHOICES)

    def answer(self, part: Selection) -> Answer:
        """The "databasfil" for a selection, as it came."""
        fields = {
            "brottstyp_id_string": _BETWEEN.join(part["brott"]),
            "region_id_string": _BETWEEN.join(part["omrade"]),
            "period_id_string": _BETWEEN.join(part["period"]),
            "fordelning_id_string": "",
            "antal": "1",
            "antal_100k": "1",
        }

        def ask() -> bytes:
            self._conversation.post(f"{self._base}/anmalda/urval/vantapopup", fields)
            _refuse_a_fault(self._conversation.get(f"{self._base}/anmalda/urval/sok"))
            return self._conversation.post(f"{self._base}/anmalda/resultat/dbfil", {})

        return self._web.once(f"{self._base} {self._menu} {sorted(fields.items())}", ask)


def _refuse_a_fault(page: bytes) -> None:
    """SOL tells of a fault on a page with status 200."""
    text = page.decode(ENCODING)
    if "Fel/Error" in text or _NO_SESSION in text:
        said = " ".join(text.partition("Felmeddelande:")[2].partition("<")[0].split())[:120]
        raise NotFetchedError(f'SOL säger "{said}"' if said else "en felsida från SOL", "ett resultat")


def _asked(job: Job, table: FetchTable, menu: Menu) -> tuple[_Asked, list[str]]:
    """What the declaration asks for in the menu's own ids, and what the operator has to mend: offences that SOL calls otherwise."""
    offences: list[Offence] = []
    unknown: list[str] = []
    for word in table.values["brott"]:
        found = [each for each in menu.offences if word in (each.name, each.path)]
        if len(found) == 1:
            offences += found
        else:
            unknown.append(_told(word, found, menu, table.id))
    places, codes = _places(job, menu)
    periods = tuple(_period_ids(job, table, menu))
    if not periods:
        raise NotFetchedError(f"menyn {table.id} utan perioder av slaget {', '.join(table.values['period'])}", "minst en", _CHOICES)
    ids = {"brott": tuple(each.id for each in offences), "omrade": places, "period": periods}
    return _Asked(ids, frozenset(each.name for each in offences), codes), unknown


def _told(word: str, found: Sequence[Offence], menu: Menu, table: str) -> str:
    if found:
        return f'"{word}" finns på flera ställen i menyn {table}: skriv hela vägen, till exempel "{found[0].path}".'
    near = get_close_matches(word, dict.fromkeys(each.name for each in menu.offences), n=3)
    return f'SOL har inget brott "{word}" i menyn {table}' + (f", närmast {', '.join(near)}" if near else "") + f": {_CHOICES}."


def _places(job: Job, menu: Menu) -> tuple[tuple[str, ...], frozenset[str]]:
    """The ids of the areas asked for, all of those that are the same area (Heby has two), and the codes."""
    code_of = area_code(job.source)
    known = frozenset(job.source.areas.values())
    wanted = [code for code in job.scope.codes(job.fetching.areas, _COUNTRY) if code != _COUNTRY or code in known]
    ids = {place.id: code for place in menu.places if (code := code_of(place.name)) in wanted}
    missing = [code for code in wanted if code not in ids.values()]
    if missing:
        raise NotFetchedError(f"en sida utan {', '.join(missing[:5])}", "alla efterfrågade områden", "rätta areas i source.toml")
    return tuple(ids), frozenset(wanted)


def _period_ids(job: Job, table: FetchTable, menu: Menu) -> Iterator[str]:
    first = job.fetching.first
    for each in menu.periods:
        if each.kind in table.values["period"] and (first is None or each.period.first_day >= first.first_day):
            yield each.id
