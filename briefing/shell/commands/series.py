"""`briefing series`: every value of an indicator that any edition has printed, with the edition that printed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from briefing.archive import store
from briefing.archive.edition import Edition
from briefing.archive.layout import ARCHIVE, version_number
from briefing.archive.package import has_record
from briefing.document import wording
from briefing.errors import BriefingError
from briefing.findings.recorded import recorded_series
from briefing.findings.vintages import Printed, Vintage, printed, vintages
from briefing.shell.commands.result import Result, Sheet
from briefing.terms.gap import Gap


def published_series(root: Path, indicator: str, area: str, measure: str, csv: Path | None) -> Result:
    """The values by period and vintage; default the municipality itself, every measure.

    Of every version of every edition in the archive, each record read only if it is as it was sealed. BriefingError where no edition has
    printed the indicator so. With `csv` every printed value also goes to that file.
    """
    everything = tuple(_printed(root / ARCHIVE, indicator, area))
    values = tuple(each for each in everything if measure in ("", each.measure.value))
    if not any(each.number is not None for each in values):
        raise _unknown(indicator, area, measure, everything)
    if csv is not None:
        from briefing.outputs.series_csv import render_series

        _write(csv, render_series(indicator, values).content)
    told = vintages(values)
    lines = (*_head(indicator, values, told), *([f"Alla värden ligger här: {csv}"] if csv else []))
    data = {"indicator": indicator, "values": [_value_data(each) for each in values], "csv": str(csv) if csv else None}
    return Result(data, lines, sheets=tuple(_sheets(told)))


def _printed(archive: Path, indicator: str, area: str) -> Iterator[Printed]:
    """What each edition says, in the order in which they were sealed."""
    versions = [each for id in store.ids(archive) for each in store.history(archive, id)]
    for each in sorted(versions, key=_when):
        if has_record(each):
            own, histories = recorded_series(store.record(archive, each.id, each.version), indicator)
            wanted = [history for history in histories if history.area == (area or own)]
            yield from printed(str(each.id), each.version, each.sealed_on, wanted)


def _when(edition: Edition) -> tuple[Any, ...]:
    return (edition.sealed_on, edition.id.period, str(edition.id), version_number(edition.version))


def _unknown(indicator: str, area: str, measure: str, there: tuple[Printed, ...]) -> BriefingError:
    if measure and any(each.number is not None for each in there):
        known = ", ".join(dict.fromkeys(each.measure.value for each in there))
        return BriefingError(indicator, problem=f"no edition has printed it as '{measure}'", remedy=f"use one of {known}")
    where = f" for area {area}" if area else ""
    return BriefingError(
        indicator,
        problem=f"no edition in the archive has printed a value of it{where}",
        remedy="see sources/indicators.toml for the ids of indicators, and `briefing list` for the editions",
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        problem = f"the file cannot be written: {error.strerror}"
        raise BriefingError(str(path), problem=problem, remedy="name a file in a folder that you may write to") from error


def _head(indicator: str, values: tuple[Printed, ...], told: tuple[Vintage, ...]) -> Iterator[str]:
    editions = {(each.edition, each.version) for each in values}
    periods = {each.first.key for each in told}
    revised = sum(each.before is not None for each in told)
    yield (
        f"{indicator}: {wording.counted(len(periods), 'period', 'perioder')} i "
        f"{wording.counted(len(editions), 'utgåva', 'utgåvor')}, {wording.counted(revised, 'ändring', 'ändringar')} i efterhand."
    )


def _sheets(told: tuple[Vintage, ...]) -> Iterator[Sheet]:
    heading = ("Period", "Värde", "Ändring", "Först i", "Förseglad", "Oförändrat")
    for series in dict.fromkeys(each.first.key[:3] for each in told):
        own = [each for each in told if each.first.key[:3] == series]
        first = own[0].first
        title = (
            f"{wording.sentence_case(wording.UNITS[first.measure])}, {wording.FREQUENCIES[first.subject.frequency]}, område {first.area}"
        )
        yield Sheet(title, heading, tuple(_rows(own)), frozenset({1, 2}), frozenset({0, 3, 4, 5}))


def _rows(told: Iterable[Vintage]) -> Iterator[tuple[str, ...]]:
    """Periods in order, each with its values in the order they were printed; the period stands once."""
    last = ""
    for each in sorted(told, key=lambda each: each.first.period.first_day):
        first = each.first
        period = wording.short_period(first.period)
        again = f"i {wording.number(each.again)} till" if each.again else ""
        name = f"{first.edition}@{first.version}"
        yield ("" if period == last else period, _value(first), _change(each), name, wording.day(first.sealed_on), again)
        last = period


def _value(printed_value: Printed) -> str:
    if isinstance(printed_value.value, Gap):
        return f"○ {wording.GAP_REASONS[printed_value.value.reason]}"
    return wording.preliminary(wording.measured(printed_value.value, printed_value.measure), is_preliminary=printed_value.preliminary)


def _change(vintage: Vintage) -> str:
    """How much the value differs from the one before it; empty where there are not two different ones."""
    was, now = (each.number if each else None for each in (vintage.before, vintage.first))
    if was is None or now is None:
        return ""
    if was == now:
        return "nu slutlig" if not vintage.first.preliminary else "nu preliminär"
    return wording.signed(now - was, wording.decimals(vintage.first.measure))


def _value_data(each: Printed) -> dict[str, Any]:
    return {
        "frequency": each.subject.frequency.value,
        "area": each.area,
        "measure": each.measure.value,
        "period": each.period.code,
        "value": each.number,
        "gap": each.value.reason.value if isinstance(each.value, Gap) else None,
        "preliminary": each.preliminary,
        "edition": each.edition,
        "version": each.version,
        "sealed_on": each.sealed_on.isoformat(),
        "citations": [f"{place.delivery}, {place.place}" for place in each.citations],
    }
