"""Polisen's notices: the service gives about a week and keeps no history, so a day's answer is kept whole beside those before it.

A delivery is a month. What polisen changes in a notice lies in a later answer, and the reader counts the latest; nothing is taken
away because an answer lacks it. The first answer after the end of a month also closes that month.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from briefing.fetch.bundle import Bundle, Collected, Job, Piece, page_of, said_instead
from briefing.fetch.fault import NotFetchedError
from briefing.fetch.taking_in import files_of
from briefing.observations.fault import UnusableError
from briefing.observations.polisen_events import event_of
from briefing.terms.period import Month

STALE_DAYS = 3  # the whole country has notices every day; recorded stale lists ended five days before they were given
MOST_DAYS = 30  # the whole country's 500 latest reach back 7 to 16 days; recorded stale lists reached back months
SHORTEST = 0.5  # of the answer before; recorded short lists held a tenth
_Events = Mapping[int, tuple[date, str]]  # id → day of publishing, and the notice as it stands
_Answers = Mapping[str, _Events]  # file name → what stands in it


def collected(job: Job) -> Collected:
    """The day's answer, added to its month, and to the month before where that is not closed yet. One answer a day is kept."""
    month = Month(job.today.year, job.today.month)
    name = f"{job.today.isoformat()}.json"
    if (job.folder / month.code / name).exists():
        return Collected((), remarks=("Dagens svar är redan hämtat.",))
    answer = job.web.get(job.fetching.url)
    told = _events(answer.content)
    kept = {each: _answers(job, each) for each in (month.shifted(-1), month)}
    _refuse_stale(told, list(_latest(kept)), job.today, is_national="?" not in job.fetching.url)
    bundles = tuple(
        Bundle(each, (Piece(name, answer),), grows=True)
        for each, answers in kept.items()
        if (each == month or _is_open(answers, each)) and _new_in(told, answers, each)
    )
    strange = len(page_of(answer.content, name)) - len(told)
    remarks = (_counted(told, kept), *((f"{strange} poster i svaret går inte att läsa.",) if strange else ()))
    return Collected(bundles, remarks=remarks)


def _events(content: bytes) -> _Events:
    """Id → day of publishing and the notice as it stands. NotFetchedError where most of what came is no notice."""
    page = page_of(content, "händelser") if content.strip() else []
    if not isinstance(page, list):
        raise NotFetchedError(said_instead(page), "en lista med händelser")
    if not page:
        raise NotFetchedError("ett tomt svar", "en lista med händelser")
    found: dict[int, tuple[date, str]] = {}
    fault = ""
    for entry in page:
        try:
            event = event_of(entry)
            found[event.id] = (event.day, json.dumps(entry, sort_keys=True, ensure_ascii=False))
        except UnusableError as unusable:
            fault = f"{unusable.fault.found}, väntat {unusable.fault.expected}"
    if len(found) * 2 < len(page):
        raise NotFetchedError(f"poster som inte är händelser ({fault})", "händelser som tidigare")
    return found


def _refuse_stale(told: _Events, latest: list[_Events], today: date, *, is_national: bool) -> None:
    """At times the service gives an old or short list; what is known says more than it."""
    newest = max(day for day, _ in told.values())
    before = latest[-1] if latest else {}
    if newest < today - timedelta(days=STALE_DAYS) or (before and newest < max(day for day, _ in before.values())):
        raise NotFetchedError(f"en gammal lista, där den nyaste händelsen är från {newest.isoformat()}", "de senaste händelserna")
    reach = (newest - min(day for day, _ in told.values())).days
    if reach > MOST_DAYS and is_national:
        raise NotFetchedError(f"en gles lista, där {len(told)} händelser når {reach} dagar bakåt", "de senaste händelserna")
    if len(told) < SHORTEST * len(before):
        raise NotFetchedError(f"en kort lista med {len(told)} händelser", f"ungefär {len(before)} som i förra svaret")


def _answers(job: Job, month: Month) -> _Answers:
    """The answers that a month already has, by file name."""
    folder = job.folder / month.code
    found: dict[str, _Events] = {}
    for file in files_of(folder) if folder.is_dir() else ():
        try:
            found[file.name] = _events(file.read_bytes())
        except NotFetchedError:
            continue  # the reader refuses it and says why
    return found


def _latest(kept: Mapping[Month, _Answers]) -> Iterator[_Events]:
    by_name = {name: events for answers in kept.values() for name, events in answers.items()}
    yield from (by_name[name] for name in sorted(by_name))


def _is_open(answers: Iterable[str], month: Month) -> bool:
    """Whether a month has answers, and none of them came after its end."""
    names = list(answers)
    return bool(names) and max(names) <= f"{month.last_day.isoformat()}.json"


def _new_in(told: _Events, answers: _Answers, month: Month) -> bool:
    """Whether an answer has a notice, or a new text of one, that was published in the month and is not there."""
    known = _merged(answers.values())
    return any(month.first_day <= day <= month.last_day and known.get(number) != text for number, (day, text) in told.items())


def _merged(answers: Iterable[_Events]) -> dict[int, str]:
    return {number: text for events in answers for number, (_, text) in events.items()}


def _counted(told: _Events, kept: Mapping[Month, _Answers]) -> str:
    known: dict[int, str] = _merged(_latest(kept))
    new = sum(1 for number in told if number not in known)
    changed = sum(1 for number, (_, text) in told.items() if number in known and known[number] != text)
    return f"{len(told)} händelser i svaret: {new} nya, {changed} ändrade."
