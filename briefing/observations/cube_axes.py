"""What the dimensions of a cube are for: which is the area, the period, the measure, and which tell groups of people apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.observations.cube import METRIC, PLACE, TIME, Axis, Cube, Key
from briefing.observations.fault import UnusableError, quoted
from briefing.observations.mapping import area_code, indicator_id
from briefing.observations.row_reading import NotMappedError
from briefing.observations.tabell import period_of
from briefing.sources.source import CubeLayout, Source
from briefing.terms.area import COUNTRY
from briefing.terms.indicator import Unit
from briefing.terms.period import Year

USUAL_NAMES = {  # what a dimension without a role is called when it is one of these, in lower case
    PLACE: ("region", "kommun", "kommunkod", "län", "område", "geografi"),
    TIME: ("tid", "år", "ar", "månad", "manad", "kvartal", "time", "year", "month", "quarter"),
    METRIC: ("contentscode", "tabellinnehåll", "contents"),
}
_WORDS = {PLACE: ("ett område", "area"), TIME: ("en period", "period")}
_ALL = re.compile(r"(total|totalt|samtliga|båda könen|kvinnor och män|män och kvinnor)\b.*", re.IGNORECASE)
_GENDERS = {"kvinnor": "K", "män": "M"}
_SPAN = re.compile(r"([12][0-9]{3})[-–]((?:19|20)[0-9]{2})")
_CUBE_REMEDY = "skriv under [cube] i source.toml vilken dimension som är vad"


@dataclass(frozen=True)
class Meaning:
    """What the codes of a cell mean: `of(key)` gives area, indicator, period, measure and group, or raises."""

    of: Callable[[Key], tuple[str, str, str, str, str]]


def meaning(cube: Cube, source: Source) -> Meaning:
    """How to understand the cells of a cube; UnusableError where it has no dimension for area or period.

    The dimensions are those that the source declares, else those that the table gives the roles, else those with the usual names. The
    category is the measure, or the declared dimensions' labels joined by a comma; the other dimensions are groups, left out of the group
    where the category stands for all.
    """
    layout = source.cube or CubeLayout()
    area, period = _position(cube, layout.area, PLACE, source), _position(cube, layout.period, TIME, source)
    metrics = [_named(cube, name) for name in layout.indicator] or _found(cube, METRIC, (area, period))
    groups = [position for position in range(len(cube.axes)) if position not in (area, period, *metrics)]
    area_of = cache(_area_reader(cube.axes[area], source))
    period_told = cache(lambda code: _period(cube.axes[period], code))
    told = cache(_category_reader(cube, [cube.axes[position] for position in metrics], source))
    group_of = cache(_group_reader([cube.axes[position] for position in groups], layout))

    def of(key: Key) -> tuple[str, str, str, str, str]:
        indicator, measure = told(tuple(key[position] for position in metrics))
        place = area_of(key[area])
        if not (place and indicator):
            raise NotMappedError("" if place else cube.axes[area].names[key[area]])
        return place, indicator, period_told(key[period]), measure, group_of(tuple(key[position] for position in groups))

    return Meaning(of)


def _position(cube: Cube, declared: str, role: str, source: Source) -> int:
    if declared:
        return _named(cube, declared)
    found = _found(cube, role, ())
    others = [n for n, axis in enumerate(cube.axes) if axis.role not in (TIME, METRIC) and axis.id.lower() not in USUAL_NAMES[TIME]]
    if not found and role == PLACE and source.is_bare and others:
        return others[0]
    if len(found) == 1:
        return found[0]
    what, key = _WORDS[role]
    remedy = f"skriv {key} under [cube] i source.toml: namnet på dimensionen"
    raise UnusableError(f"dimensionerna {_ids(cube)}", f"en dimension som är {what}", remedy, rows=cube.size)


def _named(cube: Cube, name: str) -> int:
    for position, axis in enumerate(cube.axes):
        if name.lower() in (axis.id.lower(), axis.label.lower()):
            return position
    raise UnusableError(f"dimensionerna {_ids(cube)}", f"dimensionen {quoted(name)}", _CUBE_REMEDY, rows=cube.size)


def _found(cube: Cube, role: str, taken: Sequence[int]) -> list[int]:
    by_role = [n for n, axis in enumerate(cube.axes) if axis.role == role and n not in taken]
    named = [n for n, axis in enumerate(cube.axes) if not axis.role and {axis.id.lower(), axis.label.lower()} & set(USUAL_NAMES[role])]
    return by_role or [n for n in named if n not in taken]


def _ids(cube: Cube) -> str:
    return ", ".join(quoted(axis.id) for axis in cube.axes)


def _area_reader(axis: Axis, source: Source) -> Callable[[str], str]:
    """The area of a code: by itself, else by its label; 00 is the country."""
    code_of = area_code(source)
    country = "" if source.is_bare else COUNTRY.code
    return lambda code: code_of(code) or code_of(axis.names[code]) or (country if code == COUNTRY.code else "")


def _category_reader(cube: Cube, axes: Sequence[Axis], source: Source) -> Callable[[Key], tuple[str, str]]:
    """Indicator and unit of the codes of the measure: mapped by labels, else by codes; without a measure the table's title is it."""
    id_of = indicator_id(source)

    def category(codes: Key) -> tuple[str, str]:
        labels = ", ".join(axis.names[code] for axis, code in zip(axes, codes, strict=True)) or cube.label
        own = labels if id_of(labels) else ", ".join(codes)
        base = next((axis.units[code] for axis, code in zip(axes, codes, strict=True) if code in axis.units), "")
        declared = next((unit for name, unit in source.units.items() if name in (labels, own)), "")
        return id_of(own), declared or unit_of(base).value

    return category


def period_code(told: str) -> str:
    """The code of the period 2025, 2025K2, 2026M04, 2026-08-01, or of the last year of 2021-2024 (a mean over years); empty for none."""
    span = _SPAN.fullmatch(told.strip())
    try:
        return Year(int(span[2])).code if span else period_of(told.replace("Q", "K")).code
    except ValueError:
        return ""


def unit_of(base: str) -> Unit:
    """The unit that a table's word for it means: `antal` a number, `per 100 000` a rate, percent and andel a share, else a mean."""
    plain = base.lower()
    if re.search(r"100[ \u00a0]?000", plain):
        return Unit.PER_100K
    if re.search(r"%|procent|andel|percent", plain):
        return Unit.ANDEL
    return Unit.ANTAL if re.match(r"antal|number|amount|personer", plain) else Unit.MEDEL


def _group_reader(axes: Sequence[Axis], layout: CubeLayout) -> Callable[[Key], str]:
    """The group that codes stand for: empty for all, K or M for a gender, else the labels."""
    declared = {each.lower() for each in layout.whole}

    def is_whole(axis: Axis, code: str) -> bool:
        label = axis.names[code]
        return code == axis.whole or bool(_ALL.fullmatch(label)) or bool(declared & {code.lower(), label.lower()})

    def group(codes: Key) -> str:
        labels = (axis.names[code] for axis, code in zip(axes, codes, strict=True) if not is_whole(axis, code))
        return ", ".join(_GENDERS.get(label.lower(), label) for label in labels)

    return group


def _period(axis: Axis, code: str) -> str:
    """The period of a category, by its label, else its code: some tables have codes that only count."""
    found = period_code(axis.names[code]) or period_code(code)
    if not found:
        raise UnusableError(f"perioden {quoted(axis.names[code])}", "2025, 2025K2, 2025M04 eller 2021-2024", _CUBE_REMEDY, column=axis.id)
    return found
