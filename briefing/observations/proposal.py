"""A proposal for how a file is to be declared: its format, what it covers, its columns, and its own words of areas and categories."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from briefing.observations.fault import UnusableError
from briefing.observations.grid import grids_of
from briefing.observations.known_headings import known_layout
from briefing.observations.recognition import Recognized
from briefing.observations.tabell_rows import rows_of
from briefing.sources.layouts import CrossTable
from briefing.sources.source import BoundaryLayout, Delivery, TableLayout
from briefing.terms.period import Frequency, Period, parse_period

_PRODUCERS = {
    "bra-": "Brottsförebyggande rådet (Brå)",
    "kolada": "Rådet för främjande av kommunala analyser (RKA)",
    "polisen-": "Polismyndigheten",
}
_ORIGINS = {"uppgifter": "polis", "bedomningar": "samordnare"}
_MOST = 60  # categories that are listed; a file with more has another column as its category
_SUGGESTED = 0.6  # likeness from which an indicator of the catalogue is suggested
_FOR_ALL = {
    "area": 'områdets kod, till exempel "2480"',
    "indicator": "måttets id i sources/indicators.toml",
}
_CROSS = ("korstabell", "myndighetstabell", "enkat", "polisen-brottskoder")


@dataclass(frozen=True)
class Known:
    """What the workspace has declared: id → label of its indicators, the ids that have a source, the ways to name all municipalities."""

    indicators: Mapping[str, str]
    taken: Collection[str]
    area_schemes: Mapping[str, Mapping[str, str]]


def declaration(found: Recognized, delivery: Delivery, title: str, known: Known) -> str:
    """The text of a source.toml that reads the file; what a person must decide stands as a comment with a suggestion."""
    return "\n".join([*_head(found, title, known), *_areas(found, known), *_indicators(found, known), *_layout(found, delivery)]) + "\n"


def latest_period(found: Recognized) -> Period | None:
    """The latest period in the file; None where it has none."""
    codes = found.reading.observations.frame["period"].unique()
    return max((parse_period(code) for code in codes), key=lambda each: each.last_day, default=None)


def _head(found: Recognized, title: str, known: Known) -> Iterator[str]:
    frequencies = found.reading.observations.frame["frequency"]
    most = str(frequencies.mode().iat[0]) if len(frequencies) else ""
    producer = next((name for start, name in _PRODUCERS.items() if found.form.startswith(start)), "")
    yield f"format = {_quoted(found.form)}"
    yield f"title = {_quoted(title)}"
    yield f"producer = {_quoted(producer or 'Okänd')}" + ("" if producer else "        # skriv vem som lämnar uppgifterna")
    yield f"origin = {_quoted(_ORIGINS.get(found.form, 'data'))}            # data, polis, forvaltning, samordnare eller rad"
    yield 'sensitivity = "intern"     # oppen, intern eller begransad'
    if most in {each.value for each in Frequency}:
        yield f"covers = {_quoted(most)}"
        yield "# due_after_days = 14      # så många dagar efter periodens slut"
    if scheme := _scheme(found, known):
        yield f"areas = {_quoted(scheme)}"


def _scheme(found: Recognized, known: Known) -> str:
    """The way of naming municipalities that most of the file's areas follow; "" where few do."""
    told = set(found.reading.observations.frame["area"].unique()) | {each.area for each in found.reading.boundaries}
    best = max(known.area_schemes, key=lambda name: len(told & known.area_schemes[name].keys()), default="")
    return best if best and 2 * len(told & known.area_schemes[best].keys()) >= len(told) > 0 else ""


def _areas(found: Recognized, known: Known) -> Iterator[str]:
    """The areas that are no municipalities, to be given codes by a person."""
    named = [*found.reading.observations.frame["area"], *(each.area for each in found.reading.boundaries)]
    told = list(dict.fromkeys(filter(None, named)))
    if told and not _scheme(found, known):
        yield from ("", "# Filens områden → våra koder ([[area]] i briefing.toml). Ta bort # på dem som ska användas.", "[areas]")
        yield from (f'# {_quoted(name)} = ""' for name in told[:_MOST])


def _indicators(found: Recognized, known: Known) -> Iterator[str]:
    """The file's categories: mapped where the catalogue has the very word and no other source has it, else with a suggestion."""
    told = list(dict.fromkeys(filter(None, found.reading.observations.frame["indicator"])))
    if not told:
        return
    by_word = {label.casefold(): id for id, label in known.indicators.items()} | {id: id for id in known.indicators}
    yield from ("", "# Filens kategorier → id i indicators.toml. Ta bort # på dem som ska användas; ett mått har en källa.", "[indicators]")
    for name in told[:_MOST]:
        near = get_close_matches(name.casefold(), by_word, n=1, cutoff=_SUGGESTED)
        id = by_word[near[0]] if near else ""
        is_sure = name.casefold() in by_word and id not in known.taken
        yield f"{'' if is_sure else '# '}{_quoted(name)} = {_quoted(id)}"
    if len(told) > _MOST:
        yield f"# … och {len(told) - _MOST} till"


def _layout(found: Recognized, delivery: Delivery) -> Iterator[str]:
    """The table of the format's own layout."""
    match found.form:
        case "tabell":
            layout, _ = rows_of(delivery, delivery.parts[0], None)
            yield from _table(layout, found)
        case "geojson" if found.boundaries is not None:
            yield from _boundaries(found.boundaries)
        case "handelselista":
            yield from _events(delivery)
        case form if form in _CROSS:
            yield from _crosstab(found, delivery)


def _table(layout: TableLayout, found: Recognized) -> Iterator[str]:
    yield from ("", "[table]", f"delimiter = {_quoted(layout.delimiter)}")
    measures = set(found.reading.observations.frame["measure"]) & {"antal"}
    if "value" in layout.columns:
        yield f'measure = "{"antal" if measures else "andel"}"   # enheten i kolumnen value'
    yield from ("", "[table.columns]                 # våra ord → filens rubriker")
    yield from (f"{word} = {_quoted(name)}" for word, name in layout.columns.items())
    missing = [word for word in ("area", "indicator") if word not in layout.columns]
    if missing:
        yield from ("", "[table.constants]               # detsamma i alla rader; så länge det är tomt används inga rader")
        yield from (f'{word} = ""   # skriv {_FOR_ALL[word]}' for word in missing)


def _boundaries(layout: BoundaryLayout) -> Iterator[str]:
    yield from ("", "[boundaries]                    # egenskaperna som är områdets kod och namn", f"code = {_quoted(layout.code)}")
    if layout.name:
        yield f"name = {_quoted(layout.name)}"


def _events(delivery: Delivery) -> Iterator[str]:
    """The columns of a list of events, as far as their headings say what they are."""
    columns = _named_columns(delivery)
    yield from ("", "[events]", 'date = "Datum"')
    for word, theirs, for_all in (("area", "area", "in_area"), ("type", "indicator", "of_type")):
        known = f"{word} = {_quoted(columns[theirs])}" if theirs in columns else ""
        yield known or f'{for_all} = ""   # skriv {_FOR_ALL[theirs]}; så länge det är tomt används inga rader'
    yield from ('per = "manad"', '# first = "2026-01"             # från och med då är listan hel, så att en månad utan rader är en nolla')


def _crosstab(found: Recognized, delivery: Delivery) -> Iterator[str]:
    columns = _named_columns(delivery) if found.form != "korstabell" else {}
    frame = found.reading.observations.frame
    yield from ("", "[crosstab]", f"measure = {_quoted(str(frame['measure'].mode().iat[0]))}     # enheten där ingen rubrik säger en")
    if columns:
        yield from ("", "[crosstab.columns]              # våra ord → filens rubriker")
        yield from (f"{word} = {_quoted(name)}" for word, name in columns.items())


def _named_columns(delivery: Delivery) -> Mapping[str, str]:
    try:
        return dict(known_layout(grids_of(delivery.parts[0])[0], CrossTable()).columns)
    except UnusableError:
        return {}


def _quoted(text: str) -> str:
    """A text as TOML writes it, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
